import Domain
import ScriptSyntax

/// MikroORM, and the modules of Medusa, which keep their migrations with it: classes
/// `Migration20240102030405 extends Migration`, run in the order of file names (https://mikro-orm.io/docs/migrations).
struct MikroORM: MigrationFramework {
  let names = ["mikro-orm"]
  let fileEndings = ProgramFiles.endings
  let settingNames = ProgramDialect.settingNames + MikroDialect.settingNames

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    listing.folders.compactMap { folder in
      let scripts = folder.files.filter { ProgramFiles.stem($0.name) != nil }
      let isPlace = listing.isConfigured || (folder.parts.last.map(FolderNames.isMigrations) ?? false)
      let files = (isPlace ? scripts : scripts.filter { Self.isDated($0.name) }).map(\.entry)
      guard !files.isEmpty, Self.isMarked(files, source) else { return nil }
      return Claim(
        framework: "mikro-orm", root: folder.path, files: ProgramFiles.withoutCopies(files), strength: .words,
        dialect: ProgramDialect.named(folder))
    }
  }

  /// `Migration20240102030405.ts`
  private static func isDated(_ name: String) -> Bool {
    let bytes = name.utf8.dropFirst(9)
    return name.hasPrefix("Migration") && (bytes.first ?? 0) &- 0x30 < 10
  }

  /// Whether the first or last of the files are built on the tool's own class, that of SQL databases.
  private static func isMarked(_ files: [FileEntry], _ source: FileSource) -> Bool {
    let imports = ["mikro-orm/migrations\"", "mikro-orm/migrations'"].map { Array($0.utf8) }
    let calls = ["this.addSql(", "extends "].map { Array($0.utf8) }
    return files.samples.contains { file in
      guard let text = try? source.text(of: file).get() else { return false }
      return imports.contains { ByteSearch.contains(text.bytes, $0) }
        || calls.allSatisfy { ByteSearch.contains(text.bytes, $0) }
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let seen = claim.dialect ?? MikroDialect.find(for: claim.root, in: listing, source: reader.source)
    var programs = ProgramMigrations(
      reader: reader,
      dialect: reader.dialect(
        of: claim, seen: seen, fallback: MikroDialect.quotes(claim.files, reader.source) ?? "postgres"))
    let migrations = ProgramFiles.ordered(claim.files).compactMap { file -> Migration? in
      let id = ProgramFiles.stem(file.path.lastComponent) ?? file.path.lastComponent
      let migration = programs.read(
        file, id: id, find: { ProgramMigrations.method($1 ? "down" : "up", $0) },
        perform: { run, body, output in
          var program = MikroProgram(run: run, output: output)
          program.perform(body)
          output = program.ended()
        })
      let isShared = ProgramHistory.isShared(migration) && !Self.isDated(file.path.lastComponent)
      return isShared ? nil : migration
    }
    var history = programs.history(of: claim, migrations)
    guard reader.hearsWitnesses, let entry = MikroSnapshot.beside(claim, reader) else { return history }
    let dialect = history.dialect
    history.witness = reader.remembered(entry, as: "mikro-orm snapshot " + dialect) {
      MikroSnapshot.witness(entry, dialect: dialect, reader.source)
    }
    return history
  }
}

/// The database of a project that uses MikroORM.
enum MikroDialect {
  /// Where the tool is set up.
  static let settingNames = [
    "mikro-orm.config.ts", "mikro-orm.config.js", "mikro-orm.config.mjs", "mikro-orm.config.cjs",
    "medusa-config.ts", "medusa-config.js",
  ]

  private static let drivers: [(sign: String, dialect: String)] = [
    ("@mikro-orm/postgresql", "postgres"), ("@mikro-orm/mysql", "mysql"), ("@mikro-orm/mariadb", "mysql"),
    ("@mikro-orm/sqlite", "sqlite"), ("@mikro-orm/better-sqlite", "sqlite"),
    ("@mikro-orm/libsql", "sqlite"), ("@mikro-orm/mssql", "sqlserver"), ("@mikro-orm/sql-highlighter", ""),
    ("type: 'postgresql'", "postgres"), ("type: \"postgresql\"", "postgres"), ("type: 'mysql'", "mysql"),
    ("type: \"mysql\"", "mysql"), ("type: 'mariadb'", "mysql"), ("type: 'sqlite'", "sqlite"),
    ("type: \"sqlite\"", "sqlite"), ("@medusajs/", "postgres"),
  ]

  /// What the nearest settings file above a folder says, then what other tools of the project say.
  static func find(for folder: TreePath, in listing: FileListing, source: FileSource) -> String? {
    let wanted = Set(settingNames + ["package.json"])
    let found = listing.settings.filter { wanted.contains($0.name) && $0.entry.path.parent.holds(folder) }
      .sorted {
        ($0.entry.path.components.count, $0.name == "package.json" ? 0 : 1) > (
          $1.entry.path.components.count, $1.name == "package.json" ? 0 : 1
        )
      }
    for file in found {
      guard let text = try? source.text(of: file.entry).get() else { continue }
      let named = drivers.filter { ByteSearch.contains(text.bytes, Array($0.sign.utf8)) }.map(\.dialect)
      let dialects = Set(named.filter { !$0.isEmpty })
      if dialects.count == 1 { return dialects.first }
      // A database for tests stands beside the real one.
      if dialects.count == 2, dialects.contains("sqlite") { return dialects.first { $0 != "sqlite" } }
    }
    return ProgramDialect.find(for: folder, in: listing, source: source)
  }

  /// The quotes and words of the texts themselves.
  static func quotes(_ files: [FileEntry], _ source: FileSource) -> String? {
    for file in files.prefix(6) {
      guard let text = try? source.text(of: file).get() else { continue }
      func has(_ word: String) -> Bool { ByteSearch.contains(text.bytes, Array(word.utf8)) }
      if has("auto_increment") || has("engine = InnoDB") { return "mysql" }
      if has("autoincrement") || has("integer not null primary key") { return "sqlite" }
    }
    return nil
  }
}
