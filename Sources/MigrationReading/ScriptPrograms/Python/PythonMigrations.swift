import Domain
import ScriptSyntax

/// Reads migrations that are one script of Python each, or SQL files beside such scripts.
struct PythonMigrations {
  let reader: HistoryReader
  let dialect: (name: String, isGuessed: Bool)
  private var sql: EmbeddedSQL

  init(reader: HistoryReader, dialect: (name: String, isGuessed: Bool)) {
    self.reader = reader
    self.dialect = dialect
    sql = EmbeddedSQL(source: reader.source, dialectName: dialect.name)
  }

  /// Whether scripts of a folder may be migrations, by its path or their names: only then are they looked into.
  static func mayStand(in folder: FileListing.Folder, _ scripts: [FileEntry], _ listing: FileListing) -> Bool
  {
    guard !scripts.isEmpty else { return false }
    if listing.isConfigured || folder.parts.suffix(3).contains(where: FolderNames.isMigrations) {
      return true
    }
    return scripts.count { FileVersion.starts($0.path.lastComponent) } * 2 > scripts.count
  }

  /// What one direction of a migration does; false if the script has none.
  typealias Perform = (_ run: ScriptRun, _ isReverse: Bool, _ output: inout ProgramOutput) -> Bool

  /// One migration; `missing` says what a script has not that has no way forward.
  mutating func read(_ entry: FileEntry, id: String, missing: String, _ perform: Perform) -> Migration {
    var migration = Migration(id: id, files: [entry], operations: [])
    switch reader.source.text(of: entry) {
    case .failure(let unread): migration.diagnostics.append(unread.diagnostic)
    case .success(let text):
      let script = ScriptSyntax.ScriptReader.read(text.bytes, as: .python)
      let run = ScriptRun(
        script, dialect: dialect.name, equivalents: PythonConnectionProgram.equivalents)
      var forward = ProgramOutput(file: text, entry: entry, sql: sql)
      forward.report(script.troubles)
      if !perform(run, false, &forward), script.troubles.isEmpty, !run.isEmpty {
        forward.report("no-migration", missing, at: ScriptRange(0, 0), .mayChangeSchema)
      }
      sql = forward.sql
      var reverse = forward.wayBack
      _ = perform(run, true, &reverse)
      migration.operations = forward.operations
      migration.reverseOperations = reverse.operations
      migration.hints = AuthorHints.readPython(text) + forward.hints
      migration.diagnostics = forward.diagnostics
    }
    return migration
  }

  /// A migration that is SQL: the whole of one file forward, of another back; or the parts of one.
  mutating func read(
    _ entry: FileEntry, id: String, reverse: FileEntry?, parts: (up: [Range<Int>], down: [Range<Int>])? = nil
  ) -> Migration {
    var migration = Migration(id: id, files: [entry] + [reverse].compactMap { $0 }, operations: [])
    switch reader.source.text(of: entry) {
    case .failure(let unread): migration.diagnostics.append(unread.diagnostic)
    case .success(let text):
      var forward = ProgramOutput(file: text, entry: entry, sql: sql)
      for range in parts?.up ?? [0..<text.bytes.count] {
        forward.run(Self.part(range, of: text), at: ScriptRange(0, 0))
      }
      sql = forward.sql
      migration.operations = forward.operations
      migration.hints = forward.hints
      migration.diagnostics = forward.diagnostics
      for range in parts?.down ?? [] {
        let read = sql.readAside(Self.part(range, of: text), in: text, content: entry.contentID)
        migration.reverseOperations += read.operations
      }
    }
    if let reverse, let text = try? reader.source.text(of: reverse).get() {
      let read = sql.readAside(
        Self.part(0..<text.bytes.count, of: text), in: text, content: reverse.contentID)
      migration.reverseOperations = read.operations
    }
    return migration
  }

  private static func part(_ range: Range<Int>, of text: SourceText) -> ScriptText {
    ScriptText(
      String(decoding: text.bytes[range.clamped(to: 0..<text.bytes.count)], as: UTF8.self),
      at: Int32(truncatingIfNeeded: range.lowerBound), isVerbatim: true)
  }

  /// The history of migrations in their order.
  func history(of claim: Claim, _ migrations: [Migration], _ diagnostics: [Diagnostic] = [])
    -> MigrationHistory
  {
    ProgramHistory.history(of: claim, in: dialect, migrations, diagnostics)
  }
}

/// The database of a project of Python, by the addresses and drivers that its files name.
enum PythonDialect {
  private static let signs: [(sign: String, dialect: String)] = [
    ("postgres://", "postgres"), ("postgresql://", "postgres"), ("postgresql+", "postgres"),
    ("asyncpg", "postgres"), ("psycopg", "postgres"), ("redshift://", "redshift"),
    ("mysql://", "mysql"), ("mysql+", "mysql"), ("aiomysql", "mysql"), ("asyncmy", "mysql"),
    ("backends.mysql", "mysql"), ("sqlite://", "sqlite"), ("backends.sqlite", "sqlite"),
    ("mssql://", "sqlserver"),
  ]

  /// The databases that a text names.
  static func named(in text: SourceText) -> Set<String> {
    Set(signs.filter { ByteSearch.contains(text.bytes, Array($0.sign.utf8)) }.map(\.dialect))
  }

  /// The dialect of a history that a tool writes for one database: its words decide between those that settings name.
  static func dialect(of claim: Claim, _ named: Set<String>, _ reader: HistoryReader) -> (
    name: String, isGuessed: Bool
  ) {
    let written = DialectGuess.signs(in: claim.files, reader.source)
    let seen = written.flatMap { named.contains($0) ? $0 : nil } ?? only(named)
    return reader.dialect(of: claim, seen: seen, fallback: written ?? "postgres")
  }

  /// The only one of several; a database for tests stands beside the real one.
  static func only(_ dialects: Set<String>) -> String? {
    if dialects.count == 1 { return dialects.first }
    return dialects.count == 2 && dialects.contains("sqlite") ? dialects.first { $0 != "sqlite" } : nil
  }
}
