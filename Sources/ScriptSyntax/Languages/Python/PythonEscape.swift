/// The escapes of Python strings (Language Reference, 2.4.1.1).
enum PythonEscape {
  /// Adds what the escape at `at` stands for; gives the offset past it.
  static func read(
    _ bytes: Span<UInt8>, _ at: Int, _ end: Int, isBytes: Bool, into builder: inout ScriptTextBuilder
  ) -> Int {
    let letter = bytes.at(at + 1)
    if let control = ScriptEscapes.control(letter) { return simple(control, at, &builder) }
    switch letter {
    case 0x0A:
      builder.breakRun()
      return at + 2
    case 0x0D:
      builder.breakRun()
      return bytes.at(at + 2) == 0x0A ? at + 3 : at + 2
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""):
      builder.appendEscape(UInt32(letter), at: at)
      return at + 2
    case UInt8(ascii: "a"): return simple(0x07, at, &builder)
    case UInt8(ascii: "b"): return simple(0x08, at, &builder)
    case UInt8(ascii: "x"): return hexadecimal(bytes, at, end, digits: 2, &builder)
    case UInt8(ascii: "u") where !isBytes: return hexadecimal(bytes, at, end, digits: 4, &builder)
    case UInt8(ascii: "U") where !isBytes: return hexadecimal(bytes, at, end, digits: 8, &builder)
    case 0x30...0x37:
      let (value, next) = ScriptEscapes.octal(bytes, from: at + 1, end: end)
      builder.appendEscape(value, at: at)
      return next
    default:
      builder.append(UInt8(ascii: "\\"), at: at)
      return at + 1
    }
  }

  private static func simple(_ scalar: UInt32, _ at: Int, _ builder: inout ScriptTextBuilder) -> Int {
    builder.appendEscape(scalar, at: at)
    return at + 2
  }

  private static func hexadecimal(
    _ bytes: Span<UInt8>, _ at: Int, _ end: Int, digits: Int, _ builder: inout ScriptTextBuilder
  ) -> Int {
    let (value, offset) = ScriptEscapes.hexadecimal(bytes, from: at + 2, most: digits, end: end)
    guard offset == at + 2 + digits else {
      builder.append(UInt8(ascii: "\\"), at: at)
      return at + 1
    }
    builder.appendEscape(value, at: at)
    return offset
  }
}
