/// Cuts JavaScript and TypeScript into tokens. A template is cut into pieces, each from a back quote or closing
/// brace to the next `${` or the closing back quote, with the tokens of the values between them.
struct JavaScriptLexer: BracedLexer {
  var tokens = ContiguousArray<ScriptToken>()
  var position = 0
  let end: Int
  var followsBreak = false
  /// Open braces, and at how many of them a template goes on.
  private var braces = 0
  private var templates: [Int] = []
  /// The code of a template's piece that a value follows.
  static let opensValue: UInt64 = 1

  init(_ source: [UInt8]) {
    end = source.count
    let bytes = source.span
    if bytes.at(0) == 0xEF, bytes.at(1) == 0xBB, bytes.at(2) == 0xBF { position = 3 }
    if bytes.at(position) == UInt8(ascii: "#"), bytes.at(position + 1) == UInt8(ascii: "!") {
      skipLine(bytes)
    }
    tokens.reserveCapacity(bytes.count / 5)
    while position < end { step(bytes) }
    add(.end, end, end)
  }

  private mutating func step(_ bytes: Span<UInt8>) {
    let start = position
    let byte = bytes.at(start)
    switch byte {
    case 0x20, 0x09, 0x0B, 0x0C: position += 1
    case 0x0A, 0x0D:
      followsBreak = true
      position += 1
    case UInt8(ascii: "/"): slash(bytes, start)
    case UInt8(ascii: "'"), UInt8(ascii: "\""): string(bytes, start, byte)
    case UInt8(ascii: "`"): template(bytes, start)
    case UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "\\"): word(bytes, start)
    case 0xC2 where bytes.at(start + 1) == 0xA0: position += 2
    case 0xE2 where bytes.at(start + 1) == 0x80 && bytes.at(start + 2) & 0xFE == 0xA8:
      followsBreak = true
      position += 3
    default:
      if ScriptByte.isNameStart(byte) {
        word(bytes, start)
      } else {
        numberOrBrace(bytes, start, byte)
      }
    }
  }

  private mutating func word(_ bytes: Span<UInt8>, _ start: Int) {
    var at = start + 1
    while at < end, ScriptByte.isNamePart(bytes.at(at)) || bytes.at(at) == UInt8(ascii: "$") { at += 1 }
    position = at
    add(.word, start, at, code: bytes.code(start, at))
  }

  private mutating func string(_ bytes: Span<UInt8>, _ start: Int, _ quote: UInt8) {
    var at = start + 1
    while at < end {
      let byte = bytes.at(at)
      if byte == quote {
        position = at + 1
        return add(.string, start, position)
      }
      if byte == 0x0A || byte == 0x0D { break }
      if byte == UInt8(ascii: "\\") {
        at += bytes.at(at + 1) == 0x0D && bytes.at(at + 2) == 0x0A ? 3 : 2
      } else {
        at += 1
      }
    }
    position = min(at, end)
    add(.broken, start, position)
  }

  /// A piece of a template, from its first sign.
  private mutating func template(_ bytes: Span<UInt8>, _ start: Int) {
    var at = start + 1
    while at < end {
      let byte = bytes.at(at)
      if byte == UInt8(ascii: "\\") {
        at += 2
      } else if byte == UInt8(ascii: "`") {
        position = at + 1
        return add(.template, start, position)
      } else if byte == UInt8(ascii: "$"), bytes.at(at + 1) == UInt8(ascii: "{") {
        position = at + 2
        templates.append(braces)
        return add(.template, start, position, code: Self.opensValue)
      } else {
        at += 1
      }
    }
    position = end
    add(.broken, start, end)
  }

  /// A comment, a regular expression or a division.
  private mutating func slash(_ bytes: Span<UInt8>, _ start: Int) {
    let second = bytes.at(start + 1)
    if second == UInt8(ascii: "/") { return skipLine(bytes) }
    if second == UInt8(ascii: "*") { return skipComment(bytes, start) }
    if mayBeExpression, let close = regularExpressionEnd(bytes, start) {
      position = close
      return add(.regularExpression, start, close)
    }
    position = start + (second == UInt8(ascii: "=") ? 2 : 1)
    add(.sign, start, position, code: bytes.code(start, position))
  }

  private static let valueWords: Set<ScriptWord> = [
    "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "await", "yield",
  ]

  /// Whether a value may begin after the tokens so far.
  private var mayBeExpression: Bool {
    guard let last = tokens.last else { return true }
    switch last.kind {
    case .word: return Self.valueWords.contains(ScriptWord(code: last.code))
    case .sign:
      switch ScriptWord(code: last.code) {
      case ")", "]": return false
      case "}": return followsBreak
      default: return true
      }
    case .template: return last.code == Self.opensValue
    case .number, .string, .regularExpression: return false
    case .end, .newline, .indent, .dedent, .broken: return true
    }
  }

  private func regularExpressionEnd(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
    var at = start + 1
    var isInClass = false
    while at < end {
      switch bytes.at(at) {
      case 0x0A, 0x0D: return nil
      case UInt8(ascii: "\\"): at += 1
      case UInt8(ascii: "["): isInClass = true
      case UInt8(ascii: "]"): isInClass = false
      case UInt8(ascii: "/") where !isInClass:
        at += 1
        while ScriptByte.isNamePart(bytes.at(at)) { at += 1 }
        return min(at, end)
      default: break
      }
      at += 1
    }
    return nil
  }

  private mutating func numberOrBrace(_ bytes: Span<UInt8>, _ start: Int, _ byte: UInt8) {
    if byte == UInt8(ascii: "{") { braces += 1 }
    if byte == UInt8(ascii: "}") {
      if let last = templates.last, last == braces {
        templates.removeLast()
        return template(bytes, start)
      }
      braces = max(templates.last ?? 0, braces - 1)
    }
    numberOrSign(bytes, start, byte)
  }

  static func signLength(_ bytes: Span<UInt8>, _ start: Int, _ byte: UInt8) -> Int {
    let second = bytes.at(start + 1)
    let third = bytes.at(start + 2)
    let equals = UInt8(ascii: "=")
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "~"),
      UInt8(ascii: "@"):
      return 1
    case UInt8(ascii: "."): return second == byte && third == byte ? 3 : 1
    case UInt8(ascii: "="):
      if second == equals { return third == equals ? 3 : 2 }
      return second == UInt8(ascii: ">") ? 2 : 1
    case UInt8(ascii: "!"):
      return second == equals ? (third == equals ? 3 : 2) : 1
    case UInt8(ascii: "?"):
      if second == byte { return third == equals ? 3 : 2 }
      return second == UInt8(ascii: ".") && !ScriptByte.isDigit(third) ? 2 : 1
    case UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "*"), UInt8(ascii: "<"):
      if second == byte { return third == equals ? 3 : 2 }
      return second == equals ? 2 : 1
    case UInt8(ascii: ">"):
      if second == byte, third == byte { return bytes.at(start + 3) == equals ? 4 : 3 }
      if second == byte { return third == equals ? 3 : 2 }
      return second == equals ? 2 : 1
    case UInt8(ascii: "+"), UInt8(ascii: "-"): return second == byte || second == equals ? 2 : 1
    case UInt8(ascii: "%"), UInt8(ascii: "^"): return second == equals ? 2 : 1
    default: return 0
    }
  }
}
