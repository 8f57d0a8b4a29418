/// A piece of a schema.prisma text.
struct PrismaToken {
  /// What it is.
  enum Kind: Hashable {
    /// Letters, digits, `_` and `-`, not starting with a digit.
    case name
    /// A number, with its sign.
    case number
    /// `"..."` on one line.
    case string
    /// A string without an end on its line.
    case openString
    /// The end of one or several lines.
    case newline
    /// `@@`
    case blockAttribute
    /// Any other byte.
    case sign(UInt8)
    /// The end of the text.
    case end
  }

  var kind: Kind
  var start: Int32
  var length: Int32

  /// The offset behind the piece.
  var end: Int { Int(start) + Int(length) }
}

/// Cuts a schema.prisma text into pieces; comments are passed over.
///
/// The language is described at https://www.prisma.io/docs/orm/reference/prisma-schema-reference.
struct PrismaLexer {
  /// Bytes of one text that are read at most.
  static let sizeLimit = 8 << 20

  let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The next piece.
  mutating func next() -> PrismaToken {
    let isNewLine = skipBlanks()
    let start = position
    if isNewLine { return token(.newline, start) }
    guard position < bytes.count else { return token(.end, start) }
    let byte = bytes[position]
    if byte == UInt8(ascii: "\"") { return string(start) }
    let digit = byte == UInt8(ascii: "-") ? self.byte(1) : byte
    if digit &- 0x30 < 10 {
      position += 1
      while isNumber(self.byte(0)) { position += 1 }
      return token(.number, start)
    }
    if isName(byte), byte != UInt8(ascii: "-") {
      while isName(self.byte(0)) { position += 1 }
      return token(.name, start)
    }
    position += 1
    if byte == UInt8(ascii: "@"), self.byte(0) == byte {
      position += 1
      return token(.blockAttribute, start)
    }
    return token(.sign(byte), start)
  }

  /// Passes over blanks and comments; whether a line ended among them.
  private mutating func skipBlanks() -> Bool {
    var isNewLine = false
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "/"), self.byte(1) == byte {
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
      } else if byte == UInt8(ascii: "/"), self.byte(1) == UInt8(ascii: "*") {
        position += 2
        while position < bytes.count, !(self.byte(0) == UInt8(ascii: "*") && self.byte(1) == byte) {
          position += 1
        }
        position = min(position + 2, bytes.count)
      } else if byte <= 0x20 {
        isNewLine = isNewLine || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
        position += 1
      } else if byte == 0xEF, self.byte(1) == 0xBB, self.byte(2) == 0xBF {
        position += 3
      } else {
        break
      }
    }
    return isNewLine
  }

  private mutating func string(_ start: Int) -> PrismaToken {
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\n") { break }
      position += 1
      if byte == UInt8(ascii: "\"") { return token(.string, start) }
      if byte == UInt8(ascii: "\\"), position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
        position += 1
      }
    }
    return token(.openString, start)
  }

  private func byte(_ ahead: Int) -> UInt8 {
    position + ahead < bytes.count ? bytes[position + ahead] : 0
  }

  private func token(_ kind: PrismaToken.Kind, _ start: Int) -> PrismaToken {
    PrismaToken(
      kind: kind, start: Int32(truncatingIfNeeded: start), length: Int32(truncatingIfNeeded: position - start)
    )
  }

  private func isName(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-") || byte >= 0x80
  }

  private func isNumber(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e")
  }
}
