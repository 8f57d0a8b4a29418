extension PythonParser {
  /// A name, literal, or bracketed value.
  mutating func primary() throws(ScriptTrouble) -> ScriptNode {
    let token = current
    switch token.kind {
    case .word: return try word(token)
    case .number: return number()
    case .string, .template: return strings()
    case .sign:
      switch ScriptWord(code: token.code) {
      case "(": return try bracketed(token.start)
      case "[": return try listDisplay(token.start)
      case "{": return try mapOrSet(token.start)
      case "...":
        advance()
        return .name(ScriptName(text: "...", range: token.range))
      default: throw unexpected("a value")
      }
    case .end, .regularExpression, .newline, .indent, .dedent, .broken: throw unexpected("a value")
    }
  }

  private mutating func word(_ token: ScriptToken) throws(ScriptTrouble) -> ScriptNode {
    switch ScriptWord(code: token.code) {
    case "True", "False":
      advance()
      return .boolean(isWord(token, "True"), token.range)
    case "None":
      advance()
      return .null(token.range)
    default:
      return .name(try expectName("a value"))
    }
  }

  /// `(a)`, `(a, b)`, `()`, `(a for b in c)`.
  private mutating func bracketed(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    advance()
    if accept(")") { return .tuple(ScriptList(elements: [], range: range(from: start))) }
    let first = try element()
    if isAtComprehension {
      let node = try comprehension(.generator, first, key: nil, start)
      try expect(")", ")")
      return node
    }
    guard at(",") else {
      try expect(")", ")")
      return first
    }
    var elements = [first]
    while accept(","), !at(")") { elements.append(try element()) }
    try expect(")", ")")
    return .tuple(ScriptList(elements: elements, range: range(from: start)))
  }

  private mutating func listDisplay(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    advance()
    var elements: [ScriptNode] = []
    while !at("]") {
      let element = try element()
      if elements.isEmpty, isAtComprehension {
        var node = try comprehension(.list, element, key: nil, start)
        try expect("]", "]")
        if case .comprehension(var found) = node {
          found.range = range(from: start)
          node = .comprehension(found)
        }
        return node
      }
      elements.append(element)
      if !accept(",") { break }
    }
    try expect("]", "]")
    return .list(ScriptList(elements: elements, range: range(from: start)))
  }

  private mutating func mapOrSet(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    advance()
    var entries: [ScriptMap.Entry] = []
    var elements: [ScriptNode] = []
    while !at("}") {
      let place = current.start
      if accept("**") {
        try enter()
        let value = try binary(.bitOr)
        leave()
        entries.append(ScriptMap.Entry(key: nil, value: value, range: range(from: place)))
      } else {
        let key = try element()
        if accept(":") {
          let value = try expression()
          if entries.isEmpty, isAtComprehension {
            let node = try comprehension(.map, value, key: key, start)
            try expect("}", "}")
            return node
          }
          entries.append(ScriptMap.Entry(key: key, value: value, range: range(from: place)))
        } else if elements.isEmpty, isAtComprehension {
          let node = try comprehension(.set, key, key: nil, start)
          try expect("}", "}")
          return node
        } else {
          elements.append(key)
        }
      }
      if !accept(",") { break }
    }
    try expect("}", "}")
    let range = range(from: start)
    if !elements.isEmpty, entries.isEmpty { return .set(ScriptList(elements: elements, range: range)) }
    return elements.isEmpty ? .map(ScriptMap(entries: entries, range: range)) : .unparsed(range)
  }

  var isAtComprehension: Bool { at(word: "for") || at(word: "async") && isWord(peek(), "for") }

  /// The loops after an element; the closing bracket is left for the caller.
  mutating func comprehension(
    _ kind: ScriptComprehension.Kind, _ element: ScriptNode, key: ScriptNode?, _ start: Int32
  ) throws(ScriptTrouble) -> ScriptNode {
    var loops: [ScriptComprehension.Loop] = []
    try enter()
    while isAtComprehension {
      _ = accept(word: "async")
      advance()
      let target = try targets()
      try expect(word: "in", "in")
      let source = try binary(.or)
      var conditions: [ScriptNode] = []
      while accept(word: "if") {
        let condition = try binary(.or)
        if at(":="), case .name = condition {
          advance()
          _ = try binary(.or)
        }
        conditions.append(condition)
      }
      loops.append(ScriptComprehension.Loop(target: target, source: source, conditions: conditions))
    }
    leave()
    return .comprehension(
      ScriptComprehension(kind: kind, element: element, key: key, loops: loops, range: range(from: start)))
  }
}
