/// Parses a template into nodes. Never fails: a tag that cannot be read is left out and noted.
struct JinjaParser {
  /// Deepest nesting of blocks, and of brackets within one expression.
  static let depthLimit = 40

  let text: JinjaText
  let tokens: [JinjaToken]
  var index = 0
  var depth = 0
  var troubles: [JinjaTrouble] = []
  var macros: [JinjaMacro] = []
  var snapshots: [JinjaSnapshot] = []
  var references: [JinjaReference] = []

  private init(text: JinjaText, tokens: [JinjaToken], troubles: [JinjaTrouble]) {
    self.text = text
    self.tokens = tokens
    self.troubles = troubles
  }

  /// The template of a text.
  static func template(of bytes: [UInt8]) -> JinjaTemplate {
    let lexed = JinjaLexer.tokens(of: bytes)
    let text = JinjaText(bytes)
    var parser = JinjaParser(text: text, tokens: lexed.tokens, troubles: lexed.troubles)
    var nodes: [JinjaNode] = []
    while parser.current.kind != .end {
      nodes += parser.parseNodes(until: [])
      // A closing tag that nothing opened.
      if parser.current.kind == .blockStart {
        parser.fail("the tag \"\(parser.word(parser.peek))\" closes nothing", at: parser.current)
        parser.skipTag()
      }
    }
    return JinjaTemplate(
      text: text, nodes: nodes, macros: parser.macros, snapshots: parser.snapshots,
      references: parser.references, troubles: parser.troubles)
  }

  /// One expression that stands alone, as in `to: ref('x')`; nil when it cannot be read in full.
  static func expression(of bytes: [UInt8]) -> (expression: JinjaExpression, references: [JinjaReference])? {
    let lexed = JinjaLexer.tokens(of: Array("{{".utf8) + bytes + Array("}}".utf8))
    guard lexed.troubles.isEmpty else { return nil }
    var parser = JinjaParser(
      text: JinjaText(Array("{{".utf8) + bytes + Array("}}".utf8)), tokens: lexed.tokens, troubles: [])
    parser.index = 1
    let expression = parser.parseExpression()
    guard parser.troubles.isEmpty, parser.current.kind == .printEnd else { return nil }
    return (expression, parser.references)
  }

  var current: JinjaToken {
    index < tokens.count ? tokens[index] : JinjaToken(kind: .end, start: 0, length: 0)
  }

  var peek: JinjaToken {
    index + 1 < tokens.count ? tokens[index + 1] : JinjaToken(kind: .end, start: 0, length: 0)
  }

  func word(_ token: JinjaToken) -> String {
    guard token.range.upperBound <= text.bytes.count else { return "" }
    return String(decoding: text.bytes[token.range], as: UTF8.self)
  }

  func isSymbol(_ symbol: StaticString, _ token: JinjaToken) -> Bool {
    guard token.kind == .symbol, Int(token.length) == symbol.utf8CodeUnitCount else { return false }
    for offset in 0..<symbol.utf8CodeUnitCount
    where text.bytes[Int(token.start) + offset] != symbol.utf8Start[offset] {
      return false
    }
    return true
  }

  func isName(_ name: String, _ token: JinjaToken) -> Bool { token.kind == .name && word(token) == name }

  /// Moves on if the current token is this symbol.
  mutating func take(symbol: StaticString) -> Bool {
    guard isSymbol(symbol, current) else { return false }
    index += 1
    return true
  }

  /// Moves on if the current token is this word.
  mutating func take(name: String) -> Bool {
    guard isName(name, current) else { return false }
    index += 1
    return true
  }

  mutating func fail(_ message: String, at token: JinjaToken) {
    guard troubles.count < 50 else { return }
    troubles.append(JinjaTrouble(message: message, offset: Int(token.start)))
  }

  /// Moves behind the end of the current tag.
  mutating func skipTag() {
    while true {
      switch current.kind {
      case .end, .text: return
      case .printEnd, .blockEnd:
        index += 1
        return
      case .printStart, .blockStart, .name, .string, .integer, .float, .symbol: index += 1
      }
    }
  }

  /// Ends a tag; anything left in it is trouble.
  mutating func endTag() {
    if current.kind != .printEnd, current.kind != .blockEnd {
      fail("\"\(word(current))\" is not expected here", at: current)
    }
    skipTag()
  }

  /// Nodes up to a block tag with one of these names, which is left for the caller.
  mutating func parseNodes(until ends: [String]) -> [JinjaNode] {
    var nodes: [JinjaNode] = []
    while true {
      switch current.kind {
      case .end: return nodes
      case .text:
        nodes.append(.text(current.range))
        index += 1
      case .printStart:
        let offset = Int(current.start)
        index += 1
        let expression = parseExpression()
        endTag()
        nodes.append(.print(expression, offset: offset))
      case .blockStart:
        let name = word(peek)
        if ends.contains(name) || Self.closing.contains(name) { return nodes }
        parseBlock(name, into: &nodes)
      case .printEnd, .blockEnd, .name, .string, .integer, .float, .symbol: index += 1
      }
    }
  }

  /// Words that only close or divide a block.
  private static let closing: Set<String> = [
    "elif", "else", "endif", "endfor", "endmacro", "endcall", "endfilter", "endset", "endsnapshot", "endtest",
    "endmaterialization", "enddocs", "endwith", "endblock", "endraw", "enddata_test", "endautoescape",
  ]
}
