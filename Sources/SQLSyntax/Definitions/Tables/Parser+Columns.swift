extension Parser {
  /// `name type constraints`
  mutating func parseColumnDefinition(typeOptional: Bool = false) throws(SyntaxTrouble) -> ColumnDefinition {
    let first = position
    let name = try parseIdentifier()
    var column = ColumnDefinition(name: name, range: name.range)
    let canLackType =
      typeOptional || dialect.switches.contains(.sqlite) || dialect.switches.contains(.transactSQL) && at(.as)
    if !(canLackType && endsColumnName()) { column.type = try parseColumnType() }
    if typeOptional, accept(.with) { try expect(.options) }
    try parseColumnClauses(&column)
    column.range = range(from: first)
    return column
  }

  /// Whether a column's name is followed by something else than a type.
  private func endsColumnName() -> Bool {
    switch current.keyword {
    case .constraint, .not, .null, .default, .primary, .unique, .check, .references, .generated, .collate,
      .with, .as:
      true
    default: at(.comma) || at(.rightParen)
    }
  }

  /// Everything behind a column's type.
  private mutating func parseColumnClauses(_ column: inout ColumnDefinition) throws(SyntaxTrouble) {
    while true {
      if startsDetachedKey() { return }
      if try parseDialectClause(&column) { continue }
      switch current.keyword {
      case .collate:
        advance()
        column.collation = try parseCollation()
      case .options where peek().kind == .leftParen:
        advance()
        column.options += try parseDefinitionOptions()
      case .storage, .compression:
        let option = text(current).lowercased()
        advance()
        column.options.append(DefinitionOption(name: option, value: try parseIdentifier(.label).text))
      default:
        guard try parseColumnConstraint(into: &column.constraints) else { return }
      }
    }
  }

  /// One constraint, or an attribute of the last one; false, with nothing read, if there is none.
  mutating func parseColumnConstraint(into constraints: inout [ColumnConstraint]) throws(SyntaxTrouble)
    -> Bool
  {
    let first = position
    if let last = constraints.indices.last {
      // Behind CHECK and the like, NOT NULL is a constraint of its own.
      var timing = constraints[last].timing
      parseConstraintTiming(&timing)
      constraints[last].timing = timing
      constraints[last].range.end = max(constraints[last].range.end, range(from: first).end)
      if position > first { return true }
    }
    let name = accept(.constraint) ? try parseIdentifier() : nil
    guard let kind = try parseColumnConstraintKind() else {
      if name != nil { throw unexpected("a constraint") }
      return false
    }
    constraints.append(ColumnConstraint(name: name, kind: kind, range: range(from: first)))
    return true
  }

  private mutating func parseColumnConstraintKind() throws(SyntaxTrouble) -> ColumnConstraint.Kind? {
    switch current.keyword {
    case .not where peek().keyword == .null:
      advance()
      advance()
      return .notNull(noInherit: accept(.no, .inherit))
    case .null:
      advance()
      return .null
    case .default:
      advance()
      return .default(try parseRestrictedExpression())
    case .primary:
      advance()
      try expect(.key)
      return .primaryKey(try parseIndexParameters())
    case .foreign where peek().keyword == .key && peek(2).keyword == .references:
      advance()
      advance()
      return .references(try parseReferences())
    case .unique:
      advance()
      if dialect.switches.contains(.mySQL) { _ = accept(.key) }
      return .unique(try parseIndexParameters())
    case .check:
      advance()
      let condition = try parseParenthesizedValue()
      return .check(condition, noInherit: accept(.no, .inherit))
    case .references: return .references(try parseReferences())
    case .generated: return try parseGenerated()
    case .as where peek().kind == .leftParen:
      advance()
      return try parseGenerationExpression()
    case .as where dialect.switches.contains(.transactSQL):
      advance()
      let value = try parseExpression()
      return .generated(value, stored: accept(word: "persisted"))
    default: return nil
    }
  }

  private mutating func parseGenerated() throws(SyntaxTrouble) -> ColumnConstraint.Kind {
    try expect(.generated)
    let isAlways = accept(.always)
    if !isAlways, accept(.by) { try expect(.default) }
    try expect(.as)
    if accept(.identity) {
      return .identity(always: isAlways, at(.leftParen) ? try parseSequenceOptionList() : [])
    }
    return try parseGenerationExpression()
  }

  private mutating func parseGenerationExpression() throws(SyntaxTrouble) -> ColumnConstraint.Kind {
    let value = try parseParenthesizedValue()
    let isStored = accept(.stored) || accept(word: "persistent") || accept(word: "persisted")
    if !isStored { _ = accept(.virtual) }
    return .generated(value, stored: isStored)
  }
}
