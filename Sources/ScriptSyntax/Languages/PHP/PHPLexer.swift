/// Cuts PHP into tokens. Names keep their backslashes, variables their dollar sign; words compare in lower case, as
/// PHP does. A string with values in it is one token; its values are cut when they are read.
struct PHPLexer: BracedLexer {
  var tokens = ContiguousArray<ScriptToken>()
  /// Where the contents of heredocs stand, by the offsets of their first signs.
  var heredocs: [Int32: PHPHeredoc] = [:]
  var position: Int
  let end: Int
  var followsBreak = false

  /// The code of a string whose content is taken as it is (`'a'`), of one with escapes, of a heredoc.
  static let plain: UInt64 = 1
  static let escaped: UInt64 = 2
  static let heredoc: UInt64 = 3

  /// Cuts a whole file, or a part of it that is code.
  init(_ source: [UInt8], range: ScriptRange? = nil) {
    let bytes = source.span
    position = range?.offset ?? 0
    end = min(bytes.count, range.map { Int($0.end) } ?? bytes.count)
    tokens.reserveCapacity((end - position) / 5 + 1)
    if range == nil { skipText(bytes) }
    while position < end { step(bytes) }
    add(.end, end, end)
  }

  /// Moves past text outside of code: to what follows the next `<?php` or `<?=`.
  private mutating func skipText(_ bytes: Span<UInt8>) {
    while position < end {
      guard bytes.at(position) == UInt8(ascii: "<"), bytes.at(position + 1) == UInt8(ascii: "?") else {
        position += 1
        continue
      }
      if bytes.at(position + 2) == UInt8(ascii: "=") {
        position += 3
        return
      }
      if bytes.at(position + 2) | 0x20 == UInt8(ascii: "p"),
        bytes.at(position + 3) | 0x20 == UInt8(ascii: "h"),
        bytes.at(position + 4) | 0x20 == UInt8(ascii: "p"), !ScriptByte.isNamePart(bytes.at(position + 5))
      {
        position += 5
        return
      }
      position += 2
    }
  }

  private mutating func step(_ bytes: Span<UInt8>) {
    let start = position
    let byte = bytes.at(start)
    switch byte {
    case 0x20, 0x09, 0x0B, 0x0C: position += 1
    case 0x0A, 0x0D:
      followsBreak = true
      position += 1
    case UInt8(ascii: "#"):
      if bytes.at(start + 1) == UInt8(ascii: "[") {
        position += 2
        add(.sign, start, position, code: bytes.code(start, position))
      } else {
        skipLine(bytes)
      }
    case UInt8(ascii: "/"):
      switch bytes.at(start + 1) {
      case UInt8(ascii: "/"): skipLine(bytes)
      case UInt8(ascii: "*"): skipComment(bytes, start)
      default: sign(bytes, start, byte)
      }
    case UInt8(ascii: "?") where bytes.at(start + 1) == UInt8(ascii: ">"):
      position += 2
      add(.sign, start, position, code: ScriptWord(stringLiteral: ";").code)
      skipText(bytes)
    case UInt8(ascii: "'"): quoted(bytes, start)
    case UInt8(ascii: "\""), UInt8(ascii: "`"): template(bytes, start, byte)
    case UInt8(ascii: "<") where bytes.at(start + 1) == byte && bytes.at(start + 2) == byte:
      if !heredoc(bytes, start) { sign(bytes, start, byte) }
    case UInt8(ascii: "$") where ScriptByte.isNameStart(bytes.at(start + 1)):
      word(bytes, start, from: start + 1)
    case UInt8(ascii: "\\") where ScriptByte.isNameStart(bytes.at(start + 1)):
      word(bytes, start, from: start + 1)
    default:
      if ScriptByte.isNameStart(byte) {
        word(bytes, start, from: start)
      } else {
        numberOrSign(bytes, start, byte)
      }
    }
  }

  /// A comment to the end of the line, or of the code.
  mutating func skipLine(_ bytes: Span<UInt8>) {
    while position < end {
      let byte = bytes.at(position)
      if byte == 0x0A || byte == 0x0D { return }
      if byte == UInt8(ascii: "?"), bytes.at(position + 1) == UInt8(ascii: ">") { return }
      position += 1
    }
  }

  private mutating func word(_ bytes: Span<UInt8>, _ start: Int, from first: Int) {
    let isVariable = bytes.at(start) == UInt8(ascii: "$")
    var at = first
    while at < end {
      let byte = bytes.at(at)
      let isSeparator =
        byte == UInt8(ascii: "\\") && !isVariable && ScriptByte.isNameStart(bytes.at(at + 1))
      guard ScriptByte.isNamePart(byte) || isSeparator else { break }
      at += 1
    }
    position = min(at, end)
    add(.word, start, position, code: isVariable ? 0 : Self.lowerCode(bytes, start, position))
  }

  /// The letters of a short word in lower case as one number.
  private static func lowerCode(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    guard end - start <= 8 else { return 0 }
    var code: UInt64 = 0
    for offset in start..<end {
      let byte = bytes.at(offset)
      code = code << 8 | UInt64(byte &- 0x41 < 26 ? byte | 0x20 : byte)
    }
    return code
  }

  static func signLength(_ bytes: Span<UInt8>, _ start: Int, _ byte: UInt8) -> Int {
    let second = bytes.at(start + 1)
    let third = bytes.at(start + 2)
    let equals = UInt8(ascii: "=")
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "~"), UInt8(ascii: "@"),
      UInt8(ascii: "$"), UInt8(ascii: "\\"):
      return 1
    case UInt8(ascii: ":"): return second == byte ? 2 : 1
    case UInt8(ascii: "."):
      if second == byte, third == byte { return 3 }
      return second == equals ? 2 : 1
    case UInt8(ascii: "="):
      if second == equals { return third == equals ? 3 : 2 }
      return second == UInt8(ascii: ">") ? 2 : 1
    case UInt8(ascii: "!"): return second == equals ? (third == equals ? 3 : 2) : 1
    case UInt8(ascii: "?"):
      if second == byte { return third == equals ? 3 : 2 }
      return second == UInt8(ascii: "-") && third == UInt8(ascii: ">") ? 3 : 1
    case UInt8(ascii: "-"):
      return second == byte || second == equals || second == UInt8(ascii: ">") ? 2 : 1
    case UInt8(ascii: "<"):
      if second == equals { return third == UInt8(ascii: ">") ? 3 : 2 }
      if second == byte { return third == equals ? 3 : 2 }
      return second == UInt8(ascii: ">") ? 2 : 1
    case UInt8(ascii: ">"):
      if second == byte { return third == equals ? 3 : 2 }
      return second == equals ? 2 : 1
    case UInt8(ascii: "*"):
      if second == byte { return third == equals ? 3 : 2 }
      return second == equals ? 2 : 1
    case UInt8(ascii: "|"):
      return second == byte || second == equals || second == UInt8(ascii: ">") ? 2 : 1
    case UInt8(ascii: "&"), UInt8(ascii: "+"): return second == byte || second == equals ? 2 : 1
    case UInt8(ascii: "%"), UInt8(ascii: "^"), UInt8(ascii: "/"): return second == equals ? 2 : 1
    default: return 0
    }
  }
}
