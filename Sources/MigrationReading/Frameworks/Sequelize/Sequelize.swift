import Domain
import ScriptSyntax

/// Sequelize and umzug: one script a migration with `up(queryInterface, Sequelize)`, run in the order of file names
/// (https://sequelize.org/docs/v6/other-topics/migrations/).
struct Sequelize: MigrationFramework {
  let names = ["sequelize"]
  let fileEndings = ProgramFiles.listed
  let settingNames = ProgramDialect.settingNames

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    let words = ["queryInterface", "QueryInterface", "sequelize", "Sequelize"]
    let folders = ProgramFiles.folders(listing, source, words: words, anyName: true)
    return OlderScripts.joined(folders).map { folder, files in
      ProgramHistory.claim("sequelize", folder, files, in: listing, source)
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    ProgramHistory.read(claim, in: listing, reader, by: { SequelizeProgram(run: $0, output: $1) })
  }
}
