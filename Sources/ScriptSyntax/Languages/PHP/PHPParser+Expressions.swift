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
    var condition = try coalesced()
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
    let value = try coalesced()
    leave()
    return value
  }

  /// `a ?? b ?? c`.
  private mutating func coalesced() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    let left = try binary(.or)
    guard at("??") else { return left }
    var operands = [left]
    var height = 0
    while accept("??") {
      try grow(&height)
      operands.append(try binary(.or))
    }
    return .operation(ScriptOperation(operation: .coalesce, operands: operands, range: range(from: start)))
  }

  /// How strongly an operator binds; higher is stronger.
  enum Level: Int, Comparable {
    case or, and, bitOr, bitXor, bitAnd, equality, relation, text, shift, sum, product, instance

    static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

    var next: Level { Level(rawValue: rawValue + 1) ?? .instance }
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
      guard let (operation, found) = binaryOperator, found >= level else { return left }
      try grow(&height)
      var operands = [left]
      while let (next, _) = binaryOperator, next == operation {
        advance()
        operands.append(try binary(found.next))
      }
      left = .operation(ScriptOperation(operation: operation, operands: operands, range: range(from: start)))
    }
  }

  private var binaryOperator: (ScriptOperator, Level)? {
    if at(.word) { return at(long: "instanceof") ? (.instanceOf, .instance) : nil }
    guard at(.sign) else { return nil }
    switch ScriptWord(code: current.code) {
    case "||": return (.or, .or)
    case "&&": return (.and, .and)
    case "|": return (.bitOr, .bitOr)
    case "^": return (.bitXor, .bitXor)
    case "&": return (.bitAnd, .bitAnd)
    case "==": return (.equal, .equality)
    case "!=", "<>": return (.notEqual, .equality)
    case "===": return (.identical, .equality)
    case "!==": return (.notIdentical, .equality)
    case "<=>": return (.compare, .equality)
    case "<": return (.less, .relation)
    case "<=": return (.lessEqual, .relation)
    case ">": return (.greater, .relation)
    case ">=": return (.greaterEqual, .relation)
    case ".": return (.concatenate, .text)
    case "|>": return (.pipe, .text)
    case "<<": return (.shiftLeft, .shift)
    case ">>": return (.shiftRight, .shift)
    case "+": return (.add, .sum)
    case "-": return (.subtract, .sum)
    case "*": return (.multiply, .product)
    case "/": return (.divide, .product)
    case "%": return (.modulo, .product)
    default: return nil
    }
  }
}
