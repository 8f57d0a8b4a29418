import Foundation
import TestSupport
import Testing

@testable import SQLSyntax

/// Fixtures: statements of `input` against one printed line per statement.
@Suite struct ParsingTests {
  static func cases(_ file: String) -> [FixtureText.Case] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    let text = (try? String(contentsOf: folder.appending(path: file), encoding: .utf8)) ?? ""
    return FixtureText.cases(text)
  }

  static func printed(_ input: String, _ dialect: Dialect) -> String {
    var text = ""
    for statement in StatementReader(Array(input.utf8), dialect: dialect) {
      text += TreePrinter().print(statement.statement) + "\n"
    }
    return text
  }

  private func check(_ fixture: FixtureText.Case, _ dialect: Dialect) {
    let actual = Self.printed(fixture.input, dialect)
    let expected = fixture.expected.trimmingCharacters(in: .newlines) + "\n"
    #expect(actual == expected, "\(fixture.title), line \(fixture.line)")
  }

  @Test(arguments: cases("expressions.txt"))
  func `expressions are read with their precedence`(fixture: FixtureText.Case) { check(fixture, .postgres) }

  @Test(arguments: cases("queries.txt"))
  func `queries are read`(fixture: FixtureText.Case) { check(fixture, .postgres) }

  @Test(arguments: cases("rows.txt"))
  func `statements that change rows are read`(fixture: FixtureText.Case) { check(fixture, .postgres) }

  @Test(arguments: cases("duckdb.txt"))
  func `additions of duckdb are read`(fixture: FixtureText.Case) { check(fixture, .duckdb) }

  @Test(arguments: cases("splitting.txt"))
  func `texts are split into statements`(fixture: FixtureText.Case) { check(fixture, .postgres) }

  @Test(arguments: cases("troubles.txt"))
  func `a statement that cannot be read costs only itself`(fixture: FixtureText.Case) {
    check(fixture, .postgres)
  }

  @Test(arguments: [
    "expressions.txt", "queries.txt", "rows.txt", "duckdb.txt", "splitting.txt", "troubles.txt",
  ])
  func `every fixture file has cases`(file: String) {
    #expect(Self.cases(file).count >= 5)
  }
}
