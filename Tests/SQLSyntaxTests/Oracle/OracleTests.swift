import Foundation
import Testing

@testable import SQLSyntax

/// The PostgreSQL fixtures, by name.
private let fixtureFolder = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures/postgres")

private func fixtureNames() -> [String] {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: fixtureFolder.path)) ?? []
  return names.filter { $0.hasSuffix(".sql") }.sorted()
}

/// How this parser and libpg_query differ about a text.
func disagreements(_ text: [UInt8]) -> (total: Int, differences: [String]) {
  let statements = Array(StatementReader(text, dialect: .postgres))
  switch oracle(text) {
  case .refused(let message):
    return (statements.count, ["libpg_query refuses the text: \(message)"])
  case .statements(let expected):
    var differences: [String] = []
    if expected.count != statements.count {
      differences.append("\(statements.count) statements, libpg_query has \(expected.count)")
    }
    for (own, other) in zip(statements, expected) {
      let (own, other) = (own.summary, other.summary)
      guard own != other else { continue }
      let line = text.prefix(other.start).count { $0 == 10 } + 1
      differences.append("line \(line): " + own.difference(from: other))
    }
    return (expected.count, differences)
  }
}

@Test(arguments: fixtureNames())
func `a PostgreSQL fixture is read as libpg_query reads it`(name: String) throws {
  let text = try [UInt8](Data(contentsOf: fixtureFolder.appendingPathComponent(name)))
  let (total, differences) = disagreements(text)
  #expect(total > 0)
  #expect(differences == [])
}
