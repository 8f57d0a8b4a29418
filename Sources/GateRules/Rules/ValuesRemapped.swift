package import Domain

/// Values of a column that are replaced by others, in old rows as well.
package enum ValuesRemapped: GateRule {
  package static let id = "values-remapped"
  package static let kinds: [ChangeKind] = [.valuesRemapped]

  package static func situation(of change: Change) -> String? {
    change.rewrite == nil && change.values.allSatisfy { $0.from == nil } ? "unnamed-values" : nil
  }

  package static func message(for change: Change) -> String {
    let isRenamed = !(change.to?.columns.isEmpty ?? true) && change.to?.columns != change.columns
    let column = Names.base(change) + (isRenamed ? " (now \(Names.head(change)))" : "")
    let named = change.values.filter { $0.from != nil || $0.to != nil }
    if named.isEmpty { return "values of column \(column) are rewritten" }
    let verb = change.values.allSatisfy(\.isCertain) ? "are" : "are possibly"
    return "values of column \(column) \(verb) replaced (\(Names.pairs(named)))"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    let change = context.change
    if change.values.isEmpty { return ["what do the values of \(Names.base(change)) become?"] }
    return change.isAmbiguous ? [] : Questions.values(change)
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    var fixes: [Fix] = []
    if CompatibilityView.restoresValues(context), let view = CompatibilityView.fix(for: context) {
      fixes.append(view)
    } else if let beside = beside(context) {
      fixes.append(beside)
    }
    return fixes + ValueMapFixes.all(for: context)
  }

  /// New values in a second column leave the old ones alone.
  private static func beside(_ context: RuleContext) -> Fix? {
    let change = context.change
    guard let column = change.columns.first, let table = context.headName,
      let value = InverseValues.forward(SQLText.name(column), change.values)
    else { return nil }
    let target = ExpandContract.targets(context).first
    let name = target.flatMap { $0.name == column ? nil : $0.name } ?? column + "_new"
    return ExpandContract(table: table, old: [column], new: [(name, target?.type)], values: [value])
      .fix("write the new values into a second column, and keep the old one until its readers have moved")
  }
}

/// The data team's ways out when values are replaced one by one.
enum ValueMapFixes {
  /// A CASE that gives the old values back, and a test that accepts the new ones.
  static func all(for context: RuleContext) -> [Fix] {
    let change = context.change
    var fixes: [Fix] = []
    if !change.isAmbiguous, InverseValues.mapped("x", change.values) != nil,
      let fix = RegistryFix.select(
        "give the old values back before they are compared", context, columns: change.columns)
    {
      fixes.append(fix)
    }
    let (old, new) = (change.values.compactMap(\.from), change.values.compactMap(\.to))
    let accepted = RegistryFix.acceptedValues(
      context, adding: Set(new).sorted(), removing: old.filter { !new.contains($0) })
    return fixes + (accepted.map { [$0] } ?? [])
  }
}
