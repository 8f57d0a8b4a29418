/// Names, literals, functions and statements in the place of values.
extension KotlinParser {
  mutating func primary() throws(ScriptTrouble) -> ScriptNode {
    let token = current
    switch token.kind {
    case .word: return try word(token)
    case .number: return number()
    case .string:
      advance()
      return .string(ScriptString(text: content(token), range: token.range))
    case .template: return try template(token)
    case .sign:
      if at("(") { return try bracketed() }
      if at("{") { return try lambda() }
      if at("[") { return try collection(token.start) }
      if at("::"), peek().kind == .word {
        advance()
        let name = try takeName()
        return .name(name)
      }
      throw unexpected("a value")
    case .end, .regularExpression, .newline, .indent, .dedent, .broken: throw unexpected("a value")
    }
  }

  private mutating func word(_ token: ScriptToken) throws(ScriptTrouble) -> ScriptNode {
    let start = token.start
    guard isReserved(token) else {
      advance()
      return .name(ScriptName(text: name(token), range: token.range))
    }
    switch ScriptWord(code: token.code) {
    case "true", "false":
      advance()
      return .boolean(isWord(token, "true"), token.range)
    case "null":
      advance()
      return .null(token.range)
    case "this", "super":
      advance()
      label()
      if at("<") { try skipTypeArguments() }
      return .name(ScriptName(text: isWord(token, "this") ? "this" : "base", range: token.range))
    case "if": return Self.value(of: try conditional(start))
    case "when": return Self.value(of: try choice(start))
    case "try":
      let attempt = try attempt(start)
      guard case .attempt(let inner) = attempt, let value = Self.value(of: inner.body) else {
        return .unparsed(range(from: start))
      }
      return value
    case "return", "throw":
      let isThrow = isWord(token, "throw")
      advance()
      label()
      guard isThrow || !endsHere else { return .unparsed(token.range) }
      let value = try expression()
      guard isThrow else { return .unparsed(range(from: start)) }
      let argument = ScriptArgument(kind: .positional, value: value, range: value.range)
      return .call(
        ScriptCall(callee: .named("throw", at: token.range), arguments: [argument], range: range(from: start))
      )
    case "break":
      advance()
      label()
      return .unparsed(token.range)
    case "object": return try object(start)
    case "fun": return try anonymous(start)
    default:
      guard spells(token, "continue") else { throw unexpected("a value") }
      advance()
      label()
      return .unparsed(token.range)
    }
  }

  /// What branches give, as a choice between values.
  private static func value(of statement: ScriptStatement) -> ScriptNode {
    guard case .branches(let branches) = statement else { return .unparsed(statement.range) }
    var result = value(of: branches.otherwise) ?? .unparsed(branches.range)
    for branch in branches.branches.reversed().prefix(60) {
      result = .conditional(
        ScriptConditional(
          condition: branch.condition ?? .unparsed(branch.range),
          then: value(of: branch.body) ?? .unparsed(branch.range), otherwise: result, range: branches.range))
    }
    return result
  }

  private static func value(of body: [ScriptStatement]) -> ScriptNode? {
    guard body.count == 1 else { return nil }
    return switch body[0] {
    case .expression(let node): node
    case .branches: value(of: body[0])
    default: nil
    }
  }

  /// `object : A { ... }`: one with a single method is a function.
  private mutating func object(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    try enter()
    defer { leave() }
    advance()
    if accept(":") {
      repeat {
        _ = try type()
        if at("("), !breaks { try skipBrackets() }
      } while accept(",")
    }
    let body = try braces()
    if body.count == 1, case .function(var function) = body[0] {
      function.kind = .lambda
      return .function(function)
    }
    return .classLiteral(ScriptClass(name: "", bases: [], body: body, range: range(from: start)))
  }

  /// `fun(a: B): C { ... }`
  private mutating func anonymous(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    try enter()
    defer { leave() }
    advance()
    let parameters = try parameterList().parameters
    _ = try typeMark()
    var body: [ScriptStatement] = []
    if accept("=") {
      let value = try expression()
      body = [.returning(value, value.range)]
    } else {
      body = try braces()
    }
    return .function(
      ScriptFunction(kind: .lambda, name: "", parameters: parameters, body: body, range: range(from: start)))
  }

