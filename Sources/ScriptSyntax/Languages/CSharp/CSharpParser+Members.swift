/// What stands in classes.
extension CSharpParser {
  mutating func member(of definition: inout ScriptClass) throws(ScriptTrouble) {
    let start = current.start
    if accept(";") { return }
    if let nested = try typeDeclaration(start) { return definition.body.append(.classDefinition(nested)) }
    let decorators = try attributes()
    let words = modifiers()
    if at(word: "delegate") || at(word: "event") || at("~") || at(word: "implicit") || at(word: "explicit") {
      try skipMember()
      return definition.body.append(.inert(range(from: start)))
    }
    if at(.word), isSign(peek(), "("), name(current) == definition.name {
      return definition.body.append(.function(try constructor(start)))
    }
    let type = try type()
    if at(word: "operator") || at(word: "this") {
      try skipMember()
      return definition.body.append(.inert(range(from: start)))
    }
    let name = try memberName()
    if at("(") || at("<") {
      var method = try method(name, start, returning: type.text)
      method.isStatic = words.isStatic
      method.isAsync = words.isAsync
      method.decorators = decorators
      return definition.body.append(.function(method))
    }
    if at("{") || at("=>") { return try property(name, start, of: &definition) }
    try fields(name, start, into: &definition.body)
  }

  /// `A`, `IList<B>.A`: the last name.
  private mutating func memberName() throws(ScriptTrouble) -> ScriptName {
    var found = try takeName()
    while at(".") || at("<") {
      if at("<") {
        // Type parameters of the method end its name.
        guard let end = typeEnd(position - 1, hasSuffixes: false), token(end - 1).kind == .word else {
          return found
        }
        position = end - 1
        return try takeName()
      }
      advance()
      found = try takeName()
    }
    return found
  }

  /// Moves past a member that has no value: to its semicolon, or the end of its braces.
  private mutating func skipMember() throws(ScriptTrouble) {
    while !at(";"), !at("{"), !at(.end), !at("}") {
      if at("(") || at("[") { try skipBrackets() } else { advance() }
    }
    if at("{") { try skipBrackets() } else { _ = accept(";") }
  }

  /// `A(int b) : base(b) { ... }`
  private mutating func constructor(_ start: Int32) throws(ScriptTrouble) -> ScriptFunction {
    advance()
    let parameters = try parameters()
    if accept(":") {
      advance()
      try skipBrackets()
    }
    let body = try functionBody(isVoid: true)
    return ScriptFunction(
      kind: .function, name: ".ctor", parameters: parameters, body: body, range: range(from: start))
  }

  /// A method from its type parameters or parameters on.
  mutating func method(_ name: ScriptName, _ start: Int32, returning type: String) throws(ScriptTrouble)
    -> ScriptFunction
  {
    try skipTypeParameters()
    let parameters = try parameters()
    skipTypeConstraints()
    let body = try functionBody(isVoid: type == "void" || type == "Task" || type == "ValueTask")
    return ScriptFunction(
      kind: .function, name: name.text, parameters: parameters, body: body, range: range(from: start))
  }

  /// `{ ... }`, `=> a;`, or nothing.
  private mutating func functionBody(isVoid: Bool) throws(ScriptTrouble) -> [ScriptStatement] {
    if accept(";") { return [] }
    guard accept("=>") else {
      let body = try block()
      _ = accept(";")
      return body
    }
    let value = try expression()
    try endStatement()
    return [isVoid ? .expression(value) : .returning(value, value.range)]
  }

  /// `(this A b, params string[] c, int d = 1)`
  mutating func parameters() throws(ScriptTrouble) -> [ScriptParameter] {
    try expect("(", "(")
    var found: [ScriptParameter] = []
    while !at(")") {
      _ = try attributes()
      let start = current.start
      var parameter = ScriptParameter(kind: .positional, name: "", range: current.range)
      while isParameterModifier {
        if at(word: "params") { parameter.kind = .rest }
        advance()
      }
      let type = try type()
      parameter.annotation = .name(type)
      parameter.name = try takeName().text
      if accept("=") { parameter.defaultValue = try expression() }
      parameter.range = range(from: start)
      found.append(parameter)
      if !accept(",") { break }
    }
    try expect(")", ")")
    return found
  }

  private var isParameterModifier: Bool {
    switch ScriptWord(code: current.code) {
    case "this", "ref", "out", "in", "params": at(.word)
    case "scoped", "readonly": at(.word) && peek().kind == .word && peek(2).kind == .word
    default: false
    }
  }

  /// `A { get; } = b;`, `A => b;`: a field, where its value is written.
  private mutating func property(_ name: ScriptName, _ start: Int32, of definition: inout ScriptClass)
    throws(ScriptTrouble)
  {
    var value: ScriptNode?
    if accept("=>") {
      value = try expression()
      try endStatement()
    } else {
      value = try accessors()
      if accept("=") {
        value = try expression()
        try endStatement()
      }
    }
    guard let value else { return definition.body.append(.inert(range(from: start))) }
    definition.body.append(declared(.name(name), value, start))
  }

  /// `{ get { return a; } set; }`, `{ get => a; }`: what the getter gives, if that is one expression.
  private mutating func accessors() throws(ScriptTrouble) -> ScriptNode? {
    try expect("{", "{")
    var value: ScriptNode?
    while !at("}") {
      if at(.end) { throw unexpected("\"}\"") }
      _ = try attributes()
      let isGetter = at(word: "get")
      if at(.word) { advance() } else { throw unexpected("\"get\"") }
      if at(.word) { continue }
      let body = try functionBody(isVoid: false)
      if isGetter, body.count == 1, case .returning(let found?, _) = body[0] { value = found }
    }
    advance()
    return value
  }

  /// `A = b, C;`
  private mutating func fields(_ first: ScriptName, _ start: Int32, into body: inout [ScriptStatement])
    throws(ScriptTrouble)
  {
    var name = first
    while true {
      if at("[") { try skipBrackets() }
      if accept("=") {
        body.append(declared(.name(name), try initializer(), start))
      } else {
        body.append(.inert(range(from: start)))
      }
      guard accept(",") else { break }
      name = try takeName()
    }
    try endStatement()
  }

}
