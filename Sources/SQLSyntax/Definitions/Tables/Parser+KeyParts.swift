/// Parts and options of keys and indexes as MySQL, SQLite and SQL Server write them.
extension Parser {
  /// `clustered`, `nonclustered`, `fulltext`, `hash`, `using btree` around the columns of a key.
  mutating func skipIndexKind() {
    guard hasOwnTables else { return }
    if dialect.switches.contains(.mySQL) {
      if at(.using), peek().kind == .word, peek().keyword != .index {
        advance()
        advance()
      }
      if at(.fulltext) || at(.spatial) { advance() }
      return
    }
    guard dialect.switches.contains(.transactSQL) else { return }
    while accept(word: "clustered") || accept(word: "nonclustered") || accept(word: "columnstore")
      || accept(word: "hash")
    {}
  }

  /// `a(10) desc`, `a collate nocase asc`, `(lower(a))`: the column, or the text of an expression.
  mutating func parseKeyPart() throws(SyntaxTrouble) -> Identifier {
    let element = try parseKeyElement()
    switch element.key {
    case .column(let name): return name
    case .expression(let value):
      return Identifier(text: value.range.text(of: source), isQuoted: true, range: value.range)
    }
  }

  /// `(a(10), b desc)`
  mutating func parseKeyElements() throws(SyntaxTrouble) -> [IndexElement] {
    try expect(.leftParen, "(")
    var elements: [IndexElement] = []
    repeat { elements.append(try parseKeyElement()) } while accept(.comma)
    try expect(.rightParen, ")")
    return elements
  }

  private mutating func parseKeyElement() throws(SyntaxTrouble) -> IndexElement {
    var element: IndexElement
    if current.kind == .word || current.kind == .quotedName,
      peek().kind != .leftParen || dialect.switches.contains(.mySQL) && peek(2).kind == .number,
      endsKeyColumn(peek())
    {
      element = IndexElement(key: .column(try parseIdentifier()))
      if at(.leftParen) { skipBalanced() }
    } else {
      element = IndexElement(key: .expression(try parseExpression()))
    }
    if accept(.collate) { element.collation = try parseQualifiedName() }
    if accept(.desc) { element.isDescending = true } else { _ = accept(.asc) }
    if dialect.switches.contains(.sqlite), at(.autoincrement) || at(.autoIncrement) { advance() }
    return element
  }

  private func endsKeyColumn(_ token: Token) -> Bool {
    switch token.kind {
    case .leftParen, .rightParen, .comma: true
    case .word:
      switch token.keyword {
      case .asc, .desc, .collate, .autoincrement, .autoIncrement: true
      default: false
      }
    default: false
    }
  }

  /// What may follow the columns of a key: MySQL's index options, SQL Server's `with (...) on [primary]`.
  mutating func skipKeyOptions() {
    if dialect.switches.contains(.sqlite) {
      _ = skipConflictClause()
      return
    }
    if dialect.switches.contains(.transactSQL) {
      while at(.with) && peek().kind == .leftParen
        || at(.on) && !(peek().keyword == .delete || peek().keyword == .update)
      {
        advance()
        skipBalanced()
        if at(.leftParen) { skipBalanced() }
      }
      return
    }
    while true {
      if at(.using) || at(.comment) || at(.with) {
        advance()
        if accept(.parser) {}
        advance()
      } else if accept(word: "key_block_size") {
        _ = accept(.equals)
        advance()
      } else if !(accept(.visible) || accept(.invisible)) {
        return
      }
    }
  }

  /// MySQL's `unique key name (a)`, `unique index (a)`; UNIQUE is current.
  mutating func parseMySQLUnique(_ name: Identifier?, _ first: Int) throws(SyntaxTrouble) -> TableConstraint {
    advance()
    if at(.key) || at(.index) { advance() }
    _ = acceptIfNotExists()
    let own = at(.leftParen) || at(.using) ? nil : try parseIdentifier()
    skipIndexKind()
    let elements = try parseKeyElements()
    skipKeyOptions()
    let columns = elements.map { element in
      switch element.key {
      case .column(let column): column
      case .expression(let value):
        Identifier(text: value.range.text(of: source), isQuoted: true, range: value.range)
      }
    }
    return TableConstraint(
      name: own ?? name, kind: .unique(columns, IndexParameters()), range: range(from: first))
  }

  /// MySQL's `key k (a)`, `fulltext index (a)`, SQL Server's `index i (a)` among the elements of a table.
  mutating func parseElementIndex() throws(SyntaxTrouble) -> CreateIndex? {
    guard dialect.switches.contains(.mySQL) || dialect.switches.contains(.transactSQL) else { return nil }
    switch current.keyword {
    case .fulltext, .spatial:
      guard
        peek().keyword == .key || peek().keyword == .index || peek().kind == .leftParen
          || peek(2).kind == .leftParen
      else { return nil }
      advance()
      if at(.key) || at(.index) { advance() }
    case .key, .index: advance()
    default: return nil
    }
    _ = acceptIfNotExists()
    var index = CreateIndex(name: nil, table: QualifiedName(parts: []))
    if !at(.leftParen), !at(.using) { index.name = try parseIdentifier() }
    if accept(.unique) { index.isUnique = true }
    skipIndexKind()
    index.elements = at(.leftParen) ? try parseKeyElements() : []
    if accept(.include) { skipBalanced() }
    if accept(.where) { index.predicate = try parseExpression() }
    skipKeyOptions()
    return index
  }
}
