extension JavaScriptParser {
  /// How strongly an operator binds; higher is stronger.
  enum Level: Int, Comparable {
    case or, and, bitOr, bitXor, bitAnd, equality, relation, shift, sum, product, power

    static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

    var next: Level { Level(rawValue: rawValue + 1) ?? .power }
  }

  /// One value, or several with commas.
  mutating func expression() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    let first = try assignmentValue()
    guard at(",") else { return first }
    var operands = [first]
    while accept(",") { operands.append(try assignmentValue()) }
    return .operation(ScriptOperation(operation: .sequence, operands: operands, range: range(from: start)))
  }

  /// One value without commas.
  mutating func assignmentValue() throws(ScriptTrouble) -> ScriptNode {
    try enter()
    let value = try unboundedValue()
    leave()
    return value
  }

  private mutating func unboundedValue() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    if at(word: "async"), !peek().followsBreak, isName(peek()) || isSign(peek(), "(") || isSign(peek(), "<") {
      advance()
      if isAtArrow { return try arrow(start, isAsync: true) }
      position -= 1
    }
    if isAtArrow { return try arrow(start, isAsync: false) }
    if at(word: "yield") {
      advance()
      _ = accept("*")
      let isBare = current.followsBreak || at(")") || at(";") || at("]") || at("}") || at(",")
      let value = isBare ? .null(range(from: start)) : try assignmentValue()
      return .unary(ScriptUnary(operation: .word, operand: value, range: range(from: start)))
    }
    let left = try conditional()
    guard at(.sign), let operation = assignmentOperator else { return left }
    advance()
    let value = try assignmentValue()
    return .assignment(
      ScriptAssignment(
        targets: [left], operation: operation.operation, annotation: nil, value: value,
        range: range(from: start)))
  }

  private var assignmentOperator: (operation: ScriptOperator?, isPlain: Bool)? {
    switch ScriptWord(code: current.code) {
    case "=": (nil, true)
    case "+=": (.add, false)
    case "-=": (.subtract, false)
    case "*=": (.multiply, false)
    case "/=": (.divide, false)
    case "%=": (.modulo, false)
    case "**=": (.power, false)
    case "<<=": (.shiftLeft, false)
    case ">>=", ">>>=": (.shiftRight, false)
    case "&=": (.bitAnd, false)
    case "|=": (.bitOr, false)
    case "^=": (.bitXor, false)
    case "&&=": (.and, false)
    case "||=": (.or, false)
    case "??=": (.coalesce, false)
    default: nil
    }
  }

  /// `a ? b : c`.
  private mutating func conditional() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    let condition = try binary(.or)
    guard at("?") else { return condition }
    advance()
    let isInHead = isInLoopHead
    isInLoopHead = false
    let then = try assignmentValue()
    isInLoopHead = isInHead
    try expect(":", ":")
    let otherwise = try assignmentValue()
    return .conditional(
      ScriptConditional(condition: condition, then: then, otherwise: otherwise, range: range(from: start)))
  }

  mutating func binary(_ level: Level) throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    var left = try unary()
    var height = 0
    while true {
      if hasTypes, level <= .relation, at(word: "as") || spells(current, "satisfies"), !current.followsBreak {
        advance()
        if !accept(word: "const") { try skipType() }
        try extend(&height)
        continue
      }
      guard let (operation, found) = binaryOperator, found >= level else { return left }
      try extend(&height)
      var operands = [left]
      while let (next, _) = binaryOperator, next == operation {
        advance()
        if found == .power {
          try enter()
          operands.append(try binary(.power))
          leave()
        } else {
          operands.append(try binary(found.next))
        }
      }
      left = .operation(ScriptOperation(operation: operation, operands: operands, range: range(from: start)))
    }
  }

  private var binaryOperator: (ScriptOperator, Level)? {
    if at(.word) {
      if at(word: "in") { return isInLoopHead ? nil : (.contains, .relation) }
      return spells(current, "instanceof") ? (.instanceOf, .relation) : nil
    }
    guard at(.sign) else { return nil }
    switch ScriptWord(code: current.code) {
    case "||": return (.or, .or)
    case "??": return (.coalesce, .or)
    case "&&": return (.and, .and)
    case "|": return (.bitOr, .bitOr)
    case "^": return (.bitXor, .bitXor)
    case "&": return (.bitAnd, .bitAnd)
    case "==": return (.equal, .equality)
    case "!=": return (.notEqual, .equality)
    case "===": return (.identical, .equality)
    case "!==": return (.notIdentical, .equality)
    case "<": return (.less, .relation)
    case "<=": return (.lessEqual, .relation)
    case ">": return (.greater, .relation)
    case ">=": return (.greaterEqual, .relation)
    case "<<": return (.shiftLeft, .shift)
    case ">>", ">>>": return (.shiftRight, .shift)
    case "+": return (.add, .sum)
    case "-": return (.subtract, .sum)
    case "*": return (.multiply, .product)
    case "/": return (.divide, .product)
    case "%": return (.modulo, .product)
    case "**": return (.power, .power)
    default: return nil
    }
  }

  /// A value with the signs and words before it.
  private mutating func unary() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    if at(word: "await"),
      peek().kind != .sign || isSign(peek(), "(") || isSign(peek(), "[") || isSign(peek(), "{")
    {
      try enter()
      advance()
      let value = try unary()
      leave()
      return .awaiting(value, range(from: start))
    }
    if hasTypes, at("<"), let end = typeArgumentsEnd(position), !isAtArrow {
      // `<T>a`.
      try enter()
      position = end
      advance()
      let value = try unary()
      leave()
      return value
    }
    guard let operation = prefix else { return try postfixed() }
    try enter()
    let isStep = at("++") || at("--")
    let step: ScriptOperator = at("++") ? .add : .subtract
    advance()
    let value = try unary()
    leave()
    let range = range(from: start)
    if isStep { return stepped(value, step, range) }
    return .unary(ScriptUnary(operation: operation, operand: value, range: range))
  }

  private var prefix: ScriptOperator? {
    if at(.word) { return at(word: "typeof") || at(word: "void") || at(word: "delete") ? .word : nil }
    guard at(.sign) else { return nil }
    switch ScriptWord(code: current.code) {
    case "!": return .not
    case "-": return .negate
    case "+": return .plus
    case "~": return .bitNot
    case "++", "--": return .word
    default: return nil
    }
  }

  /// `a++` as `a += 1`.
  private func stepped(_ node: ScriptNode, _ operation: ScriptOperator, _ range: ScriptRange) -> ScriptNode {
    .assignment(
      ScriptAssignment(
        targets: [node], operation: operation, annotation: nil,
        value: .number(ScriptNumber(text: "1", range: range)), range: range))
  }

  /// A value with members, calls, subscripts and templates.
  mutating func postfixed() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    var node = try at(word: "new") ? construction() : primary()
    var height = 0
    while try extend(&node, start) { try extend(&height) }
    if at("++") || at("--"), !current.followsBreak {
      let operation: ScriptOperator = at("++") ? .add : .subtract
      advance()
      node = stepped(node, operation, range(from: start))
    }
    return node
  }

  /// Adds one link to a chain; false when it ends.
  private mutating func extend(_ node: inout ScriptNode, _ start: Int32) throws(ScriptTrouble) -> Bool {
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
