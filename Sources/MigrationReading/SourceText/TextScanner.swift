/// Cuts SQL of any dialect into words, comments, quoted parts and signs, for what must be known before a dialect is:
/// which dialect it is, whether it defines anything, which comments speak to the gate.
struct TextScanner {
  /// What a piece is.
  enum Kind {
    /// Letters, digits and underscores, not starting with a digit.
    case word
    case lineComment
    case blockComment
    /// `'...'`, or `$tag$...$tag$`.
    case string
    /// `"..."`, `` `...` ``
    case quotedName
    /// Any other byte.
    case sign
  }

  /// A piece of the text.
  struct Piece {
    var kind: Kind
    var start: Int
    var end: Int
  }

  private var position: Int
  private let end: Int

  /// A scanner over the first bytes of a text, all of them by default.
  init(_ bytes: Span<UInt8>, limit: Int = .max) {
    position = 0
    end = min(bytes.count, limit)
  }

  /// The next piece; nil at the end.
  mutating func next(_ bytes: Span<UInt8>) -> Piece? {
    while position < end, bytes[position] <= 0x20 { position += 1 }
    guard position < end else { return nil }
    let start = position
    let byte = bytes[start]
    let following = start + 1 < end ? bytes[start + 1] : 0
    if Self.isWord(byte) {
      while position < end, Self.isWord(bytes[position]) { position += 1 }
      return Piece(kind: byte &- 0x30 < 10 ? .sign : .word, start: start, end: position)
    }
    switch byte {
    case UInt8(ascii: "-") where following == UInt8(ascii: "-"):
      while position < end, bytes[position] != UInt8(ascii: "\n") { position += 1 }
      return Piece(kind: .lineComment, start: start, end: position)
    case UInt8(ascii: "/") where following == UInt8(ascii: "*"): return block(bytes, start)
    case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
      position = start + 1
      while position < end, bytes[position] != byte { position += 1 }
      position = min(position + 1, end)
      return Piece(kind: byte == UInt8(ascii: "'") ? .string : .quotedName, start: start, end: position)
    case UInt8(ascii: "$"):
      if let close = dollarQuote(bytes, start) {
        position = close
        return Piece(kind: .string, start: start, end: close)
      }
    default: break
    }
    position = start + 1
    return Piece(kind: .sign, start: start, end: position)
  }

  private mutating func block(_ bytes: Span<UInt8>, _ start: Int) -> Piece {
    position = start + 2
    var depth = 1
    while position + 1 < end, depth > 0 {
      let pair = (bytes[position], bytes[position + 1])
      if pair == (UInt8(ascii: "*"), UInt8(ascii: "/")) {
        depth -= 1
        position += 2
      } else if pair == (UInt8(ascii: "/"), UInt8(ascii: "*")) {
        depth += 1
        position += 2
      } else {
        position += 1
      }
    }
    if depth > 0 { position = end }
    return Piece(kind: .blockComment, start: start, end: position)
  }

  /// The offset past a dollar-quoted string that starts here.
  private func dollarQuote(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
    var tag = start + 1
    while tag < end, Self.isWord(bytes[tag]) { tag += 1 }
    guard tag < end, bytes[tag] == UInt8(ascii: "$"), tag == start + 1 || !(bytes[start + 1] &- 0x30 < 10)
    else {
      return nil
    }
    let length = tag + 1 - start
    var at = tag + 1
    while at + length <= end {
      if bytes[at] == UInt8(ascii: "$") {
        var same = 1
        while same < length, bytes[at + same] == bytes[start + same] { same += 1 }
        if same == length { return at + length }
        at += same
      } else {
        at += 1
      }
    }
    return end
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  /// The word of a piece in lower case, if it is a short one.
  static func word(_ piece: Piece, _ bytes: Span<UInt8>) -> String {
    guard piece.kind == .word, piece.end - piece.start <= 40 else { return "" }
    var text: [UInt8] = []
    for at in piece.start..<piece.end {
      let byte = bytes[at]
      text.append(byte.lowered)
    }
    return String(decoding: text, as: UTF8.self)
  }
}
