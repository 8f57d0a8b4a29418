import Testing

@testable import ScriptSyntax

@Suite struct ScriptTextTests {
  @Test func `joined text knows where each part comes from`() {
    var text = ScriptText("ALTER ", at: 10, isVerbatim: true)
    let hasFit =
      text.append(ScriptText("users", at: 40)) && text.append(ScriptText(" x", at: 60, isVerbatim: true))
    #expect(hasFit)
    #expect(text.string == "ALTER users x")
    #expect(text.fileOffset(ofByte: 3) == 13)
    #expect(text.fileOffset(ofByte: 8) == 40)
    #expect(text.fileOffset(ofByte: 12) == 61)
  }

  @Test func `text beyond the limit is not joined`() {
    var text = ScriptText(String(repeating: "a", count: ScriptText.limit), at: 0, isVerbatim: true)
    let hasFit = text.append(ScriptText("b", at: 0))
    #expect(!hasFit)
    #expect(text.count == ScriptText.limit)
  }
}
