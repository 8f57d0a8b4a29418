/// Reads the tokens of one PHP file, or of code in one of its strings.
struct PHPParser: BracedParser {
  let source: [UInt8]
  let tokens: ContiguousArray<ScriptToken>
  let heredocs: [Int32: PHPHeredoc]
  var position = 0
  var depth = 0
  var tall = 0
  var troubles: [ScriptTrouble] = []
  /// The names that the file takes from others, by the names that it has for them in lower case.
  var uses: [String: String] = [:]
  /// The namespace with a backslash behind it; empty for none.
  var namespace = ""
  /// The names of the classes that are read now, innermost last.
  var owners: [String] = []

  init(_ source: [UInt8], range: ScriptRange? = nil) {
    self.source = source
    let lexer = PHPLexer(source, range: range)
    tokens = lexer.tokens
    heredocs = lexer.heredocs
  }

  /// A parser for code in a string, with what the one around it knows.
  func inner(_ range: ScriptRange) -> PHPParser {
    var parser = PHPParser(source, range: range)
    parser.depth = depth
    parser.uses = uses
    parser.namespace = namespace
    parser.owners = owners
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

  /// Adds one statement; what is not read is kept as a trouble.
  mutating func line(into statements: inout [ScriptStatement]) {
    let first = position
    let nesting = depth
    let open = owners.count
    do throws(ScriptTrouble) {
      try enter()
      try statement(into: &statements)
      leave()
    } catch {
      depth = nesting
      owners.removeLast(max(0, owners.count - open))
      let trouble = skipped(error, from: first)
      statements.append(.unparsed(trouble))
    }
  }

  /// The end of a statement.
  mutating func endStatement() throws(ScriptTrouble) {
    if accept(";") || at("}") || at(.end) { return }
    throw unexpected("\";\"")
  }

  /// Whether a token is a variable.
  func isVariable(_ token: ScriptToken) -> Bool {
    token.kind == .word && token.range.bytes(of: source).first == UInt8(ascii: "$")
  }

  /// Whether a token is a name: no variable.
  func isName(_ token: ScriptToken) -> Bool { token.kind == .word && !isVariable(token) }

  /// Whether the current token is a word of more than eight letters, in any case.
  func at(long word: StaticString) -> Bool {
    guard current.kind == .word, current.range.count == word.utf8CodeUnitCount else { return false }
    let bytes = current.range.bytes(of: source)
    return word.withUTF8Buffer { letters in
      bytes.elementsEqual(letters) { byte, letter in (byte &- 0x41 < 26 ? byte | 0x20 : byte) == letter }
    }
  }

  /// A name with dots in the place of backslashes, none before it.
  func dotted(_ text: String) -> String {
    let bytes = text.utf8.drop { $0 == UInt8(ascii: "\\") }
    return String(decoding: bytes.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: ".") : $0 }, as: UTF8.self)
  }

  /// The whole name that a class name means here, with backslashes.
  func qualified(_ text: String) -> String {
    if text.utf8.first == UInt8(ascii: "\\") { return String(text.utf8.dropFirst()) ?? text }
    let parts = text.split(separator: "\\", maxSplits: 1).map(String.init)
    guard let first = parts.first else { return text }
    if let used = uses[first.lowercased()] { return parts.count > 1 ? used + "\\" + parts[1] : used }
    if first.lowercased() == "namespace", parts.count > 1 { return namespace + parts[1] }
    return namespace + text
  }
}
