extension Parser {
  /// `select ...` or DuckDB's `from t select ...`, without set operations, ordering and limits.
  mutating func parseSelect() throws(SyntaxTrouble) -> Select {
    let first = position
    var select = Select(
      distinct: nil, scalars: scalars, items: [], into: nil, from: [], filter: nil, groupBy: nil, having: nil,
      windows: [],
      qualify: nil, range: current.range)
    var hasItems = false
    if accept(.select) {
      try parseSelectList(&select)
      hasItems = true
    }
    while try parseClause(&select, &hasItems) {}
    if !hasItems {
      let end = range(from: first).end
      let star = Star(
        qualifier: nil, excluded: [], replaced: [], renamed: [], pattern: nil, range: ByteRange(end, end))
      select.items = [SelectItem(value: .star(star), alias: nil, range: star.range)]
    }
    select.range = range(from: first)
    return select
  }

  private mutating func parseSelectList(_ select: inout Select) throws(SyntaxTrouble) {
    if accept(.distinct) {
      if accept(.on) {
        try expect(.leftParen, "(")
        select.distinct = .on(try parseExpressionList())
        try expect(.rightParen, ")")
      } else {
        select.distinct = .rows
      }
    } else {
      _ = accept(.all)
    }
    try parseSelectHead()
    if endsSelectList() { return }
    repeat {
      if endsList() { break }
      select.items.append(try parseSelectItem())
      if at(.as), peek().kind == .leftParen { try parseLabels(&select) }
    } while accept(.comma)
    if at(.exclude), dialect.switches.contains(.starModifiers) { try parseListExclusion(&select) }
  }

  /// Spark's `stack(2, a, b) as (c, d)`: one value under several names.
  private mutating func parseLabels(_ select: inout Select) throws(SyntaxTrouble) {
    guard var item = select.items.popLast() else { return }
    advance()
    for name in try parseNameList() {
      item.alias = name
      select.items.append(item)
    }
  }

  /// Redshift's `select *, 1 as b exclude (a)`.
  private mutating func parseListExclusion(_ select: inout Select) throws(SyntaxTrouble) {
    advance()
    var names: [QualifiedName] = []
    let isWrapped = accept(.leftParen)
    repeat { names.append(try parseQualifiedName(.label)) } while accept(.comma)
    if isWrapped { try expect(.rightParen, ")") }
    for index in select.items.indices {
      guard case .star(var star) = select.items[index].value else { continue }
      star.excluded += names
      select.items[index].value = .star(star)
    }
  }

  /// Whether the select list is empty, as PostgreSQL allows.
  private func endsSelectList() -> Bool {
    switch current.kind {
    case .endOfStatement, .rightParen, .semicolon: return true
    default: break
    }
    switch current.keyword {
    case .from, .where, .into, .union, .intersect, .except, .order, .limit, .group, .having, .window:
      return true
    default: return false
    }
  }

  /// A value with or without name, or a star.
  mutating func parseSelectItem() throws(SyntaxTrouble) -> SelectItem {
    let first = position
    if at(.star) {
      advance()
      if !(at(.columns) && peek().kind == .leftParen) {
        let value = try parseStarModifiers(nil, first)
        return SelectItem(value: value, alias: nil, range: range(from: first))
      }
    }
    if dialect.switches.contains(.prefixAliases), isName(.column), peek().kind == .colon {
      let alias = try parseIdentifier()
      advance()
      let value = try parseExpression()
      return SelectItem(value: value, alias: alias, range: range(from: first))
    }
    var alias: Identifier?
    // `select @a = b` hands a value to a variable.
    if dialect.switches.contains(.transactSQL), peek().kind == .equals, !at(.placeholder),
      at(.plainString) || isName(.column)
    {
      alias = try parseTextLabel()
      if alias == nil { alias = try parseIdentifier() }
      advance()
    }
    let value = try parseExpression()
    if alias == nil { alias = try parseLabel() }
    return SelectItem(value: value, alias: alias, range: range(from: first))
  }

  /// A label in the quotes of a text, where the dialect has such.
  private mutating func parseTextLabel(inAnyDialect isFree: Bool = false) throws(SyntaxTrouble)
    -> Identifier?
  {
    guard at(.plainString),
      isFree || !dialect.switches.isDisjoint(with: [.starModifiers, .transactSQL, .mySQL, .sqlite])
    else { return nil }
    let string = try parseString()
    return Identifier(text: string.text, isQuoted: true, range: string.range)
  }

  /// `as label`, or a label without AS.
  private mutating func parseLabel() throws(SyntaxTrouble) -> Identifier? {
    if at(.as), peek().kind == .leftParen, dialect.switches.contains(.angleTypes) { return nil }
    if accept(.as) {
      // PostgreSQL takes no text here; a text that other databases take says the same.
      if let label = try parseTextLabel(inAnyDialect: true) { return label }
      return try parseIdentifier(.label)
    }
    if !dialect.switches.contains(.starModifiers), let label = try parseTextLabel() { return label }
    guard isName(.bareLabel, current), !at(.using), !startsPlainClause() else { return nil }
    if dialect.switches.contains(.clickHouse), startsClickHouseClause() { return nil }
    return try parseIdentifier(.bareLabel)
  }

