/// Changes of rows as MySQL, SQLite and SQL Server write them.
extension Parser {
  /// `low_priority`, `ignore`, `or rollback`, `top (10)`: words between the verb and its table.
  mutating func skipRowModifiers() {
    guard hasOwnTables else { return }
    while true {
      if at(.lowPriority) || at(.highPriority) || at(.delayed) || at(.ignore) {
        advance()
      } else if accept(word: "quick") {
      } else if at(.or), dialect.switches.contains(.sqlite) {
        advance()
        advance()
      } else if at(.top), dialect.switches.contains(.transactSQL) {
        advance()
        skipBalanced()
        _ = accept(.percent)
      } else {
        return
      }
    }
  }

  /// SQL Server's `output inserted.a into t`: what is given back.
  mutating func skipOutput() {
    guard dialect.switches.contains(.transactSQL), at(word: "output") else { return }
    while !isAtEnd, !at(.values), !at(.select), !at(.from), !at(.where), !at(.default), !at(.exec),
      !at(.option)
    {
      skipBalanced()
    }
  }

  /// MySQL's `insert t set a = 1`: the assignments as a row.
  mutating func parseInsertedAssignments(_ insert: inout Insert) throws(SyntaxTrouble) -> Bool {
    guard at(.set), dialect.switches.contains(.mySQL) else { return false }
    let first = position
    advance()
    let assignments = try parseAssignments()
    insert.columns = assignments.flatMap(\.targets)
    let place = range(from: first)
    let row = RowLiteral(fields: assignments.map(\.value), range: place)
    let values = ValuesList(rows: [row], omittedRows: 0, range: place)
    insert.source = .query(
      Query(
        with: nil, body: .values(values), orderBy: [], ordersByAll: false, limit: nil, offset: nil,
        locking: [],
        range: place))
    return true
  }

  /// MySQL's `as new(a, b) on duplicate key update a = values(a)`.
  mutating func parseDuplicates(_ insert: inout Insert) throws(SyntaxTrouble) {
    guard dialect.switches.contains(.mySQL) else { return }
    if accept(.as) {
      _ = try parseIdentifier()
      if at(.leftParen) { skipBalanced() }
    }
    guard at(.on), peek().keyword == .duplicate else { return }
    let first = position
    advance()
    advance()
    try expect(.key)
    try expect(.update)
    let assignments = try parseAssignments()
    insert.onConflict = OnConflict(
      target: .any, action: .update(assignments, filter: nil), range: range(from: first))
  }

  /// MySQL's `update a join b on ... set a.x = b.y where ...`, of one table or several; UPDATE was read.
  mutating func parseJoinedUpdate(_ with: WithClause?, _ start: Int32) throws(SyntaxTrouble) -> Update {
    let references = try parseTableReferences()
    try expect(.set)
    let assignments = try parseAssignments()
    var flat = FlatTables()
    for reference in references { flat.add(reference) }
    if accept(.where) { flat.conditions.append(try parseExpression()) }
    try skipRowLimits()
    var groups: [(place: Int, assignments: [Assignment])] = []
    let named = assignments.compactMap { $0.targets.first.flatMap { flat.owner(of: $0.name) } }
    for assignment in assignments {
      // A bare name is of the only table that is named, or of the first one.
      let owner = assignment.targets.first.flatMap { flat.owner(of: $0.name) } ?? named.first ?? 0
      if let at = groups.firstIndex(where: { $0.place == owner }) {
        groups[at].assignments.append(assignment)
      } else {
        groups.append((owner, [assignment]))
      }
    }
    var updates: [Update] = []
    for group in groups {
      let (table, others) = try flat.split(at: group.place, else: unexpected("a table whose columns are set"))
      updates.append(
        Update(
          with: updates.isEmpty ? with : nil, table: table, assignments: group.assignments, from: others,
          filter: flat.condition, cursor: nil, returning: [], range: range(fromByte: start)))
    }
    guard var update = updates.first else { throw unexpected("a column that is set") }
    update.further = Array(updates.dropFirst())
    return update
  }

