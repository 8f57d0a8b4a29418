import Domain
import ScriptSyntax

/// Reads the migrations of one application, and the dump of its schema that comes before them.
struct LaravelMigrations: PHPMigrations {
  let classes: PHPClasses
  let project: LaravelProject
  private let macros: LaravelMacros
  private let configuration: LaravelConfiguration
  var sql: EmbeddedSQL
  /// The tables so far.
  var tables = ProgramTables()
  /// Names of migrations that a dump of the schema holds already.
  private var done: Set<String> = []

  init(classes: PHPClasses, project: LaravelProject) {
    self.classes = classes
    self.project = project
    macros = LaravelMacros(classes: classes)
    configuration = LaravelConfiguration(folder: classes.project.folder, source: classes.reader.source)
    sql = classes.sql
  }

  private var reader: HistoryReader { classes.reader }

  /// A dump of the schema as the first migration.
  mutating func dump(_ entry: FileEntry) -> Migration {
    var migration = Migration(id: entry.path.lastComponent, files: [entry], operations: [])
    guard let text = try? reader.source.text(of: entry).get() else {
      let reading = reader.reading(of: entry, dialect: classes.dialect)
      migration.diagnostics = reading.diagnostics
      return migration
    }
    let whole = ScriptText(String(decoding: text.bytes, as: UTF8.self), isVerbatim: true)
    let reading = sql.read(whole, in: text, content: entry.contentID)
    migration.operations = reading.operations
    migration.diagnostics = reading.diagnostics
    done = Self.names(in: text.bytes)
    for operation in migration.operations { tables.apply(operation) }
    return migration
  }

  /// The dump as a witness, where the migrations that made it are all still there to be run: it was written without
  /// `--prune`. Packages have migrations of their own, and some were renamed; most must be there.
  func witness(_ entry: FileEntry, of files: [FileEntry]) -> SchemaWitness? {
    guard let text = try? reader.source.text(of: entry).get() else { return nil }
    let held = Self.names(in: text.bytes)
    let present = Set(files.map { String($0.path.lastComponent.dropLast(4)) })
    guard !held.isEmpty, held.subtracting(present).count * 4 <= held.count else { return nil }
    let whole = ScriptText(String(decoding: text.bytes, as: UTF8.self), isVerbatim: true)
    var sql = sql
    let operations = sql.read(whole, in: text, content: entry.contentID).operations.filter { operation in
      if case .createTable(let definition) = operation.kind {
        definition.name.name != "migrations"
      } else {
        true
      }
    }
    return SchemaDumpFile.witness([entry], operations)
  }

  /// The names of migrations in the rows of a dump: `'2024_01_02_030405_name'`, or between tabs.
  private static func names(in bytes: [UInt8]) -> Set<String> {
    var found: Set<String> = []
    for piece in bytes.split(whereSeparator: { $0 == UInt8(ascii: "'") || $0 < 0x20 }) {
      guard piece.count > 10, piece.count < 250, let first = piece.first, first &- 0x30 < 10 else { continue }
      let name = String(decoding: piece, as: UTF8.self)
      if Laravel.isNamed(name + ".php") { found.insert(name) }
    }
    return found
  }

  /// What the dump holds is not run again.
  func isDone(_ file: FileEntry) -> Bool { done.contains(Self.id(of: file)) }

  func answers(in text: SourceText) -> ScriptAnswers {
    LaravelAnswers.callback(tables, configuration.values(in: text.bytes))
  }

  /// The class that the file returns, or one with `up`.
  static func migration(in script: ScriptFile, _ run: ScriptRun) -> PHPMigration? {
    var found = script.classes.first(where: isMigration)
    if case .classValue(let type)? = run.exported("default")?.content,
      isMigration(type) || run.inherited("up", of: type) != nil
    {
      found = type
    }
    return found.map { type in
      func method(_ name: String) -> FoldedClosure? { run.method(name, of: type, behind: "__construct") }
      return PHPMigration(type: type, up: method("up"), down: method("down"), mayStandStill: isPlain(type))
    }
  }

  static func missing(in script: ScriptFile, _ run: ScriptRun) -> (summary: String, reach: Diagnostic.Reach)?
  {
    ("no class with a function \"up\" was found", .mayChangeSchema)
  }

  func program(
    _ run: ScriptRun, _ output: ProgramOutput, _ script: ScriptFile, _ type: ScriptClass
  ) -> LaravelProgram {
    let models = LaravelModels(classes: classes, macros: macros, script: script)
    var program = LaravelProgram(run: run, output: output, project: project, models: models)
    if !output.isReverse, let connection = run.fields(of: type).values["connection"]?.text {
      program.isElsewhere = connection != project.connection && project.connection != nil
    }
    return program
  }

  /// Whether a class without `up` is built on the framework's own alone: then nothing is done.
  private static func isPlain(_ type: ScriptClass) -> Bool {
    let bases = type.bases.compactMap { $0.dottedName?.split(separator: ".").last }
    return type.method("down") != nil || bases.isEmpty || bases.allSatisfy { $0 == "Migration" }
  }

  private static func isMigration(_ type: ScriptClass) -> Bool {
    type.method("up") != nil || type.method("down") != nil
      || type.bases.contains { $0.dottedName.map { $0.hasSuffix("Migration") } ?? false }
  }
}
