extension ProcedureReader {
  /// Reads a text as one statement and keeps it; `place` is the program's range that it comes from.
  mutating func emit(_ text: [UInt8], at map: PositionMap, place: ByteRange) {
    guard !hasReturned else { return }
    var inner = Parser(source: text, dialect: dialect)
    keep(inner.parseWholeStatement(), text, map, place)
  }

  /// Reads an executed string, which may hold several statements, and keeps them.
  mutating func emitDynamic(_ value: FoldedText, place: ByteRange) {
    guard !hasReturned else { return }
    work += value.bytes.count
    for located in StatementReader(value.bytes, dialect: dialect) {
      steps += 1
      if steps > Self.stepLimit { return }
      keep(located.statement, value.bytes, value.positions, place)
    }
  }

  /// Keeps an executed string of which parts are not known.
  mutating func emitHoled(_ shape: FoldedText, place: ByteRange) {
    guard !hasReturned else { return }
    work += shape.bytes.count
    let trouble = SyntaxTrouble(.unexpected, Self.dynamicMessage, at: positions.fileRange(place))
    var statement = embedded(.unparsed(trouble), shape.bytes, shape.positions)
    statement.hasHoles = true
    reading.statements.append(statement)
  }

  /// Keeps the trouble of an executed string that is not known.
  mutating func reportDynamic(_ range: ByteRange, knownStart: String) {
    reading.troubles.append(
      ProcedureTrouble(
        kind: .dynamicStatement, message: Self.dynamicMessage, range: positions.fileRange(range),
        knownStart: knownStart))
  }

  private static var dynamicMessage: String { "the text that \"execute\" runs is not known before it runs" }

  private mutating func keep(
    _ statement: Statement, _ text: [UInt8], _ map: PositionMap, _ place: ByteRange
  ) {
    if case .unparsed(let trouble) = statement {
      let range = map.fileRange(trouble.range)
      reading.troubles.append(ProcedureTrouble(kind: .syntax, message: trouble.message, range: range))
      return
    }
    reading.statements.append(embedded(statement, text, map))
  }

  /// A statement with what is known where it stands.
  private func embedded(_ statement: Statement, _ text: [UInt8], _ map: PositionMap) -> EmbeddedStatement {
    var embedded = EmbeddedStatement(
      statement: statement, text: text, positions: map,
      isConditional: conditionalDepth > 0 || mayNotRun, guards: guards, constants: constants)
    embedded.loops = loops
    embedded.isConditionalInRound = conditionalDepth > loops.count || mayNotRun
    embedded.partial = partial
    return embedded
  }

  /// The known variables, without long ones; none if there are very many.
  private var constants: [String: String] {
    guard variables.count <= 100 else { return [:] }
    return variables.filter { $0.value.bytes.count <= 200 && !$0.value.isNull }.mapValues(\.string)
  }
}

extension Expression {
  /// Whether the expression itself is, or holds at its top, a call or subquery that may run code.
  var mayRunCode: Bool {
    switch self {
    case .call(let call): call.form == .call && !ConstantFolding.harmlessCalls.contains(call.name.name)
    case .cast(let cast): cast.value.mayRunCode
    case .subquery: true
    case .column, .star, .literal, .parameter, .defaultValue, .unary, .binary, .chain, .quantified,
      .between, .match, .inList, .inQuery, .test, .conditional, .exists, .array, .arrayQuery, .row,
      .structure, .element, .field, .collate, .lambda, .unparsed:
      false
    }
  }
}

extension ConstantFolding {
  /// Functions of the database that run nothing else.
  static let harmlessCalls: Set<String> = [
    "array_agg", "array_length", "btrim", "clock_timestamp", "coalesce", "concat", "count", "current_setting",
    "format", "gen_random_uuid", "length", "lower", "max", "min", "now", "quote_ident", "quote_literal",
    "quote_nullable", "replace", "string_agg", "substring", "to_char", "to_regclass", "trim", "upper",
  ]
}
