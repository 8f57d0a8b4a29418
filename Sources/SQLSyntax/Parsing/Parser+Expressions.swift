/// How tightly an operator binds, from PostgreSQL's gram.y (manual, 4.1.6).
enum Precedence: Int, Sendable {
  case lowest, or, and, not, test, comparison, range, other, sum, product, power, zone, collation, sign

  /// The level that the right side of a left-associative operator is read at.
  var tighter: Precedence { Precedence(rawValue: rawValue + 1) ?? .sign }
}

/// What stands after an operand, as far as it continues the expression.
enum Infix: Sendable {
  case or, and, test, isNull, notNull, comparison, between, membership, like, other, sum, product, power
  case zone, collation

  var precedence: Precedence {
    switch self {
    case .or: .or
    case .and: .and
    case .test, .isNull, .notNull: .test
    case .comparison: .comparison
    case .between, .membership, .like: .range
    case .other: .other
    case .sum: .sum
    case .product: .product
    case .power: .power
    case .zone: .zone
    case .collation: .collation
    }
  }
}

extension Parser {
  /// An expression, as far as its operators reach (gram.y: a_expr).
  package mutating func parseExpression() throws(SyntaxTrouble) -> Expression {
    try parseExpression(.lowest, isRestricted: false)
  }

  /// An expression without AND, OR, NOT, IS NULL, IN, LIKE, BETWEEN, COLLATE and AT TIME ZONE outside of
  /// parentheses, as after DEFAULT in a column definition (gram.y: b_expr).
  package mutating func parseRestrictedExpression() throws(SyntaxTrouble) -> Expression {
    try parseExpression(.lowest, isRestricted: true)
  }

  /// Expressions with commas between them.
  package mutating func parseExpressionList() throws(SyntaxTrouble) -> [Expression] {
    var list = [try parseExpression()]
    while accept(.comma) {
      if endsList() { break }
      list.append(try parseExpression())
    }
    return list
  }

  mutating func parseExpression(
    _ minimum: Precedence, isRestricted: Bool
  ) throws(SyntaxTrouble) -> Expression {
    try enter()
    let outer = height
    height = 0
    let start = current.start
    var left = try parsePrefix(isRestricted)
    while let infix = infix(isRestricted), infix.precedence.rawValue >= minimum.rawValue {
      left = try parseInfix(infix, left, start, isRestricted)
      try grow()
    }
    depth -= 1
    height = max(outer, height + 1)
    return left
  }

  /// Counts one more level of the tree that is being built.
  mutating func grow() throws(SyntaxTrouble) {
    height += 1
    if height > Self.heightLimit {
      let message = "more than \(Self.heightLimit) operators on top of each other"
      throw SyntaxTrouble(.tooDeep, message, at: current.range)
    }
  }

  /// Whether a list ends here after its last comma, where the dialect allows that.
  func endsList() -> Bool {
    guard dialect.switches.contains(.trailingCommas) else { return false }
    switch current.kind {
    case .endOfStatement, .rightParen, .rightBracket, .rightBrace, .semicolon: return true
    case .word: break
    default: return false
    }
    switch current.keyword {
    case .from, .where, .group, .having, .order, .limit, .window, .qualify, .union, .intersect, .offset,
      .fetch:
      return true
    default: return false
    }
  }

  /// The infix operator that the current token is.
  private func infix(_ isRestricted: Bool) -> Infix? {
    switch current.kind {
    case .word: return wordInfix(isRestricted)
    case .equals, .less, .greater, .lessEquals, .greaterEquals, .notEquals: return .comparison
    case .plus, .minus: return .sum
    case .star, .slash, .percentSign: return .product
    case .caret: return .power
    case .operation:
      if dialect.switches.contains(.extraOperators) {
        if spells(current, "==") { return .comparison }
        if spells(current, "//") { return .product }
        if spells(current, "**") { return .power }
      }
      return .other
    default: return nil
    }
  }

  private func wordInfix(_ isRestricted: Bool) -> Infix? {
    if current.keyword == .plain { return nil }
    if current.keyword == .is {
      if !isRestricted { return .test }
      let next = peek().keyword == .not ? peek(2).keyword : peek().keyword
      return next == .distinct || next == .document ? .test : nil
    }
    if current.keyword == .operator { return peek().kind == .leftParen ? .other : nil }
    if isRestricted { return nil }
    switch current.keyword {
    case .and: return .and
    case .or: return .or
    case .isnull: return .isNull
    case .notnull: return .notNull
    case .between: return .between
    case .in: return .membership
    case .global:
      return dialect.switches.contains(.clickHouse) && peek().keyword != .join ? globalInfix() : nil
    case .like, .ilike: return .like
    case .similar: return peek().keyword == .to ? .like : nil
    case .glob, .regexp, .rlike: return startsPattern() ? .like : nil
    case .not: return negatedInfix()
    case .at:
      if peek().keyword == .time, peek(2).keyword == .zone { return .zone }
      return peek().keyword == .local ? .zone : nil
    case .collate: return .collation
    case .overlaps: return .other
    case .div: return startsPattern() ? .product : nil
    default: return nil
    }
  }

