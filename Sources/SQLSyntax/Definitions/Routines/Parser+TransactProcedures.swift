extension Parser {
  /// `create [or alter] proc[edure] name @a int = 1, ... as statements` of Transact-SQL, and the same with ALTER; what
  /// PROCEDURE begins is current. Nil, with nothing read, where no body is found.
  ///
  /// The body has no quotes around it: it is kept as its range.
  mutating func parseTransactProcedure() -> CreateRoutine? {
    let start = position
    advance()
    guard let name = try? parseQualifiedName() else {
      position = start
      return nil
    }
    var routine = CreateRoutine(kind: .procedure, name: name)
    routine.orReplace = true
    routine.language = Self.transactLanguage
    var isFirst = true
    while !isAtEnd {
      let before = tokens[max(0, position - 1)]
      if at(.as), before.kind != .placeholder, before.keyword != .execute, before.keyword != .exec { break }
      if at(.placeholder), isFirst || before.kind == .comma || before.kind == .leftParen {
        let range = current.range
        let name = Identifier(text: text(current).lowercased(), isQuoted: false, range: range)
        routine.arguments.append(
          RoutineArgument(name: name, type: TypeName(canonical: "", written: "", range: range)))
        isFirst = false
      }
      advance()
    }
    guard accept(.as), !isAtEnd else {
      position = start
      return nil
    }
    let first = position
    skipToEnd()
    let body = range(from: first)
    routine.body = .text(QuotedBody(text: [], range: body, isVerbatim: true))
    return routine
  }

  /// What the language of Transact-SQL's procedures is called here.
  package static var transactLanguage: String { "transact-sql" }
}
