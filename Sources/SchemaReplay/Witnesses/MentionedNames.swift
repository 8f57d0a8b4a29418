import Domain

/// Names that migrations create or take away: of these their replay knows better than a witness that may be late.
///
/// Schemas are passed over; a name that is mentioned too much only keeps a witness from adding it.
struct MentionedNames {
  /// Tables and views.
  private(set) var tables: Set<String> = []
  /// Types.
  private(set) var types: Set<String> = []
  private var goneColumns: Set<[String]> = []

  /// The names in these migrations.
  init(_ migrations: [Migration]) {
    for migration in migrations {
      for operation in migration.operations { note(operation.kind) }
    }
  }

  /// Whether a column of a table is dropped or renamed to something else.
  func isGone(_ column: String, of table: TableName) -> Bool { goneColumns.contains([table.name, column]) }

  private mutating func note(_ kind: OperationKind) {
    switch kind {
    case .createTable(let definition): tables.insert(definition.name.name)
    case .createTableFromQuery(let name, _, _, _, _), .dropTable(let name, _, _),
      .createView(let name, _, _, _, _, _), .dropView(let name, _, _):
      tables.insert(name.name)
    case .renameTable(let name, let new):
      tables.insert(name.name)
      tables.insert(new.name)
    case .dropColumn(let table, let column, _, _), .renameColumn(let table, let column, _):
      goneColumns.insert([table.name, column])
    case .createEnum(let name, _, _), .createDomain(let name, _, _, _), .createOtherType(let name),
      .dropType(let name, _, _):
      types.insert(name.name)
    case .renameType(let name, let new):
      types.insert(name.name)
      types.insert(new.name)
    case .createSchema, .dropSchema, .renameSchema, .setSearchPath, .setTableSchema, .setPartition,
      .addColumn,
      .alterColumnType, .setNullability, .setDefault, .setGeneration, .redefineColumn, .addConstraint,
      .dropConstraint, .dropPrimaryKey, .renameConstraint, .createIndex, .dropIndex, .renameIndex,
      .addEnumLabel, .renameEnumLabel, .addDomainConstraint, .dropDomainConstraint, .setDomainNullability,
      .updateRows, .insertFromQuery, .insertRows, .deleteRows, .truncate:
      break
    }
  }
}
