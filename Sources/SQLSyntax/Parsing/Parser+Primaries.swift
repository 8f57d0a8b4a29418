extension Parser {
  /// An operand with the signs before it.
  mutating func parsePrefix(_ isRestricted: Bool) throws(SyntaxTrouble) -> Expression {
    switch current.kind {
    case .word where current.keyword == .not && !isRestricted: return try parseUnary(.not, isRestricted)
    case .word where current.keyword == .operator && peek().kind == .leftParen:
      return try parseUnary(.sum, isRestricted)
    case .word where current.keyword == .binary && startsBinary: return try parseBinary()
    case .plus, .minus: return try parseUnary(.sign, isRestricted)
    case .operation:
      if spells(current, "?") { return parseParameter() }
      return try parseUnary(.sum, isRestricted)
    case .star, .percentSign, .caret, .slash, .less, .greater, .equals: throw unexpected("a value")
    default: return try parsePostfix()
    }
  }

  /// Whether MySQL's `binary a` is current: the value as bytes.
  private var startsBinary: Bool {
    guard dialect.switches.contains(.mySQL) else { return false }
    let next = peek()
    return next.kind == .word && next.keyword == .plain || next.kind == .quotedName || isString(next)
  }

  private mutating func parseBinary() throws(SyntaxTrouble) -> Expression {
    let first = position
    let type = TypeName(canonical: "binary", written: text(current), range: current.range)
    advance()
    let value = try parsePostfix()
    return .cast(Cast(value: value, type: type, form: .cast, range: range(from: first)))
  }

  /// An operator and the operand that it stands before, read at `precedence`.
  private mutating func parseUnary(
    _ precedence: Precedence, _ isRestricted: Bool
  ) throws(SyntaxTrouble) -> Expression {
    let first = position
    let isMinus = at(.minus)
    let operation = try parseOperator()
    let operand = try parseExpression(precedence, isRestricted: isRestricted)
    if isMinus, case .literal(let literal) = operand, case .number(let digits) = literal.value {
      if !digits.hasPrefix("-") {
        return .literal(Literal(value: .number("-" + digits), range: range(from: first)))
      }
    }
    return .unary(Unary(operation: operation, operand: operand, range: range(from: first)))
  }

  /// A primary with casts, subscripts and fields after it.
  private mutating func parsePostfix() throws(SyntaxTrouble) -> Expression {
    let start = current.start
    var value = try startsNextValue ? parseNextValue() : parsePrimary()
    while true {
      switch current.kind {
      case .doubleColon:
        advance()
        let type = try parseTypeName()
        value = .cast(
          Cast(value: value, type: type, form: .doubleColon, range: range(fromByte: start)))
      case .leftBracket: value = try parseSubscript(value, start)
      case .dot: value = try parseField(value, start)
      case .colon where startsPath(): value = try parsePath(value, start)
      case .number where isTupleIndex(start): value = tupleField(value, start)
      case .leftParen where isCombined(value): value = try parseCombinedCall(value, start)
      case .colonEquals where isVariable(value):
        advance()
        value = try parseExpression(.lowest, isRestricted: false)
      default: return value
      }
      try grow()
    }
  }

  /// Whether MySQL's `@a := b` may follow: the value of the assignment is that of its right side.
  private func isVariable(_ value: Expression) -> Bool {
    guard dialect.switches.contains(.mySQL), case .parameter = value else { return false }
    return true
  }

  private var startsNextValue: Bool {
    peek(2).keyword == .for && isWord("next", current) && isWord("value", peek())
  }

  /// `next value for a.b`: the next number of a sequence, as SQL:2003 writes it.
  private mutating func parseNextValue() throws(SyntaxTrouble) -> Expression {
    let first = position
    let word = Identifier(text: "nextval", isQuoted: false, range: current.range)
    for _ in 0..<3 { advance() }
    let place = try parseQualifiedName()
    if at(.over) {
      advance()
      skipBalanced()
    }
    let name = place.parts.map(\.text).joined(separator: ".")
    let argument = FunctionCall.Argument(
      name: nil, value: .literal(Literal(value: .string(name), range: place.range)), isVariadic: false)
    return .call(
      FunctionCall(name: QualifiedName(parts: [word]), arguments: [argument], range: range(from: first)))
  }

  private mutating func parseSubscript(_ base: Expression, _ start: Int32) throws(SyntaxTrouble) -> Expression
  {
    advance()
    let outer = blocksPaths
    blocksPaths = dialect.switches.contains(.fromFirst)
    defer { blocksPaths = outer }
    if let position = try parseArrayPosition(base, start) { return position }
    var lower: Expression?
    if !at(.colon) { lower = try parseExpression() }
    if let index = lower, accept(.rightBracket) {
      return .element(ElementAccess(base: base, position: .index(index), range: range(fromByte: start)))
    }
    try expect(.colon, ":")
    var upper: Expression?
    var step: Expression?
    if at(.minus), peek().kind == .colon { advance() }
    if !at(.rightBracket), !at(.colon) { upper = try parseExpression() }
    if accept(.colon), !at(.rightBracket) { step = try parseExpression() }
    try expect(.rightBracket, "]")
    return .element(
      ElementAccess(
        base: base, position: .slice(lower: lower, upper: upper, step: step), range: range(fromByte: start)))
  }

  private mutating func parseField(_ base: Expression, _ start: Int32) throws(SyntaxTrouble) -> Expression {
    advance()
    if accept(.star) {
      return .field(FieldAccess(base: base, field: nil, range: range(fromByte: start)))
    }
    let name = try parseIdentifier(.label)
    if at(.leftParen) {
      // DuckDB's chained call: `x.f(a)` is `f(x, a)`.
      guard case .call(var call) = try parseCall(QualifiedName(parts: [name])) else {
        throw unexpected("a function")
      }
      call.arguments.insert(FunctionCall.Argument(name: nil, value: base, isVariadic: false), at: 0)
      call.range = range(fromByte: start)
      return .call(call)
    }
    return .field(FieldAccess(base: base, field: name, range: range(fromByte: start)))
  }

  /// A constant, name, call, or anything in brackets (gram.y: c_expr).
  private mutating func parsePrimary() throws(SyntaxTrouble) -> Expression {
    let token = current
    switch token.kind {
    case .word: return try parseWord()
    case .quotedName, .unicodeName: return try parseNameExpression()
    case .number:
      advance()
      return .literal(Literal(value: .number(numberText(token)), range: token.range))
    case .plainString, .escapeString, .rawString, .unicodeString, .dollarString:
      let string = try parseString()
      return .literal(Literal(value: .string(string.text), range: string.range))
    case .bitString:
      advance()
      return .literal(Literal(value: .bits(bitText(token)), range: token.range))
    case .numberedParameter: return parseParameter()
    case .placeholder: return peek().kind == .dot ? try parseNameExpression() : parseParameter()
    case .colon: return try parseColonParameter()
    case .leftParen: return try parseParenthesized()
    case .leftBracket where dialect.switches.contains(.nestedLiterals):
      return try parseArrayElements(from: position)
    case .leftBrace where dialect.switches.contains(.nestedLiterals):
      return try parseStruct(isMap: false, from: position)
    default: throw unexpected("a value")
    }
  }

  private mutating func parseParameter() -> Expression {
    let token = current
    advance()
    return .parameter(Parameter(text: text(token), range: token.range))
  }

  /// `:name`, `:'name'`, `:"name"`
  private mutating func parseColonParameter() throws(SyntaxTrouble) -> Expression {
    let colon = current
    let next = peek()
    let isName = next.kind == .word || next.kind == .plainString || next.kind == .quotedName
    guard dialect.placeholders.contains(.colon), isName || next.kind == .number, next.start == colon.end
    else { throw unexpected("a value") }
    advance()
    advance()
    let range = ByteRange(colon.start, next.end)
    return .parameter(Parameter(text: range.text(of: source), range: range))
  }

  private func numberText(_ token: Token) -> String {
    let bytes = token.range.bytes(of: source)
    guard bytes.contains(UInt8(ascii: "_")) else { return String(decoding: bytes, as: UTF8.self) }
    return String(decoding: bytes.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
  }

  private func bitText(_ token: Token) -> String {
    let letter = source[Int(token.start)] | 0x20
    return String(decoding: [letter] + doubled(token, prefix: 1, quote: UInt8(ascii: "'")), as: UTF8.self)
  }

  /// What stands in parentheses: a query or expressions.
  struct Group: Sendable {
    var query: Query?
    var items: [Expression] = []
    var hasTrailingComma = false
  }

  /// `(query)` or `(a, b)`; nested parentheses around a query belong to the query.
  mutating func parseGroup() throws(SyntaxTrouble) -> Group {
    try enter()
    let start = current.start
    try expect(.leftParen, "(")
    var group = Group()
    if startsQuery() {
      group.query = try parseQuery()
    } else if !at(.rightParen) {
      let first = try parseExpression()
      if case .subquery(let inner) = first, continuesQuery() || at(.rightParen) {
        group.query = try parseQuery(after: inner.query, start: start &+ 1)
      } else {
        group.items.append(first)
        try skipInnerAlias()
        while accept(.comma) {
          if at(.rightParen) {
            group.hasTrailingComma = true
            break
          }
          group.items.append(try parseExpression())
          try skipInnerAlias()
        }
      }
    }
    try expect(.rightParen, ")")
    depth -= 1
    return group
  }

  private mutating func parseParenthesized() throws(SyntaxTrouble) -> Expression {
    let first = position
    let group = try parseGroup()
    let range = range(from: first)
    if let query = group.query { return .subquery(Subquery(query: query, range: range)) }
    if group.items.count == 1, !group.hasTrailingComma { return group.items[0] }
    return .row(RowLiteral(fields: group.items, range: range))
  }

  /// `[a, b]`; the bracket is current. Nested brackets are arrays, also in PostgreSQL's `array[[1], [2]]`.
  mutating func parseArrayElements(from first: Int) throws(SyntaxTrouble) -> Expression {
    try enter()
    try expect(.leftBracket, "[")
    var elements: [Expression] = []
    while !at(.rightBracket) {
      // DuckDB unpacks `*columns(...)` here; the star changes nothing for its columns.
      if at(.star), peek().keyword == .columns { advance() }
      let isNested = at(.leftBracket) && !dialect.switches.contains(.nestedLiterals)
      elements.append(isNested ? try parseArrayElements(from: position) : try parseExpression())
      if at(.for), dialect.switches.contains(.nestedLiterals) { try parseComprehension() }
      if !accept(.comma) { break }
    }
    try expect(.rightBracket, "]")
    depth -= 1
    return .array(ArrayLiteral(elements: elements, range: range(from: first)))
  }

  /// DuckDB's `[x + 1 for x in list if x > 0]`: skipped; the element stays.
  private mutating func parseComprehension() throws(SyntaxTrouble) {
    while !at(.rightBracket), !isAtEnd { skipBalanced() }
  }

  /// `{'a': 1, b: 2}`; the brace is current.
  mutating func parseStruct(isMap: Bool, from first: Int) throws(SyntaxTrouble) -> Expression {
    try enter()
    try expect(.leftBrace, "{")
    var entries: [StructLiteral.Entry] = []
    while !at(.rightBrace) {
      let key: Expression
      if !isMap, isName(.label, current), peek().kind == .colon {
        let name = try parseIdentifier(.label)
        key = .literal(Literal(value: .string(name.text), range: name.range))
      } else {
        let outer = blocksPaths
        blocksPaths = true
        defer { blocksPaths = outer }
        key = try parseExpression()
      }
      try expect(.colon, ":")
      entries.append(StructLiteral.Entry(key: key, value: try parseExpression()))
      if !accept(.comma) { break }
    }
    try expect(.rightBrace, "}")
    depth -= 1
    return .structure(StructLiteral(entries: entries, isMap: isMap, range: range(from: first)))
  }
}
