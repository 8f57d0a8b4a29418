import Domain
import ScriptSyntax

/// Migrations that files of a package give to their tool when the program starts, a file each:
/// `goose.AddMigrationContext(up, down)`, `migrations.MustRegisterTx(up, down)`.
struct GoRegisteredMigrations {
  private let package: GoPackageSource?
  private let reader: HistoryReader
  private let dialect: String
  private let builder: (any GoStatementBuilder)?
  /// The first registration of each file: its place, and the functions.
  private var registered: [TreePath: (place: Int, values: [FoldedValue])] = [:]

  /// `isRegistration` knows the tool's own calls, and tells how many arguments stand before the functions; `builder` is
  /// made for what the tool's database offers besides SQL.
  init(
    folder: TreePath, in listing: FileListing, reader: HistoryReader, dialect: String,
    builder: ((GoLibrary) -> any GoStatementBuilder)? = nil, isRegistration: (FoldedCall) -> Int?
  ) {
    let modules = reader.shared("modules of Go") { GoModules(in: listing, reader.source) }
    let library = GoLibrary(
      source: reader.source, modules: modules, dialect: dialect, equivalents: GoSQLProgram.equivalents)
    package = library.package(at: folder)
    self.builder = builder?(library)
    self.reader = reader
    self.dialect = dialect
    guard let package else { return }
    for call in package.run?.module.calls.map(\.call) ?? [] {
      guard let skipped = isRegistration(call) else { continue }
      let place = call.range.offset
      let path = package.text.part(at: place).path
      guard registered[path] == nil else { continue }
      registered[path] = (place, Array(call.positional.dropFirst(skipped)))
    }
  }

  /// What a program does; nil if it registers no functions that are known.
  func migration(_ entry: FileEntry, id: String) -> Migration? {
    guard let package, let run = package.run, let (place, values) = registered[entry.path] else { return nil }
    let bodies = values.map { value -> FoldedClosure? in
      if case .closure(let closure) = value.content { closure } else { nil }
    }
    // A function of another package is not known.
    guard let first = values.first, bodies[0] != nil || first.isNull else { return nil }
    let sql = EmbeddedSQL(source: reader.source, dialectName: dialect)
    let output = ProgramOutput(file: package.text, entry: entry, sql: sql)
    var migration = Migration(id: id, files: [entry], operations: [])
    var forward = GoSQLProgram(run: run, builder: builder, output: output)
    if let body = bodies[0] {
      forward.output.report(package.troubles(in: body.function.range))
      forward.perform(body)
    }
    migration.take(forward.output, comments: AuthorHints.readProgram(package.text.part(at: place)))
    if bodies.count > 1, let body = bodies[1] {
      var reverse = GoSQLProgram(run: run, builder: builder, output: output.wayBack)
      reverse.perform(body)
      migration.reverseOperations = reverse.output.operations
    }
    return migration
  }
}
