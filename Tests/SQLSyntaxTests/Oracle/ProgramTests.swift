import Foundation
import TestSupport
import Testing

@testable import SQLSyntax

private func cases() -> [FixtureText.Case] {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/programs/programs.txt")
  return FixtureText.cases((try? String(contentsOf: file, encoding: .utf8)) ?? "")
}

/// The statements that a text's DO blocks run, and those of the functions that it calls.
private func report(_ text: [UInt8]) -> String {
  var lines: [String] = []
  var routines: [String: CreateRoutine] = [:]
  func line(_ offset: Int32) -> Int { text.prefix(Int(offset)).count { $0 == 10 } + 1 }
  func add(_ reading: ProcedureReading) {
    for statement in reading.statements {
      var parts: [String] = []
      if statement.isConditional { parts.append("maybe") }
      if statement.catchesErrors { parts.append("caught") }
      if !statement.guards.isEmpty {
        parts.append(statement.guards.map { $0.isNegated ? "else" : "if" }.joined(separator: " "))
      }
      let text = statement.text.map { $0 == ExecutedText.hole ? UInt8(ascii: "?") : $0 }
      let words = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      if statement.hasHoles { parts.append("holes") }
      parts.append(words.joined(separator: " "))
      if !statement.constants.isEmpty {
        parts.append(
          statement.constants.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(
            separator: " "))
      }
      lines.append("\(line(statement.positions.fileOffset(0))): " + parts.joined(separator: " | "))
    }
    for trouble in reading.troubles {
      lines.append("\(line(trouble.range.start)): \(trouble.kind.rawValue) [\(trouble.knownStart)]")
    }
  }
  for located in StatementReader(text, dialect: .postgres) {
    switch located.statement {
    case .definition(.doBlock(let block)): add(block.reading(dialect: .postgres))
    case .definition(.createRoutine(let routine)): routines[routine.name.name] = routine
    case .definition(.call(let call)):
      if let routine = routines[call.name.name] {
        add(routine.reading(arguments: call.arguments, dialect: .postgres))
      }
    default: lines.append("\(line(located.range.start)): unexpected")
    }
  }
  return lines.map { $0 + "\n" }.joined()
}

@Test func `there are programs to read`() {
  #expect(cases().count > 15)
}

@Test(arguments: cases())
func `a program gives the statements that it would run`(fixture: FixtureText.Case) {
  let expected = fixture.expected.split(separator: "\n").map { $0 + "\n" }.joined()
  #expect(report(Array(fixture.input.utf8)) == expected, "line \(fixture.line)")
}

@Test func `positions inside an executed string point at the literal in the file`() throws {
  let text = Array("do $$ begin execute 'alter table ' || 'users' || ' rename to accounts'; end $$;".utf8)
  guard let first = StatementReader(text, dialect: .postgres).first(where: { _ in true }),
    case .definition(.doBlock(let block)) = first.statement
  else {
    Issue.record("no block")
    return
  }
  let statement = try #require(block.reading(dialect: .postgres).statements.first)
  guard case .definition(.alterTable(let table)) = statement.statement else {
    Issue.record("no alter table")
    return
  }
  let place = statement.positions.fileRange(table.name.range)
  #expect(place.text(of: text) == "users")
  let new = try #require(table.actions.first).range
  #expect(statement.positions.fileRange(new).text(of: text) == "rename to accounts")
}

@Test(
  arguments: [
    String(repeating: "begin ", count: 20_000), String(repeating: "if a then ", count: 20_000),
    String(repeating: "loop ", count: 20_000), String(repeating: "for i in 1..200 loop ", count: 40),
    "begin " + String(repeating: "for i in 1..200 loop ", count: 4) + "perform f(); "
      + String(repeating: "end loop; ", count: 4) + "end",
    "begin a := " + String(repeating: "(", count: 20_000) + "1; end",
    "begin if " + String(repeating: "case when a then ", count: 20_000) + " then end if; end",
    "declare t text := 'x'; begin " + String(repeating: "t := t || t || quote_literal(t); ", count: 2_000)
      + "end",
    "declare t text := ''; begin " + String(repeating: "t := t || t; ", count: 2_000) + "end",
    "declare t text := 'select 1;'; begin " + String(repeating: "t := t || t; ", count: 16)
      + "for i in 1..200 loop execute t; end loop; end",
    "declare t text := ''''; begin t := " + String(repeating: "quote_literal(", count: 100) + "t"
      + String(repeating: ")", count: 100) + "; end",
    "declare " + String(repeating: "a text := 'x'; ", count: 20_000) + " begin null; end",
    "declare "
      + (0..<5_000).map { "v\($0) text := quote_ident(x); " }.joined() + " begin "
      + (0..<5_000).map { "v\($0) := v0 || v\($0); execute 'drop table ' || v\($0); " }.joined() + "end",
  ].map { (text: String) in LongText(text) })
func `a hostile program ends in a trouble or in bounded work`(argument: LongText) async {
  let program = argument.text
  let body = QuotedBody(text: Array(program.utf8), range: ByteRange(0, 0), isVerbatim: false)
  let reading = await onOwnThread {
    DoBlock(language: nil, body: body, range: ByteRange(0, 0)).reading(dialect: .postgres)
  }
  #expect(reading.statements.count <= ProcedureReader.stepLimit)
  #expect(!reading.troubles.isEmpty || program.hasPrefix("declare") || program.hasPrefix("begin a"))
}

@Test(
  arguments: [
    "create table t (a int default " + String(repeating: "(", count: 50_000),
    String(repeating: "create schema a ", count: 50_000),
    String(repeating: "create rule r as on insert to t do ", count: 50_000),
    "create table t (" + String(repeating: "a int,", count: 50_000) + "b int)",
    "create index i on t (" + String(repeating: "(", count: 50_000),
    "create function f(a int default " + String(repeating: "f(", count: 50_000),
    "drop function f(" + String(repeating: "a[", count: 50_000),
  ].map { (text: String) in LongText(text) })
func `a deeply nested definition is read or refused, never a trap`(argument: LongText) async {
  let text = argument.text
  let count = await onOwnThread { Array(StatementReader(Array(text.utf8), dialect: .postgres)).count }
  #expect(count == 1)
}
