/// Values of Kotlin between their operators.
extension KotlinParser {
  /// How strongly an operator binds; higher is stronger.
  enum Level: Int, OperatorLevel {
    case or, and, equality, relation, named, elvis, infix, shift, sum, product, cast

    init?(_ operation: ScriptOperator) {
      switch operation {
      case .or: self = .or
      case .and: self = .and
      case .equal, .notEqual, .identical, .notIdentical: self = .equality
      case .less, .lessEqual, .greater, .greaterEqual: self = .relation
      case .coalesce: self = .elvis
      case .add, .subtract: self = .sum
      case .multiply, .divide, .modulo: self = .product
      default: return nil
      }
    }
  }

  var binaryOperator: (operation: ScriptOperator, level: Level, tokens: Int)? {
    guard at(.sign) else { return nil }
    if at("?:") { return (.coalesce, .elvis, 1) }
    guard let found = ScriptOperator(sign: ScriptWord(code: current.code)), let level = Level(found) else {
      return nil
    }
    return breaks && found != .and && found != .or ? nil : (found, level, 1)
  }

  /// One value, or an assignment.
  mutating func expression() throws(ScriptTrouble) -> ScriptNode {
    try enter()
    defer { leave() }
    let start = current.start
    let target = try binary(.or)
    guard !breaks, let operation = assignmentOperator else { return target }
    advance()
    let value = try expression()
    return .assignment(
      ScriptAssignment(
        targets: [target], operation: operation, annotation: nil, value: value, range: range(from: start)))
  }

  mutating func suffixed(_ left: ScriptNode, from start: Int32, atLeast level: Level) throws(ScriptTrouble)
    -> ScriptNode?
  {
    if level <= .cast, at(word: "as"), !breaks {
      advance()
      _ = accept("?")
      _ = try type()
      return left
    }
    if level <= .named, !breaks {
      let isNot = at("!") && (isWord(peek(), "in") || isWord(peek(), "is"))
      if isNot { advance() }
      if accept(word: "is") {
        _ = try type()
        return .unparsed(range(from: start))
      }
      if accept(word: "in") {
        let whole = try binary(.elvis)
        return .operation(
          ScriptOperation(
            operation: isNot ? .notContains : .contains, operands: [left, whole], range: range(from: start)))
      }
    }
    if level <= .shift, !breaks, at("..") || at("..<") {
      advance()
      let limit = try binary(.sum)
      return .operation(
        ScriptOperation(operation: .range, operands: [left, limit], range: range(from: start)))
    }
    guard level <= .infix, !breaks, isInfix else { return nil }
    let name = try takeName()
    let value = try binary(.shift)
    if name.text == "to" { return .tuple(ScriptList(elements: [left, value], range: range(from: start))) }
    return .call(left, name.text, [value], at: range(from: start))
  }

  /// Whether a name stands here that is a function between two values: `a to b`.
  private var isInfix: Bool {
    guard at(.word), !isReserved(current), !current.followsBreak || bracketing > 0 else { return false }
    let next = peek()
    switch next.kind {
    case .word: return !isReserved(next) || startsValue(next)
    case .number, .string, .template: return true
    case .sign: return isSign(next, "(") || isSign(next, "{")
    default: return false
    }
  }

  private func startsValue(_ token: ScriptToken) -> Bool {
    isWord(token, "null") || isWord(token, "true") || isWord(token, "false") || isWord(token, "this")
      || isWord(token, "if") || isWord(token, "when")
  }

  /// Words that are no names.
  func isReserved(_ token: ScriptToken) -> Bool {
    guard token.kind == .word, token.code != 0 else {
      return spells(token, "interface") || spells(token, "continue")
    }
    // A name between marks is none.
    if token.start > 0, source.span.at(Int(token.start) - 1) == UInt8(ascii: "`") { return false }
    switch ScriptWord(code: token.code) {
    case "as", "break", "class", "do", "else", "false", "for", "fun", "if", "in", "is", "null", "object",
      "package", "return", "super", "this", "throw", "true", "try", "typeof", "val", "var", "when", "while":
      return true
    default: return false
    }
  }

