extension Parser {
  /// A column, a qualified star, a call or a typed literal: whatever starts with a name.
  mutating func parseNameExpression() throws(SyntaxTrouble) -> Expression {
    let first = position
    let token = current
    let isColumn = isName(.column, token)
    guard isColumn || isName(.function, token) || peek().kind == .leftParen && isCallable(token) else {
      throw unexpected("a value")
    }
    if startsApproximate() { advance() }
    let name = try parseDottedName()
    if at(.dot), peek().kind == .star { return try parseQualifiedStar(name, first) }
    if at(.leftParen) { return try parseCallOrMark(name, first) }
    // Transact-SQL has no typed literals: what follows is a label.
    if at(.plainString) || at(.escapeString), !dialect.switches.contains(.transactSQL) {
      return try parseGenericLiteral(first)
    }
    if name.parts.count == 1, !isColumn { throw unexpected("\"(\"") }
    return .column(ColumnReference(name: name))
  }

  // Rare forms stand in functions of their own: what calls nest through keeps little on the stack.

  private mutating func parseDottedName() throws(SyntaxTrouble) -> QualifiedName {
    let first = try parseIdentifier(.label)
    var parts = splitName(first)
    while at(.dot), peek().kind != .star {
      if peek().kind == .numberedParameter, dialect.switches.contains(.stages) {
        advance()
        parts.append(identifier(current))
        advance()
        continue
      }
      guard isName(.label, peek()) else { break }
      advance()
      parts.append(try parseIdentifier(.label))
    }
    return QualifiedName(parts: parts)
  }

  /// `a.*`; the dot is current.
  private mutating func parseQualifiedStar(
    _ name: QualifiedName, _ first: Int
  ) throws(SyntaxTrouble) -> Expression {
    advance()
    advance()
    return try parseStarModifiers(name, first)
  }

  private mutating func parseCallOrMark(
    _ name: QualifiedName, _ first: Int
  ) throws(SyntaxTrouble) -> Expression {
    if isSafeCast(name) { return try parseSafeCast(first) }
    if let outer = try parseOuterJoinMark(name) { return outer }
    return try parseCallLiteral(try parseCall(name), first)
  }

  /// Oracle's and Redshift's `a.b (+)`: only the column.
  private mutating func parseOuterJoinMark(_ name: QualifiedName) throws(SyntaxTrouble) -> Expression? {
    guard peek().kind == .plus, peek(2).kind == .rightParen else { return nil }
    advance()
    advance()
    advance()
    return .column(ColumnReference(name: name))
  }

  /// Keywords that are names only before a parenthesis.
  private func isCallable(_ token: Token) -> Bool {
    guard token.kind == .word else { return false }
    if dialect.keywords.classOf(token.keyword) != .reserved { return true }
    guard dialect.switches.contains(.analytic) else { return false }
    switch token.keyword {
    case .any, .some, .collate: return true
    case .and, .or: return dialect.switches.contains(.clickHouse)
    default: return false
    }
  }

  /// Redshift's `approximate count(distinct a)`.
  private func startsApproximate() -> Bool {
    guard peek().kind == .word, peek(2).kind == .leftParen, current.length == 11 else { return false }
    return dialect.switches.contains(.analytic) && text(current).lowercased() == "approximate"
  }

  private func isSafeCast(_ name: QualifiedName) -> Bool {
    guard name.parts.count == 1, dialect.switches.contains(.angleTypes) else { return false }
    return name.parts[0].text.lowercased() == "safe_cast"
  }

  /// `date '2024-01-01'`, `s.t '...'`
  private mutating func parseGenericLiteral(_ first: Int) throws(SyntaxTrouble) -> Expression {
    position = first
    let type = try parseTypeName()
    let string = try parseString()
    let value = Expression.literal(Literal(value: .string(string.text), range: string.range))
    return .cast(Cast(value: value, type: type, form: .typedLiteral, range: range(from: first)))
  }

  /// `varbit(3) '101'`: what looked like a call is a type.
  private mutating func parseCallLiteral(_ call: Expression, _ first: Int) throws(SyntaxTrouble) -> Expression
  {
    guard at(.plainString), tokens[position - 1].kind == .rightParen, tokens[position - 2].kind == .number
    else {
      return call
    }
    return try parseGenericLiteral(first)
  }

  /// A call; the opening parenthesis is current.
  mutating func parseCall(_ name: QualifiedName) throws(SyntaxTrouble) -> Expression {
    try enter()
    var call = FunctionCall(name: name, range: name.range)
    try expect(.leftParen, "(")
    if accept(.distinct) { call.isDistinct = true } else if at(.all) { advance() }
    try parseArguments(&call)
    try parseArgumentTail(&call)
    try expect(.rightParen, ")")
    try parseCallSuffix(&call)
    call.range = range(fromByte: name.range.start)
    depth -= 1
    return .call(call)
  }

