extension RustParser {
  /// Adds one link to a chain; false when it ends.
  mutating func extend(_ node: inout ScriptNode, _ start: Int32) throws(ScriptTrouble) -> Bool {
    guard at(.sign) else { return false }
    switch ScriptWord(code: current.code) {
    case "?": advance()
    case "(": node = .call(ScriptCall(callee: node, arguments: try arguments(), range: range(from: start)))
    case "[":
      advance()
      let index = try unrestricted()
      try expect("]", "]")
      node = .subscripted(ScriptSubscript(receiver: node, index: index, range: range(from: start)))
    case ".":
      advance()
      if accept(word: "await") {
        node = .awaiting(node, range(from: start))
        return true
      }
      if at(.number) {
        // `a.0.1`
        let token = current
        advance()
        for part in text(token).split(separator: ".").prefix(4) {
          let index = ScriptNode.number(ScriptNumber(text: String(part), range: token.range))
          node = .subscripted(ScriptSubscript(receiver: node, index: index, range: range(from: start)))
        }
        return true
      }
      let name = try takeName()
      node = .attribute(
        ScriptAttribute(
          receiver: node, name: name.text, range: ScriptRange(start, name.range.end), nameRange: name.range))
      if at("::") {
        advance()
        let types = try typeArguments()
        if !types.isEmpty { node = try call(node, types, start) }
      }
    default: return false
    }
    return true
  }

  /// A value in brackets, where braces after a path are fields again.
  mutating func unrestricted() throws(ScriptTrouble) -> ScriptNode {
    let outer = isBeforeBlock
    isBeforeBlock = false
    defer { isBeforeBlock = outer }
    return try expression()
  }

  /// `(a, b)`
  mutating func arguments() throws(ScriptTrouble) -> [ScriptArgument] {
    try expect("(", "(")
    var found: [ScriptArgument] = []
    while !at(")") {
      _ = attributes()
      let name = at("&") && isWord(peek(), "mut") ? ScriptArgument.changed : ""
      let value = try unrestricted()
      found.append(ScriptArgument(kind: .positional, name: name, value: value, range: value.range))
      if !accept(",") { break }
    }
    try expect(")", ")")
    return found
  }

  /// `::<A>` before the arguments of a call: the type as a named argument, if it is one name.
  private mutating func typeArguments() throws(ScriptTrouble) -> [ScriptArgument] {
    let first = position
    let start = current.start
    try skipAngles()
    let isName = position == first + 3 && token(first + 1).kind == .word
    guard at("("), isName else { return [] }
    let type = token(first + 1)
    let value = ScriptNode.name(ScriptName(text: name(type), range: type.range))
    return [
      ScriptArgument(kind: .keyword, name: ScriptCall.typeArgument, value: value, range: range(from: start))
    ]
  }

  /// The arguments of a call behind those that state its types.
  private mutating func call(_ node: ScriptNode, _ types: [ScriptArgument], _ start: Int32)
    throws(ScriptTrouble) -> ScriptNode
  {
    let arguments = types + (try arguments())
    return .call(ScriptCall(callee: node, arguments: arguments, range: range(from: start)))
  }

  /// A name, literal or bracketed value.
  mutating func primary() throws(ScriptTrouble) -> ScriptNode {
    let token = current
    switch token.kind {
    case .word: return try word(token)
    case .number: return number()
    case .string:
      advance()
      return string(token)
    case .sign:
      if at("(") { return try bracketedValue(token.start) }
      if at("[") { return try list(token.start) }
      if at("{") { return value(try braced(), range(from: token.start)) }
      if at("<") {
        // `<A as B>::c`
        try skipAngles()
        guard accept("::") else { throw unexpected("\"::\"") }
        return .name(try takeName())
      }
      if at("::") {
        advance()
        guard at(.word) else { throw unexpected("a name") }
        return try word(current)
      }
      if at("|") || at("||") { return try lambda() }
      throw unexpected("a value")
    case .regularExpression:
      // A label before a loop.
      advance()
      try expect(":", ":")
      if at("{") { return value(try braced(), range(from: token.start)) }
      guard at(.word) else { throw unexpected("a loop") }
      return try word(current)
    case .end, .template, .newline, .indent, .dedent, .broken: throw unexpected("a value")
    }
  }

  /// `(a)`, `(a, b)`, `()`
  private mutating func bracketedValue(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    advance()
    var values: [ScriptNode] = []
    var hasComma = false
    while !at(")") {
      values.append(try unrestricted())
      guard accept(",") else { break }
      hasComma = true
    }
    try expect(")", ")")
    if values.count == 1, !hasComma { return values[0] }
    if values.isEmpty { return .null(range(from: start)) }
    return .tuple(ScriptList(elements: values, range: range(from: start)))
  }

