/// Tables as MySQL, SQLite and SQL Server create them.
extension Parser {
  /// `[if not exists] name (elements) options`, `like other`, `as query`; after TABLE.
  mutating func parseOwnTable(_ prefix: CreatePrefix) throws(SyntaxTrouble) -> DefinitionStatement {
    let ifNotExists = acceptIfNotExists()
    let name = try parseQualifiedName()
    var table = CreateTable(name: name)
    table.persistence = name.name.hasPrefix("#") ? .temporary : prefix.persistence
    table.orReplace = prefix.orReplace
    table.ifNotExists = ifNotExists
    let isWrappedLike = at(.leftParen) && peek().keyword == .like
    if isWrappedLike { advance() }
    if accept(.like) {
      let all = Set(LikeClause.Part.allCases)
      table.elements = [.like(LikeClause(table: try parseQualifiedName(), including: all))]
      if isWrappedLike { try expect(.rightParen, ")") }
      return .createTable(table)
    }
    if at(.leftParen), !startsQuery(peek()), peek().kind != .leftParen {
      table.elements = try parseTableElements(typesOptional: false)
    }
    skipTableOptions()
    guard !isAtEnd else {
      if table.elements.isEmpty { throw unexpected("columns") }
      return .createTable(table)
    }
    // What the columns of a list and of a query come to together is not worked out.
    if !table.elements.isEmpty { throw unexpected("the end of the statement") }
    _ = accept(.as)
    var copy = CreateTableAs(name: name)
    copy.persistence = table.persistence
    copy.orReplace = prefix.orReplace
    copy.ifNotExists = ifNotExists
    copy.query = try parseQuery()
    return .createTableAs(copy)
  }

  /// Options up to the query or the end: none of them changes a column.
  private mutating func skipTableOptions() {
    while !isAtEnd, !at(.as), !at(.select), !at(.with) || peek().kind == .leftParen {
      if at(.leftParen), startsQuery(peek()) { return }
      if at(.ignore) || at(.replace) {
        advance()
        continue
      }
      skipBalanced()
    }
  }

  /// A statement that only these dialects have; nil, with nothing read, if it is none of them.
  mutating func parseOwnDefinition() throws(SyntaxTrouble) -> DefinitionStatement? {
    guard hasOwnTables else { return nil }
    let first = position
    if at(.rename), dialect.switches.contains(.mySQL) {
      advance()
      if !accept(.table) { try expect(.tables) }
      _ = acceptIfExists()
      var pairs: [(from: QualifiedName, to: QualifiedName)] = []
      repeat {
        let from = try parseQualifiedName()
        try expect(.to)
        pairs.append((from, try parseQualifiedName()))
      } while accept(.comma)
      return .renameTables(pairs)
    }
    if at(.alter), dialect.switches.contains(.transactSQL), Self.isProcedure(peek(), text(peek())) {
      advance()
      if let routine = parseTransactProcedure() { return .createRoutine(routine) }
      position = first
    }
    if at(.alter), try skipsAlteration() {
      skipToEnd()
      return .other(OtherStatement(keyword: "alter", range: range(from: first)))
    }
    if at(.alter), peek().keyword == .view, let view = try parseAlteredView() { return view }
    if at(.alter), peek().keyword == .schema, dialect.switches.contains(.transactSQL) {
      return try parseSchemaTransfer()
    }
    if at(.execute) || at(.prepare) || at(.call) { return nil }
    return nil
  }

  /// Alterations of things without rows or columns.
  private func skipsAlteration() throws(SyntaxTrouble) -> Bool {
    switch peek().keyword {
    case .database, .user, .role, .event, .server, .procedure, .function, .trigger, .authorization,
      .sequence, .index, .partition:
      return true
    case .schema: return dialect.switches.contains(.mySQL)
    default:
      let word = text(peek()).lowercased()
      return word == "instance" || word == "login" || word == "fulltext" || word == "proc"
    }
  }

  /// `alter view v as query` states the view anew.
  private mutating func parseAlteredView() throws(SyntaxTrouble) -> DefinitionStatement? {
    let first = position
    advance()
    var prefix = CreatePrefix(first: first)
    prefix.orReplace = true
    do throws(SyntaxTrouble) {
      return .createView(try parseOwnView(prefix))
    } catch {
      if error.kind == .tooDeep { throw error }
      position = first
      return nil
    }
  }

  /// `create view v (a, b) with schemabinding as query with check option`; VIEW is current.
  private mutating func parseOwnView(_ prefix: CreatePrefix) throws(SyntaxTrouble) -> CreateView {
    try expect(.view)
    let ifNotExists = acceptIfNotExists()
    let name = try parseQualifiedName()
    let columns = at(.leftParen) ? try parseNameList() : []
    if at(.with) {
      while !isAtEnd, !at(.as) { advance() }
    }
    try expect(.as)
    var view = CreateView(name: name, query: try parseQuery())
    view.take(prefix, ifNotExists: ifNotExists)
    view.columnNames = columns
    if at(.with) { skipToEnd() }
    return view
  }

