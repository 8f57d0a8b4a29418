extension JavaScriptParser {
  /// A name, literal, function, class or bracketed value.
  mutating func primary() throws(ScriptTrouble) -> ScriptNode {
    let token = current
    switch token.kind {
    case .word: return try word(token)
    case .number: return number()
    case .string:
      advance()
      let content = ScriptRange(token.start + 1, max(token.start + 1, token.end - 1))
      return .string(ScriptString(text: JavaScriptEscape.content(source, content), range: token.range))
    case .template where isTemplateStart(token): return try template(tag: nil)
    case .regularExpression:
      advance()
      return .regularExpression(ScriptName(text: text(token), range: token.range))
    case .sign:
      switch ScriptWord(code: token.code) {
      case "(":
        advance()
        let node = try unlimitedHead { (parser) throws(ScriptTrouble) in try parser.expression() }
        try expect(")", ")")
        return node
      case "[": return try list(token.start)
      case "{": return try map(token.start)
      case "@":
        _ = try decorated()
        return .unparsed(range(from: token.start))
      default: throw unexpected("a value")
      }
    case .end, .template, .newline, .indent, .dedent, .broken: throw unexpected("a value")
    }
  }

  private mutating func word(_ token: ScriptToken) throws(ScriptTrouble) -> ScriptNode {
    switch ScriptWord(code: token.code) {
    case "true", "false":
      advance()
      return .boolean(isWord(token, "true"), token.range)
    case "null":
      advance()
      return .null(token.range)
    case "function": return .function(try function(token.start, isAsync: false))
    case "async":
      if isWord(peek(), "function"), !peek().followsBreak {
        advance()
        return .function(try function(token.start, isAsync: true))
      }
    case "class": return .classLiteral(try classDefinition(token.start, decorators: []))
    case "this", "super", "import":
      advance()
      return .name(ScriptName(text: text(token), range: token.range))
    default: break
    }
    if spells(token, "undefined") {
      advance()
      return .null(token.range)
    }
    guard isName(token) else { throw unexpected("a value") }
    advance()
    return .name(ScriptName(text: text(token), range: token.range))
  }

  func isTemplateStart(_ token: ScriptToken) -> Bool {
    token.kind == .template && token.range.bytes(of: source).first == UInt8(ascii: "`")
  }

  /// A template from its first piece, as a call if something stands before it.
  mutating func template(tag: ScriptNode?) throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    var parts: [ScriptTemplate.Part] = []
    while at(.template) {
      let piece = current
      let opensValue = piece.code == JavaScriptLexer.opensValue
      advance()
      let end = piece.end - (opensValue ? 2 : 1)
      let content = JavaScriptEscape.content(source, ScriptRange(piece.start + 1, max(piece.start + 1, end)))
      if content.count > 0 { parts.append(.text(content)) }
      guard opensValue else {
        return tagged(tag, parts, range(from: start))
      }
      let value = try unlimitedHead { (parser) throws(ScriptTrouble) in try parser.expression() }
      parts.append(.value(value, format: ""))
    }
    throw unexpected("the rest of the template")
  }

  private func tagged(_ tag: ScriptNode?, _ parts: [ScriptTemplate.Part], _ range: ScriptRange) -> ScriptNode
  {
    var node = ScriptNode.template(ScriptTemplate(parts: parts, range: range))
    if parts.isEmpty {
      node = .string(ScriptString(text: ScriptText("", at: range.start &+ 1), range: range))
    } else if parts.count == 1, case .text(let text) = parts[0] {
      node = .string(ScriptString(text: text, range: range))
    }
    guard let tag else { return node }
    return .call(
      ScriptCall(
        callee: tag, arguments: [ScriptArgument(kind: .positional, value: node, range: range)],
        isTemplateTag: true, range: tag.range.union(range)))
  }

  /// `[a, , ...b]`; a hole is `unparsed` without bytes.
  private mutating func list(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    advance()
    let isInHead = isInLoopHead
    isInLoopHead = false
    var elements: [ScriptNode] = []
    while !at("]") {
      let place = current.start
      if at(",") {
        advance()
        elements.append(.unparsed(ScriptRange(place, place)))
        continue
      }
      let isSpread = accept("...")
      let value = try assignmentValue()
      elements.append(isSpread ? .spread(value, range(from: place)) : value)
      if !accept(",") { break }
    }
    try expect("]", "]")
    isInLoopHead = isInHead
    return .list(ScriptList(elements: elements, range: range(from: start)))
  }

  /// `{ a, b: c, [d]: e, f() {}, get g() {}, ...h }`.
  private mutating func map(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    advance()
    let isInHead = isInLoopHead
    isInLoopHead = false
    var entries: [ScriptMap.Entry] = []
    while !at("}") {
      entries.append(try entry())
      if !accept(",") { break }
    }
    try expect("}", "}")
    isInLoopHead = isInHead
    return .map(ScriptMap(entries: entries, range: range(from: start)))
  }

  private mutating func entry() throws(ScriptTrouble) -> ScriptMap.Entry {
    let start = current.start
    if accept("...") {
      let value = try assignmentValue()
      return ScriptMap.Entry(key: nil, value: value, range: range(from: start))
    }
    var kind = ScriptFunction.Kind.function
    var isAsync = false
    while at(.word), at(word: "async") || at(word: "get") || at(word: "set") {
      let next = peek()
      let isName = next.kind == .sign && !isSign(next, "[") && !isSign(next, "*")
      if isName || next.kind == .end { break }
      if at(word: "async") { isAsync = true } else { kind = at(word: "get") ? .getter : .setter }
      advance()
    }
    _ = accept("*")
    let isComputed = at("[")
    let token = current
    let name = try memberName()
    let key: ScriptNode = isComputed ? name : .string(ScriptString(text: keyText(name), range: name.range))
    if at("(") || hasTypes && at("<") {
      let function = try functionRest(kind, isComputed ? "" : name.memberText, start, isAsync: isAsync)
      return ScriptMap.Entry(key: key, value: .function(function), range: range(from: start))
    }
    if accept(":") {
      let value = try assignmentValue()
      return ScriptMap.Entry(key: key, value: value, range: range(from: start))
    }
    guard isName(token), !isComputed else { throw unexpected("\":\"") }
    var value = ScriptNode.name(ScriptName(text: text(token), range: token.range))
    if accept("=") {
      let given = try assignmentValue()
      value = .assignment(
        ScriptAssignment(
          targets: [value], operation: nil, annotation: nil, value: given, range: range(from: start)))
    }
    return ScriptMap.Entry(key: key, value: value, range: range(from: start))
  }

  private func keyText(_ name: ScriptNode) -> ScriptText {
    if case .string(let string) = name { return string.text }
    return ScriptText(name.memberText, at: name.range.start, isVerbatim: true)
  }
}
