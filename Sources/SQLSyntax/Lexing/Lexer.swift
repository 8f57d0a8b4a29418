/// Cuts a text into tokens, one statement at a time.
///
/// Works on any part of a text; offsets always count from the start of the whole text.
struct Lexer: Sendable {
  let dialect: Dialect
  /// Offset of the next byte to read.
  var position: Int
  /// Offset where reading ends.
  let end: Int
  let isMetaReader: Bool
  /// What ends a statement in place of the semicolon, as MySQL's `delimiter` sets it; empty for the semicolon.
  var delimiter: [UInt8] = []
  /// Whether the bytes stand in a comment that MySQL runs: `/*!40101 ... */`.
  var isInRunComment = false
  private let classes = ByteClass.table

  init(dialect: Dialect, position: Int, end: Int) {
    self.dialect = dialect
    self.position = position
    self.end = end
    isMetaReader = dialect.switches.contains(.metaCommands)
  }

  /// The byte at an offset; 0 past the end.
  @inline(__always)
  func byte(_ bytes: Span<UInt8>, _ offset: Int) -> UInt8 {
    offset < end ? bytes[offset] : 0
  }

  @inline(__always)
  func hasClass(_ bytes: Span<UInt8>, _ offset: Int, _ bits: UInt8) -> Bool {
    offset < end && classes[Int(bytes[offset])] & bits != 0
  }

  /// The next token; `.endOfStatement` at the end of the text. White space and comments are skipped.
  mutating func next(_ bytes: Span<UInt8>) -> Token {
    if let broken = skipBlank(bytes) { return broken }
    guard position < end else { return Token(.endOfStatement, end, end) }
    let start = position
    if !delimiter.isEmpty, startsDelimiter(bytes, start) {
      position = start + delimiter.count
      return Token(.semicolon, start, position)
    }
    let first = bytes[start]
    let bits = classes[Int(first)]
    if bits & ByteClass.nameStart != 0 { return word(bytes, start) }
    if bits & ByteClass.digit != 0 { return number(bytes, start) }
    if bits & ByteClass.single != 0 { return single(bytes, start, first) }
    switch first {
    case UInt8(ascii: "'"):
      if let triple = tripleQuoted(bytes, start, from: start, isRaw: false) { return triple }
      return quoted(bytes, start, from: start, .plainString)
    case UInt8(ascii: "\""):
      if let triple = tripleQuoted(bytes, start, from: start, isRaw: false) { return triple }
      let isString = dialect.strings.contains(.doubleQuotes)
      return quoted(bytes, start, from: start, isString ? .escapeString : .quotedName)
    case UInt8(ascii: "`"):
      if dialect.nameQuotes.contains(.backtick) { return quoted(bytes, start, from: start, .quotedName) }
    case UInt8(ascii: "."): return dot(bytes, start)
    case UInt8(ascii: ":"): return colon(bytes, start)
    case UInt8(ascii: "$"): return dollar(bytes, start)
    case UInt8(ascii: "\\"): return backslash(bytes, start)
    case UInt8(ascii: "#"):
      // `#name` is a temporary table of SQL Server.
      if dialect.switches.contains(.transactSQL) { return hashName(bytes, start) }
    default: break
    }
    if bits & ByteClass.operation != 0 { return operation(bytes, start, first) }
    position = start + 1
    return Token(.broken, start, position)
  }

  private mutating func single(_ bytes: Span<UInt8>, _ start: Int, _ first: UInt8) -> Token {
    position = start + 1
    let kind: TokenKind
    switch first {
    case UInt8(ascii: "("): kind = .leftParen
    case UInt8(ascii: ")"): kind = .rightParen
    case UInt8(ascii: "["):
      if dialect.nameQuotes.contains(.bracket) { return bracketed(bytes, start) }
      kind = .leftBracket
    case UInt8(ascii: "]"): kind = .rightBracket
    case UInt8(ascii: "{"):
      if dialect.placeholders.contains(.brace), let close = placeholderEnd(bytes, start + 1) {
        position = close
        return Token(.placeholder, start, close)
      }
      if let close = templateEnd(bytes, start) { return placeholder(bytes, start, close) }
      kind = .leftBrace
    case UInt8(ascii: "}"): kind = .rightBrace
    case UInt8(ascii: ","): kind = .comma
    default: kind = .semicolon
    }
    return Token(kind, start, position)
  }

