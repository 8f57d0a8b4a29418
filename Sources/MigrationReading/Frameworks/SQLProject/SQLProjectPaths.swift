import Domain

/// Finds the files that a project names: with strokes to the left, wildcards, and in any case, as on Windows.
struct SQLProjectPaths {
  private let folder: TreePath
  private let files: [FileEntry]
  private let source: FileSource

  init(folder: TreePath, listing: FileListing, source: FileSource) {
    self.folder = folder
    files = listing.folders.filter { folder.holds($0.path) }.flatMap { $0.files.filter(\.isSQL).map(\.entry) }
    self.source = source
  }

  /// All SQL files below the project but those of some of its folders, by their names in lower case.
  func all(but folders: Set<String>) -> [FileEntry] {
    files.filter { entry in
      let parts = entry.path.below(folder).components
      return parts.count < 2 || !folders.contains(parts[0].lowercased())
    }
  }

  /// The files that a name stands for; nil if it cannot be told.
  func entries(_ name: String) -> [FileEntry]? {
    guard let plain = Self.plain(name) else { return nil }
    let parts = plain.split { $0 == "/" || $0 == "\\" }
    guard let path = folder.resolving(parts) else { return [] }
    guard plain.contains(where: { $0 == "*" || $0 == "?" }) else { return entry(at: path).map { [$0] } ?? [] }
    let pattern = PathPattern(path.display.lowercased())
    return files.filter { pattern.matches(TreePath(bytes: Self.lower($0.path))) }
  }

  /// The file at a path, whatever its case.
  func entry(at path: TreePath) -> FileEntry? {
    if let entry = source.tree.entry(at: path) { return entry }
    let bytes = Self.lower(path)
    return source.tree.entries.first { $0.path.bytes.count == bytes.count && Self.lower($0.path) == bytes }
  }

  private static func lower(_ path: TreePath) -> [UInt8] {
    path.bytes.map(\.lowered)
  }

  /// A name without what MSBuild writes in it: `%20`, and the project's own folder; nil with other properties
  /// (https://learn.microsoft.com/visualstudio/msbuild/msbuild-special-characters).
  private static func plain(_ name: String) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(name.utf8).drop { $0 <= 0x20 }
    for own in ["$(MSBuildThisFileDirectory)", "$(MSBuildProjectDirectory)", "$(ProjectDir)"]
    where rest.starts(with: own.utf8) {
      rest = rest.dropFirst(own.utf8.count)
    }
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"),
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
        rest.count > 1
      {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.contains(text: "$(") || text.contains(text: "@(") ? nil : text
  }
}
