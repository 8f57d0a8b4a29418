/// Statements.
extension JinjaParser {
  /// One block tag with what it encloses.
  mutating func parseBlock(_ name: String, into nodes: inout [JinjaNode]) {
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
