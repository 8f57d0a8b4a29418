extension Parser {
  /// `FUNCTION | PROCEDURE name (arguments) ...`, after CREATE.
  mutating func parseCreateRoutine(_ prefix: CreatePrefix) throws(SyntaxTrouble) -> CreateRoutine {
    let kind: ObjectKind = at(.function) ? .function : .procedure
    advance()
    var routine = CreateRoutine(kind: kind, name: try parseQualifiedName(.function))
    routine.orReplace = prefix.orReplace
    routine.arguments = try parseRoutineArguments()
    while !isAtEnd, !at(.semicolon) { try parseRoutineClause(&routine) }
    return routine
  }

  /// `([mode] [name] type [DEFAULT value], ...)`
  mutating func parseRoutineArguments() throws(SyntaxTrouble) -> [RoutineArgument] {
    try expect(.leftParen, "(")
    var arguments: [RoutineArgument] = []
    while !at(.rightParen) {
      if !arguments.isEmpty { try expect(.comma, ",") }
      arguments.append(try parseRoutineArgument())
    }
    try expect(.rightParen, ")")
    return arguments
  }

  private mutating func parseRoutineArgument() throws(SyntaxTrouble) -> RoutineArgument {
    var mode = parseArgumentMode()
    var name: Identifier?
    let start = position
    var type: TypeName?
    do throws(SyntaxTrouble) {
      type = try parseTypeName()
    } catch {
      type = nil
    }
    if type == nil || !endsArgumentType() {
      position = start
      name = try parseIdentifier(.label)
      if mode == nil { mode = parseArgumentMode() }
      type = try parseTypeName()
    }
    guard let type else { throw unexpected("a type") }
    var argument = RoutineArgument(mode: mode ?? .input, name: name, type: type)
    if accept(.default) || accept(.equals) || accept(.colonEquals) {
      argument.defaultValue = try parseExpression()
    }
    return argument
  }

  private mutating func parseArgumentMode() -> RoutineArgument.Mode? {
    if accept(.in) { return accept(.out) ? .inputOutput : .input }
    if accept(.out) { return .output }
    if accept(.inout) { return .inputOutput }
    return accept(.variadic) ? .variadic : nil
  }

  private func endsArgumentType() -> Bool {
    switch current.kind {
    case .comma, .rightParen, .equals, .colonEquals, .endOfStatement: true
    default: at(.default) || at(.order)
    }
  }

  private mutating func parseRoutineClause(_ routine: inout CreateRoutine) throws(SyntaxTrouble) {
    switch current.keyword {
    case .returns:
      advance()
      if accept(.null, .on, .null) {
        try expect(.input)
      } else if at(.table), peek().kind == .leftParen {
        advance()
        routine.returns = .table(try parseRoutineArguments())
      } else {
        routine.returns = .type(try parseTypeName())
      }
    case .language:
      advance()
      routine.language =
        isString(current) ? try parseString().text.lowercased() : try parseIdentifier(.label).text
    case .as:
      advance()
      routine.body = .text(try parseQuotedBody())
      if accept(.comma) { _ = try parseString() }
    case .begin:
      routine.body = .statements(try parseAtomicBody())
    case .return:
      routine.body = .statements([try parseReturn()])
    default: try parseRoutineAttribute()
    }
  }

  /// A clause that says how the routine is run, not what it does.
  private mutating func parseRoutineAttribute() throws(SyntaxTrouble) {
    switch current.keyword {
    case .immutable, .stable, .volatile, .strict, .window, .leakproof:
      advance()
    case .not:
      advance()
      try expect(.leakproof)
    case .called:
      advance()
      try expect(.on)
      try expect(.null)
      try expect(.input)
    case .external, .security:
      _ = accept(.external)
      try expect(.security)
      guard accept(.definer) || accept(.invoker) else { throw unexpected("\"definer\" or \"invoker\"") }
    case .cost, .rows:
      advance()
      _ = try parseSignedNumber()
    case .support, .parallel:
      advance()
      _ = try parseQualifiedName(.label)
    case .transform: try parseTransformClause()
    case .set: try parseRoutineSetting()
    case .with:
      advance()
      _ = try parseDefinitionOptions()
    default: throw unexpected("a clause of the function")
    }
  }

  private mutating func parseTransformClause() throws(SyntaxTrouble) {
    try expect(.transform)
    repeat {
      try expect(.for)
      try expect(.type)
      _ = try parseTypeName()
    } while accept(.comma)
  }

  /// `SET name {TO | =} value, ...`, `SET name FROM CURRENT`, `SET TIME ZONE value`
  private mutating func parseRoutineSetting() throws(SyntaxTrouble) {
    try expect(.set)
    if accept(.time) {
      try expect(.zone)
      advance()
      return
    }
    _ = try parseQualifiedName(.label)
    if accept(.from, .current) { return }
    guard accept(.to) || accept(.equals) else { throw unexpected("\"to\" or \"=\"") }
    repeat {
      if isString(current) {
        _ = try parseString()
      } else if at(.minus) || at(.plus) || at(.number) {
        _ = try parseSignedNumber()
      } else {
        _ = try parseIdentifier(.label)
      }
    } while accept(.comma)
  }

  /// A string that is program text.
  mutating func parseQuotedBody() throws(SyntaxTrouble) -> QuotedBody {
    let token = current
    let value = try parseString()
    if token.kind == .dollarString {
      return QuotedBody(text: Array(value.text.utf8), range: dollarBody(token), isVerbatim: true)
    }
    let prefix: Int32 = token.kind == .plainString ? 1 : token.kind == .unicodeString ? 3 : 2
    let text = Array(value.text.utf8)
    let range = ByteRange(value.range.start &+ prefix, max(value.range.start &+ prefix, value.range.end &- 1))
    return QuotedBody(text: text, range: range, isVerbatim: text.elementsEqual(range.bytes(of: source)))
  }

  /// `BEGIN ATOMIC statement; ... END`
  private mutating func parseAtomicBody() throws(SyntaxTrouble) -> [Statement] {
    try expect(.begin)
    try expect(.atomic)
    var statements: [Statement] = []
    while !accept(.end) {
      if accept(.semicolon) { continue }
      statements.append(at(.return) ? try parseReturn() : try parseNestedStatement())
      try expect(.semicolon, ";")
    }
    return statements
  }

  /// `RETURN expression`, kept as the query `select expression` that it is.
  private mutating func parseReturn() throws(SyntaxTrouble) -> Statement {
    try expect(.return)
    let first = position
    let value = try parseExpression()
    let place = range(from: first)
    let select = Select(
      distinct: nil, items: [SelectItem(value: value, alias: nil, range: place)], into: nil, from: [],
      filter: nil, groupBy: nil, having: nil, windows: [], qualify: nil, range: place)
    return .query(
      Query(
        with: nil, body: .select(select), orderBy: [], ordersByAll: false, limit: nil, offset: nil,
        locking: [], range: place))
  }

  /// A statement inside of another one.
  mutating func parseNestedStatement() throws(SyntaxTrouble) -> Statement {
    let first = position
    if at(.grant) {
      repeat { advance() } while !isAtEnd && !at(.create) && !at(.grant) && !at(.semicolon)
      return .other(OtherStatement(keyword: "grant", range: range(from: first)))
    }
    try enter()
    let statement = try parseStatement()
    leave()
    return statement
  }
}
