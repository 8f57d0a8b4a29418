import Testing

@testable import ScriptSyntax

@Suite struct ScriptTextTests {
  @Test func `joined text knows where each part comes from`() {
    var text = ScriptText("ALTER ", at: 10, isVerbatim: true)
    let isAppended1 = text.append(ScriptText("users", at: 40))
    #expect(isAppended1)
    let isAppended2 = text.append(ScriptText(" x", at: 60, isVerbatim: true))
    #expect(isAppended2)
    #expect(text.string == "ALTER users x")
    #expect(text.fileOffset(ofByte: 3) == 13)
    #expect(text.fileOffset(ofByte: 8) == 40)
    #expect(text.fileOffset(ofByte: 12) == 61)
  }

  @Test func `text beyond the limit is not joined`() {
    var text = ScriptText(String(repeating: "a", count: ScriptText.limit), at: 0, isVerbatim: true)
    let isAppended3 = text.append(ScriptText("b", at: 0))
    #expect(!isAppended3)
    #expect(text.count == ScriptText.limit)
  }
}
