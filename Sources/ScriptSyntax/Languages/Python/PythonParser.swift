/// Reads the tokens of one Python file, or of one expression in a string.
struct PythonParser: OperatorParser {
  let source: [UInt8]
  let tokens: ContiguousArray<ScriptToken>
  var position = 0
  var depth = 0
  var tall = 0
  var troubles: [ScriptTrouble]

  /// A parser for a part of the text; `depth` is that of the expression around it.
  init(_ source: [UInt8], range: ScriptRange, isExpression: Bool = false, depth: Int = 0) {
    let lexer = PythonLexer(source, range: range, isExpression: isExpression)
    self.source = source
    tokens = lexer.tokens
    troubles = lexer.troubles
    self.depth = depth
  }

  /// Words that are no names.
  static let keywords: Set<ScriptWord> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda",
    "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
  ]

  /// Whether the current token is a name.
  var isAtName: Bool { at(.word) && !Self.keywords.contains(ScriptWord(code: current.code)) }

  /// Moves past a name and gives it.
  mutating func expectName(_ wanted: String = "a name") throws(ScriptTrouble) -> ScriptName {
    guard isAtName else { throw unexpected(wanted) }
    let name = ScriptName(text: text(current), range: current.range)
    advance()
    return name
  }

  /// The statements of the whole file.
  mutating func file() -> [ScriptStatement] {
    var statements: [ScriptStatement] = []
    while !at(.end) {
      lines(into: &statements)
      _ = accept(.dedent)
    }
    return statements
  }

  /// Adds the statements up to the end of the block. Lines that stand further right for no reason are a
  /// trouble, and are read as if they did not.
  private mutating func lines(into statements: inout [ScriptStatement]) {
    var stray = 0
    while !at(.end) {
      switch current.kind {
      case .newline: advance()
      case .indent:
        troubles.append(
          ScriptTrouble(.indentation, "the line is indented without a block before it", at: current.range))
        stray += 1
        advance()
      case .dedent:
        if stray == 0 { return }
        stray -= 1
        advance()
      case .end, .word, .number, .string, .template, .regularExpression, .sign, .broken:
        line(into: &statements)
      }
    }
  }

  /// Adds the statements of one line, or one compound statement; what is not read is kept as a trouble.
  mutating func line(into statements: inout [ScriptStatement]) {
    let first = position
    let nesting = depth
    do throws(ScriptTrouble) {
      try enter()
      if let compound = try compoundStatement() {
        statements.append(compound)
      } else {
        try simpleStatements(into: &statements)
      }
      leave()
    } catch {
      depth = nesting
      skipStatement(from: first)
      var trouble = error
      trouble.range = range(from: tokens[first].start)
      if trouble.range.count == 0 { trouble.range = error.range }
      troubles.append(trouble)
      statements.append(.unparsed(trouble))
    }
  }

  /// Moves past a statement that could not be read, with the block below it.
  private mutating func skipStatement(from first: Int) {
    var level = 0
    for index in first..<position {
      if tokens[index].kind == .indent { level += 1 }
      if tokens[index].kind == .dedent { level -= 1 }
    }
    while !at(.end) {
      switch current.kind {
      case .indent: level += 1
      case .dedent:
        // The end of the block around the statement belongs to that block.
        if level <= 0 { return }
        level -= 1
        if level == 0, !isClause(peek()) {
          advance()
          return
        }
      case .newline:
        if level <= 0, peek().kind != .indent, !isClause(peek()) {
          advance()
          return
        }
      case .end, .word, .number, .string, .template, .regularExpression, .sign, .broken: break
      }
      advance()
    }
  }

  /// Whether a token begins a clause that belongs to the statement before it.
  private func isClause(_ token: ScriptToken) -> Bool {
    isWord(token, "else") || isWord(token, "elif") || isWord(token, "except") || isWord(token, "finally")
  }

  /// The statements after a colon: an indented block or the rest of the line.
  mutating func block() throws(ScriptTrouble) -> [ScriptStatement] {
    try expect(":", ":")
    var statements: [ScriptStatement] = []
    guard accept(.newline) else {
      try simpleStatements(into: &statements)
      return statements
    }
    guard accept(.indent) else { throw unexpected("an indented block") }
    lines(into: &statements)
    _ = accept(.dedent)
    return statements
  }

  private mutating func simpleStatements(into statements: inout [ScriptStatement]) throws(ScriptTrouble) {
    repeat {
      if at(.newline) || at(.end) { break }
      statements.append(try simpleStatement())
    } while accept(";")
    if !at(.end), !at(.dedent), !accept(.newline) { throw unexpected("the end of the line") }
  }
}
