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
    if isLineStart { at = margin(bytes, at, end) }
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
        at = margin(bytes, at, end)
        builder.breakRun()
      }
    }
    return builder.text()
  }

  /// The offset past the indentation of a line.
  private func margin(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var at = start
    while at < end, at - start < indent, bytes.at(at) == 0x20 || bytes.at(at) == 0x09 { at += 1 }
    return at
  }

  private func read(_ bytes: Span<UInt8>, _ at: Int, _ end: Int, into builder: inout ScriptTextBuilder) -> Int
  {
    let letter = bytes.at(at + 1)
    switch letter {
    case UInt8(ascii: "n"): builder.appendEscape(0x0A, at: at)
    case UInt8(ascii: "t"): builder.appendEscape(0x09, at: at)
    case UInt8(ascii: "r"): builder.appendEscape(0x0D, at: at)
    case UInt8(ascii: "0"): builder.appendEscape(0x00, at: at)
    case UInt8(ascii: "a"): builder.appendEscape(0x07, at: at)
    case UInt8(ascii: "b"): builder.appendEscape(0x08, at: at)
    case UInt8(ascii: "f"): builder.appendEscape(0x0C, at: at)
    case UInt8(ascii: "v"): builder.appendEscape(0x0B, at: at)
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
    var value: UInt32 = 0
    var offset = at + 2
    while offset < min(end, at + 2 + most), let digit = ScriptByte.hexadecimal(bytes.at(offset)) {
      value = value << 4 | digit
      offset += 1
    }
    builder.appendEscape(value, at: at)
    return offset
  }
}
