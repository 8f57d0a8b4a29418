/// A part of a script that was not read, or not understood: a blind spot with its place.
package struct ScriptTrouble: Error, Hashable, Sendable {
  /// What kind of trouble it is.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A word or sign that the grammar does not allow there.
    case unexpected
    /// A string, comment or bracket without its end.
    case unterminated
    /// Lines that are not indented as any block around them.
    case indentation
    /// Nesting beyond the limit.
    case tooDeep
    /// A text, a loop or a value beyond the limits.
    case tooLarge
    /// Bytes that no token starts with.
    case invalidByte
    /// Code whose effect is not known from the text: a loop over unknown rows, a call of an unknown function.
    case notFoldable
  }

  /// What kind of trouble it is.
  package var kind: Kind
  /// One line: lower case, names quoted, no final stop.
  package var message: String
  /// Where it is.
  package var range: ScriptRange

  /// A trouble at a place.
  package init(_ kind: Kind, _ message: String, at range: ScriptRange) {
    self.kind = kind
    self.message = message
    self.range = range
  }
}