  /// MySQL's `delete a from a join b on ...` and `delete from a using a join b`; DELETE was read.
  mutating func parseJoinedDelete(_ with: WithClause?, _ start: Int32) throws(SyntaxTrouble) -> Delete {
    let isUsing = accept(.from)
    var names: [QualifiedName] = []
    repeat {
      names.append(try parseQualifiedName())
      if accept(.dot) { _ = accept(.star) }
    } while accept(.comma)
    if isUsing { try expect(.using) } else { try expect(.from) }
    var flat = FlatTables()
    for reference in try parseTableReferences() { flat.add(reference) }
    if accept(.where) { flat.conditions.append(try parseExpression()) }
    try skipRowLimits()
    var deletes: [Delete] = []
    for name in names {
      let trouble = unexpected("the table whose rows are deleted")
      guard let target = flat.index(of: name.name) else { throw trouble }
      let (table, others) = try flat.split(at: target, else: trouble)
      deletes.append(
        Delete(
          with: deletes.isEmpty ? with : nil, table: table, using: others, filter: flat.condition,
          cursor: nil, returning: [], range: range(fromByte: start)))
    }
    guard var delete = deletes.first else { throw unexpected("a table whose rows are deleted") }
    delete.further = Array(deletes.dropFirst())
    return delete
  }

  /// `order by a limit 1` behind an UPDATE or DELETE.
  mutating func skipRowLimits() throws(SyntaxTrouble) {
    guard hasOwnTables else { return }
    if at(.order), peek().keyword == .by {
      advance()
      advance()
      _ = try parseSortItems()
    }
    if accept(.limit) {
      _ = try parseExpression()
      if accept(.offset) || accept(.comma) { _ = try parseExpression() }
    }
    if at(.option), peek().kind == .leftParen {
      advance()
      skipBalanced()
    }
  }

  /// Whether a DELETE names its table before FROM, or after it before USING.
  func deletesFromJoin() -> Bool {
    guard dialect.switches.contains(.mySQL) else { return false }
    if !at(.from) { return true }
    var offset = 2
    while peek(offset).kind == .dot || peek(offset).kind == .comma { offset += 2 }
    return peek(offset).keyword == .using
  }

  /// SQL Server's `update u set ... from users u`: the table behind the alias.
  static func unaliased(_ table: inout NamedTable, _ from: inout [TableReference]) -> Expression? {
    guard table.name.parts.count == 1, table.alias == nil else { return nil }
    var flat = FlatTables()
    for reference in from { flat.add(reference) }
    guard let index = flat.index(of: table.name.name), case .table(let found) = flat.tables[index] else {
      return nil
    }
    table = found
    flat.tables.remove(at: index)
    from = flat.tables
    return flat.condition
  }
}

/// The tables of a FROM list side by side, with what their joins demand.
struct FlatTables {
  var tables: [TableReference] = []
  var conditions: [Expression] = []

  /// All conditions as one.
  var condition: Expression? {
    guard let first = conditions.first else { return nil }
    if conditions.count == 1 { return first }
    let range = first.range
    let operation = Operator(name: "and", schema: [], range: ByteRange(range.start, range.start))
    let end = conditions.last?.range.end ?? range.end
    return .chain(
      OperatorChain(
        operation: operation, operands: conditions, range: ByteRange(range.start, max(range.end, end))))
  }

  /// Takes a table or the tables of a join. A join that the flat form cannot say stays one table.
  mutating func add(_ reference: TableReference) {
    guard case .joined(let joined) = reference, joined.alias == nil else {
      tables.append(reference)
      return
    }
    add(joined.first)
    for join in joined.joins {
      add(join.table)
      switch join.condition {
      case .on(let condition): conditions.append(condition)
      case .none, .natural, .using: break
      }
    }
  }

  /// A table and the others; throws if what stands there is no table of its own.
  func split(
    at place: Int, else trouble: SyntaxTrouble
  ) throws(SyntaxTrouble) -> (table: NamedTable, others: [TableReference]) {
    guard tables.indices.contains(place), case .table(let table) = tables[place] else { throw trouble }
    var others = tables
    others.remove(at: place)
    return (table, others)
  }

  /// The place of the table with this name or alias.
  func index(of name: String) -> Int? {
    let wanted = name.lowercased()
    return tables.firstIndex { reference in
      guard case .table(let table) = reference else { return false }
      return (table.alias?.name?.text ?? table.name.name).lowercased() == wanted
    }
  }

  /// The place of the table whose column is named; nil where the name does not say.
  func owner(of column: QualifiedName) -> Int? {
    guard column.parts.count > 1 else { return nil }
    return index(of: column.parts[column.parts.count - 2].text)
  }
}
