extension JavaScriptParser {
  mutating func statement(into statements: inout [ScriptStatement]) throws(ScriptTrouble) {
    let start = current.start
    if accept(";") { return }
    if at("{") {
      let body = try block()
      return statements.append(.block(body, range(from: start)))
    }
    if at("@") { return statements.append(try decorated()) }
    if at(.word) {
      if let found = try keywordStatement(start) { return statements.append(found) }
      if isName(current), isSign(peek(), ":") {
        advance()
        advance()
        try enter()
        try statement(into: &statements)
        return leave()
      }
    }
    let value = try expression()
    try endStatement()
    statements.append(.expression(value))
  }

  private mutating func keywordStatement(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement? {
    switch ScriptWord(code: current.code) {
    case "var", "const": return isEnumeration ? try enumeration(start) : try declarations(start)
    case "let":
      return isName(peek()) || isSign(peek(), "{") || isSign(peek(), "[") ? try declarations(start) : nil
    case "function": return .function(try function(start, isAsync: false))
    case "async":
      guard isWord(peek(), "function"), !peek().followsBreak else { return nil }
      advance()
      return .function(try function(start, isAsync: true))
    case "class": return .classDefinition(try classDefinition(start, decorators: []))
    case "if": return try conditional(start)
    case "for": return try loop(start)
    case "while": return try conditionLoop(start)
    case "do": return try bodyLoop(start)
    case "switch": return try choice(start)
    case "try": return try attempt(start)
    case "return", "throw":
      let isReturn = at(word: "return")
      advance()
      let isBare = at(";") || at("}") || at(.end) || current.followsBreak
      let value = isBare ? nil : try expression()
      try endStatement()
      return isReturn ? .returning(value, range(from: start)) : .raising(value, range(from: start))
    case "break", "continue":
      let isBreak = at(word: "break")
      advance()
      if isName(current), !current.followsBreak { advance() }
      try endStatement()
      return isBreak ? .breaking(range(from: start)) : .continuing(range(from: start))
    case "debugger":
      advance()
      try endStatement()
      return .inert(range(from: start))
    case "import":
      if isSign(peek(), "(") || isSign(peek(), ".") { return nil }
      return try importStatement(start)
    case "export": return try exportStatement(start)
    default: return hasTypes ? try typeStatement(start) : nil
    }
  }

  /// `const a = 1, { b } = c;`, one assignment for every part.
  mutating func declarations(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    var parts: [ScriptStatement] = []
    repeat { parts.append(.assignment(try declaration())) } while accept(",")
    try endStatement()
    if parts.count == 1, let only = parts.first { return only }
    return .block(parts, range(from: start))
  }

  private mutating func declaration() throws(ScriptTrouble) -> ScriptAssignment {
    let start = current.start
    let target = try bindingTarget()
    if hasTypes {
      _ = accept("!")
      if accept(":") { try skipType() }
    }
    let value = accept("=") ? try assignmentValue() : nil
    return ScriptAssignment(
      targets: [target], operation: nil, annotation: nil, value: value, isDeclaration: true,
      range: range(from: start))
  }

  /// A name, or a pattern in braces or brackets.
  mutating func bindingTarget() throws(ScriptTrouble) -> ScriptNode {
    if at("{") || at("[") { return try primary() }
    guard isName(current) || at(word: "this") else { throw unexpected("a name") }
    let name = ScriptName(text: text(current), range: current.range)
    advance()
    return .name(name)
  }

  /// `(a)`.
  mutating func bracketed() throws(ScriptTrouble) -> ScriptNode {
    try expect("(", "(")
    let value = try expression()
    try expect(")", ")")
    return value
  }

  private mutating func conditional(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    var branches: [ScriptBranches.Branch] = []
    var otherwise: [ScriptStatement] = []
    while at(word: "if") {
      let place = current.start
      advance()
      let condition = try bracketed()
      let body = try body()
      branches.append(ScriptBranches.Branch(condition: condition, body: body, range: range(from: place)))
      guard accept(word: "else") else { break }
      if !at(word: "if") {
        otherwise = try self.body()
        break
      }
    }
    return .branches(ScriptBranches(branches: branches, otherwise: otherwise, range: range(from: start)))
  }

  private mutating func loop(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    _ = accept(word: "await")
    try expect("(", "(")
    var setup: [ScriptStatement] = []
    if !at(";") {
      isInLoopHead = true
      let isDeclared = at(word: "const") || at(word: "let") || at(word: "var")
      if isDeclared { advance() }
      let place = current.start
      let target = isDeclared ? try bindingTarget() : try postfixed()
      if isDeclared, hasTypes, accept(":") { try skipType() }
      if at(word: "of") || at(word: "in") {
        isInLoopHead = false
        return try elements(start, target)
      }
      setup = try loopSetup(target, place, isDeclared)
      isInLoopHead = false
    }
    try expect(";", ";")
    let condition = at(";") ? nil : try expression()
    try expect(";", ";")
    let step = at(")") ? nil : try expression()
    try expect(")", ")")
    let body = try body()
    return .whileLoop(
      ScriptWhile(setup: setup, condition: condition, step: step, body: body, range: range(from: start)))
  }

  private mutating func elements(_ start: Int32, _ target: ScriptNode) throws(ScriptTrouble)
    -> ScriptStatement
  {
    let isOverKeys = at(word: "in")
    advance()
    let source = try expression()
    try expect(")", ")")
    let body = try body()
    return .forEach(
      ScriptForEach(
        target: target, source: source, isOverKeys: isOverKeys, body: body, otherwise: [],
        range: range(from: start)))
  }

  private mutating func loopSetup(_ target: ScriptNode, _ place: Int32, _ isDeclared: Bool)
    throws(ScriptTrouble) -> [ScriptStatement]
  {
    var found: [ScriptStatement] = []
    let value = accept("=") ? try assignmentValue() : nil
    found.append(
      .assignment(
        ScriptAssignment(
          targets: [target], operation: nil, annotation: nil, value: value, isDeclaration: isDeclared,
          range: range(from: place))))
    while accept(",") {
      if isDeclared {
        found.append(.assignment(try declaration()))
      } else {
        found.append(.expression(try assignmentValue()))
      }
    }
    return found
  }

  private mutating func conditionLoop(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    let condition = try bracketed()
    let body = try body()
    return .whileLoop(
      ScriptWhile(setup: [], condition: condition, step: nil, body: body, range: range(from: start)))
  }

  private mutating func bodyLoop(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    let body = try body()
    try expect(word: "while", "while")
    let condition = try bracketed()
    _ = accept(";")
    return .whileLoop(
      ScriptWhile(
        setup: [], condition: condition, isBodyFirst: true, step: nil, body: body, range: range(from: start)))
  }

  private mutating func attempt(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    var attempt = ScriptAttempt(
      body: try block(), handlers: [], otherwise: [], finally: [], range: ScriptRange(start, start))
    if accept(word: "catch") {
      var handler = ScriptAttempt.Handler(error: nil, name: nil, body: [])
      if accept("(") {
        if case .name(let name) = try bindingTarget() { handler.name = name.text }
        if hasTypes, accept(":") { try skipType() }
        try expect(")", ")")
      }
      handler.body = try block()
      attempt.handlers = [handler]
    }
    if accept(word: "finally") { attempt.finally = try block() }
    attempt.range = range(from: start)
    return .attempt(attempt)
  }
}
