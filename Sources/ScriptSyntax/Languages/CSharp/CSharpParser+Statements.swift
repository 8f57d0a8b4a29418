/// What stands in methods.
extension CSharpParser {
  mutating func statement(into statements: inout [ScriptStatement]) throws(ScriptTrouble) {
    let start = current.start
    if accept(";") { return }
    if at("{") {
      let body = try block()
      return statements.append(.block(body, range(from: start)))
    }
    if at("["), closer(of: position) != nil, !isCollectionStart { _ = try attributes() }
    if at(.word) {
      if let found = try keyword(start) { return statements.append(found) }
      if let found = try localDeclaration(start) { return statements.append(contentsOf: found) }
      if isSign(peek(), ":"), !isReserved(current) {
        // A label of `goto`.
        advance()
        return advance()
      }
    } else if at("("), let found = try localDeclaration(start) {
      return statements.append(contentsOf: found)
    }
    let value = try expression()
    try endStatement()
    statements.append(.expression(value))
  }

  /// `[a, b].ForEach(...)`
  private var isCollectionStart: Bool {
    guard let close = closer(of: position) else { return false }
    return isSign(token(close + 1), ".")
  }

  /// A statement that begins with a keyword; nil for others.
  private mutating func keyword(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement? {
    switch ScriptWord(code: current.code) {
    case "if": return try conditional(start)
    case "for": return try loop(start)
    case "foreach": return try elements(start)
    case "while": return try conditionLoop(start)
    case "do": return try bodyLoop(start)
    case "switch": return isSign(peek(), "(") ? try choice(start) : nil
    case "try": return try attempt(start)
    case "return": return .returning(try optionalValue(), range(from: start))
    case "throw": return .raising(try optionalValue(), range(from: start))
    case "break", "continue", "goto":
      let isBreak = at(word: "break")
      let isContinue = at(word: "continue")
      while !at(";"), !at("}"), !at(.end) { advance() }
      try endStatement()
      return isBreak
        ? .breaking(range(from: start))
        : isContinue ? .continuing(range(from: start)) : .inert(range(from: start))
    case "using", "lock", "fixed": return try around(start)
    case "checked", "unsafe":
      guard isSign(peek(), "{") else { return nil }
      advance()
      return .block(try block(), range(from: start))
    case "await":
      guard isWord(peek(), "foreach") || isWord(peek(), "using") else { return nil }
      advance()
      return try keyword(start)
    case "yield":
      guard isWord(peek(), "return") || isWord(peek(), "break") else { return nil }
      advance()
      advance()
      let value = at(";") ? .null(range(from: start)) : try expression()
      try endStatement()
      return .expression(.unary(ScriptUnary(operation: .word, operand: value, range: range(from: start))))
    default: return nil
    }
  }

  /// `int a = 1, b;`, `var (a, b) = c;`, `const string a = "b";`, local functions; nil for others.
  private mutating func localDeclaration(_ start: Int32) throws(ScriptTrouble) -> [ScriptStatement]? {
    let first = position
    let words = modifiers()
    if at(word: "var"), isSign(peek(), "(") {
      advance()
      return try deconstruction(start)
    }
    guard let end = typeEnd(position), token(end).kind == .word, !isReserved(token(end)) else {
      position = first
      return nil
    }
    let next = token(end + 1)
    if isSign(next, "(") || isSign(next, "<") {
      let type = try type()
      let name = try takeName()
      var function = try method(name, start, returning: type.text)
      function.isAsync = words.isAsync
      return [.function(function)]
    }
    guard isSign(next, "=") || isSign(next, ";") || isSign(next, ",") else {
      position = first
      return nil
    }
    position = end
    let found = try declarators(start)
    try endStatement()
    return found
  }

  /// `(a, b) = c;` behind `var`.
  private mutating func deconstruction(_ start: Int32) throws(ScriptTrouble) -> [ScriptStatement] {
    let names = try nameList()
    try expect("=", "=")
    let value = try expression()
    try endStatement()
    return [declared(names, value, start)]
  }

  /// `(a, b)` as a target.
  private mutating func nameList() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    try expect("(", "(")
    var names: [ScriptNode] = []
    while !at(")") {
      if at(.word), peek().kind == .word { _ = try type() }
      names.append(.name(try takeName()))
      if !accept(",") { break }
    }
    try expect(")", ")")
    return .tuple(ScriptList(elements: names, range: range(from: start)))
  }

  /// `foreach (var a in b) ...`
  private mutating func elements(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    try expect("(", "(")
    var target: ScriptNode
    if at(word: "var"), isSign(peek(), "(") {
      advance()
      target = try nameList()
    } else if at("(") {
      target = try nameList()
    } else {
      _ = try type()
      target = .name(try takeName())
    }
    try expect(word: "in", "in")
    let source = try expression()
    try expect(")", ")")
    let body = try body()
    return .forEach(
      ScriptForEach(target: target, source: source, body: body, otherwise: [], range: range(from: start)))
  }

  /// `try { } catch (A e) when (b) { } finally { }`
  private mutating func attempt(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    var attempt = ScriptAttempt(
      body: try block(), handlers: [], otherwise: [], finally: [], range: ScriptRange(start, start))
    while accept(word: "catch") {
      var handler = ScriptAttempt.Handler(error: nil, name: nil, body: [])
      if accept("(") {
        let type = try type()
        handler.error = Self.dotted(type.text, type.range)
        if at(.word) { handler.name = try takeName().text }
        try expect(")", ")")
      }
      if accept(word: "when") { _ = try bracketed() }
      handler.body = try block()
      attempt.handlers.append(handler)
    }
    if accept(word: "finally") { attempt.finally = try block() }
    attempt.range = range(from: start)
    return .attempt(attempt)
  }

  /// `using (var a = b) ...`, `using var a = b;`, `lock (a) ...`
  private mutating func around(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    guard at("(") else {
      guard let found = try localDeclaration(start) else { throw unexpected("a variable") }
      return found.count == 1 ? found[0] : .block(found, range(from: start))
    }
    advance()
    var items: [ScriptWith.Item] = []
    if let end = typeEnd(position), token(end).kind == .word, isSign(token(end + 1), "=") {
      position = end
      repeat {
        let name = try takeName()
        try expect("=", "=")
        items.append(ScriptWith.Item(value: try expression(), target: .name(name)))
      } while accept(",")
    } else {
      items.append(ScriptWith.Item(value: try expression(), target: nil))
    }
    try expect(")", ")")
    let body = try body()
    return .with(ScriptWith(items: items, body: body, range: range(from: start)))
  }
}
