import Domain
import ScriptSyntax

/// Reads migrations that are one script each, with functions for the way forward and back.
struct ProgramMigrations {
  let reader: HistoryReader
  let dialect: (name: String, isGuessed: Bool)
  private let library: ScriptLibrary
  private var sql: EmbeddedSQL

  init(reader: HistoryReader, dialect: (name: String, isGuessed: Bool)) {
    self.reader = reader
    self.dialect = dialect
    library = ScriptLibrary(source: reader.source, dialect: dialect.name)
    sql = EmbeddedSQL(source: reader.source, dialectName: dialect.name)
  }

  /// A function of a migration as it is run: what it does goes to the output.
  typealias Run = (_ run: ScriptRun, _ body: FoldedClosure, _ output: inout ProgramOutput) -> Void

  /// One migration. `find` gives the function of a direction.
  mutating func read(
    _ entry: FileEntry, id: String, find: (_ run: ScriptRun, _ isReverse: Bool) -> FoldedClosure?,
    perform: Run
  ) -> Migration {
    var migration = Migration(id: id, files: [entry], operations: [])
    switch reader.source.text(of: entry) {
    case .failure(let unread): migration.diagnostics.append(unread.diagnostic)
    case .success(let text):
      let run = library.run(text)
      var forward = ProgramOutput(file: text, entry: entry, sql: sql)
      forward.report(run.module.troubles)
      if let body = find(run, false) {
        perform(run, body, &forward)
      } else if !run.isEmpty {
        forward.report(
          "no-migration", "no function that runs forward was found", at: ScriptRange(0, 0), .mayChangeSchema)
      }
      sql = forward.sql
      if let body = find(run, true) {
        var reverse = forward.wayBack
        perform(run, body, &reverse)
        migration.reverseOperations = reverse.operations
      }
      migration.operations = forward.operations
      migration.hints = AuthorHints.readProgram(text) + forward.hints
      migration.diagnostics = forward.diagnostics
      migration.files += library.files(behind: entry.path).filter { $0 != entry }
    }
    return migration
  }

  /// A migration that is an SQL file, or a part of one.
  mutating func readSQL(_ entry: FileEntry, id: String, _ markers: [SectionMarkers]) -> Migration {
    var migration = Migration(id: id, files: [entry], operations: [])
    switch reader.source.text(of: entry) {
    case .failure(let unread): migration.diagnostics.append(unread.diagnostic)
    case .success(let text):
      var forward = ProgramOutput(file: text, entry: entry, sql: sql)
      for range in FileSection.up(markers).ranges(in: text.bytes) {
        let part = ScriptText(
          String(decoding: text.bytes[range], as: UTF8.self), at: Int32(truncatingIfNeeded: range.lowerBound),
          isVerbatim: true)
        forward.run(part, at: ScriptRange(0, 0))
      }
      for range in FileSection.down(markers).ranges(in: text.bytes) {
        let part = ScriptText(String(decoding: text.bytes[range], as: UTF8.self))
        migration.reverseOperations += sql.readAside(part, in: text, content: entry.contentID).operations
      }
      sql = forward.sql
      migration.operations = forward.operations
      migration.hints = forward.hints
      migration.diagnostics = forward.diagnostics
    }
    return migration
  }

  /// The function that a file exports under a name, alone or as a member of what it exports.
  static func exported(_ run: ScriptRun, _ names: [String]) -> FoldedClosure? {
    for name in names {
      for value in [run.exported(name), run.value(named: name)] {
        if case .closure(let closure)? = value?.content { return closure }
      }
      // A class, or an object made of one.
      if case .classValue(let definition)? = run.exported("default")?.content,
        let method = definition.method(name)
      {
        return ScriptRun.closure(method, of: definition)
      }
    }
    return nil
  }

  /// A method of the class that is a migration, or of a class that this one is built on; what the class does not have
  /// itself is then named `this.addSql`.
  static func method(_ name: String, _ run: ScriptRun) -> FoldedClosure? {
    let found = run.classes.first { $0.method("up") != nil } ?? run.classes.first { !$0.bases.isEmpty }
    guard var type = found else { return exported(run, [name]) }
    type.name = "this"
    return type.method(name).map { ScriptRun.closure($0, of: type) } ?? run.inherited(name, of: type)
  }

  /// The history of migrations in their order.
  func history(of claim: Claim, _ migrations: [Migration], _ diagnostics: [Diagnostic] = [])
    -> MigrationHistory
  {
    ProgramHistory.history(of: claim, in: dialect, migrations, diagnostics)
  }
}
