extension Parser {
  /// An operand that starts with an unquoted word.
  mutating func parseWord() throws(SyntaxTrouble) -> Expression {
    let token = current
    if token.keyword == .plain { return try parseNameExpression() }
    switch token.keyword {
    case .null, .true, .false: return parseWordLiteral()
    case .default:
      advance()
      return .defaultValue(token.range)
    case .case: return try parseCase()
    case .struct, .array, .map:
      if let value = try parseTypedConstructor() { return value }
      if token.keyword == .array { return try parseArray() }
      if token.keyword == .map, peek().kind == .leftBrace, dialect.switches.contains(.nestedLiterals) {
        advance()
        return try parseStruct(isMap: true, from: position - 1)
      }
    case .cast, .tryCast:
      if peek().kind == .leftParen { return try parseCast() }
    case .exists:
      if peek().kind == .leftParen { return try parseExists() }
    case .row:
      if peek().kind == .leftParen { return try parseRow() }
    case .not: return try parsePrefix(false)
    case .prior:
      if dialect.switches.contains(.analytic), isName(.column, peek()) {
        advance()
        return try parsePrefix(false)
      }
    case .lambda:
      if let lambda = try parseLambdaWord() { return lambda }
    case .interval:
      if let interval = try parseInterval() { return interval }
    default:
      if let value = try parseKeywordFunction(token.keyword) { return value }
      if let literal = try parseTypedLiteral(token.keyword) { return literal }
    }
    return try parseNameExpression()
  }

  private mutating func parseWordLiteral() -> Expression {
    let token = current
    advance()
    let value: Literal.Value = token.keyword == .null ? .null : .boolean(token.keyword == .true)
    return .literal(Literal(value: value, range: token.range))
  }

  /// `case [subject] when ... end`
  private mutating func parseCase() throws(SyntaxTrouble) -> Expression {
    let first = position
    advance()
    let subject = at(.when) ? nil : try parseExpression()
    var branches: [CaseExpression.Branch] = []
    while accept(.when) {
      let condition = try parseExpression()
      try expect(.then)
      branches.append(CaseExpression.Branch(condition: condition, result: try parseExpression()))
    }
    if branches.isEmpty { throw unexpected("\"when\"") }
    let otherwise = accept(.else) ? try parseExpression() : nil
    try expect(.end)
    return .conditional(
      CaseExpression(subject: subject, branches: branches, otherwise: otherwise, range: range(from: first)))
  }

  /// `cast(a as t)`
  private mutating func parseCast() throws(SyntaxTrouble) -> Expression {
    let first = position
    let form: Cast.Form = at(.cast) ? .cast : .tryCast
    advance()
    advance()
    let value = try parseExpression()
    try expect(.as)
    let type = try parseTypeName()
    // BigQuery's `format '...' at time zone '...'`, Spark's `collate c`, Oracle's `default null on error`.
    if !at(.rightParen), isName(.label, current), dialect.switches.contains(.analytic) {
      while !isAtEnd, !at(.rightParen) { skipBalanced() }
    }
    try expect(.rightParen, ")")
    return .cast(Cast(value: value, type: type, form: form, range: range(from: first)))
  }

  private mutating func parseExists() throws(SyntaxTrouble) -> Expression {
    let first = position
    advance()
    let group = try parseGroup()
    let range = range(from: first)
    if let query = group.query { return .exists(Subquery(query: query, range: range)) }
    // Not a query: a function named exists, as Spark has for arrays.
    let arguments = group.items.map { FunctionCall.Argument(name: nil, value: $0, isVariadic: false) }
    let name = QualifiedName(parts: [identifier(tokens[first])])
    return .call(FunctionCall(name: name, arguments: arguments, range: range))
  }

  /// `array[...]`, `array(select ...)`
  private mutating func parseArray() throws(SyntaxTrouble) -> Expression {
    let first = position
    advance()
    if at(.leftBracket) { return try parseArrayElements(from: first) }
    guard at(.leftParen) else { throw unexpected("\"[\" or \"(\"") }
    let group = try parseGroup()
    let range = range(from: first)
    if let query = group.query { return .arrayQuery(Subquery(query: query, range: range)) }
    return .array(ArrayLiteral(elements: group.items, range: range))
  }

  private mutating func parseRow() throws(SyntaxTrouble) -> Expression {
    let first = position
    advance()
    try expect(.leftParen, "(")
    let fields = at(.rightParen) ? [] : try parseExpressionList()
    try expect(.rightParen, ")")
    return .row(RowLiteral(fields: fields, range: range(from: first)))
  }

