extension Parser {
  /// Whether a query without enclosing parentheses starts at the current token.
  package func startsQuery() -> Bool {
    switch current.keyword {
    case .select, .with: return true
    case .values: return peek().kind == .leftParen
    case .table: return isName(.column, peek()) || peek().keyword == .only
    case .from: return dialect.switches.contains(.fromFirst)
    case .pivot, .unpivot:
      return dialect.switches.contains(.pivot) && (isName(.column, peek()) || peek().kind == .leftParen)
    case .describe, .summarize, .show:
      return dialect.switches.contains(.pivot) && position > 0 && tokens[position - 1].kind == .leftParen
    default: return false
    }
  }

  /// Whether a query starts with that token, as far as one token tells.
  func startsQuery(_ token: Token) -> Bool { token.keyword == .select || token.keyword == .with }

  /// Whether the current token continues a query after its first part.
  func continuesQuery() -> Bool {
    switch current.keyword {
    case .union, .intersect, .except, .order, .limit, .offset, .fetch, .for: true
    case .cluster: peek().keyword == .by && dialect.switches.contains(.analytic)
    case .full, .left, .inner: peek().keyword == .union || peek(2).keyword == .union
    default: startsPlainClause()
    }
  }

  /// A query, `with` included (gram.y: SelectStmt).
  package mutating func parseQuery() throws(SyntaxTrouble) -> Query {
    try enter()
    let first = position
    let outer = scalars
    let with = at(.with) ? try parseWith() : nil
    let body = try parseQueryBody()
    let query = try parseQueryTail(body, with, tokens[first].start)
    scalars = outer
    depth -= 1
    return query
  }

  /// The rest of a query whose first part was read as a query in parentheses.
  mutating func parseQuery(after inner: Query, start: Int32) throws(SyntaxTrouble) -> Query {
    guard continuesQuery() else { return inner }
    try enter()
    let body = try parseSetOperations(.nested(inner), start, isTight: true)
    let whole = try parseSetOperations(body, start, isTight: false)
    let query = try parseQueryTail(whole, nil, start)
    depth -= 1
    return query
  }

  /// What stands after a query's body: ordering, limits, locks.
  mutating func parseQueryTail(
    _ body: QueryBody, _ with: WithClause?, _ start: Int32
  ) throws(SyntaxTrouble) -> Query {
    var query = Query(
      with: with, body: body, orderBy: [], ordersByAll: false, limit: nil, offset: nil, locking: [],
      range: ByteRange(start, start))
    var groups: [SortItem] = []
    while true {
      switch current.keyword {
      case .order where peek().keyword == .by: try parseQueryOrder(&query)
      case .limit: groups += try parseLimit(&query)
      case .offset:
        advance()
        query.offset = try parseExpression()
        if at(.row) || at(.rows) { advance() }
        groups += try parseLimitBy()
      case .fetch: try parseFetch(&query)
      case .option where dialect.switches.contains(.transactSQL) && peek().kind == .leftParen:
        advance()
        skipBalanced()
      case .for where dialect.switches.contains(.transactSQL):
        // `for xml path`, `for json auto`: how the rows are written.
        while !isAtEnd, !at(.rightParen), !at(.option) { skipBalanced() }
      case .for:
        guard let clause = try parseLocking() else { throw unexpected("\"update\" or \"share\"") }
        query.locking.append(clause)
      case .cluster where peek().keyword == .by && dialect.switches.contains(.analytic):
        groups += try parseDistribution()
      case .settings where dialect.switches.contains(.clickHouse),
        .format where dialect.switches.contains(.clickHouse):
        while !isAtEnd, !at(.rightParen), !at(.union) { skipBalanced() }
      default:
        if startsDistribution() {
          groups += try parseDistribution()
          continue
        }
        query.orderBy += groups
        query.range = range(fromByte: start)
        return query
      }
    }
  }

  private mutating func parseQueryOrder(_ query: inout Query) throws(SyntaxTrouble) {
    if !query.orderBy.isEmpty || query.ordersByAll { throw unexpected("only one \"order by\"") }
    advance()
    advance()
    if at(.all), dialect.switches.contains(.analytic) {
      advance()
      if at(.asc) || at(.desc) { advance() }
      if accept(.nulls) { advance() }
      query.ordersByAll = true
    } else {
      query.orderBy = try parseSortItems()
    }
  }

  private mutating func parseLimit(_ query: inout Query) throws(SyntaxTrouble) -> [SortItem] {
    advance()
    if accept(.all) { return [] }
    if at(.number), peek().kind == .percentSign {
      query.limit = .literal(Literal(value: .number(text(current)), range: current.range))
      advance()
      advance()
      return []
    }
    query.limit = try parseExpression()
    _ = accept(.percent)
    if accept(.comma) {
      query.offset = query.limit
      query.limit = try parseExpression()
    }
    return try parseLimitBy()
  }

