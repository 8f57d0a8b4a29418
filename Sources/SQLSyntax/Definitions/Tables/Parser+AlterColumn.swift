extension Parser {
  /// `ALTER [COLUMN] name change` or `ALTER CONSTRAINT name attributes`
  mutating func parseAlterColumnAction() throws(SyntaxTrouble) -> AlterTableAction.Kind {
    try expect(.alter)
    if accept(.constraint) {
      let name = try parseIdentifier()
      var timing = ConstraintTiming()
      parseConstraintTiming(&timing)
      return .alterConstraint(name, timing)
    }
    _ = accept(.column)
    if at(.number) {
      // ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 100
      advance()
      try expect(.set)
      try expect(.statistics)
      _ = try parseSignedNumber()
      return .setting(TableSetting(kind: .indexColumnStatistics))
    }
    let name = try parseIdentifier()
    if accept(.to) {
      // libSQL: `ALTER COLUMN a TO a text NOT NULL` states the column anew.
      return .redefineColumn(name, try parseColumnDefinition())
    }
    return .alterColumn(name, try parseColumnChange())
  }

  private mutating func parseColumnChange() throws(SyntaxTrouble) -> ColumnChange {
    switch current.keyword {
    case .type:
      advance()
      return try parseTypeChange()
    case .set:
      advance()
      return try parseSetChange()
    case .drop:
      advance()
      return try parseDropChange()
    case .add:
      advance()
      try expect(.generated)
      let isAlways = try parseAlwaysOrByDefault()
      try expect(.as)
      try expect(.identity)
      return .addIdentity(always: isAlways, at(.leftParen) ? try parseSequenceOptionList() : [])
    case .restart: return try parseIdentityChange(always: nil)
    case .reset:
      advance()
      _ = try parseDefinitionOptions()
      return .setting("reset")
    case .options:
      advance()
      _ = try parseDefinitionOptions()
      return .setting("options")
    default: throw unexpected("what to change")
    }
  }

  private mutating func parseTypeChange() throws(SyntaxTrouble) -> ColumnChange {
    let type = try parseTypeName()
    let collation = accept(.collate) ? try parseCollation() : nil
    let value = accept(.using) ? try parseExpression() : nil
    return .setType(type, collation: collation, using: value)
  }

  /// What follows `ALTER COLUMN name SET`.
  private mutating func parseSetChange() throws(SyntaxTrouble) -> ColumnChange {
    switch current.keyword {
    case .data:
      advance()
      try expect(.type)
      return try parseTypeChange()
    case .default:
      advance()
      return .setDefault(try parseExpression())
    case .not:
      advance()
      try expect(.null)
      return .setNotNull
    case .expression:
      advance()
      try expect(.as)
      return .setExpression(try parseParenthesizedValue())
    case .generated:
      advance()
      return try parseIdentityChange(always: try parseAlwaysOrByDefault())
    case .statistics:
      advance()
      if !accept(.default) { _ = try parseSignedNumber() }
      return .setting("statistics")
    case .storage, .compression:
      let name = text(current).lowercased()
      advance()
      _ = try parseIdentifier(.label)
      return .setting(name)
    default:
      if at(.leftParen) {
        _ = try parseDefinitionOptions()
        return .setting("options")
      }
      guard let option = try parseSequenceOption() else { throw unexpected("what to set") }
      return try parseIdentityChange(always: nil, first: option)
    }
  }

  private mutating func parseDropChange() throws(SyntaxTrouble) -> ColumnChange {
    if accept(.default) { return .dropDefault }
    if accept(.not, .null) { return .dropNotNull }
    if accept(.expression) { return .dropExpression(ifExists: acceptIfExists()) }
    try expect(.identity)
    return .dropIdentity(ifExists: acceptIfExists())
  }

  private mutating func parseAlwaysOrByDefault() throws(SyntaxTrouble) -> Bool {
    if accept(.always) { return true }
    try expect(.by)
    try expect(.default)
    return false
  }

  /// `SET GENERATED ...`, `SET option` and `RESTART`, one after the other without commas.
  private mutating func parseIdentityChange(always: Bool?, first: SequenceOption? = nil) throws(SyntaxTrouble)
    -> ColumnChange
  {
    var always = always
    var options = first.map { [$0] } ?? []
    while true {
      if at(.restart), let option = try parseSequenceOption() {
        options.append(option)
      } else if accept(.set, .generated) {
        always = try parseAlwaysOrByDefault()
      } else if at(.set) {
        advance()
        guard let option = try parseSequenceOption() else { throw unexpected("a sequence option") }
        options.append(option)
      } else {
        return .alterIdentity(always: always, options)
      }
    }
  }
}
