/// What stands in functions.
extension RustParser {
  /// `{ ... }`
  mutating func braced() throws(ScriptTrouble) -> RustBlock {
    let outer = isBeforeBlock
    isBeforeBlock = false
    defer { isBeforeBlock = outer }
    try expect("{", "{")
    var block = RustBlock(statements: [], tail: nil)
    while !at("}") {
      if at(.end) { throw unexpected("\"}\"") }
      let first = position
      let nesting = depth
      // What was taken for the last statement was not.
      block.statements += lowered(RustBlock(statements: [], tail: block.tail), returns: false)
      block.tail = nil
      do throws(ScriptTrouble) {
        try enter()
        try statement(into: &block.statements, &block.tail)
        leave()
      } catch {
        depth = nesting
        isBeforeBlock = false
        if error.kind == .tooDeep { throw error }
        block.statements.append(.unparsed(skipped(error, from: first)))
      }
      if position == first { advance() }
    }
    advance()
    return block
  }

  /// Adds a statement, or gives the value of a block.
  mutating func statement(into statements: inout [ScriptStatement], _ tail: inout RustTail?)
    throws(ScriptTrouble)
  {
    let start = current.start
    if accept(";") { return }
    if try item(into: &statements) { return }
    if at(word: "let") { return try binding(start, into: &statements) }
    if at(.regularExpression), isSign(peek(), ":") {
      // A label.
      advance()
      advance()
    }
    let first = position
    let count = troubles.count
    if let found = try blockLike(start) {
      // `match a { ... }.b()?;` is a value.
      let goesOn = at("?") || at(".") && rewinds > 0
      if !goesOn {
        if !accept(";") {
          tail = found
        } else {
          statements += lowered(RustBlock(statements: [], tail: found), returns: false)
        }
        return
      }
      rewinds -= 1
      position = first
      troubles.removeLast(max(0, troubles.count - count))
    }
    if at(word: "return") {
      advance()
      let value = at(";") || at("}") || at(.end) ? nil : try expression()
      try endStatement()
      return statements.append(.returning(value, range(from: start)))
    }
    if at(word: "break") || at(word: "continue") {
      let isBreak = at(word: "break")
      while !at(";"), !at("}"), !at(.end) { advance() }
      _ = accept(";")
      return statements.append(isBreak ? .breaking(range(from: start)) : .continuing(range(from: start)))
    }
    let value = try expression()
    if at("}") || at(.end) {
      tail = .value(value)
    } else {
      // A macro with braces needs no semicolon.
      if !accept(";"), !isSign(peek(-1), "}") { throw unexpected("\";\"") }
      statements.append(.expression(value))
    }
  }

  /// `if`, `match`, loops and blocks in the place of a statement; nil for others.
  private mutating func blockLike(_ start: Int32) throws(ScriptTrouble) -> RustTail? {
    guard at(.word) || at("{") else { return nil }
    if at("{") { return .value(value(try braced(), range(from: start))) }
    switch ScriptWord(code: current.code) {
    case "if": return .choice(try ifChoice())
    case "match": return .choice(try matchChoice())
    case "unsafe":
      guard isSign(peek(), "{") else { return nil }
      advance()
      return .value(value(try braced(), range(from: start)))
    case "loop":
      guard isSign(peek(), "{") else { return nil }
      advance()
      let body = lowered(try braced(), returns: false)
      return loop(
        .whileLoop(ScriptWhile(setup: [], condition: nil, body: body, range: range(from: start))), start)
    case "while":
      advance()
      let test = try condition()
      let body = test.bindings + lowered(try braced(), returns: false)
      return loop(
        .whileLoop(
          ScriptWhile(setup: [], condition: test.condition, body: body, range: range(from: start))), start)
    case "for":
      guard !isSign(peek(), "<") else { return nil }
      advance()
      let target = try pattern().target ?? .unparsed(range(from: start))
      try expect(word: "in", "in")
      let source = try beforeBlock()
      let body = lowered(try braced(), returns: false)
      return loop(
        .forEach(
          ScriptForEach(
            target: target, source: source, body: body, otherwise: [], range: range(from: start))), start)
    default: return nil
    }
  }

  private func loop(_ statement: ScriptStatement, _ start: Int32) -> RustTail {
    .choice(RustChoice(setup: [statement], range: range(from: start)))
  }

  /// A value before a brace that begins a block.
  mutating func beforeBlock() throws(ScriptTrouble) -> ScriptNode {
    let outer = isBeforeBlock
    isBeforeBlock = true
    defer { isBeforeBlock = outer }
    return try expression()
  }

  /// `let a: B = c else { ... };`
  private mutating func binding(_ start: Int32, into statements: inout [ScriptStatement])
    throws(ScriptTrouble)
  {
    advance()
    let pattern = try pattern()
    if accept(":") { _ = try type() }
    guard accept("=") else {
      try endStatement()
      return
    }
    var value = try expression()
    let place = range(from: start)
    if accept(word: "else") {
      // What follows is run only where the pattern fits.
      let body = lowered(try braced(), returns: false)
      let kept = RustPattern.kept(value)
      let test = pattern.test(kept, again: RustPattern.named(value)) ?? kept
      let fails = ScriptNode.unary(ScriptUnary(operation: .not, operand: test, range: place))
      let branch = ScriptBranches.Branch(condition: fails, body: body, range: place)
      statements.append(.branches(ScriptBranches(branches: [branch], otherwise: [], range: place)))
      value = RustPattern.named(value)
    }
    try endStatement()
    statements.append(pattern.target.map { declared($0, value, start) } ?? .expression(value))
  }
}
