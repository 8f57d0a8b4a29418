import Domain
import ScriptSyntax

/// SeaORM: types with `MigrationTrait` in files of Rust, run in the order that `Migrator::migrations()` lists them
/// (https://www.sea-ql.org/SeaORM/docs/migration/writing-migration/).
struct SeaORM: MigrationFramework {
  let names = ["sea-orm"]
  let fileEndings = [".rs", ".sql"]
  let settingNames = ["Cargo.toml"]

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    var claims: [Claim] = []
    for folder in listing.folders {
      for file in SeaMigrator.candidates(folder) {
        guard let migrator = SeaMigrator(file.entry, source) else { continue }
        let root = file.entry.path.parent
        var files = Set([file.entry] + migrator.files)
        if migrator.files.isEmpty { files.formUnion(Self.marked(folder, source)) }
        guard files.count > 1 else { continue }
        files.formUnion(Self.texts(of: migrator, below: root, in: listing, source))
        claims.append(
          Claim(
            framework: "sea-orm", root: root, files: files.sorted(), strength: .words,
            dialect: FolderNames.dialect(above: root)))
      }
    }
    return claims
  }

  /// The files of a folder that are migrations, where their list is not understood.
  private static func marked(_ folder: FileListing.Folder, _ source: FileSource) -> [FileEntry] {
    folder.files.filter { SeaMigrator.isNumbered($0.name) }.map(\.entry)
  }

  /// The SQL files that stand by the migrations, if one of these reads such files.
  private static func texts(
    of migrator: SeaMigrator, below root: TreePath, in listing: FileListing, _ source: FileSource
  ) -> [FileEntry] {
    var names: [[UInt8]] = []
    for file in migrator.files {
      guard let text = try? source.text(of: file).get(),
        ByteSearch.contains(text.bytes, Array(".sql\"".utf8))
      else { continue }
      names.append(text.bytes)
    }
    guard !names.isEmpty else { return [] }
    let crate = SeaCrate.place(of: migrator.entry.path, in: source).crate.folder
    return listing.folders.filter { crate.holds($0.path) || root.holds($0.path) }.flatMap(\.files).filter {
      file in
      file.name.hasSuffix(".sql") && names.contains { ByteSearch.contains($0, Array(file.name.utf8)) }
    }.map(\.entry)
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let source = reader.source
    let migrator = claim.files.lazy.filter {
      $0.path.parent == claim.root && !SeaMigrator.isNumbered($0.path.lastComponent)
    }
    .compactMap { SeaMigrator($0, source) }.first
    let files =
      migrator.flatMap { $0.files.isEmpty ? nil : $0.files }
      ?? claim.files.filter { $0.path.hasSuffix(".rs") && SeaMigrator.isNumbered($0.path.lastComponent) }
    let seen = claim.dialect ?? Self.dialect(above: claim.root, source)
    let dialect = reader.dialect(
      of: claim, seen: seen, fallback: DialectGuess.signs(in: files, source) ?? "postgres")
    let crates = reader.shared("crates of Rust") { SeaCrate.all(in: listing, source) }
    let library = SeaLibrary(source: source, dialect: dialect.name, crates: crates)
    var migrations = SeaMigrations(reader: reader, library: library, dialect: dialect.name)
    let read = files.map { migrations.read($0) }
    let unknown = (migrator?.unknown ?? []).map { part in
      Diagnostic(
        id: "no-migration", summary: "\"\(part.name)\" is a migration of which no file is in the repository",
        location: part.location, reach: .mayChangeSchema)
    }
    return ProgramHistory.history(of: claim, in: dialect, read, unknown)
  }

  /// The only database that the features of the nearest crates name.
  private static func dialect(above folder: TreePath, _ source: FileSource) -> String? {
    let features = [("sqlx-postgres", "postgres"), ("sqlx-mysql", "mysql"), ("sqlx-sqlite", "sqlite")]
    var place = folder
    for _ in 0..<16 {
      let path = place.bytes.isEmpty ? TreePath("Cargo.toml") : place.appending("Cargo.toml")
      if let entry = source.tree.entry(at: path), let text = try? source.text(of: entry).get() {
        let named = features.filter { ByteSearch.contains(text.bytes, Array($0.0.utf8)) }.map(\.1)
        if named.count == 1 { return named.first }
        if named.count > 1 { return nil }
      }
      if place.bytes.isEmpty { break }
      place = place.parent
    }
    return nil
  }
}

/// Reads the migrations of one history in their order.
struct SeaMigrations {
  let reader: HistoryReader
  let library: SeaLibrary
  private var sql: EmbeddedSQL

  init(reader: HistoryReader, library: SeaLibrary, dialect: String) {
    self.reader = reader
    self.library = library
    sql = EmbeddedSQL(source: reader.source, dialectName: dialect)
  }

  mutating func read(_ entry: FileEntry) -> Migration {
    var migration = Migration(id: Self.id(entry.path), files: [entry], operations: [])
    switch reader.source.text(of: entry) {
    case .failure(let unread): migration.diagnostics.append(unread.diagnostic)
    case .success(let text):
      let script = ScriptSyntax.ScriptReader.read(text.bytes, as: .rust)
      let run = library.run(script, at: entry.path)
      var forward = ProgramOutput(file: text, entry: entry, sql: sql)
      forward.report(script.troubles)
      guard let type = Self.type(run.classes), let up = type.method("up") else {
        forward.report(
          "no-migration", "no type with a method \"up\" was found", at: ScriptRange(0, 0), .mayChangeSchema)
        migration.diagnostics = forward.diagnostics
        return migration
      }
      forward = perform(up, type, run, forward)
      sql = forward.sql
      migration.take(forward)
      if let down = type.method("down") {
        migration.reverseOperations = perform(down, type, run, forward.wayBack).operations
      }
      migration.files += library.texts(named: text)
    }
    return migration
  }

  private func perform(
    _ method: ScriptFunction, _ type: ScriptClass, _ run: ScriptRun, _ output: ProgramOutput
  ) -> ProgramOutput {
    var program = SeaProgram(run: run, output: output)
    program.perform(ScriptRun.closure(method, of: type))
    return program.output
  }

  private static func type(_ classes: [ScriptClass]) -> ScriptClass? {
    classes.first { type in
      type.method("up") != nil && type.bases.contains { $0.dottedName == "MigrationTrait" }
    } ?? classes.first { $0.method("up") != nil }
  }

  /// The name of the module that a migration stands in.
  private static func id(_ path: TreePath) -> String {
    let name = path.lastComponent
    return name == "mod.rs" ? path.parent.lastComponent : String(name.dropLast(name.hasSuffix(".rs") ? 3 : 0))
  }
}
