extension RustParser {
  /// One value, or an assignment.
  mutating func expression() throws(ScriptTrouble) -> ScriptNode {
    try enter()
    defer { leave() }
    let start = current.start
    if at("|") || at("||") || at(word: "move") || isAsyncFunction { return try lambda() }
    if at("..") || at("..=") {
      advance()
      if !endsRange { _ = try binary(.or) }
      return .unparsed(range(from: start))
    }
    let target = try binary(.or)
    if at("..") || at("..=") {
      advance()
      var operands = [target]
      if !endsRange { operands.append(try binary(.or)) }
      return operands.count < 2
        ? .unparsed(range(from: start))
        : .operation(ScriptOperation(operation: .range, operands: operands, range: range(from: start)))
    }
    guard let operation = assignmentOperator else { return target }
    advance()
    let value = try expression()
    return .assignment(
      ScriptAssignment(
        targets: [target], operation: operation, annotation: nil, value: value, range: range(from: start)))
  }

  private var endsRange: Bool {
    at("]") || at(")") || at(",") || at(";") || at("}") || at("=>") || at("{") && isBeforeBlock
  }

  /// `async |a| b`, `async move |a| b`
  private var isAsyncFunction: Bool {
    guard at(word: "async") else { return false }
    let next = isWord(peek(), "move") ? peek(2) : peek()
    return isSign(next, "|") || isSign(next, "||")
  }

  /// How strongly an operator binds; higher is stronger.
  enum Level: Int, OperatorLevel {
    case or, and, equality, bitOr, bitXor, bitAnd, shift, sum, product, cast

    init?(_ operation: ScriptOperator) {
      switch operation {
      case .or: self = .or
      case .and: self = .and
      case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: self = .equality
      case .bitOr: self = .bitOr
      case .bitXor: self = .bitXor
      case .bitAnd: self = .bitAnd
      case .shiftLeft, .shiftRight: self = .shift
      case .add, .subtract: self = .sum
      case .multiply, .divide, .modulo: self = .product
      default: return nil
      }
    }
  }

  /// `a as B` is the value itself.
  mutating func suffixed(_ left: ScriptNode, from start: Int32, atLeast level: Level) throws(ScriptTrouble)
    -> ScriptNode?
  {
    guard accept(word: "as") else { return nil }
    try skipType()
    return left
  }

  var binaryOperator: (operation: ScriptOperator, level: Level, tokens: Int)? { signOperator }

  /// A value with the signs before it; references are the values themselves.
  mutating func unary() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    guard at(.sign) else { return try postfixed() }
    switch ScriptWord(code: current.code) {
    case "&", "&&":
      advance()
      if at(word: "raw"), isWord(peek(), "const") || isWord(peek(), "mut") { advance() }
      if at(word: "mut") || at(word: "const") { advance() }
    case "*": advance()
    case "!", "-":
      let operation: ScriptOperator = at("!") ? .not : .negate
      advance()
      try enter()
      let value = try unary()
      leave()
      return .unary(ScriptUnary(operation: operation, operand: value, range: range(from: start)))
    default: return try postfixed()
    }
    try enter()
    defer { leave() }
    return try unary()
  }

  /// `|a, b: C| d`, `move || { ... }`
  mutating func lambda() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    _ = accept(word: "async")
    _ = accept(word: "move")
    var parameters: [ScriptParameter] = []
    if !accept("||") {
      try expect("|", "|")
      while !at("|") {
        let place = current.range
        // Alternatives do not stand here.
        let pattern = try plainPattern()
        var parameter = ScriptParameter(kind: .positional, name: "", range: place)
        if case .name(let name)? = pattern.target {
          parameter.name = name.text
        } else {
          parameter.pattern = pattern.target
        }
        if accept(":") { parameter.annotation = .name(try type()) }
        parameters.append(parameter)
        if !accept(",") { break }
      }
      try expect("|", "|")
    }
    if accept("->") { try skipType() }
    let outer = isBeforeBlock
    isBeforeBlock = false
    defer { isBeforeBlock = outer }
    let body = RustBlock(statements: [], tail: .value(try expression()))
    return .function(
      ScriptFunction(
        kind: .lambda, name: "", parameters: parameters, body: lowered(body, returns: true),
        range: range(from: start)))
  }
}
