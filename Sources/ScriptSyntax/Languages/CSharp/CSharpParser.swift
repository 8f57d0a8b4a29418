/// Reads the tokens of one C# file, or of a value in one of its strings.
struct CSharpParser: TypeFirstParser {
  static let nameMark = "@"
  static let hasTuples = true
  static let hasTypeMarks = true
  static let arrow: ScriptWord = "=>"
  static let wordsAfterValues: Set<String> = ["switch", "with"]

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

  /// Words that no type begins with.
  func isReserved(_ token: ScriptToken) -> Bool {
    guard token.kind == .word, token.code != 0 else { return false }
    switch ScriptWord(code: token.code) {
    case "new", "return", "if", "else", "for", "foreach", "while", "do", "switch", "case", "default", "try",
      "catch",
      "finally", "throw", "using", "lock", "is", "as", "in", "out", "ref", "this", "base", "null", "true",
      "false",
      "typeof", "nameof", "sizeof", "await", "break", "goto", "fixed", "const", "static", "public", "private",
      "internal", "class", "struct", "enum", "event", "operator", "params", "override", "virtual", "abstract",
      "sealed", "readonly", "extern", "when", "where", "and", "or", "not", "with", "checked", "unsafe",
      "async":
      return true
    default: return false
    }
  }
}
