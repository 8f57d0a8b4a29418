/// Classes, functions and properties of Kotlin.
extension KotlinParser {
  /// A declaration; nil, with nothing read, for other statements.
  mutating func declaration(_ start: Int32) throws(ScriptTrouble) -> [ScriptStatement]? {
    let first = position
    annotations()
    let words = modifiers()
    switch ScriptWord(code: current.code) {
    case "class" where at(.word): return [.classDefinition(try classType(start, words))]
    case "object" where at(.word) && (peek().kind == .word || words.contains("companion")):
      let definition = try classType(start, words)
      guard words.contains("companion") else { return [.classDefinition(definition)] }
      // Its members are those of the class around it.
      return definition.body.map(Self.shared)
    case "fun" where at(.word):
      if spells(peek(), "interface") {
        advance()
        return [.classDefinition(try classType(start, words))]
      }
      guard !isSign(peek(), "(") else { break }
      return [.function(try function(start))]
    case "val" where at(.word), "var" where at(.word): return try property(start)
    case "init" where at(.word) && isSign(peek(), "{"):
      advance()
      try skipBrackets()
      return [.inert(range(from: start))]
    default:
      if spells(current, "interface"), peek().kind == .word {
        return [.classDefinition(try classType(start, words))]
      }
      if spells(current, "typealias"), peek().kind == .word {
        advance()
        _ = try takeName()
        try skipTypeArguments()
        try expect("=", "=")
        _ = try type()
        return [.inert(range(from: start))]
      }
      if spells(current, "constructor"), isSign(peek(), "(") { return [.function(try secondary(start))] }
    }
    position = first
    return nil
  }

  /// A member of a companion, which belongs to the class.
  private static func shared(_ statement: ScriptStatement) -> ScriptStatement {
    guard case .function(var function) = statement else { return statement }
    function.isStatic = true
    return .function(function)
  }

  private static let modifierWords: Set<String> = [
    "public", "private", "protected", "internal", "open", "abstract", "final", "override", "sealed", "data",
    "enum", "inner", "companion", "suspend", "inline", "tailrec", "operator", "infix", "external", "const",
    "lateinit", "annotation", "value", "expect", "actual", "vararg", "noinline", "crossinline",
  ]

  /// Moves past words before a declaration, and gives them.
  mutating func modifiers() -> Set<String> {
    var found: Set<String> = []
    while at(.word) {
      let text = text(current)
      let next = peek()
      guard Self.modifierWords.contains(text), next.kind == .word || isSign(next, "@") else { break }
      found.insert(text)
      advance()
      annotations()
    }
    return found
  }

  /// `class A<T>(val b: C = d) : E(f), G by h { ... }`, `object A`, `interface A`.
  private mutating func classType(_ start: Int32, _ words: Set<String>) throws(ScriptTrouble) -> ScriptClass {
    try enter()
    defer { leave() }
    advance()
    var definition = ScriptClass(name: "", bases: [], body: [], range: range(from: start))
    if at(.word), !breaks { definition.name = try takeName().text }
    if words.contains("enum") { definition.kind = .enumeration }
    try skipTypeArguments()
    annotations()
    _ = modifiers()
    if spells(current, "constructor") { advance() }
    if at("(") { try primaryConstructor(of: &definition) }
    if accept(":") { try bases(of: &definition) }
    while at(word: "where") {
      while !at("{"), !at(.end), !at("}") { advance() }
    }
    if at("{") { try classBody(of: &definition) }
    definition.range = range(from: start)
    return definition
  }

  private mutating func bases(of definition: inout ScriptClass) throws(ScriptTrouble) {
    repeat {
      let base = try type()
      definition.bases.append(CSharpParser.dotted(base.text, base.range))
      if at("("), !breaks { try skipBrackets() }
      if accept(word: "by") { _ = try expression() }
    } while accept(",")
  }

  /// Parameters of the class; those that are properties are its fields.
  private mutating func primaryConstructor(of definition: inout ScriptClass) throws(ScriptTrouble) {
    let start = current.start
    let (parameters, properties) = try parameterList()
    for parameter in parameters where properties.contains(parameter.name) {
      let target = ScriptNode.named(parameter.name, at: parameter.range)
      definition.body.append(
        .assignment(
          ScriptAssignment(
            targets: [target], operation: nil, annotation: parameter.annotation,
            value: parameter.defaultValue, isDeclaration: true, range: parameter.range)))
    }
    let sets = parameters.filter { properties.contains($0.name) }.map { parameter -> ScriptStatement in
      let place = parameter.range
      let field = ScriptAttribute(
        receiver: .named("this", at: place), name: parameter.name, range: place, nameRange: place)
      return .assignment(
        ScriptAssignment(
          targets: [.attribute(field)], operation: nil, annotation: nil,
          value: .named(parameter.name, at: place), range: place))
    }
    guard !sets.isEmpty else { return }
    definition.body.append(
      .function(
        ScriptFunction(
          kind: .function, name: ".ctor", parameters: parameters, body: sets, range: range(from: start))))
  }

  /// `{ A, B("c"); fun d() ... }`
  private mutating func classBody(of definition: inout ScriptClass) throws(ScriptTrouble) {
    let outer = bracketing
    bracketing = 0
    defer { bracketing = outer }
    try expect("{", "{")
    if definition.kind == .enumeration {
      while at(.word) || at("@") {
        annotations()
        let name = try takeName()
        let arguments = at("(") ? try arguments() : []
        if at("{") { try skipBrackets() }
        let callee = ScriptNode.named(definition.name, at: name.range)
        let value = ScriptCall(
          callee: callee, arguments: arguments, isConstruction: true, range: range(from: name.range.start))
        definition.body.append(declared(.name(name), .call(value), nil, name.range.start))
        if !accept(",") { break }
      }
      _ = accept(";")
    }
    definition.body += try statements { _ in false }
    advance()
  }

