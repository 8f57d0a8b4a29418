extension Parser {
  /// The bytes between the quotes of a token, with doubled quotes made single.
  func doubled(_ token: Token, prefix: Int, quote: UInt8) -> [UInt8] {
    let start = Int(token.start) + prefix + 1
    let end = Int(token.end) - 1
    guard start < end else { return [] }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(end - start)
    var at = start
    while at < end {
      bytes.append(source[at])
      at += source[at] == quote && at + 1 < end && source[at + 1] == quote ? 2 : 1
    }
    return bytes
  }

  /// The bytes that a string token stands for, escapes resolved; empty for tokens that are no strings.
  package func stringBytes(_ token: Token) -> [UInt8] {
    switch token.kind {
    case .plainString:
      let prefix = source[Int(token.start)] == UInt8(ascii: "'") ? 0 : 1
      if dialect.strings.contains(.backslash) { return backslashEscaped(token, prefix: prefix) }
      return doubled(token, prefix: prefix, quote: UInt8(ascii: "'"))
    case .rawString: return rawBytes(token)
    case .escapeString where isTriple(token): return tripleBytes(token)
    case .escapeString:
      return backslashEscaped(token, prefix: source[Int(token.start)] | 0x20 == UInt8(ascii: "e") ? 1 : 0)
    case .unicodeString:
      return unicodeEscaped(doubled(token, prefix: 2, quote: UInt8(ascii: "'")), by: UInt8(ascii: "\\"))
    case .dollarString: return Array(dollarBody(token).bytes(of: source))
    default: return []
    }
  }

  /// The offset of the first quote of a string with a prefix, from the token's start.
  private func prefixLength(_ token: Token) -> Int {
    var length = 0
    while length < 2, length < Int(token.length) {
      let byte = source[Int(token.start) + length]
      if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") { break }
      length += 1
    }
    return length
  }

  private func isTriple(_ token: Token) -> Bool {
    let open = prefixLength(token)
    guard dialect.strings.contains(.tripleQuotes), Int(token.length) >= open + 6 else { return false }
    let start = Int(token.start) + open
    return source[start] == source[start + 1] && source[start] == source[start + 2]
  }

  /// The text between the quotes as it stands.
  private func rawBytes(_ token: Token) -> [UInt8] {
    let width = isTriple(token) ? 3 : 1
    let start = Int(token.start) + prefixLength(token) + width
    let end = Int(token.end) - width
    return start < end ? Array(source[start..<end]) : []
  }

  /// The text between three quotes, escapes resolved.
  private func tripleBytes(_ token: Token) -> [UInt8] {
    let start = Int(token.start) + prefixLength(token) + 3
    let end = Int(token.end) - 3
    var bytes: [UInt8] = []
    var at = start
    while at < end {
      if source[at] == UInt8(ascii: "\\"), at + 1 < end {
        at = appendEscape(at + 1, end, to: &bytes)
      } else {
        bytes.append(source[at])
        at += 1
      }
    }
    return bytes
  }

  /// The part of a dollar-quoted token between its tags.
  package func dollarBody(_ token: Token) -> ByteRange {
    let start = Int(token.start)
    var tag = 1
    while tag < Int(token.length), source[start + tag] != UInt8(ascii: "$") { tag += 1 }
    let length = Int32(truncatingIfNeeded: tag + 1)
    return ByteRange(token.start &+ length, max(token.start &+ length, token.end &- length))
  }

  /// A string of any kind, with its continuations on later lines; the current token must be one.
  package mutating func parseString() throws(SyntaxTrouble) -> (text: String, range: ByteRange) {
    let first = current
    guard isString(first) else { throw unexpected("a string") }
    advance()
    var bytes = stringBytes(first)
    var range = first.range
    if first.kind == .unicodeString, let escape = parseUnicodeEscape() {
      range.end = tokens[position - 1].end
      bytes = unicodeEscaped(doubled(first, prefix: 2, quote: UInt8(ascii: "'")), by: escape)
    }
    // SQL joins strings that are separated by white space with a line break.
    while first.kind != .dollarString, at(.plainString), hasLineBreak(from: range.end, to: current.start) {
      // Escapes count in the continuations of E'...' too.
      let hasEscapes = first.kind == .escapeString && current.kind == .plainString
      bytes += hasEscapes ? backslashEscaped(current, prefix: 0) : stringBytes(current)
      range.end = current.end
      advance()
    }
    return (String(decoding: bytes, as: UTF8.self), range)
  }

  /// Whether a token is a string that has text.
  package func isString(_ token: Token) -> Bool {
    switch token.kind {
    case .plainString, .escapeString, .rawString, .unicodeString, .dollarString: true
    default: false
    }
  }

  private func hasLineBreak(from start: Int32, to end: Int32) -> Bool {
    ByteRange(start, end).bytes(of: source).contains(UInt8(ascii: "\n"))
  }

  /// `E'...'`: the escapes of PostgreSQL's manual, 4.1.2.2.
  private func backslashEscaped(_ token: Token, prefix: Int) -> [UInt8] {
    let open = Int(token.start) + prefix
    let end = Int(token.end) - 1
    guard open + 1 < end else { return [] }
    let quote = source[open]
    var bytes: [UInt8] = []
    var at = open + 1
    while at < end {
      let byte = source[at]
      if byte == quote, at + 1 < end, source[at + 1] == quote {
        bytes.append(byte)
        at += 2
      } else if byte == UInt8(ascii: "\\"), at + 1 < end {
        at = appendEscape(at + 1, end, to: &bytes)
      } else {
        bytes.append(byte)
        at += 1
      }
    }
    return bytes
  }

  /// Appends what the escape letter at `at` stands for; gives the offset past it.
  private func appendEscape(_ at: Int, _ end: Int, to bytes: inout [UInt8]) -> Int {
    switch source[at] {
    case UInt8(ascii: "n"): bytes.append(10)
    case UInt8(ascii: "t"): bytes.append(9)
    case UInt8(ascii: "r"): bytes.append(13)
    case UInt8(ascii: "b"): bytes.append(8)
    case UInt8(ascii: "f"): bytes.append(12)
    case UInt8(ascii: "x"):
      return appendNumber(at + 1, end, digits: 2, radix: 16, isScalar: false, to: &bytes)
    case UInt8(ascii: "u"): return appendNumber(at + 1, end, digits: 4, radix: 16, isScalar: true, to: &bytes)
    case UInt8(ascii: "U"): return appendNumber(at + 1, end, digits: 8, radix: 16, isScalar: true, to: &bytes)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      return appendNumber(at, end, digits: 3, radix: 8, isScalar: false, to: &bytes)
    default: bytes.append(source[at])
    }
    return at + 1
  }

  private func appendNumber(
    _ start: Int, _ end: Int, digits: Int, radix: UInt32, isScalar: Bool, to bytes: inout [UInt8]
  ) -> Int {
    var at = start
    var value: UInt32 = 0
    while at < end, at - start < digits, let digit = Self.digit(source[at]), digit < radix {
      value = value &* radix &+ digit
      at += 1
    }
    if at == start {
      bytes.append(source[start - 1])
    } else if isScalar {
      bytes += Self.utf8(value)
    } else {
      bytes.append(UInt8(truncatingIfNeeded: value))
    }
    return at
  }

  /// `uescape '!'` after a Unicode string or name: the byte that escapes in it. Nil if that does not follow.
  mutating func parseUnicodeEscape() -> UInt8? {
    guard at(.uescape), peek().kind == .plainString, peek().length == 3 else { return nil }
    let escape = source[Int(peek().start) + 1]
    advance()
    advance()
    return escape
  }

  /// `U&'...'`: `\0061` and `\+000061`, with `escape` for the backslash.
  func unicodeEscaped(_ text: [UInt8], by escape: UInt8) -> [UInt8] {
    var bytes: [UInt8] = []
    var at = 0
    while at < text.count {
      guard text[at] == escape, at + 1 < text.count else {
        bytes.append(text[at])
        at += 1
        continue
      }
      if text[at + 1] == escape {
        bytes.append(text[at])
        at += 2
        continue
      }
      let isLong = text[at + 1] == UInt8(ascii: "+")
      let start = at + (isLong ? 2 : 1)
      var value: UInt32 = 0
      var next = start
      while next < text.count, next - start < (isLong ? 6 : 4), let digit = Self.digit(text[next]) {
        value = value &* 16 &+ digit
        next += 1
      }
      bytes += next > start ? Self.utf8(value) : [text[at]]
      at = max(next, at + 1)
    }
    return bytes
  }

  private static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 48
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte) - 87
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte) - 55
    default: nil
    }
  }

  private static func utf8(_ value: UInt32) -> [UInt8] {
    guard let scalar = Unicode.Scalar(value) else { return [0xEF, 0xBF, 0xBD] }
    return Array(String(Character(scalar)).utf8)
  }
}
