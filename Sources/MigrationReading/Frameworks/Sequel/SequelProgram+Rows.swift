import Domain
import ScriptSyntax

extension SequelProgram {
  /// What a chain on tables does to rows; a block that goes through them is run.
  mutating func perform(_ dataset: SequelDataset, _ call: FoldedCall, _ isPart: Bool) {
    if let sql = dataset.sql {
      // `DB["UPDATE ..."].update`, `fetch("WITH ... RETURNING")`: a query that only reads does nothing.
      output.run(sql, bindings: nil, at: call.range)
    } else if let last = dataset.links.last {
      perform(last, dataset, call)
    }
    guard let block = call.block, !Self.conditions.contains(call.name) else { return }
    let outer = output.standing
    // Each row is changed as the block says: what it does is done to the table, where there are rows.
    follow(block, scope, [Self.element(of: call)])
    output.standing = outer
  }

  /// Methods whose block is a condition or an expression.
  private static let conditions: Set<String> = [
    "where", "filter", "exclude", "select", "select_append", "order", "or", "having", "update", "select_map",
    "group", "max", "min", "sum", "map", "join", "left_join",
  ]

  private mutating func perform(_ link: SequelDataset.Link, _ dataset: SequelDataset, _ call: FoldedCall) {
    guard Self.writers.contains(link.name) else { return }
    let arguments = link.call.map { SequelArguments($0) }
    guard let table = dataset.table else {
      return output.report(
        "dynamic-rows", "the rows that \"\(link.name)\" changes are chosen at run time", at: call.range,
        .mayChangeRows)
    }
    var values = expressions
    values.table = table
    let name = spelling.name(table)
    let query = SequelQuery(values)
    var sql: String?
    switch link.name {
    case "truncate": return output.emit(.truncate(table), at: call.range)
    case "delete", "destroy": sql = query.conditions(dataset).map { "DELETE FROM " + name + $0 }
    case "update", "update_all":
      let entries = arguments?.entries ?? []
      let parts = entries.compactMap { entry -> String? in
        SequelNames.column(entry.key).map { spelling.name($0) + " = " + values.sql(entry.value) }
      }
      guard !parts.isEmpty, parts.count == entries.count, let rest = query.conditions(dataset) else {
        // One text of SQL: `update("a = b")`.
        if let text = arguments?[0]?.text, let rest = query.conditions(dataset) {
          sql = "UPDATE " + name + " SET " + text + rest
        }
        break
      }
      let others = dataset.sources.dropFirst().compactMap { SequelNames.table($0) }
      let from = others.isEmpty ? "" : " FROM " + others.map { spelling.name($0) }.joined(separator: ", ")
      sql = "UPDATE " + name + " SET " + parts.joined(separator: ", ") + from + rest
    default: sql = insert(link.name, name, arguments, values)
    }
    guard let sql else {
      return output.report(
        "dynamic-rows", "the rows that \"\(link.name)\" changes are chosen at run time", at: call.range,
        .mayChangeRows, tables: [table])
    }
    if !sql.isEmpty { execute(sql, call) }
  }

  private static let writers: Set<String> = [
    "insert", "multi_insert", "import", "update", "delete", "truncate", "insert_select", "create",
    "update_all",
    "destroy", "find_or_create", "insert_ignore", "<<",
  ]

  /// New rows; empty for rows whose columns are not known: what is new takes nothing from readers.
  private func insert(
    _ verb: String, _ table: String, _ arguments: SequelArguments?, _ values: SequelExpressions
  ) -> String {
    guard let arguments else { return "" }
    if verb == "import" || arguments[0]?.elements?.isEmpty == false && arguments[1] != nil {
      guard let columns = SequelNames.columns(arguments[0]) else { return "" }
      if let dataset = arguments[1].flatMap({ SequelDataset($0) }),
        let query = SequelQuery(values).text(dataset)
      {
        return "INSERT INTO " + table + " (" + spelling.list(columns) + ") " + query
      }
      let rows = (arguments[1]?.elements ?? []).prefix(200).compactMap(\.elements)
      guard !rows.isEmpty, rows.allSatisfy({ $0.count == columns.count }) else { return "" }
      return spelling.insert(into: table, columns, rows.map { $0.map { values.sql($0) } })
    }
    if let dataset = arguments[0].flatMap({ SequelDataset($0) }) {
      return SequelQuery(values).text(dataset).map { "INSERT INTO " + table + " " + $0 } ?? ""
    }
    let rows = arguments[0]?.elements?.prefix(200).compactMap(\.entries) ?? [arguments.entries]
    return spelling.insert(into: table, rows, name: { $0.nameText }) { values.sql($0) } ?? ""
  }
}
