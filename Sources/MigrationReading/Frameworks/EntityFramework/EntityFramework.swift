import Domain
import ScriptSyntax

/// Entity Framework Core: C# classes `20240102030405_Name.cs` built on `Migration`, run by the time in their names
/// (https://learn.microsoft.com/ef/core/managing-schemas/migrations/).
struct EntityFramework: MigrationFramework {
  let names = ["entity-framework"]
  let fileEndings = [".cs", ".csproj"] + ProgramTexts.endings
  let settingNames: [String] = []

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    var folders: [EFFolder] = []
    for folder in listing.folders {
      if let found = EFFolder(folder, source) { folders.append(found) }
    }
    let claims = EFFolder.joined(folders, in: listing).flatMap { $0.histories(source) }
    return claims.map { history in
      let texts = ProgramTexts.read(
        by: history.files, CSharpProject(of: history.root, in: listing), listing, source)
      return Claim(
        framework: "entity-framework", root: history.root, files: (history.files + texts).sorted(),
        strength: .words,
        dialect: FolderNames.dialect(above: history.root))
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let files = EFFiles(claim.files)
    let project = CSharpProject(of: claim.root, in: listing)
    let seen = EFDialect.find(files, claim.dialect, project, reader.source)
    let dialect = reader.dialect(of: claim, seen: seen, fallback: "sqlserver")
    let library = CSharpLibrary(
      project: project, claim: claim, reader: reader, listing: listing, dialect: dialect.name)
    var migrations = CSharpMigrations<EFProgram>(reader: reader, library: library, dialect: dialect.name)
    let ordered = files.migrations.map { (id: EFFiles.id(of: $0, reader.source), file: $0) }.sorted {
      ($0.id, $0.file.path) < ($1.id, $1.file.path)
    }
    let read = reader.parsingAhead(ordered.map(\.file), as: .csharp) {
      ordered.map { migrations.read($0.file, id: $0.id) }
    }
    return ProgramHistory.history(of: claim, in: dialect, read)
  }
}
