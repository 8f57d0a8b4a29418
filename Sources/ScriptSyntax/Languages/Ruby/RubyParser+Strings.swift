extension RubyParser {
  /// String literals side by side are one.
  mutating func parseStrings() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    var parts: [ScriptTemplate.Part] = []
    repeat {
      let quote = peek()
      at += 1
      parts += try parseContent(open: 0, close: quote, isPlain: quote == UInt8(ascii: "'"))
      let behind = at
      skipSpaces()
      if peek() != UInt8(ascii: "\""), peek() != UInt8(ascii: "'") {
        at = behind
        break
      }
    } while true
    return string(parts, start)
  }

  /// Content up to the closing sign, which is taken.
  mutating func parseContent(open: UInt8, close: UInt8, isPlain: Bool) throws(ScriptTrouble)
    -> [ScriptTemplate.Part]
  {
    let start = at
    var content = TemplateContent()
    var level = 0
    while at < end {
      let byte = bytes[at]
      if byte == 0x5C {
        if isPlain { takePlainEscape(&content, open: open, close: close) } else { takeEscape(&content) }
      } else if byte == close, level == 0 {
        at += 1
        return content.finished()
      } else if byte == UInt8(ascii: "#"), peek(1) == UInt8(ascii: "{"), !isPlain {
        content.add(try parseInterpolation())
      } else {
        if byte == open { level += 1 } else if byte == close { level -= 1 }
        content.append(byte, at: at)
        // A heredoc's body that starts in this line is not the string's.
        at += 1
      }
    }
    throw ScriptTrouble(.unterminated, "the string has no end", at: ScriptRange(start, end))
  }

  mutating func parseInterpolation() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    at += 2
    let outerResume = lineResume
    defer { lineResume = outerResume }
    lineResume = 0
    let body = try bracketed { parser throws(ScriptTrouble) in parser.parseStatements() }
    skipSeparators()
    guard take("}") else { throw unexpected("\"}\"") }
    guard let only = body.first else { return .null(range(start)) }
    if body.count == 1, case .expression(let node) = only { return node }
    return immediate(.block(body, range(start)))
  }

  /// A backslash where only itself and the closing signs need one.
  private mutating func takePlainEscape(_ content: inout TemplateContent, open: UInt8, close: UInt8) {
    let start = at
    let next = peek(1)
    at = min(at + 2, end)
    if next != 0x5C, next != close || close == 0, next != open || open == 0 {
      content.append(0x5C, at: start)
    }
    if at > start + 1 { content.append(next, at: start + 1) }
  }

  /// `:name`, `:"name"`, `:[]=`.
  mutating func parseSymbol() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    at += 1
    let quote = peek()
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      at += 1
      let parts = try parseContent(open: 0, close: quote, isPlain: quote == UInt8(ascii: "'"))
      let node = string(parts, start)
      if case .string(let string) = node {
        return .symbol(ScriptName(text: string.text.string, range: range(start)))
      }
      return node
    }
    if quote == UInt8(ascii: ":"), Self.isUpper(peek(1)) {
      at += 1
      let nameStart = at
      at = nameEnd(at)
      return try called(.name(ScriptName(text: text(nameStart, at), range: range(nameStart))), start)
    }
    if quote == UInt8(ascii: "@") || quote == UInt8(ascii: "$") { at += 1 }
    if ScriptByte.isNameStart(peek()) {
      at = nameEnd(at)
      if peek() == UInt8(ascii: "?") || peek() == UInt8(ascii: "!") || peek() == UInt8(ascii: "="),
        peek(1) != UInt8(ascii: "="), peek(1) != UInt8(ascii: "~"), peek(1) != UInt8(ascii: ">")
      {
        at += 1
      }
    } else {
      let stop = min(at + 3, end)
      while at < stop, "[]=<>!~+-*/%&|^".utf8.contains(peek()) { at += 1 }
    }
    guard at > start + 1 else { throw unexpected("a symbol") }
    return .symbol(ScriptName(text: text(start + 1, at), range: range(start)))
  }

  /// `%w[]`, `%i[]`, `%q()`, `%()`, `%r{}`.
  mutating func parsePercent() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    at += 1
    var kind = UInt8(ascii: "Q")
    if ScriptByte.isNameStart(peek()) {
      kind = peek()
      at += 1
    }
    let open = peek()
    guard open > 32, open < 0x80, !ScriptByte.isNamePart(open) else { throw unexpected("a quoted text") }
    let pairs: [UInt8: UInt8] = [0x28: 0x29, 0x5B: 0x5D, 0x7B: 0x7D, 0x3C: 0x3E]
    let close = pairs[open] ?? open
    at += 1
    switch kind {
    case UInt8(ascii: "w"), UInt8(ascii: "W"), UInt8(ascii: "i"), UInt8(ascii: "I"):
      return try parseWords(start, close, isSymbols: kind | 0x20 == UInt8(ascii: "i"))
    case UInt8(ascii: "r"): return try parseRegularExpression(start, open: open, close: close, from: at)
    case UInt8(ascii: "q"), UInt8(ascii: "s"):
      return string(try parseContent(open: close == open ? 0 : open, close: close, isPlain: true), start)
    default:
      return string(try parseContent(open: close == open ? 0 : open, close: close, isPlain: false), start)
    }
  }

  private mutating func parseWords(_ start: Int, _ close: UInt8, isSymbols: Bool) throws(ScriptTrouble)
    -> ScriptNode
  {
    var list: [ScriptNode] = []
    while at < end {
      while at < end, Self.isSpace(peek()) || peek() == 10 { at += 1 }
      if peek() == close, at < end {
        at += 1
        return .list(ScriptList(elements: list, range: range(start)))
      }
      let wordStart = at
      while at < end, !Self.isSpace(peek()), peek() != 10, peek() != close {
        at += peek() == 0x5C ? min(2, end - at) : 1
      }
      let word = text(wordStart, at)
      let place = range(wordStart)
      list.append(
        isSymbols
          ? .symbol(ScriptName(text: word, range: place))
          : .string(ScriptString(text: ScriptText(word, at: place.start, isVerbatim: true), range: place)))
    }
    throw ScriptTrouble(.unterminated, "the list of words has no end", at: ScriptRange(start, end))
  }

  mutating func parseRegularExpression(_ start: Int, open: UInt8, close: UInt8, from: Int)
    throws(ScriptTrouble) -> ScriptNode
  {
    at = from
    var level = 0
    while at < end, peek() != close || level > 0 {
      if peek() == 0x5C {
        at += 1
      } else if open != close, peek() == open {
        level += 1
      } else if open != close, peek() == close {
        level -= 1
      }
      at += 1
    }
    guard at < end else {
      at = end
      throw ScriptTrouble(.unterminated, "the regular expression has no end", at: ScriptRange(start, end))
    }
    let content = text(from, at)
    at += 1
    while ScriptByte.isNameStart(peek()), peek() < 0x80 { at += 1 }
    return .regularExpression(ScriptName(text: content, range: range(start)))
  }
}
