extension JavaScriptParser {
  /// How strongly an operator binds; higher is stronger.
  enum Level: Int, OperatorLevel {
    case or, and, bitOr, bitXor, bitAnd, equality, relation, shift, sum, product, power

    init?(_ operation: ScriptOperator) {
      switch operation {
      case .or, .coalesce: self = .or
      case .and: self = .and
      case .bitOr: self = .bitOr
      case .bitXor: self = .bitXor
      case .bitAnd: self = .bitAnd
      case .equal, .notEqual, .identical, .notIdentical: self = .equality
      case .less, .lessEqual, .greater, .greaterEqual: self = .relation
      case .shiftLeft, .shiftRight: self = .shift
      case .add, .subtract: self = .sum
      case .multiply, .divide, .modulo: self = .product
      case .power: self = .power
      default: return nil
      }
    }
  }

  /// `a as T`, `a satisfies T`.
  mutating func suffixed(_ left: ScriptNode, from start: Int32, atLeast level: Level) throws(ScriptTrouble)
    -> ScriptNode?
  {
    guard hasTypes, level <= .relation, at(word: "as") || spells(current, "satisfies"), !current.followsBreak
    else { return nil }
    advance()
    if !accept(word: "const") { try skipType() }
    return left
  }

  var binaryOperator: (operation: ScriptOperator, level: Level, tokens: Int)? {
    if at(.word) {
      if at(word: "in") { return isInLoopHead ? nil : (.contains, .relation, 1) }
      return spells(current, "instanceof") ? (.instanceOf, .relation, 1) : nil
    }
    return signOperator
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
}