  private mutating func parseArguments(_ call: inout FunctionCall) throws(SyntaxTrouble) {
    while !at(.rightParen), !at(.order), !(at(.ignore) || at(.respect)) || peek().keyword != .nulls {
      call.arguments.append(try parseArgument(of: call.name))
      // `date_part(year from a)`, `substr(a from 2 for 3)`
      if dialect.switches.contains(.analytic), accept(.from) || accept(.for) { continue }
      if !accept(.comma) { break }
    }
  }

  private mutating func parseArgument(of function: QualifiedName) throws(SyntaxTrouble)
    -> FunctionCall.Argument
  {
    let isVariadic = at(.variadic) && dialect.keywords.classOf(.variadic) == .reserved && accept(.variadic)
    if startsModel() { return parseModelArgument() }
    var name: Identifier?
    if isName(.label, current), peek().kind == .arrow || peek().kind == .colonEquals {
      name = try parseIdentifier(.label)
      advance()
    }
    let value = try parseArgumentValue(of: function)
    if name == nil, at(.as), dialect.switches.contains(.nestedLiterals) {
      // BigQuery's and Spark's `struct(a as b)`.
      advance()
      name = try parseIdentifier(.label)
    }
    return FunctionCall.Argument(name: name, value: value, isVariadic: isVariadic)
  }

  private mutating func parseArgumentValue(of function: QualifiedName) throws(SyntaxTrouble) -> Expression {
    if at(.star) { return try parseStarArgument() }
    if startsQuery(), current.keyword != .values, current.keyword != .from { return try parseQueryArgument() }
    if let lambda = try parseLambda(of: function) { return lambda }
    return try parseExpression()
  }

  private mutating func parseQueryArgument() throws(SyntaxTrouble) -> Expression {
    let query = try parseQuery()
    return .subquery(Subquery(query: query, range: query.range))
  }

  /// Whether BigQuery's `model m` of `ml.predict(model m, table t)` begins.
  private func startsModel() -> Bool {
    guard dialect.switches.contains(.dashedNames), current.length == 5 else { return false }
    return (peek().kind == .word || peek().kind == .quotedName) && text(current).lowercased() == "model"
  }

  private mutating func parseModelArgument() -> FunctionCall.Argument {
    advance()
    advance()
    while at(.dot) {
      advance()
      advance()
    }
    let range = ByteRange(current.start, current.start)
    return FunctionCall.Argument(
      name: nil, value: .literal(Literal(value: .null, range: range)), isVariadic: false)
  }

  private mutating func parseStarArgument() throws(SyntaxTrouble) -> Expression {
    let first = position
    advance()
    if at(.columns), peek().kind == .leftParen { return try parseExpression() }
    return try parseStarModifiers(nil, first)
  }

  /// `order by`, `ignore nulls` and other words before the closing parenthesis.
  private mutating func parseArgumentTail(_ call: inout FunctionCall) throws(SyntaxTrouble) {
    if accept(.order, .by) { call.orderBy = try parseSortItems() }
    parseNullTreatment(&call)
    if accept(.order, .by) { call.orderBy = try parseSortItems() }
    if accept(.limit) { _ = try parseExpression() }
    guard !at(.rightParen) else { return }
    if at(.having) {
      // BigQuery's `any_value(a having max b)`
      advance()
      advance()
      call.arguments.append(
        FunctionCall.Argument(name: nil, value: try parseExpression(), isVariadic: false))
    } else if at(.on) || at(.using) || current.length == 9 && text(current).lowercased() == "separator" {
      // `on overflow truncate`, `using utf8`, `separator ','`: constants.
      while !isAtEnd, !at(.rightParen) { skipBalanced() }
    }
  }

  private mutating func parseNullTreatment(_ call: inout FunctionCall) {
    if accept(.ignore, .nulls) { call.nullTreatment = .ignore }
    if accept(.respect, .nulls) { call.nullTreatment = .respect }
  }

  /// `within group`, `filter`, `ignore nulls`, `over` after the parentheses.
  mutating func parseCallSuffix(_ call: inout FunctionCall) throws(SyntaxTrouble) {
    if at(.within, .group) {
      advance()
      advance()
      try expect(.leftParen, "(")
      try expect(.order)
      try expect(.by)
      call.withinGroup = try parseSortItems()
      try expect(.rightParen, ")")
    }
    if at(.filter), peek().kind == .leftParen {
      advance()
      advance()
      _ = accept(.where)
      call.filter = try parseExpression()
      try expect(.rightParen, ")")
    }
    if at(.from), peek().keyword == .first || peek().keyword == .last, dialect.switches.contains(.analytic),
      peek(2).keyword == .over || peek(3).keyword == .nulls
    {
      advance()
      advance()
    }
    parseNullTreatment(&call)
    if at(.over), peek().kind == .leftParen || isName(.column, peek()) {
      advance()
      if at(.leftParen) {
        call.over = .specification(try parseWindowSpecification())
      } else {
        call.over = .named(try parseIdentifier())
      }
    }
  }
}
