import Domain

/// Finds the files that changelogs name: from the naming file's folder, or from a root of the class path, which may be
/// any folder of the repository.
struct ChangeLogPaths {
  private let tree: FileTree
  /// Class path roots that were right before, tried first.
  private var roots: [TreePath] = []

  init(_ tree: FileTree) {
    self.tree = tree
  }

  /// The file that a path names.
  mutating func file(_ path: String, relativeTo folder: TreePath?) -> FileEntry? {
    if let folder {
      let place = Self.joined(folder, path)
      // Several modules of a build make one class path.
      return tree.entry(at: place) ?? Self.resource(place).flatMap { file($0, relativeTo: nil) }
    }
    let name = Self.joined(TreePath(""), Self.bare(path))
    for root in roots {
      if let entry = tree.entry(at: Self.joined(root, name.display)) { return entry }
    }
    if let entry = tree.entry(at: name) { return entry }
    let tail = [UInt8(ascii: "/")] + name.bytes
    guard let entry = tree.entries.first(where: { $0.path.bytes.ends(with: tail) }) else { return nil }
    remember(TreePath(bytes: Array(entry.path.bytes.dropLast(tail.count))))
    return entry
  }

  /// The files below the folder that a path names, in path order.
  mutating func files(below path: String, relativeTo folder: TreePath?) -> [FileEntry] {
    if let folder { return Array(tree.entries(below: Self.joined(folder, path))) }
    let name = Self.joined(TreePath(""), Self.bare(path))
    guard !name.bytes.isEmpty else { return [] }
    for root in roots + [TreePath("")] {
      let found = tree.entries(below: Self.joined(root, name.display))
      if !found.isEmpty { return Array(found) }
    }
    let middle = [UInt8(ascii: "/")] + name.bytes + [UInt8(ascii: "/")]
    for entry in tree.entries {
      guard let at = ByteSearch.first(of: middle, in: entry.path.bytes) else { continue }
      remember(TreePath(bytes: Array(entry.path.bytes[..<at])))
      return Array(tree.entries(below: TreePath(bytes: Array(entry.path.bytes[..<(at + middle.count - 1)]))))
    }
    return []
  }

  /// The path of a resource of a Maven or Gradle module from the class path's root on.
  private static func resource(_ path: TreePath) -> String? {
    let root = Array("src/main/resources/".utf8)
    guard let at = ByteSearch.first(of: root, in: path.bytes) else { return nil }
    return String(decoding: path.bytes[(at + root.count)...], as: UTF8.self)
  }

  private mutating func remember(_ root: TreePath) {
    if !roots.contains(root), roots.count < 16 { roots.append(root) }
  }

  /// Without `classpath:`, `file:` and leading slashes.
  static func bare(_ path: String) -> String {
    var rest = Substring(path)
    for scheme in ["classpath*:", "classpath:", "file:"] where rest.hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count)
    }
    return String(rest.drop { $0 == "/" })
  }

  /// A path from a folder on, `.` and `..` resolved; never above the root.
  static func joined(_ folder: TreePath, _ path: String) -> TreePath {
    var parts = folder.components
    for part in path.split(whereSeparator: { $0 == "/" || $0 == "\\" }) {
      switch part {
      case ".": break
      case "..": _ = parts.popLast()
      default: parts.append(String(part))
      }
    }
    return TreePath(parts.joined(separator: "/"))
  }
}

extension [UInt8] {
  fileprivate func ends(with tail: [UInt8]) -> Bool {
    count > tail.count && self[(count - tail.count)...].elementsEqual(tail)
  }
}
