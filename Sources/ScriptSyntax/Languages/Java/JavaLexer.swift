/// Cuts Java into tokens (https://docs.oracle.com/javase/specs/jls/se21/html/jls-3.html).
struct JavaLexer: BracedLexer {
  var tokens = ContiguousArray<ScriptToken>()
  var position = 0
  let end: Int
  var followsBreak = true

  init(_ source: [UInt8]) {
    let bytes = source.span
    end = bytes.count
    tokens.reserveCapacity(end / 5 + 1)
    if bytes.at(0) == 0xEF, bytes.at(1) == 0xBB, bytes.at(2) == 0xBF { position = 3 }
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
      let close = JavaText.end(bytes, start, end)
      position = min(end, close ?? JavaText.lineEnd(bytes, start, end))
      add(close == nil ? .broken : .string, start, position)
    default:
      if Self.isName(byte, isFirst: true) {
        while position < end, Self.isName(bytes.at(position), isFirst: false) { position += 1 }
        add(.word, start, position, code: bytes.code(start, position))
      } else {
        numberOrSign(bytes, start, byte)
      }
    }
  }

  private static func isName(_ byte: UInt8, isFirst: Bool) -> Bool {
    byte == UInt8(ascii: "$") || (isFirst ? ScriptByte.isNameStart(byte) : ScriptByte.isNamePart(byte))
  }

  static func signLength(_ bytes: Span<UInt8>, _ start: Int, _ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "@"), UInt8(ascii: "?"): 1
    case UInt8(ascii: "."): bytes.at(start + 1) == byte && bytes.at(start + 2) == byte ? 3 : 1
    default: CSharpLexer.signLength(bytes, start, byte)
    }
  }
}
