package import Domain

/// The files of a tree that a migration framework may want, by folder: made in one pass over the paths.
package struct FileListing: Sendable {
  /// A file of a folder.
  package struct File: Hashable, Sendable {
    /// The file.
    package var entry: FileEntry
    /// Its name without folders.
    package var name: String
  }

  /// A folder that directly holds such files.
  package struct Folder: Sendable {
    /// Where it is; the empty path is the root.
    package var path: TreePath
    /// The parts of the path in lower case.
    package var parts: [String]
    /// Its files, sorted by path bytes.
    package var files: [File]
    /// Whether its files are the repository's own migrations at all.
    package var standing: FolderStanding
  }

  /// The folders, sorted by path bytes.
  package private(set) var folders: [Folder] = []
  /// Files of configuration names (`flyway.conf`), sorted by path bytes.
  package private(set) var settings: [File] = []
  /// Whether configuration named the files: then folder names and standing decide nothing.
  package private(set) var isConfigured = false
  private var positions: [[UInt8]: Int] = [:]
  private var settingPlaces: [String: [Int]] = [:]

  /// Lists the files with one of the endings (lower case, such as `.sql`) or of one of the names.
  package init(_ entries: [FileEntry], endings: [String], settingNames: [String]) {
    let endings = endings.map { Array($0.utf8) }
    let names = Set(settingNames.map { Array($0.utf8) })
    let nameLengths = Set(names.map(\.count))
    for entry in entries {
      let bytes = entry.path.bytes
      let nameStart = (bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
      let isNamed =
        nameLengths.contains(bytes.count - nameStart) && names.contains(Array(bytes[nameStart...]))
      let isWanted = endings.contains { Self.ends(bytes, in: $0) }
      guard isNamed || isWanted else { continue }
      let file = File(entry: entry, name: String(decoding: bytes[nameStart...], as: UTF8.self))
      if isNamed {
        settingPlaces[file.name, default: []].append(settings.count)
        settings.append(file)
      }
      if isWanted { add(file, folder: nameStart > 0 ? Array(bytes[..<(nameStart - 1)]) : []) }
    }
    folders.sort { $0.path < $1.path }
    index()
    let projects = settings.filter { $0.name == "dbt_project.yml" }.map { $0.entry.path.parent }
    for at in folders.indices {
      folders[at].standing = FolderStanding(parts: folders[at].parts, path: folders[at].path, dbt: projects)
    }
  }

  private mutating func add(_ file: File, folder: [UInt8]) {
    if let at = positions[folder] {
      folders[at].files.append(file)
      return
    }
    let path = TreePath(bytes: folder)
    positions[folder] = folders.count
    folders.append(
      Folder(
        path: path, parts: path.components.map { $0.lowercased() }, files: [file], standing: .own))
  }

  private mutating func index() {
    positions = [:]
    for (at, folder) in folders.enumerated() { positions[folder.path.bytes] = at }
  }

  private static func ends(_ bytes: [UInt8], in ending: [UInt8]) -> Bool {
    guard bytes.count > ending.count else { return false }
    var at = bytes.count - ending.count
    for wanted in ending {
      let byte = bytes[at]
      guard byte == wanted || (byte &- 0x41 < 26 && byte | 0x20 == wanted) else { return false }
      at += 1
    }
    return true
  }

  /// The folder at a path, if it holds files.
  package func folder(at path: TreePath) -> Folder? {
    positions[path.bytes].map { folders[$0] }
  }

  /// Configuration files of a name, sorted by path.
  package func settings(named name: String) -> [FileEntry] {
    (settingPlaces[name] ?? []).map { settings[$0].entry }
  }

  /// Whether a configuration file of a name stands in the folder or one above it.
  package func hasSettings(named name: String, atOrAbove folder: TreePath) -> Bool {
    (settingPlaces[name] ?? []).contains { settings[$0].entry.path.parent.holds(folder) }
  }

  /// The listing of the files that pass; folders that lose all files go.
  package func filtered(asConfigured: Bool = false, _ keep: (Folder, File) -> Bool) -> FileListing {
    var copy = self
    copy.isConfigured = asConfigured
    copy.folders = folders.compactMap { folder in
      var rest = folder
      rest.files = folder.files.filter { keep(folder, $0) }
      if asConfigured { rest.standing = .own }
      return rest.files.isEmpty ? nil : rest
    }
    copy.index()
    return copy
  }
}

extension TreePath {
  /// Whether the path is this folder or lies below it.
  func holds(_ other: TreePath) -> Bool {
    if bytes.isEmpty || bytes == other.bytes { return true }
    return other.bytes.count > bytes.count && other.bytes[bytes.count] == UInt8(ascii: "/")
      && other.bytes.starts(with: bytes)
  }
}
