package import Domain

/// What one migration does to the schema it meets.
package struct MigrationStep: Sendable {
  /// The history's framework and folder.
  package var history: String
  /// The framework's id of the migration.
  package var migration: String
  /// Its files' paths.
  package var files: [String]
  /// Its net changes.
  package var changes: [Change]
  /// Tables that are not what they were, as they are afterwards.
  package var tables: [Table]
  /// Tables whose names are gone afterwards.
  package var goneTables: [TableName]
  /// All types afterwards, if any of them is not what it was.
  package var types: [UserType]

  /// A step.
  package init(
    history: String, migration: String, files: [String], changes: [Change], tables: [Table],
    goneTables: [TableName], types: [UserType]
  ) {
    self.history = history
    self.migration = migration
    self.files = files
    self.changes = changes
    self.tables = tables
    self.goneTables = goneTables
    self.types = types
  }
}
