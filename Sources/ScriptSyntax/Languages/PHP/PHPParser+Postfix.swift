extension PHPParser {
  /// A value with members, calls and subscripts, and `++` behind it.
  mutating func postfixed() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    let node = try chain()
    return steppedBehind(node, start)
  }

  mutating func chainHead() throws(ScriptTrouble) -> ScriptNode {
    try at(word: "new") ? construction() : primary()
  }

  /// Adds one link to a chain; false when it ends.
  mutating func extend(_ node: inout ScriptNode, _ start: Int32) throws(ScriptTrouble) -> Bool {
    guard at(.sign) else { return false }
    switch ScriptWord(code: current.code) {
    case "->", "?->", "::": node = try member(of: node, start)
    case "(":
      guard let arguments = try arguments() else { return true }
      node = .call(ScriptCall(callee: node, arguments: arguments, range: range(from: start)))
    case "[":
      let bracket = current.range
      advance()
      var index = ScriptNode.unparsed(bracket)
      if !at("]") { index = try expression() }
      try expect("]", "]")
      node = .subscripted(ScriptSubscript(receiver: node, index: index, range: range(from: start)))
    default: return false
    }
    return true
  }

  /// `->a`, `?->a`, `::a`, `::$a`, `->{a}`, `::class`.
  private mutating func member(of node: ScriptNode, _ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    let isOptional = at("?->")
    let isStatic = at("::")
    advance()
    if isStatic, at(word: "class") {
      advance()
      return className(of: node, range(from: start))
    }
    if at("{") || at("$") {
      advance()
      if isSign(peek(-1), "$"), at("{") { advance() }
      let index = try expression()
      _ = accept("}")
      return .subscripted(ScriptSubscript(receiver: node, index: index, range: range(from: start)))
    }
    guard current.kind == .word else { throw unexpected("a member") }
    let token = current
    advance()
    if isVariable(token) {
      let name = ScriptName(text: text(token), range: token.range)
      guard isStatic, !at("(") else {
        return .subscripted(ScriptSubscript(receiver: node, index: .name(name), range: range(from: start)))
      }
      return attribute(of: node, String(name.text.dropFirst()), token, isOptional, start)
    }
    return attribute(of: node, text(token), token, isOptional, start)
  }

  private func attribute(
    of node: ScriptNode, _ name: String, _ token: ScriptToken, _ isOptional: Bool, _ start: Int32
  ) -> ScriptNode {
    .attribute(
      ScriptAttribute(
        receiver: node, name: name, isOptional: isOptional, range: ScriptRange(start, token.end),
        nameRange: token.range))
  }

  /// `A::class`: the whole name of the class as text.
  private func className(of node: ScriptNode, _ range: ScriptRange) -> ScriptNode {
    guard case .name(let name) = node, !name.text.hasPrefix("$") else {
      return .attribute(
        ScriptAttribute(receiver: node, name: "class", range: range, nameRange: range))
    }
    let written = self.text(at: name.range)
    let own = owners.last ?? ""
    let whole = name.text == "this" ? namespace + own : qualified(written)
    return .string(ScriptString(text: ScriptText(whole, at: range.start), range: range))
  }

  private func text(at range: ScriptRange) -> String { range.text(of: source) }

  /// `(a, ...b, c: d)`; nil for `(...)`, the function itself as a value.
  mutating func arguments() throws(ScriptTrouble) -> [ScriptArgument]? {
    try expect("(", "(")
    var found: [ScriptArgument] = []
    if at("..."), isSign(peek(), ")") {
      advance()
      advance()
      return nil
    }
    while !at(")") {
      let start = current.start
      var argument = ScriptArgument(kind: .positional, value: .null(current.range), range: current.range)
      if accept("...") {
        argument.kind = .spread
      } else if isName(current), isSign(peek(), ":") {
        argument.kind = .keyword
        argument.name = text(current)
        advance()
        advance()
      }
      argument.value = try expression()
      argument.range = range(from: start)
      found.append(argument)
      if !accept(",") { break }
    }
    try expect(")", ")")
    return found
  }

  /// `new A(b)`, `new class { }`.
  private mutating func construction() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    try enter()
    advance()
    try skipAttributes()
    while at(word: "readonly") { advance() }
    if at(word: "class") {
      let definition = try anonymousClass(start)
      leave()
      return .classLiteral(definition)
    }
    let place = current.start
    var callee = try primary()
    var height = 0
    while at("->") || at("::") || at("[") {
      try extend(&height)
      if !(try extend(&callee, place)) { break }
    }
    let arguments = at("(") ? try self.arguments() ?? [] : []
    leave()
    return .call(
      ScriptCall(callee: callee, arguments: arguments, isConstruction: true, range: range(from: start)))
  }
}
