/// Columns and keys as MySQL, SQLite and SQL Server write them.
extension Parser {
  /// Whether the dialect writes tables in a way of its own.
  var hasOwnTables: Bool {
    !dialect.switches.isDisjoint(with: [.mySQL, .sqlite, .transactSQL])
  }

  /// Whether columns of a key may carry a length, an order or a collation.
  var hasKeyParts: Bool { hasOwnTables }

  /// The type of a column; SQLite takes any words.
  mutating func parseColumnType() throws(SyntaxTrouble) -> TypeName {
    if dialect.switches.contains(.sqlite) { return try parseLooseType() }
    var type = try parseTypeName()
    if dialect.switches.contains(.mySQL) { skipTypeAttributes(&type) }
    return type
  }

  /// `varchar(20)`, `unsigned big int`, `double precision`: words up to the first clause.
  private mutating func parseLooseType() throws(SyntaxTrouble) -> TypeName {
    let first = position
    var words: [String] = []
    while current.kind == .word || current.kind == .quotedName, words.count < 8 {
      if current.kind == .word, startsColumnClause(), !words.isEmpty || !at(.as) { break }
      words.append(identifier(current).text.lowercased())
      advance()
    }
    if words.isEmpty { throw unexpected("a type") }
    var type = TypeName(canonical: words.joined(separator: " "), written: "", range: current.range)
    if at(.leftParen) { type.modifiers = try parseModifiers() }
    type.range = range(from: first)
    type.written = type.range.text(of: source)
    normalize(&type)
    return type
  }

  /// Whether a word behind a column's type begins a clause.
  private func startsColumnClause() -> Bool {
    switch current.keyword {
    case .constraint, .not, .null, .default, .primary, .unique, .check, .references, .generated, .collate,
      .as,
      .autoincrement, .autoIncrement, .on, .foreign:
      true
    default: false
    }
  }

  /// `unsigned zerofill`, `character set utf8`, `collate x`, `binary` behind a type of MySQL.
  private mutating func skipTypeAttributes(_ type: inout TypeName) {
    while true {
      if accept(.unsigned) {
        if !type.canonical.hasSuffix(" unsigned") { type.canonical += " unsigned" }
      } else if at(.character), peek().keyword == .set {
        advance()
        advance()
        advance()
      } else if accept(word: "charset") {
        advance()
      } else if !(accept(.zerofill) || accept(word: "signed") || accept(.binary) || accept(word: "ascii")
        || accept(word: "unicode") || accept(word: "byte"))
      {
        return
      }
    }
  }

  /// The name behind COLLATE, which MySQL also takes as a string.
  mutating func parseCollation() throws(SyntaxTrouble) -> QualifiedName {
    guard dialect.switches.contains(.mySQL), isString(current) else { return try parseQualifiedName() }
    let name = try parseString()
    return QualifiedName(parts: [Identifier(text: name.text, isQuoted: true, range: name.range)])
  }

  /// A clause that only these dialects have; false, with nothing read, if there is none.
  mutating func parseDialectClause(_ column: inout ColumnDefinition) throws(SyntaxTrouble) -> Bool {
    guard hasOwnTables else { return false }
    if dialect.switches.contains(.mySQL) { return try parseMySQLClause(&column) }
    if dialect.switches.contains(.sqlite) { return parseSQLiteClause(&column) }
    return try parseTransactClause(&column)
  }

  private mutating func parseMySQLClause(_ column: inout ColumnDefinition) throws(SyntaxTrouble) -> Bool {
    let first = position
    switch current.keyword {
    case .autoIncrement, .autoincrement:
      advance()
      column.isAutoIncrement = true
    case .comment:
      advance()
      _ = accept(.equals)
      _ = try parseString()
    case .on where peek().keyword == .update:
      advance()
      advance()
      _ = try parseRestrictedExpression()
    case .key where peek().kind != .leftParen:
      advance()
      column.constraints.append(
        ColumnConstraint(name: nil, kind: .primaryKey(IndexParameters()), range: range(from: first)))
    case .character where peek().keyword == .set:
      advance()
      advance()
      advance()
    case .first:
      advance()
      column.place = .first
    case .after:
      advance()
      column.place = .after(try parseIdentifier())
    case .storage, .visible, .invisible, .unsigned, .zerofill, .binary:
      let hasValue = at(.storage)
      advance()
      if hasValue { advance() }
    default: return skipMySQLAttribute()
    }
    return true
  }

