extension ProcedureReader {
  /// Whether the program is one of MySQL's (dev.mysql.com/doc/refman/8.4/en/sql-compound-statements.html).
  var isMySQL: Bool { dialect.switches.contains(.mySQL) }

  /// A body of MySQL: a block, or one statement.
  mutating func readMySQLProgram() {
    do throws(SyntaxTrouble) {
      skipMySQLLabel()
      if parser.at(.begin) {
        try readBlock()
      } else {
        let range = bytes(from: 0, to: parser.tokens.count - 1)
        emit(Array(range.bytes(of: parser.source)), at: positions.shifted(by: range.start), place: range)
      }
    } catch {
      report(error)
    }
  }

  /// `name:` before a block or loop.
  mutating func skipMySQLLabel() {
    guard isMySQL, parser.current.kind == .word || parser.current.kind == .quotedName,
      parser.spells(parser.peek(), ":")
    else { return }
    parser.advance()
    parser.advance()
  }

  /// A statement that only MySQL's programs have; false, with nothing read, for others.
  mutating func readMySQLStatement() throws(SyntaxTrouble) -> Bool {
    switch parser.text(parser.current).lowercased() {
    case "declare": try readMySQLDeclaration()
    case "set": try readMySQLAssignments()
    case "leave", "iterate": try readJump()
    case "repeat" where parser.peek().kind != .leftParen: try readRepeat()
    case "while": try readMySQLWhile()
    case "prepare": try readPreparation()
    case "execute": try readPreparedExecution()
    case "deallocate", "signal", "resignal", "start", "savepoint", "release", "open", "close":
      try skipStatement()
    default: return false
    }
    return true
  }

  /// `DECLARE a, b INT DEFAULT 1;`, `DECLARE c CURSOR FOR query;`, `DECLARE CONTINUE HANDLER FOR ... statement`
  private mutating func readMySQLDeclaration() throws(SyntaxTrouble) {
    parser.advance()
    if parser.text(parser.peek()).lowercased() == "handler" { return try readHandler() }
    var names: [String] = []
    repeat {
      names.append(try parser.parseIdentifier(.label).text.lowercased())
    } while parser.accept(.comma)
    for name in names { forget(name) }
    while !parser.at(.semicolon), !parser.at(.default) {
      if parser.isAtEnd { throw parser.unexpected("\";\"") }
      parser.skipBalanced()
    }
    if parser.accept(.default) {
      let start = parser.position
      try moveTo(.semicolon)
      for name in names { assign(name, from: start, to: parser.position) }
    }
    parser.advance()
  }

  /// What a handler does, it may do; that it catches errors counts for all that its block runs.
  private mutating func readHandler() throws(SyntaxTrouble) {
    parser.advance()
    parser.advance()
    try parser.expect(.for)
    repeat {
      switch parser.text(parser.current).lowercased() {
      case "sqlstate":
        parser.advance()
        if parser.text(parser.current).lowercased() == "value" { parser.advance() }
        parser.advance()
        catchesErrors = true
      case "not": for _ in 0..<2 { parser.advance() }
      case "sqlwarning": parser.advance()
      default:
        catchesErrors = true
        parser.advance()
      }
    } while parser.accept(.comma)
    try inBranch(nil) { (reader) throws(SyntaxTrouble) in try reader.readStatement() }
  }

  /// `SET a = 1, @b = CONCAT('x', a);`
  private mutating func readMySQLAssignments() throws(SyntaxTrouble) {
    parser.advance()
    while !parser.at(.semicolon) {
      if parser.isAtEnd { throw parser.unexpected("\";\"") }
      let name = parser.text(parser.current).lowercased()
      parser.advance()
      guard parser.accept(.equals) || parser.accept(.colonEquals) else {
        // `SET SESSION sql_mode = ...`
        return try skipStatement()
      }
      let start = parser.position
      while !parser.at(.semicolon), !parser.at(.comma) {
        if parser.isAtEnd { throw parser.unexpected("\";\"") }
        parser.skipBalanced()
      }
      assign(name, from: start, to: parser.position)
      _ = parser.accept(.comma)
    }
    parser.advance()
  }

  /// `REPEAT statements UNTIL condition END REPEAT;`
  private mutating func readRepeat() throws(SyntaxTrouble) {
    try enter()
    parser.advance()
    for name in namesSet(from: parser.position) { forget(name) }
    try inBranch(nil) { (reader) throws(SyntaxTrouble) in try reader.readStatements() }
    guard parser.text(parser.current).lowercased() == "until" else { throw parser.unexpected("\"until\"") }
    while !parser.at(.end) {
      if parser.isAtEnd || parser.at(.semicolon) { throw parser.unexpected("\"end\"") }
      parser.skipBalanced()
    }
    try skipStatement()
    depth -= 1
  }

