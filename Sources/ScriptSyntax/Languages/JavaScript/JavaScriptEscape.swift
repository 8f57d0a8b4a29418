/// The escapes of JavaScript strings and templates (ECMA-262, 12.9.4).
enum JavaScriptEscape {
  /// The content of a range with its escapes resolved.
  static func content(_ source: [UInt8], _ range: ScriptRange) -> ScriptText {
    let bytes = source.span
    let end = min(Int(range.end), source.count)
    var builder = ScriptTextBuilder()
    var at = range.offset
    while at < end {
      let byte = bytes.at(at)
      if byte == UInt8(ascii: "\\"), at + 1 < end {
        at = read(bytes, at, end, into: &builder)
      } else {
        builder.append(byte, at: at)
        at += 1
      }
    }
    return builder.text()
  }

  /// Adds what the escape at `at` stands for; gives the offset past it.
  private static func read(_ bytes: Span<UInt8>, _ at: Int, _ end: Int, into builder: inout ScriptTextBuilder)
    -> Int
  {
    let letter = bytes.at(at + 1)
    if let control = ScriptEscapes.control(letter) {
      builder.appendEscape(control, at: at)
      return at + 2
    }
    switch letter {
    case 0x0A:
      builder.breakRun()
      return at + 2
    case 0x0D:
      builder.breakRun()
      return bytes.at(at + 2) == 0x0A ? at + 3 : at + 2
    case UInt8(ascii: "b"): builder.appendEscape(0x08, at: at)
    case UInt8(ascii: "0"): builder.appendEscape(0x00, at: at)
    case UInt8(ascii: "x"):
      if let value = digits(bytes, at + 2, 2, end) {
        builder.appendEscape(value, at: at)
        return at + 4
      }
      builder.appendEscape(UInt32(letter), at: at)
    case UInt8(ascii: "u"): return unicode(bytes, at, end, &builder)
    default:
      // Any other sign stands for itself; its further bytes follow as they are.
      builder.breakRun()
      builder.append(letter, at: at + 1)
    }
    return at + 2
  }

  private static func unicode(_ bytes: Span<UInt8>, _ at: Int, _ end: Int, _ builder: inout ScriptTextBuilder)
    -> Int
  {
    if bytes.at(at + 2) == UInt8(ascii: "{") {
      let (value, next) = ScriptEscapes.hexadecimal(bytes, from: at + 3, most: 7, end: end)
      builder.appendEscape(value, at: at)
      return min(end, next + 1)
    }
    guard let first = digits(bytes, at + 2, 4, end) else {
      builder.appendEscape(UInt32(UInt8(ascii: "u")), at: at)
      return at + 2
    }
    // Two halves of one character.
    if (0xD800..<0xDC00).contains(first), bytes.at(at + 6) == UInt8(ascii: "\\"),
      bytes.at(at + 7) == UInt8(ascii: "u"), let second = digits(bytes, at + 8, 4, end),
      (0xDC00..<0xE000).contains(second)
    {
      builder.appendEscape(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00), at: at)
      return at + 12
    }
    builder.appendEscape(first, at: at)
    return at + 6
  }

  private static func digits(_ bytes: Span<UInt8>, _ from: Int, _ count: Int, _ end: Int) -> UInt32? {
    let (value, next) = ScriptEscapes.hexadecimal(bytes, from: from, most: count, end: end)
    return next == from + count ? value : nil
  }
}
