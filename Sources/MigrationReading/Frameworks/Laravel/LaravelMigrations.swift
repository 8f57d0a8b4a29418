import Domain
import ScriptSyntax

/// Reads the migrations of one application in their order; what earlier ones make, later ones may ask for.
struct LaravelMigrations {
  let reader: HistoryReader
  let project: LaravelProject
  let dialect: String
  private let classes: PHPClasses
  private let macros: LaravelMacros
  private let configuration: LaravelConfiguration
  private var sql: EmbeddedSQL
  /// The tables so far.
  private var tables = ProgramTables()
  /// Names of migrations that a dump of the schema holds already.
  private var done: Set<String> = []

  init(reader: HistoryReader, folder: TreePath, project: LaravelProject, dialect: String) {
    self.reader = reader
    self.project = project
    self.dialect = dialect
    classes = PHPClasses(reader: reader, project: PHPProject(folder: folder), dialect: dialect)
    macros = LaravelMacros(classes: classes)
    configuration = LaravelConfiguration(folder: folder, source: reader.source)
    sql = EmbeddedSQL(source: reader.source, dialectName: dialect)
  }

  /// A dump of the schema as the first migration.
  mutating func dump(_ entry: FileEntry) -> Migration {
    var migration = Migration(id: entry.path.lastComponent, files: [entry], operations: [])
    guard let text = try? reader.source.text(of: entry).get() else {
      let reading = reader.reading(of: entry, dialect: dialect)
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

  /// One migration.
  mutating func read(_ entry: FileEntry) -> Migration {
    let id = String(entry.path.lastComponent.dropLast(4))
    var migration = Migration(id: id, files: [entry], operations: [])
    // What the dump holds is not run again.
    if done.contains(id) { return migration }
    let parsed = classes.parsed(entry)
    if let unread = parsed.unread { migration.diagnostics.append(unread) }
    guard let script = parsed.script, let text = parsed.text else { return migration }
    let answers = LaravelAnswers.callback(tables, configuration.values(in: script.source))
    let run = classes.run(script, in: text, answers: answers)
    var forward = ProgramOutput(file: text, entry: entry, sql: sql)
    for trouble in script.troubles {
      forward.report("script-syntax", trouble.message, at: trouble.range, .mayChangeSchema)
    }
    guard let type = Self.migrationClass(run, script) else {
      if script.troubles.isEmpty {
        forward.report(
          "no-migration", "no class with a function \"up\" was found", at: ScriptRange(0, 0), .mayChangeSchema
        )
      }
      migration.diagnostics = forward.diagnostics
      return migration
    }
    let models = LaravelModels(classes: classes, macros: macros, script: script)
    let connection = run.fields(of: type).values["connection"]?.text
    var program = LaravelProgram(run: run, output: forward, project: project, models: models)
    program.isElsewhere = connection.map { $0 != project.connection && project.connection != nil } ?? false
    if let up = Self.method("up", of: type) {
      program.perform(up)
    } else if let up = run.inherited("up", of: type) {
      // What a class above does is shown where the migration stands.
      program.output.site = type.range
      program.perform(up)
    } else if !Self.isPlain(type) {
      program.output.report(
        "no-migration", "the class that this one is built on is not known, nor what its \"up\" does",
        at: type.range, .mayChangeSchema)
    }
    program.output.site = nil
    forward = program.output
    sql = forward.sql
    if let down = Self.method("down", of: type) ?? run.inherited("down", of: type) {
      var reverse = LaravelProgram(
        run: run, output: ProgramOutput(file: text, entry: entry, sql: sql), project: project, models: models)
      reverse.output.isReverse = true
      if type.method("down") == nil { reverse.output.site = type.range }
      reverse.perform(down)
      migration.reverseOperations = reverse.output.operations
    }
    migration.operations = forward.operations
    migration.hints = forward.hints
    var told: Set<Diagnostic> = []
    migration.diagnostics = forward.diagnostics.filter { told.insert($0).inserted }
    migration.files += classes.used.filter { $0 != entry }.sorted()
    for operation in migration.operations { tables.apply(operation) }
    return migration
  }

  /// The class of a migration: the one that the file returns, or one with `up`.
  private static func migrationClass(_ run: ScriptRun, _ script: ScriptFile) -> ScriptClass? {
    if case .classValue(let type)? = run.exported("default")?.content,
      isMigration(type) || run.inherited("up", of: type) != nil
    {
      return type
    }
    return script.classes.first(where: isMigration)
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

  /// A direction as a function: what the class sets up when it is made runs before it.
  private static func method(_ name: String, of type: ScriptClass) -> FoldedClosure? {
    guard let method = type.method(name) else { return nil }
    guard let setup = type.method("__construct"), !setup.body.isEmpty else {
      return ScriptRun.closure(method, of: type)
    }
    return ScriptRun.closure(method.preceded(by: setup), of: type)
  }
}
