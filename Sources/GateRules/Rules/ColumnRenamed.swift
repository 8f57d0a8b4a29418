package import Domain

/// A column that has another name at head: queries that name the old one fail.
package enum ColumnRenamed: GateRule {
  package static let id = "column-renamed"
  package static let kinds: [ChangeKind] = [.columnRenamed]

  package static func message(for change: Change) -> String {
    "column \(Names.base(change)) is renamed to \(Names.head(change))"
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    guard let old = context.change.columns.first, let new = context.change.to?.columns.first else {
      return []
    }
    return [
      Fix(
        side: .backend, title: "keep the old name readable until its readers have moved",
        text: Shim.compatibilityView(for: context)),
      Fix(
        side: .registry, title: "read the new name under the old one",
        text: "\(new) as \(context.links.first?.columns[old] ?? old)"),
    ]
  }
}