  /// Offset past `{{ .Schema }}` when that starts at `start`: what a template puts in before the text is run.
  func templateEnd(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
    guard byte(bytes, start) == UInt8(ascii: "{"), byte(bytes, start + 1) == UInt8(ascii: "{"),
      dialect.placeholders.contains(.dollarBrace)
    else { return nil }
    var at = start + 2
    while at + 1 < end, at - start < 200, bytes[at] != UInt8(ascii: "\n") {
      if bytes[at] == UInt8(ascii: "}"), bytes[at + 1] == UInt8(ascii: "}") { return at + 2 }
      at += 1
    }
    return nil
  }

  /// Offset past `name}` when the bytes from `offset` are that.
  func placeholderEnd(_ bytes: Span<UInt8>, _ offset: Int) -> Int? {
    var at = offset
    while at < end, at - offset < 128 {
      let byte = bytes[at]
      if byte == UInt8(ascii: "}") { return at > offset ? at + 1 : nil }
      let isPart = classes[Int(byte)] & ByteClass.namePart != 0
      guard isPart || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
      else {
        return nil
      }
      at += 1
    }
    return nil
  }

  private mutating func dot(_ bytes: Span<UInt8>, _ start: Int) -> Token {
    if hasClass(bytes, start + 1, ByteClass.digit) { return number(bytes, start) }
    let isDouble = byte(bytes, start + 1) == UInt8(ascii: ".")
    position = start + (isDouble ? 2 : 1)
    return Token(isDouble ? .dotDot : .dot, start, position)
  }

  private mutating func colon(_ bytes: Span<UInt8>, _ start: Int) -> Token {
    switch byte(bytes, start + 1) {
    case UInt8(ascii: ":"):
      position = start + 2
      return Token(.doubleColon, start, position)
    case UInt8(ascii: "="):
      position = start + 2
      return Token(.colonEquals, start, position)
    default:
      position = start + 1
      return Token(.colon, start, position)
    }
  }

