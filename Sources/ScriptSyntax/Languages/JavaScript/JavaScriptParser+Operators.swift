extension JavaScriptParser {
  /// How strongly an operator binds; higher is stronger.
  enum Level: Int, Comparable {
    case or, and, bitOr, bitXor, bitAnd, equality, relation, shift, sum, product, power

    static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

    var next: Level { Level(rawValue: rawValue + 1) ?? .power }
  }

  /// Values with operators between them that bind at least as strongly as a level.
  mutating func binary(_ level: Level) throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    let outer = tall
    tall = 0
    defer { tall = max(outer, tall) }
    var left = try unary()
    var height = 0
    while true {
      if hasTypes, level <= .relation, at(word: "as") || spells(current, "satisfies"), !current.followsBreak {
        advance()
        if !accept(word: "const") { try skipType() }
        try grow(&height)
        continue
      }
      guard let (operation, found) = binaryOperator, found >= level else { return left }
      try grow(&height)
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
  mutating func unary() throws(ScriptTrouble) -> ScriptNode {
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
  func stepped(_ node: ScriptNode, _ operation: ScriptOperator, _ range: ScriptRange) -> ScriptNode {
    .assignment(
      ScriptAssignment(
        targets: [node], operation: operation, annotation: nil,
        value: .number(ScriptNumber(text: "1", range: range)), range: range))
  }
}
