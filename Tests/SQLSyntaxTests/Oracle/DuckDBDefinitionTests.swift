import Testing

@testable import SQLSyntax

private func only(_ text: String) -> LocatedStatement? {
  let statements = Array(StatementReader(Array(text.utf8), dialect: .duckdb))
  return statements.count == 1 ? statements.first : nil
}

@Test(
  arguments: [
    ("create or replace table a.b as select 1 as x", "create table as", ["name a.b", "number 1", "name x"]),
    ("create table t as from u", "create table as", ["name t", "table u", "column *"]),
    (
      "create table t (a integer, b struct(x int, y varchar), c map(int, text), d int as (a + 1))",
      "create table", nil
    ),
    ("create or replace temp table t (id integer primary key, e enum_type default 'x')", "create table", nil),
    ("create table if not exists t (a int, b int,)", "create table", nil),
    ("create or replace macro add(a, b := 5) as a + b", "other", nil),
    ("create macro tab(a) as table select * from t where x = a", "other", nil),
    ("create function f(x) as x + 1", "other", nil),
    ("attach 'file.db' as db (type sqlite)", "other", nil),
    ("attach if not exists 'file.db'", "other", nil),
    ("detach db", "other", nil),
    ("create type mood as enum ('a', 'b')", "create type", ["name mood", "label a", "label b"]),
    ("create type alias as integer", "create type", ["name alias"]),
    ("create or replace view v as from t select a", "create view", nil),
    ("create or replace schema s", "create schema", ["name s"]),
    ("alter table t rename a to b", "alter table", ["name t", "rename column a to b"]),
    ("alter table t alter a type varchar using a::varchar", "alter table", nil),
    ("drop macro table if exists m", "drop", nil),
    ("drop macro m", "drop", ["object m"]),
    ("drop table if exists a.b.c cascade", "drop", ["object a.b.c", "cascade"]),
    ("copy t from 'a.csv' (header)", "copy", nil),
  ] as [(String, String, [String]?)])
func `a definition of DuckDB is read`(text: String, kind: String, facts: [String]?) throws {
  let statement = try #require(only(text))
  #expect(statement.summary.kind == kind, "\(statement.summary)")
  if let facts { #expect(statement.summary.facts == facts.sorted()) }
}

@Test(arguments: [
  "create table", "create table t", "create table t (", "create table t (a int", "create table t (a)",
  "alter table t",
  "alter table t add", "alter table t rename a", "alter table t drop constraint", "drop", "drop table",
  "create index on t", "create type t as enum ('a'", "alter type t add value", "create view v",
  "comment on table t",
  "create function f()  returns int as", "create trigger t before insert on x",
  "create rule r as on insert to t do",
  "create sequence s increment", "alter domain d", "do", "create policy p", "refresh view v",
  "create nonsense x",
  "create table t (a int,, b int)", "alter table t add column a int b int", "drop table a b",
])
func `a definition that is cut off or wrong is one unread statement`(text: String) throws {
  let source = Array((text + ";\nselect 1;").utf8)
  let statements = Array(StatementReader(source, dialect: .postgres))
  #expect(statements.count == 2)
  guard case .unparsed = try #require(statements.first).statement else {
    Issue.record("\(statements)")
    return
  }
  guard case .query = try #require(statements.last).statement else {
    Issue.record("the next statement is lost")
    return
  }
}