  /// `constructor(a: B) : this(c) { ... }`
  private mutating func secondary(_ start: Int32) throws(ScriptTrouble) -> ScriptFunction {
    advance()
    let parameters = try parameterList().parameters
    if accept(":") {
      advance()
      try skipBrackets()
    }
    let body = at("{") ? try braces() : []
    return ScriptFunction(
      kind: .function, name: ".ctor", parameters: parameters, body: body, range: range(from: start))
  }

  /// `fun <T> A.b(c: D): E { ... }`, `fun a() = b`: what it is written for is its first parameter.
  private mutating func function(_ start: Int32) throws(ScriptTrouble) -> ScriptFunction {
    advance()
    try skipTypeArguments()
    annotations()
    var parts: [ScriptName] = []
    let place = current.start
    repeat {
      parts.append(try takeName())
      if at("<") { try skipTypeArguments() }
      _ = accept("?")
    } while accept(".")
    let name = parts.removeLast()
    var parameters = try parameterList().parameters
    if !parts.isEmpty {
      let whole = ScriptRange(place, parts[parts.count - 1].range.end)
      let type = parts.map(\.text).joined(separator: ".")
      var object = ScriptParameter(kind: .positional, name: JVMLists.object, range: whole)
      object.annotation = CSharpParser.dotted(type, whole)
      parameters.insert(object, at: 0)
    }
    _ = try typeMark()
    while at(word: "where") {
      while !at("{"), !at("="), !at(.end), !at("}") { advance() }
    }
    var body: [ScriptStatement] = []
    if accept("=") {
      let value = try expression()
      body = [.returning(value, value.range)]
    } else if at("{") {
      body = try braces()
    }
    return ScriptFunction(
      kind: .function, name: name.text, parameters: parameters, body: body, range: range(from: start))
  }

  /// `(a: B = c, vararg d: E)`; the names of those that are properties.
  mutating func parameterList() throws(ScriptTrouble) -> (
    parameters: [ScriptParameter], properties: Set<String>
  ) {
    bracketing += 1
    defer { bracketing -= 1 }
    try expect("(", "(")
    var found: [ScriptParameter] = []
    var properties: Set<String> = []
    while !at(")") {
      annotations()
      let start = current.start
      let words = modifiers()
      let isProperty = (at(word: "val") || at(word: "var")) && peek().kind == .word
      if isProperty { advance() }
      let name = try takeName()
      var parameter = ScriptParameter(
        kind: words.contains("vararg") ? .rest : .positional, name: name.text, range: name.range)
      parameter.annotation = try typeMark().map { CSharpParser.dotted($0.text, $0.range) }
      if accept("=") { parameter.defaultValue = try expression() }
      parameter.range = range(from: start)
      if isProperty { properties.insert(name.text) }
      found.append(parameter)
      if !accept(",") { break }
    }
    try expect(")", ")")
    return (found, properties)
  }

  /// `val a: B = c`, `val (a, b) = c`, `val a by lazy { b }`, `val a get() = b`
  private mutating func property(_ start: Int32) throws(ScriptTrouble) -> [ScriptStatement] {
    advance()
    try skipTypeArguments()
    if at("(") {
      let names = try destructured()
      try expect("=", "=")
      return [declared(names, try expression(), nil, start)]
    }
    var name = try takeName()
    while at("."), peek().kind == .word {
      // `val A.b`
      advance()
      name = try takeName()
    }
    let type = try typeMark()
    var value: ScriptNode?
    if accept("=") {
      value = try expression()
    } else if accept(word: "by") {
      value = Self.lazy(try expression())
    }
    for _ in 0..<2 { if let getter = try accessor() { value = value ?? getter } }
    return [declared(.name(name), value, type, start)]
  }

  /// `(a, _, b: C)`
  mutating func destructured() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    try expect("(", "(")
    var names: [ScriptNode] = []
    while !at(")") {
      names.append(.name(try takeName()))
      _ = try typeMark()
      if !accept(",") { break }
    }
    try expect(")", ")")
    return .tuple(ScriptList(elements: names, range: range(from: start)))
  }

  /// What `lazy { a }` gives.
  private static func lazy(_ node: ScriptNode) -> ScriptNode {
    guard case .call(let call) = node, call.name == "lazy",
      case .function(let function)? = call.positional.last,
      function.body.count == 1, case .returning(let value?, _) = function.body[0]
    else { return .unparsed(node.range) }
    return value
  }

  /// `get() = a`, `private set`: what the getter gives, if that is one expression; nil for others.
  private mutating func accessor() throws(ScriptTrouble) -> ScriptNode? {
    let first = position
    annotations()
    _ = modifiers()
    guard at(word: "get") || at(word: "set") else {
      position = first
      return nil
    }
    let isGetter = at(word: "get")
    guard isSign(peek(), "(") else {
      if isWord(peek(-1), "private") || isWord(peek(-1), "internal") { advance() } else { position = first }
      return nil
    }
    advance()
    try skipBrackets()
    _ = try typeMark()
    if accept("=") {
      let value = try expression()
      return isGetter ? value : nil
    }
    if at("{") {
      let body = try braces()
      if isGetter, body.count == 1, case .returning(let value?, _) = body[0] { return value }
    }
    return nil
  }
}
