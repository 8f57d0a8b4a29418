import CLibGit2
import Domain

extension GitRepository {
  /// The files as they lie on disk: tracked ones, and untracked ones that are not ignored.
  ///
  /// A file that the index knows to be unchanged keeps its object id and is not read; small others are hashed.
  package func workTree() throws(GitError) -> UncommittedTree {
    let index = try openIndex()
    guard let root = workTreeRoot else { return UncommittedTree(files: FileTree([:]), conflicts: []) }
    let listing = IndexListing(index)
    var files = WorkTreeFiles(root: Array(root.utf8), repository: self)
    let differences = try differences(from: index)
    var seen: Set<[UInt8]> = []
    for entry in listing.entries {
      if let difference = differences[entry.path] {
        seen.insert(entry.path)
        files.add(entry, difference)
      } else {
        files.addUnchanged(entry)
      }
    }
    for (path, difference) in differences where !seen.contains(path) {
      files.add(path, difference)
    }
    let stored = files.stored
    let tree = FileTree(entries: files.entries, skipped: files.skipped) { entry throws(FileReadError) in
      try self.workTreeContents(entry, isStored: stored.contains(entry.path))
    }
    return UncommittedTree(files: tree, conflicts: listing.conflicts)
  }

  /// How the work tree differs from the index, by path.
  private func differences(
    from index: borrowing LibraryHandle
  ) throws(GitError) -> [[UInt8]: WorkTreeDifference] {
    var options = git_diff_options()
    let (repository, staged) = (handle.pointer, index.pointer)
    do {
      try check(git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)))
      options.flags =
        GIT_DIFF_INCLUDE_UNTRACKED.rawValue | GIT_DIFF_RECURSE_UNTRACKED_DIRS.rawValue
        | GIT_DIFF_INCLUDE_TYPECHANGE.rawValue | GIT_DIFF_INCLUDE_UNREADABLE.rawValue
        | GIT_DIFF_IGNORE_SUBMODULES.rawValue | GIT_DIFF_SKIP_BINARY_CHECK.rawValue
      let diff = try LibraryHandle(freedBy: git_diff_free) {
        git_diff_index_to_workdir(&$0, repository, staged, &options)
      }
      var differences: [[UInt8]: WorkTreeDifference] = [:]
      for position in 0..<git_diff_num_deltas(diff.pointer) {
        guard let delta = git_diff_get_delta(diff.pointer, position)?.pointee else { continue }
        guard let name = delta.new_file.path ?? delta.old_file.path else { continue }
        let path = bytes(ofText: name)
        differences[path] = WorkTreeDifference(delta)
      }
      return differences
    } catch {
      throw GitError(
        .library,
        "the files of \"\(workTreeRoot ?? gitDirectory)\" could not be listed (\(error.message)); "
          + "see what \"git status\" says")
    }
  }

  /// Content that the repository stores is read from there, so that equal ids give equal bytes; if it is not
  /// there (partial clone), and for everything else, the file on disk is read.
  private func workTreeContents(_ entry: FileEntry, isStored: Bool) throws(FileReadError) -> [UInt8] {
    if isStored, let bytes = try? blob(entry) { return bytes }
    guard let root = workTreeRoot else { throw FileReadError("the repository has no work tree") }
    switch LocalFile.read(Array(root.utf8) + [UInt8(ascii: "/")] + entry.path.bytes, limit: limits.fileSize) {
    case .success(let bytes): return bytes
    case .failure(let trouble):
      throw FileReadError("\"\(entry.path.display)\" could not be read: \(trouble.words)")
    }
  }
}

/// How one path of the work tree differs from the index.
private enum WorkTreeDifference {
  /// Not on disk.
  case gone
  /// On disk with other or not staged content; the id if it was computed.
  case changed(ObjectID?)
  /// A link, a submodule or a repository of its own.
  case unread

  init(_ delta: git_diff_delta) {
    let mode = UInt32(delta.new_file.mode)
    switch delta.status {
    case GIT_DELTA_DELETED:
      self = .gone
    case _ where mode & 0o170000 == 0o100000:
      let isKnown = delta.new_file.flags & GIT_DIFF_FLAG_VALID_ID.rawValue != 0
      let id = ObjectID(delta.new_file.id)
      self = .changed(isKnown && !id.isZero ? id : nil)
    default:
      self = .unread
    }
  }
}

/// Collects the files of a work tree.
private struct WorkTreeFiles {
  /// Untracked files up to this size are hashed, so that a moved file is recognised.
  private static let hashLimit = 256 << 10

  let root: [UInt8]
  let repository: GitRepository
  var entries: [FileEntry] = []
  var skipped: [TreePath] = []
  /// Paths whose content id names content that the repository stores.
  var stored: Set<TreePath> = []

  init(root: [UInt8], repository: GitRepository) {
    self.root = root
    self.repository = repository
  }

  mutating func addUnchanged(_ entry: IndexListing.Entry) {
    let path = TreePath(bytes: entry.path)
    guard entry.isFile else { return skipped.append(path) }
    entries.append(FileEntry(path: path, contentID: ContentID(bytes: entry.id.bytes)))
    stored.insert(path)
  }

  mutating func add(_ entry: IndexListing.Entry, _ difference: WorkTreeDifference) {
    if case .gone = difference, entry.isSparse { return addUnchanged(entry) }
    add(entry.path, difference)
  }

  mutating func add(_ path: [UInt8], _ difference: WorkTreeDifference) {
    switch difference {
    case .gone: return
    case .unread:
      // A repository inside the work tree is listed with a final slash.
      skipped.append(TreePath(bytes: path.last == UInt8(ascii: "/") ? Array(path.dropLast()) : path))
    case .changed(let known):
      let place = root + [UInt8(ascii: "/")] + path
      guard let file = LocalFile.identity(place) else { return skipped.append(TreePath(bytes: path)) }
      let id = known ?? (file.size <= Self.hashLimit ? hash(place) : nil)
      entries.append(
        FileEntry(
          path: TreePath(bytes: path), contentID: ContentID(bytes: id?.bytes ?? file.bytes), size: file.size))
    }
  }

  /// The id that the file's bytes would have as an object.
  private func hash(_ place: [UInt8]) -> ObjectID? {
    guard case .success(let bytes) = LocalFile.read(place, limit: Self.hashLimit) else { return nil }
    var id = git_oid()
    guard git_odb_hash(&id, bytes, bytes.count, GIT_OBJECT_BLOB) == 0 else { return nil }
    return ObjectID(id)
  }
}
