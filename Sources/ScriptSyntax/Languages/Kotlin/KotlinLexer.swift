/// Cuts Kotlin into tokens (https://kotlinlang.org/docs/reference/grammar.html). A string with values in it is one token.
struct KotlinLexer: BracedLexer {
  var tokens = ContiguousArray<ScriptToken>()
  var position: Int
  let end: Int
  var followsBreak = true

  /// Cuts a whole file, or a part of it.
  init(_ source: [UInt8], range: ScriptRange? = nil) {
    let bytes = source.span
    position = range?.offset ?? 0
    end = min(bytes.count, range.map { Int($0.end) } ?? bytes.count)
    tokens.reserveCapacity(max(0, end - position) / 5 + 1)
    if position == 0, bytes.at(0) == 0xEF, bytes.at(1) == 0xBB, bytes.at(2) == 0xBF { position = 3 }
    while position < end { step(bytes) }
    add(.end, end, end)
  }

  private mutating func step(_ bytes: Span<UInt8>) {
    let start = position
    let byte = bytes.at(start)
    if skipBlank(bytes, start, byte) { return }
    switch byte {
    case UInt8(ascii: "'"): character(bytes, start)
    case UInt8(ascii: "\""):
      let scan = KotlinStringScan(bytes, start, end)
      position = min(end, max(start + 1, scan.end))
      add(scan.isBroken ? .broken : scan.holes.isEmpty ? .string : .template, start, position)
    case UInt8(ascii: "`"): quoted(bytes, start)
    default:
      if ScriptByte.isNameStart(byte) {
        while position < end, ScriptByte.isNamePart(bytes.at(position)) { position += 1 }
        add(.word, start, position, code: bytes.code(start, position))
      } else {
        numberOrSign(bytes, start, byte)
      }
    }
  }

  /// A name between marks, never a keyword.
  private mutating func quoted(_ bytes: Span<UInt8>, _ start: Int) {
    var at = start + 1
    while at < end, bytes.at(at) != UInt8(ascii: "`"), bytes.at(at) != 0x0A { at += 1 }
    position = min(end, at + 1)
    let isClosed = at < end && bytes.at(at) == UInt8(ascii: "`") && at > start + 1
    add(isClosed ? .word : .broken, isClosed ? start + 1 : start, isClosed ? at : position)
  }

  static func signLength(_ bytes: Span<UInt8>, _ start: Int, _ byte: UInt8) -> Int {
    let second = bytes.at(start + 1)
    switch byte {
    case UInt8(ascii: "@"), UInt8(ascii: "$"), UInt8(ascii: "#"): return byte == UInt8(ascii: "@") ? 1 : 0
    case UInt8(ascii: "?"): return second == UInt8(ascii: ":") || second == UInt8(ascii: ".") ? 2 : 1
    case UInt8(ascii: "!"):
      if second == byte { return 2 }
      if second == UInt8(ascii: "=") { return bytes.at(start + 2) == second ? 3 : 2 }
      return 1
    case UInt8(ascii: "="): return second == byte ? (bytes.at(start + 2) == byte ? 3 : 2) : 1
    case UInt8(ascii: "."): return second == byte ? (bytes.at(start + 2) == UInt8(ascii: "<") ? 3 : 2) : 1
    case UInt8(ascii: "&"), UInt8(ascii: "|"): return second == byte ? 2 : 1
    case UInt8(ascii: "<"), UInt8(ascii: ">"): return second == UInt8(ascii: "=") ? 2 : 1
    default: return CSharpLexer.signLength(bytes, start, byte)
    }
  }
}
