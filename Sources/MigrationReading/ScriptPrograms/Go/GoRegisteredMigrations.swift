import Domain
import ScriptSyntax

/// Migrations that files of a package give to their tool when the program starts, a file each:
/// `goose.AddMigrationContext(up, down)`, `migrations.MustRegisterTx(up, down)`.
struct GoRegisteredMigrations {
  private let package: GoPackageSource?
  private let reader: HistoryReader
  private let dialect: String
  /// The function of the tool, and how many arguments stand before the functions.
  private let isRegistration: (FoldedCall) -> Int?

  init(
    folder: TreePath, in listing: FileListing, reader: HistoryReader, dialect: String,
    isRegistration: @escaping (FoldedCall) -> Int?
  ) {
    let modules = reader.shared("modules of Go") { GoModules(in: listing, reader.source) }
    let library = GoLibrary(
      source: reader.source, modules: modules, dialect: dialect, equivalents: GoSQLProgram.equivalents)
    package = library.package(at: folder)
    self.reader = reader
    self.dialect = dialect
    self.isRegistration = isRegistration
  }

  /// What a program does; nil if it registers no functions that are known.
  func migration(_ entry: FileEntry, id: String) -> Migration? {
    guard let package, let run = package.run else { return nil }
    let calls = run.module.calls.map(\.call).filter { call in
      package.text.part(at: call.range.offset).path == entry.path
    }
    guard
      let (call, skipped) = calls.lazy.compactMap({ call in isRegistration(call).map { (call, $0) } }).first
    else { return nil }
    let values = Array(call.positional.dropFirst(skipped))
    let bodies = values.map { value -> FoldedClosure? in
      if case .closure(let closure) = value.content { closure } else { nil }
    }
    // A function of another package is not known.
    guard let first = values.first, bodies[0] != nil || first.isNull else { return nil }
    let sql = EmbeddedSQL(source: reader.source, dialectName: dialect)
    let output = ProgramOutput(file: package.text, entry: entry, sql: sql)
    var migration = Migration(id: id, files: [entry], operations: [])
    var forward = GoSQLProgram(run: run, output: output)
    forward.output.report(troubles(of: bodies[0]))
    if let body = bodies[0] { forward.perform(body) }
    migration.operations = forward.output.operations
    var told: Set<Diagnostic> = []
    migration.diagnostics = forward.output.diagnostics.filter { told.insert($0).inserted }
    let file = package.text.part(at: call.range.offset)
    migration.hints = AuthorHints.readProgram(file) + forward.output.hints
    if bodies.count > 1, let body = bodies[1] {
      var reverse = GoSQLProgram(run: run, output: output.wayBack)
      reverse.perform(body)
      migration.reverseOperations = reverse.output.operations
    }
    return migration
  }

  private func troubles(of body: FoldedClosure?) -> [ScriptTrouble] {
    guard let range = body?.function.range else { return [] }
    return package?.script.troubles.filter { $0.range.start < range.end && $0.range.end > range.start } ?? []
  }
}
