/// `DO [LANGUAGE name] 'program'`: runs where it stands.
package struct DoBlock: Sendable {
  /// The language's name, folded; nil for PL/pgSQL.
  package var language: String?
  package var body: QuotedBody
  package var range: ByteRange
}
