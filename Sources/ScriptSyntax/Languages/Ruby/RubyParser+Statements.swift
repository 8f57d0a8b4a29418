import Domain

extension RubyParser {
  /// All statements of the file; an `end` too many is a trouble of its own.
  mutating func parseFile() -> [ScriptStatement] {
    takeLeadingComment()
    var statements: [ScriptStatement] = []
    while true {
      statements += parseStatements()
      skipSeparators()
      guard at < end else { return statements }
      let trouble = unexpected("a statement")
      troubles.append(trouble)
      statements.append(.unparsed(trouble))
      at = max(at + 1, Int(trouble.range.end))
    }
  }

  private mutating func takeLeadingComment() {
    at -= 1
    takeLineEnd()
  }

  /// Statements up to a word or bracket that closes them, which is left.
  mutating func parseStatements() -> [ScriptStatement] {
    var statements: [ScriptStatement] = []
    while true {
      skipSeparators()
      if at >= end || seesCloser() { return statements }
      let start = at
      let outer = (depth, noDo)
      do throws(ScriptTrouble) {
        statements.append(try parseStatement())
        skipToLineEnd()
        guard at >= end || peek() == 10 || peek() == UInt8(ascii: ";") || seesCloser() else {
          throw unexpected("the end of the statement")
        }
      } catch {
        (depth, noDo) = outer
        troubles.append(error)
        statements.append(.unparsed(error))
        recover(from: start, error)
      }
    }
  }

  func seesCloser() -> Bool {
    switch peek() {
    case UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"): true
    case UInt8(ascii: "e"): seesWord("end") || seesWord("else") || seesWord("elsif") || seesWord("ensure")
    case UInt8(ascii: "w"): seesWord("when")
    case UInt8(ascii: "i"): seesWord("in")
    case UInt8(ascii: "r"): seesWord("rescue")
    default: false
    }
  }

  /// Passes over the rest of the line; the body of a block that it opens is read and dropped with it.
  private mutating func recover(from start: Int, _ trouble: ScriptTrouble) {
    if at <= start { at = start }
    let lineStart = at
    while at < end, bytes[at] != 10 { at += 1 }
    var stop = at
    while stop > lineStart, Self.isSpace(bytes[stop - 1]) { stop -= 1 }
    let rest = bytes[lineStart..<stop].suffix(200)
    if at < end { takeLineEnd() }
    let opens =
      rest.elementsEqual("do".utf8) || rest.reversed().starts(with: " do".utf8.reversed())
      || rest.last == UInt8(ascii: "|") && String(decoding: rest, as: UTF8.self).contains(text: " do |")
    guard opens, depth < ScriptLimits.depth else { return }
    depth += 1
    _ = parseStatements()
    depth -= 1
    _ = takeWord("end")
  }

  /// A statement with the modifiers behind it.
  mutating func parseStatement() throws(ScriptTrouble) -> ScriptStatement {
    let start = at
    let height = tall
    tall = 0
    defer { tall = max(height, tall) }
    var statement = try nested { parser throws(ScriptTrouble) in try parser.parseUnmodified() }
    var modifiers = 0
    while true {
      skipSpaces()
      modifiers += seesModifier() ? 1 : 0
      guard modifiers < ScriptLimits.depth else {
        throw ScriptTrouble(.tooDeep, "the statement has more conditions than are read", at: range(start))
      }
      if takeWord("if") {
        statement = branches(try parseCondition(), [statement], start)
      } else if takeWord("unless") {
        statement = branches(negated(try parseCondition()), [statement], start)
      } else if takeWord("while") {
        let condition = try parseCondition()
        statement = loop(condition, [statement], start)
      } else if takeWord("until") {
        let condition = negated(try parseCondition())
        statement = loop(condition, [statement], start)
      } else if takeWord("rescue") {
        let value = ScriptStatement.expression(try parseCondition())
        statement = .attempt(
          ScriptAttempt(
            body: [statement], handlers: [.init(error: nil, name: nil, body: [value])], otherwise: [],
            finally: [], range: range(start)))
      } else {
        return statement
      }
    }
  }

  private mutating func parseCondition() throws(ScriptTrouble) -> ScriptNode {
    skipLines()
    return try parseLogical()
  }

  func negated(_ node: ScriptNode) -> ScriptNode {
    .unary(ScriptUnary(operation: .not, operand: node, range: node.range))
  }

