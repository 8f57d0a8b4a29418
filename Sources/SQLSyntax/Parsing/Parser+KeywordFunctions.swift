extension Parser {
  /// A function with a syntax of its own (gram.y: func_expr_common_subexpr); nil if the keyword is none.
  mutating func parseKeywordFunction(_ keyword: Keyword) throws(SyntaxTrouble) -> Expression? {
    switch keyword {
    case .user where !isUserFunction: return nil
    case .currentDate, .currentTime, .currentTimestamp, .localtime, .localtimestamp, .currentRole,
      .currentUser,
      .sessionUser, .systemUser, .user, .currentCatalog, .currentSchema:
      return try parseValueFunction()
    case .collation: return peek().keyword == .for ? try parseCollationFor() : nil
    default: break
    }
    guard peek().kind == .leftParen else { return nil }
    switch keyword {
    case .extract, .position, .substring, .overlay: return try parseSpecial(keyword)
    case .trim: return try parseTrim()
    case .treat: return try parseTreat()
    case .xmlelement, .xmlforest, .xmlattributes, .xmlparse, .xmlpi, .xmlroot, .xmlserialize, .xmlexists,
      .xmlconcat, .xmlnamespaces, .xmltable, .jsonTable, .jsonObject, .jsonArray, .jsonObjectagg,
      .jsonArrayagg, .jsonQuery,
      .jsonValue, .jsonExists, .jsonScalar, .jsonSerialize, .normalize:
      return .call(try parseLooseCall())
    default: return nil
    }
  }

  /// Whether `user` is a function: MySQL and warehouses have tables and columns of that name.
  var isUserFunction: Bool { dialect.keywords.classOf(.user) != .free || peek().kind == .leftParen }

  /// `current_date`, `current_timestamp(3)`; not when it qualifies or is called as an ordinary function.
  private mutating func parseValueFunction() throws(SyntaxTrouble) -> Expression? {
    let token = current
    guard peek().kind != .dot else { return nil }
    advance()
    var call = FunctionCall(
      name: QualifiedName(parts: [identifier(token)]), form: .keyword, range: token.range)
    if accept(.leftParen) {
      if !at(.rightParen) { call.arguments = try parseExpressionList().map { plain($0) } }
      try expect(.rightParen, ")")
      call.range = range(fromByte: token.start)
    }
    return .call(call)
  }

  private func plain(_ value: Expression) -> FunctionCall.Argument {
    FunctionCall.Argument(name: nil, value: value, isVariadic: false)
  }

  private mutating func parseCollationFor() throws(SyntaxTrouble) -> Expression {
    let first = position
    let name = Identifier(text: "pg_collation_for", isQuoted: false, range: current.range)
    advance()
    advance()
    try expect(.leftParen, "(")
    let value = try parseExpression()
    try expect(.rightParen, ")")
    return .call(
      FunctionCall(
        name: QualifiedName(parts: [name]), form: .special, arguments: [plain(value)],
        range: range(from: first)))
  }

  /// A call with words between its arguments.
  private mutating func parseSpecial(_ keyword: Keyword) throws(SyntaxTrouble) -> Expression {
    try enter()
    let first = position
    var call = FunctionCall(name: QualifiedName(parts: [identifier(current)]), range: current.range)
    advance()
    advance()
    if !at(.rightParen) {
      let result: (form: FunctionCall.Form, values: [Expression])
      switch keyword {
      case .extract: result = try extractArguments()
      case .position: result = try positionArguments()
      case .substring: result = try substringArguments()
      default: result = try overlayArguments()
      }
      call.form = result.form
      call.arguments = result.values.map { plain($0) }
    }
    try expect(.rightParen, ")")
    call.range = range(from: first)
    depth -= 1
    return .call(call)
  }

  /// `extract(year from a)`: the field becomes a string.
  private mutating func extractArguments() throws(SyntaxTrouble) -> (FunctionCall.Form, [Expression]) {
    // BigQuery's `extract(week(monday) from d)` has its first day in parentheses.
    let hasDay = peek().kind == .leftParen && peek(3).kind == .rightParen && peek(4).keyword == .from
    guard peek().keyword == .from || hasDay else { return (.call, try parseExpressionList()) }
    let token = current
    let field: String
    if isString(token) {
      field = try parseString().text
    } else {
      field = try parseIdentifier(.label).text
    }
    if hasDay { skipBalanced() }
    advance()
    let literal = Expression.literal(Literal(value: .string(field), range: token.range))
    return (.special, [literal, try parseExpression()])
  }

  /// `position(part in text)`
  private mutating func positionArguments() throws(SyntaxTrouble) -> (FunctionCall.Form, [Expression]) {
    let part = try parseRestrictedExpression()
    if accept(.in) {
      return (.special, [try parseRestrictedExpression(), part])
    }
    var values = [part]
    while accept(.comma) { values.append(try parseExpression()) }
    return (.call, values)
  }

  /// `substring(a from b for c)`, in either order, `substring(a similar b escape c)`, or a list.
  private mutating func substringArguments() throws(SyntaxTrouble) -> (FunctionCall.Form, [Expression]) {
    let text = try parseExpression()
    if accept(.similar) {
      let pattern = try parseExpression()
      try expect(.escape)
      return (.special, [text, pattern, try parseExpression()])
    }
    var start: Expression?
    var length: Expression?
    while at(.from) || at(.for) {
      let isStart = at(.from)
      advance()
      let value = try parseExpression()
      if isStart { start = value } else { length = value }
    }
    if let length {
      let one = Expression.literal(Literal(value: .number("1"), range: length.range))
      return (.special, [text, start ?? one, length])
    }
    if let start { return (.special, [text, start]) }
    var values = [text]
    while accept(.comma) { values.append(try parseExpression()) }
    return (.call, values)
  }

  /// `overlay(a placing b from c for d)`, or a list.
  private mutating func overlayArguments() throws(SyntaxTrouble) -> (FunctionCall.Form, [Expression]) {
    var values = [try parseExpression()]
    guard accept(.placing) else {
      while accept(.comma) { values.append(try parseExpression()) }
      return (.call, values)
    }
    values.append(try parseExpression())
    try expect(.from)
    values.append(try parseExpression())
    if accept(.for) { values.append(try parseExpression()) }
    return (.special, values)
  }

  /// `trim(both a from b)` is `btrim(b, a)`; so are `leading` with `ltrim` and `trailing` with `rtrim`.
  private mutating func parseTrim() throws(SyntaxTrouble) -> Expression {
    try enter()
    let first = position
    var name = identifier(current)
    advance()
    advance()
    name.text = at(.leading) ? "ltrim" : at(.trailing) ? "rtrim" : "btrim"
    if at(.both) || at(.leading) || at(.trailing) { advance() }
    var values: [Expression] = []
    if !at(.from) { values = try parseExpressionList() }
    if accept(.from) { values = try parseExpressionList() + values }
    try expect(.rightParen, ")")
    depth -= 1
    return .call(
      FunctionCall(
        name: QualifiedName(parts: [name]), form: .special, arguments: values.map { plain($0) },
        range: range(from: first)))
  }

  /// `treat(a as t)`: a cast.
  private mutating func parseTreat() throws(SyntaxTrouble) -> Expression {
    let first = position
    advance()
    advance()
    let value = try parseExpression()
    try expect(.as)
    let type = try parseTypeName()
    try expect(.rightParen, ")")
    return .cast(Cast(value: value, type: type, form: .cast, range: range(from: first)))
  }

  /// A call of the XML and JSON families: values are kept as arguments, the words between them are passed over.
  mutating func parseLooseCall() throws(SyntaxTrouble) -> FunctionCall {
    try enter()
    let first = position
    var call = FunctionCall(
      name: QualifiedName(parts: [identifier(current)]), form: .special, range: current.range)
    advance()
    try expect(.leftParen, "(")
    try parseLooseArguments(&call)
    try expect(.rightParen, ")")
    try parseCallSuffix(&call)
    call.range = range(from: first)
    depth -= 1
    return call
  }

  private mutating func parseLooseArguments(_ call: inout FunctionCall) throws(SyntaxTrouble) {
    while !at(.rightParen), !isAtEnd {
      switch current.keyword {
      case .order where peek().keyword == .by:
        advance()
        advance()
        call.orderBy += try parseSortItems()
      case .as:
        advance()
        advance()
      case .returning:
        advance()
        _ = try parseTypeName()
      case .columns:
        // The columns of XMLTABLE and JSON_TABLE are its output, paths and defaults are constants.
        while !at(.rightParen), !isAtEnd { skipBalanced() }
      case .name where isName(.label, peek()):
        advance()
        advance()
      case .default where isString(peek()): advance()
      case .array where peek().keyword == .wrapper:
        advance()
        advance()
      case .document, .content, .passing, .version, .standalone, .yes, .no, .value, .format, .with, .without,
        .unique, .keys, .on, .error, .empty, .absent, .wrapper, .conditional, .unconditional, .ref, .strip,
        .whitespace, .preserve, .keep, .omit, .quotes, .encoding, .key:
        if isValueWord() { call.arguments.append(plain(try parseExpression())) } else { advance() }
      default:
        if at(.comma) || at(.colon) {
          advance()
        } else if isNormalForm(), peek().kind == .rightParen {
          let form = text(current).uppercased()
          call.arguments.append(plain(.literal(Literal(value: .string(form), range: current.range))))
          advance()
        } else {
          call.arguments.append(plain(try parseExpression()))
        }
      }
    }
  }

  private func isNormalForm() -> Bool {
    switch current.keyword {
    case .nfc, .nfd, .nfkc, .nfkd: true
    default: false
    }
  }

  /// Whether a word of the JSON syntax stands in the place of a column: before a comma, colon or bracket.
  private func isValueWord() -> Bool {
    switch peek().kind {
    case .comma, .colon, .rightParen, .dot, .doubleColon: isName(.column, current)
    default: false
    }
  }
}
