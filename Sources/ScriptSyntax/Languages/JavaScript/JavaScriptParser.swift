/// Reads the tokens of one JavaScript or TypeScript file.
struct JavaScriptParser: BracedParser {
  let source: [UInt8]
  let tokens: ContiguousArray<ScriptToken>
  /// Types are skipped where they may stand.
  let hasTypes: Bool
  /// For every opening bracket the index of its closing one; -1 for none and for other tokens.
  let closing: ContiguousArray<Int32>
  var position = 0
  var depth = 0
  var tall = 0
  var troubles: [ScriptTrouble] = []
  /// `in` is no operator in the head of a `for`.
  var isInLoopHead = false

  init(_ source: [UInt8], hasTypes: Bool) {
    self.source = source
    self.hasTypes = hasTypes
    tokens = JavaScriptLexer(source).tokens
    closing = Self.brackets(tokens)
  }

  /// Pairs brackets; one without a partner does not disturb those around it.
  private static func brackets(_ tokens: ContiguousArray<ScriptToken>) -> ContiguousArray<Int32> {
    var closing = ContiguousArray<Int32>(repeating: -1, count: tokens.count)
    var open: [(index: Int, sign: UInt64)] = []
    var counts: [UInt64: Int] = [:]
    for (index, token) in tokens.enumerated() where token.kind == .sign {
      let partner: ScriptWord
      switch ScriptWord(code: token.code) {
      case "(", "[", "{":
        open.append((index, token.code))
        counts[token.code, default: 0] += 1
        continue
      case ")": partner = "("
      case "]": partner = "["
      case "}": partner = "{"
      default: continue
      }
      guard counts[partner.code, default: 0] > 0 else { continue }
      while let last = open.popLast() {
        counts[last.sign, default: 1] -= 1
        guard last.sign == partner.code else { continue }
        closing[last.index] = Int32(truncatingIfNeeded: index)
        break
      }
    }
    return closing
  }

  /// The index of the bracket that closes the one at an index.
  func closingIndex(_ index: Int) -> Int? {
    guard closing.indices.contains(index), closing[index] >= 0 else { return nil }
    return Int(closing[index])
  }

  /// Words that are no names of variables.
  static let keywords: Set<ScriptWord> = [
    "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else",
    "export", "extends", "false", "finally", "for", "function", "if", "import", "in", "new", "null", "return",
    "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while", "with",
  ]

  func isName(_ token: ScriptToken) -> Bool {
    token.kind == .word && !Self.keywords.contains(ScriptWord(code: token.code))
      && !spells(token, "instanceof")
  }

  /// The statements of the whole file.
  mutating func file() -> [ScriptStatement] {
    var statements: [ScriptStatement] = []
    while !at(.end) { line(into: &statements) }
    return statements
  }

  /// Adds one statement; what is not read is kept as a trouble.
  mutating func line(into statements: inout [ScriptStatement]) {
    let first = position
    let nesting = depth
    let isInHead = isInLoopHead
    do throws(ScriptTrouble) {
      try enter()
      isInLoopHead = false
      try statement(into: &statements)
      isInLoopHead = isInHead
      leave()
    } catch {
      depth = nesting
      isInLoopHead = isInHead
      statements.append(.unparsed(skipped(error, from: first)))
    }
  }

  /// Moves past a statement that could not be read: to a semicolon or the end of a line outside of its brackets.
  mutating func skipStatement(from first: Int, failedAt: Int) {
    position = first
    while !at(.end) {
      let isPast = position > failedAt
      if isPast, current.followsBreak || isSign(peek(-1), ";") { return }
      if at("}"), position > first { return }
      if let close = closingIndex(position) { position = close }
      advance()
    }
  }

  /// The end of a statement: a semicolon, or where one may be left out.
  mutating func endStatement() throws(ScriptTrouble) {
    if accept(";") || at("}") || at(.end) || current.followsBreak { return }
    throw unexpected("the end of the statement")
  }

  /// The body of `if` and its kin: a block or one statement.
  mutating func body() throws(ScriptTrouble) -> [ScriptStatement] {
    if at("{") { return try block() }
    var statements: [ScriptStatement] = []
    try enter()
    try statement(into: &statements)
    leave()
    return statements
  }
}
