extension ElixirParser {
  /// A value without operators and members.
  mutating func parsePrimary() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    let first = peek()
    switch first {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return try parseQuoted()
    case UInt8(ascii: ":"): return try parseAtom()
    case UInt8(ascii: "["):
      at += 1
      let found = try bracketed { parser throws(ScriptTrouble) in try parser.parseArguments("]") }
      return .list(ScriptList(elements: elements(found), range: range(start)))
    case UInt8(ascii: "{"):
      at += 1
      let found = try bracketed { parser throws(ScriptTrouble) in try parser.parseArguments("}") }
      return .tuple(ScriptList(elements: elements(found), range: range(start)))
    case UInt8(ascii: "("): return try parseGroup()
    case UInt8(ascii: "%"): return try parseMap()
    case UInt8(ascii: "<") where peek(1) == first: return try parseBits()
    case UInt8(ascii: "~"): return try parseSigil()
    case UInt8(ascii: "@"): return try parseModuleAttribute()
    case UInt8(ascii: "?"): return parseCharacter()
    case UInt8(ascii: "&"): return parseCaptured()
    case UInt8(ascii: ".") where sees(".."):
      at += sees("...") ? 3 : 2
      return .name(ScriptName(text: text(start, at), range: range(start)))
    default: break
    }
    if ScriptByte.isDigit(first) {
      at = max(at + 1, ScriptByte.numberEnd(bytes.span, at))
      let digits = bytes[start..<min(at, end)].filter { $0 != UInt8(ascii: "_") }
      let text = String(decoding: digits, as: UTF8.self).lowercased()
      return .number(ScriptNumber(text: text, range: range(start)))
    }
    guard ScriptByte.isNameStart(first) else { throw unexpected("a value") }
    return try parseWord()
  }

  private mutating func parseWord() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    if takeWord("true") { return .boolean(true, range(start)) }
    if takeWord("false") { return .boolean(false, range(start)) }
    if takeWord("nil") { return .null(range(start)) }
    if seesWord("fn") { return try parseFunction() }
    if seesCloser() || seesWord("do") || seesWord("when") || seesWord("and") || seesWord("or")
      || seesWord("in")
    {
      throw unexpected("a value")
    }
    let isAlias = Self.isUpper(peek())
    takeName()
    let name = ScriptNode.name(ScriptName(text: text(start, at), range: range(start)))
    return isAlias ? name : try called(name, start)
  }

  /// Entries `a: 1` as tuples, `a | b` as a spread tail.
  func elements(_ arguments: [ScriptArgument]) -> [ScriptNode] {
    var found: [ScriptNode] = []
    for argument in arguments {
      if argument.kind == .keyword {
        let key = ScriptNode.symbol(ScriptName(text: argument.name, range: argument.range))
        found.append(.tuple(ScriptList(elements: [key, argument.value], range: argument.range)))
      } else if let (head, tail) = internalCall(argument.value, "|") {
        found += [head, .spread(tail, tail.range)]
      } else {
        found.append(argument.value)
      }
    }
    return found
  }

  /// `(a)`, `(a; b)`, `()`
  private mutating func parseGroup() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    at += 1
    let section = try bracketed { parser throws(ScriptTrouble) in try parser.parseStrictSection(")") }
    if section.isEmpty { return .tuple(ScriptList(elements: [], range: range(start))) }
    if !section.clauses.isEmpty { return .function(section.function(.lambda, range(start))) }
    return immediate(section.statements, range(start))
  }

  /// Statements up to a closing sign, which is taken; nothing is passed over.
  mutating func parseStrictSection(_ closer: Character) throws(ScriptTrouble) -> Section {
    let close = closer.asciiValue ?? 0
    var section = Section(start: at)
    while true {
      skipSeparators()
      if peek() == close {
        at += 1
        return section
      }
      try parseStatement(into: &section, before: close)
    }
  }

  /// `fn a, b -> c end`
  private mutating func parseFunction() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    at += 2
    let section = try bracketed { parser throws(ScriptTrouble) in parser.parseSection() }
    guard takeWord("end") else { throw unexpected("\"end\"") }
    return .function(section.function(.lambda, range(start)))
  }

  /// `&1`
  private mutating func parseCaptured() -> ScriptNode {
    let start = at
    at = nameEnd(at + 1)
    let name = text(start, at)
    captured = max(captured ?? 0, min(Int(name.dropFirst()) ?? 1, 20))
    return .name(ScriptName(text: name, range: range(start)))
  }

  /// `&name/2`, `&(&1 + 1)`
  mutating func parseCapture() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    at += 1
    skipSpaces()
    let outer = captured
    captured = 0
    defer { captured = outer }
    let body = try nested { parser throws(ScriptTrouble) in try parser.parseBinary(Self.matchLevel) }
    var count = captured ?? 0
    var value = body
    if count == 0, case .operation(let operation) = body, operation.operation == .divide,
      operation.operands.count == 2, case .number(let arity) = operation.operands[1],
      let number = Int(arity.text), number <= 20
    {
      count = number
      value = forwarded(operation.operands[0], number)
    }
    let parameters = (0..<count).map { index in
      ScriptParameter(kind: .positional, name: "&\(index + 1)", range: range(start))
    }
    return .function(
      ScriptFunction(
        kind: .lambda, name: "", parameters: parameters, body: [statement(value)], range: range(start)))
  }

  /// A call of what is captured with all parameters.
  private func forwarded(_ callee: ScriptNode, _ count: Int) -> ScriptNode {
    let arguments = (0..<count).map { index in
      let name = ScriptNode.name(ScriptName(text: "&\(index + 1)", range: callee.range))
      return ScriptArgument(kind: .positional, value: name, range: callee.range)
    }
    return .call(ScriptCall(callee: callee, arguments: arguments, range: callee.range))
  }

  /// `@name`, `@name value`
  private mutating func parseModuleAttribute() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    at += 1
    guard ScriptByte.isNameStart(peek()) else { throw unexpected("the name of an attribute") }
    takeName()
    let name = ScriptName(text: text(start, at), range: range(start))
    guard startsArgument() else { return .name(name) }
    skipSpaces()
    let found = try nested { parser throws(ScriptTrouble) in
      parser.noDo += 1
      defer { parser.noDo -= 1 }
      return try parser.parseArguments(nil)
    }
    switch name.text {
    case "@spec", "@type", "@typep", "@opaque", "@callback", "@macrocallback", "@impl", "@doc", "@moduledoc",
      "@typedoc":
      return immediate(.inert(range(start)), range(start))
    default: break
    }
    let value: ScriptNode =
      found.count == 1 && found[0].kind == .positional
      ? found[0].value : .list(ScriptList(elements: elements(found), range: range(start)))
    return .assignment(
      ScriptAssignment(targets: [.name(name)], value: value, isDeclaration: true, range: range(start)))
  }

  /// `%{a: 1, "b" => 2}`, `%{c | a: 1}`, `%A{b: 1}`
  private mutating func parseMap() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    at += 1
    var type: ScriptNode?
    if peek() != UInt8(ascii: "{") { type = try parseTypeName() }
    guard take("{") else { throw unexpected("\"{\"") }
    let entries = try bracketed { parser throws(ScriptTrouble) in try parser.parseEntries() }
    guard let type else { return .map(ScriptMap(entries: entries, range: range(start))) }
    let arguments = entries.map { entry -> ScriptArgument in
      guard case .symbol(let name)? = entry.key else {
        return ScriptArgument(
          kind: entry.key == nil ? .mapSpread : .positional, value: entry.value, range: entry.range)
      }
      return ScriptArgument(kind: .keyword, name: name.text, value: entry.value, range: entry.range)
    }
    return .call(
      ScriptCall(callee: type, arguments: arguments, isConstruction: true, range: range(start)))
  }

  private mutating func parseTypeName() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    if peek() == UInt8(ascii: "^") { at += 1 }
    guard ScriptByte.isNameStart(peek()) else { throw unexpected("\"{\"") }
    let first = at
    at = nameEnd(at)
    var node = ScriptNode.name(ScriptName(text: text(first, at), range: range(start)))
    var links = 0
    while peek() == UInt8(ascii: "."), ScriptByte.isNameStart(peek(1)), links < 20 {
      at += 1
      links += 1
      let name = at
      at = nameEnd(at)
      node = .attribute(
        ScriptAttribute(receiver: node, name: text(name, at), range: range(start), nameRange: range(name)))
    }
    return node
  }

  private mutating func parseEntries() throws(ScriptTrouble) -> [ScriptMap.Entry] {
    var entries: [ScriptMap.Entry] = []
    while true {
      skipLines()
      if take("}") { return entries }
      let start = at
      if let label = try takeLabel() {
        let key = ScriptNode.symbol(ScriptName(text: label, range: range(start)))
        skipLines()
        let value = try nested { parser throws(ScriptTrouble) in try parser.parseExpression() }
        entries.append(ScriptMap.Entry(key: key, value: value, range: range(start)))
      } else {
        let key = try nested { parser throws(ScriptTrouble) in try parser.parseBinary(Self.barLevel + 1) }
        skipLines()
        if peek() == UInt8(ascii: "|"), entries.isEmpty {
          at += 1
          entries.append(ScriptMap.Entry(key: nil, value: key, range: range(start)))
          continue
        }
        guard take("=>") else { throw unexpected("\"=>\"") }
        skipLines()
        let value = try nested { parser throws(ScriptTrouble) in try parser.parseExpression() }
        entries.append(ScriptMap.Entry(key: key, value: value, range: range(start)))
      }
      skipLines()
      guard take(",") || peek() == UInt8(ascii: "}") else { throw unexpected("\",\"") }
    }
  }

  /// `<<a, b::binary>>`
  private mutating func parseBits() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    at += 2
    return try bracketed { parser throws(ScriptTrouble) in
      var values: [ScriptNode] = []
      while true {
        parser.skipLines()
        if parser.take(">>") { return parser.internalCall("<<>>", values, parser.range(start)) }
        values.append(try parser.parseExpression())
        parser.skipLines()
        guard parser.take(",") || parser.sees(">>") else { throw parser.unexpected("\">>\"") }
      }
    }
  }
}
