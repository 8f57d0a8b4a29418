extension PHPParser {
  /// `use A\B, C\{D, E as F}, function G;`, each name as one import.
  mutating func uses(into statements: inout [ScriptStatement]) throws(ScriptTrouble) {
    advance()
    let isCode = at(word: "function") || at(word: "const")
    if isCode { advance() }
    repeat {
      let start = current.start
      guard isName(current) else { throw unexpected("a name") }
      let name = text(current)
      advance()
      if accept("\\") || at("{") {
        try expect("{", "{")
        while !at("}") {
          let place = current.start
          let isInner = (at(word: "function") || at(word: "const")) && isName(peek())
          if isInner { advance() }
          guard isName(current) else { throw unexpected("a name") }
          let part = text(current)
          advance()
          try use(name + "\\" + part, place, isCode || isInner, into: &statements)
          if !accept(",") { break }
        }
        try expect("}", "}")
      } else {
        try use(name, start, isCode, into: &statements)
      }
    } while accept(",")
    try endStatement()
  }

  private mutating func use(
    _ name: String, _ start: Int32, _ isCode: Bool, into statements: inout [ScriptStatement]
  ) throws(ScriptTrouble) {
    let path = name.utf8.first == UInt8(ascii: "\\") ? String(name.dropFirst()) : name
    var alias = path.split(separator: "\\").last.map(String.init) ?? path
    if accept(word: "as") {
      guard isName(current) else { throw unexpected("a name") }
      alias = text(current)
      advance()
    }
    let place = range(from: start)
    guard !isCode else { return }
    uses[alias.lowercased()] = path
    statements.append(
      .imports(
        ScriptImport(
          module: dotted(path), names: [ScriptImport.Name(name: "default", alias: alias, range: place)],
          range: place)))
  }

  /// `const A = 1, B = 2;`.
  mutating func constants(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    // `const string A = 'a'`: a type before the name.
    if !isSign(peek(), "=") { _ = try skipType() }
    var parts: [ScriptStatement] = []
    repeat {
      let place = current.start
      guard current.kind == .word else { throw unexpected("a name") }
      let name = ScriptName(text: text(current), range: current.range)
      advance()
      try expect("=", "=")
      let value = try expression()
      parts.append(
        .assignment(
          ScriptAssignment(
            targets: [.name(name)], operation: nil, annotation: nil, value: value, isDeclaration: true,
            range: range(from: place))))
    } while accept(",")
    try endStatement()
    return parts.count == 1 ? parts[0] : .block(parts, range(from: start))
  }

  /// `function &name(a) use (b): C { ... }`, from the word `function`.
  mutating func function(_ start: Int32, isStatic: Bool) throws(ScriptTrouble) -> ScriptFunction {
    advance()
    _ = accept("&")
    var name = ""
    if current.kind == .word, !at("(") {
      name = text(current)
      advance()
    }
    let parameters = try parameters()
    if accept(word: "use") {
      try expect("(", "(")
      while !at(")"), !at(.end) { advance() }
      try expect(")", ")")
    }
    if accept(":") { _ = try skipType() }
    var body: [ScriptStatement] = []
    if at("{") { body = try block() } else { try endStatement() }
    return ScriptFunction(
      kind: name.isEmpty ? .lambda : .function, name: name, parameters: parameters, body: body,
      isStatic: isStatic, range: range(from: start))
  }

  /// `fn (a) => b`.
  mutating func arrow(_ start: Int32) throws(ScriptTrouble) -> ScriptFunction {
    advance()
    _ = accept("&")
    let parameters = try parameters()
    if accept(":") { _ = try skipType() }
    try expect("=>", "=>")
    let value = try expression()
    return ScriptFunction(
      kind: .lambda, name: "", parameters: parameters, body: [.returning(value, value.range)],
      range: range(from: start))
  }

  /// `(A $a, ?B &$b = 1, ...$c)`.
  mutating func parameters() throws(ScriptTrouble) -> [ScriptParameter] {
    try expect("(", "(")
    var found: [ScriptParameter] = []
    while !at(")") {
      let start = current.start
      try skipAttributes()
      while isModifier { skipModifier() }
      var parameter = ScriptParameter(kind: .positional, name: "", range: current.range)
      if !isVariable(current), !at("&"), !at("...") { parameter.annotation = try skipType() }
      _ = accept("&")
      if accept("...") { parameter.kind = .rest }
      guard isVariable(current) else { throw unexpected("a variable") }
      parameter.name = text(current)
      advance()
      if accept("=") { parameter.defaultValue = try expression() }
      if at("{") { try skipBraces() }
      parameter.range = range(from: start)
      found.append(parameter)
      if !accept(",") { break }
    }
    try expect(")", ")")
    return found
  }

  /// Whether the current token is a word before a member that does not change its value.
  var isModifier: Bool {
    guard isName(current) else { return false }
    switch ScriptWord(code: current.code) {
    case "public", "private", "abstract", "final", "readonly", "var": return true
    default: return at(long: "protected")
    }
  }

  /// Moves past a modifier, `private(set)` too.
  mutating func skipModifier() {
    advance()
    if at("("), isWord(peek(), "set"), isSign(peek(2), ")") {
      advance()
      advance()
      advance()
    }
  }

  /// Moves past a type; gives its first name.
  mutating func skipType() throws(ScriptTrouble) -> ScriptNode? {
    var name: ScriptNode?
    var open = 0
    var expectsName = true
    while true {
      if at("?") || at("(") {
        if at("(") { open += 1 }
        advance()
      } else if isName(current), expectsName {
        if name == nil {
          name = .name(ScriptName(text: dotted(qualified(text(current))), range: current.range))
        }
        advance()
        expectsName = false
      } else if at("|") || at("&") && !isVariable(peek()) && !isSign(peek(), "...") {
        advance()
        expectsName = true
      } else if at(")"), open > 0 {
        open -= 1
        advance()
      } else {
        break
      }
    }
    if name == nil { throw unexpected("a type") }
    return name
  }

  /// Moves past `{ ... }`.
  mutating func skipBraces() throws(ScriptTrouble) {
    var open = 0
    repeat {
      if at(.end) { throw unexpected("\"}\"") }
      if at("{") { open += 1 }
      if at("}") { open -= 1 }
      advance()
    } while open > 0
  }
}
