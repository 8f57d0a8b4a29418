import Domain
import ScriptSyntax

/// FluentMigrator: C# classes with the attribute `[Migration(20240102)]`, those of a project together, run by that
/// number (https://fluentmigrator.github.io/articles/migration/migration-attribute.html).
struct FluentMigrator: MigrationFramework {
  let names = ["fluent-migrator"]
  let fileEndings = [".cs", ".csproj"] + ProgramTexts.endings
  let settingNames: [String] = []

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    var groups: [TreePath: [FileEntry]] = [:]
    var projects: [TreePath: CSharpProject] = [:]
    for folder in listing.folders {
      let isPlace = listing.isConfigured || folder.parts.contains { $0.contains(text: "migrat") }
      // What Entity Framework writes beside its migrations is long, and never one of these.
      let files = folder.files.filter {
        $0.name.hasSuffix(".cs") && !CSharpFiles.isDesigner($0.name) && !CSharpFiles.isSnapshot($0.name)
      }
      guard !files.isEmpty else { continue }
      let project = CSharpProject(of: folder.path, in: listing)
      guard isPlace || Self.isPackage(project.file, source) else { continue }
      let found = files.filter { FluentFile.isMigration($0.entry, source) }
      guard !found.isEmpty else { continue }
      groups[project.folder, default: []] += found.map(\.entry)
      projects[project.folder] = project
    }
    return groups.sorted { $0.key < $1.key }.map { place, files in
      let root = Claim.root(of: files, within: place)
      let texts = projects[place].map { ProgramTexts.read(by: files, $0, listing, source) } ?? []
      return Claim(
        framework: "fluent-migrator", root: root, files: (files + texts).sorted(), strength: .words,
        dialect: FolderNames.dialect(above: root))
    }
  }

  /// Whether a project file names the package.
  private static func isPackage(_ file: FileEntry?, _ source: FileSource) -> Bool {
    guard let file, let text = try? source.text(of: file).get() else { return false }
    return ByteSearch.contains(text.bytes, Array("FluentMigrator".utf8))
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let files = claim.files.filter { $0.path.hasSuffix(".cs") }
    let project = CSharpProject(of: files.first?.path.parent ?? claim.root, in: listing)
    let seen = FluentDialect.find(claim, project, listing, reader.source)
    let dialect = reader.dialect(of: claim, seen: seen, fallback: "sqlserver")
    let library = CSharpLibrary(
      project: project, claim: claim, reader: reader, listing: listing, dialect: dialect.name)
    library.learn(files: FluentFile.extensions(in: listing, source: reader.source))
    var migrations = FluentMigrations(reader: reader, library: library, dialect: dialect.name)
    let read = reader.parsingAhead(files, as: .csharp) { migrations.read(files) }
    return ProgramHistory.history(of: claim, in: dialect, read)
  }
}

/// Files with migrations.
enum FluentFile {
  /// Whether a file has a class with migrations of this tool.
  static func isMigration(_ file: FileEntry, _ source: FileSource) -> Bool {
    guard let text = try? source.text(of: file).get() else { return false }
    func has(_ word: String) -> Bool { ByteSearch.contains(text.bytes, Array(word.utf8)) }
    guard !has("MigrationBuilder"), hasAttribute(text.bytes) else { return false }
    if has("FluentMigrator") { return true }
    // The name of the package may stand in another file of the project.
    return has(" Up()")
      && ["Create.", "Alter.", "Delete.", "Rename.", "Execute.", "Insert.", "Update."].contains(where: has)
  }

  /// Whether the name of an attribute has the word: `[Migration(1)]`, `[ShopMigration("2024/01/02")]`.
  private static func hasAttribute(_ bytes: [UInt8]) -> Bool {
    let mark = Array("Migration".utf8)
    var at = 0
    while let start = ByteSearch.first(of: mark, in: bytes, from: at) {
      at = start + mark.count
      var end = at
      while end < bytes.count, ScriptWordByte.isName(bytes[end]) { end += 1 }
      guard end < bytes.count, bytes[end] == UInt8(ascii: "(") else { continue }
      var before = start
      while before > 0, ScriptWordByte.isName(bytes[before - 1]) || bytes[before - 1] == UInt8(ascii: ".") {
        before -= 1
      }
      while before > 0, bytes[before - 1] == 32 { before -= 1 }
      guard before > 0 else { continue }
      if bytes[before - 1] == UInt8(ascii: "[") || bytes[before - 1] == UInt8(ascii: ",") { return true }
    }
    return false
  }

