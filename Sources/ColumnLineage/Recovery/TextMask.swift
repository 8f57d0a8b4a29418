import SQLSyntax

/// A part of a statement that the grammar does not know, written over with something that it does know.
struct TextMask: Sendable {
  /// What stands in its place.
  enum Kind: Sendable {
    /// A value: `null`.
    case value
    /// A table: one letter.
    case table
    /// A query: rows of one value.
    case query

    /// The text that stands in its place.
    var text: StaticString {
      switch self {
      case .value: "null"
      case .table: "x"
      case .query: "values(0)"
      }
    }
  }

  /// What stands in its place.
  var kind: Kind
  /// The part; offsets stay what they were, as the rest is blank.
  var range: ByteRange

  /// Whether the part is large enough for what stands in its place.
  var fits: Bool { range.count >= kind.text.utf8CodeUnitCount }

  /// The text with the part written over.
  func applied(to bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    var at = Int(range.start)
    kind.text.withUTF8Buffer { letters in
      for letter in letters where at < result.count {
        result[at] = letter
        at += 1
      }
    }
    while at < min(Int(range.end), result.count) {
      result[at] = UInt8(ascii: " ")
      at += 1
    }
    return result
  }
}
