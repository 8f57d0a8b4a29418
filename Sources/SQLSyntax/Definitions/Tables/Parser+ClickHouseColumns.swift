/// Columns and types as ClickHouse writes them (clickhouse.com/docs/en/sql-reference/statements/create/table).
extension Parser {
  /// `name type default codec ttl`: columns hold no NULL unless their type says so.
  mutating func parseClickHouseColumn() throws(SyntaxTrouble) -> ColumnDefinition {
    let first = position
    let name = try parseNestedName()
    var column = ColumnDefinition(name: name, range: name.range)
    var isNullable = false
    if !endsClickHouseColumn(), !startsClickHouseColumnClause() {
      column.type = try parseClickHouseType(&isNullable)
    }
    try parseClickHouseColumnClauses(&column, &isNullable)
    if column.type != nil, !isNullable {
      column.constraints.append(
        ColumnConstraint(name: nil, kind: .notNull(noInherit: false), range: column.name.range))
    }
    column.range = range(from: first)
    return column
  }

  /// `a`, or `a.b` of a nested table.
  mutating func parseNestedName() throws(SyntaxTrouble) -> Identifier {
    let first = position
    var name = try parseIdentifier(.label)
    while accept(.dot) {
      let part = try parseIdentifier(.label)
      name = Identifier(
        text: name.text + "." + part.text, isQuoted: name.isQuoted || part.isQuoted, range: range(from: first)
      )
    }
    return name
  }

  private func endsClickHouseColumn() -> Bool { isAtEnd || at(.comma) || at(.rightParen) }

  private func startsClickHouseColumnClause() -> Bool {
    switch current.keyword {
    case .default, .materialized, .comment, .first, .after, .settings, .collate: return true
    case .not: return peek().keyword == .null
    case .null: return true
    case .primary: return peek().keyword == .key
    case .modify: return peek().keyword == .settings || isWord("setting", peek())
    case .reset: return isWord("setting", peek())
    default:
      return isWord("alias", current) || isWord("ephemeral", current) || isWord("codec", current)
        || isWord("ttl", current) || isWord("statistics", current)
    }
  }

  private mutating func parseClickHouseColumnClauses(
    _ column: inout ColumnDefinition, _ isNullable: inout Bool
  ) throws(SyntaxTrouble) {
    while !endsClickHouseColumn() {
      let first = position
      switch current.keyword {
      case .default:
        advance()
        if let value = clickHouseValue() {
          column.constraints.append(
            ColumnConstraint(name: nil, kind: .default(value), range: range(from: first)))
        }
      case .materialized: parseComputed(&column, stored: true)
      case .null:
        advance()
        isNullable = true
      case .not, .primary:
        advance()
        advance()
      case .comment, .collate:
        advance()
        skipBalanced()
      case .first:
        advance()
        column.place = .first
      case .after:
        advance()
        column.place = .after(try parseNestedName())
      case .settings where peek().kind == .leftParen:
        advance()
        skipBalanced()
      case .settings: return
      default:
        if isWord("alias", current) {
          parseComputed(&column, stored: false)
        } else if isWord("ephemeral", current) || isWord("ttl", current) {
          advance()
          _ = clickHouseValue()
        } else if isWord("codec", current) || isWord("statistics", current) {
          advance()
          if at(.leftParen) { skipBalanced() }
        } else {
          throw unexpected("a clause of the column")
        }
      }
    }
  }

  /// `materialized f(a)`, `alias f(a)`
  private mutating func parseComputed(_ column: inout ColumnDefinition, stored: Bool) {
    let first = position
    advance()
    guard let value = clickHouseValue() else { return }
    column.constraints.append(
      ColumnConstraint(name: nil, kind: .generated(value, stored: stored), range: range(from: first)))
  }

  /// An expression up to the next clause of a column; nil, passed over, where it is not understood.
  private mutating func clickHouseValue() -> Expression? {
    let start = position
    let level = depth
    if let value = try? parseRestrictedExpression(), endsClickHouseColumn() || startsClickHouseColumnClause()
    {
      return value
    }
    position = start
    depth = level
    while !endsClickHouseColumn(), position == start || !startsClickHouseColumnClause() { skipBalanced() }
    return nil
  }

  /// A type without the wrappers that say how it is stored; `isNullable` is set by `Nullable(...)`.
  mutating func parseClickHouseType(_ isNullable: inout Bool) throws(SyntaxTrouble) -> TypeName {
    try enter()
    let first = position
    let name = try parseIdentifier(.label)
    var type = TypeName(canonical: name.text, written: "", range: name.range)
    let word = name.text.lowercased()
    if at(.leftParen), word == "nullable" || word == "lowcardinality" {
      advance()
      type = try parseClickHouseType(&isNullable)
      if word == "nullable" { isNullable = true }
      try expect(.rightParen, ")")
    } else if at(.leftParen), word == "enum8" || word == "enum16" || word == "enum" {
      type.canonical = "enum"
      type.modifiers = try parseLabels()
    } else {
      while accept(.precision) || accept(.varying) || accept(.unsigned) || accept(word: "signed") {}
      type.modifiers = try parseModifiers()
    }
    type.range = range(from: first)
    type.written = type.range.text(of: source)
    leave()
    return type
  }

  /// `('a' = 1, 'b')`: the labels as written.
  private mutating func parseLabels() throws(SyntaxTrouble) -> [String] {
    try expect(.leftParen, "(")
    var labels: [String] = []
    repeat {
      if at(.rightParen) { break }
      labels.append(text(current))
      advance()
      if accept(.equals) { _ = try parseSignedNumber() }
    } while accept(.comma)
    try expect(.rightParen, ")")
    return labels
  }
}
