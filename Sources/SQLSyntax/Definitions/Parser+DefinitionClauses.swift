/// Clauses that many definitions share.
extension Parser {
  /// `IF NOT EXISTS`
  mutating func acceptIfNotExists() -> Bool { accept(.if, .not, .exists) }

  /// `IF EXISTS`
  mutating func acceptIfExists() -> Bool { accept(.if, .exists) }

  /// `CASCADE`, `RESTRICT` or nothing.
  mutating func parseDropBehavior() -> DropBehavior {
    if accept(.cascade) { return .cascade }
    return accept(.restrict) ? .restrict : .unspecified
  }

  /// Moves past a word that is no keyword, in any case.
  mutating func accept(word: StaticString) -> Bool {
    guard at(word: word) else { return false }
    advance()
    return true
  }

  /// Whether the current token is an unquoted word that is no keyword, in any case.
  func at(word: StaticString) -> Bool {
    let token = current
    guard token.kind == .word, Int(token.length) == word.utf8CodeUnitCount else { return false }
    let letters = token.range.bytes(of: source)
    return word.withUTF8Buffer { expected in
      zip(expected, letters).allSatisfy { $0 == $1 | 0x20 }
    }
  }

  /// Whether the current token can be a name of that place.
  func atName(_ place: NamePlace = .column) -> Bool { isName(place, current) }

  /// `a.b, c.d`
  mutating func parseQualifiedNames(_ place: NamePlace = .column) throws(SyntaxTrouble) -> [QualifiedName] {
    var names = [try parseQualifiedName(place)]
    while accept(.comma) { names.append(try parseQualifiedName(place)) }
    return names
  }

  /// `(a.b, c.d)`
  mutating func parseQualifiedNameList() throws(SyntaxTrouble) -> [QualifiedName] {
    try expect(.leftParen, "(")
    let names = try parseQualifiedNames()
    try expect(.rightParen, ")")
    return names
  }

  /// A role: a name, `current_user`, `session_user`, `public`.
  mutating func parseRole() throws(SyntaxTrouble) -> Identifier { try parseIdentifier(.label) }

  /// `(expression)`
  mutating func parseParenthesizedValue() throws(SyntaxTrouble) -> Expression {
    try expect(.leftParen, "(")
    let value = try parseExpression()
    try expect(.rightParen, ")")
    return value
  }

  /// `(expression, ...)`
  mutating func parseParenthesizedList() throws(SyntaxTrouble) -> [Expression] {
    try expect(.leftParen, "(")
    var values = [try parseExpression()]
    while accept(.comma) { values.append(try parseExpression()) }
    try expect(.rightParen, ")")
    return values
  }

  /// `(name = value, name, name 'value', ...)` as it stands after WITH, OPTIONS and in definition lists.
  mutating func parseDefinitionOptions() throws(SyntaxTrouble) -> [DefinitionOption] {
    try expect(.leftParen, "(")
    var options: [DefinitionOption] = []
    while !at(.rightParen) {
      if !options.isEmpty { try expect(.comma, ",") }
      options.append(try parseDefinitionOption())
    }
    try expect(.rightParen, ")")
    return options
  }

  private mutating func parseDefinitionOption() throws(SyntaxTrouble) -> DefinitionOption {
    // ALTER ... OPTIONS (ADD a 'x', SET b 'y', DROP c).
    if at(.add) || at(.set) || at(.drop), isName(.label, peek()) { advance() }
    var name = try parseIdentifier(.label).text
    while accept(.dot) { name += "." + (try parseIdentifier(.label).text) }
    let hasSign = accept(.equals)
    let first = position
    if isString(current) {
      let value = try parseString()
      return DefinitionOption(name: name, value: value.text)
    }
    while !at(.comma), !at(.rightParen), !isAtEnd { skipBalanced() }
    if position == first {
      if hasSign { throw unexpected("a value") }
      return DefinitionOption(name: name, value: nil)
    }
    return DefinitionOption(name: name, value: range(from: first).text(of: source))
  }

  /// `[+ | -] number`
  mutating func parseSignedNumber() throws(SyntaxTrouble) -> String {
    var sign = ""
    if accept(.minus) { sign = "-" } else { _ = accept(.plus) }
    guard at(.number) || at(.parameter) || at(.placeholder) else { throw unexpected("a number") }
    let digits = text(current)
    advance()
    return sign + digits
  }
}
