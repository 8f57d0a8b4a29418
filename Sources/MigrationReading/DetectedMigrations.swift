package import Domain

/// The migration histories of one tree, and what was seen but not read as one.
package struct DetectedMigrations: Sendable {
  /// Files that look like migrations or schema and are left out.
  package struct LeftOut: Hashable, Sendable {
    /// The framework that they look like; nil if none.
    package var framework: String?
    /// The folder that they stand in.
    package var root: String
    /// The files, sorted.
    package var files: [FileEntry]
    /// Why they are left out: lower case, no final stop.
    package var reason: String
  }

  /// The blind spot of one file that is left out.
  package static func blindSpot(of file: FileEntry, _ reason: String) -> Diagnostic {
    Diagnostic(
      id: "migration-left-out",
      summary: "\"\(file.path.display)\" looks like a migration and is not read: \(reason)",
      location: SourceLocation(repository: .backend, file: file.path.display), reach: .mayChangeSchema)
  }

  /// The histories, sorted by root and framework.
  package var histories: [MigrationHistory]
  /// Migrations of others, of tests and of examples, and those outside of configured paths: a branch that touches
  /// them leaves a blind spot.
  package var vendored: [LeftOut]
  /// Other SQL files in reach that are no migrations: seeds, dumps, folders that no framework claims.
  package var ignored: [LeftOut]
  /// What was not understood outside of any history.
  package var diagnostics: [Diagnostic]

  /// What a tree without migrations gives.
  package static let none = DetectedMigrations(histories: [], vendored: [], ignored: [], diagnostics: [])
}
