/// ALTER TABLE as MySQL and SQL Server write it.
extension Parser {
  /// The actions of these dialects; false, with nothing read, where the common grammar serves.
  mutating func parseOwnActions(_ statement: inout AlterTable) throws(SyntaxTrouble) -> Bool {
    guard statement.kind == .table else { return false }
    if dialect.switches.contains(.mySQL) {
      try parseMySQLActions(&statement)
      return true
    }
    if dialect.switches.contains(.transactSQL) {
      try parseTransactActions(&statement)
      return true
    }
    return false
  }

  private mutating func append(
    _ kind: AlterTableAction.Kind, from first: Int, to statement: inout AlterTable
  ) {
    statement.actions.append(AlterTableAction(kind: kind, range: range(from: first)))
  }

  // MARK: MySQL

  private mutating func parseMySQLActions(_ statement: inout AlterTable) throws(SyntaxTrouble) {
    repeat {
      let first = position
      switch current.keyword {
      case .add: try parseMySQLAddition(&statement)
      case .modify:
        advance()
        _ = accept(.column)
        _ = acceptIfExists()
        let column = try parseColumnDefinition()
        append(.redefineColumn(column.name, column), from: first, to: &statement)
      case .change:
        advance()
        _ = accept(.column)
        _ = acceptIfExists()
        let old = try parseIdentifier()
        let column = try parseColumnDefinition()
        append(.redefineColumn(old, column), from: first, to: &statement)
      case .drop: append(try parseMySQLDrop(), from: first, to: &statement)
      case .rename: append(try parseMySQLRename(), from: first, to: &statement)
      case .alter:
        guard let kind = try parseMySQLColumnChange() else { break }
        append(kind, from: first, to: &statement)
      default: skipMySQLOption()
      }
      if statement.actions.isEmpty || position == first { skipMySQLOption() }
    } while accept(.comma) || !isAtEnd && position > 0 && startsMySQLOption()
  }

  /// Whether a table option follows without a comma.
  private func startsMySQLOption() -> Bool {
    current.kind == .word && (peek().kind == .equals || peek().kind == .word)
  }

  /// `engine = innodb`, `convert to character set utf8`, `order by a`, `partition by ...`: up to the next comma.
  private mutating func skipMySQLOption() {
    if at(.partition) || at(.order) { return skipToEnd() }
    while !isAtEnd, !at(.comma) { skipBalanced() }
  }

  private mutating func parseMySQLAddition(_ statement: inout AlterTable) throws(SyntaxTrouble) {
    let first = position
    advance()
    if at(.partition) { return skipToEnd() }
    if let index = try parseElementIndex() {
      var index = index
      index.table = statement.name
      return append(.addIndex(index), from: first, to: &statement)
    }
    if startsTableConstraint() {
      return append(.addConstraint(try parseTableConstraint()), from: first, to: &statement)
    }
    _ = accept(.column)
    let ifNotExists = acceptIfNotExists()
    guard at(.leftParen) else {
      let column = try parseColumnDefinition()
      return append(.addColumn(column, ifNotExists: ifNotExists), from: first, to: &statement)
    }
    advance()
    repeat {
      let start = position
      if let index = try parseElementIndex() {
        var index = index
        index.table = statement.name
        append(.addIndex(index), from: start, to: &statement)
      } else if startsTableConstraint() {
        append(.addConstraint(try parseTableConstraint()), from: start, to: &statement)
      } else {
        append(.addColumn(try parseColumnDefinition(), ifNotExists: ifNotExists), from: start, to: &statement)
      }
    } while accept(.comma)
    try expect(.rightParen, ")")
  }

  private mutating func parseMySQLDrop() throws(SyntaxTrouble) -> AlterTableAction.Kind {
    advance()
    switch current.keyword {
    case .primary:
      advance()
      try expect(.key)
      return .dropPrimaryKey
    case .index, .key:
      advance()
      let ifExists = acceptIfExists()
      return .dropIndex(try parseIdentifier(), ifExists: ifExists)
    case .foreign, .constraint, .check:
      if accept(.foreign) { try expect(.key) } else { advance() }
      let ifExists = acceptIfExists()
      return .dropConstraint(try parseIdentifier(), ifExists: ifExists, .unspecified)
    case .partition:
      skipToEnd()
      return .setting(TableSetting(kind: .setOptions))
    default:
      _ = accept(.column)
      let ifExists = acceptIfExists()
      let name = try parseIdentifier()
      return .dropColumn(name, ifExists: ifExists, parseDropBehavior())
    }
  }

