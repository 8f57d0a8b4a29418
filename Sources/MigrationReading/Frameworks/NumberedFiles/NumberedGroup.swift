import Domain

/// Where the history of a folder starts.
struct NumberedPlace {
  /// The folder that holds the history.
  var root: TreePath
  /// Whether a folder name, or the gate's configuration, says "migrations".
  var isNamed: Bool
  /// The dialect by a folder's name.
  var dialect: String?

  /// The place of a folder: the nearest folder at or above it that is named for migrations, further down only by
  /// folders that are no part of the order (a database, a module).
  init(_ folder: FileListing.Folder, isConfigured: Bool) {
    let names = folder.path.components
    let named = folder.parts.lastIndex { FolderNames.isMigrations($0) }
    var depth = named.map { $0 + 1 } ?? names.count
    if named == nil { while depth > 0, Self.isStep(folder.parts[depth - 1]) { depth -= 1 } }
    for index in depth..<max(depth, names.count) {
      if Self.isStep(folder.parts[index]) { break }
      depth = index + 1
    }
    for part in folder.parts.prefix(depth).suffix(2) { dialect = FolderNames.dialect(part) ?? dialect }
    root = TreePath(names.prefix(depth).joined(separator: "/"))
    isNamed = named != nil || isConfigured
  }

  /// Whether a folder is a part of the order: numbered, dated, or one direction.
  private static func isStep(_ part: String) -> Bool {
    FileVersion.starts(part) || FolderNames.isReverse(part) || FolderNames.isForward(part)
  }
}

/// The SQL files below one place, before it is known whether they are migrations.
struct NumberedGroup {
  /// Where they stand.
  var place: NumberedPlace
  /// The files, sorted by path.
  var files: [FileListing.File] = []

  /// File names that stand for their folder: `20240102_x/migration.sql`.
  static let folderNames: Set<String> = ["migration", "index", "up", "down"]
  /// Names, without ending, of what is no migration though it may stand among them.
  private static let others: Set<String> = [
    "seed", "seeds", "schema", "structure", "dump", "init", "setup", "reset", "drop", "teardown", "test",
    "testdata",
    "sample", "sample_data", "data", "views", "functions", "triggers", "create_database", "schema_dump", "db",
  ]
  /// Folder names under which one numbered file is enough.
  private static let places: Set<String> = [
    "sql", "db", "database", "schema", "schemas", "ddl", "postgres", "postgresql", "postgre", "pg", "scripts",
    "dbscripts",
  ]

  /// Creates a group without files.
  init(place: NumberedPlace) {
    self.place = place
  }

  /// The files that are migrations; nil if the group is none.
  func migrations(_ source: FileSource) -> [FileEntry]? {
    let numbered = files.filter { isNumbered($0) }
    if place.isNamed {
      if !numbered.isEmpty { return numbered.map(\.entry) }
      let named = files.filter { !Self.others.contains($0.stem.lowercased()) }
      return named.isEmpty ? nil : named.map(\.entry)
    }
    let directlyNumbered = files.filter { FileVersion.starts($0.name) }
    let rest = files.filter { !FileVersion.starts($0.name) && !Self.others.contains($0.stem.lowercased()) }
    let isPlace = Self.places.contains(place.root.lastComponent.lowercased())
    guard directlyNumbered.count > (isPlace ? 0 : 1), rest.count * 4 <= directlyNumbered.count else {
      return nil
    }
    return defines(directlyNumbered, source) ? directlyNumbered.map(\.entry) : nil
  }

  private func isNumbered(_ file: FileListing.File) -> Bool {
    if FileVersion.starts(file.name) { return true }
    let below = file.entry.path.parent.components.dropFirst(place.root.components.count)
    return below.contains { FileVersion.starts($0) }
  }

  /// Whether one of the first files defines something and none is a template of a data project.
  private func defines(_ files: [FileListing.File], _ source: FileSource) -> Bool {
    var isDefining = false
    for file in files.prefix(3) {
      guard let text = try? source.text(of: file.entry).get() else { continue }
      if TextProbe.isTemplate(text.bytes) { return false }
      isDefining = isDefining || TextProbe.mayDefine(text.bytes)
    }
    return isDefining
  }
}
