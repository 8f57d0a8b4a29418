extension ElixirParser {
  /// What an operator makes of the values around it.
  enum Joining {
    case operation(ScriptOperator)
    case notContains
    case match
    case pipe
    /// A call of its own name; the special forms take it apart.
    case call(String)
  }

  struct BinaryOperator {
    var joining: Joining
    var length: Int
    var level: Int
    var isRight = false
  }

  /// Levels of `|` and of `=`, tighter is higher (https://hexdocs.pm/elixir/operators.html).
  static let barLevel = 4
  static let matchLevel = 7

  /// A value with all operators.
  mutating func parseExpression() throws(ScriptTrouble) -> ScriptNode { try parseBinary(0) }

  mutating func parseBinary(_ level: Int) throws(ScriptTrouble) -> ScriptNode {
    let start = at
    let outer = tall
    tall = 0
    defer { tall = max(outer, tall) }
    return try parseBinaryTail(try parseUnary(), level, start)
  }

  private mutating func parseBinaryTail(_ first: ScriptNode, _ level: Int, _ start: Int) throws(ScriptTrouble)
    -> ScriptNode
  {
    var node = first
    var open: (operation: ScriptOperator, operands: [ScriptNode])?
    var links = 0
    func closed(_ node: ScriptNode, _ open: (operation: ScriptOperator, operands: [ScriptNode])?)
      -> ScriptNode
    {
      guard let open else { return node }
      let range = ScriptRange(Int32(truncatingIfNeeded: start), open.operands.last?.range.end ?? 0)
      return .operation(
        ScriptOperation(operation: open.operation, operands: open.operands, range: range))
    }
    while let found = takeOperator(level) {
      let right = try nested { parser throws(ScriptTrouble) in
        try parser.parseBinary(found.isRight ? found.level : found.level + 1)
      }
      if case .operation(let operation) = found.joining, open?.operation == operation {
        open?.operands.append(right)
        continue
      }
      links += 1
      try grow(start)
      guard links < ScriptLimits.height else {
        throw ScriptTrouble(.tooDeep, "the chain has more links than are read", at: range(start))
      }
      let left = closed(node, open)
      open = nil
      if case .operation(let operation) = found.joining {
        open = (operation, [left, right])
      } else {
        node = join(left, found.joining, right, start)
      }
    }
    return closed(node, open)
  }

  private func join(_ left: ScriptNode, _ joining: Joining, _ right: ScriptNode, _ start: Int) -> ScriptNode {
    switch joining {
    case .operation(let operation):
      return .operation(ScriptOperation(operation: operation, operands: [left, right], range: range(start)))
    case .notContains:
      return .operation(
        ScriptOperation(operation: .notContains, operands: [left, right], range: range(start)))
    case .match: return .assignment(ScriptAssignment(targets: [left], value: right, range: range(start)))
    case .pipe: return piped(left, into: right, start)
    case .call(let name): return internalCall(name, [left, right], range(start))
    }
  }

  /// `a |> f(b)` is `f(a, b)`.
  private func piped(_ value: ScriptNode, into node: ScriptNode, _ start: Int) -> ScriptNode {
    let first = ScriptArgument(kind: .positional, value: value, range: value.range)
    switch node {
    case .call(var call):
      call.arguments.insert(first, at: 0)
      call.range = range(start)
      return .call(call)
    case .name, .attribute: return .call(ScriptCall(callee: node, arguments: [first], range: range(start)))
    default:
      return .operation(ScriptOperation(operation: .pipe, operands: [value, node], range: range(start)))
    }
  }

  /// A call that stands for an operator that only special forms know.
  func internalCall(_ name: String, _ values: [ScriptNode], _ range: ScriptRange) -> ScriptNode {
    let callee = ScriptNode.name(ScriptName(text: name, range: range))
    let arguments = values.map { ScriptArgument(kind: .positional, value: $0, range: $0.range) }
    return .call(ScriptCall(callee: callee, arguments: arguments, range: range))
  }

  /// The two values of such a call.
  func internalCall(_ node: ScriptNode, _ name: String) -> (ScriptNode, ScriptNode)? {
    guard case .call(let call) = node, case .name(let callee) = call.callee, callee.text == name,
      call.arguments.count == 2, call.block == nil
    else { return nil }
    return (call.arguments[0].value, call.arguments[1].value)
  }

  /// Moves past an operator of at least this level, which may stand at the start of a later line.
  private mutating func takeOperator(_ level: Int) -> BinaryOperator? {
    skipSpaces()
    var place = at
    if peek() == 10 || peek() == UInt8(ascii: "#") {
      place = nextCode(at)
      guard goesOn(place) else { return nil }
    }
    guard let found = binaryOperator(place), found.level >= level else { return nil }
    at = place + found.length
    skipLines()
    return found
  }

  /// Whether a line that starts so goes on with the one before.
  private func goesOn(_ place: Int) -> Bool {
    switch byte(place) {
    case UInt8(ascii: "|"), UInt8(ascii: "="), UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "\\"),
      UInt8(ascii: "a"), UInt8(ascii: "o"), UInt8(ascii: "w"), UInt8(ascii: "i"):
      return true
    case UInt8(ascii: "<"): return byte(place + 1) != UInt8(ascii: "<")
    case UInt8(ascii: ">"):
      return byte(place + 1) != UInt8(ascii: ">") || byte(place + 2) == UInt8(ascii: ">")
    case UInt8(ascii: "&"): return byte(place + 1) == UInt8(ascii: "&")
    case UInt8(ascii: "!"): return byte(place + 1) == UInt8(ascii: "=")
    case UInt8(ascii: ":"): return byte(place + 1) == UInt8(ascii: ":")
    case UInt8(ascii: "+"), UInt8(ascii: "-"): return byte(place + 1) == byte(place)
    case UInt8(ascii: "n"): return seesNotIn(place) != nil
    default: return false
    }
  }

  /// Length of `not in`.
  private func seesNotIn(_ place: Int) -> Int? {
    guard seesWord("not", from: place) else { return nil }
    var next = place + 3
    while Self.isSpace(byte(next)) { next += 1 }
    return seesWord("in", from: next) ? next + 2 - place : nil
  }

  private func binaryOperator(_ place: Int) -> BinaryOperator? {
    let (first, second, third) = (byte(place), byte(place + 1), byte(place + 2))
    switch first {
    case UInt8(ascii: "a"):
      return seesWord("and", from: place)
        ? BinaryOperator(joining: .operation(.and), length: 3, level: 9) : nil
    case UInt8(ascii: "o"):
      return seesWord("or", from: place) ? BinaryOperator(joining: .operation(.or), length: 2, level: 8) : nil
    case UInt8(ascii: "i"):
      guard seesWord("in", from: place) else { return nil }
      return BinaryOperator(joining: .operation(.contains), length: 2, level: 13)
    case UInt8(ascii: "n"):
      return seesNotIn(place).map { BinaryOperator(joining: .notContains, length: $0, level: 13) }
    case UInt8(ascii: "w"):
      guard seesWord("when", from: place) else { return nil }
      return BinaryOperator(joining: .call("when"), length: 4, level: 2, isRight: true)
    case UInt8(ascii: "|"): return barOperator(second, third)
    case UInt8(ascii: "&"):
      guard second == first else { return nil }
      return BinaryOperator(joining: .operation(.and), length: third == first ? 3 : 2, level: 9)
    case UInt8(ascii: "="): return equalOperator(second, third)
    case UInt8(ascii: "!"):
      guard second == UInt8(ascii: "=") else { return nil }
      return third == second
        ? BinaryOperator(joining: .operation(.notIdentical), length: 3, level: 10)
        : BinaryOperator(joining: .operation(.notEqual), length: 2, level: 10)
    case UInt8(ascii: "<"): return lessOperator(second, third)
    case UInt8(ascii: ">"):
      if second == first {
        guard third == first else { return nil }
        return BinaryOperator(joining: .operation(.shiftRight), length: 3, level: 12)
      }
      return second == UInt8(ascii: "=")
        ? BinaryOperator(joining: .operation(.greaterEqual), length: 2, level: 11)
        : BinaryOperator(joining: .operation(.greater), length: 1, level: 11)
    default: return calculation(first, second, third)
    }
  }

  private func barOperator(_ second: UInt8, _ third: UInt8) -> BinaryOperator? {
    switch second {
    case UInt8(ascii: ">"): BinaryOperator(joining: .pipe, length: 2, level: 12)
    case UInt8(ascii: "|"):
      BinaryOperator(joining: .operation(.or), length: third == second ? 3 : 2, level: 8)
    default: BinaryOperator(joining: .call("|"), length: 1, level: Self.barLevel, isRight: true)
    }
  }

  private func equalOperator(_ second: UInt8, _ third: UInt8) -> BinaryOperator? {
    switch second {
    case UInt8(ascii: "="):
      third == second
        ? BinaryOperator(joining: .operation(.identical), length: 3, level: 10)
        : BinaryOperator(joining: .operation(.equal), length: 2, level: 10)
    case UInt8(ascii: "~"): BinaryOperator(joining: .operation(.matches), length: 2, level: 10)
    case UInt8(ascii: ">"): nil
    default: BinaryOperator(joining: .match, length: 1, level: Self.matchLevel, isRight: true)
    }
  }

  private func lessOperator(_ second: UInt8, _ third: UInt8) -> BinaryOperator? {
    switch second {
    case UInt8(ascii: "-"): BinaryOperator(joining: .call("<-"), length: 2, level: 1)
    case UInt8(ascii: ">"): BinaryOperator(joining: .operation(.concatenate), length: 2, level: 15)
    case UInt8(ascii: "="): BinaryOperator(joining: .operation(.lessEqual), length: 2, level: 11)
    case UInt8(ascii: "<"):
      third == second || third == UInt8(ascii: "~")
        ? BinaryOperator(joining: .operation(.shiftLeft), length: 3, level: 12) : nil
    case UInt8(ascii: "~"):
      BinaryOperator(joining: .call("<~"), length: third == UInt8(ascii: ">") ? 3 : 2, level: 12)
    default: BinaryOperator(joining: .operation(.less), length: 1, level: 11)
    }
  }

  private func calculation(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> BinaryOperator? {
    let isDouble = second == first
    switch first {
    case UInt8(ascii: "+"):
      return isDouble
        ? BinaryOperator(joining: .operation(.concatenate), length: third == first ? 3 : 2, level: 15)
        : BinaryOperator(joining: .operation(.add), length: 1, level: 16)
    case UInt8(ascii: "-"):
      if second == UInt8(ascii: ">") { return nil }
      return isDouble
        ? BinaryOperator(joining: .call("--"), length: third == first ? 3 : 2, level: 15)
        : BinaryOperator(joining: .operation(.subtract), length: 1, level: 16)
    case UInt8(ascii: "*"):
      return isDouble
        ? BinaryOperator(joining: .operation(.power), length: 2, level: 18)
        : BinaryOperator(joining: .operation(.multiply), length: 1, level: 17)
    case UInt8(ascii: "/"):
      return isDouble
        ? BinaryOperator(joining: .call("//"), length: 2, level: 14)
        : BinaryOperator(joining: .operation(.divide), length: 1, level: 17)
    case UInt8(ascii: "."):
      return isDouble && third != first
        ? BinaryOperator(joining: .operation(.range), length: 2, level: 15) : nil
    case UInt8(ascii: ":"):
      return isDouble ? BinaryOperator(joining: .call("::"), length: 2, level: 3, isRight: true) : nil
    case UInt8(ascii: "\\"):
      return isDouble ? BinaryOperator(joining: .call("\\\\"), length: 2, level: 1) : nil
    case UInt8(ascii: "^"):
      return isDouble && third == first
        ? BinaryOperator(joining: .operation(.bitXor), length: 3, level: 14) : nil
    case UInt8(ascii: "~"):
      guard second == UInt8(ascii: ">") else { return nil }
      return BinaryOperator(joining: .call("~>"), length: third == second ? 3 : 2, level: 12)
    default: return nil
    }
  }

  /// Signs and words before a value.
  mutating func parseUnary() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    let operation: ScriptOperator
    switch peek() {
    case UInt8(ascii: "!"): operation = .not
    case UInt8(ascii: "-"): operation = .negate
    case UInt8(ascii: "+"): operation = .plus
    case UInt8(ascii: "^"): operation = .bitXor
    case UInt8(ascii: "&"): return ScriptByte.isDigit(peek(1)) ? try parseChain() : try parseCapture()
    case UInt8(ascii: "n") where seesWord("not"):
      operation = .not
      at += 2
    default: return try parseChain()
    }
    at += 1
    skipLines()
    let operand = try nested { parser throws(ScriptTrouble) in try parser.parseUnary() }
    if operation == .negate, case .number(var number) = operand, !number.text.hasPrefix("-") {
      number.text = "-" + number.text
      number.range = range(start)
      return .number(number)
    }
    return .unary(ScriptUnary(operation: operation, operand: operand, range: range(start)))
  }

  private mutating func parseChain() throws(ScriptTrouble) -> ScriptNode {
    let outer = tall
    tall = 0
    defer { tall = max(outer, tall) }
    return try parsePostfix(try parsePrimary())
  }
}
