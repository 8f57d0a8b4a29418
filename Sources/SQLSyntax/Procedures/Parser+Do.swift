extension Parser {
  /// `DO [LANGUAGE name] 'program' [LANGUAGE name]`
  mutating func parseDoBlock() throws(SyntaxTrouble) -> DoBlock {
    let first = position
    try expect(.do)
    var language = try parseDoLanguage()
    let body = try parseQuotedBody()
    while let later = try parseDoLanguage() { language = language ?? later }
    return DoBlock(language: language, body: body, range: range(from: first))
  }

  private mutating func parseDoLanguage() throws(SyntaxTrouble) -> String? {
    guard accept(.language) else { return nil }
    if isString(current) { return try parseString().text.lowercased() }
    return try parseIdentifier(.label).text
  }

  /// `CALL procedure(arguments)`
  mutating func parseCallStatement() throws(SyntaxTrouble) -> FunctionCall {
    try expect(.call)
    let start = position
    if dialect.switches.contains(.mySQL), let name = try? parseQualifiedName(.function), !at(.leftParen) {
      // MySQL needs no parentheses where there are no arguments.
      return FunctionCall(name: name, range: name.range)
    }
    position = start
    let value = try parseExpression()
    guard case .call(let call) = value else {
      throw SyntaxTrouble(.unexpected, "expected a procedure call", at: value.range)
    }
    return call
  }
}
