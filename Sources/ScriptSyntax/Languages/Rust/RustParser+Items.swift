/// What stands outside of functions, and may stand in them too
/// (https://doc.rust-lang.org/reference/items.html).
extension RustParser {
  /// An item; nil for a statement of another kind.
  mutating func item(into statements: inout [ScriptStatement]) throws(ScriptTrouble) -> Bool {
    let first = position
    let start = current.start
    let decorators = attributes()
    let isTest = decorators.contains { Self.isTestOnly($0) }
    let count = statements.count
    skipVisibility()
    while isModifier {
      advance()
      if at(.string) { advance() }
    }
    switch at(.word) ? ScriptWord(code: current.code) : ScriptWord(code: 0) {
    case "use": try imports(start, into: &statements)
    case "fn": statements.append(.function(try function(start, decorators)))
    case "struct", "union":
      guard peek().kind == .word else { return notItem(first) }
      statements.append(.classDefinition(try structure(start, decorators)))
    case "enum": statements.append(.classDefinition(try enumeration(start, decorators)))
    case "impl": statements.append(.classDefinition(try implementation(start)))
    case "trait": statements.append(.classDefinition(try trait(start)))
    case "mod": statements.append(try module(start))
    case "const", "static":
      guard !isSign(peek(), "{") else { return notItem(first) }
      try constant(start, into: &statements)
    case "type": try skipItem(start, into: &statements)
    case "extern":
      if isWord(peek(), "crate") {
        try skipItem(start, into: &statements)
      } else {
        while !at("{"), !at(";"), !at(.end) { advance() }
        if at("{") { try skipBrackets() }
        statements.append(.inert(range(from: start)))
      }
    default:
      if spells(current, "macro_rules"), isSign(peek(), "!") {
        advance()
        advance()
        if at(.word) { advance() }
        try skipBrackets()
        _ = accept(";")
        statements.append(.inert(range(from: start)))
      } else {
        return notItem(first)
      }
    }
    if isTest { statements.removeLast(max(0, statements.count - count)) }
    return true
  }

  /// Back to where an item could have begun, its attributes passed over.
  private mutating func notItem(_ first: Int) -> Bool {
    position = first
    while at("#"), isSign(peek(), "[") || isSign(peek(), "!") { _ = attribute() }
    return false
  }

  /// `unsafe`, `async`, `extern "C"` and others before `fn`, `impl` and `trait`.
  private var isModifier: Bool {
    guard at(.word) else { return false }
    switch ScriptWord(code: current.code) {
    case "unsafe", "async", "const", "default":
      var next = peek()
      if isWord(next, "unsafe") || isWord(next, "extern") || isWord(next, "async") { return true }
      if next.kind == .string { next = peek(2) }
      return isWord(next, "fn") || isWord(next, "impl") || isWord(next, "trait")
    case "extern": return isWord(peek(), "fn") || peek().kind == .string && isWord(peek(2), "fn")
    default: return false
    }
  }

  private mutating func skipVisibility() {
    guard at(word: "pub") else { return }
    advance()
    if at("("), let close = closer(of: position) { position = min(close + 1, tokens.count - 1) }
  }

  private mutating func skipItem(_ start: Int32, into statements: inout [ScriptStatement])
    throws(ScriptTrouble)
  {
    while !at(";"), !at(.end), !at("}") {
      if at("(") || at("[") || at("{") { try skipBrackets() } else { advance() }
    }
    _ = accept(";")
    statements.append(.inert(range(from: start)))
  }

  /// `mod a;`, `mod a { ... }`
  private mutating func module(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    let name = try takeName()
    if accept(";") { return .inert(range(from: start)) }
    try enter()
    defer { leave() }
    let body = RustImplementations.merged(try block())
    return .classDefinition(
      ScriptClass(kind: .module, name: name.text, bases: [], body: body, range: range(from: start)))
  }

  /// `use a::b::{c as d, e::*};`
  private mutating func imports(_ start: Int32, into statements: inout [ScriptStatement])
    throws(ScriptTrouble)
  {
    advance()
    _ = accept("::")
    var left = 2_000
    try importTree([], start, into: &statements, &left)
    try endStatement()
  }

