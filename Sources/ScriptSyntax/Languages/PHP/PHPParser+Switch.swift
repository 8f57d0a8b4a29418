extension PHPParser {
  /// Arms of a `match`, and cases that fall through, that are read.
  private static let armLimit = 60

  /// The cases that share a body.
  private struct Group {
    var tests: [ScriptNode]
    var isRest: Bool
    var body: [ScriptStatement]
    var range: ScriptRange
  }

  /// `switch (a) { case 1: ... default: ... }` as comparisons with the subject.
  mutating func choice(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    let subject = try bracketed()
    let hasBraces = accept("{")
    if !hasBraces { try expect(":", "{") }
    _ = accept(";")
    var groups: [Group] = []
    while hasBraces ? !at("}") : !at(long: "endswitch") { groups.append(try group(subject)) }
    advance()
    if !hasBraces { try endStatement() }
    let falls = groups.count <= Self.armLimit
    for index in groups.indices.reversed() {
      if !Self.endsGroup(&groups[index].body), falls, groups.indices.contains(index + 1) {
        groups[index].body += groups[index + 1].body
      }
    }
    var branches: [ScriptBranches.Branch] = []
    var otherwise: [ScriptStatement] = []
    for group in groups {
      if group.isRest { otherwise = group.body }
      guard !group.isRest, let first = group.tests.first else { continue }
      let either = ScriptOperation(operation: .or, operands: group.tests, range: group.range)
      let condition: ScriptNode = group.tests.count == 1 ? first : .operation(either)
      branches.append(ScriptBranches.Branch(condition: condition, body: group.body, range: group.range))
    }
    return .branches(ScriptBranches(branches: branches, otherwise: otherwise, range: range(from: start)))
  }

  /// `case 1: case 2: ...`.
  private mutating func group(_ subject: ScriptNode) throws(ScriptTrouble) -> Group {
    let start = current.start
    var group = Group(tests: [], isRest: false, body: [], range: ScriptRange(start, start))
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
    while !at("}"), !at(word: "case"), !at(word: "default"), !at(long: "endswitch") {
      if at(.end) { throw unexpected("\"}\"") }
      let before = position
      line(into: &group.body)
      if position == before { advance() }
    }
    group.range = range(from: start)
    return group
  }

  /// What is tested: `switch (true)` tests the value itself.
  private static func test(_ subject: ScriptNode, _ value: ScriptNode) -> ScriptNode {
    if case .boolean(true, _) = subject { return value }
    return .operation(
      ScriptOperation(operation: .identical, operands: [subject, value], range: value.range))
  }

  /// Whether a body ends its group; a `break` at its end is taken away, since branches need none.
  private static func endsGroup(_ body: inout [ScriptStatement]) -> Bool {
    switch body.last {
    case .breaking?:
      body.removeLast()
      return true
    case .block(var inner, let range)?:
      let ends = endsGroup(&inner)
      body[body.count - 1] = .block(inner, range)
      return ends
    case .returning?, .raising?, .continuing?: return true
    default: return false
    }
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
