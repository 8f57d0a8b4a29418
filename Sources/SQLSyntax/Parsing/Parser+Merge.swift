extension Parser {
  /// `merge into t using s on ... when ...`; `with` was read.
  mutating func parseMerge(_ with: WithClause?, _ start: Int32) throws(SyntaxTrouble) -> Merge {
    advance()
    _ = accept(.into)
    let target = try parseNamedTable()
    try expect(.using)
    let source = try parseTableReference()
    var merge = Merge(
      with: with, target: target, source: source, condition: nil, using: [], clauses: [], returning: [],
      range: current.range)
    if at(.using), dialect.switches.contains(.extraOperators) {
      advance()
      merge.using = try parseNameList()
    } else {
      try expect(.on)
      merge.condition = try parseExpression()
    }
    while at(.when) { merge.clauses.append(try parseMergeClause()) }
    if merge.clauses.isEmpty { throw unexpected("\"when\"") }
    merge.returning = try parseReturning()
    merge.range = range(fromByte: start)
    return merge
  }

  private mutating func parseMergeClause() throws(SyntaxTrouble) -> Merge.Clause {
    let first = position
    advance()
    let isMatched = !accept(.not)
    try expect(.matched)
    var rows: Merge.Rows = isMatched ? .matched : .notMatchedByTarget
    if !isMatched, accept(.by) {
      if accept(.source) { rows = .notMatchedBySource } else { try expect(.target) }
    }
    let condition = accept(.and) ? try parseExpression() : nil
    try expect(.then)
    let action = try parseMergeAction()
    return Merge.Clause(rows: rows, condition: condition, action: action, range: range(from: first))
  }

  /// DuckDB's `update` and `insert` without columns, also with `by name`, `by position` or a star.
  private mutating func endsMergeAction() -> Bool {
    guard dialect.switches.contains(.extraOperators) else { return false }
    if accept(.by) { advance() }
    _ = accept(.star)
    return isAtEnd || at(.when) || at(.returning)
  }

  private mutating func parseMergeAction() throws(SyntaxTrouble) -> Merge.Action {
    if accept(.do) {
      try expect(.nothing)
      return .nothing
    }
    if accept(.delete) { return .delete }
    if accept(.update) {
      if endsMergeAction() { return .updateAll }
      try expect(.set)
      return .update(try parseAssignments())
    }
    try expect(.insert)
    if endsMergeAction() { return .insertAll }
    var columns: [ColumnTarget] = []
    if accept(.leftParen) {
      repeat {
        let name = try parseQualifiedName()
        columns.append(ColumnTarget(name: name, subscripts: [], range: name.range))
      } while accept(.comma)
      try expect(.rightParen, ")")
    }
    if accept(.overriding) {
      advance()
      try expect(.value)
    }
    if accept(.default, .values) { return .insert(columns: columns, values: nil) }
    try expect(.values)
    try expect(.leftParen, "(")
    let values = at(.rightParen) ? [] : try parseExpressionList()
    try expect(.rightParen, ")")
    return .insert(columns: columns, values: values)
  }
}
