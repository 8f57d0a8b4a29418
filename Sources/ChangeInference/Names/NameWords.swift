import Domain

/// A name taken apart into lower-case words: `customerSegment2` is `customer`, `segment`, `2`.
struct NameWords: Hashable, Sendable {
  /// The words in order, singular where the lexicon knows how.
  let words: [String]

  /// The words joined by underscores: the form in which the lexicon keeps phrases.
  var phrase: String { words.joined(separator: "_") }

  /// The words of a name; the singular of each by the lexicon.
  init(_ name: String, lexicon: Lexicon) {
    words = NameWords.split(name).map { lexicon.singular($0) }
  }

  /// Words that were taken apart elsewhere.
  init(words: [String]) {
    self.words = words
  }

  /// Cuts at every byte that is no letter or digit, between letters and digits, and before a capital that
  /// follows a small letter.
  static func split(_ name: String) -> [String] {
    var found: [String] = []
    var word: [UInt8] = []
    var previous = ByteClass.other
    func finish() {
      if !word.isEmpty { found.append(String(decoding: word, as: UTF8.self)) }
      word.removeAll(keepingCapacity: true)
    }
    for byte in name.utf8.prefix(limit) {
      let kind = ByteClass(byte)
      let isBorder =
        switch (previous, kind) {
        case (_, .other): true
        case (.small, .capital), (.digit, .small), (.digit, .capital), (.small, .digit), (.capital, .digit):
          true
        default: false
        }
      if isBorder { finish() }
      if kind != .other { word.append(kind == .capital ? byte &+ 32 : byte) }
      previous = kind
    }
    finish()
    return found
  }

  private static let limit = 256
}

private enum ByteClass {
  case small, capital, digit, other

  init(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...0xFF: self = .small
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): self = .capital
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self = .digit
    default: self = .other
    }
  }
}
