package import Domain

/// A table that has another name at head: queries that name the old one fail.
package enum TableRenamed: GateRule {
  package static let id = "table-renamed"
  package static let kinds: [ChangeKind] = [.tableRenamed]

  package static func message(for change: Change) -> String {
    "table \(Names.base(change)) \(Names.verb(change)) renamed to \(Names.head(change))"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    Questions.pairing(context.change) + SourceEntry.questions(for: context)
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    [CompatibilityView.fix(for: context), SourceEntry.fix(for: context)].compactMap { $0 }
  }
}
