extension ProcedureReader {
  /// Conditions that one IF may have.
  private static let conditionLimit = 1_000

  /// `IF c THEN ... ELSIF c THEN ... ELSE ... END IF;`
  mutating func readIf() throws(SyntaxTrouble) {
    try enter()
    var earlier: [BranchGuard] = []
    var isFirst = true
    while isFirst || parser.at(.elsif) || parser.at(.elseif) {
      isFirst = false
      guard earlier.count < Self.conditionLimit else {
        let message = "more than \(Self.conditionLimit) conditions in one IF"
        throw SyntaxTrouble(.tooDeep, message, at: parser.current.range)
      }
      parser.advance()
      let start = parser.position
      try moveTo(.then)
      let branch = branchGuard(from: start, to: parser.position)
      parser.advance()
      try readBranch(branch, after: earlier)
      earlier.append(branch)
    }
    if parser.accept(.else) { try readBranch(nil, after: earlier) }
    try parser.expect(.end)
    try parser.expect(.if)
    try parser.expect(.semicolon, ";")
    depth -= 1
  }

  /// The statements of a branch: its own condition holds, the earlier ones do not.
  private mutating func readBranch(_ own: BranchGuard?, after earlier: [BranchGuard]) throws(SyntaxTrouble) {
    let outer = guards
    guards += earlier.map { BranchGuard(condition: $0.condition, isNegated: true, text: $0.text) }
    try inBranch(own) { (reader) throws(SyntaxTrouble) in try reader.readStatements() }
    guards = outer
  }

  /// `CASE [x] WHEN a THEN ... ELSE ... END CASE;`
  mutating func readCase() throws(SyntaxTrouble) {
    try enter()
    parser.advance()
    try moveTo(.when)
    while parser.accept(.when) {
      try moveTo(.then)
      parser.advance()
      try inBranch(nil) { (reader) throws(SyntaxTrouble) in try reader.readStatements() }
    }
    if parser.accept(.else) {
      try inBranch(nil) { (reader) throws(SyntaxTrouble) in try reader.readStatements() }
    }
    try parser.expect(.end)
    try parser.expect(.case)
    try parser.expect(.semicolon, ";")
    depth -= 1
  }

  /// `RETURN [expression]`, `RETURN NEXT ...`, `RETURN QUERY ...`
  mutating func readReturn() throws(SyntaxTrouble) {
    parser.advance()
    if parser.at(.next) { return try skipStatement() }
    if parser.at(word: "query") {
      parser.advance()
      if parser.at(.execute) { return try readExecute() }
      return try readStatement()
    }
    let start = parser.position
    try moveTo(.semicolon)
    if start < parser.position, let value = expression(from: start, to: parser.position), value.mayRunCode {
      emitReturned(from: start, to: parser.position)
    }
    parser.advance()
    hasReturned = true
  }

  private mutating func emitReturned(from start: Int, to end: Int) {
    let range = bytes(from: start, to: end)
    let prefix = Array("select ".utf8)
    var map = positions.shifted(by: range.start)
    for index in map.segments.indices { map.segments[index].textStart = Int32(prefix.count) }
    emit(prefix + Array(range.bytes(of: parser.source)), at: map, place: range)
  }

  /// `EXIT` and `CONTINUE`: what follows in the loop may not run; with a label, what follows in the program.
  mutating func readJump() throws(SyntaxTrouble) {
    parser.advance()
    if parser.at(.semicolon) || parser.at(.when) { mayHaveJumped = true } else { mayHaveReturned = true }
    try skipStatement()
  }
}
