extension Parser {
  /// `window w as (...), ...`
  mutating func parseWindows(_ select: inout Select) throws(SyntaxTrouble) {
    advance()
    repeat {
      let name = try parseIdentifier()
      try expect(.as)
      if at(.leftParen) {
        select.windows.append(NamedWindow(name: name, specification: try parseWindowSpecification()))
      } else {
        // BigQuery's `window a as b`: the same window again.
        let base = try parseIdentifier()
        let specification = WindowSpecification(
          base: base, partitionBy: [], orderBy: [], frame: nil, range: base.range)
        select.windows.append(NamedWindow(name: name, specification: specification))
      }
    } while accept(.comma)
  }

  /// `(base partition by ... order by ... rows ...)`
  mutating func parseWindowSpecification() throws(SyntaxTrouble) -> WindowSpecification {
    let first = position
    try expect(.leftParen, "(")
    var window = WindowSpecification(
      base: nil, partitionBy: [], orderBy: [], frame: nil, range: current.range)
    if isName(.column), !startsWindowClause() {
      if peek().kind == .leftParen {
        // A call stands for a clause that a template makes when it runs.
        window.partitionBy = [try parseExpression()]
      } else {
        window.base = try parseIdentifier()
      }
    }
    if startsDistribution() {
      advance()
      advance()
      window.partitionBy = try parseExpressionList()
      if startsDistribution() {
        advance()
        advance()
        window.orderBy = try parseSortItems()
      }
    }
    if accept(.partition, .by) { window.partitionBy = try parseExpressionList() }
    if accept(.order, .by) {
      if at(.all), dialect.switches.contains(.analytic) {
        advance()
      } else {
        window.orderBy = try parseSortItems()
      }
    }
    if at(.rows) || at(.range) || at(.groups) { window.frame = try parseFrame() }
    try expect(.rightParen, ")")
    window.range = range(from: first)
    return window
  }

  private func startsWindowClause() -> Bool {
    switch current.keyword {
    case .partition: peek().keyword == .by
    case .rows, .range, .groups: peek().kind != .rightParen && peek().keyword != .partition
    default: false
    }
  }

  private mutating func parseFrame() throws(SyntaxTrouble) -> WindowSpecification.Frame {
    let unit = KeywordSpelling.spelling(of: current.keyword)
    advance()
    var frame: WindowSpecification.Frame
    if accept(.between) {
      let start = try parseFrameBound()
      try expect(.and)
      frame = WindowSpecification.Frame(unit: unit, start: start, end: try parseFrameBound())
    } else {
      frame = WindowSpecification.Frame(unit: unit, start: try parseFrameBound(), end: nil)
    }
    guard accept(.exclude) else { return frame }
    if accept(.current, .row) {
      frame.exclusion = "current row"
    } else if accept(.group) {
      frame.exclusion = "group"
    } else if accept(.ties) {
      frame.exclusion = "ties"
    } else {
      try expect(.no)
      try expect(.others)
      frame.exclusion = "no others"
    }
    return frame
  }

  private mutating func parseFrameBound() throws(SyntaxTrouble) -> WindowSpecification.Frame.Bound {
    if accept(.unbounded, .preceding) { return .unboundedPreceding }
    if accept(.unbounded, .following) { return .unboundedFollowing }
    if accept(.current, .row) { return .currentRow }
    let offset = try parseExpression()
    if accept(.preceding) { return .preceding(offset) }
    try expect(.following)
    return .following(offset)
  }

  /// The keys of an `order by`.
  package mutating func parseSortItems() throws(SyntaxTrouble) -> [SortItem] {
    var items: [SortItem] = []
    repeat {
      if !items.isEmpty, endsList() { break }
      items.append(try parseSortItem())
    } while accept(.comma)
    return items
  }

  private mutating func parseSortItem() throws(SyntaxTrouble) -> SortItem {
    let first = position
    let value = try parseExpression()
    var item = SortItem(value: value, isDescending: false, nulls: nil, using: nil, range: value.range)
    if accept(.using) {
      item.using = try parseOperator()
    } else if at(.desc) || at(.descending) {
      advance()
      item.isDescending = true
    } else if at(.asc) || at(.ascending) {
      advance()
    }
    if accept(.nulls, .first) {
      item.nulls = .first
    } else if accept(.nulls, .last) {
      item.nulls = .last
    }
    if dialect.switches.contains(.clickHouse) { try parseFill() }
    item.range = range(from: first)
    return item
  }
}
