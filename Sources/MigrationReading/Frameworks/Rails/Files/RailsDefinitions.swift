import Domain

/// The SQL files of views, functions and triggers in one folder, by what they define; listed once, when first asked for.
final class RailsDefinitions {
  /// The file of one version.
  private typealias Version = (number: Int, entry: FileEntry)

  private let tree: FileTree
  private var known: [TreePath: [String: [Version]]] = [:]

  init(tree: FileTree) {
    self.tree = tree
  }

  /// The file `<stem>_v<version>.sql` right in the folder, with its version; without one the highest.
  func file(_ stem: String, in folder: TreePath, version: Int?) -> (number: Int, entry: FileEntry)? {
    var best: Version?
    for found in definitions(in: folder)[stem] ?? []
    where (version == nil || found.number == version) && found.number > best?.number ?? -1 { best = found }
    return best
  }

  private func definitions(in folder: TreePath) -> [String: [Version]] {
    if let found = known[folder] { return found }
    var found: [String: [Version]] = [:]
    let start = folder.bytes.count + 1
    for entry in tree.entries(below: folder)
    where !entry.path.bytes.dropFirst(start).contains(UInt8(ascii: "/")) {
      let name = entry.path.bytes.dropFirst(start)
      guard name.count > 4, name.suffix(4).elementsEqual(".sql".utf8),
        let mark = name.lastIndex(of: UInt8(ascii: "v")), mark > name.startIndex,
        name[mark - 1] == UInt8(ascii: "_"),
        let number = Int(String(decoding: name[(mark + 1)...].dropLast(4), as: UTF8.self))
      else { continue }
      found[String(decoding: name[..<(mark - 1)], as: UTF8.self), default: []].append((number, entry))
    }
    known[folder] = found
    return found
  }
}
