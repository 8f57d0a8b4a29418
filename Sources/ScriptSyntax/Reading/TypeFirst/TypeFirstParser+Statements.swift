/// Statements of languages that write types before names.
extension TypeFirstParser {
  /// What follows `return` and `throw`.
  mutating func optionalValue() throws(ScriptTrouble) -> ScriptNode? {
    advance()
    let value = at(";") || at("}") || at(.end) ? nil : try expression()
    try endStatement()
    return value
  }

  /// `a = 1, b` behind a type.
  mutating func declarators(_ start: Int32) throws(ScriptTrouble) -> [ScriptStatement] {
    var found: [ScriptStatement] = []
    repeat {
      let name = try takeName()
      // `int a[] = ...` of Java.
      while at("[") { try skipBrackets() }
      let value = accept("=") ? try initializer() : nil
      found.append(declared(.name(name), value, start))
    } while accept(",")
    return found
  }

  /// A body of one statement or several.
  mutating func body() throws(ScriptTrouble) -> [ScriptStatement] {
    try enter()
    defer { leave() }
    if at("{") { return try block() }
    var statements: [ScriptStatement] = []
    try statement(into: &statements)
    return statements
  }

  mutating func bracketed() throws(ScriptTrouble) -> ScriptNode {
    try expect("(", "(")
    let value = try expression()
    try expect(")", ")")
    return value
  }

  /// `if (a) ... else if (b) ... else ...`
  mutating func conditional(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    var branches: [ScriptBranches.Branch] = []
    var otherwise: [ScriptStatement] = []
    var place = start
    while true {
      try expect(word: "if", "if")
      let condition = try bracketed()
      let body = try body()
      branches.append(ScriptBranches.Branch(condition: condition, body: body, range: range(from: place)))
      guard accept(word: "else") else { break }
      place = current.start
      if at(word: "if") { continue }
      otherwise = try self.body()
      break
    }
    return .branches(ScriptBranches(branches: branches, otherwise: otherwise, range: range(from: start)))
  }

  /// `for (var i = 0; i < 3; i++) ...`
  mutating func loop(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    try expect("(", "(")
    var setup: [ScriptStatement] = []
    if !accept(";") { try statement(into: &setup) }
    let condition = at(";") ? nil : try expression()
    try expect(";", ";")
    var steps: [ScriptNode] = []
    while !at(")") {
      steps.append(try expression())
      if !accept(",") { break }
    }
    try expect(")", ")")
    let stepRange = range(from: start)
    let body = try body()
    let step: ScriptNode? =
      steps.count > 1
      ? .operation(ScriptOperation(operation: .sequence, operands: steps, range: stepRange)) : steps.first
    return .whileLoop(
      ScriptWhile(setup: setup, condition: condition, step: step, body: body, range: range(from: start)))
  }

  mutating func conditionLoop(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    let condition = try bracketed()
    let body = try body()
    return .whileLoop(ScriptWhile(setup: [], condition: condition, body: body, range: range(from: start)))
  }

  mutating func bodyLoop(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    let body = try body()
    try expect(word: "while", "while")
    let condition = try bracketed()
    try endStatement()
    return .whileLoop(
      ScriptWhile(setup: [], condition: condition, isBodyFirst: true, body: body, range: range(from: start)))
  }

  /// The end of a statement.
  mutating func endStatement() throws(ScriptTrouble) {
    if accept(";") || at("}") || at(.end) { return }
    throw unexpected("\";\"")
  }
}
