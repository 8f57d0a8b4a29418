/// A parser of a language whose statements end with a semicolon or stand in braces: PHP, C#, JavaScript.
protocol BracedParser: OperatorParser {
  /// Adds one statement; what is not read is kept as a trouble.
  mutating func line(into statements: inout [ScriptStatement])
  /// Moves past a statement that could not be read: to a semicolon, or the end of its braces.
  mutating func skipStatement(from first: Int, failedAt: Int)
}

extension BracedParser {
  /// Moves past what could not be read from a token on, and keeps the trouble.
  mutating func skipped(_ error: ScriptTrouble, from first: Int) -> ScriptTrouble {
    skipStatement(from: first, failedAt: position)
    var trouble = error
    trouble.range = range(from: tokens[first].start)
    if trouble.range.count == 0 { trouble.range = error.range }
    troubles.append(trouble)
    return trouble
  }

  mutating func skipStatement(from first: Int, failedAt: Int) {
    position = first
    var braces = 0
    while !at(.end) {
      if at("{") {
        braces += 1
      } else if at("}") {
        if braces == 0 { return }
        braces -= 1
        if braces == 0, position >= failedAt { return advance() }
      } else if at(";"), braces == 0, position >= failedAt {
        return advance()
      }
      advance()
    }
  }

  /// `{ ... }`.
  mutating func block() throws(ScriptTrouble) -> [ScriptStatement] {
    try expect("{", "{")
    let statements = try statements { _ in false }
    advance()
    return statements
  }

  /// Statements up to a closing brace, or to where a condition holds.
  mutating func statements(until isEnd: (Self) -> Bool) throws(ScriptTrouble) -> [ScriptStatement] {
    var statements: [ScriptStatement] = []
    while !at("}"), !isEnd(self) {
      if at(.end) { throw unexpected("\"}\"") }
      let before = position
      line(into: &statements)
      if position == before { advance() }
    }
    return statements
  }

  /// Adds what a part of the grammar reads; what is not read is kept as a trouble.
  mutating func guarded(
    into statements: inout [ScriptStatement],
    _ body: (inout Self, inout [ScriptStatement]) throws(ScriptTrouble) -> Void
  ) {
    let first = position
    let nesting = depth
    do throws(ScriptTrouble) {
      try enter()
      try body(&self, &statements)
      leave()
    } catch {
      depth = nesting
      statements.append(.unparsed(skipped(error, from: first)))
    }
  }
}
