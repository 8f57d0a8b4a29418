extension Parser {
  mutating func parseNullTest(_ isNegated: Bool, _ value: Expression, _ start: Int32) -> Expression {
    if accept(.not) { advance() } else { advance() }
    return .test(IsTest(value: value, test: .null, isNegated: isNegated, range: range(fromByte: start)))
  }

  /// `is [not] ...`
  mutating func parseTest(
    _ value: Expression, _ start: Int32, _ isRestricted: Bool
  ) throws(SyntaxTrouble) -> Expression {
    let operatorAt = position
    advance()
    let isNegated = accept(.not)
    if accept(.distinct, .from) || isComparedWithValue() {
      let name = isNegated ? "is not distinct from" : "is distinct from"
      let operation = Operator(name: name, schema: [], range: range(from: operatorAt))
      let right = try parseExpression(.comparison, isRestricted: isRestricted)
      return .binary(
        Binary(left: value, operation: operation, right: right, range: range(fromByte: start)))
    }
    let test = try parseTestKind()
    return .test(IsTest(value: value, test: test, isNegated: isNegated, range: range(fromByte: start)))
  }

  /// SQLite's `a is b` and `a is not b` compare with any value (https://www.sqlite.org/lang_expr.html).
  private func isComparedWithValue() -> Bool {
    guard dialect.switches.contains(.sqlite) else { return false }
    switch current.keyword {
    case .null, .true, .false: return false
    default: return true
    }
  }

  private mutating func parseTestKind() throws(SyntaxTrouble) -> IsTest.Test {
    let keyword = current.keyword
    switch keyword {
    case .null:
      advance()
      return .null
    case .true:
      advance()
      return .isTrue
    case .false:
      advance()
      return .isFalse
    case .unknown:
      advance()
      return .unknown
    case .document:
      advance()
      return .document
    case .normalized:
      advance()
      return .normalized(nil)
    case .nfc, .nfd, .nfkc, .nfkd:
      advance()
      try expect(.normalized)
      return .normalized(KeywordSpelling.spelling(of: keyword))
    case .json:
      advance()
      return .json(parseJSONTestWords())
    default: throw unexpected("\"null\", \"true\", \"false\", \"unknown\" or \"distinct from\"")
    }
  }

  private mutating func parseJSONTestWords() -> String {
    let first = position
    switch current.keyword {
    case .value, .scalar, .array, .object: advance()
    default: break
    }
    if at(.with, .unique) || at(.without, .unique) {
      advance()
      advance()
      _ = accept(.keys)
    }
    return position == first ? "" : range(from: first).text(of: source).lowercased()
  }

  /// `[not] between [symmetric] low and high`
  mutating func parseBetween(_ value: Expression, _ start: Int32) throws(SyntaxTrouble) -> Expression {
    let isNegated = accept(.not)
    advance()
    let isSymmetric = accept(.symmetric)
    if !isSymmetric { _ = accept(.asymmetric) }
    let low = try parseExpression(.lowest, isRestricted: true)
    try expect(.and)
    let high = try parseExpression(.other, isRestricted: false)
    return .between(
      Between(
        value: value, low: low, high: high, isNegated: isNegated, isSymmetric: isSymmetric,
        range: range(fromByte: start)))
  }

  /// `[not] in (...)`
  mutating func parseMembership(_ value: Expression, _ start: Int32) throws(SyntaxTrouble) -> Expression {
    let operatorAt = position
    _ = accept(.global)
    let isNegated = accept(.not)
    advance()
    guard at(.leftParen) else {
      // DuckDB's `a in list` and BigQuery's `a in unnest(list)`.
      let name = isNegated ? "not in" : "in"
      let operation = Operator(name: name, schema: [], range: range(from: operatorAt))
      let right = try parseExpression(.other, isRestricted: false)
      return .binary(
        Binary(left: value, operation: operation, right: right, range: range(fromByte: start)))
    }
    let group = try parseGroup()
    if let query = group.query {
      return .inQuery(
        InQuery(value: value, query: query, isNegated: isNegated, range: range(fromByte: start)))
    }
    return .inList(
      InList(value: value, items: group.items, isNegated: isNegated, range: range(fromByte: start)))
  }

  /// `[not] like pattern [escape e]` and its relatives.
  mutating func parseMatch(_ value: Expression, _ start: Int32) throws(SyntaxTrouble) -> Expression {
    let operatorAt = position
    let isNegated = accept(.not)
    var name = KeywordSpelling.spelling(of: current.keyword)
    advance()
    if name == "similar" {
      try expect(.to)
      name = "similar to"
    }
    var operation = Operator(name: name, schema: [], range: range(from: operatorAt))
    if at(.any) || at(.some) || at(.all), peek().kind == .leftParen {
      if isNegated { operation.name = "not " + name }
      let match = try parseQuantified(operation, value, start)
      if accept(.escape) { _ = try parseExpression(.other, isRestricted: false) }
      return match
    }
    let pattern = try parseExpression(.other, isRestricted: false)
    let escape = accept(.escape) ? try parseExpression(.other, isRestricted: false) : nil
    return .match(
      PatternMatch(
        operation: operation, value: value, pattern: pattern, escape: escape, isNegated: isNegated,
        range: range(fromByte: start)))
  }

  /// `any (...)`, `some (...)`, `all (...)` after an operator.
  mutating func parseQuantified(
    _ operation: Operator, _ left: Expression, _ start: Int32
  ) throws(SyntaxTrouble) -> Expression {
    let isAll = at(.all)
    advance()
    let open = position
    let group = try parseGroup()
    let operand: Quantified.Operand
    if let query = group.query {
      operand = .query(query)
    } else if group.items.count == 1 {
      operand = .value(group.items[0])
    } else {
      operand = .value(.row(RowLiteral(fields: group.items, range: range(from: open))))
    }
    return .quantified(
      Quantified(
        left: left, operation: operation, isAll: isAll, operand: operand, range: range(fromByte: start)))
  }

  /// `at time zone z`, as the function that PostgreSQL makes of it.
  mutating func parseZone(_ value: Expression, _ start: Int32) throws(SyntaxTrouble) -> Expression {
    let operatorAt = position
    advance()
    var arguments: [FunctionCall.Argument] = []
    let isLocal = accept(.local)
    if !isLocal {
      advance()
      advance()
    }
    let name = Identifier(text: "timezone", isQuoted: false, range: range(from: operatorAt))
    if !isLocal {
      let zone = try parseExpression(.collation, isRestricted: false)
      arguments.append(FunctionCall.Argument(name: nil, value: zone, isVariadic: false))
    }
    arguments.append(FunctionCall.Argument(name: nil, value: value, isVariadic: false))
    return .call(
      FunctionCall(
        name: QualifiedName(parts: [name]), form: .special, arguments: arguments,
        range: range(fromByte: start)))
  }
}
