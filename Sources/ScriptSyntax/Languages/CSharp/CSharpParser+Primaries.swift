extension CSharpParser {
  /// A name, literal or bracketed value.
  mutating func primary() throws(ScriptTrouble) -> ScriptNode {
    let token = current
    switch token.kind {
    case .word: return try word(token)
    case .number: return number()
    case .string:
      advance()
      return string(token)
    case .template: return try template(token)
    case .sign:
      if at("(") {
        if let lambda = try lambda(token.start) { return lambda }
        return try bracketedValue(token.start)
      }
      if at("[") { return try collection(token.start) }
      throw unexpected("a value")
    case .end, .regularExpression, .newline, .indent, .dedent, .broken: throw unexpected("a value")
    }
  }

  /// `(a)`, `(a, b: c)`
  private mutating func bracketedValue(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    advance()
    var values: [ScriptNode] = []
    while !at(")") {
      if at(.word), isSign(peek(), ":") {
        advance()
        advance()
      }
      // `(int a, var b) = c`
      if let end = typeEnd(position), self.token(end).kind == .word, !isReserved(self.token(end)),
        isSign(self.token(end + 1), ",") || isSign(self.token(end + 1), ")")
      {
        position = end
      }
      values.append(try expression())
      if !accept(",") { break }
    }
    try expect(")", ")")
    if values.count == 1 { return values[0] }
    return .tuple(ScriptList(elements: values, range: range(from: start)))
  }

  private mutating func word(_ token: ScriptToken) throws(ScriptTrouble) -> ScriptNode {
    switch ScriptWord(code: token.code) {
    case "true", "false":
      advance()
      return .boolean(isWord(token, "true"), token.range)
    case "null":
      advance()
      return .null(token.range)
    case "new": return try construction()
    case "typeof", "sizeof", "default":
      guard isSign(peek(), "(") else { break }
      return try typeValue(token)
    case "nameof":
      guard isSign(peek(), "(") else { break }
      return try nameValue(token)
    case "if", "else", "for", "foreach", "while", "do", "return", "case", "try", "catch", "finally", "using",
      "in",
      "is", "as", "class", "struct", "enum", "public", "private", "internal", "static", "const", "override",
      "break",
      "continue":
      throw unexpected("a value")
    default: break
    }
    advance()
    return .name(ScriptName(text: name(token), range: token.range))
  }

  /// `typeof(A)`, `default(A)`: calls with the type as text.
  private mutating func typeValue(_ token: ScriptToken) throws(ScriptTrouble) -> ScriptNode {
    let callee = ScriptName(text: name(token), range: token.range)
    guard let close = closer(of: position + 1) else { throw unexpected("\")\"") }
    let type = typeText(position + 2, close)
    let place = ScriptRange(token.end, self.token(close).end)
    position = min(close + 1, tokens.count - 1)
    let text = ScriptNode.string(ScriptString(text: ScriptText(type, at: place.start), range: place))
    let argument = ScriptArgument(kind: .positional, value: text, range: place)
    return .call(ScriptCall(callee: .name(callee), arguments: [argument], range: range(from: token.start)))
  }

  /// `nameof(A.B)`: the last name as text.
  private mutating func nameValue(_ token: ScriptToken) throws(ScriptTrouble) -> ScriptNode {
    guard let close = closer(of: position + 1) else { throw unexpected("\")\"") }
    var last = close - 1
    if isSign(self.token(last), ">") {
      while last > position, !isSign(self.token(last), "<") { last -= 1 }
      last -= 1
    }
    let found = self.token(last)
    guard found.kind == .word else { throw unexpected("a name") }
    position = min(close + 1, tokens.count - 1)
    let text = ScriptText(name(found), at: found.start, isVerbatim: true)
    return .string(ScriptString(text: text, range: range(from: token.start)))
  }

  /// `[a, ..b]`
  private mutating func collection(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    advance()
    var elements: [ScriptNode] = []
    while !at("]") {
      elements.append(try expression())
      if !accept(",") { break }
    }
    try expect("]", "]")
    return .list(ScriptList(elements: elements, range: range(from: start)))
  }
}
