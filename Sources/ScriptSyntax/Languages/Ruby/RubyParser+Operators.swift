extension RubyParser {
  /// `a and b`, `not a`, and what binds closer.
  mutating func parseLogical(isStatement: Bool = false) throws(ScriptTrouble) -> ScriptNode {
    let start = at
    let outer = tall
    tall = 0
    defer { tall = max(outer, tall) }
    return try parseLogicalTail(try parseNot(isStatement), start)
  }

  private mutating func parseNot(_ isStatement: Bool) throws(ScriptTrouble) -> ScriptNode {
    let start = at
    guard takeWord("not") else { return try parseExpression(isStatement: isStatement) }
    skipSpaces()
    let operand = try nested { parser throws(ScriptTrouble) in try parser.parseNot(false) }
    return .unary(ScriptUnary(operation: .not, operand: operand, range: range(start)))
  }

  mutating func parseLogicalTail(_ first: ScriptNode, _ start: Int) throws(ScriptTrouble) -> ScriptNode {
    var node = first
    var height = 0
    while true {
      skipSpaces()
      let operation: ScriptOperator
      if takeWord("and") { operation = .and } else if takeWord("or") { operation = .or } else { return node }
      skipLines()
      if let jump = try parseJump() {
        try join(&node, operation, jump, start, &height)
      } else {
        try join(&node, operation, try parseNot(false), start, &height)
      }
    }
  }

  /// `return`, `next` and `raise` behind `or` and `||`.
  private mutating func parseJump() throws(ScriptTrouble) -> ScriptNode? {
    guard seesWord("return") || seesWord("next") || seesWord("break") else { return nil }
    return immediate(try parseStatement())
  }

  /// Puts an operand behind a value. The tree grows higher where the operation before was another one.
  private mutating func join(
    _ left: inout ScriptNode, _ operation: ScriptOperator, _ right: ScriptNode, _ start: Int,
    _ height: inout Int
  ) throws(ScriptTrouble) {
    if case .operation(var flat) = left, flat.operation == operation, Int(flat.range.start) == start {
      // The operands have one owner only, and are not copied.
      left = .null(flat.range)
      flat.operands.append(right)
      flat.range = range(start)
      left = .operation(flat)
      return
    }
    height += 1
    try grow(start)
    guard height < ScriptLimits.height else {
      throw ScriptTrouble(.tooDeep, "the expression has more operators than are read", at: range(start))
    }
    left = .operation(ScriptOperation(operation: operation, operands: [left, right], range: range(start)))
  }

  /// An assignment or what binds closer.
  mutating func parseExpression(isStatement: Bool = false) throws(ScriptTrouble) -> ScriptNode {
    let start = at
    if isStatement, let targets = takeTargetGroup() { return try parseManyTargets(targets, start) }
    let first = isStatement && peek() == UInt8(ascii: "*") ? try parseSplat() : try parseTernary()
    skipSpaces()
    if isStatement, peek() == UInt8(ascii: ","), isTarget(first) {
      return try parseManyTargets([first], start)
    }
    return try parseAssignmentTail(first, start, isStatement)
  }

  /// `a ? b : c`, and what binds closer.
  mutating func parseTernary() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    return try parseTernaryTail(try parseBinary(0), start)
  }

  /// What may follow a value that is already read, assignments left out.
  mutating func parseOperatorTail(_ node: ScriptNode, _ start: Int) throws(ScriptTrouble) -> ScriptNode {
    try parseTernaryTail(try parseBinaryTail(node, 0, start), start)
  }

  private mutating func parseTernaryTail(_ condition: ScriptNode, _ start: Int) throws(ScriptTrouble)
    -> ScriptNode
  {
    skipSpaces()
    guard peek() == UInt8(ascii: "?"), Self.isSpace(peek(1)) || peek(1) == 10 || Self.isSpace(byte(at - 1))
    else { return condition }
    at += 1
    return try nested { parser throws(ScriptTrouble) in
      parser.skipLines()
      let then = try parser.parseTernary()
      parser.skipLines()
      guard parser.take(":") else { throw parser.unexpected("\":\"") }
      parser.skipLines()
      let otherwise = try parser.parseTernary()
      return .conditional(
        ScriptConditional(condition: condition, then: then, otherwise: otherwise, range: parser.range(start)))
    }
  }

  private mutating func parseBinary(_ level: Int) throws(ScriptTrouble) -> ScriptNode {
    let start = at
    let outer = tall
    tall = 0
    defer { tall = max(outer, tall) }
    return try parseBinaryTail(try parseUnary(), level, start)
  }

  private mutating func parseBinaryTail(
    _ first: ScriptNode, _ level: Int, _ start: Int
  ) throws(ScriptTrouble) -> ScriptNode {
    var node = first
    var height = 0
    while true {
      skipSpaces()
      guard let found = binaryOperator(), found.level >= level else { return node }
      at += found.length
      if found.operation == .range || found.operation == .openRange, endsRange() {
        try join(&node, found.operation, .null(range(at)), start, &height)
        continue
      }
      skipLines()
      if found.operation == .or || found.operation == .and, let jump = try parseJump() {
        try join(&node, found.operation, jump, start, &height)
        continue
      }
      let place = at
      var right = try nested { parser throws(ScriptTrouble) in
        try parser.parseBinary(found.operation == .power ? found.level : found.level + 1)
      }
      if found.operation == .or || found.operation == .and {
        // `found && name = value` gives the name its value last.
        skipSpaces()
        right = try parseAssignmentTail(right, place, false)
      }
      try join(&node, found.operation, right, start, &height)
    }
  }

  private func endsRange() -> Bool {
    var ahead = 0
    while Self.isSpace(peek(ahead)) { ahead += 1 }
    let next = peek(ahead)
    return at + ahead >= end || next == UInt8(ascii: ")") || next == UInt8(ascii: "]") || next == 10
      || next == UInt8(ascii: ",")
  }

  private func binaryOperator() -> (operation: ScriptOperator, length: Int, level: Int)? {
    let (first, second, third) = (peek(), peek(1), peek(2))
    let isAssigned = second == UInt8(ascii: "=")
    switch first {
    case UInt8(ascii: "."):
      guard second == first else { return nil }
      return third == first ? (.openRange, 3, 1) : (.range, 2, 1)
    case UInt8(ascii: "|"):
      if second == first { return third == UInt8(ascii: "=") ? nil : (.or, 2, 2) }
      return isAssigned ? nil : (.bitOr, 1, 7)
    case UInt8(ascii: "&"):
      if second == first { return third == UInt8(ascii: "=") ? nil : (.and, 2, 3) }
      return isAssigned || second == UInt8(ascii: ".") ? nil : (.bitAnd, 1, 8)
    case UInt8(ascii: "="):
      if second == first { return third == first ? (.identical, 3, 5) : (.equal, 2, 5) }
      return second == UInt8(ascii: "~") ? (.matches, 2, 5) : nil
    case UInt8(ascii: "!"):
      if isAssigned { return (.notEqual, 2, 5) }
      return second == UInt8(ascii: "~") ? (.notMatches, 2, 5) : nil
    case UInt8(ascii: "<"):
      if isAssigned { return third == UInt8(ascii: ">") ? (.compare, 3, 5) : (.lessEqual, 2, 6) }
      if second == first { return third == UInt8(ascii: "=") ? nil : (.shiftLeft, 2, 9) }
      return (.less, 1, 6)
    case UInt8(ascii: ">"):
      if isAssigned { return (.greaterEqual, 2, 6) }
      if second == first { return third == UInt8(ascii: "=") ? nil : (.shiftRight, 2, 9) }
      return (.greater, 1, 6)
    case UInt8(ascii: "^"): return isAssigned ? nil : (.bitXor, 1, 7)
    case UInt8(ascii: "+"): return isAssigned ? nil : (.add, 1, 10)
    case UInt8(ascii: "-"): return isAssigned ? nil : (.subtract, 1, 10)
    case UInt8(ascii: "*"):
      if second == first { return third == UInt8(ascii: "=") ? nil : (.power, 2, 13) }
      return isAssigned ? nil : (.multiply, 1, 11)
    case UInt8(ascii: "/"): return isAssigned ? nil : (.divide, 1, 11)
    case UInt8(ascii: "%"): return isAssigned ? nil : (.modulo, 1, 11)
    default: return nil
    }
  }

  private mutating func parseChain() throws(ScriptTrouble) -> ScriptNode {
    let outer = tall
    tall = 0
    defer { tall = max(outer, tall) }
    return try parsePostfix(try parsePrimary())
  }

  mutating func parseUnary() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    let operation: ScriptOperator
    switch peek() {
    case UInt8(ascii: "!"): operation = .not
    case UInt8(ascii: "-"):
      if peek(1) == UInt8(ascii: ">") { return try parseChain() }
      operation = .negate
    case UInt8(ascii: "+"): operation = .plus
    case UInt8(ascii: "~"): operation = .bitNot
    case UInt8(ascii: "."):
      guard sees("..") else { throw unexpected("a value") }
      operation = .range
      at += sees("...") ? 2 : 1
    default: return try parseChain()
    }
    at += 1
    skipSpaces()
    let operand = try nested { parser throws(ScriptTrouble) in try parser.parseUnary() }
    if operation == .negate, case .number(var number) = operand {
      number.text = "-" + number.text
      number.range = range(start)
      return .number(number)
    }
    return .unary(ScriptUnary(operation: operation, operand: operand, range: range(start)))
  }
}
