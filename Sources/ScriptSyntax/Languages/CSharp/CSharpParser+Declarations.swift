/// What stands in files and namespaces.
extension CSharpParser {
  /// `using`, `namespace`, types, attributes of the assembly; else a statement.
  mutating func declaration(into statements: inout [ScriptStatement]) throws(ScriptTrouble) {
    let start = current.start
    if accept(";") || accept("}") { return }
    if at(word: "global"), isWord(peek(), "using") { advance() }
    if at(word: "using"), !isSign(peek(), "("), !isUsingVariable {
      return statements.append(try usingDirective(start))
    }
    if at(word: "extern"), isWord(peek(), "alias") {
      while !at(";"), !at(.end) { advance() }
      _ = accept(";")
      return statements.append(.inert(range(from: start)))
    }
    if spells(current, "namespace") { return try namespace(into: &statements) }
    if at("["), isWord(peek(), "assembly") || isWord(peek(), "module") { return try skipBrackets() }
    if let definition = try typeDeclaration(start) { return statements.append(.classDefinition(definition)) }
    try statement(into: &statements)
  }

  /// `using var a = ...` and `using A a = ...` of code outside of classes.
  private var isUsingVariable: Bool {
    if isWord(peek(), "var") { return true }
    guard let end = typeEnd(position + 1) else { return false }
    return token(end).kind == .word
  }

  /// `using A.B;`, `using static A.B;`, `using A = B.C;`
  private mutating func usingDirective(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    _ = accept(word: "static")
    _ = accept(word: "unsafe")
    var alias: String?
    if at(.word), isSign(peek(), "=") {
      alias = name(current)
      advance()
      advance()
    }
    let module = try type()
    try endStatement()
    let whole = range(from: start)
    let names = alias.map { [ScriptImport.Name(name: "default", alias: $0, range: whole)] } ?? []
    return .imports(ScriptImport(module: module.text, names: names, range: whole))
  }

  /// `namespace A.B { ... }`, `namespace A.B;`: what stands in it is of the file.
  private mutating func namespace(into statements: inout [ScriptStatement]) throws(ScriptTrouble) {
    advance()
    _ = try type()
    if accept(";") { return }
    try expect("{", "{")
    while !at("}") {
      if at(.end) { throw unexpected("\"}\"") }
      let before = position
      declarationLine(into: &statements)
      if position == before { advance() }
    }
    advance()
  }

  /// A class, struct, record, interface or enumeration with its attributes and modifiers; nil for others.
  mutating func typeDeclaration(_ start: Int32) throws(ScriptTrouble) -> ScriptClass? {
    let first = position
    let decorators = try attributes()
    let place = current.start
    _ = modifiers()
    guard let kind = typeKeyword else {
      if decorators.isEmpty { position = first }
      return nil
    }
    try enter()
    defer { leave() }
    while typeKeyword != nil, peek().kind == .word { advance() }
    var definition = ScriptClass(
      kind: kind, name: try takeName().text, bases: [], body: [], decorators: decorators,
      range: ScriptRange(place, place))
    try skipTypeParameters()
    if at("(") { try skipBrackets() }
    if accept(":") { definition.bases = try bases() }
    skipTypeConstraints()
    if !accept(";") {
      if kind == .enumeration { try cases(of: &definition) } else { try members(of: &definition) }
      _ = accept(";")
    }
    definition.range = range(from: place)
    return definition
  }

  /// The kind of type that a word begins; a name such as `record` may be one of a variable.
  private var typeKeyword: ScriptClass.Kind? {
    guard at(.word), peek().kind == .word else { return nil }
    switch ScriptWord(code: current.code) {
    case "class", "struct": return .classType
    case "record":
      let next = peek(2)
      let isKind = isWord(peek(), "class") || isWord(peek(), "struct")
      return isKind || isSign(next, "(") || isSign(next, "{") || isSign(next, ";") || isSign(next, ":")
        || isSign(next, "<") ? .classType : nil
    case "enum": return .enumeration
    default: return spells(current, "interface") ? .classType : nil
    }
  }

  /// `A, B<C>(d)` behind the colon of a type.
  private mutating func bases() throws(ScriptTrouble) -> [ScriptNode] {
    var found: [ScriptNode] = []
    repeat {
      let base = try type()
      // Arguments of the type say nothing of where a member is from.
      let plain = base.text.split(separator: "<", maxSplits: 1).first.map(String.init) ?? base.text
      found.append(Self.dotted(plain, base.range))
      if at("(") { try skipBrackets() }
    } while accept(",")
    return found
  }

  /// `{ A, B = 2 }`: members without a value follow the one before them.
  private mutating func cases(of definition: inout ScriptClass) throws(ScriptTrouble) {
    try expect("{", "{")
    var next: Int? = 0
    while !at("}") {
      _ = try attributes()
      let name = try takeName()
      var value: ScriptNode?
      if accept("=") {
        let written = try expression()
        value = written
        next = if case .number(let number) = written { Int(number.text) } else { nil }
      } else if let next {
        value = .number(ScriptNumber(text: String(next), range: name.range))
      }
      next = next.flatMap { $0 < Int(Int32.max) ? $0 + 1 : nil }
      definition.body.append(
        .assignment(
          ScriptAssignment(
            targets: [.name(name)], operation: nil, annotation: nil, value: value ?? .unparsed(name.range),
            isDeclaration: true, range: range(from: name.range.start))))
      if !accept(",") { break }
    }
    try expect("}", "}")
  }

  /// `[A(b), C]`, any number of them, as names and calls.
  mutating func attributes() throws(ScriptTrouble) -> [ScriptNode] {
    var found: [ScriptNode] = []
    while at("[") {
      guard let close = closer(of: position) else { throw unexpected("\"]\"") }
      advance()
      if at(.word), isSign(peek(), ":") {
        advance()
        advance()
      }
      while position < close {
        let start = current.start
        let name = try type(hasSuffixes: false)
        let callee = Self.dotted(name.text, name.range)
        if at("(") {
          let arguments = try arguments()
          found.append(.call(ScriptCall(callee: callee, arguments: arguments, range: range(from: start))))
        } else {
          found.append(callee)
        }
        if !accept(",") { break }
      }
      position = min(close + 1, tokens.count - 1)
    }
    return found
  }

  /// Moves past words before a declaration; whether `static` or `const` is among them.
  mutating func modifiers() -> (isStatic: Bool, isAsync: Bool) {
    var found = (isStatic: false, isAsync: false)
    while at(.word), isModifier, peek().kind == .word || isSign(peek(), "(") || isSign(peek(), "~") {
      if at(word: "static") || at(word: "const") { found.isStatic = true }
      if at(word: "async") { found.isAsync = true }
      advance()
    }
    return found
  }

  private var isModifier: Bool {
    switch ScriptWord(code: current.code) {
    case "public", "private", "internal", "static", "abstract", "sealed", "virtual", "override", "readonly",
      "const",
      "async", "unsafe", "extern", "volatile", "new":
      return true
    case "partial", "required", "file", "ref":
      // These are names of types and members too.
      return peek().kind == .word
    default: return spells(current, "protected")
    }
  }
}