  /// ClickHouse's `global in` and `global not in`
  private func globalInfix() -> Infix? {
    let next = peek().keyword == .not ? peek(2).keyword : peek().keyword
    return next == .in ? .membership : nil
  }

  private func negatedInfix() -> Infix? {
    switch peek().keyword {
    case .between: .between
    case .in: .membership
    case .like, .ilike, .similar, .glob, .regexp, .rlike: .like
    case .null: dialect.switches.contains(.extraOperators) ? .notNull : nil
    default: nil
    }
  }

  /// Whether an operand follows an operator that is a word and could be an alias just as well.
  private func startsPattern() -> Bool {
    guard dialect.switches.contains(.extraOperators) else { return false }
    let next = peek()
    return isString(next) || next.kind == .number || next.kind == .leftParen
      || isName(.column, next) && next.keyword == .plain
  }

  /// The rest of an infix expression; the operator is current.
  private mutating func parseInfix(
    _ infix: Infix, _ left: Expression, _ start: Int32, _ isRestricted: Bool
  ) throws(SyntaxTrouble) -> Expression {
    switch infix {
    case .or: return try parseChain(.or, left, start)
    case .and: return try parseChain(.and, left, start)
    case .isNull, .notNull: return parseNullTest(infix == .notNull, left, start)
    case .test: return try parseTest(left, start, isRestricted)
    case .between: return try parseBetween(left, start)
    case .membership: return try parseMembership(left, start)
    case .like: return try parseMatch(left, start)
    case .zone: return try parseZone(left, start)
    case .collation:
      advance()
      let name = try parseCollation()
      return .collate(Collate(value: left, collation: name, range: range(fromByte: start)))
    case .other where current.kind == .operation && spells(current, "||"):
      return try parseConcatenation(left, start, isRestricted)
    case .comparison, .other, .sum, .product, .power:
      return try parseBinary(infix.precedence, left, start, isRestricted)
    }
  }

  private mutating func parseBinary(
    _ precedence: Precedence, _ left: Expression, _ start: Int32, _ isRestricted: Bool
  ) throws(SyntaxTrouble) -> Expression {
    let operation = try parseOperator()
    if at(.any) || at(.some) || at(.all), peek().kind == .leftParen {
      return try parseQuantified(operation, left, start)
    }
    let right = try parseExpression(precedence.tighter, isRestricted: isRestricted)
    return .binary(
      Binary(left: left, operation: operation, right: right, range: range(fromByte: start)))
  }

  private mutating func parseChain(
    _ keyword: Keyword, _ first: Expression, _ start: Int32
  ) throws(SyntaxTrouble) -> Expression {
    let name = keyword == .or ? "or" : "and"
    let operation = Operator(name: name, schema: [], range: current.range)
    let precedence: Precedence = keyword == .or ? .and : .not
    var operands = [first]
    while accept(keyword) { operands.append(try parseExpression(precedence, isRestricted: false)) }
    return .chain(OperatorChain(operation: operation, operands: operands, range: range(fromByte: start)))
  }

  private mutating func parseConcatenation(
    _ first: Expression, _ start: Int32, _ isRestricted: Bool
  ) throws(SyntaxTrouble) -> Expression {
    let operation = Operator(name: "||", schema: [], range: current.range)
    var operands = [first]
    while current.kind == .operation, spells(current, "||") {
      if peek().keyword == .any || peek().keyword == .all, peek(2).kind == .leftParen, operands.count == 1 {
        advance()
        return try parseQuantified(operation, first, start)
      }
      advance()
      operands.append(try parseExpression(.sum, isRestricted: isRestricted))
    }
    return .chain(OperatorChain(operation: operation, operands: operands, range: range(fromByte: start)))
  }

  /// An operator sign or `operator(schema.sign)`.
  package mutating func parseOperator() throws(SyntaxTrouble) -> Operator {
    let first = position
    if accept(.operator) {
      try expect(.leftParen, "(")
      var schema: [Identifier] = []
      while isName(), peek().kind == .dot {
        schema.append(try parseIdentifier())
        advance()
      }
      let name = text(current)
      advance()
      try expect(.rightParen, ")")
      return Operator(name: name, schema: schema, range: range(from: first))
    }
    let token = current
    advance()
    return Operator(name: operatorName(token), schema: [], range: token.range)
  }

  private func operatorName(_ token: Token) -> String {
    switch token.kind {
    case .equals: return "="
    case .notEquals: return "<>"
    case .word: return KeywordSpelling.spelling(of: token.keyword)
    default:
      let name = text(token)
      return name == "==" && dialect.switches.contains(.extraOperators) ? "=" : name
    }
  }
}
