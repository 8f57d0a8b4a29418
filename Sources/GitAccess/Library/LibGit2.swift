import CLibGit2

/// The process-wide state of libgit2: started once, on first use, because the start costs milliseconds.
enum LibGit2 {
  /// Extensions that libgit2 does not list itself but that change nothing it reads,
  /// or whose value `RepositoryFormat` judges after opening.
  private static let extensions: [StaticString] = [
    "noop", "objectformat", "partialclone", "preciousobjects", "refstorage", "relativeworktrees",
    "worktreeconfig",
  ]

  /// The outcome of the one start; negative codes are libgit2's.
  private static let startCode: Int32 = {
    let code = git_libgit2_init()
    guard code >= 0 else { return code }
    // What NetworkParts leaves out is noted as an error, which must not be taken for that of a later call.
    git_error_clear()
    var names: [UnsafePointer<CChar>?] = extensions.map {
      UnsafeRawPointer($0.utf8Start).assumingMemoryBound(to: CChar.self)
    }
    let allowed = tidegate_git_allow_extensions(&names, names.count)
    guard allowed >= 0 else { return allowed }
    // As git: what is stored under an id is read without computing the id again, which costs more than the reading.
    let unverified = tidegate_git_verify_hashes(0)
    guard unverified >= 0 else { return unverified }
    // RepositoryTrust applies git's rule, which knows "*" and later additions that libgit2 1.5 does not.
    return tidegate_git_validate_owner(0)
  }()

  /// Starts the library unless that was done before.
  static func start() throws(GitError) {
    guard startCode >= 0 else {
      throw GitError(.library, "libgit2 could not be started (code \(startCode)); reinstall libgit2")
    }
  }
}
