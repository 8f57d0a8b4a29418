import Domain

/// Cutting of texts as Python's methods do it, linear in the text.
enum TextCutting {
  /// The pieces between separators.
  static func split(_ text: String, by separator: String, limit: Int = .max) -> [String] {
    let bytes = Array(text.utf8)
    let part = Array(separator.utf8)
    guard !part.isEmpty else { return [text] }
    var pieces: [String] = []
    var start = 0
    while pieces.count < limit, let found = ByteSearch.first(of: part, in: bytes, from: start) {
      pieces.append(String(decoding: bytes[start..<found], as: UTF8.self))
      start = found + part.count
    }
    pieces.append(String(decoding: bytes[start...], as: UTF8.self))
    return pieces
  }

  /// A text without the characters at its ends that belong to a set; white space by default.
  static func trimmed(_ text: String, of set: String? = nil, start: Bool = true, end: Bool = true) -> String {
    let strip = set.map { Set($0.unicodeScalars) }
    func isStripped(_ scalar: Unicode.Scalar) -> Bool {
      strip?.contains(scalar) ?? scalar.properties.isWhitespace
    }
    var scalars = text.unicodeScalars[...]
    if start { while let first = scalars.first, isStripped(first) { scalars.removeFirst() } }
    if end { while let last = scalars.last, isStripped(last) { scalars.removeLast() } }
    return String(scalars)
  }
}
