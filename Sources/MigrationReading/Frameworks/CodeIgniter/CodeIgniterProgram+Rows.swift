import Domain
import ScriptSyntax

extension CodeIgniterProgram {
  /// Calls on the connection: SQL, and rows of a table
  /// (https://codeigniter.com/user_guide/database/query_builder.html).
  mutating func performDatabase(_ links: [FoldedCall], _ call: FoldedCall) {
    switch call.name {
    case "query", "simpleQuery", "simple_query":
      guard let sql = call.positional.first else { return }
      return output.run(sql, bindings: call.positional.dropFirst().first, at: call.range)
    default: break
    }
    if let at = links.lastIndex(where: { $0.name == "table" }) {
      return performTable(links[at], Array(links[(at + 1)...]), call)
    }
    // CodeIgniter 3: `$this->db->where('a', 1); $this->db->update('b', [...]);`
    let conditions = links.filter { Self.isCondition($0.name) }
    guard Self.changes.contains(Self.camel(call.name)) else {
      if call.name.hasPrefix("get") || call.name.hasPrefix("count") {
        waiting = []
      } else {
        waiting += conditions
      }
      return
    }
    let all = waiting + links.dropLast()
    waiting = []
    change(table(call.positional.first), Array(call.positional.dropFirst()), all, call)
  }

  /// `$this->db->table('a')->where('b', 1)->update(['c' => 2])`
  private mutating func performTable(_ head: FoldedCall, _ links: [FoldedCall], _ call: FoldedCall) {
    guard let last = links.last else { return }
    if last.name.hasPrefix("get") || last.name.hasPrefix("count") { return builders[head.range] = nil }
    guard Self.changes.contains(Self.camel(last.name)) else {
      // A builder in a variable keeps its conditions until a statement takes them.
      return builders[head.range, default: []] += links.filter { Self.isCondition($0.name) }
    }
    let kept = builders.removeValue(forKey: head.range) ?? []
    change(table(head.positional.first), last.positional, kept + links.dropLast(), last)
  }

  private static let changes: Set<String> = [
    "insert", "insertBatch", "replace", "upsert", "update", "updateBatch", "delete", "truncate", "emptyTable",
    "increment", "decrement", "ignore",
  ]

  private static func isCondition(_ name: String) -> Bool {
    let lower = name.lowercased().split(separator: "_").joined()
    return lower.hasPrefix("where") || lower.hasPrefix("orwhere") || lower.hasSuffix("like") || lower == "set"
      || lower == "from" || lower == "join" || lower == "limit"
  }

  /// Changes rows by what is given behind the table and by the links before.
  private mutating func change(
    _ table: TableName?, _ given: [FoldedValue], _ links: [FoldedCall], _ call: FoldedCall
  ) {
    let kind = Self.camel(call.name)
    let isInsert = ["insert", "insertBatch", "replace", "upsert"].contains(kind)
    guard let table else { return reportUnknownName(call, isInsert ? .harmless : .mayChangeRows) }
    let place = spelling.name(table)
    let reader = ProgramValues(spelling: spelling)
    switch kind {
    case "insert", "insertBatch", "replace", "upsert":
      let rows =
        given.first?.entries.map { [$0] } ?? given.first?.elements?.prefix(200).compactMap(\.entries) ?? []
      if let sql = spelling.insert(into: place, rows, value: { Self.sql($0, reader) }) {
        execute(sql, call.range)
      }
      if kind == "replace" || kind == "upsert" { reportRows(call, table) }
    case "truncate": output.emit(.truncate(table), at: call.range)
    case "emptyTable": execute("DELETE FROM " + place, call.range)
    case "delete":
      runRows(table, call, links + conditions(given.first, call)) { values, filter, links in
        Self.clause(links, values, filter).map { "DELETE FROM " + place + $0 }
      }
    case "update":
      let sets = assignments(given.first, links)
      runRows(table, call, links + conditions(given.dropFirst().first, call), sets) { values, filter, links in
        let parts = sets.compactMap { entry in
          entry.key.text.map { values.path($0) + " = " + Self.sql(entry.value, values) }
        }
        guard !parts.isEmpty, parts.count == sets.count else { return nil }
        return Self.clause(links, values, filter).map {
          "UPDATE " + place + " SET " + parts.joined(separator: ", ") + $0
        }
      }
    default: reportRows(call, table)
    }
  }

  /// Runs the statement that a closure writes, for the row of a loop or for all.
  private mutating func runRows(
    _ table: TableName, _ call: FoldedCall, _ links: [FoldedCall], _ sets: [FoldedEntry] = [],
    _ text: (ProgramValues, String, [FoldedCall]) -> String?
  ) {
    var used = call
    used.arguments = sets.map { FoldedArgument($0.value) }
    let values = ProgramValues(spelling: spelling, table: table)
    let isKnown = output.runRows(values, [used] + links, at: call.range) { text($0, $1, links) }
    if !isKnown { reportRows(call, table) }
  }

