/// What stands in functions (https://go.dev/ref/spec#Statements).
extension GoParser {
  mutating func statement(into statements: inout [ScriptStatement]) throws(ScriptTrouble) {
    let start = current.start
    if accept(";") { return }
    if try declaration(into: &statements) { return }
    if at("{") {
      statements.append(.block(try block(), range(from: start)))
      return try endStatement()
    }
    guard at(.word) else { return try simple(into: &statements) }
    switch ScriptWord(code: current.code) {
    case "if": try branch(into: &statements)
    case "for": try loop(into: &statements)
    case "switch": try choice(into: &statements)
    case "select":
      advance()
      try skipBrackets()
      try endStatement()
      statements.append(.inert(range(from: start)))
    case "return":
      advance()
      let values = at(";") || at("}") || at(.end) ? [] : try expressions()
      let place = range(from: start)
      try endStatement()
      let value: ScriptNode? =
        values.count < 2 ? values.first : .tuple(ScriptList(elements: values, range: place))
      statements.append(.returning(value, place))
    case "break", "continue":
      let isBreak = at(word: "break")
      advance()
      if at(.word) { advance() }
      try endStatement()
      statements.append(isBreak ? .breaking(range(from: start)) : .continuing(range(from: start)))
    case "goto":
      advance()
      if at(.word) { advance() }
      try endStatement()
      statements.append(.inert(range(from: start)))
    case "defer", "go":
      advance()
      let value = try expression()
      try endStatement()
      // What is left for the end closes and rolls back.
      if case .call(let call) = value, case .function = call.callee {
        statements.append(.inert(range(from: start)))
      } else {
        statements.append(.expression(value))
      }
    default:
      if spells(current, "fallthrough") {
        advance()
        try endStatement()
        return statements.append(.inert(range(from: start)))
      }
      // A label.
      if isSign(peek(), ":") {
        advance()
        advance()
        return
      }
      try simple(into: &statements)
    }
  }

  private mutating func simple(into statements: inout [ScriptStatement]) throws(ScriptTrouble) {
    statements.append(try simple())
    try endStatement()
  }

  /// An expression, an assignment, or a declaration `a := b`.
  mutating func simple() throws(ScriptTrouble) -> ScriptStatement {
    let start = current.start
    let targets = try expressions()
    if at(":=") || at("=") {
      let isDeclaration = at(":=")
      advance()
      let values = try expressions()
      return .assignment(
        Self.assignment(targets, values, nil, isDeclaration: isDeclaration, range(from: start)))
    }
    if targets.count == 1, let target = targets.first {
      if at("++") || at("--") { return .expression(steppedBehind(target, start)) }
      if case .some(.some(let operation)) = assignmentOperator {
        advance()
        let value = try expression()
        return .assignment(
          Self.assignment([target], [value], operation, isDeclaration: false, range(from: start)))
      }
      // `a <- b`
      if accept("<-") {
        _ = try expression()
        return .inert(range(from: start))
      }
      return .expression(target)
    }
    throw unexpected("\"=\"")
  }

  /// Values with commas.
  mutating func expressions() throws(ScriptTrouble) -> [ScriptNode] {
    var values = [try expression()]
    while accept(",") { values.append(try expression()) }
    return values
  }

  /// Reads what stands between a keyword and its block.
  private mutating func header<T>(_ read: (inout GoParser) throws(ScriptTrouble) -> T) throws(ScriptTrouble)
    -> T
  {
    let outer = isBeforeBlock
    isBeforeBlock = true
    defer { isBeforeBlock = outer }
    return try read(&self)
  }

  private mutating func body() throws(ScriptTrouble) -> [ScriptStatement] {
    let outer = isBeforeBlock
    isBeforeBlock = false
    defer { isBeforeBlock = outer }
    return try block()
  }

  /// `if a := b; c { ... } else if d { ... } else { ... }`
  private mutating func branch(into statements: inout [ScriptStatement]) throws(ScriptTrouble) {
    try enter()
    defer { leave() }
    let start = current.start
    advance()
    var setup: [ScriptStatement] = []
    var condition: ScriptNode?
    let first = try header { (parser) throws(ScriptTrouble) in
      parser.at(";") ? nil : try parser.simple()
    }
    if accept(";") {
      if let first { setup.append(first) }
      condition = try header { (parser) throws(ScriptTrouble) in try parser.expression() }
    } else if case .expression(let node)? = first {
      condition = node
    }
    let then = try body()
    var otherwise: [ScriptStatement] = []
    if accept(word: "else") {
      if at(word: "if") {
        try branch(into: &otherwise)
      } else {
        otherwise = try body()
        try endStatement()
      }
    } else {
      try endStatement()
    }
    let place = range(from: start)
    statements += setup
    switch GoError.test(condition) {
    case .isError where GoError.ends(then):
      // A program that fails leaves nothing behind: what comes is run only without an error.
      if !otherwise.isEmpty { statements.append(.block(otherwise, place)) }
    case .isNone: statements.append(.block(then, place))
    case .isError, nil:
      let branch = ScriptBranches.Branch(condition: condition, body: then, range: place)
      statements.append(.branches(ScriptBranches(branches: [branch], otherwise: otherwise, range: place)))
    }
  }

