import Domain
import SQLSyntax

extension ScriptReader {
  /// Runs a procedure of Transact-SQL that the history defined; false if it is none.
  mutating func runProcedure(
    _ name: String, _ arguments: [(name: String?, value: FoldedTexts?)], _ range: ByteRange,
    _ frame: StatementFrame
  ) -> Bool {
    guard let routine = knownRoutine(name) ?? routineElsewhere(name),
      routine.definition.language == Parser.transactLanguage,
      case .text(let body) = routine.definition.body
    else { return false }
    callBytesLeft -= body.range.count + (16 << 10)
    guard callBytesLeft > 0, nesting < 8 else {
      reportLimit("routines are called too often or too deep", range, frame)
      return true
    }
    let outer = (control, variables)
    control = BlockControl()
    variables = [:]
    for (index, parameter) in routine.definition.arguments.enumerated() {
      guard let own = parameter.name?.text else { continue }
      let given = arguments.first { $0.name == own } ?? (index < arguments.count ? arguments[index] : nil)
      if let given, given.name == nil || given.name == own { variables[own] = given.value }
    }
    nesting += 1
    var inner = StatementFrame(bytes: routine.text.bytes, positions: routine.positions, file: routine.file)
    inner.isConditional = frame.isConditional || Self.mayReturn(body, routine)
    inner.toleratesPresence = frame.toleratesPresence
    inner.toleratesAbsence = frame.toleratesAbsence
    for located in StatementReader(routine.text.bytes, range: body.range, dialect: dialect) {
      perform(located, in: inner)
    }
    nesting -= 1
    (control, variables) = outer
    return true
  }

  /// Whether a body may end before its last statement: the word stands somewhere in it.
  private static func mayReturn(_ body: QuotedBody, _ routine: RoutineTable.Routine) -> Bool {
    let text = body.range.bytes(of: routine.text.bytes).map(\.lowered)
    return ByteSearch.contains(text, Array("return".utf8))
  }
}
