/// `if` and `match`, and the patterns that they test
/// (https://doc.rust-lang.org/reference/patterns.html).
struct RustPattern {
  /// What it stands for.
  indirect enum Test {
    /// It fits whatever the value is.
    case always
    /// A constant, or a variant of an enumeration.
    case equals(ScriptNode)
    /// `Some(a)`, `None`
    case presence(Bool)
    /// `Ok(a)`, `Err(a)`
    case success(Bool)
    case either([Test])
    case unknown(ScriptRange)
  }

  var kind: Test
  /// The names that are bound.
  var target: ScriptNode?

  /// The name of a value that is asked of more than once.
  static let subject = "(match)"

  /// A name for a value that is computed once.
  static func named(_ value: ScriptNode) -> ScriptNode {
    .name(ScriptName(text: subject, range: value.range))
  }

  /// The condition under which a value fits; nil for any. What is asked of the value again is asked of `again`.
  func test(_ value: ScriptNode, again: ScriptNode) -> ScriptNode? { Self.test(kind, value, again) }

  /// A value that is computed and given a name in a condition.
  static func kept(_ value: ScriptNode) -> ScriptNode {
    .assignment(
      ScriptAssignment(
        targets: [named(value)], operation: nil, annotation: nil, value: value, range: value.range))
  }

  private static func test(_ kind: Test, _ value: ScriptNode, _ again: ScriptNode) -> ScriptNode? {
    let place = value.range
    func compared(_ operation: ScriptOperator, _ other: ScriptNode) -> ScriptNode {
      .operation(ScriptOperation(operation: operation, operands: [value, other], range: place))
    }
    switch kind {
    case .always: return nil
    case .equals(let node): return compared(.equal, node)
    case .presence(let isThere): return compared(isThere ? .notEqual : .equal, .null(place))
    case .success, .unknown: return compared(.equal, .unparsed(place))
    case .either(let tests):
      var operands: [ScriptNode] = []
      for test in tests {
        guard let node = self.test(test, operands.isEmpty ? value : again, again) else { return nil }
        operands.append(node)
      }
      return .operation(ScriptOperation(operation: .or, operands: operands, range: place))
    }
  }
}

extension RustParser {
  /// A pattern with its alternatives.
  mutating func pattern() throws(ScriptTrouble) -> RustPattern {
    try enter()
    defer { leave() }
    _ = accept("|")
    let first = try plainPattern()
    guard at("|") else { return first }
    var tests = [first.kind]
    while accept("|") { tests.append(try plainPattern().kind) }
    return RustPattern(kind: .either(tests), target: nil)
  }

  /// A pattern without alternatives.
  mutating func plainPattern() throws(ScriptTrouble) -> RustPattern {
    let start = current.start
    while at("&") || at("&&") || at(word: "ref") || at(word: "mut") || at(word: "box") { advance() }
    if at("(") || at("[") { return try listPattern(start) }
    if at("..") || at("..=") {
      advance()
      if at(.number) || at(.string) { advance() }
      return RustPattern(kind: .always, target: nil)
    }
    if at(.number) || at(.string) || at("-") || at(word: "true") || at(word: "false") {
      let value = try unary()
      guard at("..=") || at("..") || at("...") else { return RustPattern(kind: .equals(value), target: nil) }
      advance()
      if at(.number) || at(.string) || at("-") { _ = try unary() }
      return RustPattern(kind: .unknown(range(from: start)), target: nil)
    }
    return try namedPattern(start)
  }

  private mutating func listPattern(_ start: Int32) throws(ScriptTrouble) -> RustPattern {
    let isTuple = at("(")
    advance()
    var targets: [ScriptNode] = []
    var isAlways = true
    while !at(")"), !at("]") {
      let part = try pattern()
      if case .always = part.kind {} else { isAlways = false }
      targets.append(part.target ?? .unparsed(range(from: start)))
      if !accept(",") { break }
    }
    if isTuple { try expect(")", ")") } else { try expect("]", "]") }
    let place = range(from: start)
    return RustPattern(
      kind: isAlways && isTuple ? .always : .unknown(place),
      target: targets.count == 1 && isTuple
        ? (Self.isName(targets[0]) ? targets[0] : nil) : .tuple(ScriptList(elements: targets, range: place)))
  }

