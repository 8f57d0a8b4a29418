/// Functions as values.
extension TypeFirstParser {
  /// `a => b`, `(a, int b) => { ... }`, with the arrow of the language; nil for other values.
  mutating func lambda(_ start: Int32) throws(ScriptTrouble) -> ScriptNode? {
    if at(.word), isSign(peek(), Self.arrow), !isReserved(current) {
      let name = try takeName()
      let parameter = ScriptParameter(kind: .positional, name: name.text, range: name.range)
      advance()
      return try lambdaBody([parameter], start)
    }
    // A type may be written before the parameters.
    guard at("("), let close = closer(of: position), isSign(token(close + 1), Self.arrow) else { return nil }
    let parameters = try lambdaParameters()
    try expect(Self.arrow, "=>")
    return try lambdaBody(parameters, start)
  }

  private mutating func lambdaParameters() throws(ScriptTrouble) -> [ScriptParameter] {
    let isTyped = !(isSign(peek(2), ",") || isSign(peek(2), ")") || isSign(peek(), ")"))
    if isTyped { return try parameters() }
    try expect("(", "(")
    var found: [ScriptParameter] = []
    while !at(")") {
      let name = try takeName()
      found.append(ScriptParameter(kind: .positional, name: name.text, range: name.range))
      if !accept(",") { break }
    }
    try expect(")", ")")
    return found
  }

  private mutating func lambdaBody(_ parameters: [ScriptParameter], _ start: Int32) throws(ScriptTrouble)
    -> ScriptNode
  {
    try enter()
    defer { leave() }
    var body: [ScriptStatement] = []
    if at("{") {
      body = try block()
    } else {
      let value = try expression()
      body = [.returning(value, value.range)]
    }
    return .function(
      ScriptFunction(kind: .lambda, name: "", parameters: parameters, body: body, range: range(from: start)))
  }
}