  mutating func unary() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    annotations()
    guard at(.sign) else { return try postfixed() }
    let operation: ScriptOperator
    switch ScriptWord(code: current.code) {
    case "!": operation = .not
    case "-": operation = .negate
    case "+": operation = .plus
    case "*": operation = .word
    case "++", "--": operation = .word
    case "!!":
      try enter()
      advance()
      let value = try unary()
      leave()
      return value
    default: return try postfixed()
    }
    let step: ScriptOperator? = at("++") ? .add : at("--") ? .subtract : nil
    let isSpread = at("*")
    try enter()
    advance()
    let value = try unary()
    leave()
    let place = range(from: start)
    if let step { return stepped(value, step, place) }
    if isSpread { return .spread(value, place) }
    return .unary(ScriptUnary(operation: operation, operand: value, range: place))
  }

  static func withoutSuffix(_ text: String) -> String { JavaParser.withoutSuffix(text) }

  mutating func extend(_ node: inout ScriptNode, _ start: Int32) throws(ScriptTrouble) -> Bool {
    guard at(.sign) else { return false }
    switch ScriptWord(code: current.code) {
    case ".", "?.":
      let isOptional = at("?.")
      advance()
      let name = try takeName()
      node = .attribute(
        ScriptAttribute(
          receiver: node, name: name.text, isOptional: isOptional, range: ScriptRange(start, name.range.end),
          nameRange: name.range))
    case "::":
      advance()
      _ = try takeName()
      let isType = isWord(peek(-1), "class")
      node = isType ? node : try reference(node, text(peek(-1)), start)
    case "!!": advance()
    case "(":
      guard !breaks else { return false }
      node = .call(ScriptCall(callee: node, arguments: try arguments(), range: range(from: start)))
      try trailing(&node, start)
      node = Self.merged(node)
    case "{":
      guard !breaks, isCallable(node) else { return false }
      node = .call(ScriptCall(callee: node, arguments: [], range: range(from: start)))
      try trailing(&node, start)
    case "<":
      guard !breaks, let end = typeArgumentsEnd, isSign(token(end), "(") || isSign(token(end), "{") else {
        return false
      }
      position = min(end, tokens.count - 1)
    case "[":
      guard !breaks else { return false }
      advance()
      let index = try inBrackets { (parser) throws(ScriptTrouble) in try parser.expression() }
      while accept(",") { _ = try expression() }
      try expect("]", "]")
      node = .subscripted(ScriptSubscript(receiver: node, index: index, range: range(from: start)))
    case "++", "--":
      guard !breaks else { return false }
      node = steppedBehind(node, start)
    default: return false
    }
    return true
  }

  private func isCallable(_ node: ScriptNode) -> Bool {
    switch node {
    case .name, .attribute: true
    default: false
    }
  }

  private static func merged(_ node: ScriptNode) -> ScriptNode {
    guard case .call(let call) = node else { return node }
    return JavaParser.joined(call)
  }

  /// `a::b` as a function of one value.
  private mutating func reference(_ receiver: ScriptNode, _ name: String, _ start: Int32)
    throws(ScriptTrouble)
    -> ScriptNode
  {
    let place = range(from: start)
    let value = ScriptNode.named("(value)", at: place)
    return .function(
      ScriptFunction(
        kind: .lambda, name: "",
        parameters: [ScriptParameter(kind: .positional, name: "(value)", range: place)],
        body: [.returning(.call(receiver, name, [value], at: place), place)], range: place))
  }

  /// The function behind the parentheses of a call, which is its last argument.
  private mutating func trailing(_ node: inout ScriptNode, _ start: Int32) throws(ScriptTrouble) {
    if at(.word), !breaks, isSign(peek(), "@"), isAdjacent(current, peek()), isSign(peek(2), "{") {
      advance()
      advance()
    }
    guard at("{"), !breaks, case .call(var call) = node else { return }
    let function = try lambda()
    call.arguments.append(ScriptArgument(kind: .positional, value: function, range: function.range))
    call.range = range(from: start)
    node = .call(call)
  }

  /// `(a, b = c, *d)`
  mutating func arguments() throws(ScriptTrouble) -> [ScriptArgument] {
    bracketing += 1
    defer { bracketing -= 1 }
    try expect("(", "(")
    var found: [ScriptArgument] = []
    while !at(")") {
      let start = current.start
      var argument = ScriptArgument(kind: .positional, value: .null(current.range), range: current.range)
      if at(.word), isSign(peek(), "=") {
        argument.kind = .keyword
        argument.name = name(current)
        advance()
        advance()
      }
      argument.value = try expression()
      if case .spread(let inner, _) = argument.value {
        argument.kind = .spread
        argument.value = inner
      }
      argument.range = range(from: start)
      found.append(argument)
      if !accept(",") { break }
    }
    try expect(")", ")")
    return found
  }
}
