package import Domain

/// A column that new rows fill with something else when the writer says nothing.
package enum DefaultChanged: GateRule {
  package static let id = "default-changed"
  package static let kinds: [ChangeKind] = [.defaultChanged]

  package static func message(for change: Change) -> String {
    "column \(Names.base(change)) has another default"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    ["does anything count on the old default of \(Names.base(context.change))?"]
  }
}
