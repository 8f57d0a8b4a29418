import Foundation
import TestSupport
import Testing

@testable import ScriptSyntax

/// Trees of scripts, one fixture file per language. `TIDEGATE_RECORD=1` writes what is read into the files.
@Suite struct TreeTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
  static let isRecording = ProcessInfo.processInfo.environment["TIDEGATE_RECORD"] == "1"

  static func cases(_ file: String) -> [FixtureText.Case] {
    guard let data = try? Data(contentsOf: folder.appending(path: file)) else { return [] }
    return FixtureText.cases(String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines))
  }

  static func record(_ file: String, _ output: (FixtureText.Case) -> String) throws {
    let text = cases(file).map { "### \($0.title)\n\($0.input)--- expect\n\(output($0))" }.joined()
    try text.write(to: folder.appending(path: file), atomically: true, encoding: .utf8)
  }

  static func tree(_ text: String, _ language: ScriptLanguage) -> String {
    TreePrinter.print(ScriptReader.read(Array(text.utf8), as: language))
  }

  @Test(arguments: cases("python.txt"))
  func `python is read to the expected tree`(fixture: FixtureText.Case) {
    #expect(Self.tree(fixture.input, .python) == fixture.expected)
  }

  @Test(arguments: cases("javascript.txt"))
  func `javascript is read to the expected tree`(fixture: FixtureText.Case) {
    #expect(Self.tree(fixture.input, .javascript) == fixture.expected)
  }

  @Test(arguments: cases("typescript.txt"))
  func `typescript is read to the expected tree`(fixture: FixtureText.Case) {
    #expect(Self.tree(fixture.input, .typescript) == fixture.expected)
  }

  @Test(arguments: cases("ruby.txt"))
  func `ruby is read to the expected tree`(fixture: FixtureText.Case) {
    #expect(Self.tree(fixture.input, .ruby) == fixture.expected)
  }

  @Test(arguments: cases("elixir.txt"))
  func `elixir is read to the expected tree`(fixture: FixtureText.Case) {
    #expect(Self.tree(fixture.input, .elixir) == fixture.expected)
  }

  @Test(arguments: cases("php.txt"))
  func `php is read to the expected tree`(fixture: FixtureText.Case) {
    #expect(Self.tree(fixture.input, .php) == fixture.expected)
  }

  @Test(arguments: cases("csharp.txt"))
  func `c# is read to the expected tree`(fixture: FixtureText.Case) {
    #expect(Self.tree(fixture.input, .csharp) == fixture.expected)
  }

  @Test(arguments: cases("rust.txt"))
  func `rust is read to the expected tree`(fixture: FixtureText.Case) {
    #expect(Self.tree(fixture.input, .rust) == fixture.expected)
  }

  @Test(arguments: cases("go.txt"))
  func `go is read to the expected tree`(fixture: FixtureText.Case) {
    #expect(Self.tree(fixture.input, .go) == fixture.expected)
  }

  @Test(arguments: cases("java.txt"))
  func `java is read to the expected tree`(fixture: FixtureText.Case) {
    #expect(Self.tree(fixture.input, .java) == fixture.expected)
  }

  @Test(arguments: cases("kotlin.txt"))
  func `kotlin is read to the expected tree`(fixture: FixtureText.Case) {
    #expect(Self.tree(fixture.input, .kotlin) == fixture.expected)
  }

  @Test func `c# may end lines in carriage returns and start with a byte order mark`() {
    let text = "\u{FEFF}using A;\r\n#region b\r\nx = @\"a\r\nb\" + \r\n  1;\r\n#endregion\r\n"
    #expect(Self.tree(text, .csharp) == "import A: \n(x = (add 'a\\r\\nb' 1))\n")
  }

  @Test(.enabled(if: isRecording)) func `trees are recorded`() throws {
    try Self.record("python.txt") { Self.tree($0.input, .python) }
    try Self.record("javascript.txt") { Self.tree($0.input, .javascript) }
    try Self.record("typescript.txt") { Self.tree($0.input, .typescript) }
    try Self.record("ruby.txt") { Self.tree($0.input, .ruby) }
    try Self.record("elixir.txt") { Self.tree($0.input, .elixir) }
    try Self.record("php.txt") { Self.tree($0.input, .php) }
    try Self.record("csharp.txt") { Self.tree($0.input, .csharp) }
    try Self.record("rust.txt") { Self.tree($0.input, .rust) }
    try Self.record("go.txt") { Self.tree($0.input, .go) }
    try Self.record("java.txt") { Self.tree($0.input, .java) }
    try Self.record("kotlin.txt") { Self.tree($0.input, .kotlin) }
  }

  @Test func `lines may end in carriage returns and start with a byte order mark`() {
    let text = "\u{FEFF}if a:\r\n    b = 1 + \\\r\n      2\r\n\r\nc = '''x\r\ny'''\r\n"
    #expect(Self.tree(text, .python) == "if a\n  b = (add 1 2)\nc = 'x\\r\\ny'\n")
  }
}
