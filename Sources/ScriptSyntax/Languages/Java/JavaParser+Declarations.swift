/// What stands in files and classes of Java.
extension JavaParser {
  mutating func declaration(into statements: inout [ScriptStatement]) throws(ScriptTrouble) {
    let start = current.start
    if accept(";") || accept("}") { return }
    if at(word: "package") || at("@"), let end = packageEnd {
      position = end
      return statements.append(.inert(range(from: start)))
    }
    if at(word: "import") { return statements.append(try importLine(start)) }
    if let definition = try typeDeclaration() { return statements.append(.classDefinition(definition)) }
    try statement(into: &statements)
  }

  /// The place past `package a.b;`.
  private var packageEnd: Int? {
    var place = position
    guard isWord(token(place), "package") else { return nil }
    while !isSign(token(place), ";") {
      guard token(place).kind != .end else { return nil }
      place += 1
    }
    return place + 1
  }

  /// `import a.B;`, `import static a.B.C;`, `import a.*;`: the module is the whole path; a static import binds its member.
  private mutating func importLine(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    let isStatic = accept(word: "static")
    var parts = [try takeName()]
    while accept("."), !at("*") { parts.append(try takeName()) }
    let isAll = accept("*")
    try endStatement()
    let path = parts.map(\.text)
    let whole = range(from: start)
    guard isStatic, !isAll, parts.count > 1, let last = parts.last else {
      return .imports(ScriptImport(module: path.joined(separator: "."), names: [], range: whole))
    }
    let name = ScriptImport.Name(name: last.text, alias: last.text, range: last.range)
    return .imports(
      ScriptImport(module: path.dropLast().joined(separator: "."), names: [name], range: whole))
  }

  /// A class, record, interface or enumeration with what stands before it; nil for others.
  mutating func typeDeclaration() throws(ScriptTrouble) -> ScriptClass? {
    let first = position
    let place = current.start
    modifiers()
    guard let kind = typeKeyword else {
      position = first
      return nil
    }
    try enter()
    defer { leave() }
    _ = accept("@")
    advance()
    var definition = ScriptClass(
      kind: kind, name: try takeName().text, bases: [], body: [], range: ScriptRange(place, place))
    try skipTypeParameters()
    if at("(") { try skipBrackets() }
    while at(word: "extends") || spells(current, "implements") || at(word: "permits") {
      let isBase = !at(word: "permits")
      advance()
      repeat {
        modifiers()
        let base = try type(hasSuffixes: false)
        if isBase { definition.bases.append(Self.dotted(Self.plain(base.text), base.range)) }
      } while accept(",")
    }
    if kind == .enumeration { try cases(of: &definition) } else { try members(of: &definition) }
    definition.range = range(from: place)
    return definition
  }

  /// A type without its arguments.
  static func plain(_ type: String) -> String {
    type.split(separator: "<", maxSplits: 1).first.map(String.init) ?? type
  }

  private var typeKeyword: ScriptClass.Kind? {
    if at("@"), spells(peek(), "interface") { return .classType }
    guard at(.word), peek().kind == .word else { return nil }
    if at(word: "class") || spells(current, "interface") { return .classType }
    if at(word: "enum") { return .enumeration }
    return at(word: "record") && (isSign(peek(2), "(") || isSign(peek(2), "<")) ? .classType : nil
  }

  /// `{ A, B("c") { ... }; ... }`: members as assignments, with what they are made from, then as in a class.
  private mutating func cases(of definition: inout ScriptClass) throws(ScriptTrouble) {
    guard at("{") else { throw unexpected("\"{\"") }
    let open = position
    advance()
    while !at("}"), !at(";") {
      modifiers()
      let name = try takeName()
      let arguments = at("(") ? try arguments() : []
      if at("{") { try skipBrackets() }
      let callee = ScriptNode.name(ScriptName(text: definition.name, range: name.range))
      let value = ScriptCall(
        callee: callee, arguments: arguments, isConstruction: true, range: range(from: name.range.start))
      definition.body.append(declared(.name(name), .call(value), name.range.start))
      if !accept(",") { break }
    }
    if accept("}") { return }
    guard at(";"), open < position else { throw unexpected("\"}\"") }
    advance()
    try restOfMembers(of: &definition)
  }

