extension ElixirParser {
  /// `"a#{b}"`, `'a'`, and those over several lines between three quotes.
  mutating func parseQuoted() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    let quote = peek()
    if peek(1) == quote, peek(2) == quote {
      at += 3
      return string(try parseHeredoc(quote, start, isPlain: false), start)
    }
    at += 1
    return string(try parseContent(open: 0, close: quote, start, isPlain: false), start)
  }

  /// Content up to the closing sign, which is taken.
  private mutating func parseContent(open: UInt8, close: UInt8, _ start: Int, isPlain: Bool)
    throws(ScriptTrouble) -> [ScriptTemplate.Part]
  {
    var content = TemplateContent()
    while at < end {
      let byte = bytes[at]
      if byte == close {
        at += 1
        return content.finished()
      }
      try takePart(&content, close: close, isPlain: isPlain)
    }
    throw ScriptTrouble(.unterminated, "the string has no end", at: ScriptRange(start, end))
  }

  /// One byte, escape or value of a string.
  private mutating func takePart(_ content: inout TemplateContent, close: UInt8, isPlain: Bool)
    throws(ScriptTrouble)
  {
    let byte = bytes[at]
    if byte == 0x5C {
      if isPlain || isPattern { takePlainEscape(&content, close: close) } else { takeEscape(&content) }
    } else if byte == UInt8(ascii: "#"), peek(1) == UInt8(ascii: "{"), !isPlain {
      content.add(try parseInterpolation())
    } else {
      content.append(byte, at: at)
      at += 1
    }
  }

  /// The lines up to one that holds only the quotes, without the white space that stands before those.
  private mutating func parseHeredoc(_ quote: UInt8, _ start: Int, isPlain: Bool) throws(ScriptTrouble)
    -> [ScriptTemplate.Part]
  {
    skipSpaces()
    guard peek() == 10 else { throw unexpected("the end of the line") }
    at += 1
    guard let (close, margin) = heredocEnd(quote) else {
      at = end
      throw ScriptTrouble(.unterminated, "the text has no end", at: ScriptRange(start, end))
    }
    var content = TemplateContent()
    var isLineStart = true
    while at < close {
      if isLineStart {
        var skipped = 0
        while skipped < margin, at < close, bytes[at] == 32 || bytes[at] == 9 {
          at += 1
          skipped += 1
        }
        content.breakRun()
        isLineStart = false
        if at >= close { break }
      }
      try takePart(&content, close: 0, isPlain: isPlain)
      isLineStart = byte(at - 1) == 10
    }
    at = max(at, close)
    while at < end, bytes[at] != quote { at += 1 }
    at = min(at + 3, end)
    return content.finished()
  }

  /// Where the closing line starts, and the width of its white space.
  private func heredocEnd(_ quote: UInt8) -> (start: Int, margin: Int)? {
    var line = at
    while line < end {
      var stop = line
      while stop < end, bytes[stop] == 32 || bytes[stop] == 9 { stop += 1 }
      if byte(stop) == quote, byte(stop + 1) == quote, byte(stop + 2) == quote { return (line, stop - line) }
      while stop < end, bytes[stop] != 10 { stop += 1 }
      line = stop + 1
    }
    return nil
  }

  private mutating func parseInterpolation() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    at += 2
    let outer = isPattern
    isPattern = false
    defer { isPattern = outer }
    let section = try bracketed { parser throws(ScriptTrouble) in try parser.parseStrictSection("}") }
    return immediate(section.all, range(start))
  }

  /// A backslash that only the closing sign needs.
  private mutating func takePlainEscape(_ content: inout TemplateContent, close: UInt8) {
    let start = at
    let next = peek(1)
    at = min(at + 2, end)
    if next != close || close == 0 { content.append(0x5C, at: start) }
    if at > start + 1 { content.append(next, at: start + 1) }
  }

  /// `:name`, `:"name"`, `:+`
  mutating func parseAtom() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    at += 1
    if peek() == UInt8(ascii: "\"") || peek() == UInt8(ascii: "'") {
      let node = try parseQuoted()
      guard case .string(let string) = node else { return node }
      return .symbol(ScriptName(text: string.text.string, range: range(start)))
    }
    if ScriptByte.isNameStart(peek()) {
      at = nameEnd(at)
      while peek() == UInt8(ascii: "@") || peek() == UInt8(ascii: ".") && Self.isUpper(peek(1)),
        ScriptByte.isNamePart(peek(1))
      {
        at = nameEnd(at + 1)
      }
      if peek() == UInt8(ascii: "?") || peek() == UInt8(ascii: "!") { at += 1 }
    } else {
      let signs = Array("+-*/<>=!&|^.~%{}\\".utf8)
      while at < end, signs.contains(bytes[at]), at - start < 4 { at += 1 }
    }
    guard at > start + 1 else { throw unexpected("the name of an atom") }
    return .symbol(ScriptName(text: text(start + 1, at), range: range(start)))
  }

  /// `?a`, `?\n`
  mutating func parseCharacter() -> ScriptNode {
    let start = at
    var content = TemplateContent()
    at += 1
    if peek() == 0x5C {
      takeEscape(&content)
    } else if at < end {
      repeat { at += 1 } while at < end && bytes[at] & 0xC0 == 0x80
    }
    var code = text(start + 1, at).unicodeScalars.first?.value ?? 0
    if case .text(let escaped)? = content.finished().first, let scalar = escaped.string.unicodeScalars.first {
      code = scalar.value
    }
    return .number(ScriptNumber(text: String(code), range: range(start)))
  }

  /// `~s(a)`, `~w[a b]a`, `~r/a/`, `~SQL"""`; what is neither words nor a pattern is its text.
  mutating func parseSigil() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    at += 1
    let nameStart = at
    while ScriptByte.isNameStart(peek()), peek() < 0x80, peek() != UInt8(ascii: "_") {
      at += 1
      if !Self.isUpper(byte(nameStart)) { break }
    }
    while at > nameStart, ScriptByte.isDigit(peek()) { at += 1 }
    let name = text(nameStart, at)
    guard !name.isEmpty else { throw unexpected("the name of a sigil") }
    let isPlain = Self.isUpper(byte(nameStart))
    let open = peek()
    isPattern = name == "r"
    defer { isPattern = false }
    let parts: [ScriptTemplate.Part]
    if open == UInt8(ascii: "\"") || open == UInt8(ascii: "'"), peek(1) == open, peek(2) == open {
      at += 3
      parts = try parseHeredoc(open, start, isPlain: isPlain)
    } else {
      guard let close = Self.closing(open) else { throw unexpected("the sign that opens a sigil") }
      at += 1
      parts = try parseContent(open: open, close: close, start, isPlain: isPlain)
    }
    let modifiers = at
    while ScriptByte.isNamePart(peek()), peek() < 0x80 { at += 1 }
    let isAtoms = text(modifiers, at).contains("a")
    let node = string(parts, start)
    guard case .string(let string) = node else { return node }
    switch name {
    case "w", "W": return words(string.text, isAtoms, start)
    case "r", "R": return .regularExpression(ScriptName(text: string.text.string, range: range(start)))
    default: return node
    }
  }

  private static func closing(_ open: UInt8) -> UInt8? {
    switch open {
    case UInt8(ascii: "("): UInt8(ascii: ")")
    case UInt8(ascii: "["): UInt8(ascii: "]")
    case UInt8(ascii: "{"): UInt8(ascii: "}")
    case UInt8(ascii: "<"): UInt8(ascii: ">")
    case UInt8(ascii: "/"), UInt8(ascii: "|"), UInt8(ascii: "\""), UInt8(ascii: "'"): open
    default: nil
    }
  }

  /// The words of `~w(a b)`, with their places.
  private func words(_ content: ScriptText, _ isAtoms: Bool, _ start: Int) -> ScriptNode {
    let letters = Array(content.string.utf8)
    var found: [ScriptNode] = []
    var from = 0
    while from < letters.count {
      guard letters[from] > 32 else {
        from += 1
        continue
      }
      var stop = from
      while stop < letters.count, letters[stop] > 32 { stop += 1 }
      let word = content.part(from, stop)
      let place = word.fileOffset(ofByte: 0)
      let range = ScriptRange(place, place + stop - from)
      found.append(
        isAtoms
          ? .symbol(ScriptName(text: word.string, range: range))
          : .string(ScriptString(text: word, range: range)))
      from = stop
    }
    return .list(ScriptList(elements: found, range: range(start)))
  }
}
