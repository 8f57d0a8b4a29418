extension RustParser {
  /// `#[a]`, `#[a(b, c = d)]`, any number of them, as names and calls; those that are not understood are left out.
  mutating func attributes() -> [ScriptNode] {
    var found: [ScriptNode] = []
    while at("#"), isSign(peek(), "[") || isSign(peek(), "!") && isSign(peek(2), "[") {
      if let node = attribute() { found.append(node) }
    }
    return found
  }

  /// One attribute; nil if it is not understood.
  mutating func attribute() -> ScriptNode? {
    advance()
    _ = accept("!")
    guard at("["), let close = closer(of: position) else { return nil }
    advance()
    let nesting = depth
    var node: ScriptNode?
    do throws(ScriptTrouble) {
      node = try attributeValue()
    } catch {
      depth = nesting
    }
    position = min(close + 1, tokens.count - 1)
    return node
  }

  /// `a::b`, `a(b, c = d)`, `a = b`
  private mutating func attributeValue() throws(ScriptTrouble) -> ScriptNode {
    try enter()
    defer { leave() }
    let start = current.start
    if at(.string) || at(.number) || at("-") { return try expression() }
    var name = try takeName()
    while accept("::") { name.text += "::" + (try takeName().text) }
    name.range = range(from: start)
    if at("(") {
      advance()
      var arguments: [ScriptArgument] = []
      while !at(")") {
        let start = current.start
        if at(.word), isSign(peek(), "=") {
          let name = try takeName()
          advance()
          arguments.append(
            ScriptArgument(
              kind: .keyword, name: name.text, value: try expression(), range: range(from: start)))
        } else {
          let value = try attributeValue()
          arguments.append(ScriptArgument(kind: .positional, value: value, range: value.range))
        }
        if !accept(",") { break }
      }
      try expect(")", ")")
      return .call(ScriptCall(callee: .name(name), arguments: arguments, range: range(from: start)))
    }
    if accept("=") {
      let value = try expression()
      let argument = ScriptArgument(kind: .positional, value: value, range: value.range)
      return .call(ScriptCall(callee: .name(name), arguments: [argument], range: range(from: start)))
    }
    return .name(name)
  }

  /// `#[cfg(test)]`, `#[test]`
  static func isTestOnly(_ attribute: ScriptNode) -> Bool {
    switch attribute {
    case .name(let name): return name.text == "test" || name.text.hasSuffix("::test")
    case .call(let call):
      guard call.name == "cfg", case .name(let name)? = call.positional.first else { return false }
      return name.text == "test"
    default: return false
    }
  }
}