  /// Moves past annotations and words before a declaration; whether `static` is among them.
  @discardableResult mutating func modifiers() -> Bool {
    var isStatic = false
    while true {
      if at("@"), peek().kind == .word, !spells(peek(), "interface") {
        advance()
        advance()
        while at("."), peek().kind == .word {
          advance()
          advance()
        }
        if at("("), let close = closer(of: position) { position = min(close + 1, tokens.count - 1) }
      } else if at(.word), isModifier {
        if at(word: "static") { isStatic = true }
        // `non-sealed`
        if at(word: "non") {
          advance()
          advance()
        }
        advance()
      } else {
        return isStatic
      }
    }
  }

  private var isModifier: Bool {
    switch ScriptWord(code: current.code) {
    case "public", "private", "static", "abstract", "final", "native", "volatile", "strictfp": return true
    case "default", "sealed": return peek().kind == .word
    case "non": return isSign(peek(), "-") && isWord(peek(2), "sealed")
    default:
      return spells(current, "protected") || spells(current, "transient")
        || spells(current, "synchronized") && !isSign(peek(), "(")
    }
  }

  mutating func member(of definition: inout ScriptClass) throws(ScriptTrouble) {
    let start = current.start
    if accept(";") { return }
    if at("{") || at(word: "static") && isSign(peek(), "{") {
      _ = accept(word: "static")
      try skipBrackets()
      return definition.body.append(.inert(range(from: start)))
    }
    if let nested = try typeDeclaration() { return definition.body.append(.classDefinition(nested)) }
    let isStatic = modifiers()
    if at("<") { try skipTypeParameters() }
    modifiers()
    if at(.word), isSign(peek(), "(") || isSign(peek(), "{"), name(current) == definition.name {
      let name = try takeName()
      // A compact constructor of a record has no parameters.
      let parameters = at("(") ? try parameters() : []
      var found = try method(name, parameters, start)
      found.name = ".ctor"
      return definition.body.append(.function(found))
    }
    let type = try type()
    let name = try takeName()
    guard at("(") else { return try fields(name, type, start, into: &definition.body) }
    var found = try method(name, try parameters(), start)
    found.isStatic = isStatic
    definition.body.append(.function(found))
  }

  /// `[] throws A, B { ... }` behind the parameters.
  private mutating func method(_ name: ScriptName, _ parameters: [ScriptParameter], _ start: Int32)
    throws(ScriptTrouble) -> ScriptFunction
  {
    while at("[") { try skipBrackets() }
    if accept(word: "throws") {
      repeat { _ = try type() } while accept(",")
    }
    var body: [ScriptStatement] = []
    if at("{") {
      body = try block()
    } else {
      // `default 1` of an annotation.
      if accept(word: "default") { _ = try initializer() }
      try endStatement()
    }
    return ScriptFunction(
      kind: .function, name: name.text, parameters: parameters, body: body, range: range(from: start))
  }

  /// `A = b, C;`: a field without a value keeps its type.
  private mutating func fields(
    _ first: ScriptName, _ type: ScriptName, _ start: Int32, into body: inout [ScriptStatement]
  ) throws(ScriptTrouble) {
    var name = first
    while true {
      while at("[") { try skipBrackets() }
      let value = accept("=") ? try initializer() : nil
      body.append(
        .assignment(
          ScriptAssignment(
            targets: [.name(name)], operation: nil, annotation: .name(type), value: value,
            isDeclaration: true, range: range(from: start))))
      guard accept(",") else { break }
      name = try takeName()
    }
    try endStatement()
  }

  mutating func parameters() throws(ScriptTrouble) -> [ScriptParameter] {
    try expect("(", "(")
    var found: [ScriptParameter] = []
    while !at(")") {
      let start = current.start
      modifiers()
      let type = try type()
      var parameter = ScriptParameter(
        kind: accept("...") ? .rest : .positional, name: "", range: current.range)
      parameter.annotation = Self.dotted(Self.plain(type.text), type.range)
      parameter.name = try takeName().text
      while at("[") { try skipBrackets() }
      parameter.range = range(from: start)
      found.append(parameter)
      if !accept(",") { break }
    }
    try expect(")", ")")
    return found
  }
}
