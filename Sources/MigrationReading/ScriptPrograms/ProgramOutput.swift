import Domain
import SQLSyntax
import ScriptSyntax

/// Collects what a program does to a database: operations of its own calls and of the SQL in them.
struct ProgramOutput {
  /// The file.
  let file: SourceText
  /// Names the file's content.
  let entry: FileEntry
  /// Reads SQL; earlier texts define what later ones call.
  var sql: EmbeddedSQL
  /// What is read is the way back: it changes nothing that comes later.
  var isReverse = false
  /// The conditions around what is read now.
  var standing = ProgramStanding.certain
  /// The call of this file that runs a function of another one.
  var site: ScriptRange?
  /// The call that is done, and the standing of what it stands in.
  var executed: (call: ExecutedCall, outer: ProgramStanding)?
  /// What was found.
  var operations: [Operation] = []
  /// The author's comments in SQL.
  var hints: [AuthorHint] = []
  /// What was not understood.
  var diagnostics: [Diagnostic] = []

  /// How names and values are written.
  var spelling: SQLSpelling { SQLSpelling(sql.dialectName) }

  init(file: SourceText, entry: FileEntry, sql: EmbeddedSQL) {
    self.file = file
    self.entry = entry
    self.sql = sql
  }

  /// An empty output for the way back of the same file, which changes nothing that comes later.
  var wayBack: ProgramOutput {
    var reverse = ProgramOutput(file: file, entry: entry, sql: sql)
    reverse.isReverse = true
    return reverse
  }

  /// Where a part of the file, or of one that it imports, is shown.
  func location(_ range: ScriptRange) -> SourceLocation { file.location((site ?? range).offset) }

  /// The part of a chain that is the call's own: from the dot before its name on.
  func ownRange(of call: FoldedCall) -> ScriptRange {
    guard site == nil, let before = call.receiverCall, before.range.start == call.range.start else {
      return call.range
    }
    var at = min(max(0, Int(before.range.end)), file.bytes.count)
    let end = min(max(at, Int(call.range.end)), file.bytes.count)
    while at < end {
      if file.bytes[at] <= 0x20 {
        at += 1
      } else if file.bytes[at] == UInt8(ascii: "/"), at + 1 < end, file.bytes[at + 1] == UInt8(ascii: "/") {
        while at < end, file.bytes[at] != 0x0A { at += 1 }
      } else {
        break
      }
    }
    return ScriptRange(Int32(truncatingIfNeeded: at), call.range.end)
  }

  /// Keeps an operation.
  mutating func emit(_ kind: OperationKind, at range: ScriptRange) {
    keep(
      [Operation(kind, location: location(range))])
  }

  private mutating func keep(_ found: [Operation]) {
    guard !standing.isNever else { return }
    let frame = StatementFrame(
      bytes: [], positions: .identity, file: file, toleratesPresence: true)
    for var operation in found {
      if standing.isGuarded {
        operation.kind = frame.adapted(operation.kind)
        operation.toleratesAbsence = true
      }
      if standing.isConditional { operation.isConditional = true }
      operations.append(operation)
    }
  }

  /// Runs SQL, where its call stands or by a standing of its own.
  mutating func run(_ text: ScriptText, at range: ScriptRange, _ own: ProgramStanding? = nil) {
    if !standing.isNever { run(aside(text), own) }
  }

  /// Runs SQL that was read aside.
  mutating func run(_ reading: ScriptReading, _ own: ProgramStanding? = nil) {
    let outer = standing
    defer { standing = outer }
    if let own { standing = own }
    guard !standing.isNever else { return }
    if !isReverse { sql.take(reading) }
    keep(reading)
  }

  /// What SQL would do, without it being run.
  func aside(_ text: ScriptText) -> ScriptReading {
    sql.readAside(placed(text), in: file, content: entry.contentID)
  }

  /// A text where the code stands that is told of it.
  func placed(_ text: ScriptText) -> ScriptText {
    site.map { ScriptText(text.string, at: $0.start) } ?? text
  }

  /// Keeps what SQL does.
  mutating func keep(_ reading: ScriptReading) {
    guard !standing.isNever else { return }
    keep(reading.operations)
    hints += reading.hints
    diagnostics += reading.diagnostics
  }

  /// Reads SQL that is made from a call, for its parts.
  mutating func parts(of sql: String, at range: ScriptRange) -> [OperationKind] {
    let text = ScriptText(sql, at: (site ?? range).start)
    let reading = self.sql.readAside(text, in: file, content: entry.contentID)
    diagnostics += reading.diagnostics
    return reading.operations.map(\.kind)
  }

  /// Keeps a blind spot.
  mutating func report(
    _ id: String, _ summary: String, at range: ScriptRange, _ reach: Diagnostic.Reach,
    tables: [TableName] = []
  ) {
    guard !standing.isNever else { return }
    diagnostics.append(
      Diagnostic(
        id: id, summary: summary, location: location(range), byteCount: range.count, reach: reach,
        tables: tables))
  }

  /// Keeps the troubles of running a program, those apart that its operations show themselves.
  mutating func report(_ troubles: [ScriptTrouble]) {
    for trouble in troubles where trouble.kind != .notFoldable {
      report("script-syntax", trouble.message, at: trouble.range, .mayChangeSchema)
    }
  }

  /// Runs SQL of which parts may not be known.
  mutating func run(_ value: FoldedValue, at range: ScriptRange) {
    if let text = value.located { return run(text, at: range) }
    report("dynamic-sql", "this SQL is put together at run time", at: range, .mayChangeSchema)
  }
}
