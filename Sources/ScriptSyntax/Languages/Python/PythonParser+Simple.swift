extension PythonParser {
  /// One statement without a block.
  mutating func simpleStatement() throws(ScriptTrouble) -> ScriptStatement {
    let start = current.start
    if at(.word) {
      switch ScriptWord(code: current.code) {
      case "import", "from": return try importStatement()
      case "return":
        advance()
        return .returning(try optionalValues(), range(from: start))
      case "raise":
        advance()
        let value = try optionalValues()
        if accept(word: "from") { _ = try expression() }
        return .raising(value, range(from: start))
      case "del":
        advance()
        let targets = try values()
        if case .tuple(let list) = targets { return .deletion(list.elements, range(from: start)) }
        return .deletion([targets], range(from: start))
      case "pass", "break", "continue": return flowWord(start)
      case "global", "nonlocal":
        repeat { advance() } while at(.word) || at(",")
        return .inert(range(from: start))
      case "assert":
        advance()
        let value = try values()
        return .expression(.unary(ScriptUnary(operation: .word, operand: value, range: range(from: start))))
      case "type" where peek().kind == .word && (isSign(peek(2), "=") || isSign(peek(2), "[")):
        while !at(.newline), !at(.end) { advance() }
        return .inert(range(from: start))
      // A statement of Python 2.
      case "print" where startsValue(peek()):
        advance()
        return .expression(try values())
      default: break
      }
    }
    return try expressionStatement(start)
  }

  /// Whether a value starts with the token, and a name before it is a word of the language then.
  private func startsValue(_ token: ScriptToken) -> Bool {
    switch token.kind {
    case .string, .template, .number: true
    case .word: !Self.keywords.contains(ScriptWord(code: token.code))
    default: false
    }
  }

  private mutating func flowWord(_ start: Int32) -> ScriptStatement {
    let word = ScriptWord(code: current.code)
    advance()
    let range = range(from: start)
    if word == "break" { return .breaking(range) }
    return word == "continue" ? .continuing(range) : .inert(range)
  }

  private mutating func optionalValues() throws(ScriptTrouble) -> ScriptNode? {
    at(.newline) || at(.end) || at(";") || at(word: "from") ? nil : try values()
  }

  /// A value, an assignment, or a declaration.
  private mutating func expressionStatement(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    let first = try values()
    if at(":") {
      advance()
      let annotation = try expression()
      let value = accept("=") ? try values() : nil
      return .assignment(
        ScriptAssignment(
          targets: [first], operation: nil, annotation: annotation, value: value, range: range(from: start)))
    }
    if case .some(let operation?) = assignmentOperator {
      advance()
      let value = try values()
      return .assignment(
        ScriptAssignment(
          targets: [first], operation: operation, annotation: nil, value: value, range: range(from: start)))
    }
    guard at("=") else { return .expression(first) }
    var sides = [first]
    while accept("=") { sides.append(try values()) }
    let value = sides.popLast()
    return .assignment(
      ScriptAssignment(
        targets: sides, operation: nil, annotation: nil, value: value, range: range(from: start))
    )
  }

  private mutating func importStatement() throws(ScriptTrouble) -> ScriptStatement {
    let start = current.start
    let isFrom = at(word: "from")
    advance()
    return .imports(isFrom ? try importFrom(start) : try importModules(start))
  }

  /// `import a.b, c as d`: one import whose names are the modules.
  private mutating func importModules(_ start: Int32) throws(ScriptTrouble) -> ScriptImport {
    var names: [ScriptImport.Name] = []
    repeat {
      let place = current.start
      let module = try dottedName()
      let alias = accept(word: "as") ? try expectName().text : module
      names.append(ScriptImport.Name(name: module, alias: alias, range: range(from: place)))
    } while accept(",")
    return ScriptImport(module: "", names: names, range: range(from: start))
  }

  private mutating func importFrom(_ start: Int32) throws(ScriptTrouble) -> ScriptImport {
    var module = ""
    while at(".") || at("...") {
      module += text(current)
      advance()
    }
    if at(.word), !at(word: "import") { module += try dottedName() }
    try expect(word: "import", "import")
    if at("*") {
      let name = ScriptImport.Name(name: "*", alias: "*", range: current.range)
      advance()
      return ScriptImport(module: module, names: [name], range: range(from: start))
    }
    let isBracketed = accept("(")
    var names: [ScriptImport.Name] = []
    repeat {
      if at(")") { break }
      let name = try expectName()
      let alias = accept(word: "as") ? try expectName().text : name.text
      names.append(ScriptImport.Name(name: name.text, alias: alias, range: name.range))
    } while accept(",")
    if isBracketed { try expect(")", ")") }
    return ScriptImport(module: module, names: names, range: range(from: start))
  }

  private mutating func dottedName() throws(ScriptTrouble) -> String {
    var name = try expectName("the name of a module").text
    var height = 0
    while accept(".") {
      try extend(&height)
      name += "." + (try expectName()).text
    }
    return name
  }
}
