extension Parser {
  /// `[FOREIGN] TABLE [IF NOT EXISTS] name ...`, after CREATE and what may stand before TABLE.
  mutating func parseCreateTable(_ prefix: CreatePrefix) throws(SyntaxTrouble) -> DefinitionStatement {
    let isForeign = accept(.foreign)
    try expect(.table)
    if hasOwnTables { return try parseOwnTable(prefix) }
    let ifNotExists = acceptIfNotExists()
    let name = try parseQualifiedName()
    if !isForeign, let table = try parseTableFromQuery(prefix, name, ifNotExists) {
      return .createTableAs(table)
    }
    var table = CreateTable(name: name)
    table.persistence = prefix.persistence
    table.orReplace = prefix.orReplace
    table.ifNotExists = ifNotExists
    table.isForeign = isForeign
    if accept(.of) {
      table.ofType = try parseQualifiedName()
    } else if accept(.partition, .of) {
      let parent = try parseQualifiedName()
      if at(.leftParen) { table.elements = try parseTableElements(typesOptional: true) }
      table.partitionOf = PartitionOf(parent: parent, bound: try parsePartitionBound())
    }
    if table.partitionOf == nil, table.ofType == nil || at(.leftParen) {
      table.elements = try parseTableElements(
        typesOptional: table.ofType != nil || dialect.switches.contains(.starModifiers))
    }
    try parseTableTail(&table)
    return .createTable(table)
  }

  /// `(columns) ... AS query`; nil, with nothing read, if the statement has no AS.
  private mutating func parseTableFromQuery(
    _ prefix: CreatePrefix, _ name: QualifiedName, _ ifNotExists: Bool
  ) throws(SyntaxTrouble) -> CreateTableAs? {
    let start = position
    var table = CreateTableAs(name: name)
    if at(.leftParen) {
      do throws(SyntaxTrouble) {
        table.columnNames = try parseNameList()
      } catch {
        position = start
        return nil
      }
    }
    table.settings = try parseTableSettings()
    guard accept(.as) else {
      position = start
      return nil
    }
    table.persistence = prefix.persistence
    table.orReplace = prefix.orReplace
    table.ifNotExists = ifNotExists
    if accept(.execute) {
      _ = try parseIdentifier()
      if at(.leftParen) { skipBalanced() }
    } else {
      table.query = try parseQuery()
    }
    table.withData = parseWithData()
    return table
  }

  /// `WITH [NO] DATA`; true if nothing is written.
  mutating func parseWithData() -> Bool {
    if accept(.with, .no, .data) { return false }
    _ = accept(.with, .data)
    return true
  }

  mutating func parseTableElements(typesOptional: Bool) throws(SyntaxTrouble) -> [TableElement] {
    try expect(.leftParen, "(")
    var elements: [TableElement] = []
    while !at(.rightParen) {
      if !elements.isEmpty, !startsDetachedKey(), !startsSeparateConstraint(after: elements) {
        try expect(.comma, ",")
      }
      if at(.rightParen), !dialect.switches.isDisjoint(with: [.trailingCommas, .transactSQL]) { break }
      elements.append(try parseTableElement(typesOptional: typesOptional))
    }
    try expect(.rightParen, ")")
    return elements
  }

  /// SQLite needs no comma between the constraints of a table (https://www.sqlite.org/syntax/table-constraint.html).
  private func startsSeparateConstraint(after elements: [TableElement]) -> Bool {
    guard dialect.switches.contains(.sqlite), case .constraint? = elements.last else { return false }
    return startsTableConstraint()
  }

  private mutating func parseTableElement(typesOptional: Bool) throws(SyntaxTrouble) -> TableElement {
    if at(.like) { return .like(try parseLikeClause()) }
    if let index = try parseElementIndex() { return .index(index) }
    if startsTableConstraint() { return .constraint(try parseTableConstraint()) }
    return .column(try parseColumnDefinition(typeOptional: typesOptional))
  }

  private mutating func parseLikeClause() throws(SyntaxTrouble) -> LikeClause {
    try expect(.like)
    var clause = LikeClause(table: try parseQualifiedName(), including: [])
    while at(.including) || at(.excluding) {
      let includes = at(.including)
      advance()
      let word = text(current).lowercased()
      if word == "all" {
        clause.including = includes ? Set(LikeClause.Part.allCases) : []
      } else if let part = LikeClause.Part(rawValue: word) {
        if includes { clause.including.insert(part) } else { clause.including.remove(part) }
      } else {
        throw unexpected("what to include")
      }
      advance()
    }
    return clause
  }

  private mutating func parseTableTail(_ table: inout CreateTable) throws(SyntaxTrouble) {
    if accept(.inherits) { table.inherits = try parseQualifiedNameList() }
    if at(.partition, .by) { table.partitionBy = try parsePartitionBy() }
    if table.isForeign, accept(.server) { table.settings.server = try parseIdentifier() }
    let server = table.settings.server
    table.settings = try parseTableSettings()
    table.settings.server = server
    if accept(.options) { table.settings.options += try parseDefinitionOptions() }
  }

  /// `USING method WITH (...) ON COMMIT ... TABLESPACE name`, each at most once.
  mutating func parseTableSettings() throws(SyntaxTrouble) -> TableSettings {
    var settings = TableSettings()
    if accept(.using) { settings.accessMethod = try parseIdentifier() }
    if at(.with), peek().kind == .leftParen {
      advance()
      settings.options = try parseDefinitionOptions()
    } else if at(.with, .oids) || at(.without, .oids) {
      advance()
      advance()
    }
    if at(.on, .commit) {
      advance()
      advance()
      settings.onCommit = try parseOnCommit()
    }
    if accept(.tablespace) { settings.tablespace = try parseIdentifier() }
    return settings
  }

  private mutating func parseOnCommit() throws(SyntaxTrouble) -> TableSettings.OnCommit {
    if accept(.drop) { return .drop }
    let action: TableSettings.OnCommit = at(.delete) ? .deleteRows : .preserveRows
    guard accept(.delete) || accept(.preserve) else {
      throw unexpected("\"drop\", \"delete\" or \"preserve\"")
    }
    try expect(.rows)
    return action
  }
}
