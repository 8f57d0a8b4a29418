extension RubyParser {
  /// A value without what follows it.
  mutating func parsePrimary() throws(ScriptTrouble) -> ScriptNode {
    try nested { parser throws(ScriptTrouble) in try parser.parseValue() }
  }

  private mutating func parseValue() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    let first = peek()
    if ScriptByte.isNameStart(first) { return try parseWord() }
    if ScriptByte.isDigit(first) { return .number(takeNumber()) }
    switch first {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): return try parseStrings()
    case UInt8(ascii: ":"): return try parseSymbol()
    case UInt8(ascii: "["):
      at += 1
      let arguments = try bracketed { parser throws(ScriptTrouble) in try parser.parseArguments("]") }
      return .list(ScriptList(elements: elements(arguments), range: range(start)))
    case UInt8(ascii: "{"):
      at += 1
      return try parseMap(start)
    case UInt8(ascii: "("):
      at += 1
      return try parseGroup(start)
    case UInt8(ascii: "-") where peek(1) == UInt8(ascii: ">"):
      at += 2
      return try parseLambda(start)
    case UInt8(ascii: "@"), UInt8(ascii: "$"):
      at += 1
      if peek() == UInt8(ascii: "@") { at += 1 }
      at = ScriptByte.isNamePart(peek()) ? nameEnd(at) : min(at + 1, end)
      return .name(ScriptName(text: text(start, at), range: range(start)))
    case UInt8(ascii: "/"): return try parseRegularExpression(start, open: first, close: first, from: at + 1)
    case UInt8(ascii: "%"): return try parsePercent()
    case UInt8(ascii: "<"):
      if let heredoc = try parseHeredoc() { return heredoc }
      throw unexpected("a value")
    case UInt8(ascii: "?") where peek(1) > 32 && !ScriptByte.isNamePart(peek(2)):
      at += 2
      return .string(
        ScriptString(
          text: ScriptText(text(start + 1, at), at: Int32(truncatingIfNeeded: start + 1)), range: range(start)
        ))
    default: throw unexpected("a value")
    }
  }

  private func elements(_ arguments: [ScriptArgument]) -> [ScriptNode] {
    var list: [ScriptNode] = []
    var entries: [ScriptMap.Entry] = []
    for argument in arguments {
      switch argument.kind {
      case .positional: list.append(argument.value)
      case .spread, .mapSpread: list.append(.spread(argument.value, argument.range))
      case .keyword:
        let key = ScriptNode.symbol(ScriptName(text: argument.name, range: argument.range))
        entries.append(.init(key: key, value: argument.value, range: argument.range))
      }
    }
    if let first = entries.first { list.append(.map(ScriptMap(entries: entries, range: first.range))) }
    return list
  }

  /// `(a)`, `(a; b)`, `()`.
  private mutating func parseGroup(_ start: Int) throws(ScriptTrouble) -> ScriptNode {
    let body = try bracketed { parser throws(ScriptTrouble) in
      let body = parser.parseStatements()
      parser.skipSeparators()
      guard parser.take(")") else { throw parser.unexpected("\")\"") }
      return body
    }
    guard let only = body.first else { return .null(range(start)) }
    guard body.count == 1 else { return immediate(.block(body, range(start))) }
    if case .expression(let node) = only { return node }
    if case .assignment(let assignment) = only { return .assignment(assignment) }
    return immediate(only)
  }

  private mutating func takeNumber() -> ScriptNumber {
    let start = at
    while ScriptByte.isNamePart(peek()) || peek() == UInt8(ascii: ".") && ScriptByte.isDigit(peek(1))
      || (peek() == UInt8(ascii: "-") || peek() == UInt8(ascii: "+"))
        && (byte(at - 1) | 0x20) == UInt8(ascii: "e") && ScriptByte.isDigit(peek(1))
    {
      at += 1
    }
    let digits = text(start, at).lowercased().filter { $0 != "_" }
    return ScriptNumber(text: digits, range: range(start))
  }

  private mutating func parseWord() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    if let compound = try parseCompound() {
      if case .function(let function) = compound { return .function(function) }
      return immediate(compound)
    }
    at = nameEnd(at)
    if peek() == UInt8(ascii: "?") || peek() == UInt8(ascii: "!"),
      peek(1) != UInt8(ascii: "=") || peek(2) == UInt8(ascii: "="),
      !(peek() == UInt8(ascii: "?") && peek(1) == UInt8(ascii: ":") && peek(2) != UInt8(ascii: ":"))
    {
      at += 1
    }
    let word = text(start, at)
    switch word {
    case "nil": return .null(range(start))
    case "true", "false": return .boolean(word == "true", range(start))
    case "self", "__method__", "__FILE__", "__dir__", "__LINE__":
      return .name(ScriptName(text: word, range: range(start)))
    case "end", "then", "do", "when", "else", "elsif", "ensure", "rescue", "in", "and", "or":
      at = start
      throw unexpected("a value")
    case "lambda", "proc":
      skipSpaces()
      if peek() == UInt8(ascii: "{") || seesWord("do") { return try parseLambdaWord(start) }
    default: break
    }
    let name = ScriptNode.name(ScriptName(text: word, range: range(start)))
    if peek() != UInt8(ascii: "("), locals.contains(word) { return name }
    return try called(name, start)
  }

  private mutating func parseLambdaWord(_ start: Int) throws(ScriptTrouble) -> ScriptNode {
    let callee = ScriptNode.name(ScriptName(text: "proc", range: range(start)))
    let outer = noDo
    noDo = 0
    defer { noDo = outer }
    let node = try parsePostfix(callee)
    guard case .call(let call) = node, var function = call.block else { return node }
    function.kind = .lambda
    return .function(function)
  }
}
