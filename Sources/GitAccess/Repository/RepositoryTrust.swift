import CLibGit2
import Glibc

/// Git's rule of which repositories a user may open: the own ones, and those that `safe.directory` names.
///
/// libgit2 1.5 knows neither `*` nor `/path/*` nor the reset by an empty value, and reports a missing setting
/// as "not found"; so the rule is applied here.
/// Source: https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory
enum RepositoryTrust {
  /// Throws unless every path belongs to this user or one of them is named as safe.
  static func check(
    gitDirectory: String, workTree: String?, environment: GitEnvironment
  ) throws(GitError) {
    let paths = [workTree, gitDirectory].compactMap { $0.map(trimmed) }
    guard let foreign = paths.first(where: { !isOwn($0, environment) }) else { return }
    let place = trimmed(workTree ?? gitDirectory)
    guard !isSafe([place, LocalFile.canonical(place)].compactMap { $0 }, settings: safeDirectories()) else {
      return
    }
    throw GitError(
      .untrusted,
      "the repository \"\(foreign)\" belongs to another user; if you trust it, run "
        + "\"git config --global --add safe.directory \(place)\"")
  }

  /// Whether the settings, in order, allow one of the spellings of a path.
  static func isSafe(_ spellings: [String], settings: [String]) -> Bool {
    var isSafe = false
    for setting in settings {
      if setting.isEmpty {
        isSafe = false
      } else if setting == "*" {
        isSafe = true
      } else if setting.hasSuffix("/*") {
        let folder = setting.dropLast()
        if spellings.contains(where: { $0.hasPrefix(folder) }) { isSafe = true }
      } else if spellings.contains(trimmed(setting)) {
        isSafe = true
      }
    }
    return isSafe
  }

  private static func isOwn(_ path: String, _ environment: GitEnvironment) -> Bool {
    guard let owner = LocalFile.owner(path) else { return true }
    let user = geteuid()
    return owner == user || (user == 0 && environment.sudoUserID == owner)
  }

  private static func trimmed(_ path: String) -> String {
    path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  /// The values of `safe.directory` in the system's and the user's configuration, never the repository's own.
  private static func safeDirectories() -> [String] {
    guard
      let configuration = try? LibraryHandle(freedBy: git_config_free, from: { git_config_open_default(&$0) })
    else { return [] }
    let settings = configuration.pointer
    guard
      let iterator = try? LibraryHandle(
        freedBy: git_config_iterator_free,
        from: { git_config_multivar_iterator_new(&$0, settings, "safe.directory", nil) })
    else { return [] }
    var values: [String] = []
    var entry: UnsafeMutablePointer<git_config_entry>?
    while git_config_next(&entry, iterator.pointer) == 0, let found = entry {
      values.append(found.pointee.value.map { expanded(String(cString: $0)) } ?? "")
    }
    return values
  }

  /// Replaces a leading `~/` as git does for paths in its configuration.
  private static func expanded(_ value: String) -> String {
    guard value.hasPrefix("~/"), let home = getpwuid(geteuid())?.pointee.pw_dir else { return value }
    return String(cString: home) + value.dropFirst()
  }
}
