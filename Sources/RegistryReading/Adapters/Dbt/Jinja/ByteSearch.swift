/// Searching and cutting of bytes, linear in the text.
enum ByteSearch {
  /// Where a part first stands in a text, from a place on.
  static func first(of part: [UInt8], in text: [UInt8], from start: Int = 0) -> Int? {
    guard let head = part.first else { return start <= text.count ? start : nil }
    guard text.count >= part.count, start >= 0 else { return nil }
    var index = start
    let last = text.count - part.count
    var work = 0
    while index <= last {
      if text[index] == head {
        var length = 1
        while length < part.count, text[index + length] == part[length] { length += 1 }
        if length == part.count { return index }
        work += length
        if work > workLimit { return nil }
      }
      index += 1
    }
    return nil
  }

  /// Comparisons after which a search gives up: only a text made for it gets there.
  private static let workLimit = 20_000_000

  /// The pieces between separators.
  static func split(_ text: String, by separator: String, limit: Int = .max) -> [String] {
    let bytes = Array(text.utf8)
    let part = Array(separator.utf8)
    guard !part.isEmpty else { return [text] }
    var pieces: [String] = []
    var start = 0
    while pieces.count < limit, let found = first(of: part, in: bytes, from: start) {
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
