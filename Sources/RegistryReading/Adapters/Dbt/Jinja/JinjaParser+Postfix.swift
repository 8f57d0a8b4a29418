/// What follows a value: attributes, items, calls, filters, tests.
extension JinjaParser {
  /// A value with everything that stands behind it.
  mutating func parsePostfix(_ base: JinjaExpression) -> JinjaExpression {
    var parts: [JinjaPostfix] = []
    while parts.count < 200 {
      if isSymbol(".", current), peek.kind == .name || peek.kind == .integer {
        parts.append(.attribute(word(peek)))
        index += 2
      } else if take(symbol: "[") {
        parts.append(parseSubscript())
      } else if isSymbol("(", current) {
        let arguments = parseArguments()
        noteReference(base, parts, arguments)
        parts.append(.call(arguments))
      } else if isSymbol("|", current) {
        parts += parseFilters(isFirst: false)
      } else if take(name: "is") {
        parts.append(parseTest())
      } else {
        break
      }
    }
    return parts.isEmpty ? base : .postfix(base, parts)
  }

  private mutating func parseSubscript() -> JinjaPostfix {
    var bounds: [JinjaExpression?] = []
    var pending: JinjaExpression?
    var isSlice = false
    while !take(symbol: "]") {
      if take(symbol: ":") {
        isSlice = true
        bounds.append(pending)
        pending = nil
      } else if pending == nil, current.kind != .printEnd, current.kind != .blockEnd, current.kind != .end {
        pending = parseExpression()
      } else {
        fail("\"]\" is missing", at: current)
        skipToTagEnd()
        break
      }
    }
    guard isSlice else { return .item(pending ?? .literal(.none)) }
    bounds.append(pending)
    return .slice(bounds[0], bounds.count > 1 ? bounds[1] : nil, bounds.count > 2 ? bounds[2] : nil)
  }

  /// `| a | b(c)`; a `filter` block starts without the bar.
  mutating func parseFilters(isFirst: Bool) -> [JinjaPostfix] {
    var filters: [JinjaPostfix] = []
    var expectsName = isFirst
    while expectsName || take(symbol: "|") {
      expectsName = false
      guard current.kind == .name else {
        fail("a filter needs a name", at: current)
        return filters
      }
      var name = word(current)
      index += 1
      while isSymbol(".", current), peek.kind == .name {
        name = word(peek)
        index += 2
      }
      filters.append(.filter(name, isSymbol("(", current) ? parseArguments() : JinjaArguments()))
    }
    return filters
  }

  private mutating func parseTest() -> JinjaPostfix {
    let isNegated = take(name: "not")
    guard current.kind == .name else {
      fail("a test needs a name", at: current)
      return .test("defined", JinjaArguments(), isNegated: isNegated)
    }
    let name = word(current)
    index += 1
    var arguments = JinjaArguments()
    if isSymbol("(", current) {
      arguments = parseArguments()
    } else if current.kind == .string || current.kind == .integer || current.kind == .float {
      arguments.positional = [parsePrimary()]
    } else if current.kind == .name,
      !["and", "or", "not", "if", "else", "is", "in", "recursive"].contains(word(current))
    {
      arguments.positional = [parsePrimary()]
    }
    return .test(name, arguments, isNegated: isNegated)
  }

  private mutating func parseArguments() -> JinjaArguments {
    var arguments = JinjaArguments()
    arguments.offset = Int(current.start)
    guard take(symbol: "(") else { return arguments }
    while !take(symbol: ")") {
      if take(symbol: "**") {
        arguments.spreadNamed = parseExpression()
      } else if take(symbol: "*") {
        arguments.spread = parseExpression()
      } else if current.kind == .name, isSymbol("=", peek) {
        let name = word(current)
        index += 2
        arguments.named.append((name, parseExpression()))
      } else {
        arguments.positional.append(parseExpression())
      }
      if take(symbol: ",") { continue }
      if take(symbol: ")") { break }
      fail("\")\" is missing", at: current)
      skipToTagEnd()
      break
    }
    return arguments
  }

  private mutating func noteReference(
    _ base: JinjaExpression, _ parts: [JinjaPostfix], _ arguments: JinjaArguments
  ) {
    var function: String?
    if case .name(let name) = base, parts.isEmpty { function = name }
    if case .name("builtins") = base, parts.count == 1, case .attribute(let name) = parts[0] {
      function = name
    }
    guard let function, ["ref", "source", "metric"].contains(function) else { return }
    var texts: [String] = []
    for argument in arguments.positional {
      guard case .literal(.string(let value)) = argument else { return }
      texts.append(value)
    }
    guard !texts.isEmpty else { return }
    var version: String?
    for (name, value) in arguments.named where name == "v" || name == "version" {
      if case .literal(.string(let text)) = value { version = text }
      if case .literal(.int(let number)) = value { version = String(number) }
    }
    references.append(
      JinjaReference(function: function, arguments: texts, version: version, offset: arguments.offset))
  }
}
