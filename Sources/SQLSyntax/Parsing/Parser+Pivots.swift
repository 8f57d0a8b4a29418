extension Parser {
  /// `pivot (...)` and `unpivot (...)` after a table, as often as they stand there.
  mutating func parsePivots(_ table: TableReference, _ first: Int) throws(SyntaxTrouble) -> TableReference {
    var table = table
    var count = 0
    while startsPivot(), count < 20 {
      if !at(.pivot), !at(.unpivot) {
        table = try parseMatchRecognize(table, first)
        count += 1
        continue
      }
      let isUnpivot = at(.unpivot)
      advance()
      if accept(.include) || accept(.exclude) { _ = accept(.nulls) }
      guard at(.leftParen) else { throw unexpected("\"(\"") }
      var pivoted = PivotedTable(
        source: table, isUnpivot: isUnpivot, expressions: [], madeColumns: [], alias: nil,
        range: current.range)
      advance()
      try parsePivotClauses(&pivoted)
      try expect(.rightParen, ")")
      pivoted.alias = try parseTableAlias()
      pivoted.range = range(from: first)
      table = .pivoted(pivoted)
      count += 1
    }
    return table
  }

  /// Values with the words of a pivot between them.
  private mutating func parsePivotClauses(_ pivoted: inout PivotedTable) throws(SyntaxTrouble) {
    while !at(.rightParen), !isAtEnd {
      switch current.keyword {
      case .for:
        advance()
        if pivoted.isUnpivot {
          for case .column(let made) in pivoted.expressions {
            pivoted.madeColumns += made.name.parts.suffix(1)
          }
          pivoted.expressions = []
          pivoted.madeColumns.append(try parseIdentifier())
        } else {
          pivoted.expressions.append(try parseExpression(.other, isRestricted: true))
        }
      case .in:
        advance()
        try parsePivotValues(&pivoted)
      case .as:
        advance()
        advance()
      case .default:
        // Snowflake's `default on null (0)`
        while !at(.leftParen), !at(.rightParen), !isAtEnd { advance() }
        if at(.leftParen) { skipBalanced() }
      case .group where peek().keyword == .by:
        advance()
        advance()
      default:
        if !accept(.comma) { pivoted.expressions.append(try parsePivotItem()) }
      }
    }
  }

  private mutating func parsePivotItem() throws(SyntaxTrouble) -> Expression {
    let item = try parseExpression(.other, isRestricted: true)
    if isName(.bareLabel, current), !at(.for), !at(.in), !at(.group) { advance() }
    return item
  }

  /// `('a' as x, 'b')`; the columns of an unpivot.
  private mutating func parsePivotValues(_ pivoted: inout PivotedTable) throws(SyntaxTrouble) {
    guard accept(.leftParen) else {
      pivoted.expressions.append(try parseExpression())
      return
    }
    while !at(.rightParen), !isAtEnd {
      if at(.comma) {
        advance()
      } else if at(.as) {
        advance()
        advance()
      } else if at(.any) {
        advance()
        if accept(.order, .by) { _ = try parseSortItems() }
      } else if startsQuery() {
        _ = try parseQuery()
      } else {
        pivoted.expressions.append(try parsePivotItem())
      }
    }
    try expect(.rightParen, ")")
  }

  private func startsPivot() -> Bool {
    guard dialect.switches.contains(.pivot) || dialect.switches.contains(.nestedTypes) else { return false }
    if at(.pivot) || at(.unpivot) {
      return peek().kind == .leftParen || peek().keyword == .include || peek().keyword == .exclude
    }
    return peek().kind == .leftParen && current.length == 15
      && text(current).lowercased() == "match_recognize"
  }

  /// `match_recognize (...)`: which columns it gives is not read; every word in it may be a use.
  private mutating func parseMatchRecognize(
    _ table: TableReference, _ first: Int
  ) throws(SyntaxTrouble) -> TableReference {
    advance()
    let open = position
    skipBalanced()
    var pivoted = PivotedTable(
      source: table, isUnpivot: false, expressions: [.unparsed(range(from: open))], madeColumns: [],
      alias: nil,
      range: current.range)
    pivoted.alias = try parseTableAlias()
    pivoted.range = range(from: first)
    return .pivoted(pivoted)
  }

  /// DuckDB's `pivot t on a using sum(b) group by c` and `unpivot t on a, b into name n value v`.
  mutating func parsePivotStatement() throws(SyntaxTrouble) -> OpaqueQuery {
    let first = position
    let keyword = KeywordSpelling.spelling(of: current.keyword)
    advance()
    let table = try parseTableReference()
    var expressions: [Expression] = []
    while true {
      switch current.keyword {
      case .on, .using, .in, .as: advance()
      case .group where peek().keyword == .by:
        advance()
        advance()
      case .into:
        while !isAtEnd, !at(.rightParen), !continuesQuery() { advance() }
      default:
        if accept(.comma) { continue }
        if isAtEnd || at(.rightParen) || continuesQuery() {
          return OpaqueQuery(
            keyword: keyword, from: [table], expressions: expressions, range: range(from: first))
        }
        let item = try parseSelectItem()
        expressions.append(item.value)
      }
    }
  }
}
