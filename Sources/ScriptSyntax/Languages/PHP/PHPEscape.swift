/// The contents of PHP's strings (https://www.php.net/manual/en/language.types.string.php).
struct PHPEscape {
  /// How escapes are read.
  enum Style {
    /// `'a'`: only `\\` and `\'`.
    case plain
    /// `"a"`.
    case quoted
    /// A heredoc: quotes need no escape.
    case heredoc
    /// No escapes.
    case verbatim
  }

  let style: Style
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
      if byte == UInt8(ascii: "\\"), style != .verbatim, at + 1 < end {
        at = read(bytes, at, end, into: &builder)
      } else {
        builder.append(byte, at: at)
        at += 1
        if byte == 0x0A, indent > 0 {
          at = margin(bytes, at, end)
          builder.breakRun()
        }
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
    if letter == UInt8(ascii: "\\") || letter == UInt8(ascii: "'") && style == .plain {
      builder.breakRun()
      builder.append(letter, at: at + 1)
      return at + 2
    }
    guard style != .plain else {
      builder.append(UInt8(ascii: "\\"), at: at)
      return at + 1
    }
    switch letter {
    case UInt8(ascii: "n"): builder.appendEscape(0x0A, at: at)
    case UInt8(ascii: "t"): builder.appendEscape(0x09, at: at)
    case UInt8(ascii: "r"): builder.appendEscape(0x0D, at: at)
    case UInt8(ascii: "v"): builder.appendEscape(0x0B, at: at)
    case UInt8(ascii: "f"): builder.appendEscape(0x0C, at: at)
    case UInt8(ascii: "e"): builder.appendEscape(0x1B, at: at)
    case UInt8(ascii: "$"), UInt8(ascii: "\""):
      // A heredoc needs no escape before quotes and keeps it.
      if letter != UInt8(ascii: "$"), style == .heredoc { builder.append(UInt8(ascii: "\\"), at: at) }
      builder.breakRun()
      builder.append(letter, at: at + 1)
    case UInt8(ascii: "0")...UInt8(ascii: "7"): return octal(bytes, at, end, &builder)
    case UInt8(ascii: "x"):
      guard let first = ScriptByte.hexadecimal(bytes.at(at + 2)) else {
        builder.append(UInt8(ascii: "\\"), at: at)
        return at + 1
      }
      let second = ScriptByte.hexadecimal(bytes.at(at + 3))
      builder.appendEscape(second.map { first << 4 | $0 } ?? first, at: at)
      return min(end, at + (second == nil ? 3 : 4))
    case UInt8(ascii: "u") where bytes.at(at + 2) == UInt8(ascii: "{"):
      var value: UInt32 = 0
      var offset = at + 3
      while offset < min(end, at + 10), let digit = ScriptByte.hexadecimal(bytes.at(offset)) {
        value = value << 4 | digit
        offset += 1
      }
      builder.appendEscape(value, at: at)
      return min(end, offset + 1)
    default:
      builder.append(UInt8(ascii: "\\"), at: at)
      return at + 1
    }
    return at + 2
  }

  private func octal(_ bytes: Span<UInt8>, _ at: Int, _ end: Int, _ builder: inout ScriptTextBuilder) -> Int {
    var value: UInt32 = 0
    var offset = at + 1
    while offset < min(end, at + 4), bytes.at(offset) >= 0x30, bytes.at(offset) <= 0x37 {
      value = value << 3 | UInt32(bytes.at(offset) & 7)
      offset += 1
    }
    builder.appendEscape(value & 0xFF, at: at)
    return offset
  }
}
