/// Why a statement, or a whole text, was not read. Thrown inside the parser, a value everywhere else.
package struct SyntaxTrouble: Error, Hashable, Sendable {
  /// What kind of trouble it is.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A word or sign that the grammar does not allow there.
    case unexpected
    /// A string, quoted name, dollar quote or comment without its end.
    case unterminated
    /// Brackets, subqueries or operators nested beyond the limit.
    case tooDeep
    /// A text or statement beyond the size limits.
    case tooLarge
    /// Bytes that no token starts with.
    case invalidByte
  }

  /// What kind of trouble it is.
  package var kind: Kind
  /// One line: lower case, names quoted, no final stop.
  package var message: String
  /// Where reading stopped.
  package var range: ByteRange

  /// A trouble at a place.
  package init(_ kind: Kind, _ message: String, at range: ByteRange) {
    self.kind = kind
    self.message = message
    self.range = range
  }
}
