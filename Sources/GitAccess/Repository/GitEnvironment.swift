/// The environment variables of a hook that change which objects and which index are read.
///
/// Pass it only for the repository that the hook runs in. Relative paths count from the working directory,
/// which git sets to the top of the work tree, or to the repository folder for hooks of a push.
/// Source: https://git-scm.com/docs/git#_environment_variables and `git help githooks`.
package struct GitEnvironment: Hashable, Sendable {
  /// `GIT_DIR`: used when nothing is found from the given folder upwards.
  package var gitDirectory: String?
  /// `GIT_INDEX_FILE`: the index of a commit in progress.
  package var indexFile: String?
  /// `GIT_OBJECT_DIRECTORY`: the quarantine of a push that is not accepted yet.
  package var objectDirectory: String?
  /// `GIT_ALTERNATE_OBJECT_DIRECTORIES`: further object folders.
  package var alternateObjectDirectories: [String]
  /// `SUDO_UID`: who really runs a command as root; git trusts that user's folders too.
  package var sudoUserID: UInt32?

  /// The names of all these variables.
  package static let names = [
    "GIT_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "SUDO_UID",
  ]

  /// No variable is set.
  package static let empty = GitEnvironment([:])

  /// Picks the variables that matter; an empty value counts as not set.
  package init(_ variables: [String: String]) {
    func value(_ name: String) -> String? {
      variables[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    gitDirectory = value("GIT_DIR")
    indexFile = value("GIT_INDEX_FILE")
    objectDirectory = value("GIT_OBJECT_DIRECTORY")
    alternateObjectDirectories = Self.paths(value("GIT_ALTERNATE_OBJECT_DIRECTORIES") ?? "")
    sudoUserID = value("SUDO_UID").flatMap { UInt32($0) }
  }

  /// Splits a colon-separated list; a path in double quotes may hold colons and backslash escapes.
  private static func paths(_ text: String) -> [String] {
    var paths: [String] = []
    var current: [UInt8] = []
    var isQuoted = false
    var isEscaped = false
    for byte in text.utf8 {
      if isEscaped {
        current.append(byte)
        isEscaped = false
      } else if isQuoted, byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\""), isQuoted || current.isEmpty {
        isQuoted.toggle()
      } else if byte == UInt8(ascii: ":"), !isQuoted {
        paths.append(String(decoding: current, as: UTF8.self))
        current = []
      } else {
        current.append(byte)
      }
    }
    paths.append(String(decoding: current, as: UTF8.self))
    return paths.filter { !$0.isEmpty }
  }
}
