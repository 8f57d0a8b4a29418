import Domain
import ScriptSyntax

/// node-pg-migrate: scripts with `exports.up = (pgm) => ...`, among SQL files or alone, run in the order of their
/// names (https://salsita.github.io/node-pg-migrate/).
struct NodePgMigrate: MigrationFramework {
  let names = ["node-pg-migrate"]
  let fileEndings = ProgramFiles.listed
  let settingNames: [String] = []

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    ProgramFiles.folders(listing, source, words: ["pgm", "MigrationBuilder", "node-pg-migrate"]).map {
      folder, files in
      let texts = folder.files.filter { $0.isSQL && ProgramFiles.isNumbered($0.name) }.map(\.entry)
      return Claim(
        framework: "node-pg-migrate", root: folder.path,
        files: (ProgramFiles.withoutCopies(files) + texts).sorted(),
        strength: .markers, dialect: "postgres", isDialectCertain: true)
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    var programs = ProgramMigrations(
      reader: reader, dialect: reader.dialect(of: claim, seen: "postgres", fallback: "postgres"))
    let migrations = ProgramFiles.ordered(claim.files).map { file in
      let name = file.path.lastComponent
      if file.path.hasSuffix(".sql") {
        return programs.readSQL(file, id: String(name.dropLast(4)), SectionMarkers.all)
      }
      return programs.read(
        file, id: ProgramFiles.stem(name) ?? name,
        find: { ProgramMigrations.exported($0, [$1 ? "down" : "up"]) },
        perform: { run, body, output in
          var program = PgmProgram(run: run, output: output)
          program.perform(body)
          output = program.output
        })
    }
    return programs.history(of: claim, migrations)
  }
}
