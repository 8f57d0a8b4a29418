extension Parser {
  /// `insert into t (a) ...`; `with` was read.
  mutating func parseInsert(_ with: WithClause?, _ start: Int32) throws(SyntaxTrouble) -> Insert {
    var insert = Insert(
      with: with, table: NamedTable.empty(at: current.range), columns: [], overriding: nil, isByName: false,
      source: .defaultValues, onConflict: nil, returning: [], range: current.range)
    try parseInsertHead(&insert)
    insert.table = try parseInsertTarget()
    if at(.leftParen), peek().kind == .rightParen, dialect.switches.contains(.mySQL) {
      skipBalanced()
    } else if at(.leftParen), !startsQuery(peek()), peek().kind != .leftParen {
      insert.columns = try parseColumnTargets()
    }
    skipOutput()
    if try parseInsertedAssignments(&insert) {
      try parseDuplicates(&insert)
      insert.range = range(fromByte: start)
      return insert
    }
    if accept(.by) {
      insert.isByName = at(.name)
      advance()
    }
    if accept(.overriding) {
      insert.overriding = at(.user) ? .user : .system
      advance()
      try expect(.value)
    }
    if dialect.switches.contains(.transactSQL), isAtEnd {
      // The rows come from the procedure that the next statement calls.
      insert.range = range(fromByte: start)
      return insert
    }
    if !accept(.default, .values) { insert.source = .query(try parseQuery()) }
    try parseDuplicates(&insert)
    if at(.on, .conflict) { insert.onConflict = try parseOnConflict() }
    insert.returning = try parseReturning()
    insert.range = range(fromByte: start)
    return insert
  }

  /// `insert [or replace | or ignore] into`, `replace into`
  private mutating func parseInsertHead(_ insert: inout Insert) throws(SyntaxTrouble) {
    let first = position
    var isReplacing = at(.replace)
    advance()
    if accept(.or) {
      isReplacing = at(.replace)
      if !isReplacing, !at(.ignore), !dialect.switches.contains(.sqlite) {
        throw unexpected("\"replace\" or \"ignore\"")
      }
      advance()
      insert.onConflict = OnConflict(
        target: .any, action: isReplacing ? .replace : .nothing, range: range(from: first))
    } else if isReplacing {
      insert.onConflict = OnConflict(target: .any, action: .replace, range: range(from: first))
    }
    skipRowModifiers()
    if hasOwnTables { _ = accept(.into) } else { try expect(.into) }
  }

  /// The table of an INSERT: an alias needs AS.
  private mutating func parseInsertTarget() throws(SyntaxTrouble) -> NamedTable {
    let first = position
    var table = NamedTable.empty(at: current.range)
    table.name = try parseQualifiedName()
    if accept(.as) {
      let alias = try parseIdentifier()
      table.alias = TableAlias(name: alias, columns: [], types: [], range: alias.range)
    }
    table.range = range(from: first)
    return table
  }

  /// `(a, b.c, d[1])`
  private mutating func parseColumnTargets() throws(SyntaxTrouble) -> [ColumnTarget] {
    try expect(.leftParen, "(")
    var targets: [ColumnTarget] = []
    repeat {
      if endsList() { break }
      targets.append(try parseColumnTarget())
    } while accept(.comma)
    try expect(.rightParen, ")")
    return targets
  }

  private mutating func parseColumnTarget() throws(SyntaxTrouble) -> ColumnTarget {
    let first = position
    var target = ColumnTarget(name: try parseQualifiedName(), subscripts: [], range: current.range)
    while at(.leftBracket) || at(.dot) {
      if accept(.dot) {
        target.name.parts.append(try parseIdentifier(.label))
        continue
      }
      advance()
      if !at(.colon) { target.subscripts.append(try parseExpression()) }
      if accept(.colon), !at(.rightBracket) { target.subscripts.append(try parseExpression()) }
      try expect(.rightBracket, "]")
    }
    target.range = range(from: first)
    return target
  }

  /// `on conflict [(a) [where ...] | on constraint c] do nothing | do update set ... [where ...]`
  private mutating func parseOnConflict() throws(SyntaxTrouble) -> OnConflict {
    let first = position
    advance()
    advance()
    var target = OnConflict.Target.any
    if accept(.on, .constraint) {
      target = .constraint(try parseIdentifier())
    } else if accept(.leftParen) {
      let columns = try parseIndexExpressions()
      let filter = accept(.where) ? try parseExpression() : nil
      target = .columns(columns, filter: filter)
    }
    try expect(.do)
    var action = OnConflict.Action.nothing
    if !accept(.nothing) {
      try expect(.update)
      try expect(.set)
      let assignments = try parseAssignments()
      let filter = accept(.where) ? try parseExpression() : nil
      action = .update(assignments, filter: filter)
    }
    return OnConflict(target: target, action: action, range: range(from: first))
  }

  /// The elements of an ON CONFLICT target, with operator classes passed over; up to the closing parenthesis.
  private mutating func parseIndexExpressions() throws(SyntaxTrouble) -> [Expression] {
    var columns: [Expression] = []
    repeat {
      columns.append(try parseExpression())
      if isName(.column) { _ = try parseQualifiedName() }
      if at(.asc) || at(.desc) { advance() }
      if accept(.nulls) { advance() }
    } while accept(.comma)
    try expect(.rightParen, ")")
    return columns
  }

  /// `a = 1, (b, c) = (2, 3)`
  package mutating func parseAssignments() throws(SyntaxTrouble) -> [Assignment] {
    var assignments: [Assignment] = []
    repeat {
      if !assignments.isEmpty, endsList() { break }
      let first = position
      let isRow = at(.leftParen)
      let targets = isRow ? try parseColumnTargets() : [try parseColumnTarget()]
      if !accept(.colonEquals) { try expect(.equals, "=") }
      let value = try parseExpression()
      assignments.append(
        Assignment(targets: targets, isRow: isRow, value: value, range: range(from: first)))
    } while accept(.comma)
    return assignments
  }

  /// `update t set ... from ... where ...`; `with` was read.
  mutating func parseUpdate(_ with: WithClause?, _ start: Int32) throws(SyntaxTrouble) -> Update {
    advance()
    skipRowModifiers()
    if dialect.switches.contains(.mySQL) { return try parseJoinedUpdate(with, start) }
    let table = try parseNamedTable(stop: .set)
    var update = Update(
      with: with, table: table, assignments: [], from: [], filter: nil, cursor: nil, returning: [],
      range: current.range)
    try expect(.set)
    update.assignments = try parseAssignments()
    skipOutput()
    if accept(.from) { update.from = try parseTableReferences() }
    try parseRowFilter(&update.filter, &update.cursor)
    if dialect.switches.contains(.transactSQL),
      let condition = Self.unaliased(&update.table, &update.from)
    {
      update.filter = Self.both(condition, update.filter)
    }
    try skipRowLimits()
    update.returning = try parseReturning()
    update.range = range(fromByte: start)
    return update
  }

  /// `delete from t using ... where ...`; `with` was read.
  mutating func parseDelete(_ with: WithClause?, _ start: Int32) throws(SyntaxTrouble) -> Delete {
    advance()
    skipRowModifiers()
    if deletesFromJoin() { return try parseJoinedDelete(with, start) }
    if !accept(.from), !dialect.switches.contains(.transactSQL) { try expect(.from) }
    let table = try parseNamedTable()
    skipOutput()
    var delete = Delete(
      with: with, table: table, using: [], filter: nil, cursor: nil, returning: [], range: current.range)
    if accept(.using) { delete.using = try parseTableReferences() }
    if dialect.switches.contains(.transactSQL), accept(.from) { delete.using = try parseTableReferences() }
    try parseRowFilter(&delete.filter, &delete.cursor)
    if dialect.switches.contains(.transactSQL),
      let condition = Self.unaliased(&delete.table, &delete.using)
    {
      delete.filter = Self.both(condition, delete.filter)
    }
    try skipRowLimits()
    delete.returning = try parseReturning()
    delete.range = range(fromByte: start)
    return delete
  }

  private static func both(_ first: Expression, _ second: Expression?) -> Expression {
    var tables = FlatTables()
    tables.conditions = [first] + (second.map { [$0] } ?? [])
    return tables.condition ?? first
  }

  private mutating func parseRowFilter(
    _ filter: inout Expression?, _ cursor: inout Identifier?
  ) throws(SyntaxTrouble) {
    guard accept(.where) else { return }
    if at(.current, .of) {
      advance()
      advance()
      cursor = try parseIdentifier()
    } else {
      filter = try parseExpression()
    }
  }
}

extension NamedTable {
  /// A table that is still to be filled in.
  static func empty(at range: ByteRange) -> NamedTable {
    NamedTable(
      name: QualifiedName(parts: []), isOnly: false, alias: nil, isSampled: false, isFile: false, range: range
    )
  }
}
