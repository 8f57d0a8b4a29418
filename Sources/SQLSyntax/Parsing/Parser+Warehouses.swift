/// Clauses of analytic databases that begin with words which are no keywords elsewhere.
extension Parser {
  /// Whether the current token is this word, which is no keyword.
  func isWord(_ word: StaticString, _ token: Token) -> Bool {
    guard token.kind == .word, Int(token.length) == word.utf8CodeUnitCount else { return false }
    let start = Int(token.start)
    return word.withUTF8Buffer { letters in
      for index in 0..<letters.count {
        let byte = source[start + index]
        if (byte &- 0x41 < 26 ? byte | 0x20 : byte) != letters[index] { return false }
      }
      return true
    }
  }

  /// Whether a word that could be an alias starts a clause: `sort by`, `distribute by`, `minus select`.
  func startsPlainClause() -> Bool {
    guard dialect.switches.contains(.analytic), current.kind == .word, current.keyword == .plain else {
      return false
    }
    if peek().keyword == .by { return startsDistribution() }
    if peek().kind == .leftParen {
      return isWord("match_recognize", current) || isWord("match_condition", current) || startsMinus()
    }
    return startsMinus()
  }

  /// Snowflake's and Spark's `minus` between two queries.
  func startsMinus() -> Bool {
    guard dialect.switches.contains(.analytic), isWord("minus", current) else { return false }
    let next = peek()
    if next.kind == .leftParen { return startsQuery(peek(2)) || peek(2).kind == .leftParen }
    return startsQuery(next) || next.keyword == .all && startsQuery(peek(2))
  }

  /// `distribute by`, `sort by`, `cluster by`
  func startsDistribution() -> Bool {
    guard dialect.switches.contains(.analytic), peek().keyword == .by else { return false }
    return at(.cluster) || isWord("sort", current) || isWord("distribute", current)
  }

  /// Keys of `cluster by` and its relatives: they order rows within a file.
  mutating func parseDistribution() throws(SyntaxTrouble) -> [SortItem] {
    advance()
    advance()
    return try parseSortItems()
  }

  /// `corresponding`, `strict corresponding by (a)` of BigQuery: columns match by name.
  mutating func acceptCorresponding() -> Bool {
    guard dialect.switches.contains(.analytic) else { return false }
    let offset = at(.strict) ? 1 : 0
    guard isWord("corresponding", peek(offset)) else { return false }
    for _ in 0...offset { advance() }
    if accept(.by), at(.leftParen) { skipBalanced() }
    return true
  }

  /// Whether `sample` is followed by a size.
  func startsSample() -> Bool {
    guard dialect.switches.contains(.analytic), !dialect.switches.contains(.clickHouse) else { return false }
    let next = peek()
    if next.kind == .leftParen { return peek(2).kind == .number || peek(2).kind == .numberedParameter }
    if next.kind == .number { return true }
    return next.kind == .word && peek(2).kind == .leftParen
      && (peek(3).kind == .number || peek(3).kind == .numberedParameter)
  }

  /// Words between SELECT and its list: `top 10`, `as struct`, `as value`.
  mutating func parseSelectHead() throws(SyntaxTrouble) {
    if startsTop {
      advance()
      skipBalanced()
      if at(.percent) { advance() }
      if at(.with, .ties) {
        advance()
        advance()
      }
    }
    if at(.as), dialect.switches.contains(.angleTypes) {
      if peek().keyword == .struct || peek().keyword == .value {
        advance()
        advance()
      }
    }
  }

  /// SQL Server also takes an expression in brackets, as in `top (@count) *`.
  private var startsTop: Bool {
    guard at(.top) else { return false }
    let next = peek()
    if dialect.switches.contains(.transactSQL) { return next.kind == .number || next.kind == .leftParen }
    guard dialect.switches.contains(.analytic) else { return false }
    return next.kind == .number || next.kind == .leftParen && peek(2).kind == .number
  }

