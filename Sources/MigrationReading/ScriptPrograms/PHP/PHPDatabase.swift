import Domain

/// One of the databases that an application migrates: its migrations are a history.
struct PHPDatabase: Hashable, Comparable {
  /// The application.
  var project: TreePath
  /// The connection or group of settings that classes name; empty for the application's own.
  var name: String

  static func < (left: PHPDatabase, right: PHPDatabase) -> Bool {
    (left.project, left.name) < (right.project, right.name)
  }
}
