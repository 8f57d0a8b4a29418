import Domain

/// The files of one history by what they are: migrations, and what the tool keeps beside them.
struct EFFiles {
  /// Files with a migration each.
  let migrations: [FileEntry]
  /// States of the model after all migrations.
  let snapshots: [FileEntry]

  init(_ files: [FileEntry]) {
    migrations = files.filter {
      $0.path.hasSuffix(".cs") && !CSharpFiles.isDesigner($0.path.lastComponent)
        && !CSharpFiles.isSnapshot($0.path.lastComponent)
    }
    snapshots = files.filter { CSharpFiles.isSnapshot($0.path.lastComponent) }
  }

  /// The file that the tool writes beside a migration.
  static func designer(of file: FileEntry, _ source: FileSource) -> FileEntry? {
    let name = file.path.lastComponent
    guard name.hasSuffix(".cs") else { return nil }
    let stem = String(name.dropLast(3))
    let folder = file.path.parent
    for ending in [".Designer.cs", ".designer.cs"] {
      let path = folder.bytes.isEmpty ? TreePath(stem + ending) : folder.appending(stem + ending)
      if let entry = source.tree.entry(at: path) { return entry }
    }
    return nil
  }

  /// What a migration is run by: its name, or what its attribute says where the name has no time.
  static func id(of file: FileEntry, _ source: FileSource) -> String {
    let name = file.path.lastComponent
    let stem = name.hasSuffix(".cs") ? String(name.dropLast(3)) : name
    if CSharpFiles.isNamed(name) { return stem }
    for entry in [file, designer(of: file, source)].compactMap({ $0 }) {
      if let text = try? source.text(of: entry).get(), let id = quoted(after: "[Migration(", in: text.bytes) {
        return id
      }
    }
    return stem
  }

  /// The context that a migration is for, as its own file or the one beside it says.
  static func context(of file: FileEntry, _ source: FileSource) -> String? {
    for entry in [designer(of: file, source), file].compactMap({ $0 }) {
      guard let text = try? source.text(of: entry).get(),
        let found = word(after: "DbContext(typeof(", in: text.bytes)
      else { continue }
      return found
    }
    return nil
  }

  private static func quoted(after mark: String, in bytes: [UInt8]) -> String? {
    guard let at = ByteSearch.first(of: Array(mark.utf8), in: bytes) else { return nil }
    let rest = bytes[(at + mark.utf8.count)...].prefix(300).drop { $0 != UInt8(ascii: "\"") }.dropFirst()
    guard let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
    return String(decoding: rest[..<end], as: UTF8.self)
  }

  private static func word(after mark: String, in bytes: [UInt8]) -> String? {
    guard let at = ByteSearch.first(of: Array(mark.utf8), in: bytes) else { return nil }
    let rest = bytes[(at + mark.utf8.count)...].prefix(300)
    guard let end = rest.firstIndex(of: UInt8(ascii: ")")) else { return nil }
    return String(decoding: rest[..<end], as: UTF8.self).split(separator: ".").last.map(String.init)
  }
}

/// A folder with migrations of Entity Framework, and those below it that belong to it.
struct EFFolder {
  let path: TreePath
  private(set) var files: [FileEntry]
  private var snapshots: [FileEntry]
  private let hasMigrations: Bool

  /// A folder with migrations or a snapshot; nil for others.
  init?(_ folder: FileListing.Folder, _ source: FileSource) {
    path = folder.path
    snapshots = folder.files.filter { CSharpFiles.isSnapshot($0.name) }.map(\.entry)
    let named = folder.files.filter { CSharpFiles.isNamed($0.name) }
    let isPlace = !snapshots.isEmpty || folder.parts.last.map(FolderNames.isMigrations) ?? false
    var found: [FileEntry] = []
    if named.prefix(3).contains(where: { Self.isMigration($0.entry, source) }) { found = named.map(\.entry) }
    if isPlace || !found.isEmpty {
      // The attribute alone makes a class a migration, whatever its file is named.
      found += folder.files.filter { file in
        file.name.hasSuffix(".cs") && !CSharpFiles.isNamed(file.name) && !CSharpFiles.isDesigner(file.name)
          && !CSharpFiles.isSnapshot(file.name) && Self.isMarked(file.entry, source)
      }.map(\.entry)
    }
    files = found
    hasMigrations = !found.isEmpty
    guard hasMigrations || !snapshots.isEmpty else { return nil }
  }

  /// Whether a file has a class with migrations of Entity Framework Core.
  private static func isMigration(_ file: FileEntry, _ source: FileSource) -> Bool {
    guard let text = try? source.text(of: file).get() else { return false }
    return ByteSearch.contains(text.bytes, Array("MigrationBuilder".utf8))
  }

  private static func isMarked(_ file: FileEntry, _ source: FileSource) -> Bool {
    guard let text = try? source.text(of: file).get() else { return false }
    return ByteSearch.contains(text.bytes, Array("MigrationBuilder ".utf8))
      && ByteSearch.contains(text.bytes, Array("[Migration(\"".utf8))
  }

  /// Folders without a snapshot of their own go to the nearest one above them that has one.
  static func joined(_ folders: [EFFolder], in listing: FileListing) -> [EFFolder] {
    var found = folders
    for folder in folders where folder.snapshots.isEmpty {
      var above = folder.path
      var owner: Int?
      for _ in 0..<3 where owner == nil && !above.bytes.isEmpty {
        above = above.parent
        owner = folders.firstIndex { $0.path == above && $0.snapshots.count == 1 }
      }
      guard let owner else { continue }
      found[owner].files += folder.files
      if let own = found.firstIndex(where: { $0.path == folder.path }) { found[own].files = [] }
    }
    return found.filter { !$0.files.isEmpty }
  }

  /// The histories of a folder: one for each context.
  func histories(_ source: FileSource) -> [(root: TreePath, files: [FileEntry])] {
    guard snapshots.count > 1 else { return [(path, files + snapshots)] }
    var contexts: [String: [FileEntry]] = [:]
    for file in files { contexts[EFFiles.context(of: file, source) ?? "", default: []].append(file) }
    return contexts.sorted { $0.key < $1.key }.map { context, files in
      let own = snapshots.filter { $0.path.lastComponent == context + "ModelSnapshot.cs" }
      return (path, files + own)
    }
  }
}