  /// `WHILE condition DO statements END WHILE;`
  private mutating func readMySQLWhile() throws(SyntaxTrouble) {
    try enter()
    parser.advance()
    try moveTo(.do)
    parser.advance()
    for name in namesSet(from: parser.position) { forget(name) }
    try inBranch(nil) { (reader) throws(SyntaxTrouble) in try reader.readStatements() }
    try parser.expect(.end)
    try skipStatement()
    depth -= 1
  }

  /// Names that are known here and set anywhere below: in a loop their values are those of any round.
  private func namesSet(from start: Int) -> [String] {
    guard !variables.isEmpty else { return [] }
    var names: [String] = []
    for at in start..<max(start, parser.tokens.count - 1) {
      let next = parser.tokens[at + 1].kind
      let isSet = next == .equals || next == .colonEquals || at > 0 && parser.tokens[at - 1].keyword == .into
      guard isSet else { continue }
      let name = parser.text(parser.tokens[at]).lowercased()
      if variables[name] != nil { names.append(name) }
    }
    return names
  }

  /// `PREPARE s FROM @sql;`
  private mutating func readPreparation() throws(SyntaxTrouble) {
    parser.advance()
    let name = parser.text(parser.current).lowercased()
    parser.advance()
    try parser.expect(.from)
    let start = parser.position
    try moveTo(.semicolon)
    variables["prepare " + name] = folded(from: start, to: parser.position)
    parser.advance()
  }

  /// `EXECUTE s USING @a;`
  private mutating func readPreparedExecution() throws(SyntaxTrouble) {
    let first = parser.position
    parser.advance()
    let value = variables["prepare " + parser.text(parser.current).lowercased()]
    try moveTo(.semicolon)
    let range = bytes(from: first, to: parser.position)
    parser.advance()
    if let value, !value.isNull { return emitDynamic(value, place: range) }
    reading.troubles.append(
      ProcedureTrouble(
        kind: .dynamicStatement, message: "the text that \"execute\" runs is not known before it runs",
        range: positions.fileRange(range)))
  }

  /// The value of an expression, a variable of the session among them.
  private func folded(from start: Int, to end: Int) -> FoldedText? {
    if end == start + 1, let value = variables[parser.text(parser.tokens[start]).lowercased()] {
      return value
    }
    return fold(from: start, to: end).value
  }

  mutating func report(_ trouble: SyntaxTrouble) {
    let kind: ProcedureTrouble.Kind = trouble.kind == .tooLarge || trouble.kind == .tooDeep ? .limit : .syntax
    reading.troubles.append(
      ProcedureTrouble(kind: kind, message: trouble.message, range: positions.fileRange(trouble.range)))
  }
}

extension Parser {
  /// MySQL's `PROCEDURE [IF NOT EXISTS] name (arguments) characteristics body`; nil, with nothing read, if its head is
  /// not understood.
  mutating func parseMySQLProcedure() -> CreateRoutine? {
    let start = position
    do throws(SyntaxTrouble) {
      try expect(.procedure)
      _ = acceptIfNotExists()
      var routine = CreateRoutine(kind: .procedure, name: try parseQualifiedName(.function))
      routine.orReplace = true
      routine.arguments = try parseRoutineArguments()
      while skipCharacteristic() {}
      let first = position
      skipToEnd()
      guard position > first else { throw unexpected("the body of the procedure") }
      let range = range(from: first)
      routine.language = "mysql"
      routine.body = .text(
        QuotedBody(text: Array(range.bytes(of: source)), range: range, isVerbatim: true))
      return routine
    } catch {
      position = start
      return nil
    }
  }

  /// One of `COMMENT 'x'`, `LANGUAGE SQL`, `[NOT] DETERMINISTIC`, `READS SQL DATA`, `SQL SECURITY INVOKER`.
  private mutating func skipCharacteristic() -> Bool {
    let count: Int
    switch text(current).lowercased() {
    case "comment", "language", "contains", "no": count = 2
    case "not": count = 2
    case "deterministic": count = 1
    case "reads", "modifies", "sql": count = 3
    default: return false
    }
    for _ in 0..<count { advance() }
    return true
  }
}