  private mutating func importTree(
    _ path: [String], _ start: Int32, into statements: inout [ScriptStatement], _ left: inout Int
  ) throws(ScriptTrouble) {
    try enter()
    defer { leave() }
    var path = path
    while true {
      left -= 1
      guard left > 0, path.count < 40 else { throw unexpected("a shorter list of names") }
      if at("{") {
        advance()
        while !at("}") {
          try importTree(path, start, into: &statements, &left)
          if !accept(",") { break }
        }
        return try expect("}", "}")
      }
      let place = current.range
      var name = "*"
      if !accept("*") { name = try takeName().text }
      if accept("::") {
        path.append(name)
        continue
      }
      var alias = name
      if accept(word: "as") { alias = try takeName().text }
      // `use a::{self as b}` names the module itself.
      if name == "self", let last = path.last {
        name = last
        if alias == "self" { alias = last }
        path.removeLast()
      }
      let found = ScriptImport.Name(name: name, alias: alias, range: place)
      let module = path.joined(separator: "::")
      statements.append(
        .imports(
          module.isEmpty
            ? ScriptImport(
              module: name, names: [ScriptImport.Name(name: "*", alias: alias, range: place)], range: place)
            : ScriptImport(module: module, names: [found], range: place)))
      return
    }
  }

  /// `const A: B = c;`
  private mutating func constant(_ start: Int32, into statements: inout [ScriptStatement])
    throws(ScriptTrouble)
  {
    advance()
    _ = accept(word: "mut")
    let name = try takeName()
    if accept(":") { _ = try type() }
    let value = accept("=") ? try expression() : nil
    try endStatement()
    statements.append(declared(.name(name), value, start))
  }

  /// A name with its first value.
  func declared(_ target: ScriptNode, _ value: ScriptNode?, _ start: Int32) -> ScriptStatement {
    .assignment(
      ScriptAssignment(
        targets: [target], operation: nil, annotation: nil, value: value, isDeclaration: true,
        range: range(from: start)))
  }

  /// The end of a statement.
  mutating func endStatement() throws(ScriptTrouble) {
    if accept(";") || at("}") || at(.end) { return }
    throw unexpected("\";\"")
  }

  /// `fn a<T>(b: C) -> D where T: E { ... }`
  private mutating func function(_ start: Int32, _ decorators: [ScriptNode]) throws(ScriptTrouble)
    -> ScriptFunction
  {
    advance()
    let name = try takeName()
    if at("<") { try skipAngles() }
    var function = ScriptFunction(
      kind: .function, name: name.text, parameters: [], body: [], decorators: decorators,
      range: ScriptRange(start, start))
    function.parameters = try parameters(of: &function)
    if accept("->") { _ = try type() }
    try skipConstraints()
    if !accept(";") { function.body = lowered(try braced(), returns: true) }
    function.range = range(from: start)
    return function
  }

  /// `(&self, a: B, (c, d): E)`; a function without `self` is one of the type itself.
  private mutating func parameters(of function: inout ScriptFunction) throws(ScriptTrouble)
    -> [ScriptParameter]
  {
    try expect("(", "(")
    var found: [ScriptParameter] = []
    function.isStatic = true
    while !at(")") {
      _ = attributes()
      let start = current.start
      var ahead = 0
      while isSign(peek(ahead), "&") || peek(ahead).kind == .regularExpression || isWord(peek(ahead), "mut") {
        ahead += 1
      }
      if isWord(peek(ahead), "self") {
        for _ in 0...ahead { advance() }
        if accept(":") { _ = try type() }
        function.isStatic = false
      } else {
        let pattern = try pattern()
        var parameter = ScriptParameter(kind: .positional, name: "", range: current.range)
        if case .name(let name)? = pattern.target {
          parameter.name = name.text
        } else {
          parameter.pattern = pattern.target
        }
        if accept(":") { parameter.annotation = .name(try type()) }
        parameter.range = range(from: start)
        found.append(parameter)
      }
      if !accept(",") { break }
    }
    try expect(")", ")")
    return found
  }
}
