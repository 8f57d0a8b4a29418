/// The contents of C#'s strings.
struct CSharpEscape {
  let style: CSharpStringScan.Style
  /// `{{` stands for one brace.
  var hasValues = false
  /// White space that is taken away from the start of every line.
  var indent = 0

  /// The content of a range; `isLineStart` says whether it begins a line.
  func content(_ source: [UInt8], _ range: ScriptRange, isLineStart: Bool = false) -> ScriptText {
    let bytes = source.span
    let end = min(Int(range.end), source.count)
    var builder = ScriptTextBuilder()
    var at = range.offset
    if isLineStart { at = ScriptEscapes.margin(bytes, from: at, width: indent, end: end) }
    while at < end {
      let byte = bytes.at(at)
      if byte == UInt8(ascii: "\\"), style == .regular, at + 1 < end {
        at = read(bytes, at, end, into: &builder)
        continue
      }
      let isDoubled = bytes.at(at + 1) == byte && at + 1 < end
      let isQuote = byte == UInt8(ascii: "\"") && style == .verbatim
      let isBrace = hasValues && style != .raw && (byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}"))
      builder.append(byte, at: at)
      at += 1
      if isDoubled, isQuote || isBrace {
        at += 1
        builder.breakRun()
      }
      if byte == 0x0A, indent > 0 {
        at = ScriptEscapes.margin(bytes, from: at, width: indent, end: end)
        builder.breakRun()
      }
    }
    return builder.text()
  }

  private func read(_ bytes: Span<UInt8>, _ at: Int, _ end: Int, into builder: inout ScriptTextBuilder) -> Int
  {
    let letter = bytes.at(at + 1)
    if let control = ScriptEscapes.control(letter) {
      builder.appendEscape(control, at: at)
      return at + 2
    }
    switch letter {
    case UInt8(ascii: "0"): builder.appendEscape(0x00, at: at)
    case UInt8(ascii: "a"): builder.appendEscape(0x07, at: at)
    case UInt8(ascii: "b"): builder.appendEscape(0x08, at: at)
    case UInt8(ascii: "e"): builder.appendEscape(0x1B, at: at)
    case UInt8(ascii: "u"): return number(bytes, at, end, most: 4, &builder)
    case UInt8(ascii: "U"): return number(bytes, at, end, most: 8, &builder)
    case UInt8(ascii: "x"): return number(bytes, at, end, most: 4, &builder)
    default:
      builder.breakRun()
      builder.append(letter, at: at + 1)
    }
    return at + 2
  }

  private func number(
    _ bytes: Span<UInt8>, _ at: Int, _ end: Int, most: Int, _ builder: inout ScriptTextBuilder
  ) -> Int {
    let (value, offset) = ScriptEscapes.hexadecimal(bytes, from: at + 2, most: most, end: end)
    builder.appendEscape(value, at: at)
    return offset
  }
}
