/// Expressions, by precedence climbing: one frame for each bracket level, chains kept flat.
extension JinjaParser {
  /// An expression; `allowsConditional` is false where an `if` belongs to a `for`.
  mutating func parseExpression(allowsConditional: Bool = true) -> JinjaExpression {
    guard depth < Self.depthLimit else {
      fail("more than \(Self.depthLimit) levels inside each other", at: current)
      skipToTagEnd()
      return .literal(.none)
    }
    depth += 1
    defer { depth -= 1 }
    let value = parseChain(1)
    guard allowsConditional, take(name: "if") else { return value }
    let condition = parseChain(1)
    let otherwise = take(name: "else") ? parseExpression() : nil
    return .conditional(value, condition: condition, otherwise: otherwise)
  }

  /// An expression, or several with commas between them as a list.
  mutating func parseTuple() -> JinjaExpression {
    let first = parseExpression()
    guard isSymbol(",", current) else { return first }
    var items = [first]
    while take(symbol: ","), current.kind != .blockEnd, current.kind != .printEnd {
      items.append(parseExpression())
    }
    return .list(items)
  }

  /// Moves to the end of the current tag.
  mutating func skipToTagEnd() {
    while true {
      switch current.kind {
      case .end, .text, .printEnd, .blockEnd: return
      case .printStart, .blockStart, .name, .string, .integer, .float, .symbol: index += 1
      }
    }
  }

  /// Operands with binary operators of at least this precedence between them.
  private mutating func parseChain(_ minimum: Int) -> JinjaExpression {
    continueChain(parseUnary(), minimum)
  }

  /// The same after an operand that is already read; operators of one precedence share one flat chain.
  private mutating func continueChain(_ operand: JinjaExpression, _ minimum: Int) -> JinjaExpression {
    var first = operand
    var rest: [JinjaOperand] = []
    var last = 0
    while let (symbol, precedence, width) = binaryOperator(), precedence >= minimum {
      index += width
      let right = parseChain(precedence + 1)
      if !rest.isEmpty, last != precedence {
        first = .chain(first, rest)
        rest = []
      }
      rest.append(JinjaOperand(symbol: symbol, value: right))
      last = precedence
    }
    return rest.isEmpty ? first : .chain(first, rest)
  }

  private static func precedence(of symbol: JinjaOperator) -> Int {
    switch symbol {
    case .or: return 1
    case .and: return 2
    case .not: return 3
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .isIn, .isNotIn: return 4
    case .plus, .minus: return 5
    case .concatenate: return 6
    case .times, .divide, .divideWhole, .remainder: return 7
    case .power: return 8
    }
  }

  /// The operator at the current token, its precedence and how many tokens it has.
  private func binaryOperator() -> (JinjaOperator, Int, Int)? {
    var found: JinjaOperator?
    var width = 1
    if current.kind == .name {
      switch word(current) {
      case "or": found = .or
      case "and": found = .and
      case "in": found = .isIn
      case "not":
        guard isName("in", peek) else { return nil }
        found = .isNotIn
        width = 2
      default: return nil
      }
    } else if current.kind == .symbol {
      switch word(current) {
      case "==": found = .equal
      case "!=": found = .notEqual
      case "<": found = .less
      case "<=": found = .lessOrEqual
      case ">": found = .greater
      case ">=": found = .greaterOrEqual
      case "+": found = .plus
      case "-": found = .minus
      case "~": found = .concatenate
      case "*": found = .times
      case "/": found = .divide
      case "//": found = .divideWhole
      case "%": found = .remainder
      case "**": found = .power
      default: return nil
      }
    }
    return found.map { ($0, Self.precedence(of: $0), width) }
  }

