/// Walks through a program and collects the SQL statements that it would run.
///
/// Branches are all taken, marked conditional; loops over written-out lists are unrolled; a variable is known
/// while every way to the place gives it the same literal. Everything is bounded: hostile programs end in a
/// `limit` trouble.
struct ProcedureReader {
  /// Statements of a program that are looked at, unrolled ones included.
  static let stepLimit = 20_000
  /// Rounds of one loop that are unrolled.
  static let unrollLimit = 256
  /// Bytes that are read again or put together, beyond the program's own size.
  static let workLimit = 32 << 20
  /// Blocks, branches and loops inside of each other.
  static let depthLimit = 48

  var parser: Parser
  let positions: PositionMap
  let dialect: Dialect
  var reading = ProcedureReading()
  var variables: [String: FoldedText]
  /// What is known of the variables whose values are not.
  var partial: PartialValues
  /// Names assigned in the branches being read, the innermost last.
  var assigned: [Set<String>] = []
  var guards: [BranchGuard] = []
  /// Branches, loops that are not unrolled and handlers around the current statement.
  var conditionalDepth = 0
  /// A conditional RETURN has been read: whatever follows may not run.
  var mayHaveReturned = false
  /// A jump out of the current loop, or to its next round, has been read: what follows in it may not run.
  var mayHaveJumped = false
  /// Whether something before may keep a statement from running.
  var mayNotRun: Bool { mayHaveReturned || mayHaveJumped }
  /// The loops over rows of queries around the current statement.
  var loops: [LoopQuery] = []
  /// The query of the loop whose body comes next.
  var nextLoop: LoopQuery?
  /// An unconditional RETURN has been read: nothing more runs.
  var hasReturned = false
  /// A handler of the current block catches errors, as MySQL declares it.
  var catchesErrors = false
  var steps = 0
  /// Bytes read and put together so far.
  var work = 0
  var depth = 0

  static func read(
    _ body: QuotedBody, language: String, bindings: [String: FoldedText],
    partial: PartialValues = PartialValues(), dialect: Dialect, positions: PositionMap
  ) -> ProcedureReading {
    var inner = positions.body(body)
    if !body.isVerbatim, inner.segments.isEmpty { inner = .identity }
    switch language {
    case "sql": return readSQL(body, bindings: bindings, dialect: dialect, positions: inner)
    case "plpgsql", "mysql":
      var reader = ProcedureReader(
        parser: Parser(source: body.text, dialect: dialect), positions: inner, dialect: dialect,
        variables: bindings, partial: partial)
      if language == "mysql" { reader.readMySQLProgram() } else { reader.readProgram() }
      return reader.reading
    case "c", "internal", Parser.transactLanguage:
      // The body names a function of a library, or stands in the file without quotes and is read there.
      return ProcedureReading()
    default:
      let place = positions.fileRange(body.range)
      let message = "a program in the language \"\(language)\" is not read"
      return ProcedureReading(troubles: [ProcedureTrouble(kind: .language, message: message, range: place)])
    }
  }

  private static func readSQL(
    _ body: QuotedBody, bindings: [String: FoldedText], dialect: Dialect, positions: PositionMap
  ) -> ProcedureReading {
    var reading = ProcedureReading()
    let constants = bindings.mapValues(\.string)
    for located in StatementReader(body.text, dialect: dialect) {
      if case .unparsed(let trouble) = located.statement {
        let range = positions.fileRange(trouble.range)
        reading.troubles.append(ProcedureTrouble(kind: .syntax, message: trouble.message, range: range))
        continue
      }
      reading.statements.append(
        EmbeddedStatement(
          statement: located.statement, text: body.text, positions: positions, isConditional: false,
          guards: [], constants: constants))
    }
    return reading
  }

  private mutating func readProgram() {
    do throws(SyntaxTrouble) {
      skipLabel()
      try readBlock()
    } catch {
      report(error)
    }
  }

  /// `<<label>>`
  mutating func skipLabel() {
    guard parser.spells(parser.current, "<<") else { return }
    parser.advance()
    parser.advance()
    if parser.spells(parser.current, ">>") { parser.advance() }
  }

