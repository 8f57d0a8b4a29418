import Domain
import Foundation
import MigrationReading
import SchemaReplay
import TestSupport
import Testing

/// Every case of the fixture: files at base, files that head adds or replaces, and the printed replay.
///
/// Input blocks are `-- base NAME`, `-- head NAME` and `-- head NAME deleted`; names stand below `migrations/`. The
/// blocks `-- witness base` and `-- witness head` state the schema as a whole, as a file of it would.
@Suite struct ReplayFixtureTests {
  static let cases: [FixtureText.Case] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "Fixtures/replay.txt")
    return FixtureText.cases((try? String(contentsOf: file, encoding: .utf8)) ?? "")
  }()

  @Test func `the fixture file is read`() {
    #expect(Self.cases.count > 20)
  }

  @Test(arguments: cases)
  func `a history is replayed`(_ fixture: FixtureText.Case) {
    let (base, head) = Self.trees(fixture.input)
    let reader = MigrationReader()
    let old = reader.histories(in: base).histories
    let new = reader.histories(in: head).histories
    #expect(old.count <= 1 && new.count == 1, "line \(fixture.line)")
    var ahead: ReplayAhead?
    _ = reader.histories(in: base) { _, dialect, migration in
      ahead = ahead ?? ReplayAhead(dialect: dialect)
      ahead?.take(migration)
    }
    var printer = ReplayPrinter()
    var before = old.first
    var after = new.first
    before?.witness = Self.witness(fixture.input, "base", reader)
    after?.witness = Self.witness(fixture.input, "head", reader)
    let printed = printer.print(replayHistories(base: before, head: after))
    #expect(printed.trimmed == fixture.expected.trimmed, "line \(fixture.line)\n\(printed)")
    var again = ReplayPrinter()
    let followed = again.print(replayHistories(base: before, head: after, ahead: ahead))
    #expect(followed == printed, "line \(fixture.line): replayed while it was read")
  }

  /// The operations of the SQL in a witness block.
  static func witness(_ input: String, _ side: String, _ reader: MigrationReader) -> SchemaWitness? {
    var lines: [Substring]?
    for line in input.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("-- ") {
        if lines != nil { break }
        if line == "-- witness " + side { lines = [] }
      } else {
        lines?.append(line)
      }
    }
    guard let lines else { return nil }
    let tree = FileTree(["migrations/001_all.sql": lines.joined(separator: "\n")])
    let migration = reader.histories(in: tree).histories.first?.migrations.first
    return migration.map { SchemaWitness(files: $0.files, operations: $0.operations) }
  }

  static func trees(_ input: String) -> (base: FileTree, head: FileTree) {
    var base: [String: String] = [:]
    var changes: [String: String?] = [:]
    var current: (side: String, name: String)?
    for line in input.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.split(separator: " ").map(String.init)
      if words.count >= 3, words[0] == "--", words[1] == "base" || words[1] == "head" {
        current = (words[1], "migrations/" + words[2])
        if words.count > 3, words[3] == "deleted" { changes[current?.name ?? ""] = .some(nil) }
        continue
      }
      if words.count == 3, words[0] == "--", words[1] == "witness" {
        current = nil
        continue
      }
      guard let current, !line.isEmpty else { continue }
      if current.side == "base" {
        base[current.name, default: ""] += line + "\n"
      } else {
        changes[current.name] = ((changes[current.name] ?? nil) ?? "") + line + "\n"
      }
    }
    var head = base
    for (name, text) in changes { head[name] = text }
    return (FileTree(base), FileTree(head))
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
