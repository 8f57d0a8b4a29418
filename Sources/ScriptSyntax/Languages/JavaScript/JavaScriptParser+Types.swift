extension JavaScriptParser {
  /// Statements that only TypeScript has, most of them without effect on values.
  mutating func typeStatement(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement? {
    let next = peek()
    if spells(current, "interface"), isName(next) {
      advance()
      while !at("{"), !at(.end) { skipToken() }
      skipToken()
      return .inert(range(from: start))
    }
    switch ScriptWord(code: current.code) {
    case "type" where isName(next) && !next.followsBreak:
      advance()
      advance()
      if at("<") { try skipTypeArguments() }
      try expect("=", "=")
      try skipType()
      try endStatement()
      return .inert(range(from: start))
    case "enum" where isName(next): return try enumeration(start)
    case "abstract" where isWord(next, "class"):
      advance()
      return .classDefinition(try classDefinition(start, decorators: []))
    case "declare" where next.kind == .word && !next.followsBreak:
      advance()
      var ignored: [ScriptStatement] = []
      if isWord(current, "function") || isWord(current, "global") || isWord(current, "module") {
        while !at(";"), !at(.end), !at("}"), !(current.followsBreak && !isSign(peek(-1), ",")) { skipToken() }
        _ = accept(";")
      } else {
        try enter()
        try statement(into: &ignored)
        leave()
      }
      return .inert(range(from: start))
    case "namespace" where isName(next), "module" where isName(next) && !next.followsBreak:
      return try namespace(start)
    default: return spells(current, "namespace") && isName(next) ? try namespace(start) : nil
    }
  }

  private mutating func namespace(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    var name = ""
    while at(.word) || at(".") {
      name += text(current)
      advance()
    }
    let body = try block()
    return .classDefinition(
      ScriptClass(kind: .module, name: name, bases: [], body: body, range: range(from: start)))
  }

  var isEnumeration: Bool { hasTypes && isWord(peek(), "enum") && isName(peek(2)) }

  /// `enum A { B = "b", C }`.
  mutating func enumeration(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    _ = accept(word: "const")
    advance()
    let name = text(current)
    advance()
    try expect("{", "{")
    var body: [ScriptStatement] = []
    var next: Int? = 0
    while !at("}") {
      let place = current.start
      let token = current
      guard at(.word) || at(.string) else { throw unexpected("a member") }
      let member: ScriptNode = .name(
        ScriptName(
          text: token.kind == .string
            ? JavaScriptEscape.content(source, ScriptRange(token.start + 1, token.end - 1)).string
            : text(token),
          range: token.range))
      advance()
      var value: ScriptNode?
      if accept("=") {
        value = try assignmentValue()
        next = nil
        if case .number(let number)? = value, let whole = Int(number.text), whole < 1 << 40 {
          next = whole + 1
        }
      } else if let number = next {
        value = .number(ScriptNumber(text: String(number), range: token.range))
        next = number + 1
      }
      body.append(
        .assignment(
          ScriptAssignment(
            targets: [member], operation: nil, annotation: nil, value: value, isDeclaration: true,
            range: range(from: place))))
      if !accept(",") { break }
    }
    try expect("}", "}")
    return .classDefinition(
      ScriptClass(kind: .enumeration, name: name, bases: [], body: body, range: range(from: start)))
  }

  /// Moves past a token, or past a pair of brackets with what is in them.
  mutating func skipToken() {
    if let close = closingIndex(position) { position = close }
    advance()
  }

  /// Moves past a type.
  mutating func skipType() throws(ScriptTrouble) {
    try enter()
    _ = accept("|") || accept("&")
    var height = 0
    repeat {
      try extend(&height)
      try skipTypeOperand()
    } while accept("|") || accept("&")
    if at(word: "extends"), !current.followsBreak {
      advance()
      try skipType()
      try expect("?", "?")
      try skipType()
      try expect(":", ":")
      try skipType()
    } else if accept(word: "is") {
      try skipType()
    }
    leave()
  }

  private mutating func skipTypeOperand() throws(ScriptTrouble) {
    while at(word: "keyof") || at(word: "typeof") || at(word: "readonly") || at(word: "infer")
      || at(word: "unique") || at(word: "asserts") || at(word: "new") || at(word: "abstract") || at("-")
    {
      let next = peek()
      guard
        next.kind != .sign || isSign(next, "{") || isSign(next, "[") || isSign(next, "(") || isSign(next, "<")
      else {
        break
      }
      advance()
    }
    if at("<") { try skipTypeArguments() }
    switch current.kind {
    case .word:
      let isImport = spells(current, "import")
      advance()
      // `typeof import("a")`
      if isImport, at("("), closingIndex(position) != nil { skipToken() }
      while accept(".") { advance() }
      if at("<"), !current.followsBreak { try skipTypeArguments() }
    case .string, .number: advance()
    case .template: _ = try template(tag: nil)
    case .sign:
      guard at("(") || at("[") || at("{"), closingIndex(position) != nil else { throw unexpected("a type") }
      let isFunction = at("(")
      skipToken()
      if isFunction, accept("=>") { try skipType() }
    case .end, .regularExpression, .newline, .indent, .dedent, .broken: throw unexpected("a type")
    }
    while at("["), !current.followsBreak, closingIndex(position) != nil { skipToken() }
  }

  /// Moves past `<...>`.
  mutating func skipTypeArguments() throws(ScriptTrouble) {
    guard let end = typeArgumentsEnd(position) else { throw unexpected("the end of type arguments") }
    position = end
    advance()
  }

  /// The index of the sign that ends the type arguments at an index, if they are some.
  func typeArgumentsEnd(_ first: Int) -> Int? {
    var open = 0
    var index = first
    while index < tokens.count, index - first < 600 {
      let token = tokens[index]
      switch token.kind {
      case .sign:
        switch ScriptWord(code: token.code) {
        case "<": open += 1
        case ">": open -= 1
        case ">>": open -= 2
        case ">>>": open -= 3
        case "(", "[", "{":
          guard let close = closingIndex(index) else { return nil }
          index = close
        case ",", ".", "|", "&", "=>", "?", ":", "=", "-", "...": break
        default: return nil
        }
      case .word, .string, .number, .template: break
      case .end, .regularExpression, .newline, .indent, .dedent, .broken: return nil
      }
      if open <= 0 { return open == 0 ? index : nil }
      index += 1
    }
    return nil
  }

  /// Whether `<` here begins the type arguments of a call: `f<T>(...)`.
  var isAtCallTypes: Bool {
    guard hasTypes, at("<"), let end = typeArgumentsEnd(position) else { return false }
    return isSign(token(end + 1), "(") || token(end + 1).kind == .template
  }
}
