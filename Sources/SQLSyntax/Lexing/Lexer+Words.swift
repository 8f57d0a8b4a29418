extension Lexer {
  /// Skips white space and comments; a comment without end is returned as a broken token.
  mutating func skipBlank(_ bytes: Span<UInt8>) -> Token? {
    while position < end {
      let byte = bytes[position]
      if hasClass(bytes, position, ByteClass.space) {
        position += 1
      } else if byte == UInt8(ascii: "-"), isDashComment(bytes) {
        skipLine(bytes)
      } else if byte == UInt8(ascii: "/"), startsRunComment(bytes) {
        isInRunComment = true
      } else if byte == UInt8(ascii: "*"), isInRunComment, self.byte(bytes, position + 1) == UInt8(ascii: "/")
      {
        isInRunComment = false
        position += 2
      } else if byte == UInt8(ascii: "/"), self.byte(bytes, position + 1) == UInt8(ascii: "*") {
        let start = position
        if !skipBlock(bytes) { return Token(.broken, start, end) }
      } else if byte == UInt8(ascii: "#"), dialect.comments.contains(.hash) {
        skipLine(bytes)
      } else if byte == UInt8(ascii: "/"), dialect.comments.contains(.doubleSlash),
        self.byte(bytes, position + 1) == UInt8(ascii: "/")
      {
        skipLine(bytes)
      } else if byte == 0xEF, self.byte(bytes, position + 1) == 0xBB, self.byte(bytes, position + 2) == 0xBF {
        // A byte order mark, at the start of a file or of one that was appended.
        position += 3
      } else if byte == 0xC2, self.byte(bytes, position + 1) == 0xA0 {
        // A no-break space, pasted from a web page.
        position += 2
      } else {
        return nil
      }
    }
    return nil
  }

  private func isDashComment(_ bytes: Span<UInt8>) -> Bool {
    guard byte(bytes, position + 1) == UInt8(ascii: "-") else { return false }
    guard dialect.comments.contains(.dashesNeedSpace) else { return true }
    if position + 2 >= end || hasClass(bytes, position + 2, ByteClass.space) { return true }
    // A line of dashes or `--word` on a line of its own: migration tools take it for a comment in any database.
    let next = byte(bytes, position + 2)
    return (next == UInt8(ascii: "-") || (next | 0x20) &- 0x61 < 26) && beginsLine(bytes)
  }

  private func beginsLine(_ bytes: Span<UInt8>) -> Bool {
    var at = position
    while at > 0 {
      at -= 1
      let byte = bytes[at]
      if byte == UInt8(ascii: "\n") { return true }
      guard byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r") else {
        return false
      }
    }
    return true
  }

  private mutating func skipLine(_ bytes: Span<UInt8>) {
    while position < end, bytes[position] != UInt8(ascii: "\n") { position += 1 }
  }

  private mutating func skipBlock(_ bytes: Span<UInt8>) -> Bool {
    let isNesting = dialect.comments.contains(.nestedBlocks)
    var depth = 1
    var at = position + 2
    while at < end {
      let byte = bytes[at]
      let following = self.byte(bytes, at + 1)
      if byte == UInt8(ascii: "*"), following == UInt8(ascii: "/") {
        depth -= 1
        at += 2
        if depth == 0 {
          position = at
          return true
        }
      } else if isNesting, byte == UInt8(ascii: "/"), following == UInt8(ascii: "*") {
        depth += 1
        at += 2
      } else {
        at += 1
      }
    }
    position = end
    return false
  }

  /// A name or keyword, or a string with a letter before it.
  mutating func word(_ bytes: Span<UInt8>, _ start: Int) -> Token {
    if let prefixed = prefixedString(bytes, start) { return prefixed }
    var at = start + 1
    while true {
      while hasClass(bytes, at, ByteClass.namePart), !startsDelimiter(bytes, at) {
        if bytes[at] == UInt8(ascii: "$"), let close = dollarBraceEnd(bytes, at) {
          at = close
        } else {
          at += 1
        }
      }
      break
    }
    position = at
    if isQualifier(bytes, at) { return Token(.word, start, at) }
    let keyword = KeywordSpelling.keyword(in: bytes, start: start, end: at)
    return Token(.word, start, at, keyword: keyword)
  }

  /// Whether a word that ends here is a name in MySQL whatever it says, as the first of `order.id`: its scanner looks no
  /// keyword up before a dot with a name behind it (sql/sql_lex.cc, MY_LEX_IDENT_OR_KEYWORD).
  private func isQualifier(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
    guard dialect.switches.contains(.mySQL), byte(bytes, end) == UInt8(ascii: ".") else { return false }
    return hasClass(bytes, end + 1, ByteClass.nameStart)
  }

  /// Offset past `${name}` when a placeholder starts at the dollar sign.
  func dollarBraceEnd(_ bytes: Span<UInt8>, _ dollar: Int) -> Int? {
    guard dialect.placeholders.contains(.dollarBrace), byte(bytes, dollar + 1) == UInt8(ascii: "{") else {
      return nil
    }
    return placeholderEnd(bytes, dollar + 2)
  }

  mutating func prefixedString(_ bytes: Span<UInt8>, _ start: Int) -> Token? {
    let letter = bytes[start] | 0x20
    let following = byte(bytes, start + 1)
    if dialect.strings.contains(.rawPrefix), let token = rawString(bytes, start) { return token }
    if following == UInt8(ascii: "'") {
      switch letter {
      case UInt8(ascii: "e"):
        guard dialect.strings.contains(.escapePrefix) else { return nil }
        return quoted(bytes, start, from: start + 1, .escapeString)
      case UInt8(ascii: "b"), UInt8(ascii: "x"):
        guard dialect.strings.contains(.bitPrefix) else { return nil }
        return quoted(bytes, start, from: start + 1, .bitString)
      case UInt8(ascii: "n"): return quoted(bytes, start, from: start + 1, .plainString)
      default: return nil
      }
    }
    guard letter == UInt8(ascii: "u"), following == UInt8(ascii: "&"),
      dialect.strings.contains(.unicodePrefix)
    else { return nil }
    switch byte(bytes, start + 2) {
    case UInt8(ascii: "'"): return quoted(bytes, start, from: start + 2, .unicodeString)
    case UInt8(ascii: "\""): return quoted(bytes, start, from: start + 2, .unicodeName)
    default: return nil
    }
  }

  /// Digits, also hexadecimal, octal and binary, with underscores, fraction and exponent.
  mutating func number(_ bytes: Span<UInt8>, _ start: Int) -> Token {
    var at = start
    let second = byte(bytes, start + 1) | 0x20
    let isPrefixed =
      bytes[start] == UInt8(ascii: "0")
      && (second == UInt8(ascii: "x") || second == UInt8(ascii: "o") || second == UInt8(ascii: "b"))
    if isPrefixed, hasClass(bytes, start + 2, ByteClass.digit | ByteClass.nameStart) {
      at += 2
      while hasClass(bytes, at, ByteClass.digit | ByteClass.nameStart) { at += 1 }
      position = at
      return Token(.number, start, at)
    }
    skipDigits(bytes, &at)
    if byte(bytes, at) == UInt8(ascii: "."), byte(bytes, at + 1) != UInt8(ascii: ".") {
      at += 1
      skipDigits(bytes, &at)
    }
    if byte(bytes, at) | 0x20 == UInt8(ascii: "e") {
      let sign = byte(bytes, at + 1)
      let digits = at + (sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") ? 2 : 1)
      if hasClass(bytes, digits, ByteClass.digit) {
        at = digits
        skipDigits(bytes, &at)
      }
    }
    position = at
    return Token(.number, start, at)
  }

  private func skipDigits(_ bytes: Span<UInt8>, _ at: inout Int) {
    while hasClass(bytes, at, ByteClass.digit)
      || byte(bytes, at) == UInt8(ascii: "_") && hasClass(bytes, at + 1, ByteClass.digit)
    {
      at += 1
    }
  }

  /// `$1`, `$tag$...$tag$`, `${name}`.
  mutating func dollar(_ bytes: Span<UInt8>, _ start: Int) -> Token {
    if hasClass(bytes, start + 1, ByteClass.digit) {
      var at = start + 1
      skipDigits(bytes, &at)
      position = at
      return Token(.numberedParameter, start, at)
    }
    if let close = dollarBraceEnd(bytes, start) { return placeholder(bytes, start, close) }
    if dialect.strings.contains(.dollarQuotes), let bodyStart = dollarTagEnd(bytes, start) {
      return dollarString(bytes, start, bodyStart)
    }
    var at = start + 1
    while hasClass(bytes, at, ByteClass.namePart) { at += 1 }
    position = at
    return Token(at > start + 1 ? .numberedParameter : .broken, start, at)
  }

  /// A placeholder, or a name that starts with it.
  mutating func placeholder(_ bytes: Span<UInt8>, _ start: Int, _ close: Int) -> Token {
    if hasClass(bytes, close, ByteClass.namePart) { return placeholderName(bytes, start, close) }
    position = close
    return Token(.placeholder, start, close)
  }

  /// `${prefix}_name`: a name that starts with a placeholder.
  private mutating func placeholderName(_ bytes: Span<UInt8>, _ start: Int, _ close: Int) -> Token {
    var token = word(bytes, close)
    token.start = Int32(truncatingIfNeeded: start)
    token.length = Int32(truncatingIfNeeded: position - start)
    token.kind = .word
    token.keyword = .plain
    return token
  }

  /// Offset past `$tag$` when that starts at `start`.
  private func dollarTagEnd(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
    var at = start + 1
    while at < end {
      let byte = bytes[at]
      if byte == UInt8(ascii: "$") { return at + 1 }
      guard classes(of: byte) & (ByteClass.nameStart | ByteClass.digit) != 0 else { return nil }
      at += 1
    }
    return nil
  }

  private func classes(of byte: UInt8) -> UInt8 { ByteClass.table[Int(byte)] }

  private mutating func dollarString(_ bytes: Span<UInt8>, _ start: Int, _ bodyStart: Int) -> Token {
    let tagLength = bodyStart - start
    var at = bodyStart
    while at + tagLength <= end {
      if bytes[at] != UInt8(ascii: "$") {
        at += 1
        continue
      }
      var matched = 1
      while matched < tagLength, bytes[at + matched] == bytes[start + matched] { matched += 1 }
      if matched == tagLength {
        position = at + tagLength
        return Token(.dollarString, start, position)
      }
      // What matched holds no other dollar sign, so the next candidate is past it.
      at += matched
    }
    position = end
    return Token(.broken, start, end)
  }
}
