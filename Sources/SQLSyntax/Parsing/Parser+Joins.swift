extension Parser {
  /// The items of a FROM clause with commas between them.
  package mutating func parseTableReferences() throws(SyntaxTrouble) -> [TableReference] {
    var tables: [TableReference] = []
    repeat {
      if !tables.isEmpty, endsList() { break }
      tables.append(try parseTableReference())
    } while accept(.comma)
    return tables
  }

  /// One item with all its joins (gram.y: table_ref).
  package mutating func parseTableReference() throws(SyntaxTrouble) -> TableReference {
    try enter()
    let start = current.start
    let first = try parseTablePrimary()
    var joins: [Join] = []
    while true {
      if let head = try parseJoinHead() {
        joins.append(try parseJoin(head))
      } else if try !parseSpecialJoins(&joins) {
        break
      }
    }
    depth -= 1
    if joins.isEmpty { return first }
    return .joined(JoinedTable(first: first, joins: joins, alias: nil, range: range(fromByte: start)))
  }

  /// The words of a join before its right side.
  struct JoinHead {
    var kind: Join.Kind
    var isNatural: Bool
    var start: Int32
  }

  /// The words of a join, which are passed; nil if no join is current.
  private mutating func parseJoinHead() throws(SyntaxTrouble) -> JoinHead? {
    guard current.kind == .word, current.keyword != .plain else { return nil }
    if dialect.switches.contains(.clickHouse) { return parseClickHouseJoinHead() }
    let start = current.start
    let isNatural = at(.natural)
    if isNatural { advance() }
    var kind: Join.Kind = .inner
    switch current.keyword {
    case .join, .straightJoin: break
    case .cross, .outer:
      guard isNatural || peek().keyword == .join || peek().keyword == .apply else { return nil }
      kind = at(.cross) && peek().keyword == .join ? .cross : .other
      advance()
    case .inner: advance()
    case .left, .right, .full: kind = parseOuterKind()
    case .asof, .positional, .semi, .anti:
      guard startsDialectJoin() else { return nil }
      kind = parseDialectKind()
    default:
      if isNatural { throw unexpected("\"join\"") }
      return nil
    }
    if dialect.switches.contains(.stages), peek().keyword == .join, text(current).lowercased() == "directed" {
      advance()
    }
    if !accept(.straightJoin), !accept(.apply) { try expect(.join) }
    return JoinHead(kind: kind, isNatural: isNatural, start: start)
  }

  private mutating func parseOuterKind() -> Join.Kind {
    var kind: Join.Kind = at(.left) ? .left : at(.right) ? .right : .full
    advance()
    if accept(.semi) {
      kind = .semi
    } else if accept(.anti) {
      kind = .anti
    } else {
      _ = accept(.outer)
    }
    return kind
  }

  func startsDialectJoin() -> Bool {
    guard dialect.switches.contains(.analytic) else { return false }
    switch peek().keyword {
    case .join, .left, .right, .full, .inner, .outer: return true
    default: return false
    }
  }

  private mutating func parseDialectKind() -> Join.Kind {
    let keyword = current.keyword
    advance()
    switch keyword {
    case .positional: return .positional
    case .semi: return .semi
    case .anti: return .anti
    default: break
    }
    var kind: Join.Kind = .asof
    if at(.left) {
      kind = .asofLeft
      advance()
    } else if at(.right) || at(.full) || at(.inner) {
      kind = at(.inner) ? .asof : .other
      advance()
    }
    _ = accept(.outer)
    return kind
  }

  private mutating func parseJoin(_ head: JoinHead) throws(SyntaxTrouble) -> Join {
    let table = try parseJoinRight(head)
    var condition: Join.Condition = head.isNatural ? .natural : .none
    let match = try parseMatchCondition()
    if let match { condition = .on(match) }
    // A cross join has no condition: what follows is a clause of INSERT.
    let isConflict = head.kind == .cross && at(.on) && peek().keyword == .conflict
    if !isConflict, accept(.on) {
      let start = current.start
      let value = try parseExpression()
      let both = match.map { match in
        let operation = Operator(name: "and", schema: [], range: ByteRange(start, start))
        return Expression.chain(
          OperatorChain(operation: operation, operands: [match, value], range: range(fromByte: start)))
      }
      condition = .on(both ?? value)
    } else if at(.using), dialect.switches.contains(.clickHouse), peek().kind != .leftParen {
      advance()
      var columns: [Identifier] = []
      repeat { columns.append(try parseIdentifier()) } while accept(.comma)
      condition = .using(columns, alias: nil)
    } else if at(.using), peek().kind == .leftParen {
      advance()
      let columns = try parseNameList()
      let alias = accept(.as) ? try parseIdentifier() : nil
      condition = .using(columns, alias: alias)
    }
    return Join(kind: head.kind, table: table, condition: condition, range: range(fromByte: head.start))
  }

  /// The right side: a table, or in `a join b join c on .. on ..` the join of b and c.
  ///
  /// A join without condition takes what follows into its right side; the scope of names is the same.
  private mutating func parseJoinRight(_ head: JoinHead) throws(SyntaxTrouble) -> TableReference {
    try enter()
    let start = current.start
    let first = try parseTablePrimary()
    var joins: [Join] = []
    if head.kind != .cross, head.kind != .positional, !head.isNatural {
      while !at(.on), !at(.using), let inner = try parseJoinHead() {
        joins.append(try parseJoin(inner))
      }
    }
    depth -= 1
    if joins.isEmpty { return first }
    return .joined(JoinedTable(first: first, joins: joins, alias: nil, range: range(fromByte: start)))
  }
}
