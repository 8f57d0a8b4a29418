package import Domain

/// A column that has another name at head: queries that name the old one fail.
package enum ColumnRenamed: GateRule {
  package static let id = "column-renamed"
  package static let kinds: [ChangeKind] = [.columnRenamed]

  package static func message(for change: Change) -> String {
    "column \(Names.base(change)) \(Names.verb(change)) renamed to \(Names.head(change))"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    Questions.pairing(context.change)
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    let change = context.change
    guard let old = change.columns.first else { return [] }
    let registry = RegistryFix.select("read the new name under the old one", context, columns: [old])
    if let view = CompatibilityView.fix(for: context) { return [view] + (registry.map { [$0] } ?? []) }
    return [generated(context), twoSteps(context), registry].compactMap { $0 }
  }

  /// A generated column under the old name serves readers at once, where the new one is an ordinary column.
  private static func generated(_ context: RuleContext) -> Fix? {
    guard let old = context.change.columns.first, let new = context.change.to?.columns.first,
      let table = context.headName, let column = context.headTables.first?.column(named: new),
      column.definition.generation == nil, let type = SQLText.type(column.type.display),
      context.headTables.first?.column(named: old) == nil
    else { return nil }
    return Fix(
      side: .backend, title: "keep the old name readable until its readers have moved",
      text: "alter table \(SQLText.table(table)) add column \(SQLText.name(old)) \(type)"
        + " generated always as (\(SQLText.name(new))) stored;")
  }

  private static func twoSteps(_ context: RuleContext) -> Fix? {
    guard let table = context.headName else { return nil }
    return ExpandContract(
      table: table, old: context.change.columns, new: ExpandContract.targets(context),
      values: context.change.columns.map(SQLText.name)
    ).fix("rename in two steps")
  }
}
