import Domain
import SQLSyntax
import ScriptSyntax

/// Reads the SQL texts that stand as strings in the programs of one history; what earlier ones define, later ones may
/// call.
struct EmbeddedSQL {
  /// Where included files come from.
  let source: FileSource
  /// The dialect; nil if it is not read.
  let dialect: Dialect?
  /// The dialect as reports name it.
  let dialectName: String
  /// Routines defined so far.
  var routines = RoutineTable()
  /// Where it is said what texts ask of those before, if somebody wants to know.
  var questions: HistoryQuestions?

  /// A reader for the texts of a history.
  init(source: FileSource, dialectName: String) {
    self.source = source
    self.dialectName = dialectName
    dialect = DialectList.readable(dialectName)
  }

  /// What a text does, as the next one to run; places are those of the file.
  mutating func read(_ sql: ScriptText, in file: SourceText, content: ContentID) -> ScriptReading {
    let reading = readAside(sql, in: file, content: content)
    take(reading)
    return reading
  }

  /// Takes up what a text defines that was read aside and is run after all.
  mutating func take(_ reading: ScriptReading) {
    for change in reading.routineChanges { routines.apply(change) }
  }

  /// What a text would do, without it being run.
  func readAside(_ sql: ScriptText, in file: SourceText, content: ContentID) -> ScriptReading {
    guard let dialect else { return unread(sql, file) }
    let reading = reading(of: sql, file, content, dialect)
    guard Self.several.contains(dialectName), reading.diagnostics.contains(where: { $0.id == "sql-syntax" })
    else {
      return reading
    }
    // Programs that run on several databases, or did once, write in words of one of them.
    for other in Self.several where other != dialectName {
      guard let dialect = DialectList.readable(other) else { continue }
      let read = self.reading(of: sql, file, content, dialect)
      if !read.operations.isEmpty, read.diagnostics.isEmpty, read.routineChanges.isEmpty { return read }
    }
    return reading
  }

  /// Dialects of projects that run on more than one database.
  private static let several = ["mysql", "postgres", "sqlite"]

  private func reading(
    of sql: ScriptText, _ file: SourceText, _ content: ContentID, _ dialect: Dialect
  ) -> ScriptReading {
    var reader = ScriptReader(
      text: file, content: content, dialect: dialect, routines: routines, source: source)
    let bytes = Array(sql.string.utf8)
    let frame = StatementFrame(bytes: bytes, positions: SyntaxPositions(sql), file: file)
    for located in StatementReader(bytes, dialect: dialect) { reader.perform(located, in: frame) }
    let reading = reader.reading
    questions?.add(reading)
    return reading
  }

  private func unread(_ sql: ScriptText, _ file: SourceText) -> ScriptReading {
    var reading = ScriptReading()
    reading.diagnostics.append(
      Diagnostic(
        id: "dialect-not-read", summary: "the dialect \"\(dialectName)\" is not read yet",
        location: file.location(sql.fileOffset(ofByte: 0)), reach: .mayChangeSchema))
    return reading
  }
}

extension SyntaxPositions {
  /// The map of a script's string.
  init(_ text: ScriptText) {
    self.init(
      parts: text.segments.map { (text: $0.textStart, file: $0.fileStart, isVerbatim: $0.isVerbatim) })
  }
}
