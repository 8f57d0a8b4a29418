extension PythonParser {
  /// How strongly an operator binds; higher is stronger.
  enum Level: Int, OperatorLevel {
    case or, and, not, comparison, bitOr, bitXor, bitAnd, shift, sum, product, unary

    init?(_ operation: ScriptOperator) {
      switch operation {
      case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: self = .comparison
      case .bitOr: self = .bitOr
      case .bitXor: self = .bitXor
      case .bitAnd: self = .bitAnd
      case .shiftLeft, .shiftRight: self = .shift
      case .add, .subtract: self = .sum
      case .multiply, .divide, .floorDivide, .modulo, .matrixMultiply: self = .product
      default: return nil
      }
    }
  }

  /// One value, or several with commas as a tuple.
  mutating func values() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    let first = try element()
    guard at(",") else { return first }
    var elements = [first]
    while accept(",") {
      if endsValues { break }
      elements.append(try element())
    }
    return .tuple(ScriptList(elements: elements, range: range(from: start)))
  }

  private var endsValues: Bool {
    switch current.kind {
    case .newline, .end, .dedent, .indent: true
    case .sign: at("=") || at(")") || at("]") || at("}") || at(":") || at(";") || augmentationFollows
    case .word, .number, .string, .template, .regularExpression, .broken: false
    }
  }

  private var augmentationFollows: Bool {
    current.range.count > 1 && current.code & 0xFF == UInt64(UInt8(ascii: "="))
  }

  /// The targets of a loop.
  mutating func targets() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    let first = try starred(.bitOr)
    guard at(",") else { return first }
    var elements = [first]
    while accept(",") {
      if at(word: "in") { break }
      elements.append(try starred(.bitOr))
    }
    return .tuple(ScriptList(elements: elements, range: range(from: start)))
  }

  private mutating func starred(_ level: Level) throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    guard accept("*") else { return try binary(level) }
    try enter()
    let value = try binary(level)
    leave()
    return .spread(value, range(from: start))
  }

  /// One element of a list: a value, or `*a`.
  mutating func element() throws(ScriptTrouble) -> ScriptNode {
    if at("*") { return try starred(.bitOr) }
    return try expression()
  }

  /// One value: a choice, lambda, named value, `yield`, or anything that binds stronger.
  mutating func expression() throws(ScriptTrouble) -> ScriptNode {
    try enter()
    let value = try unboundedExpression()
    leave()
    return value
  }

  private mutating func unboundedExpression() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    if at(word: "lambda") { return try lambda(start) }
    if accept(word: "yield") {
      let isFrom = accept(word: "from")
      let value = endsValues && !isFrom ? nil : try values()
      let range = range(from: start)
      return .unary(ScriptUnary(operation: .word, operand: value ?? .null(range), range: range))
    }
    let value = try binary(.or)
    if at(":="), case .name = value {
      advance()
      let bound = try expression()
      return .assignment(
        ScriptAssignment(
          targets: [value], operation: nil, annotation: nil, value: bound, range: range(from: start)))
    }
    guard at(word: "if") else { return value }
    advance()
    let condition = try binary(.or)
    try expect(word: "else", "else")
    let otherwise = try expression()
    return .conditional(
      ScriptConditional(
        condition: condition, then: value, otherwise: otherwise, range: range(from: start)))
  }

  private mutating func lambda(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    advance()
    let parameters = try parameters(until: ":", areAnnotated: false)
    try expect(":", ":")
    let value = try expression()
    return .function(
      ScriptFunction(
        kind: .lambda, name: "", parameters: parameters, body: [.returning(value, value.range)],
        range: range(from: start)))
  }

  /// Comparisons, which stand in chains.
  mutating func suffixed(_ left: ScriptNode, from start: Int32, atLeast level: Level) throws(ScriptTrouble)
    -> ScriptNode?
  {
    guard level <= .comparison, binaryOperator?.level == .comparison else { return nil }
    return try comparisons(left, start)
  }

  /// `a < b <= c` as `a < b and b <= c`.
  private mutating func comparisons(_ first: ScriptNode, _ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    var left = first
    var pairs: [ScriptNode] = []
    while let (operation, level, words) = binaryOperator, level == .comparison {
      for _ in 0..<words { advance() }
      let right = try binary(.bitOr)
      let range = range(from: left.range.start)
      pairs.append(.operation(ScriptOperation(operation: operation, operands: [left, right], range: range)))
      left = right
    }
    if pairs.count == 1, let only = pairs.first { return only }
    return .operation(ScriptOperation(operation: .and, operands: pairs, range: range(from: start)))
  }

  var binaryOperator: (operation: ScriptOperator, level: Level, tokens: Int)? {
    at(.word) ? wordOperator : signOperator
  }

  private var wordOperator: (operation: ScriptOperator, level: Level, tokens: Int)? {
    switch ScriptWord(code: current.code) {
    case "or": return (.or, .or, 1)
    case "and": return (.and, .and, 1)
    case "in": return (.contains, .comparison, 1)
    case "is":
      return isWord(peek(), "not") ? (.notIdentical, .comparison, 2) : (.identical, .comparison, 1)
    case "not": return isWord(peek(), "in") ? (.notContains, .comparison, 2) : nil
    default: return nil
    }
  }

  /// A value with the signs before it, and powers.
  mutating func unary() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    let operation: ScriptOperator? =
      at(word: "not") ? .not : at("-") ? .negate : at("+") ? .plus : at("~") ? .bitNot : nil
    if let operation {
      try enter()
      advance()
      let value = operation == .not ? try binary(.comparison) : try unary()
      leave()
      return .unary(ScriptUnary(operation: operation, operand: value, range: range(from: start)))
    }
    if accept(word: "await") {
      try enter()
      let value = try unary()
      leave()
      return .awaiting(value, range(from: start))
    }
    let base = try postfixed()
    guard accept("**") else { return base }
    try enter()
    let exponent = try unary()
    leave()
    return .operation(
      ScriptOperation(operation: .power, operands: [base, exponent], range: range(from: start)))
  }
}