  /// `[a, b]`, `[a; 3]`
  mutating func list(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    advance()
    var elements: [ScriptNode] = []
    while !at("]") {
      elements.append(try unrestricted())
      if accept(";") {
        _ = try unrestricted()
        try expect("]", "]")
        return .unparsed(range(from: start))
      }
      if !accept(",") { break }
    }
    try expect("]", "]")
    return .list(ScriptList(elements: elements, range: range(from: start)))
  }

  private mutating func word(_ token: ScriptToken) throws(ScriptTrouble) -> ScriptNode {
    let start = token.start
    switch ScriptWord(code: token.code) {
    case "true", "false":
      advance()
      return .boolean(isWord(token, "true"), token.range)
    case "if":
      let choice = try ifChoice()
      return value(RustBlock(statements: [], tail: .choice(choice)), range(from: start))
    case "match":
      let choice = try matchChoice()
      return value(RustBlock(statements: [], tail: .choice(choice)), range(from: start))
    case "unsafe", "async", "loop", "const":
      let isLoop = at(word: "loop")
      advance()
      _ = accept(word: "move")
      let block = try braced()
      return isLoop ? .unparsed(range(from: start)) : value(block, range(from: start))
    case "move": return try lambda()
    case "return", "break", "continue":
      advance()
      if !at(";"), !at(","), !at("}"), !at(")"), !at(.end), !at(.regularExpression) { _ = try expression() }
      return .unparsed(range(from: start))
    case "let":
      // A condition among others: `a && let Some(b) = c`.
      let test = try condition()
      return test.condition ?? .boolean(true, range(from: start))
    case "for", "while", "in", "else", "fn", "impl", "pub", "struct", "enum", "use", "mod", "static", "where":
      throw unexpected("a value")
    default: break
    }
    var path = [try takeName()]
    while at("::") {
      advance()
      if at("<") {
        let types = try typeArguments()
        if !types.isEmpty { return try call(pathNode(path), types, start) }
      } else {
        path.append(try takeName())
      }
    }
    if at("!"), isSign(peek(), "(") || isSign(peek(), "[") || isSign(peek(), "{") {
      return try macro(path, start)
    }
    if at("{"), !isBeforeBlock, path.last?.text.first?.isUppercase == true || path.last?.text == "Self" {
      return try construction(pathNode(path), start)
    }
    return pathNode(path)
  }

  /// `A { b: c, d, ..e }`: named arguments.
  private mutating func construction(_ callee: ScriptNode, _ start: Int32) throws(ScriptTrouble)
    -> ScriptNode
  {
    advance()
    var arguments: [ScriptArgument] = []
    while !at("}") {
      _ = attributes()
      if accept("..") {
        if !at("}") { _ = try unrestricted() }
        break
      }
      let name = try takeName()
      let value = accept(":") ? try unrestricted() : .name(name)
      arguments.append(
        ScriptArgument(kind: .keyword, name: name.text, value: value, range: range(from: name.range.start)))
      if !accept(",") { break }
    }
    try expect("}", "}")
    return .call(
      ScriptCall(callee: callee, arguments: arguments, isConstruction: true, range: range(from: start)))
  }

  /// `a::b::C::D` as members; modules before the first name of a type are one name, which stands for their file.
  mutating func pathNode(_ path: [ScriptName]) -> ScriptNode {
    guard let first = path.first else { return .null(current.range) }
    var count = path.prefix { $0.text.first.map { $0.isLowercase || $0 == "_" } ?? false }.count
    if count == path.count { count -= 1 }
    var node = ScriptNode.name(first)
    var next = 1
    if count > 1 || count == 1 && ["crate", "super", "self"].contains(first.text) && path.count > 1 {
      let text = path.prefix(count).map(\.text).joined(separator: "::")
      modulePaths.insert(text)
      node = .name(ScriptName(text: text, range: ScriptRange(first.range.start, path[count - 1].range.end)))
      next = count
    } else if count == 1, path.count > 1 {
      crateNames.insert(first.text)
    }
    for name in path.dropFirst(next).prefix(40) {
      node = .attribute(
        ScriptAttribute(
          receiver: node, name: name.text, range: ScriptRange(first.range.start, name.range.end),
          nameRange: name.range))
    }
    return node
  }

  static func withoutSuffix(_ text: String) -> String {
    let types = text.hasPrefix("0x") ? "ui" : "uif"
    let end = text.firstIndex { types.contains($0) } ?? text.endIndex
    return String(text[..<end])
  }
}