  /// The items after RETURNING; empty if that is not current.
  mutating func parseReturning() throws(SyntaxTrouble) -> [SelectItem] {
    guard accept(.returning) else { return [] }
    if at(.with), peek().kind == .leftParen {
      advance()
      skipBalanced()
    }
    var items: [SelectItem] = []
    repeat { items.append(try parseSelectItem()) } while accept(.comma)
    return items
  }

  /// One clause after the select list; false if none is current. Order is not checked.
  private mutating func parseClause(
    _ select: inout Select, _ hasItems: inout Bool
  ) throws(SyntaxTrouble) -> Bool {
    switch current.keyword {
    case .from where select.from.isEmpty:
      advance()
      select.from = try parseTableReferences()
    case .select where !hasItems:
      advance()
      try parseSelectList(&select)
      hasItems = true
    case .into where select.into == nil: select.into = try parseInto()
    case .where where select.filter == nil:
      advance()
      select.filter = try parseExpression()
    case .prewhere where dialect.switches.contains(.clickHouse):
      advance()
      addFilter(try parseExpression(), to: &select)
      if accept(.where) { addFilter(try parseExpression(), to: &select) }
    case .start where peek().keyword == .with && dialect.switches.contains(.analytic),
      .connect where peek().keyword == .by && dialect.switches.contains(.analytic):
      advance()
      advance()
      if at(.no), peek().keyword == .cycle { advance(); advance() }
      if at(.nowait) { advance() }
      addFilter(try parseExpression(), to: &select)
    case .group where peek().keyword == .by && select.groupBy == nil: select.groupBy = try parseGroupBy()
    case .having where select.having == nil:
      advance()
      select.having = try parseExpression()
    case .window where select.windows.isEmpty: try parseWindows(&select)
    case .qualify where dialect.switches.contains(.analytic) && select.qualify == nil:
      advance()
      select.qualify = try parseExpression()
    case .using where peek().keyword == .sample:
      advance()
      advance()
      parseSampleSize()
    default: return false
    }
    return true
  }

  /// `into [temporary] [table] t`; nil for MySQL's `into @a, @b`, which only sets variables.
  private mutating func parseInto() throws(SyntaxTrouble) -> Select.IntoTarget? {
    advance()
    if at(.local) || at(.global) { advance() }
    let isTemporary = accept(.temporary) || accept(.temp)
    let isUnlogged = accept(.unlogged)
    _ = accept(.table)
    let name = try parseQualifiedName()
    if name.schema == nil, name.name.utf8.first == UInt8(ascii: "@") {
      while at(.comma) {
        advance()
        _ = try parseQualifiedName()
      }
      return nil
    }
    return Select.IntoTarget(
      name: name, isTemporary: isTemporary, isUnlogged: isUnlogged)
  }

  private mutating func parseGroupBy() throws(SyntaxTrouble) -> GroupBy {
    let first = position
    advance()
    advance()
    var group = GroupBy(isDistinct: accept(.distinct), isAll: false, elements: [], range: current.range)
    if !group.isDistinct, at(.all) {
      advance()
      if isGroupEnd() {
        group.isAll = true
        group.range = range(from: first)
        return group
      }
    }
    repeat {
      if endsList() { break }
      group.elements.append(try parseGroupElement())
    } while accept(.comma)
    if dialect.switches.contains(.clickHouse), at(.with), text(peek()).lowercased() == "totals" {
      advance()
      advance()
    }
    if accept(.with, .rollup) || dialect.switches.contains(.analytic) && accept(.with, .cube) {
      let keys = group.elements.compactMap { element in
        if case .value(let value) = element { value } else { nil }
      }
      group.elements = [.rollup(keys)]
    }
    group.range = range(from: first)
    return group
  }

  private func isGroupEnd() -> Bool {
    switch current.kind {
    case .endOfStatement, .rightParen, .semicolon: return true
    default: break
    }
    switch current.keyword {
    case .having, .window, .qualify, .order, .limit, .offset, .fetch, .for, .union, .intersect, .except,
      .using,
      .select:
      return true
    default: return false
    }
  }

  private mutating func parseGroupElement() throws(SyntaxTrouble) -> GroupBy.Element {
    if at(.leftParen), peek().kind == .rightParen {
      advance()
      advance()
      return .empty
    }
    if at(.rollup) || at(.cube), peek().kind == .leftParen {
      let isRollup = at(.rollup)
      advance()
      advance()
      let keys = try parseExpressionList()
      try expect(.rightParen, ")")
      return isRollup ? .rollup(keys) : .cube(keys)
    }
    guard at(.grouping, .sets) else { return .value(try parseExpression()) }
    try enter()
    advance()
    advance()
    try expect(.leftParen, "(")
    var sets: [GroupBy.Element] = []
    repeat {
      if endsList() { break }
      sets.append(try parseGroupElement())
    } while accept(.comma)
    try expect(.rightParen, ")")
    depth -= 1
    return .sets(sets)
  }
}
