/// Reads the tokens of one C# file, or of a value in one of its strings.
struct CSharpParser: BracedParser, TypedParser {
  static let nameMark = "@"

  let source: [UInt8]
  let tokens: ContiguousArray<ScriptToken>
  let pairs: BracketPairs
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
}
