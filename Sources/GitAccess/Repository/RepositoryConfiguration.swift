import CLibGit2

/// Reads single values of a repository's configuration, the user's and the system's included.
struct RepositoryConfiguration: ~Copyable {
  private let handle: LibraryHandle

  /// The configuration as it is now.
  init(of repository: borrowing LibraryHandle) throws(LibraryFailure) {
    let owner = repository.pointer
    handle = try LibraryHandle(freedBy: git_config_free) { git_repository_config_snapshot(&$0, owner) }
  }

  /// A value, or nil if the key is not set.
  func text(_ key: String) -> String? {
    var value: UnsafePointer<CChar>?
    guard git_config_get_string(&value, handle.pointer, key) == 0 else { return nil }
    return value.map { String(cString: $0) }
  }

  /// Whether a key is set to a true value.
  func isOn(_ key: String) -> Bool {
    var value: Int32 = 0
    return git_config_get_bool(&value, handle.pointer, key) == 0 && value != 0
  }
}