  private mutating func parseUnary() -> JinjaExpression {
    var symbols: [JinjaOperator] = []
    while symbols.count < Self.depthLimit {
      if isName("not", current) {
        symbols.append(.not)
      } else if isSymbol("-", current) {
        symbols.append(.minus)
      } else if isSymbol("+", current) {
        symbols.append(.plus)
      } else {
        break
      }
      index += 1
    }
    // `not` binds weaker than comparisons: `not a == b` is `not (a == b)`.
    var value = parsePostfix(parsePrimary())
    if symbols.last == .not { value = continueChain(value, 4) }
    for symbol in symbols.reversed() { value = .unary(symbol, value) }
    return value
  }

  /// A constant, name or bracket.
  mutating func parsePrimary() -> JinjaExpression {
    let token = current
    switch token.kind {
    case .name:
      index += 1
      return primaryName(word(token))
    case .string:
      var joined = ""
      while current.kind == .string {
        joined += unquoted(current)
        index += 1
      }
      return .literal(.string(joined))
    case .integer:
      index += 1
      let digits = text.bytes[token.range].filter { $0 != UInt8(ascii: "_") }
      return .literal(Int(String(decoding: digits, as: UTF8.self)).map { .int($0) } ?? .float(.infinity))
    case .float:
      index += 1
      return .literal(.float(Double(word(token)) ?? 0))
    case .symbol:
      if take(symbol: "(") { return parseParentheses() }
      if take(symbol: "[") { return .list(parseItems(end: "]")) }
      if take(symbol: "{") { return parseDict() }
      fail("\"\(word(token))\" is not expected here", at: token)
      index += 1
      return .literal(.none)
    case .end, .text, .printStart, .printEnd, .blockStart, .blockEnd:
      fail("an expression is missing", at: token)
      return .literal(.none)
    }
  }

  private func primaryName(_ name: String) -> JinjaExpression {
    switch name {
    case "true", "True": return .literal(.bool(true))
    case "false", "False": return .literal(.bool(false))
    case "none", "None", "null": return .literal(.none)
    default: return .name(name)
    }
  }

  private mutating func parseParentheses() -> JinjaExpression {
    if take(symbol: ")") { return .list([]) }
    let first = parseExpression()
    if take(symbol: ")") { return first }
    guard take(symbol: ",") else {
      fail("\")\" is missing", at: current)
      return first
    }
    return .list([first] + parseItems(end: ")"))
  }

  private mutating func parseItems(end: StaticString) -> [JinjaExpression] {
    var items: [JinjaExpression] = []
    while !take(symbol: end) {
      items.append(parseExpression())
      if take(symbol: ",") { continue }
      if take(symbol: end) { break }
      fail("\"\(end)\" is missing", at: current)
      skipToTagEnd()
      break
    }
    return items
  }

  private mutating func parseDict() -> JinjaExpression {
    var pairs: [JinjaPair] = []
    while !take(symbol: "}") {
      let key = parseExpression()
      guard take(symbol: ":") else {
        fail("\":\" is missing", at: current)
        skipToTagEnd()
        break
      }
      pairs.append(JinjaPair(key: key, value: parseExpression()))
      if take(symbol: ",") { continue }
      if take(symbol: "}") { break }
      fail("\"}\" is missing", at: current)
      skipToTagEnd()
      break
    }
    return .dict(pairs)
  }

  /// The value of a quoted string: Python's escapes; bytes that stand for placeholders become blanks.
  private func unquoted(_ token: JinjaToken) -> String {
    let raw = text.bytes[token.range]
    guard raw.count >= 2 else { return "" }
    let body = Array(raw.dropFirst().dropLast())
    var result: [UInt8] = []
    result.reserveCapacity(body.count)
    var position = 0
    while position < body.count {
      let byte = body[position]
      position += 1
      guard byte == UInt8(ascii: "\\"), position < body.count else {
        result.append(byte == JinjaOutput.mark ? 0x20 : byte)
        continue
      }
      let escaped = body[position]
      position += 1
      switch escaped {
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "r"): result.append(0x0D)
      case 0x0A: break
      case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): result.append(escaped)
      default: result += [byte, escaped == JinjaOutput.mark ? 0x20 : escaped]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
