extension Lexer {
  /// A string or quoted name whose opening quote stands at `quoteAt`; doubled quotes continue it.
  mutating func quoted(_ bytes: Span<UInt8>, _ start: Int, from quoteAt: Int, _ kind: TokenKind) -> Token {
    let quote = bytes[quoteAt]
    // A backslash before a quote keeps a raw string open too; it is just not removed.
    let hasEscapes =
      kind == .escapeString || kind == .rawString && dialect.strings.contains(.tripleQuotes)
      || kind == .plainString && dialect.strings.contains(.backslash)
      || kind == .quotedName && quote == UInt8(ascii: "`") && dialect.switches.contains(.clickHouse)
    var at = quoteAt + 1
    if kind == .quotedName, let close = templateEnd(bytes, at) {
      // `"{{ index .Options "Schema" }}"`: quotes in what a template puts in are its own.
      if self.byte(bytes, close) == quote, self.byte(bytes, close + 1) != quote {
        position = close + 1
        return Token(.placeholder, start + 1, close)
      }
      at = close
    }
    while at < end {
      let byte = bytes[at]
      if byte == quote {
        if self.byte(bytes, at + 1) == quote {
          at += 2
          continue
        }
        position = at + 1
        return Token(kind, start, position)
      }
      at += byte == UInt8(ascii: "\\") && hasEscapes ? 2 : 1
    }
    position = end
    return Token(.broken, start, end)
  }

  /// `r'...'`, `b"..."`, `rb'...'`, each also with three quotes.
  mutating func rawString(_ bytes: Span<UInt8>, _ start: Int) -> Token? {
    var isRaw = false
    var at = start
    while at < start + 2 {
      switch byte(bytes, at) | 0x20 {
      case UInt8(ascii: "r"): isRaw = true
      case UInt8(ascii: "b"): break
      default: return at > start ? rawString(bytes, start, at, isRaw) : nil
      }
      at += 1
    }
    return rawString(bytes, start, at, isRaw)
  }

  mutating func rawString(_ bytes: Span<UInt8>, _ start: Int, _ quoteAt: Int, _ isRaw: Bool) -> Token? {
    let quote = byte(bytes, quoteAt)
    guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") && dialect.strings.contains(.doubleQuotes)
    else { return nil }
    if let triple = tripleQuoted(bytes, start, from: quoteAt, isRaw: isRaw) { return triple }
    return quoted(bytes, start, from: quoteAt, .rawString)
  }

  /// `'''...'''` or the same of double quotes; nil if that does not start at `quoteAt`.
  mutating func tripleQuoted(_ bytes: Span<UInt8>, _ start: Int, from quoteAt: Int, isRaw: Bool) -> Token? {
    guard dialect.strings.contains(.tripleQuotes) else { return nil }
    let quote = bytes[quoteAt]
    guard byte(bytes, quoteAt + 1) == quote, byte(bytes, quoteAt + 2) == quote else { return nil }
    var at = quoteAt + 3
    while at < end {
      if bytes[at] == UInt8(ascii: "\\") {
        at += 2
      } else if bytes[at] == quote, byte(bytes, at + 1) == quote, byte(bytes, at + 2) == quote {
        position = at + 3
        return Token(isRaw ? .rawString : .escapeString, start, position)
      } else {
        at += 1
      }
    }
    position = end
    return Token(.broken, start, end)
  }

  /// `[name]` of SQL Server; `]]` stands for a bracket.
  mutating func bracketed(_ bytes: Span<UInt8>, _ start: Int) -> Token {
    var at = start + 1
    while at < end {
      if bytes[at] == UInt8(ascii: "]") {
        if byte(bytes, at + 1) != UInt8(ascii: "]") {
          position = at + 1
          return Token(.quotedName, start, position)
        }
        at += 1
      }
      at += 1
    }
    position = end
    return Token(.broken, start, end)
  }
}
