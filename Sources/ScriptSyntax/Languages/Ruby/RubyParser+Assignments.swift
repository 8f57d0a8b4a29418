extension RubyParser {
  mutating func parseAssignmentTail(
    _ target: ScriptNode, _ start: Int, _ isStatement: Bool
  ) throws(ScriptTrouble) -> ScriptNode {
    guard isTarget(target), let found = assignmentOperator() else { return target }
    at += found.length
    if case .name(let name) = target { locals.insert(name.text) }
    skipLines()
    let value = try nested { parser throws(ScriptTrouble) in try parser.parseAssigned(isStatement) }
    return .assignment(
      ScriptAssignment(
        targets: [target], operation: found.operation, annotation: nil, value: value, range: range(start)))
  }

  private mutating func parseAssigned(_ isStatement: Bool) throws(ScriptTrouble) -> ScriptNode {
    let start = at
    let first = isStatement && peek() == UInt8(ascii: "*") ? try parseSplat() : try parseExpression()
    skipSpaces()
    guard isStatement, peek() == UInt8(ascii: ",") else { return first }
    var values = [first]
    while take(",") {
      skipLines()
      values.append(peek() == UInt8(ascii: "*") ? try parseSplat() : try parseTernary())
      skipSpaces()
    }
    return .list(ScriptList(elements: values, range: range(start)))
  }

  mutating func parseSplat() throws(ScriptTrouble) -> ScriptNode {
    let start = at
    at += 1
    return .spread(try parseTernary(), range(start))
  }

  /// The names of `(a, b) = c`, or `(a, b)` alone where more targets follow it; nil, with nothing read, for any other
  /// bracket.
  mutating func takeTargetGroup() -> [ScriptNode]? {
    let start = at
    guard take("(") else { return nil }
    var names: [ScriptNode] = []
    repeat {
      skipSpaces()
      let first = at
      guard ScriptByte.isNameStart(peek()) else { break }
      at = nameEnd(at)
      names.append(.name(ScriptName(text: text(first, at), range: range(first))))
      skipSpaces()
    } while take(",")
    let isClosed = names.count > 1 && take(")")
    skipSpaces()
    if isClosed, peek() == UInt8(ascii: "="), ![0x3D, 0x7E, 0x3E].contains(peek(1)) { return names }
    if isClosed, peek() == UInt8(ascii: ",") {
      return [.tuple(ScriptList(elements: names, range: range(start)))]
    }
    at = start
    return nil
  }

  mutating func parseManyTargets(_ first: [ScriptNode], _ start: Int) throws(ScriptTrouble)
    -> ScriptNode
  {
    var targets = first
    while take(",") {
      skipLines()
      if peek() == UInt8(ascii: "=") { break }
      targets.append(peek() == UInt8(ascii: "*") ? try parseSplat() : try parseTernary())
      skipSpaces()
    }
    guard peek() == UInt8(ascii: "="), peek(1) != UInt8(ascii: "=") else { throw unexpected("\"=\"") }
    for target in targets {
      let parts = if case .tuple(let list) = target { list.elements } else { [target] }
      for case .name(let name) in parts { locals.insert(name.text) }
    }
    let tuple = ScriptNode.tuple(ScriptList(elements: targets, range: range(start)))
    at += 1
    skipLines()
    let value = try parseAssigned(true)
    return .assignment(
      ScriptAssignment(targets: [tuple], operation: nil, annotation: nil, value: value, range: range(start)))
  }

  func isTarget(_ node: ScriptNode) -> Bool {
    switch node {
    case .name, .attribute, .subscripted, .spread, .tuple: true
    case .call(let call): call.arguments.isEmpty && call.block == nil
    default: false
    }
  }

  private func assignmentOperator() -> (length: Int, operation: ScriptOperator?)? {
    let (first, second, third) = (peek(), peek(1), peek(2))
    let equal = UInt8(ascii: "=")
    if first == equal {
      return second == equal || second == UInt8(ascii: "~") || second == UInt8(ascii: ">") ? nil : (1, nil)
    }
    if second == equal, third != equal || first != equal {
      switch first {
      case UInt8(ascii: "+"): return (2, .add)
      case UInt8(ascii: "-"): return (2, .subtract)
      case UInt8(ascii: "*"): return (2, .multiply)
      case UInt8(ascii: "/"): return (2, .divide)
      case UInt8(ascii: "%"): return (2, .modulo)
      case UInt8(ascii: "|"): return (2, .bitOr)
      case UInt8(ascii: "&"): return (2, .bitAnd)
      case UInt8(ascii: "^"): return (2, .bitXor)
      default: return nil
      }
    }
    guard third == equal, first == second else { return nil }
    switch first {
    case UInt8(ascii: "|"): return (3, .or)
    case UInt8(ascii: "&"): return (3, .and)
    case UInt8(ascii: "<"): return (3, .shiftLeft)
    case UInt8(ascii: ">"): return (3, .shiftRight)
    case UInt8(ascii: "*"): return (3, .power)
    default: return nil
    }
  }
}
