import Domain

/// Paste-ready SQL that keeps the old names readable.
enum Shim {
  /// A view under the old table name over the new table, for a change inside a table that was renamed or not.
  static func compatibilityView(for context: RuleContext) -> String {
    guard let table = context.change.table, let target = context.change.to?.table else { return "" }
    let renames = context.changes.filter { $0.table == table && $0.kind == .columnRenamed }
    let pairs = renames.compactMap { change -> String? in
      guard let old = change.columns.first, let new = change.to?.columns.first else { return nil }
      return "\(new) as \(old)"
    }
    let columns = (["\(target.name).*"] + pairs).joined(separator: ", ")
    let name = target == table ? table.name + "_compat" : table.name
    return "create view \(name) as select \(columns) from \(target.name);"
  }
}