  /// `alter schema new transfer old.t`
  private mutating func parseSchemaTransfer() throws(SyntaxTrouble) -> DefinitionStatement {
    advance()
    advance()
    let schema = try parseIdentifier()
    guard accept(word: "transfer") else { throw unexpected("\"transfer\"") }
    if peek().kind == .doubleColon {
      advance()
      advance()
    }
    var statement = AlterTable(kind: .table, name: try parseQualifiedName())
    statement.actions = [AlterTableAction(kind: .setSchema(schema), range: schema.range)]
    return .alterTable(statement)
  }

  /// What these dialects create besides tables and indexes; nil, with nothing read, for those.
  mutating func parseOwnCreation(_ prefix: CreatePrefix) throws(SyntaxTrouble) -> DefinitionStatement? {
    guard hasOwnTables else { return nil }
    skipDefiner()
    switch current.keyword {
    case .view: return .createView(try parseOwnView(prefix))
    case .fulltext, .spatial:
      guard dialect.switches.contains(.mySQL) else { break }
      advance()
      return .createIndex(try parseCreateIndex())
    case .index, .unique, .table: return nil
    case .procedure where dialect.switches.contains(.mySQL):
      if let routine = parseMySQLProcedure() { return .createRoutine(routine) }
    case _ where dialect.switches.contains(.transactSQL) && Self.isProcedure(current, text(current)):
      if let routine = parseTransactProcedure() { return .createRoutine(routine) }
    case .schema: return dialect.switches.contains(.transactSQL) ? nil : skipped(prefix)
    case .virtual: return try parseVirtualTable(prefix)
    case .type, .sequence:
      return dialect.switches.contains(.transactSQL) ? try parseTransactType(prefix) : nil
    default: break
    }
    let word = text(current).lowercased()
    if word == "clustered" || word == "nonclustered" || word == "columnstore" {
      return .createIndex(try parseCreateIndex())
    }
    return skipped(prefix)
  }

  /// `procedure` and its short form `proc`.
  private static func isProcedure(_ token: Token, _ text: String) -> Bool {
    token.keyword == .procedure || token.length == 4 && text.lowercased() == "proc"
  }

  /// Databases, users, routines, triggers, events: they hold no rows. A routine counts when it is called.
  private mutating func skipped(_ prefix: CreatePrefix) -> DefinitionStatement {
    skipToEnd()
    return .other(OtherStatement(keyword: "create", range: range(from: prefix.first)))
  }

  /// MySQL's `algorithm = merge definer = 'a'@'b' sql security invoker`.
  private mutating func skipDefiner() {
    guard dialect.switches.contains(.mySQL) else { return }
    while at(.algorithm) || at(.definer) || at(.sql) || accept(.aggregate) {
      if at(.sql) {
        for _ in 0..<3 { advance() }
        continue
      }
      advance()
      _ = accept(.equals)
      skipBalanced()
      if at(.leftParen) { skipBalanced() }
      while at(.placeholder) || current.kind == .operation || isString(current) || at(.quotedName) {
        advance()
      }
    }
  }

  /// SQLite's `create virtual table t using fts5(a, b)`: columns of no type.
  private mutating func parseVirtualTable(_ prefix: CreatePrefix) throws(SyntaxTrouble) -> DefinitionStatement
  {
    advance()
    try expect(.table)
    var table = CreateTable(name: QualifiedName(parts: []))
    table.ifNotExists = acceptIfNotExists()
    table.name = try parseQualifiedName()
    try expect(.using)
    _ = try parseIdentifier(.label)
    if accept(.leftParen) {
      while !at(.rightParen), !isAtEnd {
        let isColumn = (current.kind == .word || current.kind == .quotedName) && peek().kind != .equals
        if isColumn {
          let name = identifier(current)
          table.elements.append(.column(ColumnDefinition(name: name, range: name.range)))
        }
        while !isAtEnd, !at(.comma), !at(.rightParen) { skipBalanced() }
        _ = accept(.comma)
      }
    }
    skipToEnd()
    return .createTable(table)
  }

  /// SQL Server's `create type t from nvarchar(50)` and `create type t as table (...)`.
  private mutating func parseTransactType(_ prefix: CreatePrefix) throws(SyntaxTrouble) -> DefinitionStatement
  {
    guard at(.type) else { return skipped(prefix) }
    let first = position
    advance()
    let name = try parseQualifiedName()
    guard accept(.from) else {
      position = first
      return skipped(prefix)
    }
    let type = try parseTypeName()
    skipToEnd()
    return .createType(CreateType(name: name, definition: .alias(type)))
  }

  /// `on t` behind the name of an index that is dropped; SQL Server's older `t.i`.
  mutating func parseIndexOwner(_ object: inout ObjectReference) throws(SyntaxTrouble) {
    if accept(.on) {
      object.owner = try parseQualifiedName()
    } else if dialect.switches.contains(.transactSQL), object.name.parts.count > 1 {
      object.owner = QualifiedName(parts: Array(object.name.parts.dropLast()))
      object.name = QualifiedName(parts: Array(object.name.parts.suffix(1)))
    }
    if dialect.switches.contains(.mySQL) || dialect.switches.contains(.transactSQL), !at(.comma) {
      skipToEnd()
    }
  }
}
