/// Classes of bytes that the lexers of all languages share.
enum ScriptByte {
  @inline(__always)
  static func isNameStart(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == 0x5F || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
  }

  @inline(__always)
  static func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// The value of a hexadecimal digit.
  @inline(__always)
  static func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte) - 0x30
    case 0x41...0x46: UInt32(byte) - 0x37
    case 0x61...0x66: UInt32(byte) - 0x57
    default: nil
    }
  }

  /// Offset past a number that starts at `start`: digits, underscores, one fraction, exponent, letters of
  /// hexadecimal digits and suffixes.
  static func numberEnd(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    var at = start
    let isPrefixed = bytes.at(start) == 0x30 && isNameStart(bytes.at(start + 1))
    var hasPoint = false
    while true {
      let byte = bytes.at(at)
      if isDigit(byte) || byte == 0x5F || byte < 0x80 && isNameStart(byte) {
        let isExponent = (byte | 0x20) == 0x65 && !isPrefixed
        at += 1
        let sign = bytes.at(at)
        if isExponent, sign == 0x2B || sign == 0x2D, isDigit(bytes.at(at + 1)) { at += 1 }
      } else if byte == 0x2E, !hasPoint, !isPrefixed, bytes.at(at + 1) != 0x2E,
        !isNameStart(bytes.at(at + 1)) || (bytes.at(at + 1) | 0x20) == 0x65
      {
        hasPoint = true
        at += 1
      } else {
        return at
      }
    }
  }

  /// The offset past `'a'`; nil if it has no end.
  static func characterEnd(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> Int? {
    var at = start + 1
    while at < min(limit, start + 16) {
      switch bytes.at(at) {
      case UInt8(ascii: "\\"): at += 2
      case UInt8(ascii: "'"): return at + 1
      case 0x0A: return nil
      default: at += 1
      }
    }
    return nil
  }
}
