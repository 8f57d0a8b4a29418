extension JavaScriptParser {
  /// The cases that share a body.
  private struct Group {
    var tests: [ScriptNode]
    var isRest: Bool
    var body: [ScriptStatement]
    var range: ScriptRange
  }

  /// Groups of cases whose bodies may fall through into the next.
  private static let fallLimit = 100

  /// `switch (a) { case 1: ... default: ... }` as comparisons with the subject.
  mutating func choice(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    let subject = try bracketed()
    try expect("{", "{")
    var groups: [Group] = []
    while !at("}") { groups.append(try group(subject)) }
    advance()
    let falls = groups.count <= Self.fallLimit
    for index in groups.indices.reversed() {
      if !Self.endsGroup(&groups[index].body), falls, groups.indices.contains(index + 1) {
        groups[index].body += groups[index + 1].body
      }
    }
    var branches: [ScriptBranches.Branch] = []
    var otherwise: [ScriptStatement] = []
    for group in groups {
      if group.isRest {
        otherwise = group.body
      } else if let first = group.tests.first {
        let either = ScriptOperation(operation: .or, operands: group.tests, range: group.range)
        let condition: ScriptNode = group.tests.count == 1 ? first : .operation(either)
        branches.append(ScriptBranches.Branch(condition: condition, body: group.body, range: group.range))
      }
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
        group.tests.append(
          .operation(ScriptOperation(operation: .identical, operands: [subject, value], range: value.range)))
      } else {
        advance()
        group.isRest = true
      }
      try expect(":", ":")
    }
    if group.tests.isEmpty, !group.isRest { throw unexpected("\"case\"") }
    while !at("}"), !at(word: "case"), !at(word: "default") {
      if at(.end) { throw unexpected("\"}\"") }
      let before = position
      line(into: &group.body)
      if position == before { advance() }
    }
    group.range = range(from: start)
    return group
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
}
