/// What stands in functions of Kotlin.
extension KotlinParser {
  mutating func statement(into statements: inout [ScriptStatement]) throws(ScriptTrouble) {
    let start = current.start
    if accept(";") { return }
    if at("}") { return advance() }
    if at(word: "package") || at(word: "import"), peek().kind == .word {
      return statements.append(try header(start))
    }
    if at("@"), isWord(peek(), "file") {
      annotations()
      return statements.append(.inert(range(from: start)))
    }
    if let found = try declaration(start) { return statements.append(contentsOf: found) }
    annotations()
    if at(.word), isSign(peek(), "@"), isAdjacent(current, peek()), !isJump {
      // `loop@ for ...`
      advance()
      advance()
    }
    if let found = try keyword(start) { return statements.append(found) }
    let value = try expression()
    try endStatement()
    statements.append(.expression(value))
  }

  private var isJump: Bool {
    at(word: "return") || at(word: "break") || at(word: "this") || at(word: "super")
      || spells(current, "continue")
  }

  /// `package a.b`, `import a.b.C as d`
  private mutating func header(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    let isImport = at(word: "import")
    advance()
    var parts = [try takeName().text]
    while accept(".") {
      if accept("*") { break }
      parts.append(try takeName().text)
    }
    if accept(word: "as") { _ = try takeName() }
    _ = accept(";")
    let whole = range(from: start)
    guard isImport else { return .inert(whole) }
    return .imports(ScriptImport(module: parts.joined(separator: "."), names: [], range: whole))
  }

  /// The end of a statement.
  mutating func endStatement() throws(ScriptTrouble) {
    if accept(";") || at("}") || at(.end) || at(word: "else") || current.followsBreak { return }
    throw unexpected("the end of the line")
  }

  /// A statement that begins with a keyword; nil for others.
  private mutating func keyword(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement? {
    guard at(.word) else { return nil }
    switch ScriptWord(code: current.code) {
    case "if": return try afterwards(try conditional(start))
    case "when": return isSign(peek(), "(") || isSign(peek(), "{") ? try afterwards(try choice(start)) : nil
    case "for": return try elements(start)
    case "while":
      advance()
      let condition = try bracketed()
      let body = try body()
      return .whileLoop(ScriptWhile(setup: [], condition: condition, body: body, range: range(from: start)))
    case "do":
      advance()
      let body = try body()
      try expect(word: "while", "while")
      let condition = try bracketed()
      return .whileLoop(
        ScriptWhile(
          setup: [], condition: condition, isBodyFirst: true, body: body, range: range(from: start)))
    case "try": return isSign(peek(), "{") ? try afterwards(try attempt(start)) : nil
    case "return":
      advance()
      label()
      let value = endsHere ? nil : try expression()
      return .returning(value, range(from: start))
    case "throw":
      advance()
      return .raising(try expression(), range(from: start))
    case "break":
      advance()
      label()
      return .breaking(range(from: start))
    default:
      guard spells(current, "continue") else { return nil }
      advance()
      label()
      return .continuing(range(from: start))
    }
  }

  /// A statement that is no part of a value: `if (a) b else c` with nothing behind it.
  private mutating func afterwards(_ statement: ScriptStatement) throws(ScriptTrouble) -> ScriptStatement {
    if at("."), !breaks { throw unexpected("the end of the line") }
    return statement
  }

  /// `@a` behind a jump.
  mutating func label() {
    guard at("@"), isAdjacent(peek(-1), current), peek().kind == .word else { return }
    advance()
    advance()
  }

  /// Whether a value that may follow does not.
  var endsHere: Bool {
    current.followsBreak || at(";") || at("}") || at(")") || at(",") || at("]") || at(.end)
      || at(word: "else")
  }

  /// `if (a) ... else if (b) ... else ...`
  mutating func conditional(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    var branches: [ScriptBranches.Branch] = []
    var otherwise: [ScriptStatement] = []
    var place = start
    while true {
      try expect(word: "if", "if")
      let condition = try bracketed()
      let body = try body()
      branches.append(ScriptBranches.Branch(condition: condition, body: body, range: range(from: place)))
      if at(";"), isWord(peek(), "else") { advance() }
      guard accept(word: "else") else { break }
      place = current.start
      if at(word: "if") { continue }
      otherwise = try self.body()
      break
    }
    return .branches(ScriptBranches(branches: branches, otherwise: otherwise, range: range(from: start)))
  }

  /// `for ((a, b) in c) ...`
  private mutating func elements(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    try expect("(", "(")
    bracketing += 1
    annotations()
    let target: ScriptNode
    do throws(ScriptTrouble) {
      target = at("(") ? try destructured() : .name(try takeName())
      _ = try typeMark()
      try expect(word: "in", "in")
    } catch {
      bracketing -= 1
      throw error
    }
    bracketing -= 1
    let source = try inBrackets { (parser) throws(ScriptTrouble) in try parser.expression() }
    try expect(")", ")")
    let body = try body()
    return .forEach(
      ScriptForEach(target: target, source: source, body: body, otherwise: [], range: range(from: start)))
  }

  /// `try { } catch (e: A) { } finally { }`
  mutating func attempt(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    var attempt = ScriptAttempt(
      body: try braces(), handlers: [], otherwise: [], finally: [], range: ScriptRange(start, start))
    while accept(word: "catch") {
      var handler = ScriptAttempt.Handler(error: nil, name: nil, body: [])
      try expect("(", "(")
      annotations()
      handler.name = try takeName().text
      handler.error = try typeMark().map { CSharpParser.dotted($0.text, $0.range) }
      try expect(")", ")")
      handler.body = try braces()
      attempt.handlers.append(handler)
    }
    if accept(word: "finally") { attempt.finally = try braces() }
    attempt.range = range(from: start)
    return .attempt(attempt)
  }

  /// `when (val a = b) { 1, 2 -> c; in d..e -> f; is G -> h; else -> i }`
  mutating func choice(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    var subject: ScriptNode?
    if at("(") {
      advance()
      if at(word: "val"), peek().kind == .word {
        advance()
        _ = try takeName()
        _ = try typeMark()
        try expect("=", "=")
      }
      subject = try inBrackets { (parser) throws(ScriptTrouble) in try parser.expression() }
      try expect(")", ")")
    }
    try enter()
    defer { leave() }
    let outer = bracketing
    bracketing = 0
    defer { bracketing = outer }
    try expect("{", "{")
    var groups: [SwitchGroup] = []
    while !at("}") {
      if accept(";") { continue }
      let place = current.start
      var group = SwitchGroup(range: ScriptRange(place, place))
      if at(word: "else"), isSign(peek(), "->") {
        advance()
        group.isRest = true
      } else {
        repeat { group.tests.append(try test(of: subject)) } while accept(",")
      }
      try expect("->", "->")
      group.body = try body()
      group.range = range(from: place)
      groups.append(group)
    }
    advance()
    return SwitchGroup.branches(groups, range(from: start))
  }

  private mutating func test(of subject: ScriptNode?) throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    guard let subject else { return try expression() }
    let isNot = at("!") && (isWord(peek(), "in") || isWord(peek(), "is"))
    if isNot { advance() }
    if accept(word: "is") {
      _ = try type()
      return .unparsed(range(from: start))
    }
    if accept(word: "in") {
      let whole = try expression()
      return .operation(
        ScriptOperation(
          operation: isNot ? .notContains : .contains, operands: [subject, whole], range: range(from: start)))
    }
    let value = try expression()
    return .operation(
      ScriptOperation(operation: .equal, operands: [subject, value], range: range(from: start)))
  }
}
