/// Types, which stand behind names.
extension KotlinParser {
  /// Moves past `: A<B>?`, and gives the type; nil where none stands.
  mutating func typeMark() throws(ScriptTrouble) -> ScriptName? {
    accept(":") ? try type() : nil
  }

  /// Moves past a type and gives its name without arguments.
  mutating func type() throws(ScriptTrouble) -> ScriptName {
    let start = current.start
    annotations()
    if at(word: "suspend"), peek().kind == .word || isSign(peek(), "(") { advance() }
    if at("("), closer(of: position) != nil {
      try skipBrackets()
      while accept("?") {}
      if accept("->") {
        try enter()
        defer { leave() }
        _ = try type()
      }
      return ScriptName(text: "()", range: range(from: start))
    }
    if accept("*") { return ScriptName(text: "*", range: range(from: start)) }
    var parts = [try takeName().text]
    var isFunction = false
    try skipTypeArguments()
    while at("."), peek().kind == .word || isSign(peek(), "(") {
      advance()
      if at("(") {
        try skipBrackets()
        isFunction = true
      } else {
        parts.append(try takeName().text)
        try skipTypeArguments()
      }
    }
    while accept("?") || accept("!!") {}
    // The arrow of `is A -> b` is none of a type.
    if isFunction, accept("->") {
      try enter()
      defer { leave() }
      _ = try type()
    }
    return ScriptName(text: parts.joined(separator: "."), range: range(from: start))
  }

  mutating func skipTypeArguments() throws(ScriptTrouble) {
    guard at("<"), let end = typeArgumentsEnd else { return }
    position = min(end, tokens.count - 1)
  }

  /// The place past `<A, B<C>>`; nil if `<` means less.
  var typeArgumentsEnd: Int? {
    var open = 0
    var place = position
    let limit = min(tokens.count, position + 200)
    while place < limit {
      let token = tokens[place]
      switch token.kind {
      case .word: break
      case .sign:
        switch ScriptWord(code: token.code) {
        case "<": open += 1
        case ">":
          open -= 1
          if open == 0 { return place + 1 }
        case ",", ".", "?", "*", ":", "->", "@": break
        case "(":
          guard let close = closer(of: place) else { return nil }
          place = close
        default: return nil
        }
      default: return nil
      }
      place += 1
    }
    return nil
  }

  /// Moves past `@A("b")`, any number of them.
  mutating func annotations() {
    while at("@"), peek().kind == .word || isSign(peek(), "[") {
      advance()
      if at("["), let close = closer(of: position) {
        position = min(close + 1, tokens.count - 1)
        continue
      }
      advance()
      while at(".") || at(":"), isAdjacent(peek(-1), current), peek().kind == .word || isSign(peek(), "[") {
        advance()
        if at("["), let close = closer(of: position) { position = min(close, tokens.count - 1) }
        advance()
      }
      if at("("), isAdjacent(peek(-1), current), let close = closer(of: position) {
        position = min(close + 1, tokens.count - 1)
      }
    }
  }
}