  /// A run of operator characters, cut by PostgreSQL's rules (manual, 4.1.3).
  private mutating func operation(_ bytes: Span<UInt8>, _ start: Int, _ first: UInt8) -> Token {
    if first == UInt8(ascii: "%"), let token = percentPlaceholder(bytes, start) { return token }
    if first == UInt8(ascii: "@"), let token = extensionName(bytes, start) { return token }
    let signs = byte(bytes, start + 1) == UInt8(ascii: "@") ? 2 : 1
    if first == UInt8(ascii: "@"), dialect.placeholders.contains(.at),
      hasClass(bytes, start + signs, ByteClass.nameStart)
    {
      var at = start + signs
      while hasClass(bytes, at, ByteClass.namePart) { at += 1 }
      position = at
      return Token(.placeholder, start, at)
    }
    var at = start
    var isSpecial = false
    while hasClass(bytes, at, ByteClass.operation) {
      let byte = bytes[at]
      let following = self.byte(bytes, at + 1)
      if at > start {
        if byte == UInt8(ascii: "-") && following == UInt8(ascii: "-") { break }
        if byte == UInt8(ascii: "/") && following == UInt8(ascii: "*") { break }
        if byte == UInt8(ascii: "`") && dialect.nameQuotes.contains(.backtick) { break }
        if byte == UInt8(ascii: "@") && dialect.placeholders.contains(.at) { break }
        if byte == UInt8(ascii: "#") && dialect.comments.contains(.hash) { break }
        if byte == UInt8(ascii: "*") && following == UInt8(ascii: "/") && isInRunComment { break }
        if startsDelimiter(bytes, at) { break }
        if byte == UInt8(ascii: "?"), dialect.bindsByMark || bytes[at - 1] == UInt8(ascii: "=") { break }
      }
      switch byte {
      case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "<"),
        UInt8(ascii: ">"), UInt8(ascii: "="):
        break
      default: isSpecial = true
      }
      at += 1
    }
    if !isSpecial {
      while at > start + 1, bytes[at - 1] == UInt8(ascii: "+") || bytes[at - 1] == UInt8(ascii: "-") {
        // "->" and "->>" end otherwise; what is cut here is a sign before an operand.
        at -= 1
      }
    }
    position = at
    return Token(Self.operatorKind(bytes, start, at), start, at)
  }

  /// `@extschema@`, `@extschema:name@`, `@extowner@`: names that `CREATE EXTENSION` puts in (manual, 36.17.3).
  private mutating func extensionName(_ bytes: Span<UInt8>, _ start: Int) -> Token? {
    guard dialect.switches.contains(.extensionNames), byte(bytes, start + 1) | 0x20 == UInt8(ascii: "e")
    else {
      return nil
    }
    var at = start + 1
    while hasClass(bytes, at, ByteClass.namePart) { at += 1 }
    guard [9, 8].contains(at - start - 1), byte(bytes, start + 2) == UInt8(ascii: "x"),
      byte(bytes, start + 3) == UInt8(ascii: "t")
    else { return nil }
    if byte(bytes, at) == UInt8(ascii: ":") {
      at += 1
      while hasClass(bytes, at, ByteClass.namePart) { at += 1 }
    }
    guard byte(bytes, at) == UInt8(ascii: "@") else { return nil }
    position = at + 1
    return Token(.word, start, position, keyword: .plain)
  }

  private mutating func percentPlaceholder(_ bytes: Span<UInt8>, _ start: Int) -> Token? {
    guard dialect.placeholders.contains(.percent), byte(bytes, start + 1) == UInt8(ascii: "(") else {
      return nil
    }
    var at = start + 2
    while hasClass(bytes, at, ByteClass.namePart) { at += 1 }
    guard at > start + 2, byte(bytes, at) == UInt8(ascii: ")"), byte(bytes, at + 1) == UInt8(ascii: "s")
    else {
      return nil
    }
    position = at + 2
    return Token(.placeholder, start, position)
  }

  private static func operatorKind(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> TokenKind {
    let first = bytes[start]
    if end - start == 1 {
      switch first {
      case UInt8(ascii: "+"): return .plus
      case UInt8(ascii: "-"): return .minus
      case UInt8(ascii: "*"): return .star
      case UInt8(ascii: "/"): return .slash
      case UInt8(ascii: "%"): return .percentSign
      case UInt8(ascii: "^"): return .caret
      case UInt8(ascii: "<"): return .less
      case UInt8(ascii: ">"): return .greater
      case UInt8(ascii: "="): return .equals
      default: return .operation
      }
    }
    guard end - start == 2 else { return .operation }
    switch (first, bytes[start + 1]) {
    case (UInt8(ascii: "<"), UInt8(ascii: "=")): return .lessEquals
    case (UInt8(ascii: ">"), UInt8(ascii: "=")): return .greaterEquals
    case (UInt8(ascii: "<"), UInt8(ascii: ">")), (UInt8(ascii: "!"), UInt8(ascii: "=")): return .notEquals
    case (UInt8(ascii: "="), UInt8(ascii: ">")): return .arrow
    default: return .operation
    }
  }

  /// A psql command up to the end of its line or `\\`; `\;` separates statements as `;` does.
  private mutating func backslash(_ bytes: Span<UInt8>, _ start: Int) -> Token {
    let letter = byte(bytes, start + 1)
    if isMetaReader, letter == UInt8(ascii: ";") {
      position = start + 2
      return Token(.semicolon, start, position)
    }
    let isCommand =
      classes[Int(letter)] & ByteClass.nameStart != 0 || letter == UInt8(ascii: "!")
      || letter == UInt8(ascii: "?") || letter == UInt8(ascii: ".")
    guard isMetaReader, isCommand else {
      position = start + 1
      return Token(.broken, start, position)
    }
    var at = start + 1
    while at < end, bytes[at] != UInt8(ascii: "\n") {
      if bytes[at] == UInt8(ascii: "\\"), byte(bytes, at + 1) == UInt8(ascii: "\\") { break }
      at += 1
    }
    position = min(end, at < end && bytes[at] == UInt8(ascii: "\\") ? at + 2 : at)
    while at > start + 1, classes[Int(bytes[at - 1])] & ByteClass.space != 0 { at -= 1 }
    return Token(.metaCommand, start, at)
  }
}
