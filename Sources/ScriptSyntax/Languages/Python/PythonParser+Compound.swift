extension PythonParser {
  /// A statement with a block, if one starts here.
  mutating func compoundStatement() throws(ScriptTrouble) -> ScriptStatement? {
    if at("@") { return try decorated() }
    guard at(.word) else { return nil }
    let start = current.start
    switch ScriptWord(code: current.code) {
    case "if": return try conditional(start)
    case "for": return try loop(start)
    case "while": return try conditionLoop(start)
    case "try": return try attempt(start)
    case "with": return try resources(start)
    case "def": return .function(try function(start, decorators: [], isAsync: false))
    case "class": return .classDefinition(try classDefinition(start, decorators: []))
    case "async":
      advance()
      if at(word: "def") { return .function(try function(start, decorators: [], isAsync: true)) }
      if at(word: "for") { return try loop(start) }
      if at(word: "with") { return try resources(start) }
      throw unexpected("\"def\", \"for\" or \"with\"")
    case "match": return isAtMatch ? try match(start) : nil
    default: return nil
    }
  }

  private mutating func decorated() throws(ScriptTrouble) -> ScriptStatement {
    var decorators: [ScriptNode] = []
    while accept("@") {
      decorators.append(try expression())
      if !accept(.newline) { throw unexpected("the end of the line") }
    }
    let start = current.start
    let isAsync = accept(word: "async")
    if at(word: "def") { return .function(try function(start, decorators: decorators, isAsync: isAsync)) }
    if at(word: "class") { return .classDefinition(try classDefinition(start, decorators: decorators)) }
    throw unexpected("\"def\" or \"class\"")
  }

  private mutating func conditional(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    var branches: [ScriptBranches.Branch] = []
    var otherwise: [ScriptStatement] = []
    repeat {
      let place = current.start
      advance()
      let condition = try expression()
      let body = try block()
      branches.append(ScriptBranches.Branch(condition: condition, body: body, range: range(from: place)))
    } while at(word: "elif")
    if accept(word: "else") { otherwise = try block() }
    return .branches(ScriptBranches(branches: branches, otherwise: otherwise, range: range(from: start)))
  }

  private mutating func loop(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    let target = try targets()
    try expect(word: "in", "in")
    let source = try values()
    let body = try block()
    let otherwise = accept(word: "else") ? try block() : []
    return .forEach(
      ScriptForEach(
        target: target, source: source, body: body, otherwise: otherwise, range: range(from: start)))
  }

  private mutating func conditionLoop(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    let condition = try expression()
    var body = try block()
    if accept(word: "else") { body += try block() }
    return .whileLoop(
      ScriptWhile(setup: [], condition: condition, step: nil, body: body, range: range(from: start)))
  }

  private mutating func attempt(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    var attempt = ScriptAttempt(
      body: try block(), handlers: [], otherwise: [], finally: [], range: ScriptRange(start, start))
    while accept(word: "except") {
      _ = accept("*")
      var handler = ScriptAttempt.Handler(error: nil, name: nil, body: [])
      if !at(":") {
        handler.error = try values()
        if accept(word: "as") { handler.name = try expectName().text }
      }
      handler.body = try block()
      attempt.handlers.append(handler)
    }
    if accept(word: "else") { attempt.otherwise = try block() }
    if accept(word: "finally") { attempt.finally = try block() }
    attempt.range = range(from: start)
    return .attempt(attempt)
  }

  private mutating func resources(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    let first = position
    let nesting = depth
    var items: [ScriptWith.Item] = []
    // `with (a as b, c as d):`; when it is not that, the bracket belongs to the first value.
    if accept("("), let found = try? itemList(), accept(")"), at(":") {
      items = found
    } else {
      position = first
      depth = nesting
      items = try itemList()
    }
    let body = try block()
    return .with(ScriptWith(items: items, body: body, range: range(from: start)))
  }

  private mutating func itemList() throws(ScriptTrouble) -> [ScriptWith.Item] {
    var items: [ScriptWith.Item] = []
    repeat {
      if at(")") { break }
      let value = try expression()
      let target = accept(word: "as") ? try binary(.bitOr) : nil
      items.append(ScriptWith.Item(value: value, target: target))
    } while accept(",")
    return items
  }

  private mutating func classDefinition(_ start: Int32, decorators: [ScriptNode]) throws(ScriptTrouble)
    -> ScriptClass
  {
    advance()
    let name = try expectName("the name of a class").text
    try skipTypeParameters()
    var bases: [ScriptNode] = []
    var keywords: [ScriptArgument] = []
    if accept("(") {
      for argument in try arguments() {
        if argument.kind == .positional { bases.append(argument.value) } else { keywords.append(argument) }
      }
    }
    let body = try block()
    return ScriptClass(
      name: name, bases: bases, keywords: keywords, body: body, decorators: decorators,
      range: range(from: start))
  }

  private mutating func function(_ start: Int32, decorators: [ScriptNode], isAsync: Bool)
    throws(ScriptTrouble) -> ScriptFunction
  {
    advance()
    let name = try expectName("the name of a function").text
    try skipTypeParameters()
    try expect("(", "(")
    let parameters = try parameters(until: ")", areAnnotated: true)
    try expect(")", ")")
    if accept("->") { _ = try values() }
    let body = try block()
    let isStatic = decorators.contains { $0.dottedName == "staticmethod" || $0.dottedName == "classmethod" }
    return ScriptFunction(
      kind: .function, name: name, parameters: parameters, body: body, decorators: decorators,
      isAsync: isAsync,
      isStatic: isStatic, range: range(from: start))
  }

  /// Moves past `[T, U: int]` after the name of a class or function.
  private mutating func skipTypeParameters() throws(ScriptTrouble) {
    guard at("[") else { return }
    var open = 0
    repeat {
      if at("[") { open += 1 }
      if at("]") { open -= 1 }
      if at(.newline) || at(.end) { throw unexpected("\"]\"") }
      advance()
    } while open > 0
  }

  /// The parameters up to a sign that is left for the caller.
  mutating func parameters(until close: ScriptWord, areAnnotated: Bool) throws(ScriptTrouble)
    -> [ScriptParameter]
  {
    var parameters: [ScriptParameter] = []
    var kind = ScriptParameter.Kind.positional
    while !at(close) {
      let start = current.start
      if accept("/") {
        if !accept(",") { break }
        continue
      }
      var parameter = ScriptParameter(kind: kind, name: "", range: current.range)
      if accept("*") {
        kind = .keyword
        if accept(",") { continue }
        parameter.kind = .rest
      } else if accept("**") {
        parameter.kind = .keywordRest
      }
      parameter.name = try expectName("the name of a parameter").text
      if areAnnotated, accept(":") {
        _ = accept("*")
        parameter.annotation = try expression()
      }
      if accept("=") { parameter.defaultValue = try expression() }
      parameter.range = range(from: start)
      parameters.append(parameter)
      if !accept(",") { break }
    }
    return parameters
  }
}
