package import Domain

/// A table that is in another schema.
package enum TableMoved: GateRule {
  package static let id = "table-moved"
  package static let kinds: [ChangeKind] = [.tableMoved]

  package static func message(for change: Change) -> String {
    let (old, new) = (change.table?.display ?? "", change.to?.table?.display ?? "")
    return "table \"\(old)\" \(Names.verb(change)) moved to \"\(new)\""
  }

  package static func judgement(for context: RuleContext) -> [String] {
    Questions.pairing(context.change) + SourceEntry.questions(for: context)
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    [CompatibilityView.fix(for: context), SourceEntry.fix(for: context)].compactMap { $0 }
  }
}
