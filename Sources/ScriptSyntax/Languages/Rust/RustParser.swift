/// Reads the tokens of one file of Rust, as far as programs that call builders need it: types are passed over, and what
/// macros stand for is known of a few only.
struct RustParser: BracedParser, TypedParser {
  static let nameMark = "r#"

  let source: [UInt8]
  let tokens: ContiguousArray<ScriptToken>
  let pairs: BracketPairs
  var position = 0
  var depth = 0
  var tall = 0
  var troubles: [ScriptTrouble] = []
  /// Paths to other modules that stand in values: `crate::m1`.
  var modulePaths: Set<String> = []
  /// First names of paths that may be a module of the file, one that is imported, or another package.
  var crateNames: Set<String> = []
  /// A brace after a path begins a block here, not fields: `if a {`.
  var isBeforeBlock = false
  /// Statements that may still be read a second time.
  var rewinds = 200

  init(_ source: [UInt8]) {
    self.source = source
    tokens = RustLexer(source).tokens
    pairs = BracketPairs(tokens)
  }

  /// The statements of the whole file; modules that values name by their paths are imports before them.
  mutating func file() -> [ScriptStatement] {
    var statements: [ScriptStatement] = []
    if at("#"), isSign(peek(), "!"), !isSign(peek(2), "[") {
      while !at(.end), !(current.followsBreak && position > 0) { advance() }
    }
    while !at(.end) {
      let before = position
      line(into: &statements)
      if position == before { advance() }
    }
    let place = ScriptRange(0, 0)
    let own = Set(statements.flatMap(Self.boundNames))
    let imports = modulePaths.union(crateNames.subtracting(own)).sorted().map { path in
      ScriptStatement.imports(
        ScriptImport(
          module: path, names: [ScriptImport.Name(name: "*", alias: path, range: place)], range: place))
    }
    return imports + RustImplementations.merged(statements)
  }

  /// The names that an item binds.
  private static func boundNames(_ statement: ScriptStatement) -> [String] {
    switch statement {
    case .classDefinition(let definition): [definition.name]
    case .imports(let found): found.names.map(\.alias)
    default: []
    }
  }

  /// Adds one item or statement; what is not read is kept as a trouble.
  mutating func line(into statements: inout [ScriptStatement]) {
    let first = position
    let nesting = depth
    do throws(ScriptTrouble) {
      try enter()
      var tail: RustTail?
      try statement(into: &statements, &tail)
      statements += lowered(RustBlock(statements: [], tail: tail), returns: false)
      leave()
    } catch {
      depth = nesting
      isBeforeBlock = false
      statements.append(.unparsed(skipped(error, from: first)))
    }
  }

  /// A text as a value.
  func string(_ token: ScriptToken) -> ScriptNode {
    .string(ScriptString(text: RustEscape.content(source, token.range), range: token.range))
  }
}
