/// Cuts Rust into tokens (https://doc.rust-lang.org/reference/tokens.html). Lifetimes and labels are tokens of the kind
/// that other languages have for regular expressions; `>>` and `<<` are two signs, for they stand in types too.
struct RustLexer {
  private(set) var tokens = ContiguousArray<ScriptToken>()
  private var position = 0
  private let end: Int
  private var followsBreak = true

  /// Cuts a whole file.
  init(_ source: [UInt8]) {
    let bytes = source.span
    end = bytes.count
    tokens.reserveCapacity(end / 5 + 1)
    if bytes.at(0) == 0xEF, bytes.at(1) == 0xBB, bytes.at(2) == 0xBF { position = 3 }
    while position < end { step(bytes) }
    add(.end, end, end)
  }

  private mutating func add(_ kind: ScriptTokenKind, _ from: Int, _ to: Int, code: UInt64 = 0) {
    var token = ScriptToken(kind, from, to, code: code)
    token.followsBreak = followsBreak
    followsBreak = false
    tokens.append(token)
  }

  private mutating func step(_ bytes: Span<UInt8>) {
    let start = position
    let byte = bytes.at(start)
    switch byte {
    case 0x20, 0x09, 0x0B, 0x0C: position += 1
    case 0x0A, 0x0D:
      followsBreak = true
      position += 1
    case UInt8(ascii: "/") where bytes.at(start + 1) == UInt8(ascii: "/"):
      while position < end, bytes.at(position) != 0x0A { position += 1 }
    case UInt8(ascii: "/") where bytes.at(start + 1) == UInt8(ascii: "*"): skipComment(bytes, start)
    case UInt8(ascii: "'"): quote(bytes, start)
    case UInt8(ascii: "\""): string(bytes, start, from: start)
    default:
      if ScriptByte.isNameStart(byte) {
        word(bytes, start)
      } else if ScriptByte.isDigit(byte) {
        position = min(end, ScriptByte.numberEnd(bytes, start))
        add(.number, start, position)
      } else {
        sign(bytes, start, byte)
      }
    }
  }

  /// `/* a /* b */ */`
  private mutating func skipComment(_ bytes: Span<UInt8>, _ start: Int) {
    var at = start + 2
    var open = 1
    while at < end, open > 0 {
      if bytes.at(at) == UInt8(ascii: "*"), bytes.at(at + 1) == UInt8(ascii: "/") {
        open -= 1
        at += 2
      } else if bytes.at(at) == UInt8(ascii: "/"), bytes.at(at + 1) == UInt8(ascii: "*") {
        open += 1
        at += 2
      } else {
        at += 1
      }
    }
    position = min(end, at)
    if open > 0 { add(.broken, start, end) }
  }

  /// `'a'`, `'\n'`, or a lifetime `'a`.
  private mutating func quote(_ bytes: Span<UInt8>, _ start: Int) {
    var at = start + 1
    if bytes.at(at) == UInt8(ascii: "\\") {
      at += 2
      while at < min(end, start + 16), bytes.at(at) != UInt8(ascii: "'"), bytes.at(at) != 0x0A { at += 1 }
    } else {
      at += 1
      while bytes.at(at) & 0xC0 == 0x80 { at += 1 }
    }
    if at < end, bytes.at(at) == UInt8(ascii: "'") {
      position = at + 1
      return add(.string, start, position)
    }
    at = start + 1
    while at < end, ScriptByte.isNamePart(bytes.at(at)) { at += 1 }
    position = max(at, start + 1)
    add(at > start + 1 ? .regularExpression : .broken, start, position)
  }

  /// A text from its quote on; `start` is its prefix.
  private mutating func string(_ bytes: Span<UInt8>, _ start: Int, from quote: Int) {
    var at = quote + 1
    while at < end, bytes.at(at) != UInt8(ascii: "\"") { at += bytes.at(at) == UInt8(ascii: "\\") ? 2 : 1 }
    position = min(end, at + 1)
    add(at < end ? .string : .broken, start, position)
  }

  /// `r"a"`, `r#"a"#` from its hashes or quote on; false if it is none.
  private mutating func rawString(_ bytes: Span<UInt8>, _ start: Int, from first: Int) -> Bool {
    var at = first
    while bytes.at(at) == UInt8(ascii: "#") { at += 1 }
    let hashes = at - first
    guard bytes.at(at) == UInt8(ascii: "\""), at < end else { return false }
    at += 1
    while at < end {
      if bytes.at(at) == UInt8(ascii: "\"") {
        var count = 0
        while count < hashes, bytes.at(at + 1 + count) == UInt8(ascii: "#") { count += 1 }
        if count == hashes {
          position = min(end, at + 1 + hashes)
          add(.string, start, position)
          return true
        }
      }
      at += 1
    }
    position = end
    add(.broken, start, end)
    return true
  }

  private mutating func word(_ bytes: Span<UInt8>, _ start: Int) {
    var at = start
    while at < end, ScriptByte.isNamePart(bytes.at(at)) { at += 1 }
    let length = at - start
    let next = bytes.at(at)
    let last = bytes.at(at - 1)
    if length <= 2, next == UInt8(ascii: "\"") || next == UInt8(ascii: "#"), last == UInt8(ascii: "r"),
      rawString(bytes, start, from: at)
    {
      return
    }
    if length == 1, last == UInt8(ascii: "b") || last == UInt8(ascii: "c") {
      if next == UInt8(ascii: "\"") { return string(bytes, start, from: at) }
      if next == UInt8(ascii: "'"), last == UInt8(ascii: "b") {
        position = at
        return quote(bytes, at)
      }
    }
    if length == 1, last == UInt8(ascii: "r"), next == UInt8(ascii: "#"),
      ScriptByte.isNameStart(bytes.at(at + 1))
    {
      // `r#type`: a name, never a keyword.
      at += 1
      while at < end, ScriptByte.isNamePart(bytes.at(at)) { at += 1 }
      position = at
      return add(.word, start, position)
    }
    position = max(at, start + 1)
    add(.word, start, position, code: bytes.code(start, position))
  }

  private mutating func sign(_ bytes: Span<UInt8>, _ start: Int, _ byte: UInt8) {
    let length = Self.signLength(bytes, start, byte)
    position = min(end, start + max(1, length))
    guard length > 0, position == start + length else { return add(.broken, start, position) }
    add(.sign, start, position, code: bytes.code(start, position))
  }

  private static func signLength(_ bytes: Span<UInt8>, _ start: Int, _ byte: UInt8) -> Int {
    let second = bytes.at(start + 1)
    let equals = UInt8(ascii: "=")
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "#"), UInt8(ascii: "$"),
      UInt8(ascii: "@"), UInt8(ascii: "?"), UInt8(ascii: "~"):
      return 1
    case UInt8(ascii: ":"): return second == byte ? 2 : 1
    case UInt8(ascii: "."):
      guard second == byte else { return 1 }
      let third = bytes.at(start + 2)
      return third == equals || third == byte ? 3 : 2
    case UInt8(ascii: "="): return second == equals || second == UInt8(ascii: ">") ? 2 : 1
    case UInt8(ascii: "-"): return second == equals || second == UInt8(ascii: ">") ? 2 : 1
    case UInt8(ascii: "&"), UInt8(ascii: "|"): return second == byte || second == equals ? 2 : 1
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "%"),
      UInt8(ascii: "^"), UInt8(ascii: "/"), UInt8(ascii: "+"):
      return second == equals ? 2 : 1
    default: return 0
    }
  }
}
