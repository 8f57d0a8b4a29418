import CLibGit2
package import Domain

extension GitRepository {
  /// The files of a commit, or of one folder of it with paths from that folder on; content is read when asked for.
  ///
  /// A folder that the commit does not have gives an empty tree.
  package func tree(
    at commit: CommitID, below folder: TreePath = TreePath(bytes: [])
  ) throws(GitError) -> FileTree {
    let root = try header(of: commit.objectID).tree
    guard let start = try subtree(folder, of: root) else { return FileTree([:]) }
    var listing = TreeListing(repository: self)
    try listing.list(start)
    return FileTree(entries: listing.entries, skipped: listing.skipped, reopen: reopening()) {
      entry throws(FileReadError) in
      try self.blob(entry)
    }
  }

  /// Opens the repository once more, for another thread.
  private func reopening() -> @Sendable () -> FileTree? {
    let (path, environment, limits) = (givenPath, environment, limits)
    return {
      guard let other = try? GitRepository(discovering: path, environment: environment, limits: limits) else {
        return nil
      }
      return FileTree(entries: []) { entry throws(FileReadError) in try other.blob(entry) }
    }
  }

  /// The bytes of a file whose content id is an object id.
  func blob(_ entry: FileEntry) throws(FileReadError) -> [UInt8] {
    guard let id = entry.contentID.bytes.withUnsafeBytes({ ObjectID($0) }) else {
      throw FileReadError("\"\(entry.path.display)\" is not a file of this tree")
    }
    do {
      return try object(id, kind: GIT_OBJECT_BLOB, limit: limits.fileSize)
    } catch {
      let name = "\"\(entry.path.display)\""
      switch error {
      case .missing:
        throw FileReadError(
          "the content \"\(id.hex)\" of \(name) is not in this repository\(fetchAdvice(id))")
      case .tooLarge(let size):
        throw FileReadError("\(name) has \(size) bytes, more than the limit of \(limits.fileSize)")
      case .damaged(let words):
        throw FileReadError(
          "the content \"\(id.hex)\" of \(name) is damaged (\(words)); run \"git fsck\", then make a fresh clone"
        )
      }
    }
  }

  private func subtree(_ folder: TreePath, of root: ObjectID) throws(GitError) -> ObjectID? {
    var current = root
    for part in folder.bytes.split(separator: UInt8(ascii: "/")) {
      let tree = try treeObject(current)
      guard
        let entry = tree.entries.first(where: {
          $0.kind == .folder && tree.bytes[$0.name].elementsEqual(part)
        })
      else { return nil }
      current = entry.id
    }
    return current
  }

  func tooManyEntries(_ what: String) -> GitError {
    GitError(.tooLarge, "\(what) has more than \(limits.entries) files and folders, which is the limit")
  }

  func tooDeep(_ path: [UInt8]) -> GitError {
    let start = TreePath(bytes: Array(path.prefix(80))).display
    return GitError(
      .tooLarge, "folders are nested deeper than the limit of \(limits.depth), below \"\(start)\"")
  }
}

/// Lists all files below a tree object.
private struct TreeListing {
  private struct Frame {
    var tree: TreeObject
    var index = 0
    var pathLength: Int
  }

  private let repository: GitRepository
  private(set) var entries: [FileEntry] = []
  private(set) var skipped: [TreePath] = []

  init(repository: GitRepository) {
    self.repository = repository
  }

  mutating func list(_ root: ObjectID) throws(GitError) {
    var visited = 0
    var path: [UInt8] = []
    var stack = [Frame(tree: try repository.treeObject(root), pathLength: 0)]
    while var frame = stack.popLast() {
      var descent: ObjectID?
      while frame.index < frame.tree.entries.count, descent == nil {
        let entry = frame.tree.entries[frame.index]
        frame.index += 1
        visited += 1
        guard visited <= repository.limits.entries else { throw repository.tooManyEntries("the tree") }
        path.removeSubrange(min(frame.pathLength, path.count)...)
        path.append(contentsOf: frame.tree.bytes[entry.name])
        switch entry.kind {
        case .folder: descent = entry.id
        case .link, .submodule: skipped.append(TreePath(bytes: Array(path)))
        case .file:
          entries.append(
            FileEntry(path: TreePath(bytes: Array(path)), contentID: ContentID(bytes: entry.id.bytes)))
        }
      }
      guard let descent else { continue }
      stack.append(frame)
      guard stack.count < repository.limits.depth else { throw repository.tooDeep(path) }
      path.append(UInt8(ascii: "/"))
      stack.append(Frame(tree: try repository.treeObject(descent), pathLength: path.count))
    }
  }
}
