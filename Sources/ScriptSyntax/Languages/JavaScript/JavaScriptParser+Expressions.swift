extension JavaScriptParser {
  /// One value, or several with commas.
  mutating func expression() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    let first = try assignmentValue()
    guard at(",") else { return first }
    var operands = [first]
    while accept(",") { operands.append(try assignmentValue()) }
    return .operation(ScriptOperation(operation: .sequence, operands: operands, range: range(from: start)))
  }

  /// One value without commas.
  mutating func assignmentValue() throws(ScriptTrouble) -> ScriptNode {
    try enter()
    let value = try unboundedValue()
    leave()
    return value
  }

  private mutating func unboundedValue() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    if at(word: "async"), !peek().followsBreak, isName(peek()) || isSign(peek(), "(") || isSign(peek(), "<") {
      advance()
      if isAtArrow { return try arrow(start, isAsync: true) }
      position -= 1
    }
    if isAtArrow { return try arrow(start, isAsync: false) }
    if at(word: "yield") {
      advance()
      _ = accept("*")
      let isBare = current.followsBreak || at(")") || at(";") || at("]") || at("}") || at(",")
      let value = isBare ? .null(range(from: start)) : try assignmentValue()
      return .unary(ScriptUnary(operation: .word, operand: value, range: range(from: start)))
    }
    let left = try conditional()
    guard let operation = assignmentOperator else { return left }
    advance()
    let value = try assignmentValue()
    return .assignment(
      ScriptAssignment(
        targets: [left], operation: operation, annotation: nil, value: value,
        range: range(from: start)))
  }

  /// `a ? b : c`.
  private mutating func conditional() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    let condition = try binary(.or)
    guard at("?") else { return condition }
    advance()
    let isInHead = isInLoopHead
    isInLoopHead = false
    let then = try assignmentValue()
    isInLoopHead = isInHead
    try expect(":", ":")
    let otherwise = try assignmentValue()
    return .conditional(
      ScriptConditional(condition: condition, then: then, otherwise: otherwise, range: range(from: start)))
  }
}
