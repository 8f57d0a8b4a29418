extension Parser {
  /// Whether the colon that is current starts a path, as in `a:b.c`: nothing stands on either side of it.
  func startsPath() -> Bool {
    guard dialect.switches.contains(.paths), !blocksPaths, position > 0 else { return false }
    let next = peek()
    guard tokens[position - 1].end == current.start, next.start == current.end else { return false }
    switch tokens[position - 1].kind {
    case .word, .quotedName, .rightParen, .rightBracket, .numberedParameter: break
    default: return false
    }
    return next.kind == .word || next.kind == .quotedName || next.kind == .leftBracket
  }

  /// `:b` or `:['b']` after a value: a part of it.
  mutating func parsePath(_ base: Expression, _ start: Int32) throws(SyntaxTrouble) -> Expression {
    advance()
    if at(.leftBracket) { return base }
    let token = current
    advance()
    let name = Identifier(
      text: token.kind == .quotedName ? identifier(token).text : text(token), isQuoted: false,
      range: token.range)
    return .field(FieldAccess(base: base, field: name, range: range(fromByte: start)))
  }

  /// `[offset(0)]` where OFFSET is no name, `[*]`, `[]`; nil, without moving, for any other subscript.
  mutating func parseArrayPosition(_ base: Expression, _ start: Int32) throws(SyntaxTrouble) -> Expression? {
    guard dialect.switches.contains(.nestedLiterals) else { return nil }
    if at(.rightBracket) || at(.star) && peek().kind == .rightBracket {
      let place = current.range
      if at(.star) { advance() }
      advance()
      let index = Expression.literal(Literal(value: .null, range: place))
      return .element(ElementAccess(base: base, position: .index(index), range: range(fromByte: start)))
    }
    guard at(.offset), peek().kind == .leftParen else { return nil }
    advance()
    let group = try parseGroup()
    try expect(.rightBracket, "]")
    guard let index = group.items.first else { throw unexpected("a value") }
    return .element(ElementAccess(base: base, position: .index(index), range: range(fromByte: start)))
  }

  /// `array<int64>[1, 2]`, `struct<a int64>(1)`; nil, without moving, for anything else.
  mutating func parseTypedConstructor() throws(SyntaxTrouble) -> Expression? {
    guard dialect.switches.contains(.angleTypes), peek().kind == .less || peek().kind == .notEquals else {
      return nil
    }
    let first = position
    let depthBefore = depth
    do throws(SyntaxTrouble) {
      let name = QualifiedName(parts: [identifier(current)])
      let isArray = at(.array)
      var ignored = TypeName(canonical: "", written: "", range: current.range)
      try parseSimpleType(into: &ignored)
      if at(.leftBracket) { return try parseArrayElements(from: first) }
      if at(.leftParen) {
        guard isArray else { return try parseCall(name) }
        let group = try parseGroup()
        let range = range(from: first)
        if let query = group.query { return .arrayQuery(Subquery(query: query, range: range)) }
        return .array(ArrayLiteral(elements: group.items, range: range))
      }
    } catch {
      if error.kind == .tooDeep { throw error }
    }
    position = first
    depth = depthBefore
    return nil
  }

  /// BigQuery's `safe_cast(a as t)`; the parenthesis is current.
  mutating func parseSafeCast(_ first: Int) throws(SyntaxTrouble) -> Expression {
    advance()
    let value = try parseExpression()
    try expect(.as)
    let type = try parseTypeName()
    while !isAtEnd, !at(.rightParen) { skipBalanced() }
    try expect(.rightParen, ")")
    return .cast(Cast(value: value, type: type, form: .tryCast, range: range(from: first)))
  }
}
