/// ALTER TABLE as ClickHouse writes it (clickhouse.com/docs/en/sql-reference/statements/alter).
extension Parser {
  /// `alter table t on cluster c action, action settings a = 1`
  mutating func parseClickHouseAlteration() throws(SyntaxTrouble) -> Statement {
    let first = position
    try expect(.alter)
    _ = accept(.temporary)
    try expect(.table)
    var statement = AlterTable(kind: .table, name: try parseQualifiedName(.label))
    skipCluster()
    if let rows = try parseMutation(of: statement.name, first) { return rows }
    if at(.modify), isWord("query", peek()) {
      advance()
      advance()
      var view = CreateView(name: statement.name, query: try parseQuery())
      view.isMaterialized = true
      view.orReplace = true
      return .definition(.createView(view))
    }
    repeat {
      if at(.leftParen) { advance() }
      try parseClickHouseAction(&statement)
      _ = accept(.rightParen)
    } while accept(.comma)
    if at(.settings) { skipToEnd() }
    return .definition(.alterTable(statement))
  }

  /// `update a = 1 where b`, `delete where b`
  private mutating func parseMutation(
    of name: QualifiedName, _ first: Int
  ) throws(SyntaxTrouble) -> Statement? {
    var table = NamedTable.empty(at: name.range)
    table.name = name
    if accept(.update) {
      var update = Update(
        with: nil, table: table, assignments: try parseAssignments(), from: [], filter: nil, cursor: nil,
        returning: [], range: current.range)
      if at(.in), peek().keyword == .partition { while !isAtEnd, !at(.where) { skipBalanced() } }
      try expect(.where)
      update.filter = try parseExpression()
      if at(.settings) || at(.comma) { skipToEnd() }
      update.range = range(from: first)
      return .update(update)
    }
    guard accept(.delete) else { return nil }
    while !isAtEnd, !at(.where) { skipBalanced() }
    try expect(.where)
    var delete = Delete(
      with: nil, table: table, using: [], filter: try parseExpression(), cursor: nil, returning: [],
      range: current.range)
    if at(.settings) || at(.comma) { skipToEnd() }
    delete.range = range(from: first)
    return .delete(delete)
  }

  private mutating func parseClickHouseAction(_ statement: inout AlterTable) throws(SyntaxTrouble) {
    let first = position
    let isColumn = peek().keyword == .column
    switch current.keyword {
    case .add where isColumn:
      advance()
      advance()
      let ifNotExists = acceptIfNotExists()
      append(.addColumn(try parseClickHouseColumn(), ifNotExists: ifNotExists), first, &statement)
    case .drop where isColumn:
      advance()
      advance()
      let ifExists = acceptIfExists()
      append(
        .dropColumn(try parseNestedName(), ifExists: ifExists, .unspecified), first, &statement)
    case .rename where isColumn:
      advance()
      advance()
      _ = acceptIfExists()
      let old = try parseNestedName()
      try expect(.to)
      append(.renameColumn(old, to: try parseNestedName()), first, &statement)
    case .modify where isColumn: try parseModification(&statement)
    case .alter where isColumn: try parseModification(&statement)
    case .update, .delete: throw unexpected("what to alter")
    default:
      // Indexes, keys, parts, settings: no column or row changes but for parts, of which the rows are not known.
      if (at(.drop) || at(.replace) || at(.attach) || at(.move) || at(.detach)), isPart(peek()) {
        throw unexpected("what to alter")
      }
      while !isAtEnd, !at(.comma), !at(.settings) || position == first + 1 { skipBalanced() }
      append(.setting(TableSetting(kind: .setOptions)), first, &statement)
    }
  }

  private func isPart(_ token: Token) -> Bool { token.keyword == .partition || isWord("part", token) }

  /// `modify column [if exists] a type default 1 after b`, `modify column a remove ttl`
  private mutating func parseModification(_ statement: inout AlterTable) throws(SyntaxTrouble) {
    let first = position
    let statesType = at(.alter)
    advance()
    advance()
    _ = acceptIfExists()
    if isWord("remove", peek()) || peek().keyword == .comment
      || (peek().keyword == .modify || peek().keyword == .reset) && isWord("setting", peek(2))
    {
      let name = try parseNestedName()
      let dropsDefault = isWord("remove", current) && peek().keyword == .default
      while !isAtEnd, !at(.comma) { skipBalanced() }
      let kind: AlterTableAction.Kind =
        dropsDefault ? .alterColumn(name, .dropDefault) : .setting(TableSetting(kind: .setOptions))
      return append(kind, first, &statement)
    }
    if statesType, peek().keyword == .type {
      let name = try parseNestedName()
      advance()
      var isNullable = false
      let type = try parseClickHouseType(&isNullable)
      append(.alterColumn(name, .setType(type, collation: nil, using: nil)), first, &statement)
      return append(.alterColumn(name, isNullable ? .dropNotNull : .setNotNull), first, &statement)
    }
    let column = try parseClickHouseColumn()
    guard let type = column.type else {
      for case .default(let value) in column.constraints.map(\.kind) {
        append(.alterColumn(column.name, .setDefault(value)), first, &statement)
      }
      return append(.setting(TableSetting(kind: .setOptions)), first, &statement)
    }
    if type.canonical == "enum" {
      return append(.redefineColumn(column.name, column), first, &statement)
    }
    append(.alterColumn(column.name, .setType(type, collation: nil, using: nil)), first, &statement)
    var isRequired = false
    for constraint in column.constraints {
      switch constraint.kind {
      case .notNull: isRequired = true
      case .default(let value): append(.alterColumn(column.name, .setDefault(value)), first, &statement)
      default: break
      }
    }
    append(.alterColumn(column.name, isRequired ? .setNotNull : .dropNotNull), first, &statement)
  }

  private mutating func append(
    _ kind: AlterTableAction.Kind, _ first: Int, _ statement: inout AlterTable
  ) {
    statement.actions.append(AlterTableAction(kind: kind, range: range(from: first)))
  }
}