  /// Conditions that are given beside the rows, as a link.
  private func conditions(_ value: FoldedValue?, _ call: FoldedCall) -> [FoldedCall] {
    guard let value, !value.isNull else { return [] }
    let name = FoldedReference(written: "where", resolved: "where")
    var link = call
    link.callee = FoldedValue(.reference(name), at: call.range)
    link.arguments = [FoldedArgument(value)]
    return [link]
  }

  /// What columns are given: by the call and by `set` before it.
  private func assignments(_ value: FoldedValue?, _ links: [FoldedCall]) -> [FoldedEntry] {
    var found: [FoldedEntry] = []
    for link in links where link.name == "set" {
      if let entries = link.positional.first?.entries {
        found += entries
      } else if let key = link.positional.first, let given = link.positional.dropFirst().first {
        // Without quotes it is SQL.
        let isSQL = link.positional.count > 2 && link.positional[2].boolean == false
        let raw = given.text.map { FoldedValue(.string(ScriptText(Self.mark + $0)), at: given.range) }
        found.append(FoldedEntry(key: key, value: isSQL ? raw ?? given : given))
      }
    }
    return found + (value?.entries ?? [])
  }

  /// Stands before SQL among values; no program can write it.
  private static let mark = "\u{0}sql "

  private static func sql(_ value: FoldedValue, _ values: ProgramValues) -> String {
    if let raw = CodeIgniterColumn.raw(value) { return raw }
    if let text = value.text, text.hasPrefix(mark) { return String(text.dropFirst(mark.count)) }
    return values.sql(value)
  }

  /// ` WHERE` with the conditions of links; nil if they are not known.
  private static func clause(_ links: [FoldedCall], _ values: ProgramValues, _ filter: String) -> String? {
    var text = ""
    for link in links where isCondition(link.name) {
      let lower = link.name.lowercased().split(separator: "_").joined()
      if lower == "set" || lower == "from" { continue }
      guard let part = condition(link, lower, values) else { return nil }
      if !text.isEmpty { text += lower.hasPrefix("or") ? " OR " : " AND " }
      text += part
    }
    return SQLSpelling.clause(text, and: filter)
  }

  private static func condition(_ link: FoldedCall, _ lower: String, _ values: ProgramValues) -> String? {
    guard let first = link.positional.first else { return nil }
    let second = link.positional.dropFirst().first
    if lower.hasSuffix("wherein") || lower.hasSuffix("wherenotin") {
      guard let column = first.text else { return nil }
      let list = second?.elements?.map { sql($0, values) } ?? [values.spelling.unknown]
      return values.path(column) + (lower.hasSuffix("notin") ? " NOT IN (" : " IN (")
        + (list.isEmpty ? "NULL" : list.joined(separator: ", ")) + ")"
    }
    if lower.hasSuffix("like") {
      guard let column = first.text, let text = second?.text else { return values.spelling.unknown + " = 1" }
      return values.path(column)
        + (lower.hasPrefix("not") || lower.hasPrefix("ornot") ? " NOT LIKE " : " LIKE ")
        + values.spelling.string("%" + text + "%")
    }
    guard lower.hasSuffix("where") else { return values.spelling.unknown + " = 1" }
    if let entries = first.entries {
      let parts = entries.compactMap { entry in
        entry.key.text.flatMap { comparison($0, entry.value, values) }
      }
      return parts.count == entries.count ? parts.joined(separator: " AND ") : nil
    }
    guard let text = first.text else { return CodeIgniterColumn.raw(first) }
    guard let second else { return text }
    return comparison(text, second, values)
  }

  /// `'a !=' => 1`
  private static func comparison(_ key: String, _ value: FoldedValue, _ values: ProgramValues) -> String? {
    let words = key.split(separator: " ", maxSplits: 1).map(String.init)
    guard let name = words.first else { return nil }
    let column = values.path(name)
    let sign = words.count > 1 ? words[1].uppercased().filter { $0 != " " || words[1].count > 3 } : "="
    if value.isNull { return column + (sign == "=" || sign == "IS" ? " IS NULL" : " IS NOT NULL") }
    let known = ["=", "!=", "<>", "<", ">", "<=", ">=", "LIKE", "NOT LIKE"]
    return known.contains(sign)
      ? column + " " + sign + " " + sql(value, values) : values.spelling.unknown + " = 1"
  }

  private mutating func reportRows(_ call: FoldedCall, _ table: TableName) {
    output.report(
      "dynamic-rows", "the rows that \"\(call.name)\" changes are chosen at run time", at: call.range,
      .mayChangeRows, tables: [table])
  }
}
