package import Domain

/// A foreign key that points at another table or column.
package enum ForeignKeyChanged: GateRule {
  package static let id = "foreign-key-changed"
  package static let kinds: [ChangeKind] = [.foreignKeyChanged]

  package static func message(for change: Change) -> String {
    guard let key = change.key, let old = key.from.first, let new = key.to.first else {
      return "the foreign key of \(Names.base(change)) is changed"
    }
    return "\(Names.base(change)) references \"\(shown(new))\", and referenced \"\(shown(old))\""
  }

  /// `users(id)`, without the usual schema.
  private static func shown(_ target: String) -> String {
    target.hasPrefix("public.") ? String(target.dropFirst(7)) : target
  }

  package static func judgement(for context: RuleContext) -> [String] {
    ["do old values of \(Names.base(context.change)) name rows of the new table?"]
  }
}
