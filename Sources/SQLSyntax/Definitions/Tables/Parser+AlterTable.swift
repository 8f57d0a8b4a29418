extension Parser {
  /// `[IF EXISTS] [ONLY] name actions`, after ALTER and the kind.
  mutating func parseAlterRelation(_ kind: ObjectKind) throws(SyntaxTrouble) -> DefinitionStatement {
    let first = position
    let ifExists = acceptIfExists()
    if at(.all, .in) {
      skipToEnd()
      return .other(OtherStatement(keyword: "alter", range: range(from: first)))
    }
    let only = accept(.only)
    let hasParens = only && accept(.leftParen)
    let name = try parseQualifiedName()
    if hasParens { try expect(.rightParen, ")") }
    if at(.star) { advance() }
    if kind == .sequence, let options = try parseAlteredSequence() {
      return .alterSequence(AlterSequence(name: name, ifExists: ifExists, options: options))
    }
    var statement = AlterTable(kind: kind, name: name)
    statement.ifExists = ifExists
    statement.only = only
    if try parseOwnActions(&statement) { return .alterTable(statement) }
    repeat {
      let start = position
      let action = try parseAlterAction(kind)
      statement.actions.append(AlterTableAction(kind: action, range: range(from: start)))
    } while accept(.comma)
    return .alterTable(statement)
  }

  private mutating func parseAlteredSequence() throws(SyntaxTrouble) -> [SequenceOption]? {
    var options: [SequenceOption] = []
    while let option = try parseSequenceOption() { options.append(option) }
    return options.isEmpty ? nil : options
  }

  private mutating func parseAlterAction(_ kind: ObjectKind) throws(SyntaxTrouble) -> AlterTableAction.Kind {
    switch current.keyword {
    case .add: return try parseAddAction()
    case .drop: return try parseDropAction()
    case .alter: return try parseAlterColumnAction()
    case .rename: return try parseRenameAction()
    case .set where peek().keyword == .schema:
      advance()
      advance()
      return .setSchema(try parseIdentifier())
    case .validate:
      advance()
      try expect(.constraint)
      return .validateConstraint(try parseIdentifier())
    case .attach, .detach: return try parsePartitionAction(kind)
    case .inherit:
      advance()
      return .inherit(try parseQualifiedName())
    case .no where peek().keyword == .inherit:
      advance()
      advance()
      return .noInherit(try parseQualifiedName())
    case .of:
      advance()
      return .ofType(try parseQualifiedName())
    case .not where peek().keyword == .of:
      advance()
      advance()
      return .notOfType
    default: return .setting(try parseTableSetting())
    }
  }

  private mutating func parseAddAction() throws(SyntaxTrouble) -> AlterTableAction.Kind {
    try expect(.add)
    if startsTableConstraint() { return .addConstraint(try parseTableConstraint()) }
    _ = accept(.column)
    let ifNotExists = acceptIfNotExists()
    return .addColumn(try parseColumnDefinition(), ifNotExists: ifNotExists)
  }

  private mutating func parseDropAction() throws(SyntaxTrouble) -> AlterTableAction.Kind {
    try expect(.drop)
    if accept(.constraint) {
      let ifExists = acceptIfExists()
      return .dropConstraint(try parseIdentifier(), ifExists: ifExists, parseDropBehavior())
    }
    _ = accept(.column)
    let ifExists = acceptIfExists()
    return .dropColumn(try parseIdentifier(), ifExists: ifExists, parseDropBehavior())
  }

  private mutating func parseRenameAction() throws(SyntaxTrouble) -> AlterTableAction.Kind {
    try expect(.rename)
    if accept(.to) { return .renameTable(try parseQualifiedName().lastPart) }
    if accept(.constraint) {
      let old = try parseIdentifier()
      try expect(.to)
      return .renameConstraint(old, to: try parseIdentifier())
    }
    _ = accept(.column)
    let old = try parseIdentifier()
    try expect(.to)
    return .renameColumn(old, to: try parseIdentifier())
  }

  private mutating func parsePartitionAction(_ kind: ObjectKind) throws(SyntaxTrouble)
    -> AlterTableAction.Kind
  {
    let isAttach = at(.attach)
    advance()
    try expect(.partition)
    let name = try parseQualifiedName()
    if !isAttach {
      if !accept(.concurrently) { _ = accept(.finalize) }
      return .detachPartition(name)
    }
    if kind == .index { return .setting(TableSetting(kind: .attachIndex, name: name.parts.last)) }
    return .attachPartition(name, try parsePartitionBound())
  }
}

extension QualifiedName {
  /// The last part; a name of no text if there is none.
  var lastPart: Identifier {
    parts.last ?? Identifier(text: "", isQuoted: false, range: range)
  }
}
