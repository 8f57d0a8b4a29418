import Domain
import ScriptSyntax

/// Entity Framework 6 and before: C# classes `201401020304056_Name.cs` built on `DbMigration`, those of a folder together,
/// run by the time in their names (https://learn.microsoft.com/ef/ef6/modeling/code-first/migrations/).
struct EntityFramework6: MigrationFramework {
  let names = ["entity-framework-6"]
  let fileEndings = [".cs", ".csproj"] + ProgramTexts.endings
  let settingNames: [String] = []

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    listing.folders.compactMap { folder in
      let named = folder.files.filter { CSharpFiles.isNamed($0.name) }.map(\.entry)
      guard named.prefix(3).contains(where: { Self.isMigration($0, source) }) else { return nil }
      let files = named.filter { Self.isMigration($0, source) }
      let texts = ProgramTexts.read(
        by: files, CSharpProject(of: folder.path, in: listing), listing, source)
      return Claim(
        framework: "entity-framework-6", root: folder.path, files: (files + texts).sorted(),
        strength: .words, dialect: FolderNames.dialect(above: folder.path))
    }
  }

  /// Whether a file has a class with migrations of these versions.
  private static func isMigration(_ file: FileEntry, _ source: FileSource) -> Bool {
    guard let text = try? source.text(of: file).get() else { return false }
    return ByteSearch.contains(text.bytes, Array("System.Data.Entity.Migrations".utf8))
      && ByteSearch.contains(text.bytes, Array(" class ".utf8))
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let files = claim.files.filter { $0.path.hasSuffix(".cs") }.sorted {
      ($0.path.lastComponent, $0.path) < ($1.path.lastComponent, $1.path)
    }
    let project = CSharpProject(of: claim.root, in: listing)
    let dialect = reader.dialect(
      of: claim, seen: claim.dialect ?? Self.dialect(of: project, reader.source), fallback: "sqlserver")
    let library = CSharpLibrary(
      project: project, claim: claim, reader: reader, listing: listing, dialect: dialect.name)
    var migrations = CSharpMigrations<EF6Program>(reader: reader, library: library, dialect: dialect.name)
    let read = reader.parsingAhead(files, as: .csharp) {
      files.map { migrations.read($0, id: String($0.path.lastComponent.dropLast(3))) }
    }
    return ProgramHistory.history(of: claim, in: dialect, read)
  }

  /// The database that a project is for, by the packages that it names; SQL Server needs none.
  private static func dialect(of project: CSharpProject, _ source: FileSource) -> String? {
    guard let file = project.file, let text = try? source.text(of: file).get() else { return nil }
    let packages = [
      ("EntityFramework6.Npgsql", "postgres"), ("Npgsql.EntityFramework", "postgres"),
      ("MySql.Data.Entity", "mysql"), ("SQLite.EF6", "sqlite"),
    ]
    let found = Set(
      packages.filter { ByteSearch.contains(text.bytes, Array($0.0.utf8)) }.map(\.1))
    return found.count == 1 ? found.first : nil
  }
}
