import Domain
import ScriptSyntax

/// Sequelize and umzug: one script a migration with `up(queryInterface, Sequelize)`, run in the order of file names
/// (https://sequelize.org/docs/v6/other-topics/migrations/).
struct Sequelize: MigrationFramework {
  let names = ["sequelize"]
  let fileEndings = ProgramFiles.endings
  let settingNames = ProgramDialect.settingNames

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    let words = ["queryInterface", "QueryInterface", "sequelize", "Sequelize"]
    return ProgramFiles.folders(listing, source, words: words, anyName: true).map { folder, files in
      Claim(
        framework: "sequelize", root: folder.path,
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
          var program = SequelizeProgram(run: run, output: output)
          program.perform(body)
          output = program.output
        })
    }
    return programs.history(of: claim, migrations)
  }
}
