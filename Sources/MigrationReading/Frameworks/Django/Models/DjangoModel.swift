import Domain

/// Fields that share a constraint or an index, and its name in the database: renames of table and columns leave it.
struct FieldGroup: Hashable, Sendable {
  /// Field names in order.
  var fields: [String]
  /// The name in the database.
  var name: String
}

/// A model in the migration state.
struct DjangoModel: Sendable {
  /// Its app and lower-case name.
  var key: ModelKey
  /// Its name as written.
  var name: String
  /// Its fields in order.
  var fields: [DjangoField]
  /// The models it inherits tables from.
  var parents: [ModelKey] = []
  /// `db_table`.
  var table: String?
  /// Whether it only shows another model's table.
  var isProxy = false
  /// Whether Django makes and changes its table.
  var isManaged = true
  /// Whether rows are ordered within another model's (`_order`).
  var isOrdered = false
  /// Fields that left the state and still have their columns (`deletion_action=...MOVE_TO_PENDING`).
  var pendingFields: [DjangoField] = []
  /// `unique_together`.
  var uniqueTogether: [FieldGroup] = []
  /// `index_together`.
  var indexTogether: [FieldGroup] = []
  /// Where it is created.
  var location: SourceLocation

  /// The field of a name.
  func field(named name: String) -> DjangoField? { fields.first { $0.name == name } }

  /// The place of a field.
  func index(ofField name: String) -> Int? { fields.firstIndex { $0.name == name } }

  /// The primary key.
  var primaryKey: DjangoField? { fields.first { $0.isPrimaryKey } }

  /// Whether Django keeps a table for it.
  var hasTable: Bool { isManaged && !isProxy }

  /// The name of its table, whether or not it has one.
  var tableName: TableName { DjangoNames.table(table ?? key.app + "_" + key.name) }
}
