import CLibGit2
package import Domain

/// A Git repository, opened for reading.
///
/// Nothing is written, no command is run and no network is used. Not `Sendable`: one per task.
package final class GitRepository {
  let handle: LibraryHandle
  let objects: LibraryHandle
  let environment: GitEnvironment
  let limits: GitLimits
  /// The folder that was asked for, as given.
  let givenPath: String
  /// The repository's own folder (`.git`, a bare folder, or a worktree's part of it), without final slash.
  package let gitDirectory: String
  /// The folder that all worktrees of the repository share, without final slash.
  package let commonDirectory: String
  /// The top of the work tree without final slash; nil for a bare repository.
  package let workTreeRoot: String?
  /// Where the folder that was asked for lies in the work tree; the root path for its top.
  package let givenFolder: TreePath
  /// The remote that a partial clone fetches missing objects from; nil for a full clone.
  let promisorRemote: String?

  /// Opens the repository that a folder belongs to: its work tree, any folder below, or a bare repository.
  package init(
    discovering path: String, environment: GitEnvironment = .empty, limits: GitLimits = GitLimits()
  ) throws(GitError) {
    try LibGit2.start()
    handle = try Self.open(path, environment)
    let repository = handle.pointer
    gitDirectory = Self.folder(git_repository_path(repository)) ?? path
    commonDirectory = Self.folder(git_repository_commondir(repository)) ?? gitDirectory
    workTreeRoot = Self.folder(git_repository_workdir(repository))
    self.environment = environment
    self.limits = limits
    givenPath = path
    try RepositoryTrust.check(
      gitDirectory: gitDirectory, workTree: workTreeRoot, environment: environment)
    do {
      let configuration = try RepositoryConfiguration(of: handle)
      try RepositoryFormat.check(configuration, place: workTreeRoot ?? gitDirectory)
      promisorRemote =
        configuration.text("extensions.partialclone")
        ?? (configuration.isOn("remote.origin.promisor") ? "origin" : nil)
      objects = try ObjectDatabase.open(commonDirectory + "/objects", for: handle)
    } catch let error as GitError {
      throw error
    } catch let failure as LibraryFailure {
      throw RepositoryFormat.refusal(failure, place: workTreeRoot ?? gitDirectory)
    } catch {
      throw GitError(.library, "the repository \"\(path)\" could not be opened; see what \"git status\" says")
    }
    givenFolder = Self.position(of: path, in: workTreeRoot)
    try addObjectDirectories()
  }

  private static func open(_ path: String, _ environment: GitEnvironment) throws(GitError) -> LibraryHandle {
    switch LocalFile.kind(path) {
    case .missing:
      throw GitError(.noRepository, "there is no folder \"\(path)\"; give the folder of a Git repository")
    case .regular, .other:
      throw GitError(.noRepository, "\"\(path)\" is not a folder; give the folder of a Git repository")
    case .folder:
      break
    }
    do {
      return try LibraryHandle(freedBy: git_repository_free) { git_repository_open_ext(&$0, path, 0, nil) }
    } catch {
      guard error.isNotFound else { throw RepositoryFormat.refusal(error, place: path) }
      guard LocalFile.kind(path + "/.git") != .regular else {
        throw GitError(
          .noRepository,
          "\"\(path)/.git\" names a repository folder that is not there; mount or restore that folder, "
            + "or run \"git worktree repair\" in the main work tree")
      }
      guard let fallback = environment.gitDirectory else {
        throw GitError(
          .noRepository,
          "\"\(path)\" is not inside a Git repository; give a folder of one, or run \"git init\" there")
      }
      return try openExactly(fallback)
    }
  }

  private static func openExactly(_ gitDirectory: String) throws(GitError) -> LibraryHandle {
    do {
      return try LibraryHandle(freedBy: git_repository_free) { git_repository_open(&$0, gitDirectory) }
    } catch {
      guard error.isNotFound else { throw RepositoryFormat.refusal(error, place: gitDirectory) }
      throw GitError(
        .noRepository, "GIT_DIR names \"\(gitDirectory)\", which is no repository; unset or correct it")
    }
  }

  /// A folder that the library names, without the final slash.
  private static func folder(_ text: UnsafePointer<CChar>?) -> String? {
    guard let text else { return nil }
    let path = String(cString: text)
    return path.utf8.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  private static func position(of path: String, in root: String?) -> TreePath {
    guard let root = root.flatMap(LocalFile.canonical), let place = LocalFile.canonical(path) else {
      return TreePath(bytes: [])
    }
    let prefix = root == "/" ? root : root + "/"
    return TreePath(place.hasPrefix(prefix) ? String(place.dropFirst(prefix.count)) : "")
  }

  /// Adds the object folders that a hook's environment names: a push in quarantine is read from there.
  private func addObjectDirectories() throws(GitError) {
    for folder in [environment.objectDirectory].compactMap({ $0 }) + environment.alternateObjectDirectories {
      guard LocalFile.kind(folder) == .folder else {
        throw GitError(
          .missingObject,
          "the environment names the object folder \"\(folder)\", which is not there; "
            + "run the gate inside the hook, or unset GIT_OBJECT_DIRECTORY")
      }
      do {
        try ObjectDatabase.addAlternate(folder, to: objects)
      } catch {
        throw GitError(
          .library, "the object folder \"\(folder)\" could not be read (\(error.message)); check its rights")
      }
    }
  }
}
