package import Domain

/// A new column: it reaches readers that take every column there is.
package enum ColumnAdded: GateRule {
  package static let id = "column-added"
  package static let kinds: [ChangeKind] = [.columnAdded]

  package static func message(for change: Change) -> String {
    "column \(Names.head(change)) is added"
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    let columns = (context.change.to?.columns ?? []).map(context.sourceColumn)
    guard !columns.isEmpty else { return [] }
    return [
      Fix(
        side: .registry, title: "leave the new column out of the star" + Places.queries(context),
        text: "* exclude (\(SQLText.names(columns)))")
    ]
  }
}