  /// `interval '1' day`, `interval(3) '1'`; DuckDB's `interval 1 day` and `interval (a) day`.
  private mutating func parseInterval() throws(SyntaxTrouble) -> Expression? {
    let first = position
    let next = peek()
    guard isString(next) || next.kind == .number || next.kind == .leftParen || next.kind == .numberedParameter
    else {
      return try parseComputedInterval()
    }
    advance()
    var type = TypeName(canonical: "interval", written: "interval", range: tokens[first].range)
    var value: Expression?
    if at(.leftParen), peek().kind == .number, peek(2).kind == .rightParen, isString(peek(3)) {
      type.modifiers = try parseModifiers()
    } else if at(.leftParen) {
      let group = try parseGroup()
      value = group.items.first
      if value == nil, let query = group.query {
        value = .subquery(Subquery(query: query, range: query.range))
      }
    } else if at(.number) {
      let token = current
      advance()
      value = .literal(Literal(value: .number(text(token)), range: token.range))
    } else if !isString(current) {
      let token = current
      advance()
      value = .parameter(Parameter(text: text(token), range: token.range))
    }
    if value == nil {
      let string = try parseString()
      value = .literal(Literal(value: .string(string.text), range: string.range))
    }
    if isIntervalUnit() { try parseIntervalUnit(&type) }
    // Spark's `interval 5 hours 30 minutes`.
    while at(.number) || isString(current), isIntervalUnit(peek()), dialect.switches.contains(.nestedLiterals)
    {
      advance()
      try parseIntervalUnit(&type)
    }
    let range = range(from: first)
    guard let value else { throw unexpected("an interval") }
    return .cast(Cast(value: value, type: type, form: .typedLiteral, range: range))
  }

  /// `interval a day`, `interval -1 day`, `interval f(x) month`: a value that is no constant, and a unit.
  private mutating func parseComputedInterval() throws(SyntaxTrouble) -> Expression? {
    switch peek().kind {
    case .word, .minus: guard hasComputedIntervals else { return nil }
    // MySQL's variables and quoted columns.
    case .quotedName, .placeholder: guard dialect.switches.contains(.mySQL) else { return nil }
    default: return nil
    }
    let first = position
    let depthBefore = depth
    let heightBefore = height
    advance()
    do throws(SyntaxTrouble) {
      let value = try parseExpression(.sum, isRestricted: true)
      if isIntervalUnit() {
        var type = TypeName(canonical: "interval", written: "interval", range: tokens[first].range)
        try parseIntervalUnit(&type)
        return .cast(Cast(value: value, type: type, form: .typedLiteral, range: range(from: first)))
      }
    } catch {
      if error.kind == .tooDeep { throw error }
    }
    position = first
    depth = depthBefore
    height = heightBefore
    return nil
  }

  private var hasComputedIntervals: Bool { !dialect.switches.isDisjoint(with: [.analytic, .mySQL]) }

  private func isIntervalUnit() -> Bool { isIntervalUnit(current) }

  private func isIntervalUnit(_ token: Token) -> Bool {
    if Self.isIntervalField(token.keyword) { return true }
    guard token.kind == .word else { return false }
    if dialect.switches.contains(.mySQL), isMySQLUnit(text(token)) { return true }
    return dialect.switches.contains(.nestedLiterals) && isPluralUnit(text(token))
  }

  /// The units that MySQL has beside those of the standard (dev.mysql.com/doc/refman/8.4/en/expressions.html,
  /// "Temporal Intervals").
  private func isMySQLUnit(_ word: String) -> Bool {
    switch word.lowercased() {
    case "week", "quarter", "microsecond", "year_month", "day_hour", "day_minute", "day_second",
      "day_microsecond", "hour_minute", "hour_second", "hour_microsecond", "minute_second",
      "minute_microsecond", "second_microsecond":
      true
    default: false
    }
  }

  private func isPluralUnit(_ word: String) -> Bool {
    switch word.lowercased() {
    case "years", "months", "days", "hours", "minutes", "seconds", "week", "weeks", "quarter", "quarters",
      "millisecond", "milliseconds", "microsecond", "microseconds", "decade", "decades", "century",
      "centuries",
      "millennium", "millennia":
      true
    default: false
    }
  }

  private mutating func parseIntervalUnit(_ type: inout TypeName) throws(SyntaxTrouble) {
    if Self.isIntervalField(current.keyword) {
      try parseIntervalFields(&type)
    } else {
      type.intervalFields = text(current).lowercased()
      advance()
    }
  }

  /// `timestamp with time zone '...'`, `numeric(10, 2) '1'`: a type whose name is no plain name, and a string.
  private mutating func parseTypedLiteral(_ keyword: Keyword) throws(SyntaxTrouble) -> Expression? {
    switch keyword {
    case .bit, .char, .character, .nchar, .national, .varchar, .time, .timestamp, .double, .float, .int,
      .integer, .smallint, .bigint, .real, .decimal, .dec, .numeric, .boolean, .json:
      break
    default: return nil
    }
    let first = position
    guard let literalAt = typedLiteralString() else { return nil }
    let type = try parseTypeName()
    guard position == literalAt else {
      position = first
      return nil
    }
    let string = try parseString()
    let value = Expression.literal(Literal(value: .string(string.text), range: string.range))
    return .cast(Cast(value: value, type: type, form: .typedLiteral, range: range(from: first)))
  }

  /// The index of the string that follows a type that starts here, if one does.
  private func typedLiteralString() -> Int? {
    var at = position + 1
    while at < tokens.count, at < position + 10 {
      let token = tokens[at]
      if isString(token) { return token.kind == .dollarString ? nil : at }
      switch token.keyword {
      case .varying, .precision, .with, .without, .time, .zone, .character, .char:
        at += 1
        continue
      default: break
      }
      switch token.kind {
      case .leftParen where tokens[min(at + 1, tokens.count - 1)].kind == .number: at += 1
      case .number, .rightParen: at += 1
      case .comma where tokens[at - 1].kind == .number: at += 1
      default: return nil
      }
    }
    return nil
  }
}
