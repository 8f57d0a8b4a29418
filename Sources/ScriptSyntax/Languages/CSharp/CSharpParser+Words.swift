/// Words before values and between them.
extension CSharpParser {
  /// `a is b`, `a as B`, `a..b`, `a..`
  mutating func suffixed(_ left: ScriptNode, from start: Int32, atLeast level: Level) throws(ScriptTrouble)
    -> ScriptNode?
  {
    if level <= .relation, at(word: "is") || at(word: "as") { return try tested(left) }
    guard accept("..") else { return nil }
    let limit = endsRange ? .null(range(from: start)) : try unary()
    return .operation(ScriptOperation(operation: .range, operands: [left, limit], range: range(from: start)))
  }

  /// `a is b`, `a as B`
  private mutating func tested(_ left: ScriptNode) throws(ScriptTrouble) -> ScriptNode {
    if accept(word: "as") {
      _ = try type(hasSuffixes: true)
      return left
    }
    advance()
    return try pattern(of: left)
  }

  /// `await a`, `throw a`, `delegate (...) { }`, queries; nil for others.
  mutating func worded(_ start: Int32) throws(ScriptTrouble) -> ScriptNode? {
    switch ScriptWord(code: current.code) {
    case "await":
      guard peek().kind == .word || isSign(peek(), "(") else { return nil }
      try enter()
      advance()
      let value = try unary()
      leave()
      return .awaiting(value, range(from: start))
    case "throw":
      let name = ScriptName(text: "throw", range: current.range)
      advance()
      let value = try expression()
      let argument = ScriptArgument(kind: .positional, value: value, range: value.range)
      return .call(ScriptCall(callee: .name(name), arguments: [argument], range: range(from: start)))
    case "from":
      guard peek().kind == .word, isWord(peek(2), "in") || isWord(peek(3), "in") else { return nil }
      return try query(start)
    case "async", "static":
      guard peek().kind == .word || isSign(peek(), "(") else { return nil }
      let first = position
      advance()
      if at(word: "async") || at(word: "static") { advance() }
      if let lambda = try lambda(start) { return lambda }
      position = first
      return nil
    case "delegate": return try delegate(start)
    default: return try lambda(start)
    }
  }

  /// `from a in b where c select d`: as a whole it is not known.
  private mutating func query(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    while !at(";"), !at(")"), !at("]"), !at("}"), !at(","), !at(.end) {
      if at("(") || at("[") || at("{") { try skipBrackets() } else { advance() }
    }
    return .unparsed(range(from: start))
  }

  /// `delegate (int a) { ... }`
  mutating func delegate(_ start: Int32) throws(ScriptTrouble) -> ScriptNode? {
    guard isSign(peek(), "(") || isSign(peek(), "{") else { return nil }
    advance()
    let parameters = at("(") ? try parameters() : []
    try enter()
    let body = try block()
    leave()
    return .function(
      ScriptFunction(kind: .lambda, name: "", parameters: parameters, body: body, range: range(from: start)))
  }
}
