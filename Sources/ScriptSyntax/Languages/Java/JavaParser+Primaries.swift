/// Names, literals and what is done with them.
extension JavaParser {
  mutating func primary() throws(ScriptTrouble) -> ScriptNode {
    let token = current
    switch token.kind {
    case .word: return try word(token)
    case .number: return number()
    case .string:
      advance()
      let text = JavaText.content(source, token.range)
      return .string(ScriptString(text: text, range: token.range))
    case .sign:
      guard at("(") else { throw unexpected("a value") }
      if let lambda = try lambda(token.start) { return lambda }
      return try bracketed()
    case .template, .end, .regularExpression, .newline, .indent, .dedent, .broken:
      throw unexpected("a value")
    }
  }

  private mutating func word(_ token: ScriptToken) throws(ScriptTrouble) -> ScriptNode {
    switch ScriptWord(code: token.code) {
    case "true", "false":
      advance()
      return .boolean(isWord(token, "true"), token.range)
    case "null":
      advance()
      return .null(token.range)
    case "new": return try construction()
    case "this", "super": break
    default: if isReserved(token) { throw unexpected("a value") }
    }
    advance()
    // `String[].class`, `int[]::new`
    while at("["), isSign(peek(), "]") {
      advance()
      advance()
    }
    let text = isWord(token, "super") ? "base" : name(token)
    return .name(ScriptName(text: text, range: token.range))
  }

  mutating func extend(_ node: inout ScriptNode, _ start: Int32) throws(ScriptTrouble) -> Bool {
    guard at(.sign) else { return false }
    switch ScriptWord(code: current.code) {
    case ".":
      advance()
      if at("<") { try skipTypeParameters() }
      if at(word: "new") {
        node = try construction()
        return true
      }
      let name = try takeName()
      node = .attribute(
        ScriptAttribute(
          receiver: node, name: name.text, range: ScriptRange(start, name.range.end), nameRange: name.range))
    case "(":
      node = Self.joined(ScriptCall(callee: node, arguments: try arguments(), range: range(from: start)))
    case "[":
      advance()
      let index = try expression()
      try expect("]", "]")
      node = .subscripted(ScriptSubscript(receiver: node, index: index, range: range(from: start)))
    case "::": node = try methodReference(node, start)
    case "++", "--": node = steppedBehind(node, start)
    default: return false
    }
    return true
  }

  /// `a.append(b).append(c)` as one call: builders of text change and give themselves.
  static func joined(_ call: ScriptCall) -> ScriptNode {
    guard call.name == "append", case .call(let before)? = call.receiver, before.name == "append",
      before.receiver != nil, before.arguments.count < 200
    else { return .call(call) }
    var both = before
    both.arguments += call.arguments
    both.range = call.range
    return .call(both)
  }

  /// `a::b` as a function of one value.
  private mutating func methodReference(_ receiver: ScriptNode, _ start: Int32) throws(ScriptTrouble)
    -> ScriptNode
  {
    advance()
    if at("<") { try skipTypeParameters() }
    guard !accept(word: "new") else { return .unparsed(range(from: start)) }
    let name = try takeName()
    let place = range(from: start)
    let value = ScriptNode.named("(value)", at: place)
    return .function(
      ScriptFunction(
        kind: .lambda, name: "",
        parameters: [ScriptParameter(kind: .positional, name: "(value)", range: place)],
        body: [.returning(.call(receiver, name.text, [value], at: place), place)], range: place))
  }

  mutating func arguments() throws(ScriptTrouble) -> [ScriptArgument] {
    try expect("(", "(")
    var found: [ScriptArgument] = []
    while !at(")") {
      let start = current.start
      let value = try expression()
      found.append(ScriptArgument(kind: .positional, value: value, range: range(from: start)))
      if !accept(",") { break }
    }
    try expect(")", ")")
    return found
  }
}
