package import Domain

/// A column whose values are now cut into several.
package enum ColumnSplit: GateRule {
  package static let id = "column-split"
  package static let kinds: [ChangeKind] = [.columnSplit]

  package static func message(for change: Change) -> String {
    "column \(Names.base(change)) \(Names.verb(change)) split into \(Names.head(change))"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    let parts = Names.list(context.change.to?.columns ?? [])
    return Questions.pairing(context.change) + [
      "how is \(Names.base(context.change)) put together again: which order of \(parts), which separator?"
    ]
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    let change = context.change
    let registry = RegistryFix.select(
      "put the parts together under the old name", context, columns: change.columns)
    if let view = CompatibilityView.fix(for: context) { return [view] + (registry.map { [$0] } ?? []) }
    let kept = context.headName.flatMap { table in
      ExpandContract(
        table: table, old: change.columns, new: ExpandContract.targets(context), values: []
      ).fix("keep the whole column beside its parts until its readers have moved")
    }
    return [kept, registry].compactMap { $0 }
  }
}
