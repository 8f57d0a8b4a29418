/// Statements of ClickHouse that define, change or remove things, or change rows of a table in the background.
extension Parser {
  /// One of them; nil, with nothing read, for a statement of the common grammar.
  mutating func parseClickHouseStatement() throws(SyntaxTrouble) -> Statement? {
    guard dialect.switches.contains(.clickHouse) else { return nil }
    let first = position
    switch current.keyword {
    case .create: return .definition(try parseClickHouseCreation())
    case .alter:
      guard peek().keyword == .table || isWord("temporary", peek()) || peek().keyword == .temporary else {
        return other("alter", first)
      }
      return try parseClickHouseAlteration()
    case .drop: return .definition(try parseClickHouseDrop())
    case .rename: return .definition(try parseClickHouseRename())
    case .truncate: return .truncate(try parseClickHouseTruncation())
    default: break
    }
    if at(word: "exchange") { return .definition(try parseExchange()) }
    let isUpkeep = ["optimize", "system", "undrop", "check"].contains(text(current).lowercased())
    return isUpkeep ? other("optimize", first) : nil
  }

  private mutating func other(_ keyword: String, _ first: Int) -> Statement {
    skipToEnd()
    return .other(OtherStatement(keyword: keyword, range: range(from: first)))
  }

  private mutating func parseClickHouseCreation() throws(SyntaxTrouble) -> DefinitionStatement {
    var prefix = CreatePrefix(first: position)
    try expect(.create)
    if accept(.or) {
      try expect(.replace)
      prefix.orReplace = true
    } else if at(.replace) {
      advance()
      prefix.orReplace = true
    }
    if accept(.temporary) || accept(.temp) { prefix.persistence = .temporary }
    if accept(.table) { return try parseClickHouseTable(prefix) }
    let isView =
      at(.view)
      || peek().keyword == .view
        && (at(.materialized) || at(.window) || isWord("live", current))
    if isView { return .createView(try parseClickHouseView(prefix)) }
    // Databases, dictionaries, functions, roles, policies: they hold no rows that migrations change.
    skipToEnd()
    return .other(OtherStatement(keyword: "create", range: range(from: prefix.first)))
  }

  private mutating func parseClickHouseDrop() throws(SyntaxTrouble) -> DefinitionStatement {
    let first = position
    try expect(.drop)
    _ = accept(.temporary)
    let kind: ObjectKind
    switch current.keyword {
    case .table: kind = .table
    case .view: kind = .view
    case .database, .schema: kind = .schema
    default:
      skipToEnd()
      return .other(OtherStatement(keyword: "drop", range: range(from: first)))
    }
    advance()
    let ifExists = acceptIfExists()
    if at(.if), peek().keyword == .plain { skipBalanced() }
    var objects: [ObjectReference] = []
    repeat { objects.append(ObjectReference(name: try parseQualifiedName(.label))) } while accept(.comma)
    // What remains says where and how it is done.
    skipToEnd()
    return .drop(
      DropObjects(
        kind: kind, objects: objects, ifExists: ifExists, behavior: kind == .schema ? .cascade : .unspecified)
    )
  }

  private mutating func parseClickHouseRename() throws(SyntaxTrouble) -> DefinitionStatement {
    let first = position
    try expect(.rename)
    guard accept(.table) else {
      skipToEnd()
      return .other(OtherStatement(keyword: "alter", range: range(from: first)))
    }
    _ = acceptIfExists()
    var pairs: [(from: QualifiedName, to: QualifiedName)] = []
    repeat {
      let from = try parseQualifiedName(.label)
      try expect(.to)
      pairs.append((from, try parseQualifiedName(.label)))
    } while accept(.comma)
    skipCluster()
    return .renameTables(pairs)
  }

  /// `exchange tables a and b`: each gets the other's name.
  private mutating func parseExchange() throws(SyntaxTrouble) -> DefinitionStatement {
    let first = position
    advance()
    guard accept(.tables) else {
      skipToEnd()
      return .other(OtherStatement(keyword: "alter", range: range(from: first)))
    }
    let one = try parseQualifiedName(.label)
    try expect(.and)
    let other = try parseQualifiedName(.label)
    skipCluster()
    var between = one
    if let last = between.parts.popLast() {
      between.parts.append(
        Identifier(text: last.text + " in exchange", isQuoted: true, range: last.range))
    }
    return .renameTables([(one, between), (other, one), (between, other)])
  }

  private mutating func parseClickHouseTruncation() throws(SyntaxTrouble) -> Truncate {
    let first = position
    advance()
    _ = accept(.temporary)
    var truncate = Truncate(tables: [], restartsIdentity: false, isCascade: false, range: current.range)
    guard accept(.table) || !(at(.all) || at(.database)) else { throw unexpected("a table") }
    _ = acceptIfExists()
    var table = NamedTable.empty(at: current.range)
    table.name = try parseQualifiedName(.label)
    truncate.tables = [table]
    skipToEnd()
    truncate.range = range(from: first)
    return truncate
  }
}
