import Domain
import GitAccess
import Glibc

/// Finds the registry's files.
enum RegistryOpening {
  /// Begins to read the folder that the command line names; nil if it stands in the reviewed repository, or is one of a
  /// commit: that is found once the revisions are.
  static func begin(option: String?, repository: GitRepository) -> RegistrySource? {
    guard let option, exists(option), folderInside(repository, option) == nil else { return nil }
    return RegistryLoading.begin(option)
  }

  /// Finds the registry that the command line names, or the one of the configuration.
  ///
  /// A folder inside the reviewed repository is split: policy at the target tip, models at head.
  static func open(
    option: String?, configured: String?, snapshots: BackendSnapshots
  ) throws(CommandFailure) -> RegistrySource {
    if let option { return try open(option, snapshots: snapshots) }
    guard let configured else {
      throw CommandFailure(
        "no registry: name the data team's project with --registry, or with \"registry\" in .tidegate.yml")
    }
    let root = snapshots.repository.workTreeRoot ?? snapshots.repository.gitDirectory
    let path = configured.hasPrefix("/") ? configured : root + "/" + configured
    return try open(path, snapshots: snapshots)
  }

  private static func open(
    _ name: String, snapshots: BackendSnapshots
  ) throws(CommandFailure) -> RegistrySource {
    if !exists(name), let mark = name.lastIndex(of: "@") {
      return try open(
        folder: String(name[..<mark]), revision: String(name[name.index(after: mark)...]))
    }
    if let inside = folderInside(snapshots.repository, name) {
      return try split(inside, snapshots: snapshots)
    }
    return RegistryLoading.begin(name)
  }

  /// `path@revision`: a folder of a repository as it is in a commit.
  private static func open(
    folder: String, revision: String
  ) throws(CommandFailure) -> RegistrySource {
    do throws(GitError) {
      let repository = try GitRepository(discovering: folder, environment: .empty)
      let commit = try repository.resolve(revision).commitID
      let tree = try repository.tree(at: commit, below: repository.givenFolder)
      guard !tree.entries.isEmpty else {
        throw GitError(
          .unknownRevision, "\"\(folder)\" has no files at \"\(revision)\"; check the folder and the revision"
        )
      }
      return .files(tree, policy: tree, target: nil)
    } catch {
      throw CommandFailure("registry: \(error.message)")
    }
  }

  private static func split(
    _ folder: TreePath, snapshots: BackendSnapshots
  ) throws(CommandFailure) -> RegistrySource {
    let target = try snapshots.targetTree().below(folder)
    let head = snapshots.headTree.below(folder)
    guard !head.entries.isEmpty || !target.entries.isEmpty else {
      throw CommandFailure("registry: \"\(folder.display)\" has no files at head; check the path")
    }
    return .files(head, policy: target, target: target)
  }

  /// The folder of the reviewed work tree that a path names; nil for a path outside of it.
  private static func folderInside(_ repository: GitRepository, _ path: String) -> TreePath? {
    guard let root = repository.workTreeRoot.flatMap(realPath), let full = realPath(path) else { return nil }
    if full == root { return TreePath("") }
    guard full.hasPrefix(root + "/") else { return nil }
    return TreePath(String(full.dropFirst(root.count + 1)))
  }

  private static func realPath(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }

  private static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}

extension FileTree {
  /// The files of one folder, with paths from that folder on.
  func below(_ folder: TreePath) -> FileTree {
    guard !folder.bytes.isEmpty else { return self }
    let count = folder.bytes.count + 1
    let files = entries(below: folder).map { entry in
      FileEntry(
        path: TreePath(bytes: Array(entry.path.bytes.dropFirst(count))), contentID: entry.contentID,
        size: entry.size)
    }
    let whole = self
    return FileTree(entries: files) { entry throws(FileReadError) in
      var original = entry
      original.path = TreePath(bytes: folder.bytes + [UInt8(ascii: "/")] + entry.path.bytes)
      return try whole.contents(of: original)
    }
  }
}
