package import Domain

/// What `.tidegate.yml` says about migrations: `migrations`, `dialect`, `only`.
package struct MigrationConfiguration: Hashable, Sendable {
  /// One element of the `migrations` list.
  package struct Entry: Hashable, Sendable {
    /// Framework name as `FrameworkList` knows it; nil leaves it to detection among the paths.
    package var framework: String?
    /// Files, or folders that hold them.
    package var paths: [PathPattern]
    /// Dialect of these files; nil means the configuration's.
    package var dialect: String?

    /// One element; without paths it names a framework that is detected as usual.
    package init(framework: String? = nil, paths: [PathPattern], dialect: String? = nil) {
      self.framework = framework
      self.paths = paths
      self.dialect = dialect
    }
  }

  /// The elements in the order written.
  package var entries: [Entry]
  /// Whether nothing else than the elements is read.
  package var only: Bool
  /// Dialect of all files that have none of their own; nil means it is found out.
  package var dialect: String?
  /// Whether schema files that stand beside migrations are read.
  package var hearsWitnesses: Bool

  /// A configuration; empty means that everything is detected.
  package init(
    entries: [Entry] = [], only: Bool = false, dialect: String? = nil, hearsWitnesses: Bool = true
  ) {
    self.entries = entries
    self.only = only
    self.dialect = dialect
    self.hearsWitnesses = hearsWitnesses
  }
}
