import Domain
import Foundation
import TestSupport
import Testing

/// Queries and what they do with the columns of their inputs.
struct LineageFixtureTests {
  static let files = [
    "clauses.txt", "dialects.txt", "grain.txt", "literals.txt", "recovery.txt", "scopes.txt", "stars.txt",
    "unknown.txt", "warehouses.txt",
  ]

  @Test(arguments: files)
  func `queries give the uses that the fixture lists`(_ file: String) throws {
    let cases = LineageFixture.cases(file)
    #expect(!cases.isEmpty)
    if ProcessInfo.processInfo.environment["TIDEGATE_RECORD"] == "1" {
      try record(cases, file)
      Issue.record("fixtures were recorded, not compared")
      return
    }
    for item in cases {
      let found = compact(LineageFixture(item.input).lineage())
      let wanted = item.expected.trimmingCharacters(in: .whitespacesAndNewlines)
      #expect(found == wanted, "\(file):\(item.line) \(item.title)")
    }
  }

  private func record(_ cases: [FixtureText.Case], _ file: String) throws {
    var text = ""
    for item in cases {
      text += "### \(item.title)\n" + item.input.trimmingCharacters(in: .newlines) + "\n--- expect\n"
      text += compact(LineageFixture(item.input).lineage()) + "\n\n"
    }
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/" + file)
    try text.write(to: url, atomically: true, encoding: .utf8)
  }
}
