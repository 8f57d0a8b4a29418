/// One part of a name.
package struct Identifier: Hashable, Sendable {
  /// The name as the catalogue stores it: folded by the dialect's rule, without quotes, escapes resolved.
  package var text: String
  /// Whether it was written in quotes.
  package var isQuoted: Bool
  /// Where it stands, quotes included.
  package var range: ByteRange

  /// A name with its place.
  package init(text: String, isQuoted: Bool, range: ByteRange) {
    self.text = text
    self.isQuoted = isQuoted
    self.range = range
  }
}

/// A name with the names that qualify it: `database.schema.table`. Never empty when the parser made it.
package struct QualifiedName: Hashable, Sendable {
  /// The parts as written, the qualifiers first.
  package var parts: [Identifier]

  /// A name of these parts.
  package init(parts: [Identifier]) { self.parts = parts }

  /// The last part's text, or the empty string.
  package var name: String { parts.last?.text ?? "" }
  /// The texts of all parts but the last.
  package var qualifiers: [String] { parts.dropLast().map(\.text) }
  /// The part before the last, such as the schema of a table.
  package var schema: String? { parts.count > 1 ? parts[parts.count - 2].text : nil }
  /// The texts of all parts.
  package var texts: [String] { parts.map(\.text) }
  /// The texts with dots between them, for messages.
  package var display: String { texts.joined(separator: ".") }
  /// Where it stands.
  package var range: ByteRange {
    guard let first = parts.first, let last = parts.last else { return ByteRange(0, 0) }
    return first.range.union(last.range)
  }
}
