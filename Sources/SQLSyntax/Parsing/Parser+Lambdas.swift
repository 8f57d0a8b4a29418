extension Parser {
  /// `x -> ...` or `(x, y) -> ...` as an argument of a function that takes functions.
  ///
  /// The same sign is JSON extraction elsewhere, so the function's name decides.
  mutating func parseLambda(of function: QualifiedName) throws(SyntaxTrouble) -> Expression? {
    guard dialect.switches.contains(.nestedLiterals) else { return nil }
    guard dialect.switches.contains(.lambdasEverywhere) || takesLambda(function.name) else { return nil }
    let first = position
    var parameters: [Identifier] = []
    if isName(.column, current), isLambdaArrow(peek()) {
      parameters.append(try parseIdentifier())
    } else if let names = lambdaNames() {
      parameters = names
    } else {
      return nil
    }
    advance()
    let body = try parseExpression()
    return .lambda(Lambda(parameters: parameters, body: body, range: range(from: first)))
  }

  private func isLambdaArrow(_ token: Token) -> Bool { token.kind == .operation && spells(token, "->") }

  /// The names in `(x, y) ->`; moves to the arrow. Nil, without moving, if that does not stand here.
  private mutating func lambdaNames() -> [Identifier]? {
    guard at(.leftParen) else { return nil }
    var names: [Identifier] = []
    var offset = 1
    while isName(.label, peek(offset)) {
      names.append(identifier(peek(offset)))
      offset += 1
      if peek(offset).kind == .comma {
        offset += 1
        continue
      }
      guard peek(offset).kind == .rightParen, isLambdaArrow(peek(offset + 1)) else { return nil }
      position += offset + 1
      return names
    }
    return nil
  }

  private func takesLambda(_ name: String) -> Bool {
    if name.hasPrefix("list_") || name.hasPrefix("array_") || name.hasPrefix("map_") { return true }
    switch name {
    case "apply", "filter", "reduce", "transform", "aggregate", "any_match", "all_match", "none_match",
      "exists",
      "forall", "zip_with", "transform_keys", "transform_values", "columns":
      return true
    default: return false
    }
  }

  /// `lambda x, y: x + y`; nil if `lambda` is a name here.
  mutating func parseLambdaWord() throws(SyntaxTrouble) -> Expression? {
    guard dialect.switches.contains(.nestedLiterals), isName(.column, peek()) else { return nil }
    guard peek(2).kind == .colon || peek(2).kind == .comma else { return nil }
    let first = position
    advance()
    var parameters: [Identifier] = []
    repeat { parameters.append(try parseIdentifier()) } while accept(.comma)
    try expect(.colon, ":")
    let body = try parseExpression()
    return .lambda(Lambda(parameters: parameters, body: body, range: range(from: first)))
  }
}
