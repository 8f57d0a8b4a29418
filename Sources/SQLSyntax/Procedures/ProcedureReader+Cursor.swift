extension ProcedureReader {
  /// Moves to the next token of the kind outside of parentheses; throws if there is none.
  mutating func moveTo(_ kind: TokenKind) throws(SyntaxTrouble) {
    while !parser.at(kind) {
      if parser.isAtEnd { throw parser.unexpected("\";\"") }
      parser.skipBalanced()
    }
  }

  /// Moves to the keyword outside of parentheses and CASE expressions; throws at a semicolon or the end.
  mutating func moveTo(_ keyword: Keyword) throws(SyntaxTrouble) {
    var cases = 0
    while cases > 0 || !parser.at(keyword) {
      if parser.isAtEnd || parser.at(.semicolon) {
        throw parser.unexpected("\"" + KeywordSpelling.spelling(of: keyword) + "\"")
      }
      if parser.at(.case) { cases += 1 }
      if parser.at(.end), cases > 0 { cases -= 1 }
      parser.skipBalanced()
    }
  }

  /// Moves past the next semicolon outside of parentheses.
  mutating func skipStatement() throws(SyntaxTrouble) {
    try moveTo(.semicolon)
    parser.advance()
  }

  /// The bytes from one token to before another, in the program's text.
  func bytes(from start: Int, to end: Int) -> ByteRange {
    guard start < end, end <= parser.tokens.count else {
      let place = parser.tokens[min(max(0, start), parser.tokens.count - 1)].start
      return ByteRange(place, place)
    }
    return ByteRange(parser.tokens[start].start, parser.tokens[end - 1].end)
  }

  /// The expression between two tokens; nil if it is none.
  func expression(from start: Int, to end: Int) -> Expression? {
    var inner = Parser(source: parser.source, range: bytes(from: start, to: end), dialect: dialect)
    guard let value = try? inner.parseExpression(), inner.isAtEnd else { return nil }
    return value
  }

  /// The value of the expression between two tokens, or what is known of its start.
  func fold(from start: Int, to end: Int) -> (value: FoldedText?, knownStart: String) {
    guard let expression = expression(from: start, to: end) else { return (nil, "") }
    var folding = ConstantFolding(
      text: parser.source, positions: positions, dialect: dialect, variables: variables)
    let value = folding.fold(expression)
    return (value, folding.knownStart)
  }

  /// The value of the expression between two tokens with holes for what is not known; nil if it may hold any SQL.
  func shape(from start: Int, to end: Int) -> FoldedText? {
    guard let expression = expression(from: start, to: end) else { return nil }
    return shape(of: expression, in: parser.source, at: positions)
  }

  /// The same of an expression of a text.
  func shape(
    of expression: Expression, in text: [UInt8], at map: PositionMap, isInCatalogueQuery: Bool = false
  )
    -> FoldedText?
  {
    var folding = ConstantFolding(text: text, positions: map, dialect: dialect, variables: variables)
    folding.partial = partial
    folding.partial?.isInCatalogueQuery = isInCatalogueQuery
    return folding.fold(expression)
  }

  /// The guard of a branch whose condition stands between two tokens.
  func branchGuard(from start: Int, to end: Int) -> BranchGuard {
    let range = bytes(from: start, to: end)
    let text = Array(range.bytes(of: parser.source))
    var inner = Parser(source: text, dialect: dialect)
    var condition: Expression?
    if let value = try? inner.parseExpression(), inner.isAtEnd { condition = value }
    return BranchGuard(condition: condition, isNegated: false, text: text)
  }
}
