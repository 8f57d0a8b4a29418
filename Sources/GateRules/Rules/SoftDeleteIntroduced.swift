package import Domain

/// Rows that are marked as deleted and stay: who counts rows counts them too.
package enum SoftDeleteIntroduced: GateRule {
  package static let id = "soft-delete-introduced"
  package static let kinds: [ChangeKind] = [.softDeleteIntroduced]

  package static func message(for change: Change) -> String {
    "rows of \(Names.joined(change.table, [])) can be marked as deleted by \(Names.head(change))"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    ["should readers of \(Names.joined(context.change.table, [])) leave out rows that are marked as deleted?"]
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    guard let column = context.change.to?.columns.first else { return [] }
    let name = SQLText.name(context.sourceColumn(column))
    let type = context.headTables.first?.column(named: column)?.type.name
    let condition =
      switch type {
      case "boolean": "not \(name)"
      case "smallint", "integer", "bigint": "\(name) = 0"
      default: "\(name) is null"
      }
    return [
      Fix(
        side: .registry, title: "leave the marked rows out" + Places.queries(context),
        text: "where \(condition)")
    ]
  }
}
