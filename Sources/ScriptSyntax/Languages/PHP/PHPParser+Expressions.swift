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

    init?(_ operation: ScriptOperator) {
      switch operation {
      case .coalesce: self = .coalesce
      case .or: self = .or
      case .and: self = .and
      case .bitOr: self = .bitOr
      case .bitXor: self = .bitXor
      case .bitAnd: self = .bitAnd
      case .equal, .notEqual, .identical, .notIdentical, .compare: self = .equality
      case .less, .lessEqual, .greater, .greaterEqual: self = .relation
      case .concatenate, .pipe: self = .text
      case .shiftLeft, .shiftRight: self = .shift
      case .add, .subtract: self = .sum
      case .multiply, .divide, .modulo: self = .product
      default: return nil
      }
    }
  }

  var binaryOperator: (operation: ScriptOperator, level: Level, tokens: Int)? {
    if at(.word) { return at(long: "instanceof") ? (.instanceOf, .instance, 1) : nil }
    return signOperator
  }
}
