/// Tables and views as ClickHouse creates them.
extension Parser {
  /// `on cluster c`
  mutating func skipCluster() {
    guard at(.on), isWord("cluster", peek()) else { return }
    advance()
    advance()
    skipBalanced()
  }

  /// `[if not exists] name on cluster c (elements) engine = ... as query`; TABLE was read.
  mutating func parseClickHouseTable(_ prefix: CreatePrefix) throws(SyntaxTrouble) -> DefinitionStatement {
    let ifNotExists = acceptIfNotExists()
    var table = CreateTable(name: try parseQualifiedName(.label))
    table.persistence = prefix.persistence
    table.orReplace = prefix.orReplace
    table.ifNotExists = ifNotExists
    if at(word: "uuid") {
      advance()
      skipBalanced()
    }
    skipCluster()
    _ = accept(word: "clone")
    if at(.leftParen), !startsQuery(peek()) { table.elements = try parseClickHouseElements() }
    while !isAtEnd, !at(.as) { skipBalanced() }
    guard accept(.as) else {
      if table.elements.isEmpty { throw unexpected("columns") }
      return .createTable(table)
    }
    if !startsQuery(), !at(.leftParen), table.elements.isEmpty {
      let other = try parseQualifiedName(.label)
      // A table function: its columns are not known.
      if at(.leftParen) { throw unexpected("a table") }
      table.elements = [.like(LikeClause(table: other, including: Set(LikeClause.Part.allCases)))]
      skipToEnd()
      return .createTable(table)
    }
    let query = try parseQuery()
    guard table.elements.isEmpty else { return .createTable(table) }
    var copy = CreateTableAs(name: table.name)
    copy.persistence = table.persistence
    copy.orReplace = table.orReplace
    copy.ifNotExists = ifNotExists
    copy.query = query
    return .createTableAs(copy)
  }

  private mutating func parseClickHouseElements() throws(SyntaxTrouble) -> [TableElement] {
    try expect(.leftParen, "(")
    var elements: [TableElement] = []
    while !at(.rightParen) {
      if skipsClickHouseElement() {
        while !isAtEnd, !at(.comma), !at(.rightParen) { skipBalanced() }
      } else {
        elements.append(.column(try parseClickHouseColumn()))
      }
      if !at(.rightParen) { try expect(.comma, ",") }
    }
    try expect(.rightParen, ")")
    return elements
  }

  /// Whether an index, projection, constraint or key starts here: none of them changes a column.
  private func skipsClickHouseElement() -> Bool {
    switch current.keyword {
    case .index: return peek().kind != .comma && peek(2).kind != .comma && peek(2).kind != .rightParen
    case .constraint: return peek(2).keyword == .check || isWord("assume", peek(2))
    case .primary: return peek().keyword == .key
    default: return isWord("projection", current) && peek(2).kind == .leftParen
    }
  }

  /// `[materialized | live | window] view name to t engine = ... as query`; CREATE and its prefix were read.
  mutating func parseClickHouseView(_ prefix: CreatePrefix) throws(SyntaxTrouble) -> CreateView {
    let isMaterialized = accept(.materialized)
    if !isMaterialized, !at(.view) { advance() }
    try expect(.view)
    let ifNotExists = acceptIfNotExists()
    let name = try parseQualifiedName(.label)
    while !isAtEnd, !at(.as) { skipBalanced() }
    try expect(.as)
    var view = CreateView(name: name, query: try parseQuery())
    view.take(prefix, ifNotExists: ifNotExists)
    view.isMaterialized = isMaterialized
    if at(.comment) { skipToEnd() }
    return view
  }
}
