extension PHPParser {
  /// A name, literal or bracketed value.
  mutating func primary() throws(ScriptTrouble) -> ScriptNode {
    let token = current
    switch token.kind {
    case .word: return try word(token)
    case .number: return number()
    case .string:
      advance()
      return string(token)
    case .template: return try template(token)
    case .sign:
      switch ScriptWord(code: token.code) {
      case "(":
        advance()
        let node = try expression()
        try expect(")", ")")
        return node
      case "[": return try list(token.start, until: "]")
      case "#[":
        try skipAttributes()
        return try unary()
      case "$":
        // `$$a`, `${a}`: a variable whose name is computed.
        try enter()
        advance()
        if accept("{") {
          _ = try expression()
          try expect("}", "}")
        } else {
          _ = try primary()
        }
        leave()
        return .unparsed(range(from: token.start))
      default: throw unexpected("a value")
      }
    case .end, .regularExpression, .newline, .indent, .dedent, .broken: throw unexpected("a value")
    }
  }

  private mutating func word(_ token: ScriptToken) throws(ScriptTrouble) -> ScriptNode {
    if isVariable(token) {
      advance()
      let name = text(token)
      return .name(ScriptName(text: name == "$this" ? "this" : name, range: token.range))
    }
    let isCalled = isSign(peek(), "(")
    switch ScriptWord(code: token.code) {
    case "true", "false":
      advance()
      return .boolean(isWord(token, "true"), token.range)
    case "null":
      advance()
      return .null(token.range)
    case "array", "list":
      if isCalled {
        advance()
        return try list(token.start, until: ")")
      }
    case "match": if isCalled { return try match(token.start) }
    case "self", "static":
      advance()
      return .name(ScriptName(text: "this", range: token.range))
    default: break
    }
    if at(long: "__dir__") || at(long: "__class__") || at(long: "__file__") {
      let name = text(token).uppercased()
      advance()
      return .name(ScriptName(text: name, range: token.range))
    }
    advance()
    return .name(ScriptName(text: dotted(text(token)), range: token.range))
  }

  /// `[a, 'b' => c, ...d]`: a map if a key is written, else a list.
  private mutating func list(_ start: Int32, until end: ScriptWord) throws(ScriptTrouble) -> ScriptNode {
    advance()
    var entries: [ScriptMap.Entry] = []
    var isSpread: [Bool] = []
    var hasKeys = false
    while !at(end) {
      let place = current.start
      if at(",") {
        advance()
        let hole = ScriptRange(place, place)
        entries.append(ScriptMap.Entry(key: nil, value: .unparsed(hole), range: hole))
        isSpread.append(false)
        continue
      }
      let spreads = accept("...")
      var value = try expression()
      var key: ScriptNode?
      if accept("=>") {
        key = value
        hasKeys = true
        value = try expression()
      }
      entries.append(ScriptMap.Entry(key: key, value: value, range: range(from: place)))
      isSpread.append(spreads)
      if !accept(",") { break }
    }
    try expect(end, end == "]" ? "]" : ")")
    let whole = range(from: start)
    guard hasKeys else {
      let elements = zip(entries, isSpread).map { entry, spreads -> ScriptNode in
        spreads ? .spread(entry.value, entry.range) : entry.value
      }
      return .list(ScriptList(elements: elements, range: whole))
    }
    var next = 0
    for index in entries.indices where entries[index].key == nil && !isSpread[index] {
      entries[index].key = .number(ScriptNumber(text: String(next), range: entries[index].range))
      next += 1
    }
    return .map(ScriptMap(entries: entries, range: whole))
  }
}
