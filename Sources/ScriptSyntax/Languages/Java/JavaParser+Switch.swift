/// Choices between values.
extension JavaParser {
  /// Arms that are read.
  private static let armLimit = 60

  /// `switch (a) { case 1: ... case 2, 3 -> ...; default -> ... }` as comparisons with the subject.
  mutating func choice(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    let subject = try bracketed()
    try expect("{", "{")
    var groups: [SwitchGroup] = []
    var falls = false
    while !at("}") {
      if accept(";") { continue }
      let place = current.start
      var group = SwitchGroup(range: ScriptRange(place, place))
      let isArrow = try labels(of: subject, &group)
      if isArrow {
        group.body = try arm()
      } else {
        falls = true
        group.body = try statements { $0.at(word: "case") || $0.at(word: "default") }
      }
      group.range = range(from: place)
      groups.append(group)
    }
    advance()
    if falls { groups = SwitchGroup.fallingThrough(groups) }
    return SwitchGroup.branches(groups, range(from: start))
  }

  /// `case 1: case 2:`, `case 1, 2 ->`; whether an arrow stands behind it.
  private mutating func labels(of subject: ScriptNode, _ group: inout SwitchGroup) throws(ScriptTrouble)
    -> Bool
  {
    guard at(word: "case") || at(word: "default") else { throw unexpected("\"case\"") }
    while true {
      if accept(word: "case") {
        repeat {
          if accept(word: "default") {
            group.isRest = true
          } else {
            group.tests.append(try test(of: subject))
          }
        } while accept(",")
      } else if accept(word: "default") {
        group.isRest = true
      } else {
        return false
      }
      if accept("->") { return true }
      try expect(":", ":")
    }
  }

  /// A constant that the subject is compared with; of a type it is not known whether it fits.
  private mutating func test(of subject: ScriptNode) throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    if let end = typeEnd(position), token(end).kind == .word || isSign(token(end), "(") {
      position = end
      if at("(") { try skipBrackets() }
      while !at("->"), !at(":"), !at(","), !at(.end), !at("}") {
        if at("("), closer(of: position) != nil { try skipBrackets() } else { advance() }
      }
      return .unparsed(range(from: start))
    }
    if let end = typeEnd(position), isSign(token(end), "->") {
      // What stands before the arrow is no parameter.
      let name = typeText(position, end)
      position = end
      let constant = Self.dotted(name, range(from: start))
      return .operation(
        ScriptOperation(operation: .equal, operands: [subject, constant], range: range(from: start)))
    }
    let value = try binary(.or)
    return .operation(
      ScriptOperation(operation: .equal, operands: [subject, value], range: range(from: start)))
  }

  private mutating func arm() throws(ScriptTrouble) -> [ScriptStatement] { try body() }

  /// A switch that gives a value, as choices between values.
  mutating func switchValue(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    try enter()
    defer { leave() }
    advance()
    let subject = try bracketed()
    guard at("{"), let close = closer(of: position) else { throw unexpected("\"{\"") }
    advance()
    var arms: [(group: SwitchGroup, value: ScriptNode)] = []
    while !at("}"), arms.count < Self.armLimit {
      if accept(";") { continue }
      let place = current.start
      var group = SwitchGroup(range: ScriptRange(place, place))
      let isArrow = try labels(of: subject, &group)
      let body = isArrow ? try arm() : try statements { $0.at(word: "case") || $0.at(word: "default") }
      arms.append((group, Self.value(of: body) ?? .unparsed(range(from: place))))
    }
    position = min(close + 1, tokens.count - 1)
    let whole = range(from: start)
    var result = arms.last { $0.group.isRest }?.value ?? .unparsed(whole)
    for (group, value) in arms.reversed() where !group.isRest {
      let either = ScriptOperation(operation: .or, operands: group.tests, range: group.range)
      let condition = group.tests.count == 1 ? group.tests[0] : .operation(either)
      result = .conditional(
        ScriptConditional(condition: condition, then: value, otherwise: result, range: whole))
    }
    return result
  }

  /// What an arm gives: its only expression, or what it yields.
  private static func value(of body: [ScriptStatement]) -> ScriptNode? {
    guard body.count == 1 else { return nil }
    return switch body[0] {
    case .expression(let node): node
    case .returning(let node, _): node
    default: nil
    }
  }
}
