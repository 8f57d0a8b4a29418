extension RustParser {
  /// Moves past a type and gives its text without white space.
  mutating func type() throws(ScriptTrouble) -> ScriptName {
    let first = position
    let start = current.start
    try skipType()
    guard position > first else { throw unexpected("a type") }
    var text = ""
    for token in tokens[first..<min(position, first + 60)] where token.kind != .regularExpression {
      text += name(token)
      // `dyn A`
      if isTypeWord(token) { text += " " }
    }
    return ScriptName(text: text, range: range(from: start))
  }

  private func isTypeWord(_ token: ScriptToken) -> Bool {
    isWord(token, "dyn") || isWord(token, "impl") || isWord(token, "mut")
  }

  /// Moves past a type: `&'a mut A<B, C>`, `[A; 3]`, `(A, B)`, `impl Fn(A) -> B + 'a`.
  mutating func skipType() throws(ScriptTrouble) {
    try enter()
    defer { leave() }
    while at("&") || at("&&") || at("*") || at(.regularExpression) || at(word: "mut") || at(word: "dyn")
      || at(word: "impl") || at(word: "const") || at("?") || at("!")
    {
      advance()
    }
    if at("(") || at("[") {
      try skipBrackets()
    } else if at("<") {
      try skipAngles()
      try skipPath()
    } else if at(.word) || at("::") {
      if at(word: "for"), isSign(peek(), "<") {
        advance()
        try skipAngles()
        return try skipType()
      }
      while at(word: "unsafe") || at(word: "extern") {
        advance()
        if at(.string) { advance() }
      }
      try skipPath()
    }
    if at("->") {
      advance()
      try skipType()
    }
    while at("+") {
      advance()
      if at(.regularExpression) || at("?") { advance() }
      if at(.word) { try skipType() }
    }
  }

  private mutating func skipPath() throws(ScriptTrouble) {
    _ = accept("::")
    while at(.word) {
      advance()
      if at("::"), isSign(peek(), "<") { advance() }
      if at("<") { try skipAngles() }
      if at("(") { try skipBrackets() }
      guard at("::") else { break }
      advance()
    }
  }

  /// Moves past `<A, B<C>>`.
  mutating func skipAngles() throws(ScriptTrouble) {
    var open = 0
    repeat {
      if at(.end) || at(";") || at("{") && open == 0 { throw unexpected("\">\"") }
      if at("(") || at("[") || at("{") {
        try skipBrackets()
        continue
      }
      if at("<") { open += 1 }
      if at(">") { open -= 1 }
      // `<A = B<C>=`
      if at(">=") { throw unexpected("\">\"") }
      advance()
    } while open > 0
  }

  /// Moves past `where A: B, C: D`.
  mutating func skipConstraints() throws(ScriptTrouble) {
    guard at(word: "where") else { return }
    while !at("{"), !at(";"), !at(.end) {
      if at("(") || at("[") { try skipBrackets() } else { advance() }
    }
  }
}
