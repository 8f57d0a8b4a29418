extension PythonParser {
  /// Whether the line is the head of a `match` statement: it ends in a colon and `case` begins the block.
  var isAtMatch: Bool {
    let next = peek()
    guard next.kind != .newline, next.kind != .end, !isSign(next, "="), !isSign(next, "."), !isSign(next, ",")
    else {
      return false
    }
    var index = position
    while index < tokens.count, tokens[index].kind != .newline, tokens[index].kind != .end { index += 1 }
    guard index + 2 < tokens.count, index > 0 else { return false }
    return isSign(tokens[index - 1], ":") && tokens[index + 1].kind == .indent
      && isWord(tokens[index + 2], "case")
  }

  /// `match a: case 1: ... case _: ...` as comparisons with the subject.
  mutating func match(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    let subject = try values()
    try expect(":", ":")
    guard accept(.newline), accept(.indent) else { throw unexpected("an indented block") }
    var branches: [ScriptBranches.Branch] = []
    var otherwise: [ScriptStatement] = []
    while at(word: "case") {
      let place = current.start
      advance()
      let isRest = at(word: "_") && isSign(peek(), ":")
      let condition = patternCondition(subject)
      let body = try block()
      if isRest {
        otherwise = body
      } else {
        branches.append(ScriptBranches.Branch(condition: condition, body: body, range: range(from: place)))
      }
      while accept(.newline) {}
    }
    if !accept(.dedent) { throw unexpected("\"case\"") }
    return .branches(ScriptBranches(branches: branches, otherwise: otherwise, range: range(from: start)))
  }

  /// The comparison that a pattern of literals means; nil for other patterns, which are passed over.
  private mutating func patternCondition(_ subject: ScriptNode) -> ScriptNode? {
    let first = position
    let nesting = depth
    if let pattern = try? binary(.bitOr), at(":"), let condition = comparison(subject, pattern) {
      return condition
    }
    position = first
    depth = nesting
    var open = 0
    while !at(.newline), !at(.end), !(open == 0 && at(":")) {
      if at("(") || at("[") || at("{") { open += 1 }
      if at(")") || at("]") || at("}") { open -= 1 }
      advance()
    }
    return nil
  }

  private func comparison(_ subject: ScriptNode, _ pattern: ScriptNode) -> ScriptNode? {
    switch pattern {
    case .string, .number, .boolean, .null, .attribute:
      return .operation(
        ScriptOperation(operation: .equal, operands: [subject, pattern], range: pattern.range))
    case .operation(let choice) where choice.operation == .bitOr:
      var operands: [ScriptNode] = []
      for operand in choice.operands {
        guard case .operation = operand else {
          guard let one = comparison(subject, operand) else { return nil }
          operands.append(one)
          continue
        }
        return nil
      }
      return .operation(ScriptOperation(operation: .or, operands: operands, range: choice.range))
    default: return nil
    }
  }
}
