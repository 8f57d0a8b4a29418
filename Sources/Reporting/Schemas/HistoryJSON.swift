package import Documents
import Domain

/// The steps of histories as JSON, one object a migration, in running order.
package enum HistoryJSON {
  /// `{schemaVersion, migrations: [{history, migration, files, changes, tables, goneTables, enums}]}`.
  package static func value(of steps: [MigrationStep]) -> JSONValue {
    .object([JSONMember("schemaVersion", "1"), JSONMember("migrations", .array(steps.map(object)))])
  }

  private static func object(_ step: MigrationStep) -> JSONValue {
    .object([
      JSONMember("history", .string(step.history)), JSONMember("migration", .string(step.migration)),
      JSONMember("files", .strings(step.files)), JSONMember("changes", ChangesJSON.value(of: step.changes)),
      JSONMember("tables", SchemaJSON.tables(step.tables)),
      JSONMember("goneTables", .strings(step.goneTables.map(\.display))),
      JSONMember("enums", SchemaJSON.enums(step.types)),
    ])
  }
}
