extension ElixirParser {
  /// What stands between two words of a block: statements, or clauses `a -> b`.
  struct Section {
    var statements: [ScriptStatement] = []
    var clauses: [ScriptFunction] = []
    var start = 0

    var isEmpty: Bool { statements.isEmpty && clauses.isEmpty }
  }

  /// All statements of the file; an `end` too many is a trouble of its own.
  mutating func parseFile() -> [ScriptStatement] {
    var statements: [ScriptStatement] = []
    while true {
      statements += parseSection().all
      skipSeparators()
      guard at < end else { return statements }
      let trouble = unexpected("a statement")
      troubles.append(trouble)
      statements.append(.unparsed(trouble))
      at = max(at + 1, Int(trouble.range.end))
    }
  }

  /// Statements and clauses up to a word or bracket that closes them, which is left.
  mutating func parseSection() -> Section {
    var section = Section(start: at)
    while true {
      skipSeparators()
      if at >= end || seesCloser() { return section }
      let start = at
      let outer = (depth, noDo)
      do throws(ScriptTrouble) {
        try parseStatement(into: &section)
      } catch {
        (depth, noDo) = outer
        troubles.append(error)
        section.add(.unparsed(error))
        recover(from: start)
      }
    }
  }

  /// One statement or the head of a clause; `close` is a bracket that may stand behind it.
  mutating func parseStatement(into section: inout Section, before close: UInt8 = 0) throws(ScriptTrouble) {
    let start = at
    let height = tall
    tall = 0
    defer { tall = max(height, tall) }
    var heads: [ScriptNode] = []
    if !sees("->") {
      heads.append(try nested { parser throws(ScriptTrouble) in try parser.parseExpression() })
      skipSpaces()
      while peek() == UInt8(ascii: ",") {
        at += 1
        skipLines()
        heads.append(try nested { parser throws(ScriptTrouble) in try parser.parseExpression() })
        skipSpaces()
      }
    }
    if take("->") {
      section.clauses.append(clause(heads, start))
      return
    }
    skipToLineEnd()
    let isEnded = at >= end || peek() == 10 || peek() == UInt8(ascii: ";")
    guard heads.count == 1, close == 0 ? isEnded || seesCloser() : at < end && (isEnded || peek() == close)
    else {
      throw unexpected("the end of the statement")
    }
    section.add(statement(heads[0]))
  }

  /// A clause with its parameters; its body comes.
  private func clause(_ heads: [ScriptNode], _ start: Int) -> ScriptFunction {
    var function = ScriptFunction(kind: .lambda, name: "", parameters: [], body: [], range: range(start))
    var heads = heads
    if let last = heads.last, let parts = internalCall(last, "when") {
      heads[heads.count - 1] = parts.0
      function.guardCondition = parts.1
    }
    // `fn () -> a end`
    if heads.count == 1, case .tuple(let list) = heads[0], list.elements.isEmpty, byte(start) == 0x28 {
      heads = []
    }
    function.parameters = heads.map(parameter)
    return function
  }

  func seesCloser() -> Bool {
    switch peek() {
    case UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"): true
    case UInt8(ascii: ">"): peek(1) == UInt8(ascii: ">")
    case UInt8(ascii: "e"): seesWord("end") || seesWord("else")
    case UInt8(ascii: "r"): seesWord("rescue")
    case UInt8(ascii: "c"): seesWord("catch")
    case UInt8(ascii: "a"): seesWord("after")
    default: false
    }
  }

  /// Passes over the rest of the line; the body of a block that it opens is read and dropped with it.
  private mutating func recover(from start: Int) {
    if at < start { at = start }
    let lineStart = at
    while at < end, bytes[at] != 10 { at += 1 }
    var stop = at
    while stop > lineStart, Self.isSpace(bytes[stop - 1]) { stop -= 1 }
    let opens =
      stop - 2 >= lineStart && seesWord("do", from: stop - 2) && !ScriptByte.isNamePart(byte(stop - 3))
    if at < end { at += 1 }
    guard opens, depth < 60 else { return }
    depth += 1
    while true {
      _ = parseSection()
      guard takeWord("else") || takeWord("rescue") || takeWord("catch") || takeWord("after") else { break }
    }
    depth -= 1
    _ = takeWord("end")
  }

  /// A value as a statement; what was put into a function only to be a value is taken out of it.
  func statement(_ node: ScriptNode) -> ScriptStatement {
    switch node {
    case .assignment(let assignment): return .assignment(assignment)
    case .call(let call):
      guard case .function(let function) = call.callee, function.kind == .lambda, function.parameters.isEmpty,
        call.arguments.isEmpty, function.otherClauses.isEmpty, function.body.count == 1,
        let only = function.body.first, function.range == call.range
      else { return .expression(node) }
      return only
    default: return .expression(node)
    }
  }

  /// A statement in the place of a value: a function without parameters that is called at once.
  func immediate(_ statement: ScriptStatement, _ range: ScriptRange) -> ScriptNode {
    if case .expression(let node) = statement { return node }
    let function = ScriptFunction(kind: .lambda, name: "", parameters: [], body: [statement], range: range)
    return .call(ScriptCall(callee: .function(function), arguments: [], range: range))
  }

  /// Statements in the place of a value.
  func immediate(_ statements: [ScriptStatement], _ range: ScriptRange) -> ScriptNode {
    if statements.count == 1 { return immediate(statements[0], range) }
    return statements.isEmpty ? .null(range) : immediate(.block(statements, range), range)
  }
}

extension ElixirParser.Section {
  /// Adds a statement to the last clause, else to the statements.
  mutating func add(_ statement: ScriptStatement) {
    if clauses.isEmpty { return statements.append(statement) }
    let last = clauses.count - 1
    clauses[last].body.append(statement)
    clauses[last].range = clauses[last].range.union(statement.range)
  }

  /// The statements, those of clauses too.
  var all: [ScriptStatement] { statements + clauses.flatMap(\.body) }

  /// One function of all clauses, or of the statements.
  func function(_ kind: ScriptFunction.Kind, _ range: ScriptRange) -> ScriptFunction {
    guard var first = clauses.first else {
      return ScriptFunction(kind: kind, name: "", parameters: [], body: statements, range: range)
    }
    first.kind = kind
    first.body = statements + first.body
    first.range = range
    first.otherClauses = Array(clauses.dropFirst())
    return first
  }
}