  /// `for a, b := range c`, `for a; b; c`, `for a`, `for`
  private mutating func loop(into statements: inout [ScriptStatement]) throws(ScriptTrouble) {
    let start = current.start
    advance()
    let isBeforeBlock = self.isBeforeBlock
    self.isBeforeBlock = true
    defer { self.isBeforeBlock = isBeforeBlock }
    if let loop = try rangeLoop(start) {
      try endStatement()
      return statements.append(.forEach(loop))
    }
    var loop = ScriptWhile(setup: [], condition: nil, body: [], range: range(from: start))
    if !at("{") {
      let first = at(";") ? nil : try simple()
      if accept(";") {
        if let first { loop.setup = [first] }
        if !at(";") { loop.condition = try expression() }
        _ = accept(";")
        if !at("{") {
          switch try simple() {
          case .expression(let node): loop.step = node
          case .assignment(let assignment): loop.step = .assignment(assignment)
          default: break
          }
        }
      } else if case .expression(let node)? = first {
        loop.condition = node
      }
    }
    loop.body = try body()
    loop.range = range(from: start)
    try endStatement()
    statements.append(.whileLoop(loop))
  }

  /// A loop over elements; nil, with nothing read, for others.
  private mutating func rangeLoop(_ start: Int32) throws(ScriptTrouble) -> ScriptForEach? {
    let first = position
    var targets: [ScriptNode] = []
    if !at(word: "range") {
      guard at(.word) else { return nil }
      targets.append(.name(try takeName()))
      if accept(","), at(.word) { targets.append(.name(try takeName())) }
      guard at(":=") || at("="), isWord(peek(), "range") else {
        position = first
        return nil
      }
      advance()
    }
    advance()
    let list = try expression()
    let body = try body()
    let place = range(from: start)
    func isUsed(_ place: Int) -> Bool {
      guard targets.indices.contains(place), case .name(let name) = targets[place] else { return false }
      return name.text != "_"
    }
    // The first name is the place or key, the second the element.
    if isUsed(1), !isUsed(0) {
      return ScriptForEach(target: targets[1], source: list, body: body, otherwise: [], range: place)
    }
    let method = isUsed(1) ? GoSemantics.pairs : GoSemantics.keys
    let target: ScriptNode =
      isUsed(1)
      ? .tuple(ScriptList(elements: targets, range: place)) : targets.first ?? .named("_", at: place)
    return ScriptForEach(
      target: target, source: .call(list, method, at: list.range), body: body, otherwise: [], range: place)
  }

  /// `switch a := b; c { case d, e: ... default: ... }`, also over types
  private mutating func choice(into statements: inout [ScriptStatement]) throws(ScriptTrouble) {
    let start = current.start
    advance()
    var subject: ScriptNode?
    if !at("{") {
      let first = try header { (parser) throws(ScriptTrouble) in
        parser.at(";") ? nil : try parser.simple()
      }
      var last = first
      if accept(";") {
        if let first { statements.append(first) }
        last = at("{") ? nil : try header { (parser) throws(ScriptTrouble) in try parser.simple() }
      }
      switch last {
      case .expression(let node)?: subject = node
      case .assignment(let assignment)?:
        statements.append(.assignment(assignment))
        subject = assignment.value
      default: break
      }
    }
    try expect("{", "{")
    let outer = isBeforeBlock
    isBeforeBlock = false
    defer { isBeforeBlock = outer }
    var groups: [SwitchGroup] = []
    while !at("}") {
      if accept(";") { continue }
      groups.append(try group(of: subject))
    }
    advance()
    try endStatement()
    statements.append(SwitchGroup.branches(groups, range(from: start)))
  }

  private mutating func group(of subject: ScriptNode?) throws(ScriptTrouble) -> SwitchGroup {
    let start = current.start
    var group = SwitchGroup(range: current.range)
    if accept(word: "default") {
      group.isRest = true
    } else {
      try expect(word: "case", "case")
      repeat {
        // Types stand here too.
        let value = at("[") || at("*") || at(word: "map") || at(word: "func") ? nil : try expression()
        if value == nil { try skipType() }
        let test = value ?? .unparsed(range(from: start))
        group.tests.append(
          subject.map { subject in
            .operation(
              ScriptOperation(operation: .equal, operands: [subject, test], range: range(from: start)))
          } ?? test)
      } while accept(",")
    }
    try expect(":", ":")
    group.body = try statements { $0.at(word: "case") || $0.at(word: "default") }
    if case .breaking? = group.body.last { group.body.removeLast() }
    group.range = range(from: start)
    return group
  }
}
