import Domain
import ScriptSyntax

/// Knex: one script a migration, `exports.up = (knex) => ...`, run in the order of file names
/// (https://knexjs.org/guide/migrations.html).
struct Knex: MigrationFramework {
  let names = ["knex"]
  let fileEndings = ProgramFiles.listed
  let settingNames = ProgramDialect.settingNames

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    let folders = ProgramFiles.folders(listing, source, words: ["knex", "Knex"], anyName: true)
    return OlderScripts.joined(folders).map { folder, files in
      ProgramHistory.claim("knex", folder, files, in: listing, source)
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    ProgramHistory.read(claim, in: listing, reader, by: { KnexProgram(run: $0, output: $1) })
  }
}
