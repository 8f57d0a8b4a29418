import Domain

/// The same change in two steps: first the new beside the old, and the old away when nothing reads it.
struct ExpandContract {
  /// The table at head.
  let table: TableName
  /// Columns to drop in the end.
  let old: [String]
  /// Columns to add: name and type.
  let new: [(name: String, type: String?)]
  /// What fills each new column from the old ones; nil where only the writers can.
  let values: [String?]

  /// The statements; nil when a new column's type is not known.
  var statements: String? {
    guard !new.isEmpty, new.allSatisfy({ $0.type != nil }) else { return nil }
    let name = SQLText.table(table)
    var lines = ["-- now: the new beside the old; writers fill both until the last step"]
    lines += new.map { "alter table \(name) add column \(SQLText.name($0.name)) \($0.type ?? "");" }
    let filled = zip(new, values).compactMap { column, value in
      value.map { "\(SQLText.name(column.name)) = \($0)" }
    }
    if !filled.isEmpty { lines.append("update \(name) set \(filled.joined(separator: ", "));") }
    lines.append("-- later: when nothing reads the old any more")
    lines += old.map { "alter table \(name) drop column \(SQLText.name($0));" }
    return lines.joined(separator: "\n")
  }

  /// The fix for the backend's side.
  func fix(_ title: String) -> Fix? {
    statements.map { Fix(side: .backend, title: title, text: $0) }
  }

  /// The types at head of a change's target columns.
  static func targets(_ context: RuleContext) -> [(name: String, type: String?)] {
    let table = context.headTables.first { $0.name == context.change.to?.table }
    return (context.change.to?.columns ?? []).map { name in
      (name, (table?.column(named: name)?.type.display).flatMap(SQLText.type))
    }
  }
}
