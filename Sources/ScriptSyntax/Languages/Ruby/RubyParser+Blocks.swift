extension RubyParser {
  mutating func parseBraceBlock() throws(ScriptTrouble) -> ScriptFunction {
    let start = at
    at += 1
    return try bracketed { parser throws(ScriptTrouble) in
      let parameters = try parser.parseBlockParameters()
      let body = parser.parseStatements()
      parser.skipSeparators()
      guard parser.take("}") else { throw parser.unexpected("\"}\"") }
      return ScriptFunction(
        kind: .block, name: "", parameters: parameters, body: body, range: parser.range(start))
    }
  }

  mutating func parseDoBlock() throws(ScriptTrouble) -> ScriptFunction {
    let start = at
    at += 2
    return try bracketed { parser throws(ScriptTrouble) in
      let parameters = try parser.parseBlockParameters()
      let body = try parser.parseBody(start)
      try parser.takeEnd()
      return ScriptFunction(
        kind: .block, name: "", parameters: parameters, body: body, range: parser.range(start))
    }
  }

  private mutating func parseBlockParameters() throws(ScriptTrouble) -> [ScriptParameter] {
    skipLines()
    guard peek() == UInt8(ascii: "|"), take("|") else { return [] }
    return try parseParameters("|")
  }

  /// What stands behind `->`.
  mutating func parseLambda(_ start: Int) throws(ScriptTrouble) -> ScriptNode {
    skipSpaces()
    var parameters: [ScriptParameter] = []
    if take("(") {
      parameters = try parseParameters(")")
    } else {
      while ScriptByte.isNameStart(peek()), !seesWord("do") {
        let name = try parseLocalName()
        parameters.append(ScriptParameter(kind: .positional, name: name.text, range: name.range))
        skipSpaces()
        _ = take(",")
        skipSpaces()
      }
    }
    skipSpaces()
    guard peek() == UInt8(ascii: "{") || seesWord("do") else { throw unexpected("the body of a lambda") }
    var function = peek() == UInt8(ascii: "{") ? try parseBraceBlock() : try parseDoBlock()
    function.kind = .lambda
    function.parameters = parameters
    function.range = range(start)
    return .function(function)
  }
}
