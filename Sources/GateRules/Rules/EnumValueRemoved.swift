package import Domain

/// A value that a column can no longer hold.
package enum EnumValueRemoved: GateRule {
  package static let id = "enum-value-removed"
  package static let kinds: [ChangeKind] = [.enumValueRemoved]

  package static func message(for change: Change) -> String {
    "column \(Names.base(change)) can no longer hold \(Names.list(change.values.compactMap(\.from)))"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    context.change.values.compactMap(\.from).prefix(12).map { value in
      "what do rows of \(Names.joined(context.change.table, [])) that held \"\(value)\" hold now?"
    }
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    [
      Fix(
        side: .backend,
        title: "stop writing the value, and keep it allowed until nothing compares with it any more"),
      Fix(side: .registry, title: "compare with what the rows hold now" + Places.queries(context)),
    ]
  }
}
