package import Domain

/// A new view.
package enum ViewCreated: GateRule {
  package static let id = "view-created"
  package static let kinds: [ChangeKind] = [.viewCreated]

  package static func message(for change: Change) -> String { "view \(Names.head(change)) is new" }
}
