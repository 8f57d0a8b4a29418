import Domain

/// The backend repository's `.tidegate.yml`; everything is optional.
struct BackendConfiguration: Hashable {
  /// One entry of `migrations`.
  struct MigrationPaths: Hashable {
    /// Framework name; nil leaves it to detection among the paths.
    var framework: String?
    /// Globs; empty means wherever detection finds it.
    var paths: [String]
    /// Dialect of these migrations.
    var dialect: String?
  }

  /// The file's name at the root of the repository.
  static let fileName = ".tidegate.yml"

  /// The name the registry knows this repository by.
  var backend: String?
  /// Dialect of all migrations.
  var dialect: String?
  /// What to read beside what is detected.
  var migrations: [MigrationPaths] = []
  /// Whether detection is restricted to `migrations`.
  var isRestricted = false
  /// Folder, or path@revision, from the root of the repository.
  var registry: String?
  /// The mildest severity that blocks.
  var blockOn = Severity.block
  /// Whether the file exists.
  var isPresent = false
}
