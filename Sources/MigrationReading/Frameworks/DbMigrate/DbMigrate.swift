import Domain
import ScriptSyntax

/// db-migrate: scripts with `exports.up = function (db, callback)`, run in the order of their names
/// (https://db-migrate.readthedocs.io). Where the scripts only run the SQL files beside them, in `sqls`, those are
/// read by themselves.
struct DbMigrate: MigrationFramework {
  let names = ["db-migrate"]
  let fileEndings = ProgramFiles.endings
  let settingNames = ProgramDialect.settingNames

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    ProgramFiles.folders(
      listing, source, words: ["db.runSql", "db.createTable", "db.addColumn", "dbmigrate", "dbm."]
    )
    .compactMap { folder, files in
      if listing.folder(at: folder.path.appending("sqls")) != nil { return nil }
      return Claim(
        framework: "db-migrate", root: folder.path,
        files: (ProgramFiles.withoutCopies(files) + ProgramFiles.texts(of: files, in: listing, source))
          .sorted(),
        strength: .markers,
        dialect: ProgramDialect.named(folder))
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let seen = claim.dialect ?? ProgramDialect.find(for: claim.root, in: listing, source: reader.source)
    var programs = ProgramMigrations(
      reader: reader, dialect: reader.dialect(of: claim, seen: seen, fallback: "postgres"))
    let migrations = ProgramFiles.ordered(ProgramFiles.scripts(claim.files)).map { file in
      programs.read(
        file, id: ProgramFiles.stem(file.path.lastComponent) ?? file.path.lastComponent,
        find: { ProgramMigrations.exported($0, [$1 ? "down" : "up"]) },
        perform: { run, body, output in
          var program = DbMigrateProgram(run: run, output: output)
          program.perform(body)
          output = program.output
        })
    }
    return programs.history(of: claim, migrations)
  }
}
