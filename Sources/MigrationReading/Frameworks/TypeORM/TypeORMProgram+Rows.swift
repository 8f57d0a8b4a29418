import Domain
import ScriptSyntax

extension TypeORMProgram {
  private static let writes: Set<String> = [
    "save", "insert", "update", "delete", "remove", "upsert", "softDelete", "increment", "decrement",
    "clear",
  ]

  /// The entity manager and its query builder: changes of rows of tables by their names, else of entities.
  mutating func performRows(_ links: [FoldedCall]) {
    guard let last = links.last, let first = links.first else { return }
    for closure in first.closures where first.name == "transaction" { perform(closure) }
    guard let write = links.first(where: { Self.writes.contains($0.name) }) else {
      if let query = links.first(where: { $0.name == "query" }) {
        output.run(query.positional.first, bindings: query.positional.dropFirst().first, at: query.range)
      }
      return
    }
    let builds = links.contains { $0.name == "createQueryBuilder" }
    // A builder does nothing before it is executed.
    if builds, last.name != "execute" { return }
    let from = links.first { $0.name == "from" || $0.name == "into" }?.positional.first
    let target = builds ? write.positional.first ?? from : write.positional.first
    guard let text = target?.text else { return reportEntities(write, last) }
    let table = SQLSpelling.table(text)
    let rows = TypeORMRows(
      values: ProgramValues(spelling: spelling, table: table), table: table, run: run)
    if write.name == "insert", !builds {
      guard let sql = rows.insert(write.positional.dropFirst().first) else { return }
      return output.run(ScriptText(sql, at: write.range.start), at: write.range)
    }
    let run = run
    let isRead = output.runRows(rows.values, links, at: last.range) { values, filter in
      let rows = TypeORMRows(values: values, table: table, run: run)
      return builds ? rows.built(write, links, filter) : rows.managed(write, filter)
    }
    if !isRead { reportEntities(write, last, table) }
  }

  private mutating func reportEntities(_ write: FoldedCall, _ last: FoldedCall, _ table: TableName? = nil) {
    output.report(
      "dynamic-rows", "the rows that \"\(write.name)\" changes are given as entities", at: last.range,
      .mayChangeRows, tables: table.map { [$0] } ?? [])
  }
}

/// Changes of rows of one table as SQL.
struct TypeORMRows {
  let values: ProgramValues
  let table: TableName
  let run: ScriptRun

  private var name: String { values.spelling.name(table) }

  /// `manager.insert("t", [{ a: 1 }])`; nil if the rows are not known.
  func insert(_ value: FoldedValue?) -> String? {
    let rows = (value?.elements ?? value.map { [$0] } ?? []).prefix(200).compactMap(\.entries)
    return values.spelling.insert(into: name, rows) { values.sql($0) }
  }

  /// `manager.update("t", { a: 1 }, { a: 2 })` and `manager.delete("t", { a: 1 })`; nil if it is not known.
  func managed(_ call: FoldedCall, _ filter: String) -> String? {
    let arguments = call.positional
    switch call.name {
    case "update":
      guard arguments.count > 2, let rest = clause(arguments[1], filter) else { return nil }
      return assignments(arguments[2]).map { "UPDATE " + name + " SET " + $0 + rest }
    case "delete":
      guard arguments.count > 1, let rest = clause(arguments[1], filter) else { return nil }
      return "DELETE FROM " + name + rest
    case "clear": return "TRUNCATE TABLE " + name
    default: return nil
    }
  }

  /// `createQueryBuilder().update("t").set({...}).where("a = :a", {...}).execute()`; nil if it is not known.
  func built(_ write: FoldedCall, _ links: [FoldedCall], _ filter: String) -> String? {
    var conditions = ""
    for link in links where ["where", "andWhere", "orWhere"].contains(link.name) {
      guard let text = condition(link) else { return nil }
      let word = link.name == "orWhere" ? " OR " : " AND "
      conditions = conditions.isEmpty ? text : conditions + word + text
    }
    let rest = SQLSpelling.clause(conditions, and: filter)
    switch write.name {
    case "update":
      let given = links.first { $0.name == "set" }?.positional.first ?? write.positional.dropFirst().first
      return given.flatMap { assignments($0) }.map { "UPDATE " + name + " SET " + $0 + rest }
    case "delete": return "DELETE FROM " + name + rest
    case "insert":
      // New rows take nothing, known or not.
      return insert(links.first { $0.name == "values" }?.positional.first) ?? "SELECT 1"
    default: return nil
    }
  }

  private func condition(_ link: FoldedCall) -> String? {
    guard let first = link.positional.first else { return nil }
    if let text = first.located {
      return "(" + ProgramSQL(values).filled(text, link.positional.dropFirst().first).string + ")"
    }
    return equalities(first)
  }

  /// `{ a: 1, b: null }`; other operators (`In`, `Not`) are not read.
  private func equalities(_ value: FoldedValue) -> String? {
    guard let entries = value.entries, !entries.isEmpty else { return nil }
    var parts: [String] = []
    for entry in entries {
      guard let column = entry.key.text.map({ values.path($0) }) else { return nil }
      if entry.value.call?.name == "IsNull" {
        parts.append(column + " IS NULL")
      } else if let call = entry.value.call, call.name == "In", let list = call.positional.first?.elements {
        parts.append(column + " IN (" + list.map { values.sql($0) }.joined(separator: ", ") + ")")
      } else {
        if let call = entry.value.call, !values.isKnown(entry.value), call.isConstruction == false {
          return nil
        }
        parts.append(column + " = " + values.sql(entry.value))
      }
    }
    return parts.joined(separator: " AND ")
  }

  private func clause(_ value: FoldedValue, _ filter: String) -> String? {
    if value.entries?.isEmpty == true { return SQLSpelling.clause("", and: filter) }
    // A key alone, or several of them: `update("t", 1, {...})`.
    let own = value.entries == nil ? values.spelling.unknown + " = 1" : equalities(value)
    return own.map { SQLSpelling.clause($0, and: filter) }
  }

  private func assignments(_ value: FoldedValue) -> String? {
    guard let entries = value.entries, !entries.isEmpty else { return nil }
    var parts: [String] = []
    for entry in entries {
      guard let column = entry.key.text else { return nil }
      parts.append(values.path(column) + " = " + assigned(entry.value))
    }
    return parts.joined(separator: ", ")
  }

  /// A value; what a function gives is SQL: `{ a: () => "lower(b)" }`.
  private func assigned(_ value: FoldedValue) -> String {
    guard case .closure(let closure) = value.content else { return values.sql(value) }
    return run.calls(in: closure).result?.text ?? values.spelling.unknown
  }
}
