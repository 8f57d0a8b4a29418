/// One entry of a map.
package struct FoldedEntry: Sendable {
  /// The key.
  package var key: FoldedValue
  /// The value.
  package var value: FoldedValue

  /// An entry.
  package init(key: FoldedValue, value: FoldedValue) {
    self.key = key
    self.value = value
  }
}

/// A name from outside of the file.
package struct FoldedReference: Hashable, Sendable {
  /// As written, aliases too: `sa.Column`, `models.CharField`, `DataTypes.STRING`.
  package var written: String
  /// With imports resolved: `sqlalchemy.Column`, `django.db.models.CharField`, `sequelize.DataTypes.STRING`.
  package var resolved: String

  /// A name by both its spellings.
  package init(written: String, resolved: String) {
    self.written = written
    self.resolved = resolved
  }

  /// The last part: `CharField`.
  package var name: String {
    guard let dot = resolved.utf8.lastIndex(of: UInt8(ascii: ".")) else { return resolved }
    return String(resolved[resolved.utf8.index(after: dot)...])
  }
}

/// A member of a value that is not a name.
package struct FoldedMember: Sendable {
  /// The value.
  package var receiver: FoldedValue
  /// The member.
  package var name: String

  /// A member of a value, as a value.
  package static func made(_ name: String, of receiver: FoldedValue) -> FoldedValue {
    FoldedValue(.member(FoldedMember(receiver: receiver, name: name)), at: receiver.range)
  }
}

/// One element of a value that is not known.
package struct FoldedElement: Sendable {
  /// The value.
  package var receiver: FoldedValue
  /// The index or key.
  package var index: FoldedValue

  /// An element.
  package init(receiver: FoldedValue, index: FoldedValue) {
    self.receiver = receiver
    self.index = index
  }
}

/// An operator on values that are not all known.
package struct FoldedOperation: Sendable {
  /// The operator.
  package var operation: ScriptOperator
  /// The values: one for `not` and other signs before a value, else two or more.
  package var operands: [FoldedValue]
}

/// A function as a value.
package struct FoldedClosure: Sendable {
  /// The function.
  package var function: ScriptFunction
  /// What its body sees of the functions around it; names of the module are not among them.
  package var captured: [String: FoldedValue]
  /// The class whose method it is, or in whose method it stands.
  package var owner: ScriptClass?
  /// The running function it was made in.
  var frame: Int?
  /// The file whose names it sees: 0 for the one that is run, else one that it imports.
  var module = 0

  /// Whether it stands in another file or package than the one that is run.
  package var isForeign: Bool { module != 0 }
}
