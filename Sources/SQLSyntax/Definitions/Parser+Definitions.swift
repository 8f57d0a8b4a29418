extension Parser {
  /// Whether the statement that starts at the current keyword is read by `parseDefinition`.
  func startsDefinition() -> Bool {
    switch current.keyword {
    case .create, .alter, .drop, .comment, .do, .call, .execute, .prepare, .refresh, .reassign: true
    default: false
    }
  }

  /// A statement that defines, changes or drops something, or runs code.
  mutating func parseDefinition() throws(SyntaxTrouble) -> DefinitionStatement {
    let first = position
    let keyword = KeywordSpelling.spelling(of: current.keyword)
    skipToEnd()
    return .other(OtherStatement(keyword: keyword, range: range(from: first)))
  }
}
