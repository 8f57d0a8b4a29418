import Domain
import ScriptSyntax

/// Tools with a script for each migration, functions `up` and `down` in it, run in the order of file names.
enum ProgramHistory {
  /// A folder whose scripts are migrations of a tool.
  static func claim(
    _ framework: String, _ folder: FileListing.Folder, _ files: [FileEntry], in listing: FileListing,
    _ source: FileSource
  ) -> Claim {
    Claim(
      framework: framework, root: folder.path,
      files: (ProgramFiles.withoutCopies(files) + ProgramFiles.texts(of: files, in: listing, source))
        .sorted(), strength: .markers, dialect: ProgramDialect.named(folder))
  }

  /// The dialect of a claim, with what the project's settings say.
  static func dialect(
    of claim: Claim, in listing: FileListing, _ reader: HistoryReader, fallback: String
  ) -> (name: String, isGuessed: Bool) {
    let seen = claim.dialect ?? ProgramDialect.find(for: claim.root, in: listing, source: reader.source)
    return reader.dialect(of: claim, seen: seen, fallback: fallback)
  }

  /// The history of a claim; `perform` says what a function of a migration does.
  static func read(
    _ claim: Claim, in listing: FileListing, _ reader: HistoryReader, perform: ProgramMigrations.Run
  ) -> MigrationHistory {
    var programs = ProgramMigrations(
      reader: reader, dialect: dialect(of: claim, in: listing, reader, fallback: "postgres"))
    let migrations = ProgramFiles.ordered(ProgramFiles.scripts(claim.files)).compactMap {
      file -> Migration? in
      let id = ProgramFiles.stem(file.path.lastComponent) ?? file.path.lastComponent
      let migration = programs.read(
        file, id: id, find: { ProgramMigrations.exported($0, [$1 ? "down" : "up"]) }, perform: perform)
      return isShared(migration) ? nil : migration
    }
    return programs.history(of: claim, OlderScripts.withoutSquashed(migrations, below: claim.root))
  }

  /// The history of a claim whose functions a program follows that is given the connection.
  static func read<Program: DatabaseProgram>(
    _ claim: Claim, in listing: FileListing, _ reader: HistoryReader,
    by program: (ScriptRun, ProgramOutput) -> Program
  ) -> MigrationHistory {
    read(claim, in: listing, reader) { run, body, output in
      var program = program(run, output)
      program.perform(body)
      output = program.output
    }
  }

  /// Migrations in their order as a history; of those of one name the later ones are told apart by their files.
  static func history(
    of claim: Claim, in dialect: (name: String, isGuessed: Bool), _ migrations: [Migration],
    _ diagnostics: [Diagnostic] = []
  ) -> MigrationHistory {
    var ids = MigrationIDs()
    var history = MigrationHistory(
      framework: claim.framework, root: claim.root.display, dialect: dialect.name,
      isDialectGuessed: dialect.isGuessed, migrations: [], diagnostics: diagnostics)
    for var migration in migrations {
      ids.take(&migration)
      history.migrations.append(migration)
    }
    return history
  }

  /// Whether a file among migrations is something that they share: it has no number and no way forward.
  static func isShared(_ migration: Migration) -> Bool {
    migration.operations.isEmpty && migration.diagnostics.map(\.id) == ["no-migration"]
      && !ProgramFiles.isNumbered(migration.id)
  }
}
