package import Domain

/// Rows that the migration deletes.
package enum RowsDeleted: GateRule {
  package static let id = "rows-deleted"
  package static let kinds: [ChangeKind] = [.rowsDeleted]

  package static func message(for change: Change) -> String {
    let terms = change.filter.map { term in
      term.values.isEmpty ? "\"\(term.column)\"" : "\"\(term.column)\" is \(Names.list(term.values))"
    }
    let filter = terms.isEmpty ? "" : " where \(terms.joined(separator: " and "))"
    return "rows of \(Names.joined(change.table, [])) are deleted\(filter)"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    ["may these rows vanish from history and from totals that were already reported?"]
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    let change = context.change
    guard let table = context.headName else { return [] }
    let terms = change.filter.filter { !$0.values.isEmpty }.map { term in
      let column = SQLText.name(headColumn(term.column, context))
      let values = term.values.map(SQLText.literal)
      return values.count == 1
        ? "\(column) = \(values.joined())" : "\(column) in (\(values.joined(separator: ", ")))"
    }
    guard !terms.isEmpty, terms.count == change.filter.count else {
      return [Fix(side: .backend, title: "mark the rows as deleted in place of deleting them")]
    }
    let name = SQLText.table(table)
    let text =
      "alter table \(name) add column deleted_at timestamp with time zone;\n"
      + "update \(name) set deleted_at = now() where \(terms.joined(separator: " and "));"
    return [Fix(side: .backend, title: "mark the rows as deleted in place of deleting them", text: text)]
  }

  private static func headColumn(_ column: String, _ context: RuleContext) -> String {
    let rename = context.tableChanges.first { $0.kind == .columnRenamed && $0.columns == [column] }
    return rename?.to?.columns.first ?? column
  }
}
