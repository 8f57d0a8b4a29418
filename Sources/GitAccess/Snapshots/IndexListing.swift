import CLibGit2
import Domain

/// The index of a repository, copied out.
struct IndexListing {
  /// One staged path.
  struct Entry {
    var path: [UInt8]
    var id: ObjectID
    var isFile: Bool
    /// Announced with `git add --intent-to-add`: known, but without staged content.
    var isOnlyIntended: Bool
    /// Left out of the work tree by a sparse checkout.
    var isSparse: Bool
  }

  private(set) var entries: [Entry] = []
  private(set) var conflicts: [TreePath] = []

  /// Copies all entries of an open index.
  init(_ index: borrowing LibraryHandle) {
    let count = git_index_entrycount(index.pointer)
    entries.reserveCapacity(count)
    for position in 0..<count {
      guard let entry = git_index_get_byindex(index.pointer, position)?.pointee, let name = entry.path else {
        continue
      }
      let path = bytes(ofText: name)
      guard Int32(entry.flags) & Int32(GIT_INDEX_ENTRY_STAGEMASK) == 0 else {
        if conflicts.last?.bytes != path { conflicts.append(TreePath(bytes: path)) }
        continue
      }
      let extended = UInt32(entry.flags_extended)
      entries.append(
        Entry(
          path: path, id: ObjectID(entry.id), isFile: entry.mode & 0o170000 == 0o100000,
          isOnlyIntended: extended & UInt32(GIT_INDEX_ENTRY_INTENT_TO_ADD.rawValue) != 0,
          isSparse: extended & UInt32(GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue) != 0))
    }
  }
}

extension GitRepository {
  /// Opens the index: the environment's one if a commit is in progress, else the repository's.
  func openIndex() throws(GitError) -> LibraryHandle {
    guard workTreeRoot != nil else {
      throw GitError(
        .noWorkTree,
        "\"\(gitDirectory)\" is a bare repository without index or files; name a revision as the head")
    }
    let repository = handle.pointer
    do {
      guard let file = environment.indexFile else {
        return try LibraryHandle(freedBy: git_index_free) { git_repository_index(&$0, repository) }
      }
      return try LibraryHandle(freedBy: git_index_free) { git_index_open(&$0, file) }
    } catch {
      throw indexError(error)
    }
  }

  func indexError(_ failure: LibraryFailure) -> GitError {
    let place = environment.indexFile ?? gitDirectory + "/index"
    if failure.message.holds("sdir") {
      return GitError(
        .unsupportedFormat,
        "the index \"\(place)\" is a sparse index, which libgit2 cannot read; "
          + "run \"git sparse-checkout reapply --no-sparse-index\"")
    }
    if failure.message.holds("link") {
      return GitError(
        .unsupportedFormat,
        "the index \"\(place)\" is split, which libgit2 cannot read; run \"git update-index --no-split-index\""
      )
    }
    return GitError(
      .corrupt,
      "the index \"\(place)\" could not be read (\(failure.message)); "
        + "if \"git status\" fails too, remove it and run \"git reset\"")
  }
}
