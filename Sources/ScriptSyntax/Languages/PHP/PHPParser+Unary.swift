extension PHPParser {
  /// A value with the signs, words and types in brackets before it, and what it is assigned.
  mutating func unary() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    if at(.sign) {
      if let operation = prefix { return try signed(operation, start) }
      if at("&") || at("@") || isAtCast { return try passedOver() }
    } else if let found = try words(start) {
      return found
    }
    let node = try postfixed()
    guard at(.sign) else { return node }
    if at("**") { return try power(node, start) }
    guard let operation = assignmentOperator else { return node }
    return try assignment(to: node, operation, start)
  }

  private var prefix: ScriptOperator? {
    switch ScriptWord(code: current.code) {
    case "!": .not
    case "-": .negate
    case "+": .plus
    case "~": .bitNot
    case "++", "--": .word
    default: nil
    }
  }

  private mutating func signed(_ operation: ScriptOperator, _ start: Int32) throws(ScriptTrouble)
    -> ScriptNode
  {
    try enter()
    let step: ScriptOperator? = at("++") ? .add : at("--") ? .subtract : nil
    advance()
    let value = try operation == .not ? binary(.instance) : unary()
    leave()
    let range = range(from: start)
    if let step { return stepped(value, step, range) }
    return .unary(ScriptUnary(operation: operation, operand: value, range: range))
  }

  /// `&a`, `@a`, `(int) a`: the value itself.
  private mutating func passedOver() throws(ScriptTrouble) -> ScriptNode {
    try enter()
    if at("(") {
      advance()
      advance()
    }
    advance()
    let value = try unary()
    leave()
    return value
  }

  /// `(int)`, `(string)` and their kin.
  private var isAtCast: Bool {
    guard at("("), isName(peek()), isSign(peek(2), ")") else { return false }
    switch ScriptWord(code: peek().code) {
    case "int", "integer", "string", "bool", "boolean", "float", "double", "array", "object", "unset", "real",
      "binary":
      return true
    default: return false
    }
  }

  /// `clone a`, `print a`, `yield a`, `throw a`, `include a`, functions; nil for others.
  private mutating func words(_ start: Int32) throws(ScriptTrouble) -> ScriptNode? {
    guard isName(current), !isSign(peek(), "::") else { return nil }
    switch ScriptWord(code: current.code) {
    case "clone":
      try enter()
      advance()
      let value = try unary()
      leave()
      return value
    case "print", "throw", "require", "include": return try command(start)
    case "yield": return try yielded(start)
    case "fn": return isSign(peek(), "(") || isSign(peek(), "&") ? .function(try arrow(start)) : nil
    case "function": return .function(try function(start, isStatic: false))
    case "static":
      guard isWord(peek(), "fn") || isWord(peek(), "function") else { return nil }
      advance()
      return .function(try at(word: "fn") ? arrow(start) : function(start, isStatic: true))
    default: return at(long: "require_once") || at(long: "include_once") ? try command(start) : nil
    }
  }

  /// A word before a value, as a call with it.
  private mutating func command(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    let name = ScriptName(text: text(current), range: current.range)
    advance()
    let value = try expression()
    let argument = ScriptArgument(kind: .positional, value: value, range: value.range)
    return .call(ScriptCall(callee: .name(name), arguments: [argument], range: range(from: start)))
  }

  private mutating func yielded(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    advance()
    _ = accept(word: "from")
    let isBare = at(")") || at(";") || at("]") || at("}") || at(",")
    var value = isBare ? .null(range(from: start)) : try expression()
    if accept("=>") { value = try expression() }
    return .unary(ScriptUnary(operation: .word, operand: value, range: range(from: start)))
  }

  private mutating func power(_ left: ScriptNode, _ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    try enter()
    advance()
    let right = try unary()
    leave()
    return .operation(
      ScriptOperation(operation: .power, operands: [left, right], range: range(from: start)))
  }

  private mutating func assignment(to target: ScriptNode, _ operation: ScriptOperator?, _ start: Int32)
    throws(ScriptTrouble) -> ScriptNode
  {
    advance()
    _ = accept("&")
    let value = try expression()
    let range = range(from: start)
    if operation == nil, case .subscripted(let element) = target, case .unparsed = element.index {
      return pushed(element.receiver, value, range)
    }
    return .assignment(
      ScriptAssignment(
        targets: [target], operation: operation, annotation: nil, value: value, range: range))
  }

  /// `a[] = b` as a call of the method "[]".
  private func pushed(_ receiver: ScriptNode, _ value: ScriptNode, _ range: ScriptRange) -> ScriptNode {
    let callee = ScriptAttribute(
      receiver: receiver, name: "[]", range: receiver.range, nameRange: receiver.range)
    return .call(
      ScriptCall(
        callee: .attribute(callee),
        arguments: [ScriptArgument(kind: .positional, value: value, range: value.range)], range: range))
  }
}