  /// `[DECLARE ...] BEGIN statements [EXCEPTION handlers] END`
  mutating func readBlock() throws(SyntaxTrouble) {
    try enter()
    if !isMySQL { while parser.accept(.declare) { try readDeclarations() } }
    try parser.expect(.begin)
    let first = reading.statements.count
    let outer = catchesErrors
    catchesErrors = false
    try readStatements()
    if catchesErrors {
      for index in reading.statements.indices.dropFirst(first) {
        reading.statements[index].catchesErrors = true
      }
    }
    catchesErrors = outer
    if parser.accept(.exception) {
      for index in reading.statements.indices.dropFirst(first) {
        reading.statements[index].catchesErrors = true
      }
      try readHandlers()
    }
    try parser.expect(.end)
    if !parser.at(.semicolon), !parser.isAtEnd { parser.advance() }
    if !parser.accept(.semicolon), !parser.isAtEnd { throw parser.unexpected("\";\"") }
    depth -= 1
  }

  private mutating func readHandlers() throws(SyntaxTrouble) {
    while parser.accept(.when) {
      try moveTo(.then)
      parser.advance()
      try inBranch(nil) { (reader) throws(SyntaxTrouble) in try reader.readStatements() }
    }
  }

  private mutating func readDeclarations() throws(SyntaxTrouble) {
    while !parser.at(.begin), !parser.at(.declare), !parser.isAtEnd {
      let name = try parser.parseIdentifier(.label).text
      variables[name] = nil
      declare(name)
      while !parser.at(.semicolon), !parser.at(.colonEquals), !parser.at(.equals), !parser.at(.default) {
        if parser.isAtEnd { throw parser.unexpected("\";\"") }
        parser.skipBalanced()
      }
      let hasValue = !parser.at(.semicolon)
      if hasValue { parser.advance() }
      let start = parser.position
      try moveTo(.semicolon)
      if hasValue { assign(name, from: start, to: parser.position) }
      parser.advance()
    }
  }

  /// Statements up to a word that ends a list of statements.
  mutating func readStatements() throws(SyntaxTrouble) {
    while true {
      switch parser.current.keyword {
      case .end, .else, .elsif, .elseif, .exception, .when: return
      default: if isMySQL, parser.text(parser.current).lowercased() == "until" { return }
      }
      if parser.isAtEnd { throw parser.unexpected("\"end\"") }
      if parser.accept(.semicolon) { continue }
      steps += 1
      if steps > Self.stepLimit || work > Self.workLimit &+ parser.source.count {
        let message = "a program of more than \(Self.stepLimit) steps or of too long strings is not read on"
        throw SyntaxTrouble(.tooLarge, message, at: parser.current.range)
      }
      let start = parser.current.start
      try readStatement()
      work += max(0, Int(parser.current.start) - Int(start))
    }
  }

  mutating func enter() throws(SyntaxTrouble) {
    depth += 1
    if depth > Self.depthLimit {
      let message = "nested deeper than \(Self.depthLimit) levels"
      throw SyntaxTrouble(.tooDeep, message, at: parser.current.range)
    }
  }

  /// Reads a part that may not run: what it assigns is not known afterwards.
  mutating func inBranch(
    _ branch: BranchGuard?, _ read: (inout Self) throws(SyntaxTrouble) -> Void
  ) throws(SyntaxTrouble) {
    let before = (variables, partial)
    let returned = hasReturned
    conditionalDepth += 1
    if let branch { guards.append(branch) }
    assigned.append([])
    try read(&self)
    let names = assigned.removeLast()
    if branch != nil { guards.removeLast() }
    conditionalDepth -= 1
    if hasReturned, !returned {
      mayHaveReturned = true
      hasReturned = false
    }
    let after = (variables, partial)
    (variables, partial) = before
    for name in names {
      let merged = PartialValues.either(
        before.0[name] ?? before.1.shapes[name], after.0[name] ?? after.1.shapes[name])
      forget(name)
      partial.shapes[name] = merged
    }
  }

  /// Takes note that a variable's value is not known from here on.
  mutating func forget(_ name: String) {
    variables[name] = nil
    partial.forget(name)
    if let last = assigned.indices.last { assigned[last].insert(name) }
  }

  /// Gives a variable the value of the expression between two tokens, if it is known.
  mutating func assign(_ name: String, from start: Int, to end: Int) {
    let value = fold(from: start, to: end).value
    variables[name] = value
    partial.forget(name)
    if value == nil, let shape = shape(from: start, to: end) {
      partial.shapes[name] = shape
      work += shape.bytes.count
    }
    work += value?.bytes.count ?? 0
    if let last = assigned.indices.last { assigned[last].insert(name) }
  }
}
