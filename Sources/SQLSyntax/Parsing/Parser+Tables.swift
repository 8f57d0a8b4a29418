extension Parser {
  /// A table, query, function or parenthesised join, with its name.
  mutating func parseTablePrimary() throws(SyntaxTrouble) -> TableReference {
    let first = position
    if hasPrefixAlias() { return try parsePrefixAliased() }
    if at(.leftParen) { return try parseDerived(first, isLateral: false) }
    if startsStage() { return .table(try parseStage()) }
    if at(.table), peek().kind == .leftParen, dialect.switches.contains(.analytic) {
      return try parseTableOf(first)
    }
    if at(.lateral) {
      advance()
      if at(.leftParen) { return try parseDerived(first, isLateral: true) }
      return try parseFunctionTable(first, isLateral: true)
    }
    if at(.values), peek().kind == .leftParen, dialect.switches.contains(.analytic) {
      let query = try parseQuery()
      let alias = try parseTableAlias()
      return .derived(DerivedTable(query: query, isLateral: false, alias: alias, range: range(from: first)))
    }
    if at(.rows, .from) || startsFunctionTable() { return try parseFunctionTable(first, isLateral: false) }
    let table = try parseNamedTable()
    if at(.leftParen), table.alias == nil, !table.isOnly {
      position = first
      return try parseFunctionTable(first, isLateral: false)
    }
    return try parsePivots(.table(table), first)
  }

  private func hasPrefixAlias() -> Bool {
    dialect.switches.contains(.prefixAliases) && isName(.column) && peek().kind == .colon
  }

  /// DuckDB's `a: t`: the same as `t as a`.
  private mutating func parsePrefixAliased() throws(SyntaxTrouble) -> TableReference {
    try enter()
    let name = try parseIdentifier()
    advance()
    let alias = TableAlias(name: name, columns: [], types: [], range: name.range)
    var table = try parseTablePrimary()
    depth -= 1
    switch table {
    case .table(var node):
      node.alias = node.alias ?? alias
      table = .table(node)
    case .derived(var node):
      node.alias = node.alias ?? alias
      table = .derived(node)
    case .function(var node):
      node.alias = node.alias ?? alias
      table = .function(node)
    case .joined(var node):
      node.alias = node.alias ?? alias
      table = .joined(node)
    case .pivoted(var node):
      node.alias = node.alias ?? alias
      table = .pivoted(node)
    }
    return table
  }

  /// `at (version => 2)` of DuckDB's lake formats: which rows, not which columns.
  private mutating func parseTableVersion() {
    guard dialect.switches.contains(.analytic) else { return }
    var count = 0
    while count < 10, startsTableVersion() {
      count += 1
      if peek().kind == .leftParen {
        advance()
        skipBalanced()
        continue
      }
      // `for system_time as of x`, `version as of 3`
      while !at(.of), !isAtEnd { advance() }
      advance()
      let before = position
      if let value = try? parseExpression(.sum, isRestricted: true) { _ = value } else { position = before }
    }
  }

  /// `at (...)`, `before (...)`, `changes (...)`, `end (...)`, `for system_time as of`, `version as of`.
  func startsTableVersion() -> Bool {
    if peek().kind == .leftParen {
      if at(.at) || at(.before) { return true }
      if at(.end) { return peek(2).kind == .word && peek(3).kind == .arrow }
      return current.length == 7 && peek(3).kind == .arrow && text(current).lowercased() == "changes"
    }
    let offset = at(.for) ? 1 : 0
    guard peek(offset).kind == .word else { return false }
    if offset == 1, peek(3).keyword == .as, peek(4).keyword == .of { return true }
    return peek(offset + 1).keyword == .as && peek(offset + 2).keyword == .of
  }

  private func startsFunctionTable() -> Bool {
    switch current.keyword {
    case .xmltable, .jsonTable, .unnest, .cast, .coalesce, .extract, .substring: peek().kind == .leftParen
    case .user: isUserFunction
    case .currentDate, .currentUser, .currentTimestamp, .sessionUser, .currentSchema: true
    default: false
    }
  }

  /// `t`, `only t`, `t as a (b)`, `t tablesample ...` (gram.y: relation_expr); also a quoted file name.
  ///
  /// `stop` is a keyword that is not taken as an alias, such as SET after the table of an UPDATE.
  mutating func parseNamedTable(stop: Keyword = .plain) throws(SyntaxTrouble) -> NamedTable {
    let first = position
    let isOnly = accept(.only)
    let isWrapped = isOnly && accept(.leftParen)
    var table = NamedTable(
      name: QualifiedName(parts: []), isOnly: isOnly, alias: nil, isSampled: false, isFile: false,
      range: current.range)
    if at(.plainString), !dialect.switches.isDisjoint(with: [.fromFirst, .stages]) {
      let string = try parseString()
      table.name = QualifiedName(parts: [Identifier(text: string.text, isQuoted: true, range: string.range)])
      table.isFile = true
    } else {
      table.name = try parseTableName()
      _ = accept(.star)
    }
    if isWrapped { try expect(.rightParen, ")") }
    table.isSampled = try parseSample()
    parseTableVersion()
    if dialect.switches.contains(.clickHouse) { try parseTableModifiers() }
    table.alias = try parseTableAlias(stop: stop)
    parseTableVersion()
    if dialect.switches.contains(.clickHouse) { try parseTableModifiers() }
    skipTableHints()
    if try parseSample() { table.isSampled = true }
    table.range = range(from: first)
    return table
  }

  /// `(query) as a` or `(a join b on ...)`.
  private mutating func parseDerived(_ first: Int, isLateral: Bool) throws(SyntaxTrouble) -> TableReference {
    try enter()
    let inside = try parseTableGroup(isLateral)
    depth -= 1
    _ = try parseSample()
    let alias = try parseTableAlias()
    _ = try parseSample()
    let range = range(from: first)
    switch inside {
    case .derived(var table) where table.alias == nil:
      table.alias = alias
      table.range = range
      return try parsePivots(.derived(table), first)
    case .joined(var table) where table.alias == nil:
      table.alias = alias
      table.range = range
      return try parsePivots(.joined(table), first)
    case .table, .derived, .function, .joined, .pivoted:
      guard alias != nil else { return try parsePivots(inside, first) }
      return try parsePivots(
        .joined(JoinedTable(first: inside, joins: [], alias: alias, range: range)), first)
    }
  }

  /// The parentheses of `parseDerived`: a query is a derived table without alias.
  private mutating func parseTableGroup(_ isLateral: Bool) throws(SyntaxTrouble) -> TableReference {
    let start = current.start
    try expect(.leftParen, "(")
    var inside: TableReference
    if startsQuery() {
      let query = try parseQuery()
      inside = .derived(
        DerivedTable(query: query, isLateral: isLateral, alias: nil, range: range(fromByte: start)))
    } else {
      inside = try parseTableReference()
      if case .derived(var table) = inside, table.alias == nil {
        table.query = try parseQuery(after: table.query, start: start &+ 1)
        table.isLateral = isLateral
        inside = .derived(table)
      }
    }
    try expect(.rightParen, ")")
    return inside
  }

  /// `f(x) with ordinality as a (b)`, `rows from (f(x), g(y))`
  private mutating func parseFunctionTable(
    _ first: Int, isLateral: Bool
  ) throws(SyntaxTrouble) -> TableReference {
    var calls: [FunctionCall] = []
    var types: [TypeName] = []
    var columns: [Identifier] = []
    if accept(.rows, .from) {
      try expect(.leftParen, "(")
      repeat {
        calls.append(try parseTableCall())
        if accept(.as) { try parseColumnDefinitions(&columns, &types) }
      } while accept(.comma)
      try expect(.rightParen, ")")
    } else {
      calls.append(try parseTableCall())
    }
    var table = TableFunction(
      calls: calls, isLateral: isLateral, withOrdinality: false, alias: nil, range: current.range)
    if at(.with), peek().keyword == .ordinality || peek().keyword == .offset {
      advance()
      if at(.offset) {
        table.offsetName = identifier(current)
        advance()
        if accept(.as) || isName(.column) && isAlias(.plain) {
          table.offsetName = try parseIdentifier(.label)
        }
      } else {
        advance()
        table.withOrdinality = true
      }
    }
    // `openjson(a) with (b int '$.b')`: the columns of the rows, by their types.
    skipTableHints()
    table.alias = try parseTableAlias(isFunction: true)
    if dialect.switches.contains(.analytic), at(.with),
      peek().keyword == .offset || peek().keyword == .ordinality
    {
      advance()
      table.offsetName = identifier(current)
      advance()
      if accept(.as) || isName(.column) && isAlias(.plain) { table.offsetName = try parseIdentifier(.label) }
    }
    if table.alias == nil, !columns.isEmpty {
      table.alias = TableAlias(name: nil, columns: columns, types: types, range: range(from: first))
    }
    _ = try parseSample()
    table.range = range(from: first)
    return try parsePivots(.function(table), first)
  }

  private mutating func parseTableCall() throws(SyntaxTrouble) -> FunctionCall {
    let first = position
    let value = try parseExpression(.sign, isRestricted: true)
    if case .call(let call) = value { return call }
    // A cast or the like in the place of a function: its value is the one argument of a call without name.
    guard position > first else { throw unexpected("a function") }
    let argument = FunctionCall.Argument(name: nil, value: value, isVariadic: false)
    return FunctionCall(
      name: QualifiedName(parts: []), form: .special, arguments: [argument], range: value.range)
  }

  /// `tablesample method (10) repeatable (1)`; false if that is not current.
  mutating func parseSample() throws(SyntaxTrouble) -> Bool {
    guard at(.tablesample) || at(.sample) && startsSample() else { return false }
    advance()
    parseSampleSize()
    return true
  }

  /// A sample's method and size: `bernoulli (10)`, `10%`, `5 rows`, `10 percent (reservoir, 1)`.
  mutating func parseSampleSize() {
    if at(.word), peek().kind == .leftParen || peek().kind == .dot {
      while at(.word), peek().kind == .dot {
        advance()
        advance()
      }
      advance()
    }
    if at(.leftParen) { skipBalanced() } else if at(.number) { advance() }
    if at(.percentSign) || at(.percent) { advance() }
    if at(.rows) { advance() }
    if at(.leftParen) { skipBalanced() }
    if at(.repeatable) || current.length == 4 && text(current).lowercased() == "seed",
      peek().kind == .leftParen
    {
      advance()
      skipBalanced()
    }
  }
}
