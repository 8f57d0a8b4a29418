import Domain
import ScriptSyntax

/// Laravel: PHP files `2024_01_02_030405_name.php` with a class that has `up` and `down`, run by file name across
/// all folders of an application; a dump in `database/schema` comes before them
/// (https://laravel.com/docs/migrations).
struct Laravel: MigrationFramework {
  let names = ["laravel"]
  let fileEndings = [".php", ".sql", ".dump"]
  let settingNames = ["artisan", "composer.json", ".env.example", ".env.dist", "database.php"]

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    var groups: [Group: [FileListing.File]] = [:]
    var places: Set<Group> = []
    for folder in listing.folders {
      let files = folder.files.filter { Self.isNamed($0.name) }
      guard !files.isEmpty else { continue }
      let isMigrations = folder.parts.suffix(2).contains(where: FolderNames.isMigrations)
      guard isMigrations || listing.isConfigured else { continue }
      let isPlace = folder.parts.suffix(2) == ["database", "migrations"] && Self.hasMark(folder, listing)
      guard isPlace || Self.isLaravel(files, source) else { continue }
      let group = Group(folder, listing)
      groups[group, default: []] += files
      if isPlace { places.insert(group) }
    }
    return groups.sorted { $0.key < $1.key }.map { group, files in
      let dumps = group.isMain ? Self.dumps(group.project, listing) : []
      return Claim(
        framework: "laravel", root: Self.root(files, group), files: (files.map(\.entry) + dumps).sorted(),
        strength: places.contains(group) ? .declared : .markers)
    }
  }

  /// The files that run as one history: those of an application, tenants apart.
  private struct Group: Hashable, Comparable {
    var project: TreePath
    /// The folder of migrations that run on databases of their own; empty for the application's.
    var tenant = ""
    var isMain: Bool { tenant.isEmpty }

    init(_ folder: FileListing.Folder, _ listing: FileListing) {
      project = PHPProject.folder(of: folder.path, in: listing)
      if let last = folder.parts.last, ["tenant", "tenants", "landlord", "system"].contains(last) {
        tenant = folder.path.display
      }
    }

    static func < (left: Group, right: Group) -> Bool {
      (left.project, left.tenant) < (right.project, right.tenant)
    }
  }

  /// The folder that names the history: that of the application's own migrations, or one above them all.
  private static func root(_ files: [FileListing.File], _ group: Group) -> TreePath {
    let folders = Set(files.map(\.entry.path.parent)).sorted()
    if folders.count == 1, let only = folders.first { return only }
    let own = group.project.appending("database/migrations")
    return folders.contains { own.holds($0) } ? own : group.project
  }

  /// `2024_01_02_030405_name.php`; times may lack digits.
  static func isNamed(_ name: String) -> Bool {
    guard let first = name.utf8.first, first &- 0x30 < 10, name.hasSuffix(".php") else { return false }
    let parts = name.utf8.split(separator: UInt8(ascii: "_"), maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count >= 4, parts[0].count == 4 else { return false }
    return parts[0..<3].allSatisfy { part in !part.isEmpty && part.allSatisfy { $0 &- 0x30 < 10 } }
  }

  /// Whether a Laravel application or package holds a folder.
  private static func hasMark(_ folder: FileListing.Folder, _ listing: FileListing) -> Bool {
    listing.hasSettings(named: "artisan", atOrAbove: folder.path)
  }

  /// Whether one of the first files is a migration of Laravel.
  private static func isLaravel(_ files: [FileListing.File], _ source: FileSource) -> Bool {
    files.prefix(3).contains { file in
      guard let text = try? source.text(of: file.entry).get() else { return false }
      return ["Illuminate\\", "extends Migration", "Schema::"].contains {
        ByteSearch.contains(text.bytes, Array($0.utf8))
      }
    }
  }

  /// Dumps of the schema that `schema:dump` wrote.
  private static func dumps(_ project: TreePath, _ listing: FileListing) -> [FileEntry] {
    let folder = listing.folder(at: project.appending("database/schema"))
    return (folder?.files ?? []).filter {
      $0.name.hasSuffix("-schema.sql") || $0.name.hasSuffix("-schema.dump")
    }.map(\.entry)
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let files = claim.files.filter { $0.path.hasSuffix(".php") }
    let dumps = claim.files.filter { !$0.path.hasSuffix(".php") }
    let folder = files.first?.path.parent ?? claim.root
    let place = PHPProject.folder(of: folder, in: listing)
    let project = LaravelProject(folder: place, source: reader.source)
    let dialect = reader.dialect(of: claim, seen: Self.dialect(project, dumps), fallback: "mysql")
    var witness: SchemaWitness?
    var read: [Migration] = []
    var migrations = LaravelMigrations(
      classes: PHPClasses(reader: reader, folder: place, dialect: dialect.name), project: project)
    if let dump = Self.chosen(dumps, project, dialect.name) {
      witness = migrations.witness(dump, of: files)
      if witness == nil { read.append(migrations.dump(dump)) }
    }
    read += migrations.read(Self.ordered(files))
    var history = ProgramHistory.history(of: claim, in: dialect, read)
    if reader.hearsWitnesses { history.witness = witness }
    return history
  }

  /// By file name, whatever the folder.
  private static func ordered(_ files: [FileEntry]) -> [FileEntry] {
    files.map { (name: Array($0.path.lastComponent.utf8), file: $0) }.sorted { left, right in
      if left.name == right.name { return left.file.path < right.file.path }
      return left.name.lexicographicallyPrecedes(right.name)
    }.map(\.file)
  }

  /// The connection that a dump is named after.
  private static func connection(of dump: FileEntry) -> String {
    let name = dump.path.lastComponent
    return String(name.dropLast(name.hasSuffix(".sql") ? 11 : 12))
  }

  /// What the settings say; SQLite is also what is tried out with, and a dump of another database says more.
  private static func dialect(_ project: LaravelProject, _ dumps: [FileEntry]) -> String? {
    let found = Set(dumps.compactMap { FolderNames.dialect(connection(of: $0).lowercased()) })
    guard let dumped = found.first, found.count == 1 else { return project.dialect }
    return project.dialect == nil || project.dialect == "sqlite" ? dumped : project.dialect
  }

  /// The dump of the application's database, none of tests and others.
  private static func chosen(_ dumps: [FileEntry], _ project: LaravelProject, _ dialect: String) -> FileEntry?
  {
    let named = dumps.filter { connection(of: $0) == project.connection }
    if let found = named.first(where: { $0.path.hasSuffix(".sql") }) ?? named.first { return found }
    return dumps.first { FolderNames.dialect(connection(of: $0).lowercased()) == dialect }
  }
}