  /// `{ a, (b, c) -> ... }`; without parameters it has one, called `it`. Its last expression is what it gives.
  mutating func lambda() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    try enter()
    defer { leave() }
    let outer = bracketing
    bracketing = 0
    defer { bracketing = outer }
    try expect("{", "{")
    var parameters = [ScriptParameter(kind: .positional, name: "it", range: ScriptRange(start, start))]
    if hasParameters {
      parameters = []
      while !at("->") {
        let place = current.range
        var parameter = ScriptParameter(kind: .positional, name: "", range: place)
        if at("(") { parameter.pattern = try destructured() } else { parameter.name = try takeName().text }
        parameter.annotation = try typeMark().map { CSharpParser.dotted($0.text, $0.range) }
        parameters.append(parameter)
        if !accept(",") { break }
      }
      try expect("->", "->")
    }
    var body = try statements { _ in false }
    advance()
    if case .expression(let node)? = body.last { body[body.count - 1] = .returning(node, node.range) }
    return .function(
      ScriptFunction(kind: .lambda, name: "", parameters: parameters, body: body, range: range(from: start)))
  }

  /// Whether parameters and an arrow stand here.
  private var hasParameters: Bool {
    var place = position
    let limit = position + 60
    while place < limit {
      let token = token(place)
      switch token.kind {
      case .word: if isReserved(token) { return false }
      case .sign:
        if isSign(token, "->") { return true }
        if isSign(token, "("), let close = closer(of: place) {
          place = close
        } else if !isSign(token, ","), !isSign(token, ":"), !isSign(token, "."), !isSign(token, "?"),
          !isSign(token, "<"), !isSign(token, ">"), !isSign(token, "*")
        {
          return false
        }
      default: return false
      }
      place += 1
    }
    return false
  }

  /// `["a", "b"]` of annotations.
  private mutating func collection(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    bracketing += 1
    defer { bracketing -= 1 }
    advance()
    var elements: [ScriptNode] = []
    while !at("]") {
      elements.append(try expression())
      if !accept(",") { break }
    }
    try expect("]", "]")
    return .list(ScriptList(elements: elements, range: range(from: start)))
  }

  /// The content of a string without values, or of a character.
  private func content(_ token: ScriptToken) -> ScriptText {
    guard JavaText.isBlock(source.span, Int(token.start)), token.range.count >= 6 else {
      return JavaText.content(source, token.range)
    }
    return plain(token.start + 3, token.end - 3)
  }

  /// Text as it stands in the file.
  private func plain(_ start: Int32, _ end: Int32) -> ScriptText {
    let range = ScriptRange(start, max(start, end))
    return ScriptText(String(decoding: range.bytes(of: source), as: UTF8.self), at: start, isVerbatim: true)
  }

  /// A string with values.
  private mutating func template(_ token: ScriptToken) throws(ScriptTrouble) -> ScriptNode {
    let scan = KotlinStringScan(source.span, Int(token.start), Int(token.end))
    try enter()
    advance()
    var parts: [ScriptTemplate.Part] = []
    var start = scan.content.start
    func text(_ from: Int32, _ to: Int32) -> ScriptText {
      // Escapes are read as between quotes.
      scan.isRaw ? plain(from, to) : JavaText.escaped(source, ScriptRange(from, max(from, to)))
    }
    for hole in scan.holes where hole.whole.start >= start && hole.whole.end <= scan.content.end {
      let before = text(start, hole.whole.start)
      if before.count > 0 { parts.append(.text(before)) }
      var code = inner(hole.code)
      let node = try code.expression()
      guard code.at(.end) else { throw code.unexpected("\"}\"") }
      troubles += code.troubles
      parts.append(.value(node, format: ""))
      start = hole.whole.end
    }
    let rest = text(start, scan.content.end)
    if rest.count > 0 { parts.append(.text(rest)) }
    leave()
    return .template(ScriptTemplate(parts: parts, range: token.range))
  }
}
