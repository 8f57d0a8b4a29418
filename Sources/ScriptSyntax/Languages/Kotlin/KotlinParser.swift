/// Reads the tokens of one file of Kotlin, or of a value in one of its strings
/// (https://kotlinlang.org/docs/reference/grammar.html).
struct KotlinParser: BracedParser, TypedParser {
  static let nameMark = "`"

  let source: [UInt8]
  let tokens: ContiguousArray<ScriptToken>
  let pairs: BracketPairs
  var position = 0
  var depth = 0
  var tall = 0
  var troubles: [ScriptTrouble] = []
  /// Positive inside of parentheses, where the end of a line ends nothing.
  var bracketing = 0

  init(_ source: [UInt8], range: ScriptRange? = nil) {
    self.source = source
    tokens = KotlinLexer(source, range: range).tokens
    pairs = BracketPairs(tokens)
  }

  /// A parser for a value in a string.
  func inner(_ range: ScriptRange) -> KotlinParser {
    var parser = KotlinParser(source, range: range)
    parser.depth = depth
    parser.bracketing = 1
    return parser
  }

  /// The statements of the whole file.
  mutating func file() -> [ScriptStatement] {
    var statements: [ScriptStatement] = []
    while !at(.end) {
      let before = position
      line(into: &statements)
      if position == before { advance() }
    }
    return statements
  }

  mutating func line(into statements: inout [ScriptStatement]) {
    let outer = bracketing
    bracketing = 0
    guarded(into: &statements) { (parser, found) throws(ScriptTrouble) in try parser.statement(into: &found) }
    bracketing = outer
  }

  /// Whether a line ended before the current token, and with it what stands there.
  var breaks: Bool { bracketing == 0 && current.followsBreak }

  mutating func skipStatement(from first: Int, failedAt: Int) {
    position = first
    var open = 0
    while !at(.end) {
      if open == 0, position > first, position >= failedAt, current.followsBreak { return }
      if at("{") || at("(") || at("[") {
        open += 1
      } else if at("}") || at(")") || at("]") {
        if open == 0, at("}") { return }
        open = max(0, open - 1)
      } else if at(";"), open == 0, position >= failedAt {
        return advance()
      }
      advance()
    }
  }

  /// Reads something in parentheses.
  mutating func inBrackets<T>(_ body: (inout Self) throws(ScriptTrouble) -> T) throws(ScriptTrouble) -> T {
    bracketing += 1
    defer { bracketing -= 1 }
    return try body(&self)
  }

  /// `{ ... }` of statements.
  mutating func braces() throws(ScriptTrouble) -> [ScriptStatement] {
    let outer = bracketing
    bracketing = 0
    defer { bracketing = outer }
    return try block()
  }

  /// A body of one statement or several.
  mutating func body() throws(ScriptTrouble) -> [ScriptStatement] {
    try enter()
    defer { leave() }
    if at("{") { return try braces() }
    if accept(";") { return [] }
    var statements: [ScriptStatement] = []
    try statement(into: &statements)
    return statements
  }

  /// `(a)` behind a keyword.
  mutating func bracketed() throws(ScriptTrouble) -> ScriptNode {
    try expect("(", "(")
    let value = try inBrackets { (parser) throws(ScriptTrouble) in try parser.expression() }
    try expect(")", ")")
    return value
  }

  /// A name with its first value.
  func declared(_ target: ScriptNode, _ value: ScriptNode?, _ type: ScriptName?, _ start: Int32)
    -> ScriptStatement
  {
    .assignment(
      ScriptAssignment(
        targets: [target], operation: nil, annotation: type.map { .name($0) }, value: value,
        isDeclaration: true, range: range(from: start)))
  }
}
