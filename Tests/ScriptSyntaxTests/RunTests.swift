import Foundation
import TestSupport
import Testing

@testable import ScriptSyntax

/// What scripts do when they are run: the top level, then each function named in the title after "run".
///
/// A title ends in the functions to run and the dialect: `helpers in loops [upgrade] {postgresql}`. A name with
/// a dot is a method or, with `.*`, all fields of a class.
@Suite struct RunTests {
  static func output(_ fixture: FixtureText.Case, _ language: ScriptLanguage) -> String {
    let file = ScriptReader.read(Array(fixture.input.utf8), as: language)
    func between(_ open: Character, _ close: Character) -> String? {
      guard let start = fixture.title.firstIndex(of: open), let end = fixture.title.lastIndex(of: close)
      else {
        return nil
      }
      return String(fixture.title[fixture.title.index(after: start)..<end])
    }
    let run = ScriptRun(file, dialect: between("{", "}"))
    var text = file.troubles.map { "!! \($0.message)\n" }.joined() + RunPrinter.print(run.module)
    for name in between("[", "]")?.split(separator: " ").map(String.init) ?? [] {
      text += "-- \(name)\n" + outcome(name, file, run)
    }
    return text
  }

  static func outcome(_ name: String, _ file: ScriptFile, _ run: ScriptRun) -> String {
    let parts = name.split(separator: ".").map(String.init)
    if parts.count == 2, parts[0] == "default",
      case .classValue(let owner)? = run.exported("default")?.content,
      let method = owner.method(parts[1])
    {
      return RunPrinter.print(run.calls(in: method, of: owner))
    }
    if parts.count == 2, let owner = file.classes.first(where: { $0.name == parts[0] }) {
      if parts[1] == "*" {
        let fields = run.fields(of: owner)
        let values = fields.values.sorted { $0.key < $1.key }.map {
          "\($0.key): \(RunPrinter.value($0.value))\n"
        }
        return values.joined()
          + RunPrinter.print(ScriptTrace(calls: fields.calls, result: nil, troubles: fields.troubles))
      }
      guard let method = owner.method(parts[1]) else { return "no such method\n" }
      return RunPrinter.print(run.calls(in: method, of: owner))
    }
    guard let value = run.exported(name) ?? run.value(named: name) else { return "no such name\n" }
    if case .closure(let closure) = value.content { return RunPrinter.print(run.calls(in: closure)) }
    return RunPrinter.value(value) + "\n"
  }

  @Test(arguments: TreeTests.cases("python-runs.txt"))
  func `python runs as expected`(fixture: FixtureText.Case) {
    #expect(Self.output(fixture, .python) == fixture.expected)
  }

  @Test(arguments: TreeTests.cases("typescript-runs.txt"))
  func `typescript runs as expected`(fixture: FixtureText.Case) {
    #expect(Self.output(fixture, .typescript) == fixture.expected)
  }

  @Test(arguments: TreeTests.cases("php-runs.txt"))
  func `php runs as expected`(fixture: FixtureText.Case) {
    #expect(Self.output(fixture, .php) == fixture.expected)
  }

  @Test(arguments: TreeTests.cases("csharp-runs.txt"))
  func `c# runs as expected`(fixture: FixtureText.Case) {
    #expect(Self.output(fixture, .csharp) == fixture.expected)
  }

  @Test(arguments: TreeTests.cases("rust-runs.txt"))
  func `rust runs as expected`(fixture: FixtureText.Case) {
    #expect(Self.output(fixture, .rust) == fixture.expected)
  }

  @Test(arguments: TreeTests.cases("go-runs.txt"))
  func `go runs as expected`(fixture: FixtureText.Case) {
    #expect(Self.output(fixture, .go) == fixture.expected)
  }

  @Test(arguments: TreeTests.cases("java-runs.txt"))
  func `java runs as expected`(fixture: FixtureText.Case) {
    #expect(Self.output(fixture, .java) == fixture.expected)
  }

  @Test(arguments: TreeTests.cases("kotlin-runs.txt"))
  func `kotlin runs as expected`(fixture: FixtureText.Case) {
    #expect(Self.output(fixture, .kotlin) == fixture.expected)
  }

  @Test(.enabled(if: TreeTests.isRecording)) func `runs are recorded`() throws {
    try TreeTests.record("python-runs.txt") { Self.output($0, .python) }
    try TreeTests.record("typescript-runs.txt") { Self.output($0, .typescript) }
    try TreeTests.record("php-runs.txt") { Self.output($0, .php) }
    try TreeTests.record("csharp-runs.txt") { Self.output($0, .csharp) }
    try TreeTests.record("rust-runs.txt") { Self.output($0, .rust) }
    try TreeTests.record("go-runs.txt") { Self.output($0, .go) }
    try TreeTests.record("java-runs.txt") { Self.output($0, .java) }
    try TreeTests.record("kotlin-runs.txt") { Self.output($0, .kotlin) }
  }
}
