extension CSharpParser {
  /// One value, or an assignment.
  mutating func expression() throws(ScriptTrouble) -> ScriptNode {
    try enter()
    let value = try assigned()
    leave()
    return value
  }

  /// `a = b`, `a += b`
  private mutating func assigned() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    let target = try conditional()
    guard let operation = assignmentOperator else { return target }
    advance()
    let value = at("{") ? try arrayInitializer() : try expression()
    return .assignment(
      ScriptAssignment(
        targets: [target], operation: operation, annotation: nil, value: value, range: range(from: start)))
  }

  /// `a ? b : c`
  mutating func conditional() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    let condition = try binary(.coalesce)
    guard accept("?") else { return condition }
    let then = try expression()
    try expect(":", ":")
    let otherwise = try expression()
    return .conditional(
      ScriptConditional(condition: condition, then: then, otherwise: otherwise, range: range(from: start)))
  }

  /// How strongly an operator binds; higher is stronger.
  enum Level: Int, OperatorLevel {
    case coalesce, or, and, bitOr, bitXor, bitAnd, equality, relation, shift, sum, product, range

    init?(_ operation: ScriptOperator) {
      switch operation {
      case .coalesce: self = .coalesce
      case .or: self = .or
      case .and: self = .and
      case .bitOr: self = .bitOr
      case .bitXor: self = .bitXor
      case .bitAnd: self = .bitAnd
      case .equal, .notEqual: self = .equality
      case .less, .lessEqual, .greater, .greaterEqual: self = .relation
      case .shiftLeft, .shiftRight: self = .shift
      case .add, .subtract: self = .sum
      case .multiply, .divide, .modulo: self = .product
      default: return nil
      }
    }
  }

  /// `a is b`, `a as B`, `a..b`, `a..`
  mutating func suffixed(_ left: ScriptNode, from start: Int32, atLeast level: Level) throws(ScriptTrouble)
    -> ScriptNode?
  {
    if level <= .relation, at(word: "is") || at(word: "as") { return try tested(left) }
    guard accept("..") else { return nil }
    let limit = endsRange ? .null(range(from: start)) : try unary()
    return .operation(ScriptOperation(operation: .range, operands: [left, limit], range: range(from: start)))
  }

  private var endsRange: Bool { at("]") || at(")") || at(",") || at(";") || at("}") }

  /// `a is b`, `a as B`
  private mutating func tested(_ left: ScriptNode) throws(ScriptTrouble) -> ScriptNode {
    if accept(word: "as") {
      _ = try type(hasSuffixes: true)
      return left
    }
    advance()
    return try pattern(of: left)
  }

  var binaryOperator: (operation: ScriptOperator, level: Level, tokens: Int)? { signOperator }

  /// A value with the signs, words and types in brackets before it.
  mutating func unary() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    if at(.sign) {
      if let operation = prefix { return try signed(operation, start) }
      if at("("), let end = castEnd {
        try enter()
        position = end
        let value = try unary()
        leave()
        return value
      }
    } else if at(.word), let found = try worded(start) {
      return found
    }
    return try postfixed()
  }

  private var prefix: ScriptOperator? {
    switch ScriptWord(code: current.code) {
    case "!": .not
    case "-": .negate
    case "+": .plus
    case "~": .bitNot
    case "++", "--", "^", "&", "*", "..": .word
    default: nil
    }
  }

  private mutating func signed(_ operation: ScriptOperator, _ start: Int32) throws(ScriptTrouble)
    -> ScriptNode
  {
    try enter()
    let step: ScriptOperator? = at("++") ? .add : at("--") ? .subtract : nil
    let isSpread = at("..")
    advance()
    let value = isSpread && endsRange ? .null(range(from: start)) : try unary()
    leave()
    let range = range(from: start)
    if isSpread { return .spread(value, range) }
    if let step { return stepped(value, step, range) }
    return .unary(ScriptUnary(operation: operation, operand: value, range: range))
  }

  /// The place past `(int)` before a value; nil for a value in brackets.
  private var castEnd: Int? {
    guard let end = typeEnd(position + 1), isSign(token(end), ")") else { return nil }
    let next = token(end + 1)
    let isPlain = end == position + 2 && Self.isPredefined(token(position + 1))
    let isMarked = isSign(token(end - 1), "?") || isSign(token(end - 1), "]")
    switch next.kind {
    case .word:
      guard !isReserved(next) else {
        switch ScriptWord(code: next.code) {
        case "new", "this", "base", "null", "true", "false", "typeof", "nameof", "sizeof", "default", "await":
          return end + 1
        default: return nil
        }
      }
      return ["switch", "with"].contains(text(next)) ? nil : end + 1
    case .number, .string, .template: return end + 1
    case .sign:
      if isSign(next, "(") || isSign(next, "!") || isSign(next, "~") { return end + 1 }
      let isSigned = isSign(next, "-") || isSign(next, "+") || isSign(next, "[")
      return (isPlain || isMarked) && isSigned ? end + 1 : nil
    default: return nil
    }
  }

  /// Whether a token is a keyword for a type.
  static func isPredefined(_ token: ScriptToken) -> Bool {
    guard token.kind == .word else { return false }
    switch ScriptWord(code: token.code) {
    case "int", "string", "bool", "long", "short", "byte", "sbyte", "uint", "ulong", "ushort", "decimal",
      "double",
      "float", "char", "object":
      return true
    default: return false
    }
  }

  /// `await a`, `throw a`, `delegate (...) { }`, queries; nil for others.
  private mutating func worded(_ start: Int32) throws(ScriptTrouble) -> ScriptNode? {
    switch ScriptWord(code: current.code) {
    case "await":
      guard peek().kind == .word || isSign(peek(), "(") else { return nil }
      try enter()
      advance()
      let value = try unary()
      leave()
      return .awaiting(value, range(from: start))
    case "throw":
      let name = ScriptName(text: "throw", range: current.range)
      advance()
      let value = try expression()
      let argument = ScriptArgument(kind: .positional, value: value, range: value.range)
      return .call(ScriptCall(callee: .name(name), arguments: [argument], range: range(from: start)))
    case "from":
      guard peek().kind == .word, isWord(peek(2), "in") || isWord(peek(3), "in") else { return nil }
      return try query(start)
    case "async", "static":
      guard peek().kind == .word || isSign(peek(), "(") else { return nil }
      let first = position
      advance()
      if at(word: "async") || at(word: "static") { advance() }
      if let lambda = try lambda(start) { return lambda }
      position = first
      return nil
    case "delegate": return try delegate(start)
    default: return try lambda(start)
    }
  }

  /// `from a in b where c select d`: as a whole it is not known.
  private mutating func query(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    while !at(";"), !at(")"), !at("]"), !at("}"), !at(","), !at(.end) {
      if at("(") || at("[") || at("{") { try skipBrackets() } else { advance() }
    }
    return .unparsed(range(from: start))
  }
}
