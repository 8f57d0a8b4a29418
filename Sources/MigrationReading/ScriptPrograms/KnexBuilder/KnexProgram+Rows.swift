import Domain
import ScriptSyntax

extension KnexProgram {
  /// `knex("t").where(...).update(...)` and other calls of the connection.
  mutating func performQuery(_ links: [FoldedCall], _ path: [Substring]) {
    guard let first = links.first, let last = links.last else { return }
    switch (path.first.map(String.init) ?? "", first.name) {
    case ("raw", _), ("rawQuery", _), ("knexRawQuery", _):
      return output.run(first.positional.first, bindings: bindings(first), at: first.range)
    case ("transaction", _), ("transactionProvider", _):
      for closure in first.closures { perform(closure) }
      return
    case ("batchInsert", _):
      return insertRows(first.positional.first?.text, first.positional.dropFirst().first, first)
    case ("fn", _), ("client", _), ("destroy", _), ("commit", _), ("rollback", _), ("ref", _), ("seed", _),
      ("isTransaction", _), ("savepoint", _), ("initialize", _), ("migrate", _), ("on", _), ("userParams", _):
      return
    default: break
    }
    let query = KnexQuery(links, spelling, schema, self.path(first)?.isEmpty ?? false)
    switch query.verb {
    case .reads:
      for link in links where link.name == "transacting" || link.name == "then" {
        for closure in link.closures { perform(closure) }
      }
    case .insert(let call): insertRows(query.table, call.positional.first, call)
    case .change:
      let values = ProgramValues(spelling: spelling, table: query.name)
      guard output.runRows(values, links, at: last.range, { query.sql($0, filter: $1) }) else {
        return output.report(
          "dynamic-rows", "the rows that \"\(last.name)\" changes are chosen at run time", at: last.range,
          .mayChangeRows, tables: query.table.map { [table($0)] } ?? [])
      }
    }
  }

  /// `insert([...])` of known rows.
  private mutating func insertRows(_ name: String?, _ value: FoldedValue?, _ call: FoldedCall) {
    guard let name else { return reportUnknownName(call, .mayChangeRows) }
    let rows = value?.elements ?? value.map { [$0] } ?? []
    let known = rows.prefix(200).compactMap(\.entries)
    let values = ProgramValues(spelling: spelling)
    let target = spelling.name(SQLSpelling.table(name, schema: schema))
    guard known.count == min(rows.count, 200),
      let sql = spelling.insert(into: target, known, value: { values.sql($0) })
    else { return }
    output.run(ScriptText(sql, at: call.range.start), at: call.range)
  }
}

/// A chain of the query builder that changes rows, as SQL.
struct KnexQuery {
  /// What the chain does.
  enum Verb {
    case reads
    case change
    case insert(FoldedCall)
  }

  private let links: [FoldedCall]
  private let spelling: SQLSpelling
  private(set) var table: String?
  private var schema: String?
  private(set) var verb = Verb.reads

  /// A chain; `isTable` if its first call is that of the connection itself: `knex("t")`.
  init(_ links: [FoldedCall], _ spelling: SQLSpelling, _ schema: String?, _ isTable: Bool) {
    self.links = links
    self.spelling = spelling
    self.schema = schema
    if isTable, let first = links.first { take(first) }
    for link in links {
      switch link.name {
      case "from", "into", "table", "withSchema":
        if link.name == "withSchema" { self.schema = link.positional.first?.text } else { take(link) }
      case "update", "del", "delete", "increment", "decrement", "truncate": verb = .change
      case "insert", "upsert", "multiInsert": verb = .insert(link)
      default: break
      }
    }
  }

  private mutating func take(_ link: FoldedCall) {
    guard let value = link.positional.first else { return }
    table = value.text ?? value.entries?.first?.value.text
    if let text = table, let alias = text.lowercased().split(separator: " ").firstIndex(of: "as"), alias == 1
    {
      table = String(text.split(separator: " ")[0])
    }
  }

  /// The table whose rows are read or changed.
  var name: TableName? { table.map { SQLSpelling.table($0, schema: schema) } }

  /// The statement with more conditions; nil if its table or columns are not known.
  func sql(_ values: ProgramValues, filter: String) -> String? {
    guard let name, let rest = BuilderConditions(values: values).clause(links, filter) else { return nil }
    for link in links.reversed() {
      switch link.name {
      case "del", "delete": return "DELETE FROM " + spelling.name(name) + rest
      case "truncate": return "TRUNCATE TABLE " + spelling.name(name)
      case "update":
        guard let assignments = assignments(link, values) else { return nil }
        return "UPDATE " + spelling.name(name) + " SET " + assignments + rest
      case "increment", "decrement":
        guard let column = link.positional.first?.text else { return nil }
        let step = link.positional.dropFirst().first.map { values.sql($0) } ?? "1"
        let sign = link.name == "increment" ? " + " : " - "
        let place = spelling.name(column)
        return "UPDATE " + spelling.name(name) + " SET " + place + " = " + place + sign + step + rest
      default: continue
      }
    }
    return nil
  }

  private func assignments(_ call: FoldedCall, _ values: ProgramValues) -> String? {
    guard let first = call.positional.first else { return nil }
    if let column = first.text, let value = call.positional.dropFirst().first {
      return spelling.name(column) + " = " + values.sql(value)
    }
    guard let entries = first.entries, !entries.isEmpty else { return nil }
    var parts: [String] = []
    for entry in entries {
      guard let column = entry.key.text else { return nil }
      parts.append(values.path(column) + " = " + values.sql(entry.value))
    }
    return parts.joined(separator: ", ")
  }
}
