extension RubyParser {
  /// A statement that starts with a word of its own and goes to its `end`; nil if none comes next.
  mutating func parseCompound() throws(ScriptTrouble) -> ScriptStatement? {
    let start = at
    switch peek() {
    case UInt8(ascii: "i"): if takeWord("if") { return try parseIf(start, isNegated: false) }
    case UInt8(ascii: "u"):
      if takeWord("unless") { return try parseIf(start, isNegated: true) }
      if takeWord("until") { return try parseWhile(start, isNegated: true) }
    case UInt8(ascii: "w"): if takeWord("while") { return try parseWhile(start, isNegated: false) }
    case UInt8(ascii: "f"): if takeWord("for") { return try parseFor(start) }
    case UInt8(ascii: "c"):
      if takeWord("case") { return try parseCase(start) }
      if takeWord("class") { return try parseClass(start, .classType) }
    case UInt8(ascii: "m"): if takeWord("module") { return try parseClass(start, .module) }
    case UInt8(ascii: "d"): if takeWord("def") { return .function(try parseDefinition(start)) }
    case UInt8(ascii: "b"):
      if takeWord("begin") {
        let body = try parseBody(start)
        try takeEnd()
        if body.count == 1, case .attempt(let attempt)? = body.first { return .attempt(attempt) }
        return .block(body, range(start))
      }
    default: break
    }
    return nil
  }

  mutating func takeEnd() throws(ScriptTrouble) {
    skipSeparators()
    guard takeWord("end") else { throw unexpected("\"end\"") }
  }

  private mutating func parseHead() throws(ScriptTrouble) -> ScriptNode {
    noDo += 1
    defer { noDo -= 1 }
    skipLines()
    return try parseLogical()
  }

  private mutating func takeThen() {
    skipSeparators()
    _ = takeWord("then")
  }

  private mutating func parseIf(_ start: Int, isNegated: Bool) throws(ScriptTrouble) -> ScriptStatement {
    var list: [ScriptBranches.Branch] = []
    var otherwise: [ScriptStatement] = []
    var condition = try parseHead()
    if isNegated { condition = negated(condition) }
    takeThen()
    var from = start
    while true {
      let body = parseStatements()
      list.append(.init(condition: condition, body: body, range: range(from)))
      from = at
      guard takeWord("elsif") else { break }
      condition = try parseHead()
      takeThen()
    }
    if takeWord("else") { otherwise = parseStatements() }
    try takeEnd()
    return .branches(ScriptBranches(branches: list, otherwise: otherwise, range: range(start)))
  }

  private mutating func parseWhile(_ start: Int, isNegated: Bool) throws(ScriptTrouble) -> ScriptStatement {
    let condition = try parseHead()
    skipSpaces()
    _ = takeWord("do")
    let body = parseStatements()
    try takeEnd()
    return loop(isNegated ? negated(condition) : condition, body, start)
  }

  private mutating func parseFor(_ start: Int) throws(ScriptTrouble) -> ScriptStatement {
    skipSpaces()
    var names: [ScriptNode] = []
    repeat {
      skipSpaces()
      names.append(.name(try parseLocalName()))
      skipSpaces()
    } while take(",")
    guard takeWord("in") else { throw unexpected("\"in\"") }
    let source = try parseHead()
    skipSpaces()
    _ = takeWord("do")
    let body = parseStatements()
    try takeEnd()
    let target = names.count == 1 ? names[0] : .tuple(ScriptList(elements: names, range: range(start)))
    return .forEach(
      ScriptForEach(target: target, source: source, body: body, otherwise: [], range: range(start)))
  }

  mutating func parseLocalName() throws(ScriptTrouble) -> ScriptName {
    let start = at
    guard ScriptByte.isNameStart(peek()) else { throw unexpected("a name") }
    at = nameEnd(at)
    let name = text(start, at)
    locals.insert(name)
    return ScriptName(text: name, range: range(start))
  }

  private mutating func parseCase(_ start: Int) throws(ScriptTrouble) -> ScriptStatement {
    skipSpaces()
    var subject: ScriptNode?
    let isAlone =
      peek() == 10 || peek() == UInt8(ascii: "#") || peek() == UInt8(ascii: ";") || seesWord("when")
    if !isAlone { subject = try parseHead() }
    var list: [ScriptBranches.Branch] = []
    var otherwise: [ScriptStatement] = []
    skipSeparators()
    while true {
      let from = at
      if takeWord("when") {
        let condition = try parseWhen(subject)
        takeThen()
        list.append(.init(condition: condition, body: parseStatements(), range: range(from)))
      } else if takeWord("in") {
        // Patterns are not compared: which branch is run is not known.
        while at < end, peek() != 10, !seesWord("then") { at += 1 }
        takeThen()
        list.append(.init(condition: nil, body: parseStatements(), range: range(from)))
      } else {
        break
      }
    }
    if takeWord("else") { otherwise = parseStatements() }
    try takeEnd()
    return .branches(ScriptBranches(branches: list, otherwise: otherwise, range: range(start)))
  }

  private mutating func parseWhen(_ subject: ScriptNode?) throws(ScriptTrouble) -> ScriptNode {
    let start = at
    var values: [ScriptNode] = []
    repeat {
      skipLines()
      let isSpread = take("*")
      let value = try parseExpression()
      if isSpread {
        values.append(.spread(value, value.range))
      } else if let subject {
        values.append(
          .operation(
            ScriptOperation(operation: .equal, operands: [subject, value], range: value.range)))
      } else {
        values.append(value)
      }
      skipSpaces()
    } while take(",")
    if values.count == 1 { return values[0] }
    return .operation(ScriptOperation(operation: .or, operands: values, range: range(start)))
  }

  /// Statements with `rescue`, `else` and `ensure` behind them, up to `end`, which is left.
  mutating func parseBody(_ start: Int) throws(ScriptTrouble) -> [ScriptStatement] {
    let body = parseStatements()
    var handlers: [ScriptAttempt.Handler] = []
    var otherwise: [ScriptStatement] = []
    var finally: [ScriptStatement] = []
    while takeWord("rescue") {
      var handler = ScriptAttempt.Handler(error: nil, name: nil, body: [])
      skipSpaces()
      if peek() != 10, peek() != UInt8(ascii: ";"), !seesWord("then"), !sees("=>"),
        peek() != UInt8(ascii: "#")
      {
        handler.error = try parseExpression()
        skipSpaces()
        while take(",") {
          skipLines()
          _ = try parseExpression()
          skipSpaces()
        }
      }
      if take("=>") {
        skipSpaces()
        handler.name = try parseLocalName().text
      }
      takeThen()
      handler.body = parseStatements()
      handlers.append(handler)
    }
    if takeWord("else") { otherwise = parseStatements() }
    if takeWord("ensure") { finally = parseStatements() }
    if handlers.isEmpty, otherwise.isEmpty, finally.isEmpty { return body }
    return [
      .attempt(
        ScriptAttempt(
          body: body, handlers: handlers, otherwise: otherwise, finally: finally, range: range(start)))
    ]
  }
}
