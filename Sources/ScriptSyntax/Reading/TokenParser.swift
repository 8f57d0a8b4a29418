/// The cursor that the grammar of every language moves. Errors are thrown as `ScriptTrouble`; the statement
/// loops catch them, skip the statement and keep the trouble.
protocol TokenParser {
  /// The whole text; all offsets point into it.
  var source: [UInt8] { get }
  /// The tokens; the last is `.end`.
  var tokens: ContiguousArray<ScriptToken> { get }
  /// Index of the current token.
  var position: Int { get set }
  /// Current nesting.
  var depth: Int { get set }
  /// How high the tree of the value that is read now is, chains in brackets counted.
  var tall: Int { get set }
  /// What was not read so far.
  var troubles: [ScriptTrouble] { get set }
}

extension TokenParser {
  /// The current token.
  @inline(__always)
  var current: ScriptToken { tokens[position] }

  /// The token at a place; the first or last past the ends.
  @inline(__always)
  func token(_ place: Int) -> ScriptToken { tokens[min(max(0, place), tokens.count - 1)] }

  /// The token some places on, or back; the first or last past the ends.
  @inline(__always)
  func peek(_ places: Int = 1) -> ScriptToken { token(position + places) }

  /// Moves to the next token; stays at the end.
  @inline(__always)
  mutating func advance() {
    if position < tokens.count - 1 { position += 1 }
  }

  @inline(__always)
  func at(_ kind: ScriptTokenKind) -> Bool { current.kind == kind }

  /// Whether the current token is the keyword.
  @inline(__always)
  func at(word: ScriptWord) -> Bool { current.kind == .word && current.code == word.code }

  /// Whether the current token is the sign.
  @inline(__always)
  func at(_ sign: ScriptWord) -> Bool { current.kind == .sign && current.code == sign.code }

  /// Whether a token is the sign.
  @inline(__always)
  func isSign(_ token: ScriptToken, _ sign: ScriptWord) -> Bool {
    token.kind == .sign && token.code == sign.code
  }

  /// Whether a token is the keyword.
  @inline(__always)
  func isWord(_ token: ScriptToken, _ word: ScriptWord) -> Bool {
    token.kind == .word && token.code == word.code
  }

  /// Whether two tokens stand next to each other without space.
  @inline(__always)
  func isAdjacent(_ left: ScriptToken, _ right: ScriptToken) -> Bool { left.end == right.start }

  /// Whether a word of more than eight letters is this one.
  func spells(_ token: ScriptToken, _ word: StaticString) -> Bool {
    guard token.kind == .word, token.range.count == word.utf8CodeUnitCount else { return false }
    let bytes = token.range.bytes(of: source)
    return word.withUTF8Buffer { letters in bytes.elementsEqual(letters) }
  }

  /// Moves past the sign if it is the current token.
  @inline(__always)
  mutating func accept(_ sign: ScriptWord) -> Bool {
    guard at(sign) else { return false }
    advance()
    return true
  }

  /// Moves past the keyword if it is the current token.
  @inline(__always)
  mutating func accept(word: ScriptWord) -> Bool {
    guard at(word: word) else { return false }
    advance()
    return true
  }

  /// Moves past a token of the kind.
  @inline(__always)
  mutating func accept(_ kind: ScriptTokenKind) -> Bool {
    guard at(kind) else { return false }
    advance()
    return true
  }

  /// Moves past the sign or throws; `name` is how the message calls it.
  mutating func expect(_ sign: ScriptWord, _ name: String) throws(ScriptTrouble) {
    if !accept(sign) { throw unexpected("\"" + name + "\"") }
  }

  /// Moves past the keyword or throws.
  mutating func expect(word: ScriptWord, _ name: String) throws(ScriptTrouble) {
    if !accept(word: word) { throw unexpected("\"" + name + "\"") }
  }

  /// The text of a token.
  func text(_ token: ScriptToken) -> String { token.range.text(of: source) }

  /// The trouble that the current token is not what the grammar wants.
  func unexpected(_ wanted: String) -> ScriptTrouble {
    let token = current
    switch token.kind {
    case .end:
      return ScriptTrouble(.unterminated, "expected \(wanted) before the end of the text", at: token.range)
    case .newline, .indent, .dedent:
      return ScriptTrouble(.unexpected, "expected \(wanted) before the end of the line", at: token.range)
    case .broken:
      let isLong = token.range.count > 1
      let message =
        isLong
        ? "no end for what starts at \(excerpt(token.range))"
        : "\(excerpt(token.range)) starts no word or sign"
      return ScriptTrouble(isLong ? .unterminated : .invalidByte, message, at: token.range)
    case .word, .number, .string, .template, .regularExpression, .sign:
      return ScriptTrouble(
        .unexpected, "expected \(wanted), found \(excerpt(token.range))", at: token.range)
    }
  }

  /// Up to 40 bytes of the text in quotes, on one line.
  func excerpt(_ range: ScriptRange) -> String {
    var bytes = range.bytes(of: source)
    let isCut = bytes.count > 40
    if isCut { bytes = bytes.prefix(40) }
    let flat = bytes.map { $0 < 0x20 ? UInt8(ascii: " ") : $0 }
    return "\"" + String(decoding: flat, as: UTF8.self) + (isCut ? "..." : "") + "\""
  }

  /// The bytes from an earlier start to the token before the current.
  func range(from start: Int32) -> ScriptRange {
    var last = position - 1
    while last > 0,
      tokens[last].kind == .newline || tokens[last].kind == .dedent || tokens[last].kind == .indent
    {
      last -= 1
    }
    return ScriptRange(start, max(start, last >= 0 ? tokens[last].end : start))
  }

  /// Runs one level deeper; throws at the limit. Every entry needs its `leave`; after a throw the statement
  /// loop restores `depth`.
  mutating func enter() throws(ScriptTrouble) {
    if depth >= ScriptLimits.depth {
      throw ScriptTrouble(.tooDeep, "nested deeper than \(ScriptLimits.depth) levels", at: current.range)
    }
    depth += 1
  }

  mutating func leave() { depth -= 1 }

  /// Counts one more link of a chain that values in brackets may stand in; throws at the limits.
  mutating func grow(_ height: inout Int) throws(ScriptTrouble) {
    try extend(&height)
    tall += 1
    if tall > ScriptLimits.total {
      throw ScriptTrouble(.tooDeep, "chains in brackets are higher than is read", at: current.range)
    }
  }

  /// Counts one more link of a chain; throws at the limit.
  func extend(_ height: inout Int) throws(ScriptTrouble) {
    height += 1
    if height > ScriptLimits.height {
      throw ScriptTrouble(.tooDeep, "more than \(ScriptLimits.height) links in one chain", at: current.range)
    }
  }
}
