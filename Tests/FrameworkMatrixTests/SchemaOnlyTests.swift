import ChangeInference
import Domain
import FactTables
import Foundation
import MigrationReading
import SchemaReplay
import TestSupport
import Testing

/// Projects whose schema files are their only history: what differs between two states is what a branch does.
///
/// Files stand below `== base PATH` and `== head PATH`; a file at head without text is gone, others stay as they are.
@Suite struct SchemaOnlyTests {
  static let cases: [FixtureText.Case] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "Fixtures/schema-only/cases.txt")
    return FixtureText.cases((try? String(contentsOf: file, encoding: .utf8)) ?? "")
  }()

  @Test func `the fixture file is read`() {
    #expect(Self.cases.count > 10)
  }

  @Test(arguments: cases)
  func `two states of a schema become changes`(_ fixture: FixtureText.Case) throws {
    let (base, head) = Self.trees(fixture.input)
    let reader = MigrationReader()
    let old = reader.histories(in: FileTree(base)).histories
    let new = reader.histories(in: FileTree(head)).histories
    try #require(new.count == 1 && old.count <= 1, "line \(fixture.line): \(new.map(\.root))")
    let replay = replayHistories(base: old.first, head: new[0])
    let changes = inferChanges(
      in: replay, history: new[0].framework, lexicon: try Facts.embedded().lexicon)
    var lines = ["\(new[0].framework) \(new[0].root) \(new[0].dialect)"] + MatrixReading.lines(changes)
    lines += (new[0].diagnostics + new[0].migrations.flatMap(\.diagnostics) + replay.diagnostics).map {
      "! \($0.id) \($0.location.file):\($0.location.position.line) \($0.reach)"
    }
    let printed = lines.joined(separator: "\n")
    #expect(
      printed == fixture.expected.trimmingCharacters(in: .newlines), "line \(fixture.line)\n\(printed)")
  }

  private static func trees(_ input: String) -> (base: [String: String], head: [String: String]) {
    var files: [String: [String: String]] = ["base": [:], "head": [:]]
    var current = (side: "", path: "")
    for line in input.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.split(separator: " ").map(String.init)
      if words.count == 3, words[0] == "==" {
        current = (words[1], words[2])
        files[current.side, default: [:]][current.path] = ""
      } else if !current.path.isEmpty {
        files[current.side, default: [:]][current.path, default: ""] += line + "\n"
      }
    }
    let base = files["base"] ?? [:]
    let head = base.merging(files["head"] ?? [:]) { $1 }
    return (base, head.filter { !$0.value.allSatisfy(\.isWhitespace) })
  }
}
