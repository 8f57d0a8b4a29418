import Domain
import ScriptSyntax

/// Doctrine Migrations: PHP files `Version20240102030405.php` with a class of that name, run by the name of the class
/// (https://www.doctrine-project.org/projects/doctrine-migrations).
struct Doctrine: MigrationFramework {
  let names = ["doctrine"]
  let fileEndings = [".php"]
  let settingNames = [".env", ".env.dist", ".env.example", "doctrine.yaml", "migrations-db.php"]

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    var groups: [TreePath: [FileEntry]] = [:]
    for folder in listing.folders {
      let files = folder.files.filter { Self.isNamed($0.name) }
      guard !files.isEmpty, listing.isConfigured || Self.isDoctrine(files, source) else { continue }
      groups[Self.root(of: folder.path), default: []] += files.map(\.entry)
    }
    return groups.sorted { $0.key < $1.key }.map { root, files in
      Claim(framework: "doctrine", root: root, files: files.sorted(), strength: .markers)
    }
  }

  /// `Version20240102030405.php`.
  private static func isNamed(_ name: String) -> Bool {
    guard name.hasPrefix("Version"), name.hasSuffix(".php") else { return false }
    let digits = name.dropFirst(7).dropLast(4)
    return digits.utf8.first.map { $0 &- 0x30 < 10 } ?? false
  }

  private static func isDoctrine(_ files: [FileListing.File], _ source: FileSource) -> Bool {
    files.prefix(3).contains { file in
      guard let text = try? source.text(of: file.entry).get() else { return false }
      return ByteSearch.contains(text.bytes, Array("AbstractMigration".utf8))
        || ByteSearch.contains(text.bytes, Array("addSql(".utf8))
    }
  }

  /// The folder above those of years and months.
  private static func root(of folder: TreePath) -> TreePath {
    var root = folder
    for _ in 0..<2 {
      let name = root.lastComponent
      guard name.utf8.count == 4 || name.utf8.count == 2, name.utf8.allSatisfy({ $0 &- 0x30 < 10 }) else {
        break
      }
      root = root.parent
    }
    return root
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let dialect = reader.dialect(
      of: claim, seen: Self.dialect(above: claim.root, in: listing, reader.source),
      fallback: Self.dialect(of: claim.files, reader.source) ?? "mysql")
    var sql = EmbeddedSQL(source: reader.source, dialectName: dialect.name)
    let ordered = claim.files.sorted {
      (Array($0.path.lastComponent.utf8), $0.path).0.lexicographicallyPrecedes(
        Array($1.path.lastComponent.utf8))
    }
    let classes = DoctrineClasses(reader: reader, dialect: dialect.name)
    let migrations = ordered.map { Self.read($0, reader, classes, &sql) }
    return ProgramHistory.history(of: claim, in: dialect, migrations)
  }

  private static func read(
    _ entry: FileEntry, _ reader: HistoryReader, _ classes: DoctrineClasses, _ sql: inout EmbeddedSQL
  ) -> Migration {
    var migration = Migration(
      id: String(entry.path.lastComponent.dropLast(4)), files: [entry], operations: [])
    let parsed = reader.parsed(entry, as: .php)
    if let unread = parsed.unread { migration.diagnostics.append(unread) }
    guard let script = parsed.script, let text = parsed.text else { return migration }
    let around = classes.surroundings(of: script, at: entry.path.parent)
    migration.files += around.files.sorted()
    let run = run(script, in: text, around, sql.dialectName, reader.source, &migration)
    var forward = ProgramOutput(file: text, entry: entry, sql: sql)
    forward.report(script.troubles)
    let candidates = script.classes.filter { $0.method("up") != nil } + script.classes
    guard let type = candidates.first(where: { method("up", of: $0, run) != nil }),
      let up = method("up", of: type, run)
    else {
      forward.report(
        "no-migration", "no class with a function \"up\" was found", at: ScriptRange(0, 0), .mayChangeSchema)
      migration.diagnostics = forward.diagnostics
      return migration
    }
    var program = DoctrineProgram(run: run, output: forward)
    for name in ["preUp", "postUp"] {
      if let method = type.method(name), !method.body.isEmpty {
        program.perform(ScriptRun.closure(method, of: type))
      }
      if name == "preUp" { program.perform(up, of: type) }
    }
    sql = program.output.sql
    migration.take(program.output)
    if let down = method("down", of: type, run) {
      var reverse = DoctrineProgram(run: run, output: program.output.wayBack)
      reverse.perform(down, of: type)
      migration.reverseOperations = reverse.output.operations
    }
    return migration
  }

  /// A direction, of the class itself or of one that it is built on.
  private static func method(_ name: String, of type: ScriptClass, _ run: ScriptRun) -> FoldedClosure? {
    type.method(name).map { ScriptRun.closure($0, of: type) } ?? run.inherited(name, of: type)
  }

  /// Runs the top level of a migration with what it is built on and the SQL files that it reads.
  private static func run(
    _ script: ScriptFile, in text: SourceText, _ around: DoctrineClasses.Surroundings, _ dialect: String,
    _ source: FileSource, _ migration: inout Migration
  ) -> ScriptRun {
    let files = ScriptSQLFiles(source: source)
    let texts = files.named(in: text)
    migration.files += texts.map(\.entry)
    var given = around.given
    given["PHP_EOL"] = FoldedValue(.string(ScriptText("\n")), at: ScriptRange(0, 0))
    given["__DIR__"] = FoldedValue(
      .string(ScriptText(ScriptSQLFiles.folder(of: text))), at: ScriptRange(0, 0))
    return ScriptRun(
      script, dialect: dialect, given: given, answers: files.answers(of: texts), modules: around.modules)
  }

  /// The scheme of `DATABASE_URL` in the nearest settings, or the driver in `doctrine.yaml`.
  private static func dialect(above folder: TreePath, in listing: FileListing, _ source: FileSource)
    -> String?
  {
    let marks: [(sign: String, dialect: String)] = [
      ("postgresql://", "postgres"), ("postgres://", "postgres"), ("pgsql://", "postgres"),
      ("mysql://", "mysql"),
      ("mysql2://", "mysql"), ("pdo_mysql", "mysql"), ("pdo_pgsql", "postgres"),
    ]
    let found = listing.settings.filter {
      $0.name.hasPrefix(".env") || $0.name.hasPrefix("doctrine") || $0.name.hasPrefix("migrations-db")
    }
    for file in found.sorted(by: { $0.entry.path.components.count > $1.entry.path.components.count }) {
      let place = file.entry.path.parent
      guard place.holds(folder) || place.holds(folder.parent) || place.lastComponent == "packages",
        let text = try? source.text(of: file.entry).get()
      else { continue }
      let lines = text.bytes.split(separator: 10).filter { $0.first != UInt8(ascii: "#") }
      let dialects = Set(
        marks.filter { mark in lines.contains { ByteSearch.contains(Array($0), Array(mark.sign.utf8)) } }.map(
          \.dialect))
      if dialects.count == 1 { return dialects.first }
    }
    return nil
  }

  /// Words in the first files that only one database has.
  private static func dialect(of files: [FileEntry], _ source: FileSource) -> String? {
    let mysql = ["ENGINE = InnoDB", "ENGINE=InnoDB", "AUTO_INCREMENT", "CHANGE "]
    let postgres = [
      "SERIAL", "WITHOUT TIME ZONE", "CREATE SEQUENCE", "ALTER COLUMN", "::jsonb", "COMMENT ON COLUMN",
    ]
    for file in files.prefix(12) {
      guard let text = try? source.text(of: file).get() else { continue }
      if mysql.contains(where: { ByteSearch.contains(text.bytes, Array($0.utf8)) }) { return "mysql" }
      if postgres.contains(where: { ByteSearch.contains(text.bytes, Array($0.utf8)) }) { return "postgres" }
    }
    return nil
  }
}
