package import Domain

/// Numbers that are multiplied or shifted: the same amount in another unit.
package enum ValuesRescaled: GateRule {
  package static let id = "values-rescaled"
  package static let kinds: [ChangeKind] = [.valuesRescaled]

  package static func message(for change: Change) -> String {
    let factor = change.factor.map { " by \"\($0)\"" } ?? ""
    return "numbers of column \(Names.base(change)) are rescaled\(factor)"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    ["in which unit is \(Names.base(context.change)) now, and do new rows come in it as well?"]
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    let change = context.change
    guard let column = change.columns.first, let factor = change.factor,
      InverseValues.rescaled("x", factor: factor) != nil
    else { return [] }
    let registry = RegistryFix.select("calculate back to the old unit", context, columns: [column])
    if let view = CompatibilityView.fix(for: context) { return [view] + (registry.map { [$0] } ?? []) }
    let title = "write the new unit into a second column that names it, and leave the old one as it is"
    return [Fix(side: .backend, title: title)] + (registry.map { [$0] } ?? [])
  }
}
