package import Domain

/// Several columns whose values are now one.
package enum ColumnsMerged: GateRule {
  package static let id = "columns-merged"
  package static let kinds: [ChangeKind] = [.columnsMerged]

  package static func message(for change: Change) -> String {
    "columns \(Names.base(change)) \(Names.verb(change) == "is" ? "are" : "are probably") merged into"
      + " \(Names.head(change))"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    let change = context.change
    return Questions.pairing(change) + [
      "where does \(Names.list(change.columns)) begin and end inside \(Names.head(change)),"
        + " and what if a part is missing?"
    ]
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    let change = context.change
    let registry = RegistryFix.select(
      "cut the old columns out of the new one", context, columns: change.columns)
    if let view = CompatibilityView.fix(for: context) { return [view] + (registry.map { [$0] } ?? []) }
    let joined = "concat_ws(' ', \(SQLText.names(change.columns)))"
    let kept = context.headName.flatMap { table in
      ExpandContract(
        table: table, old: change.columns, new: ExpandContract.targets(context), values: [joined]
      ).fix("keep the old columns beside the new one until their readers have moved")
    }
    return [kept, registry].compactMap { $0 }
  }
}
