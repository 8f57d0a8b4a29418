extension Parser {
  /// `truncate [table] a, b [restart identity] [cascade]`
  mutating func parseTruncate() throws(SyntaxTrouble) -> Truncate {
    let first = position
    advance()
    _ = accept(.table)
    var truncate = Truncate(tables: [], restartsIdentity: false, isCascade: false, range: current.range)
    repeat {
      let tableAt = position
      var table = NamedTable.empty(at: current.range)
      table.isOnly = accept(.only)
      table.name = try parseQualifiedName()
      _ = accept(.star)
      table.range = range(from: tableAt)
      truncate.tables.append(table)
    } while accept(.comma)
    if accept(.restart, .identity) {
      truncate.restartsIdentity = true
    } else {
      _ = accept(.continue, .identity)
    }
    if accept(.cascade) { truncate.isCascade = true } else { _ = accept(.restrict) }
    truncate.range = range(from: first)
    return truncate
  }

  /// `copy t (a) from 'file' with (...)`, `copy (select ...) to stdout`; options are passed over.
  mutating func parseCopy() throws(SyntaxTrouble) -> Copy {
    let first = position
    advance()
    let subject = try parseCopySubject()
    var copy = Copy(
      subject: subject, isFrom: at(.from), endpoint: .stdout, filter: nil, inlineData: nil,
      range: current.range)
    if !accept(.from) { try expect(.to) }
    copy.endpoint = try parseCopyEndpoint()
    while !isAtEnd, !at(.where) { skipBalanced() }
    if accept(.where) { copy.filter = try parseExpression() }
    copy.range = range(from: first)
    return copy
  }

  private mutating func parseCopySubject() throws(SyntaxTrouble) -> Copy.Subject {
    if accept(.leftParen) {
      let body = try parseCommonTableBody()
      try expect(.rightParen, ")")
      if case .query(let query) = body { return .query(query) }
      return .statement(body)
    }
    if at(.binary), isName(.column, peek()) { advance() }
    let name = try parseQualifiedName()
    return .table(name, columns: at(.leftParen) ? try parseNameList() : [])
  }

  private mutating func parseCopyEndpoint() throws(SyntaxTrouble) -> Copy.Endpoint {
    if accept(.stdin) { return .stdin }
    if accept(.stdout) { return .stdout }
    if accept(.program) { return .program(try parseString().text) }
    if isString(current) { return .file(try parseString().text) }
    let value = try parseExpression()
    return .file(value.range.text(of: source))
  }
}
