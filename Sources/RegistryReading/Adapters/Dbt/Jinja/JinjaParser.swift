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

  private mutating func parseBlock(_ name: String, into nodes: inout [JinjaNode]) {
    let start = current
    index += 1
    guard current.kind == .name else {
      fail("a block needs a name", at: start)
      skipTag()
      return
    }
    index += 1
    guard depth < Self.depthLimit else {
      fail("more than \(Self.depthLimit) blocks inside each other", at: start)
      skipTag()
      return
    }
    depth += 1
    defer { depth -= 1 }
    switch name {
    case "if": nodes.append(parseIf())
    case "for": parseFor(into: &nodes)
    case "set": parseSet(into: &nodes)
    case "do":
      nodes.append(.perform(parseExpression()))
      endTag()
    case "macro", "test", "data_test": nodes.append(.macro(parseMacro(kind: name)))
    case "call": nodes.append(parseCall(start))
    case "filter":
      let filters = parseFilters(isFirst: true)
      endTag()
      nodes.append(.filter(filters, body: parseBody("endfilter"), offset: Int(start.start)))
    case "snapshot": parseSnapshot(start)
    case "materialization":
      skipTag()
      _ = parseBody("endmaterialization")
    case "docs":
      skipTag()
      _ = parseBody("enddocs")
    case "with": parseWith(into: &nodes)
    case "block", "autoescape":
      skipTag()
      nodes.append(.group(parseBody("end" + name)))
    case "import", "from", "include", "extends", "break", "continue": skipTag()
    default:
      fail("the block \"\(name)\" is not known", at: start)
      skipTag()
    }
  }

  /// The nodes of a block and its closing tag.
  private mutating func parseBody(_ end: String) -> [JinjaNode] {
    let start = current
    let nodes = parseNodes(until: [end])
    if isName(end, peek), current.kind == .blockStart {
      skipTag()
    } else {
      fail("the block has no \"\(end)\"", at: start)
    }
    return nodes
  }

  private mutating func parseIf() -> JinjaNode {
    var branches: [JinjaBranch] = []
    var condition: JinjaExpression? = parseExpression()
    endTag()
    while true {
      let start = current
      let body = parseNodes(until: ["elif", "else", "endif"])
      branches.append(JinjaBranch(condition: condition, body: body))
      guard current.kind == .blockStart else {
        fail("the block \"if\" has no \"endif\"", at: start)
        return .condition(branches)
      }
      switch word(peek) {
      case "elif":
        index += 2
        condition = parseExpression()
        endTag()
      case "else":
        skipTag()
        condition = nil
      case "endif":
        skipTag()
        return .condition(branches)
      default:
        fail("the block \"if\" has no \"endif\"", at: start)
        return .condition(branches)
      }
    }
  }

  private mutating func parseFor(into nodes: inout [JinjaNode]) {
    let targets = parseTargets()
    guard take(name: "in") else {
      fail("the block \"for\" has no \"in\"", at: current)
      skipTag()
      nodes.append(.group(parseBody("endfor")))
      return
    }
    let values = parseExpression(allowsConditional: false)
    var filter: JinjaExpression?
    if take(name: "if") { filter = parseExpression() }
    _ = take(name: "recursive")
    endTag()
    let start = current
    let body = parseNodes(until: ["else", "endfor"])
    var otherwise: [JinjaNode] = []
    if current.kind == .blockStart, isName("else", peek) {
      skipTag()
      otherwise = parseNodes(until: ["endfor"])
    }
    if current.kind == .blockStart, isName("endfor", peek) {
      skipTag()
    } else {
      fail("the block \"for\" has no \"endfor\"", at: start)
    }
    nodes.append(
      .loop(JinjaLoop(targets: targets, values: values, filter: filter, body: body, otherwise: otherwise)))
  }

  /// `a`, `a, b`, `(a, b)`, `ns.a`.
  private mutating func parseTargets() -> [String] {
    var targets: [String] = []
    while true {
      if take(symbol: "(") || take(symbol: ")") || take(symbol: ",") { continue }
      guard current.kind == .name, !isName("in", current) else { return targets }
      var target = word(current)
      index += 1
      while isSymbol(".", current), peek.kind == .name {
        target += "." + word(peek)
        index += 2
      }
      targets.append(target)
    }
  }

  private mutating func parseSet(into nodes: inout [JinjaNode]) {
    let start = current
    let targets = parseTargets()
    if take(symbol: "=") {
      let value = parseTuple()
      endTag()
      nodes.append(.set(targets, value))
      return
    }
    let filters = parseFilters(isFirst: false)
    endTag()
    let body = parseBody("endset")
    guard let target = targets.first else {
      fail("\"set\" needs a name", at: start)
      return
    }
    nodes.append(.setBlock(target, filters: filters, body: body))
  }

  private mutating func parseWith(into nodes: inout [JinjaNode]) {
    while current.kind == .name, isSymbol("=", peek) {
      let name = word(current)
      index += 2
      nodes.append(.set([name], parseExpression()))
      guard take(symbol: ",") else { break }
    }
    endTag()
    nodes.append(.group(parseBody("endwith")))
  }

  private mutating func parseMacro(kind: String) -> JinjaMacro {
    let name = current.kind == .name ? word(current) : ""
    if name.isEmpty { fail("\"\(kind)\" needs a name", at: current) } else { index += 1 }
    let parameters = isSymbol("(", current) ? parseParameters() : []
    endTag()
    let body = parseBody("end" + kind)
    let macro = JinjaMacro(
      name: kind == "macro" ? name : "test_" + name, parameters: parameters, body: body, text: text)
    macros.append(macro)
    return macro
  }

  private mutating func parseParameters() -> [JinjaParameter] {
    var parameters: [JinjaParameter] = []
    guard take(symbol: "(") else { return parameters }
    while current.kind == .name {
      let name = word(current)
      index += 1
      parameters.append(JinjaParameter(name: name, preset: take(symbol: "=") ? parseExpression() : nil))
      guard take(symbol: ",") else { break }
    }
    if !take(symbol: ")") { fail("the list of parameters is not closed", at: current) }
    return parameters
  }

  private mutating func parseCall(_ start: JinjaToken) -> JinjaNode {
    let parameters = parseParameters()
    let expression = parseExpression()
    endTag()
    let caller = JinjaMacro(name: "caller", parameters: parameters, body: parseBody("endcall"), text: text)
    return .call(caller, expression, offset: Int(start.start))
  }

  private mutating func parseSnapshot(_ start: JinjaToken) {
    let name = current.kind == .name ? word(current) : ""
    skipTag()
    let body = parseBody("endsnapshot")
    if name.isEmpty {
      fail("\"snapshot\" needs a name", at: start)
    } else {
      snapshots.append(JinjaSnapshot(name: name, body: body, offset: Int(start.start)))
    }
  }
}
