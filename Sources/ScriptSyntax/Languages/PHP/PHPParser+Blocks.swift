extension PHPParser {
  /// `(a)`.
  mutating func bracketed() throws(ScriptTrouble) -> ScriptNode {
    try expect("(", "(")
    let value = try expression()
    try expect(")", ")")
    return value
  }

  /// A block, one statement, or statements between `:` and one of the words.
  private mutating func body(until ends: [StaticString]) throws(ScriptTrouble) -> [ScriptStatement] {
    if at("{") { return try block() }
    var statements: [ScriptStatement] = []
    guard accept(":") else {
      try enter()
      try statement(into: &statements)
      leave()
      return statements
    }
    while !ends.contains(where: { at(long: $0) }) {
      if at(.end) || at("}") { throw unexpected("\"\(ends[0])\"") }
      let before = position
      line(into: &statements)
      if position == before { advance() }
    }
    if at(long: ends[0]) {
      advance()
      try endStatement()
    }
    return statements
  }

  /// `if (a) { } elseif (b) { } else { }`, with colons too.
  mutating func conditional(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    var branches: [ScriptBranches.Branch] = []
    var otherwise: [ScriptStatement] = []
    let ends: [StaticString] = ["endif", "elseif", "else"]
    while at(word: "if") || at(word: "elseif") {
      let place = current.start
      advance()
      let condition = try bracketed()
      let body = try body(until: ends)
      branches.append(ScriptBranches.Branch(condition: condition, body: body, range: range(from: place)))
      if at(word: "elseif") { continue }
      guard accept(word: "else") else { break }
      if !at(word: "if") {
        otherwise = try self.body(until: ["endif"])
        break
      }
    }
    return .branches(ScriptBranches(branches: branches, otherwise: otherwise, range: range(from: start)))
  }

  /// `foreach (a as $b => $c) { }`: with keys, pairs are gone through.
  mutating func elements(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    try expect("(", "(")
    var source = try expression()
    try expect(word: "as", "as")
    var target = try loopTarget()
    if accept("=>") {
      let value = try loopTarget()
      target = .tuple(ScriptList(elements: [target, value], range: target.range.union(value.range)))
      source = .call(
        ScriptCall(
          callee: .name(ScriptName(text: PHPNames.pairs, range: source.range)),
          arguments: [ScriptArgument(kind: .positional, value: source, range: source.range)],
          range: source.range))
    }
    try expect(")", ")")
    let body = try body(until: ["endforeach"])
    return .forEach(
      ScriptForEach(target: target, source: source, body: body, otherwise: [], range: range(from: start)))
  }

  private mutating func loopTarget() throws(ScriptTrouble) -> ScriptNode {
    _ = accept("&")
    return try expression()
  }

  mutating func loop(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    try expect("(", "(")
    let setup = try values(before: ";")
    try expect(";", ";")
    let conditions = try values(before: ";")
    try expect(";", ";")
    let steps = try values(before: ")")
    try expect(")", ")")
    let body = try body(until: ["endfor"])
    return .whileLoop(
      ScriptWhile(
        setup: setup.map { .expression($0) }, condition: conditions.last, step: sequence(steps), body: body,
        range: range(from: start)))
  }

  private func sequence(_ values: [ScriptNode]) -> ScriptNode? {
    guard let first = values.first, let last = values.last else { return nil }
    if values.count == 1 { return first }
    return .operation(
      ScriptOperation(operation: .sequence, operands: values, range: first.range.union(last.range)))
  }

  private mutating func values(before end: ScriptWord) throws(ScriptTrouble) -> [ScriptNode] {
    var found: [ScriptNode] = []
    while !at(end), !at(.end) {
      found.append(try expression())
      if !accept(",") { break }
    }
    return found
  }

  mutating func conditionLoop(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    let condition = try bracketed()
    let body = try body(until: ["endwhile"])
    return .whileLoop(
      ScriptWhile(setup: [], condition: condition, step: nil, body: body, range: range(from: start)))
  }

  mutating func bodyLoop(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    let body = try body(until: ["while"])
    try expect(word: "while", "while")
    let condition = try bracketed()
    try endStatement()
    return .whileLoop(
      ScriptWhile(
        setup: [], condition: condition, isBodyFirst: true, step: nil, body: body, range: range(from: start)))
  }

  mutating func attempt(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    var attempt = ScriptAttempt(
      body: try block(), handlers: [], otherwise: [], finally: [], range: ScriptRange(start, start))
    while accept(word: "catch") {
      var handler = ScriptAttempt.Handler(error: nil, name: nil, body: [])
      try expect("(", "(")
      handler.error = try skipType()
      if isVariable(current) {
        handler.name = text(current)
        advance()
      }
      try expect(")", ")")
      handler.body = try block()
      attempt.handlers.append(handler)
    }
    if accept(word: "finally") { attempt.finally = try block() }
    attempt.range = range(from: start)
    return .attempt(attempt)
  }
}

/// Names of functions that stand for syntax; no program can write them.
enum PHPNames {
  /// Keys and values of a loop.
  static let pairs = "(pairs)"
  /// `match` without an arm that fits.
  static let unmatched = "(unmatched)"
}
