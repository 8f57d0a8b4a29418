extension CSharpParser {
  /// Adds one link to a chain; false when it ends.
  mutating func extend(_ node: inout ScriptNode, _ start: Int32) throws(ScriptTrouble) -> Bool {
    if at(word: "switch"), isSign(peek(), "{") {
      node = try switchExpression(node, start)
      return true
    }
    if at(word: "with"), isSign(peek(), "{") {
      advance()
      try skipBrackets()
      node = .unparsed(range(from: start))
      return true
    }
    guard at(.sign) else { return false }
    switch ScriptWord(code: current.code) {
    case ".", "?.", "->", "::": node = try member(of: node, start)
    case "(": node = .call(ScriptCall(callee: node, arguments: try arguments(), range: range(from: start)))
    case "[": try subscripted(&node, start)
    case "?":
      // `a?[0]`
      guard isSign(peek(), "["), isAdjacent(current, peek()), isAdjacent(peek(-1), current) else {
        return false
      }
      advance()
      try subscripted(&node, start)
    case "<":
      guard let end = valueArgumentsEnd() else { return false }
      let types = typeArguments(until: end)
      guard at("(") else { return true }
      let arguments = typed(types) + (try arguments())
      node = .call(ScriptCall(callee: node, arguments: arguments, range: range(from: start)))
    case "!": advance()
    case "++", "--": node = steppedBehind(node, start)
    default: return false
    }
    return true
  }

  /// Type arguments as named ones: `ScriptCall.typeArgument`, then with their places.
  private func typed(_ types: [ScriptName]) -> [ScriptArgument] {
    types.enumerated().map { place, type in
      let text = ScriptString(text: ScriptText(type.text, at: type.range.start), range: type.range)
      let name = place == 0 ? ScriptCall.typeArgument : ScriptCall.typeArgument + String(place)
      return ScriptArgument(kind: .keyword, name: name, value: .string(text), range: type.range)
    }
  }

  private mutating func subscripted(_ node: inout ScriptNode, _ start: Int32) throws(ScriptTrouble) {
    advance()
    var indexes: [ScriptNode] = []
    while !at("]") {
      indexes.append(try expression())
      if !accept(",") { break }
    }
    try expect("]", "]")
    let place = range(from: start)
    let index: ScriptNode =
      indexes.count == 1 ? indexes[0] : .tuple(ScriptList(elements: indexes, range: place))
    node = .subscripted(ScriptSubscript(receiver: node, index: index, range: place))
  }

  private mutating func member(of node: ScriptNode, _ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    let isOptional = at("?.")
    advance()
    let name = try takeName()
    let place = ScriptRange(start, name.range.end)
    if case .name(let owner) = node {
      switch (owner.text, name.text) {
      case ("string", "Empty"), ("String", "Empty"):
        return .string(ScriptString(text: ScriptText(""), range: place))
      case ("Environment", "NewLine"):
        return .string(ScriptString(text: ScriptText("\n", at: place.start), range: place))
      default: break
      }
    }
    return .attribute(
      ScriptAttribute(
        receiver: node, name: name.text, isOptional: isOptional, range: place, nameRange: name.range))
  }

  /// `(a, b: c, out var d)`
  mutating func arguments() throws(ScriptTrouble) -> [ScriptArgument] {
    try expect("(", "(")
    var found: [ScriptArgument] = []
    while !at(")") {
      let start = current.start
      var argument = ScriptArgument(kind: .positional, value: .null(current.range), range: current.range)
      if at(.word), isSign(peek(), ":") {
        argument.kind = .keyword
        argument.name = name(current)
        advance()
        advance()
      }
      if at(word: "ref") || at(word: "out") || at(word: "in") {
        advance()
        // `out var a`, `out int a`
        if let end = typeEnd(position), token(end).kind == .word { position = end }
      }
      argument.value = try expression()
      argument.range = range(from: start)
      found.append(argument)
      if !accept(",") { break }
    }
    try expect(")", ")")
    return found
  }
}

extension ScriptCall {
  /// The name under which the first type argument of a call stands (`Column<int>(...)`), as text; the second has a 1
  /// behind it.
  package static let typeArgument = "<T>"
}
