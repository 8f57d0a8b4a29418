/// Choices by patterns.
extension CSharpParser {
  /// Arms that are read.
  private static let armLimit = 60

  /// `switch (a) { case 1: ... default: ... }` as comparisons with the subject.
  mutating func choice(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    let subject = try bracketed()
    try expect("{", "{")
    var groups: [SwitchGroup] = []
    while !at("}") {
      var group = try group(subject)
      // A case ends by `break`, and never runs into the next.
      if case .breaking? = group.body.last { group.body.removeLast() }
      groups.append(group)
    }
    advance()
    return SwitchGroup.branches(groups, range(from: start))
  }

  /// `case 1: case 2: ...`
  private mutating func group(_ subject: ScriptNode) throws(ScriptTrouble) -> SwitchGroup {
    let start = current.start
    var group = SwitchGroup(range: ScriptRange(start, start))
    while at(word: "case") || at(word: "default") {
      if accept(word: "case") {
        group.tests.append(try guarded(try pattern(of: subject)))
      } else {
        advance()
        group.isRest = true
      }
      try expect(":", ":")
    }
    if group.tests.isEmpty, !group.isRest { throw unexpected("\"case\"") }
    group.body = try statements { $0.at(word: "case") || $0.at(word: "default") && $0.isSign($0.peek(), ":") }
    group.range = range(from: start)
    return group
  }

  /// `a when b`
  private mutating func guarded(_ test: ScriptNode) throws(ScriptTrouble) -> ScriptNode {
    guard accept(word: "when") else { return test }
    let condition = try expression()
    return .operation(
      ScriptOperation(operation: .and, operands: [test, condition], range: test.range.union(condition.range)))
  }

  /// `a switch { b => c, _ => d }` as choices between two values.
  mutating func switchExpression(_ subject: ScriptNode, _ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    try enter()
    defer { leave() }
    advance()
    try expect("{", "{")
    var arms: [(test: ScriptNode?, value: ScriptNode)] = []
    while !at("}") {
      var test: ScriptNode?
      if isWord(current, "_"), isSign(peek(), "=>") {
        advance()
      } else {
        test = try guarded(try pattern(of: subject))
      }
      try expect("=>", "=>")
      arms.append((test, try expression()))
      if !accept(",") { break }
    }
    try expect("}", "}")
    let whole = range(from: start)
    guard arms.count <= Self.armLimit else { return .unparsed(whole) }
    var result = ScriptNode.unparsed(whole)
    for arm in arms.reversed() {
      guard let test = arm.test else {
        result = arm.value
        continue
      }
      result = .conditional(
        ScriptConditional(condition: test, then: arm.value, otherwise: result, range: whole))
    }
    return result
  }

  /// What must hold for a value to be as a pattern says.
  mutating func pattern(of subject: ScriptNode) throws(ScriptTrouble) -> ScriptNode {
    try enter()
    defer { leave() }
    let start = current.start
    var tests = [try patterns(of: subject)]
    while accept(word: "or") { tests.append(try patterns(of: subject)) }
    if tests.count == 1 { return tests[0] }
    return .operation(ScriptOperation(operation: .or, operands: tests, range: range(from: start)))
  }

  private mutating func patterns(of subject: ScriptNode) throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    var tests = [try plainPattern(of: subject)]
    while accept(word: "and") { tests.append(try plainPattern(of: subject)) }
    if tests.count == 1 { return tests[0] }
    return .operation(ScriptOperation(operation: .and, operands: tests, range: range(from: start)))
  }

  private mutating func plainPattern(of subject: ScriptNode) throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    if at(word: "not") {
      try enter()
      advance()
      let inner = try plainPattern(of: subject)
      leave()
      return .unary(ScriptUnary(operation: .not, operand: inner, range: range(from: start)))
    }
    if at("("), closer(of: position) != nil {
      advance()
      let inner = try pattern(of: subject)
      if accept(")") { return inner }
      throw unexpected("\")\"")
    }
    if let comparison {
      advance()
      let value = try binary(.shift)
      return .operation(
        ScriptOperation(operation: comparison, operands: [subject, value], range: range(from: start)))
    }
    if at(.word), !isConstant, let end = typeEnd(position) {
      return try typePattern(of: subject, end, start)
    }
    if at("{") || at("[") {
      try skipBrackets()
      if at(.word), !at(word: "and"), !at(word: "or"), !at(word: "when") { advance() }
      return .unparsed(range(from: start))
    }
    let value = try binary(.shift)
    return .operation(
      ScriptOperation(operation: .equal, operands: [subject, value], range: range(from: start)))
  }

  private var isConstant: Bool { at(word: "null") || at(word: "true") || at(word: "false") }

  private var comparison: ScriptOperator? {
    guard at(.sign) else { return nil }
    switch ScriptWord(code: current.code) {
    case "<": return .less
    case "<=": return .lessEqual
    case ">": return .greater
    case ">=": return .greaterEqual
    default: return nil
    }
  }

  /// `string`, `A b`, `A { B: c }`, or the name of a constant.
  private mutating func typePattern(of subject: ScriptNode, _ end: Int, _ start: Int32) throws(ScriptTrouble)
    -> ScriptNode
  {
    let isPlain = Self.isPredefined(current) && end == position + 1
    let next = token(end)
    let hasName =
      next.kind == .word && !isReserved(next) && !isWord(next, "switch") && !isWord(next, "with")
    guard hasName || isPlain || isSign(next, "{") || isSign(next, "(") else {
      let value = try binary(.shift)
      return .operation(
        ScriptOperation(operation: .equal, operands: [subject, value], range: range(from: start)))
    }
    position = end
    if at("(") || at("{") { try skipBrackets() }
    if at(.word), !isReserved(current) { advance() }
    return .unparsed(range(from: start))
  }
}
