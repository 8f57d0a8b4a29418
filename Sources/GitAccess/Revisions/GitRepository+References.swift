import CLibGit2

/// Where a repository stands.
package enum HeadState: Hashable, Sendable {
  /// On a branch.
  case branch(name: String, commitID: CommitID)
  /// On a commit without a branch, as continuous integration checks out.
  case detached(CommitID)
  /// On a branch that has no commit yet.
  case unborn(branch: String)
}

/// The branch that a comparison is made against when none is named.
package struct DefaultBranch: Hashable, Sendable {
  /// The branch, such as `origin/main`.
  package var revision: Revision
  /// How it was found, for the report: lower case, no final stop.
  package var reason: String
}

extension GitRepository {
  /// Where the repository stands.
  package func head() throws(GitError) -> HeadState {
    let repository = handle.pointer
    do {
      let reference = try LibraryHandle(freedBy: git_reference_free) { git_repository_head(&$0, repository) }
      guard let target = git_reference_target(reference.pointer) else {
        throw GitError(.corrupt, "HEAD of \"\(gitDirectory)\" names nothing; check out a branch")
      }
      let id = CommitID(ObjectID(target.pointee))
      if git_repository_head_detached(repository) == 1 { return .detached(id) }
      let name = git_reference_shorthand(reference.pointer).map { String(cString: $0) } ?? "HEAD"
      return .branch(name: name, commitID: id)
    } catch let failure as LibraryFailure {
      if failure.code == GIT_EUNBORNBRANCH.rawValue, let branch = symbolicTarget("HEAD") {
        return .unborn(branch: Self.shortened(branch, "refs/heads/"))
      }
      throw GitError(
        .corrupt, "HEAD of \"\(gitDirectory)\" could not be read (\(failure.message)); check out a branch")
    } catch let error as GitError {
      throw error
    } catch {
      throw GitError(.corrupt, "HEAD of \"\(gitDirectory)\" could not be read; check out a branch")
    }
  }

  /// The remote's default branch, or the branch that most likely is it; nil if there is no candidate.
  package func defaultRemoteBranch() throws(GitError) -> DefaultBranch? {
    let remotes = remoteNames()
    let remote = remotes.contains("origin") ? "origin" : remotes.first
    if let remote, let target = symbolicTarget("refs/remotes/\(remote)/HEAD") {
      let name = Self.shortened(target, "refs/remotes/")
      if let revision = try? resolve(name) {
        return DefaultBranch(revision: revision, reason: "the default branch of remote \"\(remote)\"")
      }
    }
    let names = ["main", "master", "trunk"]
    if let remote {
      for name in names {
        guard let revision = try? resolve("refs/remotes/\(remote)/\(name)") else { continue }
        return DefaultBranch(
          revision: Revision(name: "\(remote)/\(name)", commitID: revision.commitID),
          reason: "remote \"\(remote)\" does not say which branch is its default, \"\(name)\" exists there")
      }
    }
    if workTreeRoot == nil, case .branch(let name, let id) = try head() {
      return DefaultBranch(
        revision: Revision(name: name, commitID: id),
        reason: "the branch that HEAD of the bare repository names")
    }
    for name in names {
      guard let revision = try? resolve("refs/heads/\(name)") else { continue }
      return DefaultBranch(
        revision: Revision(name: name, commitID: revision.commitID),
        reason: "no branch of a remote is known here, \"\(name)\" is a local branch")
    }
    return nil
  }

  /// The last part of the remote's address without `.git`, such as `shop`; nil without a remote.
  package func remoteRepositoryName() -> String? {
    let remotes = remoteNames()
    guard let remote = remotes.contains("origin") ? "origin" : remotes.first,
      let configuration = try? RepositoryConfiguration(of: handle),
      let address = configuration.text("remote.\(remote).url")
    else { return nil }
    return Self.repositoryName(inAddress: address)
  }

  /// The last part of an address: `https://host/team/shop.git`, `git@host:team/shop`, `../shop/.git`.
  static func repositoryName(inAddress address: String) -> String? {
    var parts = address.split { $0 == "/" || $0 == ":" || $0 == "\\" }
    if parts.last == ".git" { parts.removeLast() }
    guard var name = parts.last else { return nil }
    if name.hasSuffix(".git") { name = name.dropLast(4) }
    return name.isEmpty || name == "." || name == ".." ? nil : String(name)
  }

  /// The names of the configured remotes, sorted.
  func remoteNames() -> [String] {
    var list = git_strarray()
    guard git_remote_list(&list, handle.pointer) == 0 else { return [] }
    defer { git_strarray_dispose(&list) }
    return Self.strings(list)
  }

  /// The names of all branches, remote branches and tags as one would write them, sorted.
  func referenceNames() -> [String] {
    allReferences().compactMap { name in
      for prefix in ["refs/heads/", "refs/remotes/", "refs/tags/"] where name.hasPrefix(prefix) {
        return Self.shortened(name, prefix)
      }
      return nil
    }
  }

  /// The full names of all refs, sorted.
  func allReferences() -> [String] {
    var list = git_strarray()
    guard git_reference_list(&list, handle.pointer) == 0 else { return [] }
    defer { git_strarray_dispose(&list) }
    return Self.strings(list)
  }

  /// The name that a symbolic ref holds.
  func symbolicTarget(_ name: String) -> String? {
    let repository = handle.pointer
    guard
      let reference = try? LibraryHandle(
        freedBy: git_reference_free, from: { git_reference_lookup(&$0, repository, name) }),
      let target = git_reference_symbolic_target(reference.pointer)
    else { return nil }
    return String(cString: target)
  }

  private static func strings(_ list: git_strarray) -> [String] {
    guard let strings = list.strings else { return [] }
    return (0..<list.count).compactMap { strings[$0].map { String(cString: $0) } }.sorted()
  }

  private static func shortened(_ name: String, _ prefix: String) -> String {
    name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
  }
}
