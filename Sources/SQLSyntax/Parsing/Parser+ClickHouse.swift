/// Clauses that only ClickHouse has (clickhouse.com/docs/en/sql-reference/statements/select).
extension Parser {
  /// Whether a word that could be an alias starts a clause or join.
  func startsClickHouseClause() -> Bool {
    switch current.keyword {
    case .array: peek().keyword == .join
    case .left: peek().keyword == .array
    case .global, .any, .all: Self.isJoinWord(peek().keyword)
    case .settings: peek().kind == .word
    case .format: peek().kind == .word
    case .final, .prewhere: true
    default: false
    }
  }

  private static func isJoinWord(_ keyword: Keyword) -> Bool {
    switch keyword {
    case .join, .left, .right, .full, .inner, .outer, .cross, .any, .all, .asof, .semi, .anti, .global: true
    default: false
    }
  }

  /// The words of a join in any order: `global any left join`, `left asof join`; nil if no join is current.
  mutating func parseClickHouseJoinHead() -> JoinHead? {
    var words = 0
    while words < 5, Self.isJoinWord(peek(words).keyword), peek(words).keyword != .join { words += 1 }
    guard peek(words).keyword == .join else { return nil }
    let start = current.start
    var kind: Join.Kind = .inner
    for _ in 0..<words {
      switch current.keyword {
      case .left: kind = kind == .asof ? .asofLeft : kind == .inner ? .left : kind
      case .right: kind = kind == .inner ? .right : kind
      case .full: kind = .full
      case .cross: kind = .cross
      case .semi: kind = .semi
      case .anti: kind = .anti
      case .asof: kind = kind == .left ? .asofLeft : .asof
      default: break
      }
      advance()
    }
    advance()
    return JoinHead(kind: kind, isNatural: false, start: start)
  }

  /// `[left] array join a, b as c`: each array's elements under its name.
  mutating func parseArrayJoin(_ joins: inout [Join]) throws(SyntaxTrouble) -> Bool {
    let isLeft = (at(.left) || at(.inner)) && peek().keyword == .array && peek(2).keyword == .join
    guard isLeft || at(.array) && peek().keyword == .join else { return false }
    let name = Identifier(text: "arrayJoin", isQuoted: false, range: current.range)
    if isLeft { advance() }
    advance()
    advance()
    repeat {
      let first = position
      let value = try parseExpression()
      var alias: Identifier?
      if accept(.as) || isName(.bareLabel, current) && !startsClickHouseClause() {
        alias = try parseIdentifier(.label)
      } else if case .column(let column) = value {
        alias = column.name.parts.last
      }
      let argument = FunctionCall.Argument(name: nil, value: value, isVariadic: false)
      let place = range(from: first)
      let call = FunctionCall(name: QualifiedName(parts: [name]), arguments: [argument], range: place)
      let names = alias.map { TableAlias(name: nil, columns: [$0], types: [], range: $0.range) }
      let table = TableFunction(
        calls: [call], isLateral: true, withOrdinality: false, alias: names, range: place)
      joins.append(Join(kind: .cross, table: .function(table), condition: .none, range: place))
    } while accept(.comma)
    return true
  }

  /// `final`, `sample 1 / 10 offset 1 / 2` after a table.
  mutating func parseTableModifiers() throws(SyntaxTrouble) {
    _ = accept(.final)
    guard at(.sample), peek().kind == .number else { return }
    advance()
    _ = try parseExpression(.sum, isRestricted: true)
    if accept(.offset) { _ = try parseExpression(.sum, isRestricted: true) }
  }

  /// `by a, b` after a limit: that many rows of each group.
  mutating func parseLimitBy() throws(SyntaxTrouble) -> [SortItem] {
    guard dialect.switches.contains(.clickHouse), accept(.by) else { return [] }
    return try parseExpressionList().map {
      SortItem(value: $0, isDescending: false, nulls: nil, using: nil, range: $0.range)
    }
  }

  /// `with fill from a to b step c`, `interpolate (...)` after a sort key.
  mutating func parseFill() throws(SyntaxTrouble) {
    if at(.with), isWord("fill", peek()) {
      advance()
      advance()
      while at(.from) || at(.to) || isWord("step", current) || isWord("staleness", current) {
        advance()
        _ = try parseExpression()
      }
    }
    if isWord("interpolate", current) {
      advance()
      if at(.leftParen) { skipBalanced() }
    }
  }

  /// Whether an element of WITH is a value with a name, not a table.
  func startsScalar() -> Bool {
    guard dialect.switches.contains(.clickHouse) else { return false }
    guard isName(.column) else { return true }
    return !(peek().keyword == .as && peek(2).kind == .leftParen)
  }

  /// `1 as a`, `(select 1) as a`
  mutating func parseScalar() throws(SyntaxTrouble) -> SelectItem {
    let first = position
    let value = try parseExpression()
    try expect(.as)
    let name = try parseIdentifier(.label)
    return SelectItem(value: value, alias: name, range: range(from: first))
  }

  /// Whether a second list of arguments follows a call: `quantile(0.5)(a)`.
  func isCombined(_ value: Expression) -> Bool {
    guard dialect.switches.contains(.clickHouse), case .call = value, position > 0 else { return false }
    return tokens[position - 1].kind == .rightParen
  }

  /// The call with both lists; parameters come last.
  mutating func parseCombinedCall(_ value: Expression, _ start: Int32) throws(SyntaxTrouble) -> Expression {
    guard case .call(let first) = value, case .call(var call) = try parseCall(first.name) else {
      return value
    }
    call.arguments += first.arguments
    call.range = range(fromByte: start)
    return .call(call)
  }

  /// Whether `.1` after a value takes a tuple's element.
  func isTupleIndex(_ start: Int32) -> Bool {
    guard dialect.switches.contains(.clickHouse), position > 0, current.start > start else { return false }
    return source[Int(current.start)] == UInt8(ascii: ".") && tokens[position - 1].end == current.start
  }

  /// The element of a tuple, as a field.
  mutating func tupleField(_ base: Expression, _ start: Int32) -> Expression {
    let token = current
    advance()
    let name = Identifier(text: String(text(token).dropFirst()), isQuoted: false, range: token.range)
    return .field(FieldAccess(base: base, field: name, range: range(fromByte: start)))
  }

  /// `(a as b)` inside of an expression: the name is passed over.
  mutating func skipInnerAlias() throws(SyntaxTrouble) {
    guard dialect.switches.contains(.clickHouse), accept(.as) else { return }
    _ = try parseIdentifier(.label)
  }
}
