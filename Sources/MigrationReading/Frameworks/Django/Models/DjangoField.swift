import Domain

/// A field of a model in the migration state.
struct DjangoField: Sendable {
  /// What the field keeps in the database.
  enum Storage: Sendable {
    /// A column of its own type.
    case column(ColumnType)
    /// A column with the type of another model's key.
    case relation(Relation)
    /// A table of its own, or the table of another model.
    case join(Join)
    /// Nothing: a generic relation, a manager of tags.
    case nothing
  }

  /// A foreign key.
  struct Relation: Sendable {
    /// The model that it points to; nil if the text does not say.
    var target: ModelKey?
    /// The field of that model; nil for its primary key.
    var targetField: String?
    /// Whether the database knows of it (`db_constraint`).
    var isConstrained = true
    /// What happens to rows whose target goes.
    var onDelete: String?
    /// Whether it is the link of a child model to its parent's table.
    var isParentLink = false
  }

  /// A many-to-many relation.
  struct Join: Sendable {
    /// The model on the other side; nil if the text does not say.
    var target: ModelKey?
    /// The model that holds the pairs; nil when Django makes the table.
    var through: ModelKey?
    /// `db_table`.
    var table: String?
    /// Columns that the made table has beside the usual ones.
    var extraColumns: [String: ColumnType] = [:]
    /// The foreign keys of both sides as the database calls them: renames of tables and columns leave them.
    var referenceNames: [String] = []
  }

  /// Names that the database has for what belongs to the column.
  struct DatabaseNames: Hashable, Sendable {
    /// The unique constraint.
    var unique: String?
    /// The foreign key.
    var foreignKey: String?
    /// The list of values: no constraint of the database, kept like one.
    var choices: String?
    /// The index of `db_index`.
    var index: String?
  }

  /// The field's name.
  var name: String
  /// What it keeps in the database.
  var storage: Storage
  /// `db_column`.
  var column: String?
  /// Whether NULL is allowed.
  var isNullable = false
  /// Whether values are unique.
  var isUnique = false
  /// Whether it is the primary key.
  var isPrimaryKey = false
  /// Whether `db_index` asks for an index.
  var isIndexed = false
  /// How the column fills itself.
  var generation: Generation?
  /// The default of the program, if it is a constant: given to rows that exist when the column comes.
  var defaultValue: Expression?
  /// The default of the database.
  var databaseDefault: Expression?
  /// The listed values; nil if there are none.
  var choices: [Literal]?
  /// Whether values are listed in a way that is not read.
  var hasUnreadChoices = false
  /// Names in the database: renames of table and column leave them, so does a change of the field.
  var names = DatabaseNames()
  /// Where it is declared.
  var location: SourceLocation

  /// A plain field.
  init(name: String, storage: Storage, location: SourceLocation) {
    self.name = name
    self.storage = storage
    self.location = location
  }

  /// The name of its column; nil if it has none.
  var columnName: String? {
    switch storage {
    case .column: column ?? name
    case .relation: column ?? name + "_id"
    case .join, .nothing: nil
    }
  }
}
