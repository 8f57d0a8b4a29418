import CLibGit2
import Domain

extension GitRepository {
  /// The commit that a name stands for: a branch, tag, remote branch, id, or one of these with `~n`, `^n`, `@{u}`.
  ///
  /// Names of files are never considered. An annotated tag gives the commit it points to.
  package func resolve(_ name: String) throws(GitError) -> Revision {
    let repository = handle.pointer
    do {
      let object = try LibraryHandle(freedBy: git_object_free) { git_revparse_single(&$0, repository, name) }
      let start = object.pointer
      let commit = try LibraryHandle(freedBy: git_object_free) {
        git_object_peel(&$0, start, GIT_OBJECT_COMMIT)
      }
      guard let id = git_object_id(commit.pointer) else { throw unknown(name) }
      return Revision(name: name, commitID: CommitID(ObjectID(id.pointee)))
    } catch let failure as LibraryFailure {
      throw revisionError(name, failure)
    } catch let error as GitError {
      throw error
    } catch {
      throw unknown(name)
    }
  }

  private func revisionError(_ name: String, _ failure: LibraryFailure) -> GitError {
    switch failure.code {
    case GIT_EAMBIGUOUS.rawValue:
      return GitError(
        .ambiguousRevision, "\"\(name)\" fits several objects; write more characters of the commit id")
    case GIT_EPEEL.rawValue:
      return notACommit(name)
    case GIT_EINVALIDSPEC.rawValue:
      // The library reports "cannot be peeled" with this code, too.
      return failure.area == Int32(GIT_ERROR_OBJECT.rawValue) ? notACommit(name) : unknown(name)
    case GIT_ENOTFOUND.rawValue, GIT_EUNBORNBRANCH.rawValue:
      return absent(name)
    default:
      guard failure.isMissingObject else {
        return GitError(
          .corrupt, "\"\(name)\" could not be read (\(failure.message)); see what \"git fsck\" says")
      }
      return absent(name)
    }
  }

  private func notACommit(_ name: String) -> GitError {
    GitError(.notACommit, "\"\(name)\" names a file or folder; name a branch, tag or commit")
  }

  /// Tells apart a name that nothing has, a branch without commit, and a name whose commit is not here.
  private func absent(_ name: String) -> GitError {
    if name == "HEAD" || name == "@", case .unborn(let branch)? = try? head() {
      return GitError(
        .unborn, "branch \"\(branch)\" has no commit yet; make a first commit, or name another revision")
    }
    if let id = referenceTarget(name) {
      return missingObject(id, what: "the commit of \"\(name)\"")
    }
    return unknown(name)
  }

  /// The object that a branch, tag or other ref names, whether or not the object is here.
  private func referenceTarget(_ name: String) -> ObjectID? {
    let repository = handle.pointer
    guard
      let reference = try? LibraryHandle(
        freedBy: git_reference_free, from: { git_reference_dwim(&$0, repository, name) })
    else { return nil }
    let start = reference.pointer
    guard
      let direct = try? LibraryHandle(
        freedBy: git_reference_free, from: { git_reference_resolve(&$0, start) }),
      let target = git_reference_target(direct.pointer)
    else { return nil }
    return ObjectID(target.pointee)
  }

  private func unknown(_ name: String) -> GitError {
    let isWholeID = name.utf8.count == 40 && name.utf8.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    if isWholeID {
      return GitError(
        .unknownRevision,
        "commit \"\(name)\" is not in this repository; run \"git fetch \(remoteNames().first ?? "origin") \(name)\""
      )
    }
    var text = "no branch, tag or commit \"\(name)\" is known here"
    let near = RevisionSuggestions.nearest(to: name, among: referenceNames())
    if !near.isEmpty {
      text += ", did you mean " + near.map { "\"\($0)\"" }.joined(separator: " or ") + "?"
    }
    let steps = [fetchStep(name), depthStep(name)].compactMap { $0 }
    if !steps.isEmpty {
      text += "; " + steps.joined(separator: "; ")
    } else if near.isEmpty {
      text += "; \"git branch --all\" lists the names"
    }
    return GitError(.unknownRevision, text)
  }

  /// The command that brings a branch of a remote, when the name looks like one.
  private func fetchStep(_ name: String) -> String? {
    let base = String(name.prefix { $0 != "~" && $0 != "^" && $0 != "@" })
    guard base == name || referenceTarget(base) == nil else { return nil }
    let remotes = remoteNames()
    let plain = base.hasPrefix("refs/remotes/") ? String(base.dropFirst("refs/remotes/".count)) : base
    if let remote = remotes.first(where: { plain.hasPrefix($0 + "/") }) {
      let branch = plain.dropFirst(remote.count + 1)
      return "run \"git fetch \(remote) +refs/heads/\(branch):refs/remotes/\(remote)/\(branch)\" first"
    }
    if plain.hasPrefix("origin/") {
      return "this repository has no remote \"origin\": name a local branch, or add the remote and fetch"
    }
    return nil
  }

  /// The command that brings more history, when the name counts back further than a shallow clone reaches.
  private func depthStep(_ name: String) -> String? {
    guard isShallow, name.holds("~") || name.holds("^") else { return nil }
    return "this clone is shallow: run \"git fetch --unshallow\", or set \"fetch-depth: 0\" in GitHub Actions"
  }
}
