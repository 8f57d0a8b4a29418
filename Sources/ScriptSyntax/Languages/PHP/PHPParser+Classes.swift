extension PHPParser {
  /// `abstract class A extends B implements C { ... }`, `trait`, `interface` and `enum`, from its first word.
  mutating func classDefinition(_ start: Int32) throws(ScriptTrouble) -> ScriptClass {
    while isModifier { skipModifier() }
    let isEnumeration = at(word: "enum")
    advance()
    guard isName(current) else { throw unexpected("a name") }
    let name = text(current)
    advance()
    if accept(":") { _ = try skipType() }
    return try classRest(name, isEnumeration ? .enumeration : .classType, start)
  }

  /// `class (a) extends B { ... }` after `new`.
  mutating func anonymousClass(_ start: Int32) throws(ScriptTrouble) -> ScriptClass {
    advance()
    if at("(") { _ = try arguments() }
    return try classRest("", .classType, start)
  }

  private mutating func classRest(_ name: String, _ kind: ScriptClass.Kind, _ start: Int32)
    throws(ScriptTrouble)
    -> ScriptClass
  {
    var definition = ScriptClass(
      kind: kind, name: name, bases: [], body: [], range: ScriptRange(start, start))
    if accept(word: "extends") {
      repeat { definition.bases.append(try className()) } while accept(",")
    }
    if at(long: "implements") {
      advance()
      repeat { _ = try className() } while accept(",")
    }
    try expect("{", "{")
    owners.append(name)
    while !at("}") {
      if at(.end) { throw unexpected("\"}\"") }
      try memberLine(into: &definition)
    }
    advance()
    owners.removeLast()
    definition.range = range(from: start)
    return definition
  }

  private mutating func className() throws(ScriptTrouble) -> ScriptNode {
    guard isName(current) else { throw unexpected("a name") }
    let token = current
    advance()
    return .name(ScriptName(text: classText(token), range: token.range))
  }

  /// A class as it is looked up: by the name that the file has for it.
  func classText(_ token: ScriptToken) -> String { dotted(text(token)) }

  /// One member; what is not read is kept as a trouble.
  private mutating func memberLine(into definition: inout ScriptClass) throws(ScriptTrouble) {
    let first = position
    let nesting = depth
    do throws(ScriptTrouble) {
      try enter()
      try member(of: &definition)
      leave()
    } catch {
      depth = nesting
      if error.kind == .tooDeep { throw error }
      let trouble = skipped(error, from: first)
      definition.body.append(.unparsed(trouble))
      if position == first { advance() }
    }
  }

  private mutating func member(of definition: inout ScriptClass) throws(ScriptTrouble) {
    let start = current.start
    if accept(";") { return }
    try skipAttributes()
    var isStatic = false
    while isModifier || at(word: "static") {
      if at(word: "static") { isStatic = true }
      skipModifier()
    }
    if at(word: "use") { return try traits(of: &definition) }
    if at(word: "const") {
      let found = try constants(start)
      if case .block(let parts, _) = found { definition.body += parts } else { definition.body.append(found) }
      return
    }
    if at(word: "case"), definition.kind == .enumeration {
      return definition.body.append(try enumerationCase(start))
    }
    if at(word: "function") {
      return definition.body.append(.function(try function(start, isStatic: isStatic)))
    }
    if !isVariable(current) { _ = try skipType() }
    repeat {
      let place = current.start
      guard isVariable(current) else { throw unexpected("a member") }
      let name = ScriptName(text: String(text(current).dropFirst()), range: current.range)
      advance()
      let value = accept("=") ? try expression() : nil
      definition.body.append(
        .assignment(
          ScriptAssignment(
            targets: [.name(name)], operation: nil, annotation: nil, value: value, isDeclaration: true,
            range: range(from: place))))
    } while accept(",")
    if at("{") { try skipBraces() } else { try endStatement() }
  }

  /// `case A = 'a';`: an assignment whose annotation says what it is.
  private mutating func enumerationCase(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    let mark = ScriptName(text: "case", range: current.range)
    advance()
    guard current.kind == .word else { throw unexpected("a name") }
    let name = ScriptName(text: text(current), range: current.range)
    advance()
    let value = accept("=") ? try expression() : nil
    try endStatement()
    return .assignment(
      ScriptAssignment(
        targets: [.name(name)], operation: nil, annotation: .name(mark), value: value ?? .null(name.range),
        isDeclaration: true, range: range(from: start)))
  }

  /// `use A, B { ... }`: the traits are keywords of the class.
  private mutating func traits(of definition: inout ScriptClass) throws(ScriptTrouble) {
    advance()
    repeat {
      let name = try className()
      definition.keywords.append(ScriptArgument(kind: .keyword, name: "use", value: name, range: name.range))
    } while accept(",")
    if at("{") { try skipBraces() } else { try endStatement() }
  }
}
