extension Parser {
  /// `MACRO name(parameters) AS expression | TABLE query`, after CREATE; the first definition of several.
  mutating func parseCreateMacro(_ prefix: CreatePrefix) throws(SyntaxTrouble) -> CreateMacro {
    advance()
    _ = acceptIfNotExists()
    var macro = CreateMacro(name: try parseQualifiedName(.function), orReplace: prefix.orReplace)
    macro.parameters = try parseMacroParameters()
    try parseMacroBody(&macro)
    while accept(.comma) {
      var overload = macro
      _ = try parseMacroParameters()
      try parseMacroBody(&overload)
    }
    return macro
  }

  private mutating func parseMacroBody(_ macro: inout CreateMacro) throws(SyntaxTrouble) {
    try expect(.as)
    if accept(.table) {
      macro.query = try parseQuery()
    } else {
      macro.expression = try parseExpression()
    }
  }

  /// `(a, b := 1, c type)`
  private mutating func parseMacroParameters() throws(SyntaxTrouble) -> [Identifier] {
    try expect(.leftParen, "(")
    var parameters: [Identifier] = []
    while !at(.rightParen) {
      if !parameters.isEmpty { try expect(.comma, ",") }
      parameters.append(try parseIdentifier(.label))
      if accept(.colonEquals) || accept(.arrow) { _ = try parseExpression() }
    }
    try expect(.rightParen, ")")
    return parameters
  }
}