  /// Whether a part of a pattern binds names.
  private static func isName(_ node: ScriptNode) -> Bool { if case .unparsed = node { false } else { true } }

  /// `a`, `_`, `A::B`, `Some(a)`, `A { b, c: d, .. }`, `a @ b`
  private mutating func namedPattern(_ start: Int32) throws(ScriptTrouble) -> RustPattern {
    let first = try takeName()
    var path = [first]
    while at("::") {
      advance()
      if at("<") { try skipAngles() } else { path.append(try takeName()) }
    }
    let isPlain = path.count == 1
    if at("!") {
      advance()
      try skipBrackets()
      return RustPattern(kind: .unknown(range(from: start)), target: nil)
    }
    if at("@") {
      advance()
      return RustPattern(kind: try pattern().kind, target: .name(first))
    }
    if at("(") {
      let inner = try listPattern(current.start)
      switch path.last?.text {
      case "Some": return RustPattern(kind: .presence(true), target: inner.target)
      case "Ok": return RustPattern(kind: .success(true), target: inner.target)
      case "Err": return RustPattern(kind: .success(false), target: inner.target)
      default: return RustPattern(kind: .unknown(range(from: start)), target: inner.target)
      }
    }
    if at("{") {
      try skipBrackets()
      return RustPattern(kind: .unknown(range(from: start)), target: nil)
    }
    if isPlain {
      if first.text == "_" { return RustPattern(kind: .always, target: nil) }
      if first.text == "None" { return RustPattern(kind: .presence(false), target: nil) }
      if first.text.first.map({ $0.isUppercase }) != true {
        return RustPattern(kind: .always, target: .name(first))
      }
    }
    return RustPattern(kind: .equals(pathNode(path)), target: nil)
  }

  /// `let PATTERN = value`, conditions joined by `&&`, or a plain condition; what a pattern binds is the body's.
  mutating func condition() throws(ScriptTrouble) -> (
    condition: ScriptNode?, bindings: [ScriptStatement], success: Bool?, subject: ScriptNode?
  ) {
    let start = current.start
    guard accept(word: "let") else {
      let value = try beforeBlock()
      return (value, [], nil, nil)
    }
    let pattern = try pattern()
    try expect("=", "=")
    let outer = isBeforeBlock
    isBeforeBlock = true
    let subject = try binary(.equality)
    isBeforeBlock = outer
    var bindings: [ScriptStatement] = []
    let name = RustPattern.named(subject)
    if let target = pattern.target { bindings.append(declared(target, name, start)) }
    let kept = RustPattern.kept(subject)
    var test = pattern.test(kept, again: name)
    if test == nil { bindings.insert(.expression(kept), at: 0) }
    var success: Bool?
    if case .success(let isThere) = pattern.kind { success = isThere }
    while accept("&&") {
      try enter()
      let more = try condition()
      leave()
      bindings += more.bindings
      success = nil
      let operands = [test, more.condition].compactMap { $0 }
      test =
        operands.count == 2
        ? .operation(ScriptOperation(operation: .and, operands: operands, range: range(from: start)))
        : operands.first
    }
    return (test ?? .boolean(true, range(from: start)), bindings, success, subject)
  }

