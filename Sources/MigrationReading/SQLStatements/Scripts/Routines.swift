import Domain
import SQLSyntax

extension ScriptReader {
  /// CREATE FUNCTION: kept, in case that it is called.
  mutating func define(_ routine: CreateRoutine, _ frame: StatementFrame) {
    let name = routine.name.name
    let text = frame.bytes == text.bytes ? text : SourceText(path: text.path, bytes: frame.bytes)
    let change = RoutineTable.Change.define(
      name,
      RoutineTable.Routine(
        definition: routine, text: text, positions: frame.positions, file: frame.file,
        identity: RoutineTable.Identity(
          content: content, offset: Int(frame.positions.fileOffset(routine.name.range.start)))))
    routines.apply(change)
    reading.routineChanges.append(change)
    ownRoutines.insert(name)
  }

  /// DROP FUNCTION.
  mutating func dropRoutine(_ name: String) {
    routines.apply(.drop(name))
    reading.routineChanges.append(.drop(name))
    ownRoutines.insert(name)
  }

  /// The routine of a name. That it was asked for is kept: another answer would give another reading.
  mutating func knownRoutine(_ name: String) -> RoutineTable.Routine? {
    let routine = routines.routine(named: name)
    if !ownRoutines.contains(name) {
      reading.lookups.append(ScriptReading.Lookup(name: name, identity: routine?.identity))
    }
    return routine
  }

  /// The routine of a name that no script before defined, from another SQL file of the repository.
  mutating func routineElsewhere(_ name: String) -> RoutineTable.Routine? {
    // Which files there are is no part of what a reading is kept by.
    reading.isSelfContained = false
    return source.routines.routine(named: name, in: source, dialect: dialect)
  }

  /// A DO block: run where it stands.
  mutating func perform(_ block: DoBlock, _ frame: StatementFrame) {
    run(block.reading(dialect: dialect, positions: frame.positions), block.range, frame)
  }

  /// A call of a routine that the history defined, or of one that nobody knows here.
  mutating func call(_ call: FunctionCall, isStatement: Bool, _ frame: StatementFrame) {
    let name = call.name.name
    var known = knownRoutine(name)
    if known == nil, isStatement || !KnownFunctions.isHarmless(call.name) { known = routineElsewhere(name) }
    guard let routine = known else {
      if isStatement {
        report(
          "unknown-routine", "the procedure \"\(name)\" is not defined here", call.range, frame,
          .mayChangeSchema)
      } else if !KnownFunctions.isHarmless(call.name) {
        report(
          "unknown-routine", "the function \"\(name)\" is not defined here", call.range, frame, .mayChangeRows
        )
      }
      return
    }
    callBytesLeft -= routine.definition.bodySize + (16 << 10)
    guard callBytesLeft > 0 else {
      return reportLimit("routines are called too often", call.range, frame)
    }
    var inner = StatementFrame(bytes: routine.text.bytes, positions: routine.positions, file: routine.file)
    inner.isConditional = frame.isConditional
    inner.toleratesPresence = frame.toleratesPresence
    run(
      routine.definition.reading(
        arguments: call.arguments, from: frame.caller, dialect: dialect, positions: routine.positions),
      call.range, inner)
  }

  /// What a program does.
  private mutating func run(_ program: ProcedureReading, _ range: ByteRange, _ frame: StatementFrame) {
    guard nesting < 8 else {
      return reportLimit("routines call each other too deep", range, frame)
    }
    nesting += 1
    defer { nesting -= 1 }
    for embedded in program.statements {
      var inner = StatementFrame(
        bytes: embedded.text.isEmpty ? frame.bytes : embedded.text, positions: embedded.positions,
        file: frame.file)
      let isChecked = embedded.guards.contains { Self.asksCatalogue($0.text) }
      inner.isConditional = frame.isConditional || (embedded.isConditional && !isChecked)
      inner.loops = embedded.loops
      inner.isConditionalInRound = frame.isConditional || (embedded.isConditionalInRound && !isChecked)
      inner.toleratesPresence = frame.toleratesPresence || embedded.catchesErrors || isChecked
      inner.constants = embedded.constants
      inner.caller = CallerValues(embedded)
      if embedded.hasHoles {
        performHoled(embedded, inner)
        continue
      }
      let end = Int32(truncatingIfNeeded: inner.bytes.count)
      perform(embedded.statement, at: embedded.statement.range ?? ByteRange(0, end), in: inner)
    }
    for trouble in program.troubles { report(trouble, frame) }
  }

  /// What a program hides may be anything, whatever its known beginning says: a second statement may follow it.
  private mutating func report(_ trouble: ProcedureTrouble, _ frame: StatementFrame) {
    reading.diagnostics.append(
      Diagnostic(
        id: trouble.kind == .dynamicStatement ? "dynamic-sql" : "procedure", summary: trouble.message,
        location: frame.file.location(Int(trouble.range.start)), byteCount: trouble.range.count,
        reach: .mayChangeSchema))
  }

  /// Whether a condition asks the catalogue whether something is there: then the statement below it is written to
  /// run exactly once.
  private static func asksCatalogue(_ text: [UInt8]) -> Bool {
    let lower = String(decoding: text.prefix(4_000), as: UTF8.self).lowercased()
    return [
      "information_schema", "pg_catalog", "pg_class", "pg_type", "pg_constraint", "pg_attribute", "pg_enum",
      "pg_indexes", "pg_tables", "pg_namespace", "pg_proc", "pg_trigger", "pg_views", "to_regclass",
      "to_regtype",
    ].contains { lower.holds($0) }
  }
}

extension CreateRoutine {
  /// Bytes of the body.
  var bodySize: Int {
    if case .text(let body) = body { body.text.count } else { 0 }
  }
}

extension Statement {
  /// Where the statement stands, for the kinds that say so.
  var range: ByteRange? {
    switch self {
    case .query(let node): node.range
    case .insert(let node): node.range
    case .update(let node): node.range
    case .delete(let node): node.range
    case .merge(let node): node.range
    case .truncate(let node): node.range
    case .copy(let node): node.range
    case .other(let node): node.range
    case .unparsed(let trouble): trouble.range
    case .definition: nil
    }
  }
}
