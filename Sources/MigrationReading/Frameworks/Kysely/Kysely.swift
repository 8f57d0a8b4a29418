import Domain
import ScriptSyntax

/// Kysely: one script a migration, `export async function up(db: Kysely<any>)`, run in the order of file names
/// (https://kysely.dev/docs/migrations).
struct Kysely: MigrationFramework {
  let names = ["kysely"]
  let fileEndings = ProgramFiles.listed
  let settingNames = ProgramDialect.settingNames

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    ProgramFiles.folders(listing, source, words: ["kysely", "Kysely"], anyName: true).map { folder, files in
      ProgramHistory.claim("kysely", folder, files, in: listing, source)
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    ProgramHistory.read(claim, in: listing, reader, by: { KyselyProgram(run: $0, output: $1) })
  }
}
