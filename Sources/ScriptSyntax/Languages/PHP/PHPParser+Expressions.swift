extension PHPParser {
  /// One value.
  mutating func expression() throws(ScriptTrouble) -> ScriptNode {
    try enter()
    let value = try worded()
    leave()
    return value
  }

  /// Values with `or`, `xor` and `and` between them, which bind more weakly than an assignment.
  private mutating func worded() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    var left = try conditional()
    var height = 0
    while at(word: "or") || at(word: "and") || at(word: "xor") {
      try grow(&height)
      let operation: ScriptOperator = at(word: "or") ? .or : at(word: "and") ? .and : .bitXor
      advance()
      let right = try conditional()
      left = .operation(
        ScriptOperation(operation: operation, operands: [left, right], range: range(from: start)))
    }
    return left
  }

  /// `a ? b : c`, `a ?: c`.
  private mutating func conditional() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    var condition = try binary(.coalesce)
    var height = 0
    while at("?") {
      try grow(&height)
      condition = try choice(condition, start)
    }
    return condition
  }

  private mutating func choice(_ condition: ScriptNode, _ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    advance()
    if accept(":") {
      let otherwise = try operand()
      return .operation(
        ScriptOperation(operation: .or, operands: [condition, otherwise], range: range(from: start)))
    }
    let then = try expression()
    try expect(":", ":")
    let otherwise = try operand()
    return .conditional(
      ScriptConditional(condition: condition, then: then, otherwise: otherwise, range: range(from: start)))
  }

  /// What follows the colon of a choice.
  private mutating func operand() throws(ScriptTrouble) -> ScriptNode {
    try enter()
    let value = try binary(.coalesce)
    leave()
    return value
  }

  /// How strongly an operator binds; higher is stronger.
  enum Level: Int, OperatorLevel {
    case coalesce, or, and, bitOr, bitXor, bitAnd, equality, relation, text, shift, sum, product, instance
  }

  var binaryOperator: (operation: ScriptOperator, level: Level, tokens: Int)? {
    if at(.word) { return at(long: "instanceof") ? (.instanceOf, .instance, 1) : nil }
    guard at(.sign) else { return nil }
    switch ScriptWord(code: current.code) {
    case "??": return (.coalesce, .coalesce, 1)
    case "||": return (.or, .or, 1)
    case "&&": return (.and, .and, 1)
    case "|": return (.bitOr, .bitOr, 1)
    case "^": return (.bitXor, .bitXor, 1)
    case "&": return (.bitAnd, .bitAnd, 1)
    case "==": return (.equal, .equality, 1)
    case "!=", "<>": return (.notEqual, .equality, 1)
    case "===": return (.identical, .equality, 1)
    case "!==": return (.notIdentical, .equality, 1)
    case "<=>": return (.compare, .equality, 1)
    case "<": return (.less, .relation, 1)
    case "<=": return (.lessEqual, .relation, 1)
    case ">": return (.greater, .relation, 1)
    case ">=": return (.greaterEqual, .relation, 1)
    case ".": return (.concatenate, .text, 1)
    case "|>": return (.pipe, .text, 1)
    case "<<": return (.shiftLeft, .shift, 1)
    case ">>": return (.shiftRight, .shift, 1)
    case "+": return (.add, .sum, 1)
    case "-": return (.subtract, .sum, 1)
    case "*": return (.multiply, .product, 1)
    case "/": return (.divide, .product, 1)
    case "%": return (.modulo, .product, 1)
    default: return nil
    }
  }
}
