import CLibGit2

/// What history needs of a commit.
struct CommitHeader {
  var parents: [ObjectID]
  var tree: ObjectID
  /// Seconds since 1970.
  var time: Int64
}

extension GitRepository {
  /// The parents of a commit as it was written, whether or not a shallow clone has them.
  package func parents(of commit: CommitID) throws(GitError) -> [CommitID] {
    try header(of: commit.objectID).parents.map { CommitID($0) }
  }

  /// The best common ancestor of two commits.
  ///
  /// In a shallow clone the history ends where the clone ends, as git itself counts.
  /// - Throws: `shallow` if the ancestor lies further back than the clone, `noCommonAncestor` if there is none.
  package func mergeBase(_ left: Revision, _ right: Revision) throws(GitError) -> CommitID {
    if left.commitID == right.commitID { return left.commitID }
    guard !isShallow else { return try ShallowHistory(self).mergeBase(left, right) }
    var base = git_oid()
    var one = left.commitID.objectID.libraryID
    var two = right.commitID.objectID.libraryID
    do {
      try check(git_merge_base(&base, handle.pointer, &one, &two))
      return CommitID(ObjectID(base))
    } catch {
      if error.isNotFound, error.area == Int32(GIT_ERROR_MERGE.rawValue) {
        throw unrelated(left, right)
      }
      throw GitError(
        error.isMissingObject ? .missingObject : .corrupt,
        "the history of \"\(left.name)\" and \"\(right.name)\" could not be read (\(error.message)); "
          + "see what \"git fsck\" says, or make a fresh clone")
    }
  }

  func unrelated(_ left: Revision, _ right: Revision) -> GitError {
    GitError(
      .noCommonAncestor,
      "\"\(left.name)\" and \"\(right.name)\" have no commit in common; "
        + "name the branch that \"\(right.name)\" was made from as the base")
  }

  /// Whether commits exist whose parents were left out of the clone.
  var isShallow: Bool { LocalFile.kind(commonDirectory + "/shallow") == .regular }

  /// The parts of a commit that history needs.
  func header(of id: ObjectID) throws(GitError) -> CommitHeader {
    let repository = handle.pointer
    do {
      var wanted = id.libraryID
      let commit = try LibraryHandle(freedBy: git_commit_free) { git_commit_lookup(&$0, repository, &wanted) }
      guard let tree = git_commit_tree_id(commit.pointer) else { throw unreadable(id, "no tree") }
      var parents: [ObjectID] = []
      for index in 0..<git_commit_parentcount(commit.pointer) {
        if let parent = git_commit_parent_id(commit.pointer, index) {
          parents.append(ObjectID(parent.pointee))
        }
      }
      return CommitHeader(
        parents: parents, tree: ObjectID(tree.pointee), time: git_commit_time(commit.pointer))
    } catch let failure as LibraryFailure {
      throw failure.isMissingObject
        ? missingObject(id, what: "the commit \"\(id.hex)\"") : unreadable(id, failure.message)
    } catch let error as GitError {
      throw error
    } catch {
      throw unreadable(id, "unknown trouble")
    }
  }

  private func unreadable(_ id: ObjectID, _ words: String) -> GitError {
    GitError(.corrupt, "commit \"\(id.hex)\" could not be read (\(words)); see what \"git fsck\" says")
  }
}
