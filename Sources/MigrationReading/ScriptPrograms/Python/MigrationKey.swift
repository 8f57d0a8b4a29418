/// A migration by app label and name.
struct MigrationKey: Hashable, Comparable, Sendable {
  /// The app's label.
  var app: String
  /// The file's name without ending; `__first__` and `__latest__` stand for an app's ends.
  var name: String

  /// Sorting order: what Django takes first among equals.
  static func < (left: MigrationKey, right: MigrationKey) -> Bool {
    (left.app, left.name) < (right.app, right.name)
  }

  /// `app.name`, the id in reports.
  var display: String { app + "." + name }
}
