/// The contents of Rust's texts.
enum RustEscape {
  /// The content of a text with its prefix, hashes and quotes.
  static func content(_ source: [UInt8], _ range: ScriptRange) -> ScriptText {
    let bytes = source.span
    var start = range.offset
    var end = min(Int(range.end), source.count)
    var isRaw = false
    while start < end, bytes.at(start) != UInt8(ascii: "\""), bytes.at(start) != UInt8(ascii: "'") {
      if bytes.at(start) == UInt8(ascii: "r") { isRaw = true }
      start += 1
    }
    start += 1
    while end > start, bytes.at(end - 1) == UInt8(ascii: "#") { end -= 1 }
    end = max(start, end - 1)
    var builder = ScriptTextBuilder()
    var at = start
    while at < end {
      let byte = bytes.at(at)
      if byte == UInt8(ascii: "\\"), !isRaw, at + 1 < end {
        at = escape(bytes, at, end, into: &builder)
      } else {
        builder.append(byte, at: at)
        at += 1
      }
    }
    return builder.text()
  }

  private static func escape(
    _ bytes: Span<UInt8>, _ at: Int, _ end: Int, into builder: inout ScriptTextBuilder
  ) -> Int {
    let letter = bytes.at(at + 1)
    switch letter {
    case UInt8(ascii: "n"): builder.appendEscape(0x0A, at: at)
    case UInt8(ascii: "t"): builder.appendEscape(0x09, at: at)
    case UInt8(ascii: "r"): builder.appendEscape(0x0D, at: at)
    case UInt8(ascii: "0"): builder.appendEscape(0x00, at: at)
    case UInt8(ascii: "x"), UInt8(ascii: "u"):
      var value: UInt32 = 0
      var offset = at + 2
      let isWide = letter == UInt8(ascii: "u")
      if isWide, bytes.at(offset) == UInt8(ascii: "{") { offset += 1 }
      let most = offset + (isWide ? 6 : 2)
      while offset < min(end, most), let digit = ScriptByte.hexadecimal(bytes.at(offset)) {
        value = value << 4 | digit
        offset += 1
      }
      if isWide, bytes.at(offset) == UInt8(ascii: "}"), offset < end { offset += 1 }
      builder.appendEscape(value, at: at)
      return offset
    case 0x0A, 0x0D:
      // A line that goes on without its break and the next one's indentation.
      var offset = at + 1
      while offset < end, bytes.at(offset) <= 0x20 { offset += 1 }
      builder.breakRun()
      return offset
    default:
      builder.breakRun()
      builder.append(letter, at: at + 1)
    }
    return at + 2
  }
}
