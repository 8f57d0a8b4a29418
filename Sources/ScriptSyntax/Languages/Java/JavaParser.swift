/// Reads the tokens of one file of Java (https://docs.oracle.com/javase/specs/jls/se21/html/jls-19.html).
struct JavaParser: TypeFirstParser {
  // No byte of a name: Java has no mark that makes a name of a keyword.
  static let nameMark = "`"
  static let hasTuples = false
  static let hasTypeMarks = false
  static let arrow: ScriptWord = "->"
  static let wordsAfterValues: Set<String> = ["instanceof"]

  let source: [UInt8]
  let tokens: ContiguousArray<ScriptToken>
  let pairs: BracketPairs
  var position = 0
  var depth = 0
  var tall = 0
  var troubles: [ScriptTrouble] = []

  init(_ source: [UInt8]) {
    self.source = source
    tokens = JavaLexer(source).tokens
    pairs = BracketPairs(tokens)
  }

  func isReserved(_ token: ScriptToken) -> Bool {
    guard token.kind == .word else { return false }
    switch ScriptWord(code: token.code) {
    case "new", "return", "if", "else", "for", "while", "do", "switch", "case", "default", "try", "catch",
      "finally", "throw", "this", "super", "null", "true", "false", "break", "goto", "const", "static",
      "public", "private", "class", "enum", "abstract", "final", "native", "import", "package", "throws",
      "volatile", "extends", "assert", "strictfp":
      return true
    default:
      return spells(token, "instanceof") || spells(token, "implements") || spells(token, "synchronized")
        || spells(token, "protected") || spells(token, "interface") || spells(token, "transient")
        || spells(token, "continue")
    }
  }

  /// `switch (a) { ... }` as a value, and functions; nil for others.
  mutating func worded(_ start: Int32) throws(ScriptTrouble) -> ScriptNode? {
    if at(word: "switch"), isSign(peek(), "(") { return try switchValue(start) }
    return try lambda(start)
  }

  /// `a instanceof B`, `a instanceof B b`: whether it is one is not known.
  mutating func suffixed(_ left: ScriptNode, from start: Int32, atLeast level: TypeLevel)
    throws(ScriptTrouble) -> ScriptNode?
  {
    guard level <= .relation, spells(current, "instanceof") else { return nil }
    advance()
    modifiers()
    _ = try type()
    if at("(") { try skipBrackets() }
    if at(.word), !isReserved(current) { advance() }
    return .unparsed(range(from: start))
  }
}
