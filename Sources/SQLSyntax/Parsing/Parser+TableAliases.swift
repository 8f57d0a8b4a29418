extension Parser {
  /// `[as] a [(b, c)]`; for functions also `as a (b int)` and `as (b int)`.
  mutating func parseTableAlias(
    stop: Keyword = .plain, isFunction: Bool = false
  ) throws(SyntaxTrouble) -> TableAlias? {
    let first = position
    let hasAs = accept(.as)
    var alias = TableAlias(name: nil, columns: [], types: [], range: current.range)
    if hasAs, isFunction, at(.leftParen) {
      try parseColumnDefinitions(&alias.columns, &alias.types)
      alias.range = range(from: first)
      return alias
    }
    if hasAs, at(.plainString), dialect.switches.contains(.fromFirst) {
      let string = try parseString()
      alias.name = Identifier(text: string.text, isQuoted: true, range: string.range)
    } else if hasAs || isAlias(stop) {
      alias.name = try parseIdentifier()
    } else {
      return nil
    }
    if at(.leftParen) {
      if isFunction {
        try parseColumnDefinitions(&alias.columns, &alias.types)
      } else {
        alias.columns = try parseNameList()
      }
    }
    alias.range = range(from: first)
    return alias
  }

  func isAlias(_ stop: Keyword) -> Bool {
    guard isName(.column) else { return false }
    guard current.kind == .word, current.keyword != .plain else { return !startsPlainClause() }
    if current.keyword == stop { return false }
    switch current.keyword {
    case .straightJoin, .values: return false
    case .cluster where peek().keyword == .by && dialect.switches.contains(.analytic): return false
    case .sample where dialect.switches.contains(.analytic): return !startsSample()
    case .array, .global, .any, .all, .settings, .format, .left, .final, .prewhere:
      return !(dialect.switches.contains(.clickHouse) && startsClickHouseClause())
    case .version, .timestamp, .before, .end: return !startsTableVersion()
    case .start where peek().keyword == .with: return !dialect.switches.contains(.analytic)
    case .connect where peek().keyword == .by: return !dialect.switches.contains(.analytic)
    case .asof, .positional, .semi, .anti: return !startsDialectJoin()
    case .at: return peek().kind != .leftParen
    case .outer, .apply: return peek().keyword != .apply && peek().kind != .leftParen
    default: return true
    }
  }

  /// `(a, b)` or `(a int, b text)`
  mutating func parseColumnDefinitions(
    _ columns: inout [Identifier], _ types: inout [TypeName]
  ) throws(SyntaxTrouble) {
    try expect(.leftParen, "(")
    repeat {
      if !columns.isEmpty, endsList() { break }
      columns.append(try parseIdentifier())
      if !at(.comma), !at(.rightParen) {
        types.append(try parseTypeName())
        if accept(.collate) { _ = try parseQualifiedName() }
      }
    } while accept(.comma)
    try expect(.rightParen, ")")
  }
}
