package import Domain

/// A column that is gone, and nothing at head holds its values.
package enum ColumnDropped: GateRule {
  package static let id = "column-dropped"
  package static let kinds: [ChangeKind] = [.columnDropped]

  package static func message(for change: Change) -> String {
    "column \(Names.base(change)) is dropped"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    let change = context.change
    guard !change.isAmbiguous, let other = change.alternatives.first else { return [] }
    return ["did \(Names.base(change)) become \(Names.joined(other.to.table, other.to.columns))?"]
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    let change = context.change
    guard let column = change.columns.first, let table = context.headName else { return [] }
    let type = context.baseTable?.column(named: column)?.type.display
    let old = context.sourceColumn(column)
    let name = SQLText.table(table)
    return [
      Fix(
        side: .backend, title: "keep the column until nothing reads it, and drop it in a later pull request",
        text: context.baseTable == nil
          ? ""
          : "alter table \(name) alter column \(SQLText.name(column)) drop not null;\n"
            + "-- later: alter table \(name) drop column \(oneLine(column));"),
      Fix(
        side: .registry,
        title: "stop reading the column, or give its name to nothing" + Places.queries(context),
        text: "cast(null as \(type.flatMap(SQLText.type) ?? "varchar")) as \(SQLText.name(old))"),
    ]
  }

  /// A comment must stay on its line.
  private static func oneLine(_ column: String) -> String {
    column.unicodeScalars.contains { $0.value < 0x20 } ? "..." : SQLText.name(column)
  }
}
