/// What stands in methods of Java.
extension JavaParser {
  mutating func statement(into statements: inout [ScriptStatement]) throws(ScriptTrouble) {
    let start = current.start
    if accept(";") { return }
    if at("{") {
      let body = try block()
      return statements.append(.block(body, range(from: start)))
    }
    if at(.word) || at("@") {
      if at(.word), isSign(peek(), ":"), !isReserved(current) {
        // A label of a loop.
        advance()
        return advance()
      }
      if let found = try keyword(start) { return statements.append(found) }
      if let definition = try typeDeclaration() { return statements.append(.classDefinition(definition)) }
      if let found = try localDeclaration(start) { return statements.append(contentsOf: found) }
    }
    let value = try expression()
    try endStatement()
    statements.append(.expression(value))
  }

  /// A statement that begins with a keyword; nil for others.
  private mutating func keyword(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement? {
    switch ScriptWord(code: current.code) {
    case "if": return try conditional(start)
    case "for": return isOverElements ? try elements(start) : try loop(start)
    case "while": return try conditionLoop(start)
    case "do": return try bodyLoop(start)
    case "switch": return isSign(peek(), "(") ? try choice(start) : nil
    case "try": return try attempt(start)
    case "return": return .returning(try optionalValue(), range(from: start))
    case "throw": return .raising(try optionalValue(), range(from: start))
    case "yield":
      guard !isSign(peek(), "="), !isSign(peek(), "("), !isSign(peek(), ".") else { return nil }
      return .returning(try optionalValue(), range(from: start))
    case "break":
      return try jump(.breaking(current.range))
    case "assert":
      while !at(";"), !at("}"), !at(.end) { advance() }
      try endStatement()
      return .inert(range(from: start))
    default:
      if spells(current, "continue") { return try jump(.continuing(current.range)) }
      guard spells(current, "synchronized"), isSign(peek(), "(") else { return nil }
      advance()
      try skipBrackets()
      return .block(try block(), range(from: start))
    }
  }

  /// `break a;`
  private mutating func jump(_ statement: ScriptStatement) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    if at(.word) { advance() }
    try endStatement()
    return statement
  }

  /// `final int a = 1, b;`; nil for others.
  private mutating func localDeclaration(_ start: Int32) throws(ScriptTrouble) -> [ScriptStatement]? {
    let first = position
    modifiers()
    guard let end = typeEnd(position), token(end).kind == .word, !isReserved(token(end)) else {
      position = first
      return nil
    }
    let next = token(end + 1)
    guard isSign(next, "=") || isSign(next, ";") || isSign(next, ",") || isSign(next, "[") else {
      position = first
      return nil
    }
    position = end
    let found = try declarators(start)
    try endStatement()
    return found
  }

  /// Whether `for (A a : b)` begins here.
  private var isOverElements: Bool {
    var parser = self
    parser.advance()
    parser.advance()
    parser.modifiers()
    guard isSign(peek(), "("), let end = typeEnd(parser.position), token(end).kind == .word else {
      return false
    }
    return isSign(token(end + 1), ":")
  }

  /// `for (A a : b) ...`
  private mutating func elements(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    try expect("(", "(")
    modifiers()
    _ = try type()
    let target = ScriptNode.name(try takeName())
    try expect(":", ":")
    let source = try expression()
    try expect(")", ")")
    let body = try body()
    return .forEach(
      ScriptForEach(target: target, source: source, body: body, otherwise: [], range: range(from: start)))
  }

  /// `try (A a = b; c) { } catch (A | B e) { } finally { }`
  private mutating func attempt(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    var items: [ScriptWith.Item] = []
    if accept("(") {
      while !at(")") {
        items.append(try resource())
        if !accept(";") { break }
      }
      try expect(")", ")")
    }
    var body = try block()
    if !items.isEmpty { body = [.with(ScriptWith(items: items, body: body, range: range(from: start)))] }
    var attempt = ScriptAttempt(
      body: body, handlers: [], otherwise: [], finally: [], range: ScriptRange(start, start))
    while accept(word: "catch") {
      var handler = ScriptAttempt.Handler(error: nil, name: nil, body: [])
      try expect("(", "(")
      modifiers()
      repeat {
        let type = try type()
        handler.error = Self.dotted(type.text, type.range)
      } while accept("|")
      handler.name = try takeName().text
      try expect(")", ")")
      handler.body = try block()
      attempt.handlers.append(handler)
    }
    if accept(word: "finally") { attempt.finally = try block() }
    attempt.range = range(from: start)
    return .attempt(attempt)
  }

  private mutating func resource() throws(ScriptTrouble) -> ScriptWith.Item {
    let first = position
    modifiers()
    if let end = typeEnd(position), token(end).kind == .word, isSign(token(end + 1), "=") {
      position = end
      let name = try takeName()
      advance()
      return ScriptWith.Item(value: try expression(), target: .name(name))
    }
    position = first
    return ScriptWith.Item(value: try expression(), target: nil)
  }
}
