/// Where the content of a heredoc stands, and how far its lines are indented.
struct PHPHeredoc: Sendable {
  var content: ScriptRange
  /// White space that is taken away from the start of every line.
  var indent: Int
}

extension PHPLexer {
  /// `'a'`.
  mutating func quoted(_ bytes: Span<UInt8>, _ start: Int) {
    let close = Self.quotedEnd(bytes, start, end)
    position = min(close ?? end, end)
    add(close == nil ? .broken : .string, start, position, code: Self.plain)
  }

  /// The offset past `'a'`; nil if it has no end.
  private static func quotedEnd(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var at = start + 1
    while at < end {
      switch bytes.at(at) {
      case UInt8(ascii: "\\"): at += 2
      case UInt8(ascii: "'"): return at + 1
      default: at += 1
      }
    }
    return nil
  }

  /// `"a {$b}"`: a template if a value stands in it.
  mutating func template(_ bytes: Span<UInt8>, _ start: Int, _ quote: UInt8) {
    // What is open: the quote of a string, or a brace of code in it.
    var open: [UInt8] = [quote]
    var hasValues = false
    var at = start + 1
    while at < end, let inner = open.last {
      let byte = bytes.at(at)
      if inner == UInt8(ascii: "{") {
        switch byte {
        case UInt8(ascii: "{"): open.append(byte)
        case UInt8(ascii: "}"): open.removeLast()
        case UInt8(ascii: "\""): open.append(byte)
        case UInt8(ascii: "'"): at = (Self.quotedEnd(bytes, at, end) ?? end) - 1
        default: break
        }
        at += 1
      } else if byte == UInt8(ascii: "\\") {
        at += 2
      } else if byte == inner {
        open.removeLast()
        at += 1
      } else if byte == UInt8(ascii: "{"), bytes.at(at + 1) == UInt8(ascii: "$") {
        hasValues = true
        open.append(byte)
        at += 1
      } else {
        let next = bytes.at(at + 1)
        if byte == UInt8(ascii: "$"), ScriptByte.isNameStart(next) || next == UInt8(ascii: "{") {
          hasValues = true
        }
        at += 1
      }
    }
    position = min(at, end)
    let kind: ScriptTokenKind = !open.isEmpty || at > end ? .broken : hasValues ? .template : .string
    add(kind, start, position, code: Self.escaped)
  }

  /// `<<<SQL`, `<<<"SQL"`, `<<<'SQL'`; false if it is none.
  mutating func heredoc(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
    var at = start + 3
    while bytes.at(at) == 0x20 || bytes.at(at) == 0x09 { at += 1 }
    let quote = bytes.at(at)
    let isQuoted = quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
    if isQuoted { at += 1 }
    let nameStart = at
    guard ScriptByte.isNameStart(bytes.at(at)) else { return false }
    while at < end, ScriptByte.isNamePart(bytes.at(at)) { at += 1 }
    let nameEnd = at
    if isQuoted {
      guard bytes.at(at) == quote else { return false }
      at += 1
    }
    if bytes.at(at) == 0x0D { at += 1 }
    guard at < end, bytes.at(at) == 0x0A else { return false }
    let content = at + 1
    let isPlain = isQuoted && quote == UInt8(ascii: "'")
    var line = content
    var hasValues = false
    while line < end {
      var first = line
      while bytes.at(first) == 0x20 || bytes.at(first) == 0x09 { first += 1 }
      if Self.matches(bytes, first, nameStart, nameEnd, end) {
        close(bytes, start, content, line, first, nameEnd - nameStart, isPlain, hasValues)
        return true
      }
      while first < end, bytes.at(first) != 0x0A {
        let (byte, next) = (bytes.at(first), bytes.at(first + 1))
        if byte == UInt8(ascii: "$"), ScriptByte.isNameStart(next) || next == UInt8(ascii: "{") {
          hasValues = true
        }
        if byte == UInt8(ascii: "{"), next == UInt8(ascii: "$") { hasValues = true }
        first += 1
      }
      line = first + 1
    }
    position = end
    add(.broken, start, end)
    return true
  }

  private static func matches(_ bytes: Span<UInt8>, _ at: Int, _ from: Int, _ to: Int, _ end: Int) -> Bool {
    guard at + (to - from) <= end else { return false }
    for offset in from..<to where bytes.at(offset) != bytes.at(at + offset - from) { return false }
    return !ScriptByte.isNamePart(bytes.at(at + to - from))
  }

  private mutating func close(
    _ bytes: Span<UInt8>, _ start: Int, _ content: Int, _ line: Int, _ first: Int, _ length: Int,
    _ isPlain: Bool,
    _ hasValues: Bool
  ) {
    var last = max(content, line - 1)
    if line > content, last > content, bytes.at(last - 1) == 0x0D { last -= 1 }
    position = min(end, first + length)
    let place = Int32(truncatingIfNeeded: start)
    heredocs[place] = PHPHeredoc(content: ScriptRange(content, last), indent: first - line)
    // The code of a nowdoc is that of a plain string: no escapes in it.
    add(
      hasValues && !isPlain ? .template : .string, start, position, code: isPlain ? Self.nowdoc : Self.heredoc
    )
  }

  static let nowdoc: UInt64 = 4
}
