/// What the lexers of PHP, C#, Java, Kotlin, Go and JavaScript share: comments, numbers and signs as C has them.
protocol BracedLexer {
  var tokens: ContiguousArray<ScriptToken> { get set }
  /// The next byte to be cut.
  var position: Int { get set }
  /// The text ends here.
  var end: Int { get }
  /// A line has ended since the last token.
  var followsBreak: Bool { get set }
  /// How many bytes the sign at an offset is long; 0 if there is none.
  static func signLength(_ bytes: Span<UInt8>, _ start: Int, _ byte: UInt8) -> Int
}

extension BracedLexer {
  /// Adds a token.
  mutating func add(_ kind: ScriptTokenKind, _ from: Int, _ to: Int, code: UInt64 = 0) {
    var token = ScriptToken(kind, from, to, code: code)
    token.followsBreak = followsBreak
    followsBreak = false
    tokens.append(token)
  }

  /// Passes over a comment to the end of the line.
  mutating func skipLine(_ bytes: Span<UInt8>) {
    while position < end, bytes.at(position) != 0x0A, bytes.at(position) != 0x0D { position += 1 }
  }

  /// Passes over `/* ... */`.
  mutating func skipComment(_ bytes: Span<UInt8>, _ start: Int) {
    var at = start + 2
    while at < end, !(bytes.at(at) == UInt8(ascii: "*") && bytes.at(at + 1) == UInt8(ascii: "/")) {
      if bytes.at(at) == 0x0A { followsBreak = true }
      at += 1
    }
    position = min(end, at + 2)
    if at >= end { add(.broken, start, end) }
  }

  /// Passes over white space or a comment of C; false for other bytes.
  mutating func skipBlank(_ bytes: Span<UInt8>, _ start: Int, _ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0B, 0x0C: position += 1
    case 0x0A, 0x0D:
      followsBreak = true
      position += 1
    case UInt8(ascii: "/") where bytes.at(start + 1) == UInt8(ascii: "/"): skipLine(bytes)
    case UInt8(ascii: "/") where bytes.at(start + 1) == UInt8(ascii: "*"): skipComment(bytes, start)
    default: return false
    }
    return true
  }

  /// Cuts a character: `'a'`, `'\''`.
  mutating func character(_ bytes: Span<UInt8>, _ start: Int) {
    let close = ScriptByte.characterEnd(bytes, start, end)
    position = min(close ?? start + 1, end)
    add(close == nil ? .broken : .string, start, position)
  }

  /// Cuts a number, or else a sign.
  mutating func numberOrSign(_ bytes: Span<UInt8>, _ start: Int, _ byte: UInt8) {
    guard
      ScriptByte.isDigit(byte) || byte == UInt8(ascii: ".") && ScriptByte.isDigit(bytes.at(start + 1))
    else { return sign(bytes, start, byte) }
    position = min(end, ScriptByte.numberEnd(bytes, start))
    add(.number, start, position)
  }

  /// Cuts a sign; a byte that starts none is broken.
  mutating func sign(_ bytes: Span<UInt8>, _ start: Int, _ byte: UInt8) {
    let length = Self.signLength(bytes, start, byte)
    position = min(end, start + max(1, length))
    guard length > 0, position == start + length else { return add(.broken, start, position) }
    add(.sign, start, position, code: bytes.code(start, position))
  }
}
