package import Domain

/// A definition of the registry itself that the branch changes.
package enum DefinitionChanged: GateRule {
  package static let id = "definition-changed"
  package static let kinds: [ChangeKind] = [.definitionChanged]

  package static func message(for change: Change) -> String {
    change.table == nil
      ? "definition \(Names.head(change)) is new" : "definition \(Names.base(change)) is changed"
  }
}
