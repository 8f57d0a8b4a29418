extension JavaScriptParser {
  /// `function name(a) { ... }`, from the word `function`.
  mutating func function(_ start: Int32, isAsync: Bool) throws(ScriptTrouble) -> ScriptFunction {
    advance()
    _ = accept("*")
    var name = ""
    if at(.word), !isSign(current, "(") {
      name = text(current)
      advance()
    }
    return try functionRest(.function, name, start, isAsync: isAsync)
  }

  /// Parameters and body; a declaration without a body has none.
  mutating func functionRest(_ kind: ScriptFunction.Kind, _ name: String, _ start: Int32, isAsync: Bool)
    throws(ScriptTrouble) -> ScriptFunction
  {
    if hasTypes, at("<") { try skipTypeArguments() }
    let parameters = try parameters()
    if hasTypes, accept(":") { try skipType() }
    var body: [ScriptStatement] = []
    if at("{") { body = try block() } else { try endStatement() }
    return ScriptFunction(
      kind: kind, name: name, parameters: parameters, body: body, isAsync: isAsync, range: range(from: start))
  }

  private mutating func skipReturnType() throws(ScriptTrouble) {
    try skipType()
  }

  /// `(a, { b } = c, ...d)`.
  mutating func parameters() throws(ScriptTrouble) -> [ScriptParameter] {
    try expect("(", "(")
    var found: [ScriptParameter] = []
    while !at(")") {
      let start = current.start
      while accept("@") { _ = try boundedLink() }
      while isModifier(current), peek().kind == .word || isSign(peek(), "{") || isSign(peek(), "[") {
        advance()
      }
      var parameter = ScriptParameter(kind: .positional, name: "", range: current.range)
      if accept("...") { parameter.kind = .rest }
      let isThis = at(word: "this")
      switch try bindingTarget() {
      case .name(let name): parameter.name = name.text
      case let pattern: parameter.pattern = pattern
      }
      if hasTypes {
        _ = accept("?")
        if accept(":") { try skipType() }
      }
      if accept("=") { parameter.defaultValue = try assignmentValue() }
      parameter.range = range(from: start)
      if !isThis { found.append(parameter) }
      if !accept(",") { break }
    }
    try expect(")", ")")
    return found
  }

  /// Words before a member or parameter that do not change its value.
  func isModifier(_ token: ScriptToken) -> Bool {
    guard hasTypes, token.kind == .word else { return false }
    switch ScriptWord(code: token.code) {
    case "public", "private", "readonly", "override", "declare", "abstract", "accessor": return true
    default: return spells(token, "protected")
    }
  }

  /// Whether a function with an arrow begins here: `a =>`, `(a, b) =>`, `(a): T =>`, `<T>(a) =>`.
  var isAtArrow: Bool {
    if isName(current) { return isSign(peek(), "=>") }
    var open = position
    if hasTypes, at("<"), let end = typeArgumentsEnd(position) { open = end + 1 }
    guard isSign(token(open), "("), let close = closingIndex(open) else { return false }
    if isSign(token(close + 1), "=>") { return true }
    guard hasTypes, isSign(token(close + 1), ":"), beginsParameters(open + 1) else { return false }
    var ahead = self
    ahead.position = close + 2
    do throws(ScriptTrouble) {
      try ahead.skipType()
    } catch {
      return false
    }
    return ahead.at("=>")
  }

  private func beginsParameters(_ index: Int) -> Bool {
    let first = token(index)
    let next = token(index + 1)
    if isSign(first, ")") || isSign(first, "{") || isSign(first, "[") || isSign(first, "...") { return true }
    return isName(first)
      && (isSign(next, ",") || isSign(next, ")") || isSign(next, ":") || isSign(next, "?")
        || isSign(next, "="))
  }

  /// A function with an arrow.
  mutating func arrow(_ start: Int32, isAsync: Bool) throws(ScriptTrouble) -> ScriptNode {
    var parameters: [ScriptParameter] = []
    if isName(current) {
      parameters = [ScriptParameter(kind: .positional, name: text(current), range: current.range)]
      advance()
    } else {
      if at("<") { try skipTypeArguments() }
      parameters = try self.parameters()
      if hasTypes, accept(":") { try skipType() }
    }
    try expect("=>", "=>")
    var body: [ScriptStatement]
    let isInHead = isInLoopHead
    if at("{") {
      isInLoopHead = false
      body = try block()
      isInLoopHead = isInHead
    } else {
      let value = try assignmentValue()
      body = [.returning(value, value.range)]
    }
    return .function(
      ScriptFunction(
        kind: .lambda, name: "", parameters: parameters, body: body, isAsync: isAsync,
        range: range(from: start)))
  }
}
