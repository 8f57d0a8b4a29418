/// Strings of Java: `"a"`, and text blocks between three quotes, whose common indentation is no part of them
/// (https://docs.oracle.com/javase/specs/jls/se21/html/jls-3.html#jls-3.10.6).
enum JavaText {
  /// Whether three quotes stand at an offset.
  static func isBlock(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
    let quote = UInt8(ascii: "\"")
    return bytes.at(start) == quote && bytes.at(start + 1) == quote && bytes.at(start + 2) == quote
  }

  /// The offset past the string that starts at one; nil if it has no end.
  static func end(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> Int? {
    let isBlock = isBlock(bytes, start)
    var at = start + (isBlock ? 3 : 1)
    while at < limit {
      switch bytes.at(at) {
      case UInt8(ascii: "\\"): at += 2
      case UInt8(ascii: "\"") where !isBlock: return at + 1
      case UInt8(ascii: "\"") where Self.isBlock(bytes, at): return at + 3
      case 0x0A where !isBlock: return nil
      default: at += 1
      }
    }
    return nil
  }

  /// The offset of the line's end, for a string without one.
  static func lineEnd(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> Int {
    var at = start + 1
    while at < limit, bytes.at(at) != 0x0A { at += 1 }
    return at
  }

  /// The content of a string with its quotes, or of a character.
  static func content(_ source: [UInt8], _ range: ScriptRange) -> ScriptText {
    let bytes = source.span
    let start = range.offset
    let end = min(Int(range.end), source.count)
    guard isBlock(bytes, start), end - start >= 6 else {
      return read(bytes, start + 1, max(start + 1, end - 1), margin: 0)
    }
    var first = start + 3
    while first < end - 3, bytes.at(first) != 0x0A { first += 1 }
    first = min(first + 1, end - 3)
    let margin = margin(bytes, first, end - 3)
    return read(
      bytes, ScriptEscapes.margin(bytes, from: first, width: margin, end: end - 3), end - 3, margin: margin)
  }

  /// A part of what stands between single quotes or double ones.
  static func escaped(_ source: [UInt8], _ range: ScriptRange) -> ScriptText {
    read(source.span, range.offset, min(Int(range.end), source.count), margin: 0)
  }

  /// The indentation that all lines with something in them have, and the last one even without.
  private static func margin(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var least = Int.max
    var at = start
    while at <= end {
      let line = at
      while at < end, bytes.at(at) == 0x20 || bytes.at(at) == 0x09 { at += 1 }
      let isBlank = at < end && (bytes.at(at) == 0x0A || bytes.at(at) == 0x0D)
      if !isBlank { least = min(least, at - line) }
      while at < end, bytes.at(at) != 0x0A { at += 1 }
      at += 1
    }
    return least == Int.max ? 0 : least
  }

  private static func read(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, margin: Int) -> ScriptText {
    var builder = ScriptTextBuilder()
    var at = start
    while at < end {
      let byte = bytes.at(at)
      if byte == UInt8(ascii: "\\"), at + 1 < end {
        at = escape(bytes, at, end, margin, &builder)
        continue
      }
      builder.append(byte, at: at)
      at += 1
      if byte == 0x0A, margin > 0 {
        at = ScriptEscapes.margin(bytes, from: at, width: margin, end: end)
        builder.breakRun()
      }
    }
    return builder.text()
  }

  /// What a backslash begins; the offset past it.
  private static func escape(
    _ bytes: Span<UInt8>, _ at: Int, _ end: Int, _ margin: Int, _ builder: inout ScriptTextBuilder
  ) -> Int {
    let letter = bytes.at(at + 1)
    if letter != UInt8(ascii: "v"), let control = ScriptEscapes.control(letter) {
      builder.appendEscape(control, at: at)
      return at + 2
    }
    switch letter {
    case UInt8(ascii: "b"): builder.appendEscape(0x08, at: at)
    case UInt8(ascii: "s"): builder.appendEscape(0x20, at: at)
    case UInt8(ascii: "u"):
      var digits = at + 1
      while digits < end, bytes.at(digits) == UInt8(ascii: "u") { digits += 1 }
      let (value, next) = ScriptEscapes.hexadecimal(bytes, from: digits, most: 4, end: end)
      builder.appendEscape(value, at: at)
      return next
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      let (value, next) = ScriptEscapes.octal(bytes, from: at + 1, end: end)
      builder.appendEscape(value, at: at)
      return next
    case 0x0A, 0x0D:
      // The line goes on.
      builder.breakRun()
      let next = letter == 0x0D && bytes.at(at + 2) == 0x0A ? at + 3 : at + 2
      return ScriptEscapes.margin(bytes, from: next, width: margin, end: end)
    default:
      builder.breakRun()
      builder.append(letter, at: at + 1)
    }
    return at + 2
  }
}
