/// One statement of a text.
package enum Statement: Sendable {
  case query(Query)
  case insert(Insert)
  case update(Update)
  case delete(Delete)
  case merge(Merge)
  case truncate(Truncate)
  case copy(Copy)
  /// CREATE, ALTER, DROP, COMMENT, DO, CALL and whatever else touches definitions.
  case definition(DefinitionStatement)
  /// A statement that changes neither definitions nor rows (SET, BEGIN, GRANT), or a psql command.
  case other(OtherStatement)
  /// A statement that was not read.
  case unparsed(SyntaxTrouble)
}

/// A statement with its place.
package struct LocatedStatement: Sendable {
  package var statement: Statement
  /// From its first token to its last, without the semicolon.
  package var range: ByteRange
  /// The first words, at most three, as far as they are keywords.
  package var leadingKeywords: [Keyword]

  /// The leading keywords in lower case, for messages and for the reach of trouble: `alter table`.
  package var leadingWords: String {
    leadingKeywords.map { KeywordSpelling.spelling(of: $0) }.joined(separator: " ")
  }
}

/// A statement without effect on definitions and rows, or a psql command.
///
/// Some psql commands do have an effect that is not in this text: `\i`, `\ir`, `\include` and
/// `\include_relative` run another file, `\gexec` runs what a query returns, `\copy` loads rows.
package struct OtherStatement: Sendable {
  /// The first word in lower case: `set`, `begin`, `grant`; for psql commands with the backslash: `\connect`.
  package var keyword: String
  /// Where it stands; the words after the first can be read from the text.
  package var range: ByteRange
}
