extension Parser {
  /// Common tables that one WITH may have.
  private static let commonTableLimit = 1_000

  /// `with [recursive] a as (...), ...`
  mutating func parseWith() throws(SyntaxTrouble) -> WithClause {
    let first = position
    try expect(.with)
    let isRecursive = accept(.recursive)
    var tables: [CommonTable] = []
    repeat {
      if !tables.isEmpty, startsQuery() { break }
      guard tables.count < Self.commonTableLimit else {
        let message = "more than \(Self.commonTableLimit) common tables in one WITH"
        throw SyntaxTrouble(.tooDeep, message, at: current.range)
      }
      if startsScalar() {
        scalars.append(try parseScalar())
      } else {
        tables.append(try parseCommonTable())
      }
    } while accept(.comma)
    return WithClause(isRecursive: isRecursive, tables: tables, range: range(from: first))
  }

  private mutating func parseCommonTable() throws(SyntaxTrouble) -> CommonTable {
    let first = position
    let name = try parseIdentifier()
    let columns = at(.leftParen) ? try parseNameList() : []
    if accept(.using), accept(.key) { _ = try parseNameList() }
    try expect(.as)
    var isMaterialized: Bool?
    if accept(.materialized) {
      isMaterialized = true
    } else if accept(.not, .materialized) {
      isMaterialized = false
    }
    try expect(.leftParen, "(")
    let body = try parseCommonTableBody()
    try expect(.rightParen, ")")
    var added: [Identifier] = []
    try parseSearch(&added)
    try parseCycle(&added)
    return CommonTable(
      name: name, columns: columns, isMaterialized: isMaterialized, body: body, addedColumns: added,
      range: range(from: first))
  }

  /// `search depth first by a, b set c`
  private mutating func parseSearch(_ added: inout [Identifier]) throws(SyntaxTrouble) {
    guard at(.search), peek().keyword == .depth || peek().keyword == .breadth else { return }
    advance()
    advance()
    try expect(.first)
    try expect(.by)
    repeat { _ = try parseIdentifier() } while accept(.comma)
    try expect(.set)
    added.append(try parseIdentifier())
  }

  /// `cycle a, b set c [to v default w] using d`
  private mutating func parseCycle(_ added: inout [Identifier]) throws(SyntaxTrouble) {
    guard accept(.cycle) else { return }
    repeat { _ = try parseIdentifier() } while accept(.comma)
    try expect(.set)
    added.append(try parseIdentifier())
    if accept(.to) {
      _ = try parseExpression()
      try expect(.default)
      _ = try parseExpression()
    }
    try expect(.using)
    added.append(try parseIdentifier())
  }

  /// A query, insert, update, delete or merge, with its `with` clause: a whole statement or a common table.
  mutating func parseCommonTableBody() throws(SyntaxTrouble) -> CommonTableBody {
    try enter()
    let start = current.start
    let with = at(.with) ? try parseWith() : nil
    let body: CommonTableBody
    switch current.keyword {
    case .insert: body = .insert(try parseInsert(with, start))
    case .replace where dialect.switches.contains(.extraOperators) || hasOwnTables:
      body = .insert(try parseInsert(with, start))
    case .update: body = .update(try parseUpdate(with, start))
    case .delete: body = .delete(try parseDelete(with, start))
    case .merge: body = .merge(try parseMerge(with, start))
    default: body = .query(try parseQueryTail(try parseQueryBody(), with, start))
    }
    depth -= 1
    return body
  }
}
