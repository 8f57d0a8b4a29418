extension PHPParser {
  /// Arms of a `match` that are read.
  private static let armLimit = 60

  /// `switch (a) { case 1: ... default: ... }` as comparisons with the subject.
  mutating func choice(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    let subject = try bracketed()
    let hasBraces = accept("{")
    if !hasBraces { try expect(":", "{") }
    _ = accept(";")
    var groups: [SwitchGroup] = []
    while hasBraces ? !at("}") : !at(long: "endswitch") { groups.append(try group(subject)) }
    advance()
    if !hasBraces { try endStatement() }
    return SwitchGroup.branches(SwitchGroup.fallingThrough(groups), range(from: start))
  }

  /// `case 1: case 2: ...`.
  private mutating func group(_ subject: ScriptNode) throws(ScriptTrouble) -> SwitchGroup {
    let start = current.start
    var group = SwitchGroup(range: ScriptRange(start, start))
    while at(word: "case") || at(word: "default") {
      if accept(word: "case") {
        let value = try expression()
        group.tests.append(Self.test(subject, value))
      } else {
        advance()
        group.isRest = true
      }
      if !accept(":") { try expect(";", ":") }
    }
    if group.tests.isEmpty, !group.isRest { throw unexpected("\"case\"") }
    group.body = try statements { $0.at(word: "case") || $0.at(word: "default") || $0.at(long: "endswitch") }
    group.range = range(from: start)
    return group
  }

  /// What is tested: `switch (true)` tests the value itself.
  private static func test(_ subject: ScriptNode, _ value: ScriptNode) -> ScriptNode {
    if case .boolean(true, _) = subject { return value }
    return .operation(
      ScriptOperation(operation: .identical, operands: [subject, value], range: value.range))
  }

  /// `match (a) { 1, 2 => b, default => c }` as a chain of choices.
  mutating func match(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    advance()
    let subject = try bracketed()
    try expect("{", "{")
    var arms: [(test: ScriptNode, value: ScriptNode)] = []
    var rest: ScriptNode?
    while !at("}") {
      var tests: [ScriptNode] = []
      let place = current.start
      let isRest = at(word: "default") && (isSign(peek(), "=>") || isSign(peek(), ","))
      if isRest {
        advance()
        _ = accept(",")
      }
      while !isRest, !at("=>") {
        tests.append(Self.test(subject, try expression()))
        if !accept(",") { break }
      }
      try expect("=>", "=>")
      let value = try expression()
      if isRest { rest = value }
      if let first = tests.first {
        let either = ScriptOperation(operation: .or, operands: tests, range: range(from: place))
        arms.append((tests.count == 1 ? first : .operation(either), value))
      }
      if !accept(",") { break }
    }
    try expect("}", "}")
    let whole = range(from: start)
    guard arms.count <= Self.armLimit, depth + arms.count < ScriptLimits.depth + Self.armLimit else {
      return .unparsed(whole)
    }
    let none = ScriptNode.call(ScriptCall(of: .name(ScriptName(text: PHPNames.unmatched, range: whole))))
    return arms.reversed().reduce(rest ?? none) { otherwise, arm in
      .conditional(
        ScriptConditional(condition: arm.test, then: arm.value, otherwise: otherwise, range: whole))
    }
  }
}
