extension JavaScriptParser {
  /// A chain in a place where another may stand in it: what a class is built on, a decorator.
  mutating func boundedLink() throws(ScriptTrouble) -> ScriptNode {
    try enter()
    let node = try postfixed()
    leave()
    return node
  }

  /// A value with members, calls, subscripts and templates, and `++` behind it.
  mutating func postfixed() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    let node = try chain()
    return current.followsBreak ? node : steppedBehind(node, start)
  }

  mutating func chainHead() throws(ScriptTrouble) -> ScriptNode {
    try at(word: "new") ? construction() : primary()
  }

  /// Adds one link to a chain; false when it ends.
  mutating func extend(_ node: inout ScriptNode, _ start: Int32) throws(ScriptTrouble) -> Bool {
    switch current.kind {
    case .template where isTemplateStart(current):
      node = try template(tag: node)
      return true
    case .sign: break
    case .end, .word, .number, .string, .template, .regularExpression, .newline, .indent, .dedent, .broken:
      return false
    }
    if at(".") || at("?.") {
      let isOptional = at("?.")
      advance()
      if isOptional, at("(") || at("[") { return true }
      guard at(.word) else { throw unexpected("a name") }
      let name = current
      advance()
      node = .attribute(
        ScriptAttribute(
          receiver: node, name: text(name), isOptional: isOptional, range: ScriptRange(start, name.end),
          nameRange: name.range))
      return true
    }
    if at("(") {
      let arguments = try arguments()
      node = .call(ScriptCall(callee: node, arguments: arguments, range: range(from: start)))
      return true
    }
    if at("[") {
      advance()
      let index = try unlimitedHead { (parser) throws(ScriptTrouble) in try parser.expression() }
      try expect("]", "]")
      node = .subscripted(ScriptSubscript(receiver: node, index: index, range: range(from: start)))
      return true
    }
    if isAtCallTypes {
      try skipTypeArguments()
      return true
    }
    if hasTypes, at("!"), !current.followsBreak {
      advance()
      return true
    }
    return false
  }

  /// Reads something in brackets, where `in` is an operator again.
  mutating func unlimitedHead(
    _ read: (inout JavaScriptParser) throws(ScriptTrouble) -> ScriptNode
  ) throws(ScriptTrouble) -> ScriptNode {
    let isInHead = isInLoopHead
    isInLoopHead = false
    let node = try read(&self)
    isInLoopHead = isInHead
    return node
  }

  /// `(a, ...b)`.
  mutating func arguments() throws(ScriptTrouble) -> [ScriptArgument] {
    try expect("(", "(")
    let isInHead = isInLoopHead
    isInLoopHead = false
    var found: [ScriptArgument] = []
    while !at(")") {
      let start = current.start
      let isSpread = accept("...")
      let value = try assignmentValue()
      found.append(
        ScriptArgument(kind: isSpread ? .spread : .positional, value: value, range: range(from: start)))
      if !accept(",") { break }
    }
    try expect(")", ")")
    isInLoopHead = isInHead
    return found
  }

  /// `new A.B(c)`.
  private mutating func construction() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    try enter()
    advance()
    let place = current.start
    var callee = try at(word: "new") ? construction() : primary()
    var height = 0
    while at(".") || at("[") {
      try extend(&height)
      if !(try extend(&callee, place)) { break }
    }
    if isAtCallTypes { try skipTypeArguments() }
    let arguments = at("(") ? try arguments() : []
    leave()
    return .call(
      ScriptCall(callee: callee, arguments: arguments, isConstruction: true, range: range(from: start)))
  }
}
