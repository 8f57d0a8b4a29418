import Domain
import ScriptSyntax

/// Sequel: Ruby files `<version>_<name>.rb` with `Sequel.migration do up do ... end end`, run by the
/// number before the first underscore (https://sequel.jeremyevans.net/rdoc/files/doc/migration_rdoc.html).
struct Sequel: MigrationFramework {
  let names = ["sequel"]
  let fileEndings = [".rb"]
  let settingNames = ["database.yml"]
  /// The words that a migration begins with.
  private static let marks = [
    "Sequel.migration", "Sequel::Migration", "ROM::SQL.migration", "Hanami::Model.migration",
  ]

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    listing.folders.compactMap { folder in
      let files = folder.files.filter { NumberedScripts.version($0.name, endings: fileEndings) != nil }
      guard !files.isEmpty, Self.isMarked(files.map(\.entry), source) else { return nil }
      return Claim(
        framework: "sequel", root: folder.path, files: files.map(\.entry), strength: .words,
        dialect: SequelDialect.find(for: folder.path, files.map(\.entry), in: listing, source))
    }
  }

  /// Whether the first or the last of the files are such migrations.
  private static func isMarked(_ files: [FileEntry], _ source: FileSource) -> Bool {
    (files.prefix(2) + files.dropFirst(2).suffix(1)).contains { file in
      guard let text = try? source.text(of: file).get() else { return false }
      return marks.contains { ByteSearch.contains(text.bytes, Array($0.utf8)) }
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let dialect = reader.dialect(of: claim, seen: nil, fallback: "postgres")
    let code = SequelCode(root: claim.root, source: reader.source, dialect: dialect.name)
    var sql = EmbeddedSQL(source: reader.source, dialectName: dialect.name)
    var history = MigrationHistory(
      framework: "sequel", root: claim.root.display, dialect: dialect.name,
      isDialectGuessed: dialect.isGuessed, migrations: [])
    history.migrations = NumberedScripts(claim.files, endings: fileEndings).migrations(
      reader, as: "sequel", parse: { SequelFile.read($0, $1) },
      run: { file in file.migration(code, &sql) })
    let witness = RailsWitness(root: claim.root, dialect: dialect.name)
    if reader.hearsWitnesses, let found = witness.read(reader) {
      history.witness = found.witness
      history.diagnostics += found.diagnostics
    }
    return history
  }
}

/// A migration's file, read.
struct SequelFile: Sendable {
  let entry: FileEntry
  let content: Result<(text: SourceText, script: ScriptFile), UnreadFile>

  static func read(_ entry: FileEntry, _ source: FileSource) -> SequelFile {
    SequelFile(
      entry: entry,
      content: source.text(of: entry).map { ($0, ScriptSyntax.ScriptReader.read($0.bytes, as: .ruby)) })
  }

  /// What the migration does.
  func migration(_ code: SequelCode, _ sql: inout EmbeddedSQL) -> Migration {
    var migration = Migration(id: entry.path.lastComponent, files: [entry], operations: [])
    switch content {
    case .failure(let unread): migration.diagnostics.append(unread.diagnostic)
    case .success((let text, let script)):
      var forward = ProgramOutput(file: text, entry: entry, sql: sql)
      forward.report(script.troubles)
      var program = SequelProgram(run: code.run(script), code: code, output: forward)
      let bodies = program.directions()
      if bodies.forward.isEmpty, bodies.reverse.isEmpty, !program.hasMigration, !program.run.isEmpty {
        program.output.report(
          "no-migration", "no \"Sequel.migration\" with a way forward was found", at: ScriptRange(0, 0),
          .mayChangeSchema)
      }
      for body in bodies.forward { program.perform(body) }
      sql = program.output.sql
      var reverse = SequelProgram(run: program.run, code: code, output: program.output.wayBack)
      for body in bodies.reverse { reverse.perform(body) }
      migration.take(program.output)
      migration.reverseOperations = reverse.output.operations
      migration.files += Set(program.files).subtracting([entry]).sorted()
    }
    return migration
  }
}
