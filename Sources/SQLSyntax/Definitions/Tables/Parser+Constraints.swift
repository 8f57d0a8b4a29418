extension Parser {
  /// Whether a table constraint starts here, not a column.
  func startsTableConstraint() -> Bool {
    guard current.kind == .word, !isPlainName(current, before: peek()) else { return false }
    return switch current.keyword {
    case .constraint, .check, .unique, .primary, .foreign: true
    case .exclude: peek().keyword == .using || peek().kind == .leftParen
    case .not: peek().keyword == .null
    default: false
    }
  }

  /// `[CONSTRAINT name] constraint attributes`
  mutating func parseTableConstraint() throws(SyntaxTrouble) -> TableConstraint {
    let first = position
    var name: Identifier?
    if accept(.constraint), !(dialect.switches.contains(.mySQL) && startsTableConstraint()) {
      name = try parseIdentifier()
    }
    if dialect.switches.contains(.mySQL), at(.unique) { return try parseMySQLUnique(name, first) }
    let kind = try parseTableConstraintKind()
    var timing = ConstraintTiming()
    parseConstraintTiming(&timing)
    return TableConstraint(name: name, kind: kind, timing: timing, range: range(from: first))
  }

  private mutating func parseTableConstraintKind() throws(SyntaxTrouble) -> TableConstraint.Kind {
    switch current.keyword {
    case .primary:
      advance()
      try expect(.key)
      if accept(.using, .index) { return .primaryKeyUsingIndex(try parseIdentifier()) }
      // MySQL takes a name here and forgets it.
      if dialect.switches.contains(.mySQL), !at(.leftParen), !at(.using) { _ = try parseIdentifier() }
      return .primaryKey(try parseKeyColumns(), try parseIndexParameters())
    case .unique:
      advance()
      if accept(.using, .index) { return .uniqueUsingIndex(try parseIdentifier()) }
      let nullsNotDistinct = parseNullsNotDistinct()
      let columns = try parseKeyColumns()
      var parameters = try parseIndexParameters()
      parameters.nullsNotDistinct = parameters.nullsNotDistinct || nullsNotDistinct
      return .unique(columns, parameters)
    case .check:
      advance()
      skipReplicationClause()
      return .check(try parseParenthesizedValue())
    case .foreign:
      advance()
      try expect(.key)
      if dialect.switches.contains(.mySQL), !at(.leftParen) { _ = try parseIdentifier() }
      let columns = try parseKeyColumns()
      return .foreignKey(columns, try parseReferences())
    case .exclude: return .exclude(try parseExclusion())
    case .not:
      advance()
      try expect(.null)
      return .notNull(try parseIdentifier())
    default: throw unexpected("a constraint")
    }
  }

  /// `(a, b)`, in PostgreSQL 18 also `(a, PERIOD b)` and `(a, b WITHOUT OVERLAPS)`.
  private mutating func parseKeyColumns() throws(SyntaxTrouble) -> [Identifier] {
    skipIndexKind()
    try expect(.leftParen, "(")
    if hasKeyParts {
      var parts: [Identifier] = []
      repeat { parts.append(try parseKeyPart()) } while accept(.comma)
      try expect(.rightParen, ")")
      skipKeyOptions()
      return parts
    }
    var columns: [Identifier] = []
    repeat {
      if at(.period), isName(.column, peek()) { advance() }
      columns.append(try parseIdentifier())
      if accept(.without) { try expect(.overlaps) }
    } while accept(.comma)
    try expect(.rightParen, ")")
    return columns
  }

  /// `NULLS [NOT] DISTINCT INCLUDE (...) WITH (...) USING INDEX TABLESPACE name`
  mutating func parseIndexParameters() throws(SyntaxTrouble) -> IndexParameters {
    var parameters = IndexParameters()
    skipIndexKind()
    if hasKeyParts {
      skipKeyOptions()
      return parameters
    }
    parameters.nullsNotDistinct = parseNullsNotDistinct()
    if at(.include), peek().kind == .leftParen {
      advance()
      parameters.include = try parseNameList()
    }
    if at(.with), peek().kind == .leftParen {
      advance()
      parameters.options = try parseDefinitionOptions()
    }
    if accept(.using, .index) {
      try expect(.tablespace)
      parameters.tablespace = try parseIdentifier()
    }
    return parameters
  }

  /// `NULLS NOT DISTINCT`; false for `NULLS DISTINCT` and for nothing.
  mutating func parseNullsNotDistinct() -> Bool {
    if accept(.nulls, .not, .distinct) { return true }
    _ = accept(.nulls, .distinct)
    return false
  }

  /// `REFERENCES table (columns) MATCH ... ON DELETE ... ON UPDATE ...`
  mutating func parseReferences() throws(SyntaxTrouble) -> ForeignKeyTarget {
    try expect(.references)
    var target = ForeignKeyTarget(table: try parseQualifiedName())
    if at(.leftParen) { target.columns = try parseKeyColumns() }
    skipReplicationClause()
    if accept(.match) { target.match = try parseIdentifier(.label).text }
    while at(.on, .delete) || at(.on, .update) {
      advance()
      let isDelete = at(.delete)
      advance()
      let action = try parseKeyAction()
      if isDelete { target.onDelete = action } else { target.onUpdate = action }
      if at(.leftParen) {
        let columns = try parseNameList()
        if isDelete { target.onDeleteColumns = columns }
      }
    }
    skipReplicationClause()
    return target
  }

  private mutating func parseKeyAction() throws(SyntaxTrouble) -> ForeignKeyTarget.Action {
    if accept(.no, .action) { return .noAction }
    if accept(.restrict) { return .restrict }
    if accept(.cascade) { return .cascade }
    if accept(.set, .null) { return .setNull }
    if accept(.set, .default) { return .setDefault }
    throw unexpected("what happens to referencing rows")
  }

  /// `DEFERRABLE`, `INITIALLY ...`, `NOT VALID`, `NO INHERIT`, `ENFORCED` in any order.
  mutating func parseConstraintTiming(_ timing: inout ConstraintTiming) {
    while true {
      if accept(.deferrable) {
        timing.deferrable = true
      } else if accept(.not, .deferrable) {
        timing.deferrable = false
      } else if accept(.initially, .deferred) {
        timing.initiallyDeferred = true
      } else if accept(.initially, .immediate) {
        timing.initiallyDeferred = false
      } else if accept(.not, .valid) {
        timing.notValid = true
      } else if accept(.no, .inherit) {
        timing.noInherit = true
      } else if accept(.not, .enforced) {
        timing.notEnforced = true
      } else if !accept(.enforced) {
        return
      }
    }
  }

  private mutating func parseExclusion() throws(SyntaxTrouble) -> Exclusion {
    try expect(.exclude)
    var exclusion = Exclusion(elements: [], operators: [])
    if accept(.using) { exclusion.method = try parseIdentifier() }
    try expect(.leftParen, "(")
    repeat {
      exclusion.elements.append(try parseIndexElement())
      try expect(.with)
      let first = position
      if accept(.operator) { skipBalanced() } else { advance() }
      exclusion.operators.append(range(from: first).text(of: source))
    } while accept(.comma)
    try expect(.rightParen, ")")
    exclusion.parameters = try parseIndexParameters()
    if accept(.where) { exclusion.predicate = try parseParenthesizedValue() }
    return exclusion
  }
}
