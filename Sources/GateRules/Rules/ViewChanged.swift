package import Domain

/// A view that selects something else.
package enum ViewChanged: GateRule {
  package static let id = "view-changed"
  package static let kinds: [ChangeKind] = [.viewChanged]

  package static func message(for change: Change) -> String {
    "view \(Names.joined(change.table, [])) is defined otherwise"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    ["does \(Names.joined(context.change.table, [])) still give the same rows and values?"]
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    [
      Fix(
        side: .backend, title: "create the new definition under another name, and keep the old view beside it"
      )
    ]
  }
}