  func branches(_ condition: ScriptNode, _ body: [ScriptStatement], _ start: Int) -> ScriptStatement {
    .branches(
      ScriptBranches(
        branches: [.init(condition: condition, body: body, range: range(start))], otherwise: [],
        range: range(start)))
  }

  func loop(_ condition: ScriptNode, _ body: [ScriptStatement], _ start: Int) -> ScriptStatement {
    .whileLoop(ScriptWhile(setup: [], condition: condition, step: nil, body: body, range: range(start)))
  }

  private mutating func parseUnmodified() throws(ScriptTrouble) -> ScriptStatement {
    let start = at
    if let compound = try parseCompound() {
      // `case ... end.first` is a value.
      guard seesChain() else { return compound }
      let value = try parsePostfix(immediate(compound))
      return .expression(try parseLogicalTail(parseOperatorTail(value, start), start))
    }
    if takeWord("return") { return .returning(try parseOptionalValue(), range(start)) }
    if takeWord("next") { return returning(continuing: try parseOptionalValue(), start) }
    if takeWord("break") {
      _ = try parseOptionalValue()
      return .breaking(range(start))
    }
    if takeWord("redo") || takeWord("retry") { return .inert(range(start)) }
    if takeWord("alias") || takeWord("undef") {
      while at < end, peek() != 10, peek() != UInt8(ascii: ";") { at += 1 }
      return .inert(range(start))
    }
    if seesWord("private") || seesWord("public") || seesWord("protected") || seesWord("module_function")
      || seesWord("private_class_method")
    {
      let stop = nameEnd(at)
      at = stop
      skipSpaces()
      if at > stop, seesWord("def") { return try parseUnmodified() }
      at = start
    }
    if seesWord("raise") { return try parseRaise() }
    let value = try parseLogical(isStatement: true)
    if case .assignment(let assignment) = value { return .assignment(assignment) }
    return .expression(value)
  }

  private func returning(continuing value: ScriptNode?, _ start: Int) -> ScriptStatement {
    value.map { .returning($0, range(start)) } ?? .continuing(range(start))
  }

  private mutating func parseRaise() throws(ScriptTrouble) -> ScriptStatement {
    let start = at
    let value = try parseLogical()
    return .raising(value, range(start))
  }

  /// The value behind `return`; several are a list.
  private mutating func parseOptionalValue() throws(ScriptTrouble) -> ScriptNode? {
    skipSpaces()
    let start = at
    if at >= end || peek() == 10 || peek() == UInt8(ascii: ";") || peek() == UInt8(ascii: "#") || seesCloser()
      || seesModifier()
    {
      return nil
    }
    let first = try parseExpression()
    var values = [first]
    skipSpaces()
    while peek() == UInt8(ascii: ",") {
      at += 1
      skipLines()
      values.append(try parseExpression())
      skipSpaces()
    }
    return values.count == 1 ? first : .list(ScriptList(elements: values, range: range(start)))
  }

  func seesModifier() -> Bool {
    switch peek() {
    case UInt8(ascii: "i"): seesWord("if") || seesWord("in")
    case UInt8(ascii: "u"): seesWord("unless") || seesWord("until")
    case UInt8(ascii: "w"): seesWord("while")
    case UInt8(ascii: "r"): seesWord("rescue")
    case UInt8(ascii: "a"): seesWord("and")
    case UInt8(ascii: "o"): seesWord("or")
    case UInt8(ascii: "d"): seesWord("do")
    case UInt8(ascii: "t"): seesWord("then")
    case UInt8(ascii: "e"): seesWord("end") || seesWord("else") || seesWord("elsif")
    default: false
    }
  }

  /// A statement in the place of a value: a function without parameters that is called at once.
  func immediate(_ statement: ScriptStatement) -> ScriptNode {
    let range = statement.range
    if case .branches(let branches) = statement, branches.branches.count == 1,
      let branch = branches.branches.first,
      let condition = branch.condition, case .expression(let then)? = branch.body.first,
      branch.body.count == 1,
      branches.otherwise.count == 1, case .expression(let otherwise)? = branches.otherwise.first
    {
      return .conditional(
        ScriptConditional(condition: condition, then: then, otherwise: otherwise, range: range))
    }
    let function = ScriptFunction(kind: .lambda, name: "", parameters: [], body: [statement], range: range)
    return .call(ScriptCall(callee: .function(function), arguments: [], range: range))
  }
}
