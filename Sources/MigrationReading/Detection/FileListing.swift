package import Domain

/// The files of a tree that a migration framework may want, by folder: made in one pass over the paths.
package struct FileListing: Sendable {
  /// A file of a folder.
  package struct File: Hashable, Sendable {
    /// The file.
    package var entry: FileEntry
    /// Its name without folders.
    package var name: String
    /// The ending of the name, empty if no framework wants it.
    package var endings: FileEndings = []
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
    /// The endings of its files.
    package var endings: FileEndings
  }

  /// The folders, sorted by path bytes.
  package private(set) var folders: [Folder] = []
  /// Files of configuration names (`flyway.conf`), sorted by path bytes.
  package private(set) var settings: [File] = []
  /// Whether configuration named the files: then folder names and standing decide nothing.
  package private(set) var isConfigured = false
  private let endings: FileEndings.Table
  private var settingPlaces: [String: [Int]] = [:]

  /// Lists the files with one of the endings (lower case, such as `.sql`) or of one of the names.
  package init(_ entries: [FileEntry], endings: [String], settingNames: [String]) {
    self.endings = FileEndings.Table(endings)
    let names = Set(settingNames.map { Array($0.utf8) })
    var isNameLength = Array(repeating: false, count: (names.map(\.count).max() ?? 0) + 1)
    for name in names { isNameLength[name.count] = true }
    var positions: [TreePath: Int] = [:]
    for entry in entries {
      let bytes = entry.path.bytes
      let nameStart = (bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
      let length = bytes.count - nameStart
      let isNamed =
        length < isNameLength.count && isNameLength[length] && names.contains(Array(bytes[nameStart...]))
      let ending = self.endings.ending(of: bytes)
      guard isNamed || !ending.isEmpty else { continue }
      let file = File(
        entry: entry, name: String(decoding: bytes[nameStart...], as: UTF8.self), endings: ending)
      if isNamed {
        settingPlaces[file.name, default: []].append(settings.count)
        settings.append(file)
      }
      guard !ending.isEmpty else { continue }
      // Most files stand beside the one before.
      let last = folders.count - 1
      let folder = bytes[..<max(0, nameStart - 1)]
      if last >= 0, folders[last].path.bytes.elementsEqual(folder) {
        folders[last].add(file)
        continue
      }
      let path = TreePath(bytes: Array(folder))
      if let at = positions[path] {
        folders[at].add(file)
      } else {
        positions[path] = folders.count
        folders.append(Folder(path, file))
      }
    }
    folders.sort { $0.path < $1.path }
    let projects = settings.filter { $0.name == "dbt_project.yml" }.map { $0.entry.path.parent }
    for at in folders.indices {
      folders[at].standing = FolderStanding(parts: folders[at].parts, path: folders[at].path, dbt: projects)
    }
  }

  /// The folder at a path, if it holds files.
  package func folder(at path: TreePath) -> Folder? {
    var (low, high) = (0, folders.count)
    while low < high {
      let middle = (low + high) / 2
      if folders[middle].path < path { low = middle + 1 } else { high = middle }
    }
    return low < folders.count && folders[low].path == path ? folders[low] : nil
  }

  /// Configuration files of a name, sorted by path.
  package func settings(named name: String) -> [FileEntry] {
    (settingPlaces[name] ?? []).map { settings[$0].entry }
  }

  /// Whether a configuration file of a name stands in the folder or one above it.
  package func hasSettings(named name: String, atOrAbove folder: TreePath) -> Bool {
    (settingPlaces[name] ?? []).contains { settings[$0].entry.path.parent.holds(folder) }
  }

  /// The nearest folder at or above another with a configuration file of the first name that any of them has.
  package func nearestFolder(with names: [String], above folder: TreePath) -> TreePath? {
    names.lazy.compactMap { name in
      settings(named: name).map(\.path.parent).filter { $0.holds(folder) }
        .max { $0.bytes.count < $1.bytes.count }
    }.first
  }

  /// The listing of the files that pass; folders that lose all files go.
  package func filtered(asConfigured: Bool = false, _ keep: (Folder, File) -> Bool) -> FileListing {
    var copy = self
    copy.isConfigured = asConfigured
    copy.folders = folders.compactMap { folder in
      var rest = folder
      rest.keep { keep(folder, $0) }
      if asConfigured { rest.standing = .own }
      return rest.files.isEmpty ? nil : rest
    }
    return copy
  }

  /// The listing of the folders that pass, with all their files.
  package func filtered(folders keep: (Folder) -> Bool) -> FileListing {
    var copy = self
    copy.folders = folders.filter(keep)
    return copy
  }

  /// The listing of the files with these endings; folders without any go.
  package func filtered(endings names: [String]) -> FileListing {
    let wanted = endings.endings(names)
    var copy = self
    copy.folders = folders.compactMap { folder in
      if folder.endings.isDisjoint(with: wanted) { return nil }
      if folder.endings.isSubset(of: wanted) { return folder }
      var rest = folder
      rest.keep { !$0.endings.isDisjoint(with: wanted) }
      return rest
    }
    return copy
  }
}

extension FileListing.Folder {
  /// A folder of one file, so far.
  fileprivate init(_ path: TreePath, _ file: FileListing.File) {
    self.init(
      path: path, parts: path.components.map { $0.lowercased() }, files: [file], standing: .own,
      endings: file.endings)
  }

  fileprivate mutating func add(_ file: FileListing.File) {
    files.append(file)
    endings.formUnion(file.endings)
  }

  /// Drops the files that do not pass.
  fileprivate mutating func keep(_ passes: (FileListing.File) -> Bool) {
    files = files.filter(passes)
    endings = files.reduce(into: []) { $0.formUnion($1.endings) }
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
