extension Parser {
  /// Where a name stands, which decides the keywords that it may be (gram.y: ColId, type_function_name, ColLabel).
  package enum NamePlace: Sendable {
    /// A column, table, schema, constraint, index ...
    case column
    /// A function or type.
    case function
    /// After AS or a dot: any word.
    case label
    /// A column label without AS.
    case bareLabel
  }

  /// Whether a token can be a name of that place.
  package func isName(_ place: NamePlace, _ token: Token) -> Bool {
    switch token.kind {
    case .quotedName, .unicodeName, .placeholder: return true
    case .word: break
    default: return false
    }
    if token.keyword == .plain { return true }
    switch place {
    case .label: return true
    case .bareLabel: return dialect.keywords.isBareLabel(token.keyword)
    case .column:
      let kind = dialect.keywords.classOf(token.keyword)
      return kind == .free || kind == .columnName
    case .function:
      let kind = dialect.keywords.classOf(token.keyword)
      return kind == .free || kind == .typeOrFunctionName
    }
  }

  /// Whether the current token can be a name of that place.
  package func isName(_ place: NamePlace = .column) -> Bool { isName(place, current) }

  /// A name; throws if the current token is none.
  package mutating func parseIdentifier(_ place: NamePlace = .column) throws(SyntaxTrouble) -> Identifier {
    let token = current
    guard isName(place, token) else {
      if let name = parseVariableName() { return name }
      throw unexpected("a name")
    }
    advance()
    if token.kind == .unicodeName {
      return unicodeName(token, escape: parseUnicodeEscape() ?? UInt8(ascii: "\\"))
    }
    return identifier(token)
  }

  /// psql's `:name` and `:"name"` in the place of a name: the text as written.
  private mutating func parseVariableName() -> Identifier? {
    let colon = current
    let next = peek()
    guard colon.kind == .colon, dialect.placeholders.contains(.colon), next.start == colon.end,
      next.kind == .word || next.kind == .quotedName
    else { return nil }
    advance()
    advance()
    let range = ByteRange(colon.start, next.end)
    return Identifier(text: range.text(of: source), isQuoted: false, range: range)
  }

  /// A name with its qualifiers: `a.b.c`. The first part is of `place`, the others may be any word.
  package mutating func parseQualifiedName(_ place: NamePlace = .column) throws(SyntaxTrouble)
    -> QualifiedName
  {
    let first = try parseIdentifier(place)
    var parts = splitName(first)
    while at(.dot), isName(.label, peek()) {
      advance()
      let next = try parseIdentifier(.label)
      parts += splitName(next)
    }
    // The schema of an extension is the one that new tables get.
    if parts.count > 1, first.text == "@extschema@" { parts.removeFirst() }
    return QualifiedName(parts: parts)
  }

  /// The parts of BigQuery's `` `project.set.table` ``; any other name is one part.
  func splitName(_ name: Identifier) -> [Identifier] {
    guard name.isQuoted, dialect.nameQuotes.contains(.dotted), name.text.utf8.contains(UInt8(ascii: "."))
    else {
      return [name]
    }
    let parts = name.text.split(separator: ".").map {
      Identifier(text: String($0), isQuoted: true, range: name.range)
    }
    return parts.isEmpty ? [name] : parts
  }

  /// The name of a table in FROM, where BigQuery takes `my-project.set.table` without quotes.
  mutating func parseTableName() throws(SyntaxTrouble) -> QualifiedName {
    guard dialect.switches.contains(.dashedNames) else { return try parseQualifiedName() }
    let first = try parseDashedName(.column)
    var parts = splitName(first)
    while at(.dot), isName(.label, peek()) {
      advance()
      let next = try parseDashedName(.label)
      parts += splitName(next)
    }
    return QualifiedName(parts: parts)
  }

  private mutating func parseDashedName(_ place: NamePlace) throws(SyntaxTrouble) -> Identifier {
    var name = try parseIdentifier(place)
    while at(.minus), current.start == name.range.end, peek().start == current.end, !name.isQuoted,
      peek().kind == .word || peek().kind == .number
    {
      advance()
      name.range.end = current.end
      advance()
      name.text = name.range.text(of: source).lowercased()
    }
    return name
  }

  /// `(a, b, c)`
  package mutating func parseNameList() throws(SyntaxTrouble) -> [Identifier] {
    try expect(.leftParen, "(")
    var names: [Identifier] = []
    repeat {
      if at(.rightParen), !names.isEmpty, dialect.switches.contains(.trailingCommas) { break }
      names.append(try parseIdentifier())
    } while accept(.comma)
    try expect(.rightParen, ")")
    return names
  }

  /// The name that a token spells, folded and unescaped.
  func identifier(_ token: Token) -> Identifier {
    switch token.kind {
    case .quotedName:
      let text = folded(quotedNameBytes(token), by: dialect.quotedFolding)
      return Identifier(text: text, isQuoted: true, range: token.range)
    case .unicodeName: return unicodeName(token, escape: UInt8(ascii: "\\"))
    default:
      return Identifier(text: unquotedText(token), isQuoted: false, range: token.range)
    }
  }

  /// The folded text of an unquoted name, without an array in between: this runs for every name of a text.
  private func unquotedText(_ token: Token) -> String {
    let count = Int(token.length)
    if dialect.folding == .upper || count > dialect.nameByteLimit ?? Int.max {
      return folded(Array(token.range.bytes(of: source)), by: dialect.folding)
    }
    let start = Int(token.start)
    let isLowering = dialect.folding == .lower
    return String(unsafeUninitializedCapacity: count) { buffer in
      for offset in 0..<min(count, buffer.count) {
        let byte = source[start + offset]
        buffer[offset] = isLowering && byte &- 0x41 < 26 ? byte | 0x20 : byte
      }
      return min(count, buffer.count)
    }
  }

  private func unicodeName(_ token: Token, escape: UInt8) -> Identifier {
    let bytes = unicodeEscaped(doubled(token, prefix: 2, quote: UInt8(ascii: "\"")), by: escape)
    return Identifier(text: folded(bytes, by: dialect.quotedFolding), isQuoted: true, range: token.range)
  }

  private func quotedNameBytes(_ token: Token) -> [UInt8] {
    var quote = source[Int(token.start)]
    if quote == UInt8(ascii: "[") { quote = UInt8(ascii: "]") }
    return doubled(token, prefix: 0, quote: quote)
  }

  private func folded(_ bytes: [UInt8], by folding: Dialect.Folding) -> String {
    var bytes = bytes
    switch folding {
    case .keep: break
    case .lower:
      for index in bytes.indices where bytes[index] &- 0x41 < 26 { bytes[index] |= 0x20 }
    case .upper:
      for index in bytes.indices where bytes[index] &- 0x61 < 26 { bytes[index] &= 0xDF }
    }
    if let limit = dialect.nameByteLimit, bytes.count > limit {
      var cut = limit
      while cut > 0, bytes[cut] & 0xC0 == 0x80 { cut -= 1 }
      bytes.removeSubrange(cut...)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
