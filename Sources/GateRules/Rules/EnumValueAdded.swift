package import Domain

/// A value that a column may now hold and could not before.
package enum EnumValueAdded: GateRule {
  package static let id = "enum-value-added"
  package static let kinds: [ChangeKind] = [.enumValueAdded]

  package static func message(for change: Change) -> String {
    let values = change.values.compactMap(\.to)
    if values.isEmpty { return "column \(Names.base(change)) may now hold any value" }
    return "column \(Names.base(change)) may now hold \(Names.list(values))"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    let values = context.change.values.compactMap(\.to)
    guard !values.isEmpty else { return [] }
    return ["how should models treat \(Names.list(values)) in \(Names.base(context.change))?"]
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    let values = context.change.values.compactMap(\.to).sorted()
    let fix = values.isEmpty ? nil : RegistryFix.acceptedValues(context, adding: values, removing: [])
    return fix.map { [$0] } ?? []
  }
}
