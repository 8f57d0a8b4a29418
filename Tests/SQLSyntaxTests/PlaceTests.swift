import Testing

@testable import SQLSyntax

/// Every node says where it stands in the whole text.
@Suite struct PlaceTests {
  private func statement(_ text: String, _ dialect: Dialect = .postgres) throws -> Statement {
    try #require(Array(StatementReader(Array(text.utf8), dialect: dialect)).last).statement
  }

  private func select(_ text: String, _ dialect: Dialect = .postgres) throws -> Select {
    guard case .query(let query) = try statement(text, dialect), case .select(let select) = query.body else {
      throw SyntaxTrouble(.unexpected, "no select", at: ByteRange(0, 0))
    }
    return select
  }

  @Test(arguments: [
    "a + b", "(a + b) * c", "a.b", "f(x, y)", "a::int[]", "case when a then b end", "a between b and c",
    "a is not null",
    "(select 1)", "exists (select 1)", "'x'", "-1", "not a", "a at time zone 'x'", "array[1, 2]", "(a, b)",
    "(a).b",
    "a[1:2]", "a in (1, 2)", "count(*) filter (where a) over (w)", "extract(year from a)", "current_date",
    "interval '1' day", "date '2024-01-01'", "a like b escape 'c'", "a = any (b)", "a || b || c", "é.ü", "$1",
    "\"A\".b",
    "trim(both from a)", "a collate \"C\"", "cast(a as numeric(10, 2))", "U&\"d\" uescape '!'", "t.*",
  ])
  func `a value's range is its text`(text: String) throws {
    let whole = "select 0; /* é */ select x, \(text) as y from t"
    let item = try #require(try select(whole).items.last)
    var range = item.value.range.text(of: Array(whole.utf8))
    if text.contains("uescape") { range += " uescape '!'" }
    #expect(range == text)
    #expect(item.range.text(of: Array(whole.utf8)) == text + " as y")
    #expect(item.alias?.range.text(of: Array(whole.utf8)) == "y")
  }

  @Test(arguments: [
    "t", "s.t as x", "only t", "t tablesample system (1)", "(select 1) as x", "f(1) as g", "a join b on true",
  ])
  func `a table's range is its text`(text: String) throws {
    let whole = "select 1 from \(text) where true"
    let table = try #require(try select(whole).from.first)
    #expect(table.range.text(of: Array(whole.utf8)) == text)
  }

  @Test(arguments: [
    ("Name", "name"), ("\"Name\"", "Name"), ("\"a\"\"b\"", "a\"b"), ("NAÏVE", "naÏve"),
    ("U&\"d\\0061t\"", "dat"),
  ])
  func `postgres folds unquoted names only`(written: String, name: String) throws {
    guard case .column(let column)? = try select("select \(written)").items.first?.value else {
      Issue.record("no column")
      return
    }
    #expect(column.name.name == name)
  }

  @Test func `names are cut as the database cuts them`() throws {
    let long = String(repeating: "a", count: 62) + "éé"
    guard case .column(let column)? = try select("select \(long)").items.first?.value else {
      Issue.record("no column")
      return
    }
    #expect(column.name.name == String(repeating: "a", count: 62))
  }

  @Test(arguments: ["duckdb", "generic"])
  func `duckdb and unknown warehouses compare names without case`(name: String) throws {
    let dialect = try #require(DialectList.dialect(named: name))
    guard case .column(let column)? = try select("select \"Foo\".Bar", dialect).items.first?.value else {
      Issue.record("no column")
      return
    }
    #expect(column.name.texts == ["foo", "bar"])
  }

  @Test func `backticks quote names where the dialect is not known`() throws {
    guard case .table(let table)? = try select("select 1 from `A b`.c", .generic).from.first else {
      Issue.record("no table")
      return
    }
    #expect(table.name.texts == ["a b", "c"])
  }

  @Test(arguments: [
    ("alter table t frobnicate", "alter table"), ("create unique index", "create unique index"),
    ("frob x", ""),
  ])
  func `a statement knows its leading words`(text: String, words: String) throws {
    let statement = try #require(Array(StatementReader(Array(text.utf8), dialect: .postgres)).first)
    #expect(statement.leadingWords == words)
  }

  @Test func `a part of a text is read with the offsets of the whole`() throws {
    let whole = Array("xx select a; yy".utf8)
    let statements = Array(StatementReader(whole, range: ByteRange(3, 12), dialect: .postgres))
    #expect(statements.map(\.range) == [ByteRange(3, 11)])
  }

  @Test func `dialects are listed in order and found by name`() {
    let names = DialectList.all.map(\.name)
    #expect(names == names.sorted())
    for name in names + ["postgresql", "pg", "ansi"] { #expect(DialectList.dialect(named: name) != nil) }
    #expect(DialectList.dialect(named: "oracle") == nil)
  }
}
