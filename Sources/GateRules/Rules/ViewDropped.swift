package import Domain

/// A view that is gone.
package enum ViewDropped: GateRule {
  package static let id = "view-dropped"
  package static let kinds: [ChangeKind] = [.viewDropped]

  package static func message(for change: Change) -> String { "view \(Names.base(change)) is dropped" }

  package static func fixes(for context: RuleContext) -> [Fix] {
    [Fix(side: .backend, title: "keep the view until nothing reads it, and drop it in a later pull request")]
  }
}