  /// Joins a further condition to that of WHERE.
  mutating func addFilter(_ condition: Expression, to select: inout Select) {
    guard let filter = select.filter else {
      select.filter = condition
      return
    }
    let start = filter.range.start
    let operation = Operator(name: "and", schema: [], range: ByteRange(start, start))
    select.filter = .chain(
      OperatorChain(operation: operation, operands: [filter, condition], range: range(fromByte: start)))
  }

  // MARK: Tables

  /// `lateral view f(a) t as b, c` and ClickHouse's `array join a as b, c`, as joins of a function's rows.
  mutating func parseSpecialJoins(_ joins: inout [Join]) throws(SyntaxTrouble) -> Bool {
    if at(.lateral), peek().keyword == .view, dialect.switches.contains(.analytic) {
      joins.append(try parseLateralView())
      return true
    }
    guard dialect.switches.contains(.clickHouse) else { return false }
    return try parseArrayJoin(&joins)
  }

  private mutating func parseLateralView() throws(SyntaxTrouble) -> Join {
    let first = position
    advance()
    advance()
    _ = accept(.outer)
    let value = try parseExpression(.sign, isRestricted: true)
    let call: FunctionCall
    if case .call(let found) = value {
      call = found
    } else {
      throw unexpected("a function")
    }
    var alias = TableAlias(name: nil, columns: [], types: [], range: current.range)
    let aliasAt = position
    if !at(.as), isName(.column), !startsDistribution() { alias.name = try parseIdentifier() }
    if accept(.as) {
      let isWrapped = accept(.leftParen)
      repeat { alias.columns.append(try parseIdentifier(.label)) } while accept(.comma)
      if isWrapped { try expect(.rightParen, ")") }
    }
    alias.range = range(from: aliasAt)
    let table = TableFunction(
      calls: [call], isLateral: true, withOrdinality: false,
      alias: alias.name == nil && alias.columns.isEmpty ? nil : alias, range: range(from: first))
    return Join(kind: .cross, table: .function(table), condition: .none, range: range(from: first))
  }

  /// Snowflake's `match_condition (a >= b)` of an ASOF join.
  mutating func parseMatchCondition() throws(SyntaxTrouble) -> Expression? {
    guard peek().kind == .leftParen, isWord("match_condition", current) else { return nil }
    advance()
    return try parseGroup().items.first
  }

  /// Whether a staged file starts here: `@stage/path`.
  func startsStage() -> Bool {
    dialect.switches.contains(.stages) && current.kind == .operation
      && source[Int(current.start)] == UInt8(ascii: "@")
  }

  /// `@~/path`, `@s.stage/file (pattern => 'x') as a`: a file, whose columns are `$1` and so on.
  mutating func parseStage() throws(SyntaxTrouble) -> NamedTable {
    let first = position
    advance()
    while !isAtEnd, current.start == tokens[position - 1].end, !at(.leftParen), !at(.rightParen), !at(.comma)
    {
      advance()
    }
    let place = range(from: first)
    if at(.leftParen) { skipBalanced() }
    let name = Identifier(text: place.text(of: source), isQuoted: true, range: place)
    var table = NamedTable(
      name: QualifiedName(parts: [name]), isOnly: false, alias: nil, isSampled: false, isFile: true,
      range: place)
    table.alias = try parseTableAlias()
    table.range = range(from: first)
    return table
  }

  /// `table(f(x)) as a`, `table('name')`; the word is current.
  mutating func parseTableOf(_ first: Int) throws(SyntaxTrouble) -> TableReference {
    try enter()
    let name = QualifiedName(parts: [identifier(current)])
    advance()
    let group = try parseGroup()
    depth -= 1
    var call = FunctionCall(name: name, form: .special, range: range(from: first))
    if case .call(let inner)? = group.items.first, group.items.count == 1 {
      call = inner
    } else {
      call.arguments = group.items.map { FunctionCall.Argument(name: nil, value: $0, isVariadic: false) }
    }
    var table = TableFunction(
      calls: [call], isLateral: true, withOrdinality: false, alias: nil, range: call.range)
    table.alias = try parseTableAlias(isFunction: true)
    _ = try parseSample()
    table.range = range(from: first)
    return try parsePivots(.function(table), first)
  }
}
