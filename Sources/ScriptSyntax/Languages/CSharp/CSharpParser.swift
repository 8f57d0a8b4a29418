/// Reads the tokens of one C# file, or of a value in one of its strings.
struct CSharpParser: BracedParser {
  let source: [UInt8]
  let tokens: ContiguousArray<ScriptToken>
  private let pairs: BracketPairs
  var position = 0
  var depth = 0
  var tall = 0
  var troubles: [ScriptTrouble] = []

  init(_ source: [UInt8], range: ScriptRange? = nil) {
    self.source = source
    let lexer = CSharpLexer(source, range: range)
    tokens = lexer.tokens
    pairs = BracketPairs(tokens)
    troubles = lexer.skipped.map {
      ScriptTrouble(.unexpected, "code that a symbol of the compiler chooses is not read", at: $0)
    }
  }

  /// A parser for a value in a string.
  func inner(_ range: ScriptRange) -> CSharpParser {
    var parser = CSharpParser(source, range: range)
    parser.depth = depth
    return parser
  }

  /// The place of the bracket that closes the one at a place; nil if there is none.
  func closer(of place: Int) -> Int? { pairs.closer(of: place) }

  /// The token at a place; the last past the end.
  func token(_ place: Int) -> ScriptToken { tokens[min(max(0, place), tokens.count - 1)] }

  /// The statements of the whole file.
  mutating func file() -> [ScriptStatement] {
    var statements: [ScriptStatement] = []
    while !at(.end) {
      let before = position
      declarationLine(into: &statements)
      if position == before { advance() }
    }
    return statements
  }

  /// Adds one declaration or statement of a file or namespace.
  mutating func declarationLine(into statements: inout [ScriptStatement]) {
    guarded(into: &statements) { (parser, found) throws(ScriptTrouble) in try parser.declaration(into: &found)
    }
  }

  /// Adds one statement; what is not read is kept as a trouble.
  mutating func line(into statements: inout [ScriptStatement]) {
    guarded(into: &statements) { (parser, found) throws(ScriptTrouble) in try parser.statement(into: &found) }
  }

  private mutating func guarded(
    into statements: inout [ScriptStatement],
    _ body: (inout CSharpParser, inout [ScriptStatement]) throws(ScriptTrouble) -> Void
  ) {
    let first = position
    let nesting = depth
    do throws(ScriptTrouble) {
      try enter()
      try body(&self, &statements)
      leave()
    } catch {
      depth = nesting
      statements.append(.unparsed(skipped(error, from: first)))
    }
  }

  /// A name without the sign that keeps it from being a keyword.
  func name(_ token: ScriptToken) -> String {
    let text = self.text(token)
    return text.hasPrefix("@") ? String(text.dropFirst()) : text
  }

  /// Moves past a name and gives it.
  mutating func takeName() throws(ScriptTrouble) -> ScriptName {
    guard at(.word) else { throw unexpected("a name") }
    let token = current
    advance()
    return ScriptName(text: name(token), range: token.range)
  }

  /// Whether two tokens stand next to each other without space.
  func isAdjacent(_ left: ScriptToken, _ right: ScriptToken) -> Bool { left.end == right.start }

  /// Moves to the token behind the bracket that closes the current one.
  mutating func skipBrackets() throws(ScriptTrouble) {
    guard let close = closer(of: position) else { throw unexpected("a closed bracket") }
    position = min(close + 1, tokens.count - 1)
  }
}
