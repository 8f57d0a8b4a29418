/// Finds the end of Python strings, also of those with values in braces.
struct PythonStringScanner {
  /// Offset where the text ends.
  let end: Int
  /// Levels of strings in strings in braces that are followed.
  private static let nestingLimit = 5
  /// Strings in braces without an end that are looked for before braces are taken as they are.
  private static let failureLimit = 16
  private var failures = 0

  init(end: Int) { self.end = end }

  struct Found {
    /// Offset past the string.
    var end: Int
    var isClosed: Bool
    var isTemplate: Bool
  }

  /// The prefix letters of a string.
  struct Prefix {
    var isRaw = false
    var isBytes = false
    var isTemplate = false

    init(_ bytes: Span<UInt8>, _ start: Int, _ quote: Int) {
      var offset = start
      while offset < quote {
        switch bytes.at(offset) | 0x20 {
        case UInt8(ascii: "r"): isRaw = true
        case UInt8(ascii: "b"): isBytes = true
        case UInt8(ascii: "f"), UInt8(ascii: "t"): isTemplate = true
        default: break
        }
        offset += 1
      }
    }
  }

  /// Length of the quotes at an offset: 1 or 3.
  static func quoteLength(_ bytes: Span<UInt8>, _ quote: Int) -> Int {
    let byte = bytes.at(quote)
    return bytes.at(quote + 1) == byte && bytes.at(quote + 2) == byte ? 3 : 1
  }

  /// The string whose prefix begins at `start` and whose quotes begin at `quote`.
  mutating func scan(
    _ bytes: Span<UInt8>, start: Int, quote: Int, level: Int = 0, isOnLine: Bool = false
  ) -> Found {
    let prefix = Prefix(bytes, start, quote)
    let mark = bytes.at(quote)
    let length = Self.quoteLength(bytes, quote)
    var at = quote + length
    while at < end {
      let byte = bytes.at(at)
      if byte == UInt8(ascii: "\\") {
        at += 2
      } else if byte == mark, closes(bytes, at, mark, length) {
        return Found(end: at + length, isClosed: true, isTemplate: prefix.isTemplate)
      } else if byte == 0x0A, length == 1 || isOnLine {
        return Found(end: at, isClosed: false, isTemplate: prefix.isTemplate)
      } else if byte == UInt8(ascii: "{"), prefix.isTemplate {
        if bytes.at(at + 1) == byte {
          at += 2
        } else {
          at = bracesEnd(bytes, at, mark, isOnLine ? 1 : length, level)
        }
      } else {
        at += 1
      }
    }
    return Found(end: min(at, end), isClosed: false, isTemplate: prefix.isTemplate)
  }

  private func closes(_ bytes: Span<UInt8>, _ at: Int, _ mark: UInt8, _ length: Int) -> Bool {
    length == 1 || bytes.at(at + 1) == mark && bytes.at(at + 2) == mark
  }

  /// Offset past the braces that open at `open`, or where the string around them ends.
  private mutating func bracesEnd(
    _ bytes: Span<UInt8>, _ open: Int, _ mark: UInt8, _ length: Int, _ level: Int
  ) -> Int {
    var at = open + 1
    var nesting = 1
    while at < end {
      let byte = bytes.at(at)
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "("), UInt8(ascii: "["): nesting += 1
      case UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"):
        nesting -= 1
        if nesting == 0 { return at + 1 }
      case 0x0A where length == 1: return at
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        if byte == mark, length == 3, closes(bytes, at, mark, length) { return at }
        guard level < Self.nestingLimit, failures < Self.failureLimit else { return at }
        let start = prefixStart(bytes, at, open)
        let inner = scan(bytes, start: start, quote: at, level: level + 1, isOnLine: length == 1)
        // An apostrophe in a format, or the end of the string around: not a string of its own.
        if !inner.isClosed {
          failures += 1
          return at
        }
        at = inner.end
        continue
      default: break
      }
      at += 1
    }
    return min(at, end)
  }

  private func prefixStart(_ bytes: Span<UInt8>, _ quote: Int, _ open: Int) -> Int {
    var start = quote
    while start - 1 > open, quote - start < 2, ScriptByte.isNameStart(bytes.at(start - 1)) { start -= 1 }
    return start - 1 > open && ScriptByte.isNamePart(bytes.at(start - 1)) ? quote : start
  }
}
