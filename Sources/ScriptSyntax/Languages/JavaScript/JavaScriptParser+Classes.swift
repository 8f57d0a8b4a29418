extension JavaScriptParser {
  /// `@a() class B {}`, also before `export`.
  mutating func decorated() throws(ScriptTrouble) -> ScriptStatement {
    let decorators = try decorators()
    let start = current.start
    if at(word: "export") {
      advance()
      let isDefault = accept(word: "default")
      _ = accept(word: "abstract")
      let definition = try classDefinition(current.start, decorators: decorators)
      return .export(
        ScriptExport(
          names: [], module: nil, statement: .classDefinition(definition), isDefault: isDefault,
          range: range(from: start)))
    }
    _ = accept(word: "abstract")
    return .classDefinition(try classDefinition(start, decorators: decorators))
  }

  private mutating func decorators() throws(ScriptTrouble) -> [ScriptNode] {
    var found: [ScriptNode] = []
    while accept("@") { found.append(try boundedLink()) }
    return found
  }

  /// A class from its word, with or without a name.
  mutating func classDefinition(_ start: Int32, decorators: [ScriptNode]) throws(ScriptTrouble) -> ScriptClass
  {
    try expect(word: "class", "class")
    var definition = ScriptClass(name: "", bases: [], body: [], range: ScriptRange(start, start))
    definition.decorators = decorators
    if isName(current), !spells(current, "implements") {
      definition.name = text(current)
      advance()
    }
    if hasTypes, at("<") { try skipTypeArguments() }
    if accept(word: "extends") {
      definition.bases.append(try boundedLink())
      if hasTypes, at("<") { try skipTypeArguments() }
    }
    if hasTypes, spells(current, "implements") {
      advance()
      repeat {
        let place = current.start
        let name = text(current)
        try skipType()
        let range = range(from: place)
        definition.bases.append(.name(ScriptName(text: name, range: range)))
      } while accept(",")
    }
    try expect("{", "{")
    while !at("}") {
      if at(.end) { throw unexpected("\"}\"") }
      classLine(into: &definition.body)
    }
    advance()
    definition.range = range(from: start)
    return definition
  }

  /// Adds one member; what is not read is kept as a trouble.
  private mutating func classLine(into body: inout [ScriptStatement]) {
    if accept(";") { return }
    let first = position
    let nesting = depth
    do throws(ScriptTrouble) {
      try enter()
      if let member = try member() { body.append(member) }
      leave()
    } catch {
      depth = nesting
      let failedAt = position
      position = first
      repeat {
        if let close = closingIndex(position) { position = close }
        advance()
      } while !at(.end) && !at("}")
        && !(position > failedAt && (current.followsBreak || isSign(peek(-1), ";")))
      var trouble = error
      trouble.range = range(from: tokens[first].start)
      troubles.append(trouble)
      body.append(.unparsed(trouble))
    }
  }

  private mutating func member() throws(ScriptTrouble) -> ScriptStatement? {
    let decorators = try decorators()
    let start = current.start
    var isStatic = false
    var isAsync = false
    var kind = ScriptFunction.Kind.function
    while at(.word), isPrefix(peek()) {
      if at(word: "static") {
        if isSign(peek(), "{") {
          advance()
          return .block(try block(), range(from: start))
        }
        isStatic = true
      } else if at(word: "async") {
        isAsync = true
      } else if at(word: "get") {
        kind = .getter
      } else if at(word: "set") {
        kind = .setter
      } else if !isModifier(current) {
        break
      }
      advance()
    }
    _ = accept("*")
    if hasTypes, at("["), let close = closingIndex(position), isSign(token(position + 2), ":") {
      // `[key: string]: any`.
      position = close
      advance()
      if accept(":") { try skipType() }
      try endStatement()
      return nil
    }
    let name = try memberName()
    if at("(") || at("<") {
      var function = try functionRest(kind, name.memberText, start, isAsync: isAsync)
      function.isStatic = isStatic
      function.decorators = decorators
      // Overloads and abstract methods have no body.
      return isSign(peek(-1), "}") ? .function(function) : nil
    }
    return try field(name, start)
  }

  private mutating func field(_ name: ScriptNode, _ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    if hasTypes {
      _ = accept("?") || accept("!")
      if accept(":") { try skipType() }
    }
    let value = accept("=") ? try assignmentValue() : nil
    try endStatement()
    let target: ScriptNode = .name(ScriptName(text: name.memberText, range: name.range))
    return .assignment(
      ScriptAssignment(
        targets: [target], operation: nil, annotation: nil, value: value, isDeclaration: true,
        range: range(from: start)))
  }

  /// Whether the word before a token is a modifier, not the name of the member itself.
  private func isPrefix(_ next: ScriptToken) -> Bool {
    switch next.kind {
    case .word, .string, .number: true
    case .sign: isSign(next, "[") || isSign(next, "{") || isSign(next, "*")
    case .end, .template, .regularExpression, .newline, .indent, .dedent, .broken: false
    }
  }

  /// The name of a member of a class or an object: a word, string, number or value in brackets.
  mutating func memberName() throws(ScriptTrouble) -> ScriptNode {
    let token = current
    switch token.kind {
    case .word:
      advance()
      return .name(ScriptName(text: text(token), range: token.range))
    case .string, .number: return try primary()
    case .sign where at("["):
      advance()
      let value = try assignmentValue()
      try expect("]", "]")
      return value
    case .sign, .end, .template, .regularExpression, .newline, .indent, .dedent, .broken:
      throw unexpected("the name of a member")
    }
  }
}

extension ScriptNode {
  /// The name that a member of a class has; empty for one that is computed.
  var memberText: String {
    switch self {
    case .name(let name): name.text
    case .string(let string): string.text.string
    case .number(let number): number.text
    default: ""
    }
  }
}
