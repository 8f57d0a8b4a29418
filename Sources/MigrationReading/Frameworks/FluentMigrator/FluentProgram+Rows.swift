import Domain
import ScriptSyntax

extension FluentProgram {
  /// `Insert.IntoTable("a").Row(new { B = 1 })`, `Update.Table("a").Set(...).Where(...)`,
  /// `Delete.FromTable("a").Row(...)`
  mutating func performRows(_ expression: FluentExpression) {
    guard let table = expression.table(hasSchemas) else {
      return reportUnknown(expression, expression.root == "Insert" ? .harmless : .mayChangeRows)
    }
    let values = FluentColumn(spelling: spelling)
    let links = expression.links[max(expression.done, 1)...]
    switch expression.root {
    case "Insert":
      let rows = links.filter { $0.name == "Row" || $0.name == "Rows" }.flatMap(\.positional).flatMap {
        $0.elements ?? [$0]
      }.prefix(200).compactMap(\.entries)
      if let sql = spelling.insert(into: spelling.name(table), rows, value: { values.value($0) }) {
        execute(sql, expression.call)
      }
    case "Update":
      let sets = links.filter { $0.name == "Set" }.compactMap(\.positional.first)
      let pairs = sets.compactMap(\.entries).flatMap { $0 }
      let filter = condition(links.filter { $0.name == "Where" }.compactMap(\.positional.first))
      guard let filter, !pairs.isEmpty, pairs.allSatisfy({ $0.key.text != nil }),
        sets.allSatisfy({ $0.entries != nil })
      else { return reportRows(expression, table) }
      let assignments = pairs.map { spelling.name($0.key.text ?? "") + " = " + values.value($0.value) }
      execute(
        "UPDATE " + spelling.name(table) + " SET " + assignments.joined(separator: ", ") + filter,
        expression.call)
    default:
      if expression.link("AllRows") != nil {
        return execute("DELETE FROM " + spelling.name(table), expression.call)
      }
      for link in links {
        switch link.name {
        case "Row":
          guard let filter = condition(link.positional.first.map { [$0] } ?? []), !filter.isEmpty else {
            reportRows(expression, table)
            continue
          }
          execute("DELETE FROM " + spelling.name(table) + filter, expression.call)
        case "IsNull":
          guard let column = link.positional.first?.text else { continue }
          execute(
            "DELETE FROM " + spelling.name(table) + " WHERE " + spelling.name(column) + " IS NULL",
            expression.call)
        default: continue
        }
      }
    }
  }

  /// ` WHERE` with the values of objects, empty for none; nil if they are not known.
  private func condition(_ objects: [FoldedValue]) -> String? {
    let values = FluentColumn(spelling: spelling)
    var parts: [String] = []
    for object in objects {
      if let call = object.call, ["Insert", "RawSql"].contains(call.name) {
        guard let text = call.positional.first?.text else { return nil }
        parts.append(text)
        continue
      }
      guard let entries = object.entries, entries.allSatisfy({ $0.key.text != nil }) else { return nil }
      parts += entries.map { entry in
        let column = spelling.name(entry.key.text ?? "")
        return entry.value.isNull ? column + " IS NULL" : column + " = " + values.value(entry.value)
      }
    }
    return parts.isEmpty ? "" : " WHERE " + parts.joined(separator: " AND ")
  }

  private mutating func reportRows(_ expression: FluentExpression, _ table: TableName) {
    output.report(
      "dynamic-rows", "the rows that \"\(expression.root)\" changes are chosen at run time",
      at: expression.call.range, .mayChangeRows, tables: [table])
  }
}
