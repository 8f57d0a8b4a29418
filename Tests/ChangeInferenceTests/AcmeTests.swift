import ChangeInference
import Domain
import FactTables
import Foundation
import TestSupport
import Testing

/// The acme incident in every way of writing it, from the demo's own files.
@Suite struct AcmeTests {
  private static let data = FixtureTests.folder.deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "ci/demo-data")

  private static func scripts(_ folder: String) -> [String] {
    let place = data.appending(path: folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    return names.filter { $0.hasSuffix(".sql") }.sorted().compactMap {
      try? String(contentsOf: place.appending(path: $0), encoding: .utf8)
    }
  }

  static func changes(_ ways: [String], lexicon: Lexicon) -> [Change] {
    let base = scripts("backend/db/migrations") + ways.flatMap { scripts("changes/\($0)/base") }
    let head = base + ways.flatMap { scripts("changes/\($0)/change") }
    return ReplayedScripts(base: base, head: head).changes(lexicon: lexicon)
  }

  @Test(arguments: FixtureTests.cases("acme.txt"))
  func `each way of writing the migration gives the changes of the fixture`(_ fixture: FixtureText.Case) {
    let ways = fixture.input.split(separator: "\n").map(String.init)
    let found = ChangeText.lines(Self.changes(ways, lexicon: Words.lexicon)).joined(separator: "\n")
    #expect(found == fixture.expected.trimmingCharacters(in: .whitespacesAndNewlines), "line \(fixture.line)")
  }

  @Test(arguments: FixtureTests.cases("acme.txt"))
  func `the program's own words lead to the same changes`(_ fixture: FixtureText.Case) throws {
    let ways = fixture.input.split(separator: "\n").map(String.init)
    let lexicon = try Facts.embedded().lexicon
    let found = ChangeText.lines(Self.changes(ways, lexicon: lexicon)).joined(separator: "\n")
    #expect(found == fixture.expected.trimmingCharacters(in: .whitespacesAndNewlines), "line \(fixture.line)")
  }

  @Test func `the fixture has the six ways and the decoys`() {
    #expect(FixtureTests.cases("acme.txt").count >= 16)
  }
}
