extension Parser {
  /// Modifiers after a star (DuckDB, BigQuery, Snowflake); the star itself is read.
  mutating func parseStarModifiers(
    _ qualifier: QualifiedName?, _ first: Int
  ) throws(SyntaxTrouble) -> Expression {
    var star = Star(
      qualifier: qualifier, excluded: [], replaced: [], renamed: [], pattern: nil, range: range(from: first))
    guard dialect.switches.contains(.starModifiers) else { return .star(star) }
    while true {
      if at(.exclude) && (peek().kind == .leftParen || isName(.column, peek()))
        || at(.except) && peek().kind == .leftParen && !startsQuery(peek(2))
      {
        advance()
        try parseExcluded(&star)
      } else if at(.replace), peek().kind == .leftParen {
        advance()
        try parseReplaced(&star)
      } else if at(.rename), peek().kind == .leftParen || peek(2).keyword == .as {
        advance()
        try parseRenamed(&star)
      } else if at(.apply), peek().kind == .leftParen, dialect.switches.contains(.clickHouse) {
        advance()
        skipBalanced()
      } else if at(.like) || at(.ilike) || at(.glob) || at(.similar) || at(.not), star.pattern == nil {
        let value = Expression.star(star)
        star.pattern = try parseMatch(value, star.range.start)
      } else {
        break
      }
    }
    star.range = range(from: first)
    return .star(star)
  }

  private mutating func parseExcluded(_ star: inout Star) throws(SyntaxTrouble) {
    guard accept(.leftParen) else {
      star.excluded.append(try parseQualifiedName())
      return
    }
    repeat {
      if at(.rightParen) { break }
      if isString(current) {
        let string = try parseString()
        let name = Identifier(text: string.text, isQuoted: true, range: string.range)
        star.excluded.append(QualifiedName(parts: [name]))
      } else {
        star.excluded.append(try parseQualifiedName(.label))
      }
    } while accept(.comma)
    try expect(.rightParen, ")")
  }

  private mutating func parseReplaced(_ star: inout Star) throws(SyntaxTrouble) {
    let isList = accept(.leftParen)
    repeat {
      if at(.rightParen) { break }
      let value = try parseExpression()
      _ = accept(.as)
      star.replaced.append(Star.Replacement(value: value, name: try parseIdentifier(.label)))
    } while isList && accept(.comma)
    if isList { try expect(.rightParen, ")") }
  }

  private mutating func parseRenamed(_ star: inout Star) throws(SyntaxTrouble) {
    let isList = accept(.leftParen)
    repeat {
      if at(.rightParen) { break }
      let from = try parseQualifiedName(.label)
      try expect(.as)
      star.renamed.append(Star.Renaming(from: from, to: try parseIdentifier(.label)))
    } while isList && accept(.comma)
    if isList { try expect(.rightParen, ")") }
  }
}
