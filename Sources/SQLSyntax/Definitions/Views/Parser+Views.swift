extension Parser {
  /// `[RECURSIVE | MATERIALIZED] VIEW ...`, after CREATE and what may stand before it.
  mutating func parseCreateView(_ prefix: CreatePrefix) throws(SyntaxTrouble) -> CreateView {
    let isRecursive = accept(.recursive)
    let isMaterialized = accept(.materialized)
    try expect(.view)
    let ifNotExists = acceptIfNotExists()
    let name = try parseQualifiedName()
    let columns = at(.leftParen) ? try parseNameList() : []
    let settings = try parseTableSettings()
    try expect(.as)
    var view = CreateView(name: name, settings: settings, query: try parseQuery())
    view.take(prefix, ifNotExists: ifNotExists)
    view.isRecursive = isRecursive
    view.isMaterialized = isMaterialized
    view.columnNames = columns
    if isMaterialized { view.withData = parseWithData() } else { view.checkOption = try parseCheckOption() }
    return view
  }

  private mutating func parseCheckOption() throws(SyntaxTrouble) -> CreateView.CheckOption? {
    guard accept(.with) else { return nil }
    let isLocal = accept(.local)
    if !isLocal { _ = accept(.cascaded) }
    try expect(.check)
    try expect(.option)
    return isLocal ? .local : .cascaded
  }

  /// `REFRESH MATERIALIZED VIEW [CONCURRENTLY] name [WITH [NO] DATA]`
  mutating func parseRefreshView() throws(SyntaxTrouble) -> RefreshView {
    try expect(.refresh)
    try expect(.materialized)
    try expect(.view)
    _ = accept(.concurrently)
    return RefreshView(name: try parseQualifiedName(), withData: parseWithData())
  }

  /// `RULE name AS ON event TO table [WHERE condition] DO ...`, after CREATE.
  mutating func parseCreateRule(_ prefix: CreatePrefix) throws(SyntaxTrouble) -> CreateRule {
    try expect(.rule)
    let name = try parseIdentifier()
    try expect(.as)
    try expect(.on)
    let event = text(current).lowercased()
    guard accept(.select) || accept(.insert) || accept(.update) || accept(.delete) else {
      throw unexpected("an event")
    }
    try expect(.to)
    var rule = CreateRule(name: name, table: try parseQualifiedName(), event: event)
    rule.orReplace = prefix.orReplace
    if accept(.where) { rule.condition = try parseExpression() }
    try expect(.do)
    if accept(.instead) { rule.isInstead = true } else { _ = accept(.also) }
    rule.statements = try parseRuleStatements()
    return rule
  }

  private mutating func parseRuleStatements() throws(SyntaxTrouble) -> [Statement] {
    if accept(.nothing) { return [] }
    guard at(.leftParen), !(peek().keyword == .select || peek().kind == .leftParen) || rulesHaveSemicolon()
    else { return [try parseNestedStatement()] }
    advance()
    var statements: [Statement] = []
    while !at(.rightParen) {
      if accept(.semicolon) { continue }
      statements.append(try parseNestedStatement())
      if !at(.rightParen) { try expect(.semicolon, ";") }
    }
    try expect(.rightParen, ")")
    return statements
  }

  /// Whether the parentheses at the current token hold statements, not one query.
  private func rulesHaveSemicolon() -> Bool {
    tokens[position...].contains { $0.kind == .semicolon }
  }
}

extension CreateView {
  /// What stands before VIEW and before the name.
  mutating func take(_ prefix: CreatePrefix, ifNotExists: Bool) {
    persistence = prefix.persistence
    orReplace = prefix.orReplace
    self.ifNotExists = ifNotExists
  }
}
