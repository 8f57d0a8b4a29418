import Domain

/// A view under a table's old name that gives back its old columns and values.
enum CompatibilityView {
  /// The statement; nil when the old name is taken at head, or nothing is known to select from.
  static func statement(for context: RuleContext) -> String? {
    guard let old = context.change.table, let new = context.headName, old != new else { return nil }
    let recovery = ColumnRecovery(context, side: .backend)
    let known = columns(context)
    let outputs = known.map { column in
      recovery.output(column.name) ?? SQLText.output(nothing(column.type), as: column.name)
    }
    let list = outputs.isEmpty ? renames(context, recovery, new) : outputs
    return "create view \(SQLText.table(old)) as\nselect\n" + indented(list) + "\nfrom \(SQLText.table(new));"
  }

  /// The fix for the backend's side.
  static func fix(for context: RuleContext) -> Fix? {
    guard let statement = statement(for: context), let table = context.change.table else { return nil }
    let what = restoresValues(context) ? "its columns and values" : "its columns; map the values by hand"
    let title = "keep \"\(Names.shown(table))\" readable: a view under the old name gives back \(what)"
    return Fix(side: .backend, title: title, text: statement)
  }

  /// Whether every replaced value of the table can be told from the one in its place.
  static func restoresValues(_ context: RuleContext) -> Bool {
    context.tableChanges.allSatisfy { change in
      guard change.kind == .valuesRemapped || change.kind == .enumValueRenamed else { return true }
      return InverseValues.mapped("x", change.values) != nil
    }
  }

  /// Outputs, one a line.
  static func indented(_ outputs: [String]) -> String {
    outputs.map { output in
      output.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
        .joined(separator: "\n")
    }
    .joined(separator: ",\n")
  }

  /// The base columns in order; without a replayed table those of the link.
  private static func columns(_ context: RuleContext) -> [(name: String, type: String?)] {
    if let table = context.baseTable, !table.isPartial {
      return table.columns.map { ($0.name, SQLText.type($0.type.display)) }
    }
    return (context.links.first?.columns.keys.sorted() ?? []).map { ($0, nil) }
  }

  private static func nothing(_ type: String?) -> String { type.map { "cast(null as \($0))" } ?? "null" }

  /// Without knowledge of the columns: everything of the new table, and the renamed ones once more.
  private static func renames(_ context: RuleContext, _ recovery: ColumnRecovery, _ table: TableName)
    -> [String]
  {
    let renamed = context.tableChanges.filter { $0.kind == .columnRenamed }.flatMap(\.columns)
    return [SQLText.table(table) + ".*"] + renamed.compactMap(recovery.output)
  }
}
