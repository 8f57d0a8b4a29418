/// Something that a rule judges although no change of schema or values stands behind it.
public struct GateObservation: Hashable, Sendable {
  /// What was observed.
  public enum Kind: Hashable, Sendable {
    /// An old migration has other contents at head, and a fresh database would differ.
    case migrationEdited(migration: String)
    /// Head edits the gate's configuration or the CI file that calls it.
    case configurationEdited(ConfigurationEdit)
    /// Head removes a declaration, test or exposure from a registry inside the reviewed repository.
    case declarationRemoved(asset: AssetID)
  }

  /// How an edit of the gate's own configuration counts.
  public enum ConfigurationEdit: String, Hashable, Sendable, CaseIterable {
    /// It removes a path, backend or registry, or lowers `block-on`.
    case weakens
    /// It changes something else.
    case changes
    /// The target tip has no configuration yet.
    case introduces
  }

  /// What was observed.
  public var kind: Kind
  /// One line for people.
  public var text: String
  /// Where.
  public var location: SourceLocation

  /// An observation.
  public init(kind: Kind, text: String, location: SourceLocation) {
    self.kind = kind
    self.text = text
    self.location = location
  }

  /// The rule that judges it.
  public var ruleID: String {
    switch kind {
    case .migrationEdited: "migration-edited"
    case .configurationEdited: "configuration-edited"
    case .declarationRemoved: "declaration-removed"
    }
  }
}
