/// What the languages share in reading the escapes and the indentation of their strings.
enum ScriptEscapes {
  /// The control character of `\n`, `\t`, `\r`, `\f`, `\v`, which all languages have; nil for other letters.
  static func control(_ letter: UInt8) -> UInt32? {
    switch letter {
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "v"): 0x0B
    default: nil
    }
  }

  /// Hexadecimal digits from an offset on, `most` of them at most, and the offset past them.
  static func hexadecimal(_ bytes: Span<UInt8>, from start: Int, most: Int, end: Int) -> (
    value: UInt32, next: Int
  ) {
    var value: UInt32 = 0
    var at = start
    while at < min(end, start + most), let digit = ScriptByte.hexadecimal(bytes.at(at)) {
      value = value << 4 | digit
      at += 1
    }
    return (value, at)
  }

  /// Up to three octal digits from an offset on, and the offset past them.
  static func octal(_ bytes: Span<UInt8>, from start: Int, end: Int) -> (value: UInt32, next: Int) {
    var value: UInt32 = 0
    var at = start
    while at < min(end, start + 3), bytes.at(at) >= 0x30, bytes.at(at) <= 0x37 {
      value = value << 3 | UInt32(bytes.at(at) & 7)
      at += 1
    }
    return (value, at)
  }

  /// The offset past the indentation of a line, `width` at most.
  static func margin(_ bytes: Span<UInt8>, from start: Int, width: Int, end: Int) -> Int {
    var at = start
    while at < end, at - start < width, bytes.at(at) == 0x20 || bytes.at(at) == 0x09 { at += 1 }
    return at
  }
}