  /// `fetch first 5 rows only`
  private mutating func parseFetch(_ query: inout Query) throws(SyntaxTrouble) {
    advance()
    if !accept(.first) { try expect(.next) }
    if at(.row) || at(.rows) {
      query.limit = .literal(Literal(value: .number("1"), range: current.range))
    } else {
      query.limit = try parseExpression()
    }
    if at(.row) || at(.rows) { advance() }
    if !accept(.only) {
      try expect(.with)
      try expect(.ties)
    }
  }

  /// `for update of t skip locked`; `for read only` gives a clause of that name.
  private mutating func parseLocking() throws(SyntaxTrouble) -> LockingClause? {
    let first = position
    advance()
    let strength: String
    if accept(.update) {
      strength = "update"
    } else if accept(.share) {
      strength = "share"
    } else if accept(.no, .key, .update) {
      strength = "no key update"
    } else if accept(.key, .share) {
      strength = "key share"
    } else if accept(.read, .only) {
      strength = "read only"
    } else {
      return nil
    }
    var tables: [QualifiedName] = []
    if accept(.of) {
      repeat { tables.append(try parseQualifiedName()) } while accept(.comma)
    }
    if !accept(.nowait) { _ = accept(.skip, .locked) }
    return LockingClause(strength: strength, tables: tables, range: range(from: first))
  }

  /// Everything of a query but `with` and its tail.
  mutating func parseQueryBody() throws(SyntaxTrouble) -> QueryBody {
    let start = current.start
    let first = try parseSetOperations(try parseQueryPrimary(), start, isTight: true)
    return try parseSetOperations(first, start, isTight: false)
  }

  /// Joins set operations of one level onto the first part: `intersect` is the tight one.
  private mutating func parseSetOperations(
    _ first: QueryBody, _ start: Int32, isTight: Bool
  ) throws(SyntaxTrouble) -> QueryBody {
    var rest: [CompoundQuery.Branch] = []
    while let operation = setOperator(isTight) {
      while !at(.union), at(.full) || at(.left) || at(.inner) || at(.outer) { advance() }
      advance()
      let isAll = accept(.all)
      if !isAll { _ = accept(.distinct) }
      let isByName = accept(.by, .name) || acceptCorresponding()
      let operandStart = current.start
      var body = try parseQueryPrimary()
      if !isTight { body = try parseSetOperations(body, operandStart, isTight: true) }
      rest.append(
        CompoundQuery.Branch(operation: operation, isAll: isAll, isByName: isByName, body: body))
    }
    if rest.isEmpty { return first }
    return .compound(CompoundQuery(first: first, rest: rest, range: range(fromByte: start)))
  }

  private func setOperator(_ isTight: Bool) -> CompoundQuery.SetOperator? {
    switch current.keyword {
    case .union: isTight ? nil : .union
    case .except: isTight ? nil : .except
    case .intersect: isTight ? .intersect : nil
    case .full, .left, .inner:
      !isTight && (peek().keyword == .union || peek(2).keyword == .union) ? .union : nil
    default: !isTight && startsMinus() ? .except : nil
    }
  }

  /// One operand of set operations.
  private mutating func parseQueryPrimary() throws(SyntaxTrouble) -> QueryBody {
    switch current.keyword {
    case .select, .from: return .select(try parseSelect())
    case .values: return .values(try parseValues())
    case .table:
      advance()
      return .table(try parseNamedTable())
    case .pivot, .unpivot: return .opaque(try parsePivotStatement())
    case .describe, .summarize, .show: return .opaque(parseOpaque())
    default: break
    }
    guard at(.leftParen) else { throw unexpected("\"select\", \"values\" or \"(\"") }
    advance()
    let query = try parseQuery()
    try expect(.rightParen, ")")
    return .nested(query)
  }

  /// A statement in parentheses that gives rows, such as DuckDB's `(describe t)`.
  private mutating func parseOpaque() -> OpaqueQuery {
    let first = position
    let keyword = KeywordSpelling.spelling(of: current.keyword)
    while !isAtEnd, !at(.rightParen) { skipBalanced() }
    return OpaqueQuery(keyword: keyword, from: [], expressions: [], range: range(from: first))
  }

  /// Rows of a VALUES list that are kept; a data load of more is counted and passed over.
  package static let rowLimit = 10_000

  /// `values (1, 2), (3, 4)`
  private mutating func parseValues() throws(SyntaxTrouble) -> ValuesList {
    let first = position
    advance()
    var rows: [RowLiteral] = []
    var omittedRows = 0
    repeat {
      if endsList() { break }
      let rowAt = position
      if rows.count >= Self.rowLimit {
        guard at(.leftParen) else { throw unexpected("\"(\"") }
        skipBalanced()
        omittedRows += 1
        continue
      }
      _ = accept(.row)
      try expect(.leftParen, "(")
      let fields = at(.rightParen) ? [] : try parseExpressionList()
      try expect(.rightParen, ")")
      rows.append(RowLiteral(fields: fields, range: range(from: rowAt)))
    } while accept(.comma)
    return ValuesList(rows: rows, omittedRows: omittedRows, range: range(from: first))
  }
}
