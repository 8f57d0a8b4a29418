extension PHPParser {
  mutating func statement(into statements: inout [ScriptStatement]) throws(ScriptTrouble) {
    let start = current.start
    if accept(";") { return }
    if at("{") {
      let body = try block()
      return statements.append(.block(body, range(from: start)))
    }
    try skipAttributes()
    if isName(current), !isSign(peek(), "::"), !isSign(peek(), "->") {
      if let found = try keyword(start, into: &statements) { return statements.append(found) }
      if isSign(peek(), ":"), !isSign(peek(2), ":") {
        // A label of `goto`.
        advance()
        return advance()
      }
    }
    let value = try expression()
    try endStatement()
    statements.append(.expression(value))
  }

  /// A statement that begins with a keyword; nil for a value.
  private mutating func keyword(_ start: Int32, into statements: inout [ScriptStatement])
    throws(ScriptTrouble)
    -> ScriptStatement?
  {
    switch ScriptWord(code: current.code) {
    case "if": return try conditional(start)
    case "for": return try loop(start)
    case "foreach": return try elements(start)
    case "while": return try conditionLoop(start)
    case "do": return try bodyLoop(start)
    case "switch": return try choice(start)
    case "try": return try attempt(start)
    case "return": return .returning(try optionalValue(), range(from: start))
    case "throw": return .raising(try optionalValue(), range(from: start))
    case "exit", "die":
      let value = try expression()
      try endStatement()
      return .raising(value, range(from: start))
    case "break", "continue":
      let isBreak = at(word: "break")
      advance()
      _ = accept(.number)
      try endStatement()
      return isBreak ? .breaking(range(from: start)) : .continuing(range(from: start))
    case "echo", "print": return try output(start)
    case "use":
      try uses(into: &statements)
      return .inert(range(from: start))
    case "const": return try constants(start)
    case "unset": return try deletion(start)
    case "global", "goto":
      while !at(";"), !at(.end), !at("}") { advance() }
      try endStatement()
      return .inert(range(from: start))
    case "declare": return try declaration(start)
    default: return try definition(start, into: &statements)
    }
  }

  /// What follows `return` and its kin.
  private mutating func optionalValue() throws(ScriptTrouble) -> ScriptNode? {
    advance()
    let value = at(";") || at("}") || at(.end) ? nil : try expression()
    try endStatement()
    return value
  }

  /// `echo a, b`.
  private mutating func output(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    var values = [try expression()]
    while accept(",") { values.append(try expression()) }
    try endStatement()
    let operation = ScriptOperation(operation: .sequence, operands: values, range: range(from: start))
    return .expression(values.count == 1 ? values[0] : .operation(operation))
  }

  /// `unset($a, $b['c'])`.
  private mutating func deletion(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    try expect("(", "(")
    var targets: [ScriptNode] = []
    while !at(")") {
      targets.append(try expression())
      if !accept(",") { break }
    }
    try expect(")", ")")
    try endStatement()
    return .deletion(targets, range(from: start))
  }

  /// `declare(strict_types=1);`, or with a body.
  private mutating func declaration(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    try expect("(", "(")
    while !at(")"), !at(.end) { advance() }
    try expect(")", ")")
    if at("{") { return .block(try block(), range(from: start)) }
    try endStatement()
    return .inert(range(from: start))
  }

  /// `#[A(b)]`, any number of them.
  mutating func skipAttributes() throws(ScriptTrouble) {
    while at("#[") {
      var open = 0
      repeat {
        if at(.end) { throw unexpected("\"]\"") }
        if at("#[") || at("[") { open += 1 }
        if at("]") { open -= 1 }
        advance()
      } while open > 0
    }
  }

  /// Functions, classes and namespaces; nil for a value.
  private mutating func definition(_ start: Int32, into statements: inout [ScriptStatement])
    throws(ScriptTrouble)
    -> ScriptStatement?
  {
    switch ScriptWord(code: current.code) {
    case "function":
      let next = isSign(peek(), "&") ? peek(2) : peek()
      guard isName(next) else { return nil }
      return .function(try function(start, isStatic: false))
    case "class", "trait", "enum", "abstract", "final", "readonly":
      guard isName(peek()) else { return nil }
      return .classDefinition(try classDefinition(start))
    case "static":
      guard isVariable(peek()) else { return nil }
      return try staticVariables(start)
    default: break
    }
    if at(long: "interface"), isName(peek()) { return .classDefinition(try classDefinition(start)) }
    if at(long: "namespace"), !isSign(peek(), "\\") {
      try namespaceDeclaration(into: &statements)
      return .inert(range(from: start))
    }
    if at(long: "__halt_compiler") {
      position = tokens.count - 1
      return .inert(range(from: start))
    }
    return nil
  }

  /// `static $a = 1, $b;`.
  private mutating func staticVariables(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    var parts: [ScriptStatement] = []
    repeat {
      let place = current.start
      guard isVariable(current) else { throw unexpected("a variable") }
      let name = ScriptName(text: text(current), range: current.range)
      advance()
      let value = accept("=") ? try expression() : nil
      parts.append(
        .assignment(
          ScriptAssignment(
            targets: [.name(name)], operation: nil, annotation: nil, value: value, isDeclaration: true,
            range: range(from: place))))
    } while accept(",")
    try endStatement()
    return parts.count == 1 ? parts[0] : .block(parts, range(from: start))
  }

  private mutating func namespaceDeclaration(into statements: inout [ScriptStatement]) throws(ScriptTrouble) {
    advance()
    namespace = ""
    uses = [:]
    if isName(current) {
      namespace = text(current) + "\\"
      advance()
    }
    if at("{") {
      statements += try block()
      namespace = ""
    } else {
      try endStatement()
    }
  }
}
