extension RubyParser {
  mutating func parseClass(_ start: Int, _ kind: ScriptClass.Kind) throws(ScriptTrouble)
    -> ScriptStatement
  {
    skipSpaces()
    if take("<<") {
      skipSpaces()
      _ = try parseExpression()
      let body = try parseBody(start)
      try takeEnd()
      return .block(body.map(Self.asStatic), range(start))
    }
    let nameStart = at
    _ = take("::")
    repeat {
      guard ScriptByte.isNameStart(peek()) else { throw unexpected("a name") }
      at = nameEnd(at)
    } while take("::")
    let name = text(nameStart, at)
    skipSpaces()
    var bases: [ScriptNode] = []
    if kind == .classType, take("<") {
      skipSpaces()
      bases.append(try parseExpression())
    }
    let body = try parseBody(start)
    try takeEnd()
    return .classDefinition(
      ScriptClass(kind: kind, name: name, bases: bases, body: body, range: range(start)))
  }

  private static func asStatic(_ statement: ScriptStatement) -> ScriptStatement {
    guard case .function(var function) = statement else { return statement }
    function.isStatic = true
    return .function(function)
  }

  /// What stands behind `def`.
  mutating func parseDefinition(_ start: Int) throws(ScriptTrouble) -> ScriptFunction {
    skipSpaces()
    var function = ScriptFunction(kind: .function, name: "", parameters: [], body: [], range: range(start))
    if sees("self.") {
      at += 5
      function.isStatic = true
    }
    function.name = try parseMethodName()
    let outer = (locals, noDo)
    noDo = 0
    defer { (locals, noDo) = outer }
    let hadSpace = Self.isSpace(peek())
    skipSpaces()
    if take("(") {
      function.parameters = try parseParameters(")")
      skipSpaces()
    } else if hadSpace,
      ScriptByte.isNameStart(peek()) || peek() == UInt8(ascii: "*") || peek() == UInt8(ascii: "&")
    {
      function.parameters = try parseParameters(nil)
    }
    skipSpaces()
    if peek() == UInt8(ascii: "="), peek(1) != UInt8(ascii: "=") {
      at += 1
      skipLines()
      function.body = [try parseStatement()]
    } else {
      function.body = try nested { parser throws(ScriptTrouble) in try parser.parseBody(start) }
      try takeEnd()
    }
    function.range = range(start)
    return function
  }

  private mutating func parseMethodName() throws(ScriptTrouble) -> String {
    let start = at
    if ScriptByte.isNameStart(peek()) {
      at = nameEnd(at)
      if peek() == UInt8(ascii: "?") || peek() == UInt8(ascii: "!") {
        at += 1
      } else if peek() == UInt8(ascii: "="), peek(1) == UInt8(ascii: "(") {
        at += 1
      }
      return text(start, at)
    }
    while at < end, !Self.isSpace(peek()), peek() != 10, peek() != UInt8(ascii: "("), at - start < 3 {
      at += 1
    }
    guard at > start else { throw unexpected("a method name") }
    return text(start, at)
  }

  /// Parameters up to a closing sign, which is taken, or the line's end.
  mutating func parseParameters(_ closer: Character?) throws(ScriptTrouble) -> [ScriptParameter] {
    let close = closer?.asciiValue ?? 0
    var list: [ScriptParameter] = []
    while true {
      if close != 0 { skipLines() } else { skipSpaces() }
      if close != 0, peek() == close {
        at += 1
        return list
      }
      if close == 0, at >= end || peek() == 10 || peek() == UInt8(ascii: ";") { return list }
      list.append(try parseParameter(close))
      if close != 0 { skipLines() } else { skipSpaces() }
      if take(",") { continue }
      if close != 0, take(";") { continue }
      guard close == 0 || peek() == close else { throw unexpected("\",\"") }
    }
  }

  private mutating func parseParameter(_ close: UInt8) throws(ScriptTrouble) -> ScriptParameter {
    let start = at
    if take("...") { return ScriptParameter(kind: .rest, name: "", range: range(start)) }
    let kind: ScriptParameter.Kind =
      take("**") ? .keywordRest : take("*") ? .rest : take("&") ? .block : .positional
    if peek() == UInt8(ascii: "(") {
      at += 1
      let names = try nested { parser throws(ScriptTrouble) in try parser.parseParameters(")") }
      let list = ScriptList(
        elements: names.map { .name(ScriptName(text: $0.name, range: $0.range)) }, range: range(start))
      return ScriptParameter(kind: kind, name: "", pattern: .tuple(list), range: range(start))
    }
    guard ScriptByte.isNameStart(peek()) else {
      guard kind != .positional else { throw unexpected("a parameter") }
      return ScriptParameter(kind: kind, name: "", range: range(start))
    }
    var parameter = ScriptParameter(kind: kind, name: try parseLocalName().text, range: range(start))
    if peek() == UInt8(ascii: ":") {
      at += 1
      parameter.kind = .keyword
      skipSpaces()
      if peek() != UInt8(ascii: ","), peek() != close, peek() != 10 {
        parameter.defaultValue = try parseTernary()
      }
    } else {
      skipSpaces()
      if peek() == UInt8(ascii: "="), peek(1) != UInt8(ascii: "=") {
        at += 1
        skipSpaces()
        // In `|a = 1|` the bar ends the list.
        parameter.defaultValue = close == UInt8(ascii: "|") ? try parseUnary() : try parseTernary()
      }
    }
    parameter.range = range(start)
    return parameter
  }
}