  private mutating func parseMySQLRename() throws(SyntaxTrouble) -> AlterTableAction.Kind {
    advance()
    if accept(.column) {
      _ = acceptIfExists()
      let old = try parseIdentifier()
      try expect(.to)
      return .renameColumn(old, to: try parseIdentifier())
    }
    if at(.index) || at(.key) {
      advance()
      _ = acceptIfExists()
      let old = try parseIdentifier()
      try expect(.to)
      return .renameIndex(old, to: try parseIdentifier())
    }
    if !accept(.to) { _ = accept(.as) || accept(.equals) }
    return .renameTable(try parseQualifiedName().lastPart)
  }

  /// `alter a set default 1`, `alter column a drop default`, `alter index i invisible`.
  private mutating func parseMySQLColumnChange() throws(SyntaxTrouble) -> AlterTableAction.Kind? {
    advance()
    if at(.index) || at(.check) || at(.constraint) {
      skipMySQLOption()
      return .setting(TableSetting(kind: .setOptions))
    }
    _ = accept(.column)
    _ = acceptIfExists()
    let name = try parseIdentifier()
    if accept(.drop, .default) { return .alterColumn(name, .dropDefault) }
    try expect(.set)
    if accept(.default) { return .alterColumn(name, .setDefault(try parseExpression())) }
    skipMySQLOption()
    return .setting(TableSetting(kind: .setOptions))
  }

  // MARK: SQL Server

  private mutating func parseTransactActions(_ statement: inout AlterTable) throws(SyntaxTrouble) {
    if at(.with), peek().keyword == .check || text(peek()).lowercased() == "nocheck" {
      advance()
      advance()
    }
    let first = position
    switch current.keyword {
    case .add:
      advance()
      repeat { try parseTransactAddition(&statement) } while accept(.comma) || startsDetachedKey()
    case .drop:
      advance()
      try parseTransactDrops(&statement)
    case .alter:
      advance()
      try expect(.column)
      try parseTransactColumnChange(&statement)
    default:
      skipToEnd()
      append(.setting(TableSetting(kind: .setOptions)), from: first, to: &statement)
    }
  }

  private mutating func parseTransactAddition(_ statement: inout AlterTable) throws(SyntaxTrouble) {
    let first = position
    _ = accept(.column)
    if at(.period), peek().keyword == .for { return skipToEnd() }
    if let index = try parseElementIndex() {
      var index = index
      index.table = statement.name
      return append(.addIndex(index), from: first, to: &statement)
    }
    let isNamed = at(.constraint)
    if at(.default) || isNamed && peek(2).keyword == .default {
      if isNamed {
        advance()
        _ = try parseIdentifier()
      }
      advance()
      let value = try parseExpression()
      try expect(.for)
      let column = try parseIdentifier()
      if at(.with), peek().keyword == .values {
        advance()
        advance()
      }
      return append(.alterColumn(column, .setDefault(value)), from: first, to: &statement)
    }
    if startsTableConstraint() {
      return append(.addConstraint(try parseTableConstraint()), from: first, to: &statement)
    }
    append(.addColumn(try parseColumnDefinition(), ifNotExists: false), from: first, to: &statement)
  }

  /// `drop column a, b, constraint c`
  private mutating func parseTransactDrops(_ statement: inout AlterTable) throws(SyntaxTrouble) {
    if at(.period), peek().keyword == .for { return skipToEnd() }
    var isColumn = false
    var ifExists = false
    repeat {
      let first = position
      if accept(.column) {
        isColumn = true
        ifExists = acceptIfExists()
      } else if accept(.constraint) {
        isColumn = false
        ifExists = acceptIfExists()
      }
      let name = try parseIdentifier()
      if at(.with), peek().kind == .leftParen {
        advance()
        skipBalanced()
      }
      let kind: AlterTableAction.Kind =
        isColumn
        ? .dropColumn(name, ifExists: ifExists, .unspecified)
        : .dropConstraint(name, ifExists: true, .unspecified)
      append(kind, from: first, to: &statement)
    } while accept(.comma)
  }

  /// `alter column a nvarchar(20) collate x not null`: what is not said is NULL.
  private mutating func parseTransactColumnChange(_ statement: inout AlterTable) throws(SyntaxTrouble) {
    let first = position
    let name = try parseIdentifier()
    if at(.add) || at(.drop) {
      skipToEnd()
      return append(.setting(TableSetting(kind: .setOptions)), from: first, to: &statement)
    }
    let column = try parseColumnClausesOnly(named: name)
    guard let type = column.type else { throw unexpected("a type") }
    append(
      .alterColumn(name, .setType(type, collation: column.collation, using: nil)), from: first, to: &statement
    )
    let isRequired = column.constraints.contains { if case .notNull = $0.kind { true } else { false } }
    append(.alterColumn(name, isRequired ? .setNotNull : .dropNotNull), from: first, to: &statement)
    if at(.with), peek().kind == .leftParen { skipToEnd() }
  }

  private mutating func parseColumnClausesOnly(named name: Identifier) throws(SyntaxTrouble)
    -> ColumnDefinition
  {
    position -= 1
    return try parseColumnDefinition()
  }
}
