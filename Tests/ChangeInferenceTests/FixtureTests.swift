import ChangeInference
import Domain
import Foundation
import TestSupport
import Testing

/// Scripts at base and head, and the changes between them as lines.
@Suite struct FixtureTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  static func cases(_ file: String) -> [FixtureText.Case] {
    let text = (try? String(contentsOf: folder.appending(path: file), encoding: .utf8)) ?? ""
    return FixtureText.cases(text)
  }

  static let files = [
    "columns.txt", "tables.txt", "values.txt", "keys.txt", "views.txt", "decoys.txt", "disguised.txt",
    "doubts.txt",
    "sources.txt",
  ]

  @Test(arguments: files) func `every fixture file has cases`(_ file: String) {
    #expect(!Self.cases(file).isEmpty)
  }

  @Test(arguments: files.flatMap(cases))
  func `the changes are those of the fixture`(_ fixture: FixtureText.Case) {
    let changes = ReplayedScripts(fixture.input).changes()
    let found = ChangeText.lines(changes).joined(separator: "\n")
    #expect(found == fixture.expected.trimmingCharacters(in: .whitespacesAndNewlines), "line \(fixture.line)")
    for change in changes {
      #expect(!change.evidence.isEmpty)
      #expect(!change.locations.isEmpty)
      #expect(change.evidence.contains { $0.location != nil })
    }
    #expect(changes.map(\.id.number) == Array(1..<(changes.count + 1)))
  }
}
