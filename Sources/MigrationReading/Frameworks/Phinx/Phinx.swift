import Domain
import ScriptSyntax

/// Phinx and the migrations of CakePHP, which are built on it: PHP files `20240102030405_name.php` with a class each,
/// run by the number before the first underscore (https://book.cakephp.org/phinx, https://book.cakephp.org/migrations).
struct Phinx: MigrationFramework {
  let names = ["phinx", "cakephp"]
  let fileEndings = [".php"]
  let settingNames = PhinxSettings.fileNames

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    listing.folders.compactMap { folder in
      let files = folder.files.filter { Self.isNamed($0.name) }.map(\.entry)
      let isCake = folder.parts.suffix(2) == ["config", "migrations"]
      guard !files.isEmpty, let name = Self.framework(of: files, isCake, source) else { return nil }
      return Claim(framework: name, root: folder.path, files: files, strength: .words)
    }
  }

  /// `20240102030405_name.php`
  private static func isNamed(_ name: String) -> Bool {
    guard name.hasSuffix(".php") else { return false }
    let digits = name.utf8.prefix { $0 &- 0x30 < 10 }
    return digits.count >= 8 && digits.endIndex < name.endIndex
      && name.utf8[digits.endIndex] == UInt8(ascii: "_")
  }

  /// Which of both the first and last of the files are for; nil if for neither.
  private static func framework(of files: [FileEntry], _ isCake: Bool, _ source: FileSource) -> String? {
    var isBuiltOn = false
    for file in files.prefix(4) + files.dropFirst(4).suffix(2) {
      guard let text = try? source.text(of: file).get() else { continue }
      func has(_ word: String) -> Bool { ByteSearch.contains(text.bytes, Array(word.utf8)) }
      if has("Doctrine\\Migrations") { return nil }
      if has("Phinx\\Migration\\") || has("Phinx\\Db\\") { return "phinx" }
      if has("Migrations\\AbstractMigration") || has("Migrations\\BaseMigration")
        || has("Migrations\\CakeMigration")
      {
        return "cakephp"
      }
      // A class of the application stands between.
      let isOwn = has("Migration\n") || has("Migration\r\n") || has("Migration {") || has("Migration;")
      isBuiltOn = isBuiltOn || isOwn && has("$this->table(")
    }
    return isBuiltOn ? (isCake ? "cakephp" : "phinx") : nil
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let folder = PHPProject.folder(of: claim.root, in: listing)
    let settings = PhinxSettings(
      folder: claim.root, isCake: claim.framework == "cakephp", in: listing, source: reader.source)
    let dialect = reader.dialect(of: claim, seen: settings.dialect, fallback: "mysql")
    var history = MigrationHistory(
      framework: claim.framework, root: claim.root.display, dialect: dialect.name,
      isDialectGuessed: dialect.isGuessed, migrations: [])
    let classes = PHPClasses(
      reader: reader, project: PHPProject(folder: folder), dialect: dialect.name)
    var migrations = PhinxMigrations(
      folder: claim.root, reader: reader, classes: classes, settings: settings,
      sql: EmbeddedSQL(source: reader.source, dialectName: dialect.name))
    var seen: Set<String> = []
    for file in NumberedScripts(claim.files, endings: fileEndings).files {
      var migration = migrations.read(file)
      if !seen.insert(migration.id).inserted { migration.id += " (" + file.path.display + ")" }
      history.migrations.append(migration)
    }
    return history
  }
}

/// Reads the migrations of one folder in their order; what earlier ones make, later ones may ask for.
struct PhinxMigrations {
  let reader: HistoryReader
  let classes: PHPClasses
  let settings: PhinxSettings
  let functions: PhinxFunctions
  var sql: EmbeddedSQL
  /// The tables so far.
  private(set) var tables = ProgramTables()

  init(
    folder: TreePath, reader: HistoryReader, classes: PHPClasses, settings: PhinxSettings,
    sql: EmbeddedSQL
  ) {
    self.reader = reader
    self.classes = classes
    self.settings = settings
    self.sql = sql
    functions = PhinxFunctions(folder: folder, reader: reader, dialect: sql.dialectName)
  }

  mutating func read(_ entry: FileEntry) -> Migration {
    var migration = Migration(
      id: NumberedScripts.version(entry.path.lastComponent, endings: [".php"]) ?? entry.path.lastComponent,
      files: [entry], operations: [])
    let parsed = classes.parsed(entry)
    if let unread = parsed.unread { migration.diagnostics.append(unread) }
    guard let script = parsed.script, let text = parsed.text else { return migration }
    let run = classes.run(
      script, in: text, answers: PhinxAnswers.callback(tables, sql.dialectName, isReverse: false))
    var forward = ProgramOutput(file: text, entry: entry, sql: sql)
    for trouble in script.troubles {
      forward.report("script-syntax", trouble.message, at: trouble.range, .mayChangeSchema)
    }
    guard let type = Self.type(run, script) else {
      if script.troubles.isEmpty, !run.isEmpty {
        forward.report(
          "no-migration", "no class with \"up\" or \"change\" was found", at: ScriptRange(0, 0),
          .mayChangeSchema)
      }
      migration.diagnostics = forward.diagnostics
      return migration
    }
    var program = PhinxProgram(
      run: run, output: forward, settings: settings, functions: functions, tables: tables)
    let change = Self.method("change", of: type, run)
    if let body = change ?? Self.method("up", of: type, run) {
      program.perform(body)
    } else if type.method("down") == nil {
      program.output.report(
        "no-migration", "the class that this one is built on is not known, nor what its \"up\" does",
        at: type.range, .mayChangeSchema)
    }
    sql = program.output.sql
    migration.operations = program.output.operations
    migration.hints = AuthorHints.readProgram(text) + program.output.hints
    var told: Set<Diagnostic> = []
    migration.diagnostics = program.output.diagnostics.filter { told.insert($0).inserted }
    migration.files += classes.used.filter { $0 != entry }.sorted()
    for operation in migration.operations { tables.apply(operation) }
    if change != nil {
      migration.reverseOperations = Operation.inverse(of: migration.operations)
    } else if let down = Self.method("down", of: type, run) {
      var reverse = PhinxProgram(
        run: run, output: ProgramOutput(file: text, entry: entry, sql: sql), settings: settings,
        functions: functions,
        tables: tables)
      reverse.output.isReverse = true
      reverse.perform(down)
      migration.reverseOperations = reverse.output.operations
    }
    return migration
  }

  /// The class of a migration: the one that the file returns, or one with a direction.
  private static func type(_ run: ScriptRun, _ script: ScriptFile) -> ScriptClass? {
    let given: ScriptClass? =
      if case .classValue(let type)? = run.exported("default")?.content { type } else { nil }
    return ([given].compactMap { $0 } + script.classes).first { type in
      ["up", "change", "down"].contains { method($0, of: type, run) != nil }
    } ?? script.classes.first { !$0.bases.isEmpty && script.classes.count == 1 }
  }

  private static func method(_ name: String, of type: ScriptClass, _ run: ScriptRun) -> FoldedClosure? {
    guard let own = type.method(name) else { return run.inherited(name, of: type) }
    guard let setup = type.method("init"), !setup.body.isEmpty else {
      return ScriptRun.closure(own, of: type)
    }
    return ScriptRun.closure(own.preceded(by: setup), of: type)
  }
}
