package import Domain

/// A table whose rows now live in one with those of others.
package enum TablesMerged: GateRule {
  package static let id = "tables-merged"
  package static let kinds: [ChangeKind] = [.tablesMerged]

  package static func message(for change: Change) -> String {
    "table \(Names.base(change)) \(Names.verb(change)) merged into \(Names.head(change)), with others"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    let change = context.change
    return ["which rows of \(Names.head(change)) are those of \(Names.base(change))?"]
      + SourceEntry.questions(for: context)
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    let view = CompatibilityView.fix(for: context).map { fix -> Fix in
      var copy = fix
      copy.title += "; add the condition that picks its rows"
      return copy
    }
    return [view, SourceEntry.fix(for: context)].compactMap { $0 }
  }
}
