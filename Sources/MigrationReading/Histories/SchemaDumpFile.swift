import Domain

/// A dump of the whole schema that a tool, or the database's own one, writes beside the migrations.
enum SchemaDumpFile {
  /// Tools that write `schema.sql` beside the folder of their migrations.
  private static let writers: Set<String> = ["dbmate"]
  /// Tools that have another witness, or whose files beside the migrations mean something else.
  private static let others: Set<String> = ["prisma", "drizzle", "supabase", "schema-dump", "rails"]
  private static let names = ["schema.sql", "structure.sql", "schema_dump.sql", "dump.sql"]

  /// The dump of a claim's schema; nil without one. A file of these names that no tool has written may be anything:
  /// the start of a history, a draft.
  static func beside(_ claim: Claim, in source: FileSource) -> FileEntry? {
    guard claim.strength != .snapshot, !others.contains(claim.framework) else { return nil }
    for name in names {
      for folder in [claim.root.parent, claim.root] {
        let path = folder.bytes.isEmpty ? TreePath(name) : folder.appending(name)
        guard let entry = source.tree.entry(at: path), !claim.files.contains(entry) else { continue }
        if writers.contains(claim.framework), name == "schema.sql" { return entry }
        if let text = try? source.text(of: entry).get(), isDump(text.bytes) { return entry }
      }
    }
    return nil
  }

  private static let marks = [
    "PostgreSQL database dump", "MySQL dump", "MariaDB dump", "CREATE TABLE sqlite_sequence",
  ].map { Array($0.utf8) }

  /// Whether the beginning of a text says that a database's own tool wrote it.
  private static func isDump(_ bytes: [UInt8]) -> Bool {
    let head = Array(bytes.prefix(4_096))
    return marks.contains { ByteSearch.contains(head, $0) }
  }

  /// Tables in which tools keep which migrations ran.
  private static let toolTables: Set<String> = [
    "schema_migrations", "ar_internal_metadata", "_sqlx_migrations", "__diesel_schema_migrations",
    "goose_db_version", "flyway_schema_history", "databasechangelog", "databasechangeloglock",
    "knex_migrations", "knex_migrations_lock", "pgmigrations", "__drizzle_migrations",
    "mikro_orm_migrations", "adonis_schema", "adonis_schema_versions", "_yoyo_migration", "_yoyo_log",
    "_yoyo_version", "yoyo_lock", "aerich", "tortoise_migrations",
  ]

  /// What of a dump defines the schema: it also holds the tools' own tables and rows.
  static func kept(_ operations: [Operation]) -> [Operation] {
    operations.filter { operation in
      switch operation.kind {
      case .updateRows, .insertFromQuery, .insertRows, .deleteRows, .truncate: false
      case .createTable(let definition): !toolTables.contains(definition.name.name)
      case .addConstraint(let table, _, _), .createIndex(let table, _, _), .setDefault(let table, _, _, _):
        !toolTables.contains(table.name)
      case .dropTable(_, let onlyIfPresent, _): !onlyIfPresent
      default: true
      }
    }
  }

  /// The witness that a dump is.
  static func witness(_ files: [FileEntry], _ operations: [Operation]) -> SchemaWitness {
    SchemaWitness(files: files, operations: kept(operations))
  }
}
