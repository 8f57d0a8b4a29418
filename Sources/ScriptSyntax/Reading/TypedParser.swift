/// A parser of a language with types before names and behind them (C#, Rust): which bracket ends what is looked up, and
/// a mark before a name keeps it from being a keyword.
protocol TypedParser: TokenParser {
  /// What a name begins with that would be a keyword without it.
  static var nameMark: String { get }

  /// Which brackets belong together.
  var pairs: BracketPairs { get }
}

extension TypedParser {
  /// The place of the bracket that closes the one at a place; nil if there is none.
  func closer(of place: Int) -> Int? { pairs.closer(of: place) }

  /// Moves to the token behind the bracket that closes the current one.
  mutating func skipBrackets() throws(ScriptTrouble) {
    guard let close = closer(of: position) else { throw unexpected("a closed bracket") }
    position = min(close + 1, tokens.count - 1)
  }

  /// A name without its mark.
  func name(_ token: ScriptToken) -> String {
    let text = self.text(token)
    return text.hasPrefix(Self.nameMark) ? String(text.dropFirst(Self.nameMark.count)) : text
  }

  /// Moves past a name and gives it.
  mutating func takeName() throws(ScriptTrouble) -> ScriptName {
    guard at(.word) else { throw unexpected("a name") }
    let token = current
    advance()
    return ScriptName(text: name(token), range: token.range)
  }
}
