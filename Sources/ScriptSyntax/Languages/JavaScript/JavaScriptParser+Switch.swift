extension JavaScriptParser {
  /// `switch (a) { case 1: ... default: ... }` as comparisons with the subject.
  mutating func choice(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    let subject = try bracketed()
    try expect("{", "{")
    var groups: [SwitchGroup] = []
    while !at("}") { groups.append(try group(subject)) }
    advance()
    return SwitchGroup.branches(SwitchGroup.fallingThrough(groups), range(from: start))
  }

  /// `case 1: case 2: ...`.
  private mutating func group(_ subject: ScriptNode) throws(ScriptTrouble) -> SwitchGroup {
    let start = current.start
    var group = SwitchGroup(range: ScriptRange(start, start))
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
    group.body = try statements { $0.at(word: "case") || $0.at(word: "default") }
    group.range = range(from: start)
    return group
  }
}
