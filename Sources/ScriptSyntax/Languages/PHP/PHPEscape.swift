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
    if isLineStart { at = ScriptEscapes.margin(bytes, from: at, width: indent, end: end) }
    while at < end {
      let byte = bytes.at(at)
      if byte == UInt8(ascii: "\\"), style != .verbatim, at + 1 < end {
        at = read(bytes, at, end, into: &builder)
      } else {
        builder.append(byte, at: at)
        at += 1
        if byte == 0x0A, indent > 0 {
          at = ScriptEscapes.margin(bytes, from: at, width: indent, end: end)
          builder.breakRun()
        }
      }
    }
    return builder.text()
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
    if let control = ScriptEscapes.control(letter) {
      builder.appendEscape(control, at: at)
      return at + 2
    }
    switch letter {
    case UInt8(ascii: "e"): builder.appendEscape(0x1B, at: at)
    case UInt8(ascii: "$"), UInt8(ascii: "\""):
      // A heredoc needs no escape before quotes and keeps it.
      if letter != UInt8(ascii: "$"), style == .heredoc { builder.append(UInt8(ascii: "\\"), at: at) }
      builder.breakRun()
      builder.append(letter, at: at + 1)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      let (value, next) = ScriptEscapes.octal(bytes, from: at + 1, end: end)
      builder.appendEscape(value & 0xFF, at: at)
      return next
    case UInt8(ascii: "x") where ScriptByte.hexadecimal(bytes.at(at + 2)) != nil:
      let (value, next) = ScriptEscapes.hexadecimal(bytes, from: at + 2, most: 2, end: end)
      builder.appendEscape(value, at: at)
      return next
    case UInt8(ascii: "u") where bytes.at(at + 2) == UInt8(ascii: "{"):
      let (value, next) = ScriptEscapes.hexadecimal(bytes, from: at + 3, most: 7, end: end)
      builder.appendEscape(value, at: at)
      return min(end, next + 1)
    default:
      builder.append(UInt8(ascii: "\\"), at: at)
      return at + 1
    }
    return at + 2
  }
}