  /// `charset utf8`, `column_format fixed`, `srid 4326`, `signed`.
  private mutating func skipMySQLAttribute() -> Bool {
    if accept(word: "charset") || accept(word: "column_format") || accept(word: "srid")
      || accept(word: "engine_attribute") || accept(word: "secondary_engine_attribute")
    {
      _ = accept(.equals)
      advance()
      return true
    }
    return accept(word: "signed") || accept(word: "serial")
  }

  private mutating func parseSQLiteClause(_ column: inout ColumnDefinition) -> Bool {
    if accept(.autoincrement) || accept(.autoIncrement) {
      column.isAutoIncrement = true
      return true
    }
    if at(.asc) || at(.desc) {
      advance()
      return true
    }
    return skipConflictClause()
  }

  /// SQLite's `on conflict replace`.
  mutating func skipConflictClause() -> Bool {
    guard at(.on, .conflict) else { return false }
    advance()
    advance()
    advance()
    return true
  }

  private mutating func parseTransactClause(_ column: inout ColumnDefinition) throws(SyntaxTrouble) -> Bool {
    let first = position
    switch current.keyword {
    case .identity:
      advance()
      if at(.leftParen) { skipBalanced() }
      column.constraints.append(
        ColumnConstraint(name: nil, kind: .identity(always: true, []), range: range(from: first)))
    case .with where peek().keyword == .values:
      advance()
      advance()
    case .generated where peek().keyword == .always && peek(2).keyword == .as && peek(3).keyword == .row:
      for _ in 0..<5 { advance() }
      _ = accept(word: "hidden")
    case .not where peek().keyword == .for: skipReplicationClause()
    case .index:
      advance()
      _ = try parseIdentifier()
      skipIndexKind()
    default: return try skipTransactAttribute()
    }
    return true
  }

  /// `rowguidcol`, `sparse`, `hidden`, `masked with (...)`, `persisted`.
  private mutating func skipTransactAttribute() throws(SyntaxTrouble) -> Bool {
    if accept(word: "masked") || at(.encrypted) {
      _ = accept(.encrypted)
      try expect(.with)
      skipBalanced()
      return true
    }
    return accept(word: "rowguidcol") || accept(word: "sparse") || accept(word: "filestream")
      || accept(word: "hidden") || accept(word: "persisted")
  }

  /// SQL Server's `not for replication`.
  mutating func skipReplicationClause() {
    guard at(.not, .for), dialect.switches.contains(.transactSQL) else { return }
    for _ in 0..<3 { advance() }
  }

  /// Whether a key of the table follows a column without a comma, as SQL Server allows: it lists its columns.
  func startsDetachedKey() -> Bool {
    if dialect.switches.contains(.sqlite) { return startsKeyOfTable() }
    guard dialect.switches.contains(.transactSQL) else { return false }
    var offset = at(.constraint) ? 2 : 0
    let last = offset + 5
    switch peek(offset).keyword {
    case .primary, .foreign: offset += 2
    case .unique: offset += 1
    default: return false
    }
    while peek(offset).kind == .word, peek(offset).keyword == .plain, offset < last { offset += 1 }
    return peek(offset).kind == .leftParen
  }

  /// `[CONSTRAINT name] FOREIGN KEY`, `PRIMARY KEY (`, `UNIQUE (`: what no column can have.
  private func startsKeyOfTable() -> Bool {
    let at = self.at(.constraint) ? 2 : 0
    switch peek(at).keyword {
    case .foreign: return peek(at + 1).keyword == .key
    case .primary: return peek(at + 1).keyword == .key && peek(at + 2).kind == .leftParen
    case .unique: return peek(at + 1).kind == .leftParen
    default: return false
    }
  }

  /// Whether a word that begins a constraint of PostgreSQL only is a column's name.
  func isPlainName(_ token: Token, before next: Token) -> Bool {
    guard hasOwnTables, token.keyword == .exclude || token.keyword == .not else { return false }
    return next.kind == .word
  }
}
