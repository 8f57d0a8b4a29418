extension PythonParser {
  /// Adds one link to a chain; false when it ends.
  mutating func extend(_ node: inout ScriptNode, _ start: Int32) throws(ScriptTrouble) -> Bool {
    guard at(.sign) else { return false }
    switch ScriptWord(code: current.code) {
    case ".":
      advance()
      // Keywords are names after a dot in old code: `a.exec`, `a.None`.
      guard at(.word) else { throw unexpected("a name") }
      let name = current
      advance()
      node = .attribute(
        ScriptAttribute(
          receiver: node, name: text(name), range: ScriptRange(start, name.end), nameRange: name.range))
    case "(":
      advance()
      let arguments = try arguments()
      node = .call(ScriptCall(callee: node, arguments: arguments, range: range(from: start)))
    case "[":
      advance()
      let index = try subscriptIndex()
      try expect("]", "]")
      node = .subscripted(ScriptSubscript(receiver: node, index: index, range: range(from: start)))
    default: return false
    }
    return true
  }

  mutating func subscriptIndex() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    let first = try sliceOrElement()
    guard at(",") else { return first }
    var elements = [first]
    while accept(","), !at("]") { elements.append(try sliceOrElement()) }
    return .tuple(ScriptList(elements: elements, range: range(from: start)))
  }

  mutating func sliceOrElement() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    let lower = at(":") ? nil : try element()
    guard accept(":") else { return lower ?? .null(range(from: start)) }
    var slice = ScriptSlice(lower: lower, upper: nil, step: nil, range: range(from: start))
    if !at(":"), !at("]"), !at(",") { slice.upper = try expression() }
    if accept(":"), !at("]"), !at(",") { slice.step = try expression() }
    slice.range = range(from: start)
    return .slice(slice)
  }

  /// The arguments after an opening bracket, and the closing one.
  mutating func arguments() throws(ScriptTrouble) -> [ScriptArgument] {
    var arguments: [ScriptArgument] = []
    while !at(")") {
      let start = current.start
      var argument = ScriptArgument(kind: .positional, value: .null(current.range), range: current.range)
      if accept("*") {
        argument.kind = .spread
        argument.value = try expression()
      } else if accept("**") {
        argument.kind = .mapSpread
        argument.value = try expression()
      } else if at(.word), isSign(peek(), "=") {
        argument.kind = .keyword
        argument.name = text(current)
        advance()
        advance()
        argument.value = try expression()
      } else {
        argument.value = try expression()
        if isAtComprehension {
          argument.value = try comprehension(.generator, argument.value, key: nil, start)
        }
      }
      argument.range = range(from: start)
      arguments.append(argument)
      if !accept(",") { break }
    }
    try expect(")", ")")
    return arguments
  }
}
