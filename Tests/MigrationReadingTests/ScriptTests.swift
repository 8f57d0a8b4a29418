import Domain
import Foundation
import MigrationReading
import TestSupport
import Testing

/// Reads fixture files beside the tests.
enum Fixtures {
  static func cases(_ name: String) -> [FixtureText.Case] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "Fixtures")
    let text = (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)) ?? ""
    return FixtureText.cases(text)
  }

  /// One migration history from files; `path: text`.
  static func read(
    _ files: [String: String], _ configuration: MigrationConfiguration = MigrationConfiguration()
  ) -> DetectedMigrations {
    MigrationReader().histories(in: FileTree(files), configuration: configuration)
  }

  /// Prints what a case gives, when asked to, for whoever writes the expectation.
  static func show(_ fixture: FixtureText.Case, _ lines: [String], _ expected: [String]) {
    guard lines != expected, ProcessInfo.processInfo.environment["SHOW"] != nil else { return }
    print("===BEGIN \(fixture.title)\n" + lines.map { $0 + "\n" }.joined() + "===END")
  }

  /// The lines that a script gives: operations, then hints, then diagnostics.
  static func lines(_ migration: Migration) -> [String] {
    migration.operations.map(OperationText.line)
      + migration.reverseOperations.map { "reverse " + OperationText.line($0) }
      + migration.hints.map {
        "\($0.location.position.line):\($0.location.position.column) hint \($0.from) -> \($0.to)"
      }
      + migration.diagnostics.map { diagnostic in
        let tables = diagnostic.tables.map(\.display)
        return
          "\(diagnostic.location.position.line):\(diagnostic.location.position.column) ! \(diagnostic.id) "
          + "\(diagnostic.reach)" + (tables.isEmpty ? "" : " \(tables)")
      }
  }
}

@Suite struct ScriptTests {
  static let statements = Fixtures.cases("statements.txt")

  @Test func `the fixtures are there`() {
    #expect(Self.statements.count > 60)
  }

  @Test(arguments: statements)
  func `a script becomes operations`(fixture: FixtureText.Case) {
    check(fixture, fixture.title.hasPrefix("duckdb") ? "duckdb" : "postgres")
  }

  static let dialects = ["clickhouse", "mysql", "sqlite", "sqlserver"]

  @Test(arguments: dialects)
  func `a script of another dialect becomes operations`(dialect: String) {
    let fixtures = Fixtures.cases(dialect + ".txt")
    #expect(!fixtures.isEmpty)
    for fixture in fixtures { check(fixture, dialect) }
  }

  private func check(_ fixture: FixtureText.Case, _ dialect: String) {
    let detected = Fixtures.read(
      ["migrations/001_x.sql": fixture.input], MigrationConfiguration(dialect: dialect))
    let lines = detected.histories.flatMap(\.migrations).flatMap(Fixtures.lines)
    let expected = fixture.expected.split(separator: "\n").map(String.init)
    Fixtures.show(fixture, lines, expected)
    #expect(lines == expected, "\(dialect): \(fixture.title)")
  }
}
