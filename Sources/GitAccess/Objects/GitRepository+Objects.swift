import CLibGit2

/// Why an object could not be had.
enum ObjectTrouble: Error {
  case missing
  case tooLarge(Int)
  case damaged(String)
}

extension GitRepository {
  /// The content of an object.
  func object(
    _ id: ObjectID, kind: git_object_t, limit: Int
  ) throws(ObjectTrouble) -> [UInt8] {
    var wanted = id.libraryID
    do {
      var size = 0
      var found = GIT_OBJECT_INVALID
      try check(git_odb_read_header(&size, &found, objects.pointer, &wanted))
      guard found == kind else { throw ObjectTrouble.damaged("it is of another kind") }
      guard size <= limit else { throw ObjectTrouble.tooLarge(size) }
      let database = objects.pointer
      let object = try LibraryHandle(freedBy: git_odb_object_free) { git_odb_read(&$0, database, &wanted) }
      guard git_odb_object_type(object.pointer) == kind else {
        throw ObjectTrouble.damaged("it is of another kind")
      }
      let bytes = UnsafeRawBufferPointer(
        start: git_odb_object_data(object.pointer), count: git_odb_object_size(object.pointer))
      return Array(bytes)
    } catch let failure as LibraryFailure {
      throw failure.isMissingObject ? .missing : .damaged(failure.message)
    } catch let trouble as ObjectTrouble {
      throw trouble
    } catch {
      throw .damaged("unknown trouble")
    }
  }

  /// A folder of a commit.
  func treeObject(_ id: ObjectID) throws(GitError) -> TreeObject {
    let bytes: [UInt8]
    do {
      bytes = try object(id, kind: GIT_OBJECT_TREE, limit: limits.treeSize)
    } catch {
      switch error {
      case .missing: throw missingObject(id, what: "the folder listing \"\(id.hex)\"")
      case .tooLarge(let size):
        throw GitError(
          .tooLarge,
          "the folder listing \"\(id.hex)\" has \(size) bytes, more than the limit of \(limits.treeSize)")
      case .damaged(let words): throw damagedTree(id, words)
      }
    }
    guard let tree = TreeObject(bytes) else { throw damagedTree(id, "malformed entries") }
    return tree
  }

  /// The sentence for an object that is not here, with the command that brings it.
  func missingObject(_ id: ObjectID, what: String) -> GitError {
    GitError(.missingObject, "\(what) is not in this repository\(fetchAdvice(id))")
  }

  /// How to get a missing object: partial clones fetch it, everything else is damage.
  func fetchAdvice(_ id: ObjectID) -> String {
    if let promisorRemote {
      return " (a partial clone, and the gate never uses the network); "
        + "run \"git fetch \(promisorRemote) \(id.hex)\", or make a full clone without \"--filter\""
    }
    if isShallow {
      return " (a shallow clone); run \"git fetch --unshallow\", or set \"fetch-depth: 0\" in GitHub Actions"
    }
    return "; run \"git fsck\" to see what is damaged, then make a fresh clone"
  }

  private func damagedTree(_ id: ObjectID, _ words: String) -> GitError {
    GitError(
      .corrupt,
      "the folder listing \"\(id.hex)\" is damaged (\(words)); run \"git fsck\", then make a fresh clone")
  }
}
