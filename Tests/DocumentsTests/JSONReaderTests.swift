import Documents
import Domain
import TestSupport
import Testing

@Suite struct JSONReaderTests {
  @Test(arguments: try fixtureCases("json.txt"))
  func `a JSON text becomes located nodes or one located error`(fixture: FixtureText.Case) {
    var text: String
    do throws(DocumentError) {
      text = dump(try JSONReader.document(of: Array(fixture.input.utf8)))
    } catch {
      text = "error \(error.position.line):\(error.position.column) \(error.message)"
    }
    text = text.replacing("\u{8}", with: "").replacing("\u{C}", with: "").replacing("\r", with: "")
    #expect(text.trimmingLineEnds == fixture.expected.trimmingLineEnds)
  }

  private func failure(_ bytes: [UInt8]) -> DocumentError? {
    do throws(DocumentError) {
      _ = try JSONReader.document(of: bytes)
      return nil
    } catch {
      return error
    }
  }

  private func skipFailure(_ bytes: [UInt8]) -> DocumentError? {
    do throws(DocumentError) {
      var scanner = try JSONScanner(bytes)
      try scanner.skipValue()
      try scanner.finish()
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: try fixtureCases("json.txt"))
  func `skipping refuses what reading refuses, at the same place`(fixture: FixtureText.Case) {
    let bytes = Array(fixture.input.utf8)
    #expect(skipFailure(bytes) == failure(bytes))
  }

  @Test(arguments: ["[", "{\"a\":", "[{\"a\":"])
  func `one hundred thousand bytes of nesting are refused`(part: String) {
    let bytes = Array(String(repeating: part, count: 100_000 / part.utf8.count).utf8)
    #expect(failure(bytes)?.message == "not valid JSON: more than 512 levels of nesting")
    #expect(skipFailure(bytes)?.message == "not valid JSON: more than 512 levels of nesting")
  }

  @Test func `five hundred and twelve levels are read`() {
    let text = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    #expect(failure(Array(text.utf8)) == nil)
    #expect(skipFailure(Array(text.utf8)) == nil)
  }

  @Test(arguments: [[0x22, 0xFF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC0, 0x80, 0x22]])
  func `bytes that are not UTF-8 are refused at their place`(bytes: [UInt8]) {
    #expect(failure(bytes)?.message == "bytes that are not UTF-8")
    #expect(failure(bytes)?.byteOffset == 1)
  }

  @Test func `the cursor reads what is wanted and skips the rest`() throws {
    let text = "{\"skip\": {\"x\": [1, {\"y\": \"}\\\"\"}]}, \"names\": [\"a\", 1, \"b\"],\n \"last\": true}"
    var scanner = try JSONScanner(Array(text.utf8))
    var names: [String] = []
    var last: (value: Bool, line: Int)?
    try scanner.enterObject()
    while let key = try scanner.nextKey() {
      switch key {
      case "names":
        try scanner.enterArray()
        while try scanner.nextElement() {
          if scanner.peek() == .string { names.append(try scanner.string()) } else { try scanner.skipValue() }
        }
      case "last":
        let line = scanner.position().line
        last = (try scanner.bool(), line)
      default: try scanner.skipValue()
      }
    }
    try scanner.finish()
    #expect(names == ["a", "b"])
    #expect(last?.value == true)
    #expect(last?.line == 2)
  }

  @Test func `a cursor that is used wrongly gives errors`() throws {
    var scanner = try JSONScanner(Array("[1, 2]".utf8))
    #expect(throws: DocumentError.self) { _ = try scanner.nextKey() }
    #expect(throws: DocumentError.self) { try scanner.enterObject() }
    try scanner.enterArray()
    _ = try scanner.nextElement()
    #expect(throws: DocumentError.self) { _ = try scanner.nextElement() }
  }

  @Test func `one bad line costs that line`() {
    let result = JSONReader.lines(of: Array("{\"a\": 1}\n\n{\"a\": \n[2]\r\n\"\u{20}".utf8))
    #expect(result.documents.map(\.position.line) == [1, 4])
    #expect(result.errors.map(\.position.line) == [3, 5])
  }

  @Test(arguments: 0..<20)
  func `changed and random bytes never trap, and skipping agrees with reading`(seed: Int) throws {
    var random = SeededGenerator(state: UInt64(seed))
    let seeds = try fixtureCases("json.txt").map { Array($0.input.utf8) }
    for _ in 0..<60 {
      let bytes = mutated(seeds.randomElement(using: &random) ?? [], &random)
      #expect((skipFailure(bytes) == nil) == (failure(bytes) == nil))
      _ = JSONReader.lines(of: bytes)
    }
  }
}