  /// `if a { } else if let b = c { } else { }`
  mutating func ifChoice() throws(ScriptTrouble) -> RustChoice {
    let start = current.start
    try expect(word: "if", "if")
    let test = try condition()
    var body = try braced()
    body.statements = test.bindings + body.statements
    var choice = RustChoice(range: range(from: start))
    var otherwise: RustBlock?
    if accept(word: "else") {
      try enter()
      defer { leave() }
      otherwise =
        at(word: "if") ? RustBlock(statements: [], tail: .choice(try ifChoice())) : try braced()
    }
    choice.range = range(from: start)
    if let success = test.success, let subject = test.subject {
      // `if let Ok(a) = b { }`: the other branch is run where there is an error.
      choice.setup = [declared(RustPattern.named(subject), subject, start)]
      choice.otherwise = success ? body : otherwise
      choice.failure = [success ? otherwise : body].compactMap { $0 }
      return choice
    }
    choice.branches = [RustChoice.Branch(condition: test.condition, body: body, range: choice.range)]
    choice.otherwise = otherwise
    return choice
  }

  /// `match a { B => c, D | E if f => { }, _ => g }`
  mutating func matchChoice() throws(ScriptTrouble) -> RustChoice {
    let start = current.start
    try expect(word: "match", "match")
    let subject = try beforeBlock()
    var choice = RustChoice(range: range(from: start))
    // What is asked of more than once is computed once.
    let isCall = if case .name = subject { false } else { true }
    let value = isCall ? RustPattern.named(subject) : subject
    if isCall { choice.setup = [declared(value, subject, start)] }
    try expect("{", "{")
    while !at("}") {
      if at(.end) { throw unexpected("\"}\"") }
      let armStart = current.start
      _ = attributes()
      let pattern = try pattern()
      let guardCondition = accept(word: "if") ? try condition().condition : nil
      try expect("=>", "=>")
      var body = try armBody()
      if let target = pattern.target { body.statements.insert(declared(target, value, armStart), at: 0) }
      add(pattern, guardCondition, body, value, armStart, to: &choice)
      if !accept(","), !at("}"), !isSign(peek(-1), "}") { throw unexpected("\",\"") }
    }
    advance()
    choice.range = range(from: start)
    return choice
  }

  private func add(
    _ pattern: RustPattern, _ guardCondition: ScriptNode?, _ body: RustBlock, _ value: ScriptNode,
    _ start: Int32, to choice: inout RustChoice
  ) {
    if case .success(let isThere) = pattern.kind, guardCondition == nil {
      if isThere { choice.otherwise = body } else { choice.failure = (choice.failure ?? []) + [body] }
      if choice.failure == nil { choice.failure = [] }
      return
    }
    guard choice.otherwise == nil else { return }
    let tests = [pattern.test(value, again: value), guardCondition].compactMap { $0 }
    guard let first = tests.first else { return choice.otherwise = body }
    let place = range(from: start)
    let condition =
      tests.count > 1
      ? .operation(ScriptOperation(operation: .and, operands: tests, range: place)) : first
    choice.branches.append(RustChoice.Branch(condition: condition, body: body, range: place))
  }

  /// What follows `=>`.
  private mutating func armBody() throws(ScriptTrouble) -> RustBlock {
    try enter()
    defer { leave() }
    let outer = isBeforeBlock
    isBeforeBlock = false
    defer { isBeforeBlock = outer }
    if at("{"), let close = closer(of: position) {
      let next = token(close + 1)
      if isSign(next, ",") || isSign(next, "}") || next.kind == .word || next.kind == .string
        || next.kind == .number || isSign(next, "(") || isSign(next, "_")
      {
        return try braced()
      }
    }
    let start = current.start
    if at(word: "return") {
      advance()
      let value = at(",") || at("}") ? nil : try expression()
      return RustBlock(statements: [.returning(value, range(from: start))], tail: nil)
    }
    if at(word: "continue") || at(word: "break") {
      let isBreak = at(word: "break")
      while !at(","), !at("}"), !at(.end) { advance() }
      let place = range(from: start)
      return RustBlock(statements: [isBreak ? .breaking(place) : .continuing(place)], tail: nil)
    }
    return RustBlock(statements: [], tail: .value(try expression()))
  }
}
