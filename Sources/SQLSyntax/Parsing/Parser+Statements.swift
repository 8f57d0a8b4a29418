extension Parser {
  /// The statement that the tokens are; a trouble becomes `unparsed`.
  package mutating func parseWholeStatement() -> Statement {
    do {
      let statement = try parseStatement()
      if isAtEnd { return statement }
      return .unparsed(unexpected("the end of the statement"))
    } catch {
      return .unparsed(error)
    }
  }

  /// One statement; a semicolon after it is not read.
  package mutating func parseStatement() throws(SyntaxTrouble) -> Statement {
    let first = position
    if at(.metaCommand) {
      advance()
      return .other(OtherStatement(keyword: metaKeyword(tokens[first]), range: range(from: first)))
    }
    if let own = parseOwnStatement() { return .other(own) }
    if let own = try parseClickHouseStatement() { return own }
    if startsQuery() || at(.leftParen) {
      return try parseQueryOrRowStatement()
    }
    switch current.keyword {
    case .insert, .update, .delete, .merge, .replace: return try parseQueryOrRowStatement()
    case .truncate: return .truncate(try parseTruncate())
    case .copy: return .copy(try parseCopy())
    default: break
    }
    if startsDefinition() { return .definition(try parseDefinition()) }
    if isSessionStatement() {
      let keyword = KeywordSpelling.spelling(of: current.keyword)
      skipToEnd()
      return .other(OtherStatement(keyword: keyword, range: range(from: first)))
    }
    throw unexpected("a statement")
  }

  /// A query, insert, update, delete or merge, with its `with` clause.
  private mutating func parseQueryOrRowStatement() throws(SyntaxTrouble) -> Statement {
    switch try parseCommonTableBody() {
    case .query(let query): return .query(query)
    case .insert(let insert): return .insert(insert)
    case .update(let update): return .update(update)
    case .delete(let delete): return .delete(delete)
    case .merge(let merge): return .merge(merge)
    }
  }

  /// The backslash and letters that a psql command starts with.
  private func metaKeyword(_ token: Token) -> String {
    let bytes = token.range.bytes(of: source)
    let word = bytes.prefix { $0 > 0x20 }
    return String(decoding: word, as: UTF8.self)
  }

  /// Whether a statement starts here that changes neither definitions nor rows.
  private func isSessionStatement() -> Bool {
    switch current.keyword {
    case .set, .reset, .show, .begin, .start, .commit, .end, .rollback, .abort, .savepoint, .release,
      .analyze, .analyse, .vacuum, .lock, .grant, .revoke, .notify, .listen, .unlisten, .discard, .explain,
      .cluster, .reindex, .checkpoint, .deallocate, .declare, .fetch, .move, .close, .load, .security, .use,
      .pragma, .attach, .detach, .install, .describe, .summarize, .export, .kill,
      .flush, .force:
      return true
    default: return false
    }
  }
}