  /// Files with methods that are added to those of the tool: their names say so, and its interfaces stand in them.
  static func extensions(in listing: FileListing, source: FileSource) -> [FileEntry] {
    let mark = Array("FluentMigrator.Builders".utf8)
    var found: [FileEntry] = []
    var left = 2_000
    for folder in listing.folders where folder.standing == .own {
      for file in folder.files where file.name.hasSuffix(".cs") {
        guard ["xtension", "igrat", "Fluent"].contains(where: { file.name.contains(text: $0) }), left > 0,
          found.count < 40
        else { continue }
        left -= 1
        guard let text = try? source.text(of: file.entry).get(), ByteSearch.contains(text.bytes, mark),
          ByteSearch.contains(text.bytes, Array("(this I".utf8))
        else { continue }
        found.append(file.entry)
      }
    }
    return found
  }
}

/// The database that migrations are for.
enum FluentDialect {
  /// By the packages of the project, else those of all projects, else what programs set up.
  static func find(_ claim: Claim, _ project: CSharpProject, _ listing: FileListing, _ source: FileSource)
    -> String?
  {
    if let file = project.file, let found = only(mentioned(packages, file, source)) { return found }
    if let named = claim.dialect { return named }
    var found: Set<String> = []
    for folder in listing.folders {
      for file in folder.files where file.name.hasSuffix(".csproj") {
        found.formUnion(mentioned(packages, file.entry, source))
      }
    }
    if let only = only(found) { return only }
    found = []
    var left = 400
    for folder in listing.folders {
      for file in folder.files where left > 0 && isSetup(file.name) {
        left -= 1
        found.formUnion(mentioned(calls, file.entry, source))
      }
    }
    return only(found)
  }

  /// Files of programs in which services are set up, by their names.
  private static func isSetup(_ name: String) -> Bool {
    name == "Program.cs" || name == "Startup.cs"
      || name.hasSuffix(".cs")
        && ["Extension", "Migrat", "Injection", "Module", "Database"].contains { name.contains(text: $0) }
  }

  /// The only one, one for tests aside.
  private static func only(_ found: Set<String>) -> String? {
    let real = found.count == 2 ? found.subtracting(["sqlite"]) : found
    return real.count == 1 ? real.first : nil
  }

  private static func mentioned(_ marks: [(String, String)], _ file: FileEntry, _ source: FileSource)
    -> Set<String>
  {
    guard let text = try? source.text(of: file).get() else { return [] }
    return Set(marks.filter { ByteSearch.contains(text.bytes, Array($0.0.utf8)) }.map(\.1))
  }

  private static let packages = [
    ("FluentMigrator.Runner.Postgres", "postgres"), ("FluentMigrator.Runner.SqlServer", "sqlserver"),
    ("FluentMigrator.Runner.MySql", "mysql"), ("FluentMigrator.Runner.SQLite", "sqlite"),
    ("FluentMigrator.Extensions.Postgres", "postgres"), ("FluentMigrator.Extensions.MySql", "mysql"),
    ("FluentMigrator.Extensions.SqlServer", "sqlserver"), ("\"Npgsql", "postgres"),
    ("\"MySqlConnector", "mysql"), ("\"MySql.Data", "mysql"), ("Data.SqlClient\"", "sqlserver"),
    ("Data.SQLite", "sqlite"), ("Microsoft.Data.Sqlite", "sqlite"),
  ]
  private static let calls = [
    (".AddPostgres", "postgres"), (".AddSqlServer", "sqlserver"), (".AddMySql", "mysql"),
    (".AddSQLite", "sqlite"), ("UseNpgsql(", "postgres"), ("NpgsqlConnection", "postgres"),
  ]
}
