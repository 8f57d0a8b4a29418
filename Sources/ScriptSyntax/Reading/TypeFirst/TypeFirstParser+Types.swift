/// Types of languages that write them before names.
extension TypeFirstParser {
  /// The place past the type that begins at a place; nil if none does. `hasSuffixes` reads `[]` and `?` behind it.
  func typeEnd(_ start: Int, hasSuffixes: Bool = true) -> Int? {
    var budget = 200
    return typeEnd(start, hasSuffixes, &budget, level: 0)
  }

  private func typeEnd(_ start: Int, _ hasSuffixes: Bool, _ budget: inout Int, level: Int) -> Int? {
    guard budget > 0, level < 12 else { return nil }
    var place = start
    if Self.hasTuples, isSign(token(place), "(") {
      // A tuple: `(int A, string B)`.
      guard let end = tupleEnd(place, &budget, level) else { return nil }
      place = end
    } else {
      while true {
        budget -= 1
        let first = token(place)
        guard budget > 0, first.kind == .word, !isReserved(first) else { return nil }
        place += 1
        if isSign(token(place), "<") {
          guard let end = typeArgumentsEnd(place, &budget, level) else { return nil }
          place = end
        }
        guard isSign(token(place), ".") || isSign(token(place), "::") else { break }
        place += 1
      }
    }
    guard hasSuffixes else { return place }
    while budget > 0 {
      budget -= 1
      if Self.hasTypeMarks, isSign(token(place), "?") || isSign(token(place), "*") {
        place += 1
      } else if isSign(token(place), "[") {
        var inner = place + 1
        while isSign(token(inner), ",") { inner += 1 }
        guard isSign(token(inner), "]") else { return place }
        place = inner + 1
      } else {
        return place
      }
    }
    return nil
  }

  private func tupleEnd(_ start: Int, _ budget: inout Int, _ level: Int) -> Int? {
    var place = start + 1
    var count = 0
    while true {
      guard let end = typeEnd(place, true, &budget, level: level + 1) else { return nil }
      place = end
      if token(place).kind == .word { place += 1 }
      count += 1
      if isSign(token(place), ")") { return count > 1 ? place + 1 : nil }
      guard isSign(token(place), ",") else { return nil }
      place += 1
    }
  }

  /// The place past `<A, B<C>>`.
  private func typeArgumentsEnd(_ start: Int, _ budget: inout Int, _ level: Int) -> Int? {
    var place = start + 1
    while true {
      budget -= 1
      guard budget > 0 else { return nil }
      if isSign(token(place), ",") {
        place += 1
        continue
      }
      if isSign(token(place), ">") { return place + 1 }
      // `out T`, `in T` of interfaces and `[A] T` do not stand among arguments.
      if isWord(token(place), "out") || isWord(token(place), "in") { place += 1 }
      if isSign(token(place), "?") {
        // `?`, `? extends T` of Java.
        place += 1
        guard isWord(token(place), "extends") || isWord(token(place), "super") else {
          guard isSign(token(place), ",") || isSign(token(place), ">") else { return nil }
          continue
        }
        place += 1
      }
      guard let end = typeEnd(place, true, &budget, level: level + 1) else { return nil }
      place = end
      guard isSign(token(place), ",") || isSign(token(place), ">") else { return nil }
    }
  }

  /// The place past type arguments behind a name in a value, where `<` may mean less.
  func valueArgumentsEnd() -> Int? {
    guard at("<") else { return nil }
    var budget = 200
    guard let end = typeArgumentsEnd(position, &budget, 0) else { return nil }
    let next = token(end)
    guard next.kind == .sign else { return next.kind == .end ? end : nil }
    switch ScriptWord(code: next.code) {
    case "(", ")", "]", "}", ":", ";", ",", ".", "?", "==", "!=", "|", "^", "&&", "||", "&", "[", "{", "?.",
      ">", "::":
      return end
    default: return nil
    }
  }

  /// Moves past a type and gives its text without white space.
  mutating func type(hasSuffixes: Bool = true) throws(ScriptTrouble) -> ScriptName {
    let start = current.start
    while at(word: "ref") || at(word: "readonly") || at(word: "scoped") && peek().kind == .word { advance() }
    guard let end = typeEnd(position, hasSuffixes: hasSuffixes) else { throw unexpected("a type") }
    let text = typeText(position, end)
    position = min(end, tokens.count - 1)
    return ScriptName(text: text, range: range(from: start))
  }

  /// The tokens of a type as text.
  func typeText(_ from: Int, _ end: Int) -> String {
    var result = ""
    for place in from..<max(from, min(end, tokens.count)) { result += name(tokens[place]) }
    return result
  }

  /// The types in `<A, B>` as texts; moves past them.
  mutating func typeArguments(until end: Int) -> [ScriptName] {
    var found: [ScriptName] = []
    var place = position + 1
    while place < end - 1 {
      guard let stop = typeEnd(place) else { break }
      let range = ScriptRange(token(place).start, token(stop - 1).end)
      found.append(ScriptName(text: typeText(place, stop), range: range))
      place = stop + 1
    }
    position = min(end, tokens.count - 1)
    return found
  }

  /// Moves past `<T>` of a declaration.
  mutating func skipTypeParameters() throws(ScriptTrouble) {
    guard at("<") else { return }
    var open = 0
    repeat {
      if at(.end) || at(";") || at("{") { throw unexpected("\">\"") }
      if at("<") { open += 1 }
      if at(">") { open -= 1 }
      advance()
    } while open > 0
  }

  /// Moves past `where T : class, new()`.
  mutating func skipTypeConstraints() {
    while at(word: "where") {
      while !at("{"), !at("=>"), !at(";"), !at(.end) {
        advance()
        if at(word: "where") { break }
      }
    }
  }
}
