import Domain
import ScriptSyntax

/// db-migrate: scripts with `exports.up = function (db, callback)`, run in the order of their names
/// (https://db-migrate.readthedocs.io). Where the scripts only run the SQL files beside them, in `sqls`, those are
/// read by themselves.
struct DbMigrate: MigrationFramework {
  let names = ["db-migrate"]
  let fileEndings = ProgramFiles.listed
  let settingNames = ProgramDialect.settingNames

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    ProgramFiles.folders(
      listing, source, words: ["db.runSql", "db.createTable", "db.addColumn", "dbmigrate", "dbm."]
    )
    .compactMap { folder, files in
      if listing.folder(at: folder.path.appending("sqls")) != nil { return nil }
      return ProgramHistory.claim("db-migrate", folder, files, in: listing, source)
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    ProgramHistory.read(claim, in: listing, reader, by: { DbMigrateProgram(run: $0, output: $1) })
  }
}
