package import Domain

/// A column that fills itself in another way.
package enum GenerationChanged: GateRule {
  package static let id = "generation-changed"
  package static let kinds: [ChangeKind] = [.generationChanged]

  package static func message(for change: Change) -> String {
    "column \(Names.base(change)) is filled in another way"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    ["does \(Names.base(context.change)) still hold the same values for the same rows?"]
  }
}
