import Domain
import SQLSyntax

extension ScriptReader {
  /// A string that a program runs and of which parts are not known, names or the like: its kind tells how far it may
  /// reach.
  mutating func performHoled(_ embedded: EmbeddedStatement, _ frame: StatementFrame) {
    let whole = ByteRange(0, Int32(truncatingIfNeeded: frame.bytes.count))
    guard nesting < 8, frame.bytes.count < 100_000 else {
      return reportLimit("routines call each other too deep", whole, frame)
    }
    let (new, spelling) = (newTables, SQLSpelling(dialect.name))
    let reading = SQLHoles.reading(
      of: String(decoding: frame.bytes, as: UTF8.self), unknown: spelling.unknown, new: new
    ) { aside($0, frame) }
    switch reading {
    case .query: break
    case .rows(let rows):
      self.reading.operations += rows.operations
      for change in rows.routineChanges {
        routines.apply(change)
        self.reading.routineChanges.append(change)
      }
    case .newTables(let tables):
      newTables.formUnion(tables)
      report("dynamic-name", "the name of a new table is not known before it runs", whole, frame, .harmless)
    case .someRows(let table):
      report(
        "dynamic-sql", Self.message(of: embedded), whole, frame, .mayChangeRows,
        tables: table.map { [$0] } ?? [])
    case .unknown(let tables):
      report("dynamic-sql", Self.message(of: embedded), whole, frame, .mayChangeSchema, tables: tables)
    }
  }

  private static func message(of embedded: EmbeddedStatement) -> String {
    if case .unparsed(let trouble) = embedded.statement { trouble.message } else { "" }
  }

  /// What a text would do here, without it being run. All its places are that of the statement that runs it.
  private mutating func aside(_ text: String, _ frame: StatementFrame) -> ScriptReading {
    var inner = ScriptReader(
      text: self.text, content: content, dialect: dialect, routines: routines, source: source)
    inner.nesting = nesting + 1
    inner.workLeft = workLeft
    inner.callBytesLeft = callBytesLeft - text.utf8.count - 1024
    inner.ownRoutines = ownRoutines
    inner.newTables = newTables
    var place = frame
    place.bytes = Array(text.utf8)
    place.positions = SyntaxPositions(
      parts: [(text: 0, file: frame.positions.fileOffset(0), isVerbatim: false)])
    for located in StatementReader(place.bytes, dialect: dialect) { inner.perform(located, in: place) }
    workLeft = inner.workLeft
    callBytesLeft = inner.callBytesLeft
    reading.lookups += inner.reading.lookups
    return inner.reading
  }
}
