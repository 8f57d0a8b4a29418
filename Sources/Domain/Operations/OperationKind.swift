/// One thing a migration does, as written. Names are folded; a schema is nil when the text leaves it open.
///
/// What is large stands apart (`indirect`): thousands of operations are kept and handed on, most of them small.
public enum OperationKind: Hashable, Sendable {
  // Schemas.
  /// CREATE SCHEMA.
  case createSchema(String)
  /// DROP SCHEMA; `cascade` takes everything in it along.
  case dropSchema(String, cascade: Bool)
  /// ALTER SCHEMA ... RENAME.
  case renameSchema(String, to: String)
  /// SET search_path: unqualified names fall into the first of these from here on, to the migration's end.
  case setSearchPath([String])

  // Tables.
  /// CREATE TABLE.
  indirect case createTable(TableDefinition)
  /// CREATE TABLE ... AS, SELECT INTO; column names override the query's.
  indirect case createTableFromQuery(
    TableName, columns: [String], query: QueryShape?, withData: Bool, onlyIfAbsent: Bool)
  /// DROP TABLE.
  case dropTable(TableName, onlyIfPresent: Bool, cascade: Bool)
  /// ALTER TABLE ... RENAME TO.
  case renameTable(TableName, to: TableName)
  /// ALTER TABLE (or VIEW, TYPE) ... SET SCHEMA.
  case setTableSchema(TableName, schema: String)
  /// ATTACH / DETACH PARTITION.
  case setPartition(TableName, parent: TableName, attached: Bool)

  // Columns.
  /// ADD COLUMN, with the constraints written beside it.
  indirect case addColumn(
    TableName, ColumnDefinition, constraints: [Constraint], position: ColumnPosition, onlyIfAbsent: Bool)
  /// DROP COLUMN.
  case dropColumn(TableName, column: String, onlyIfPresent: Bool, cascade: Bool)
  /// RENAME COLUMN.
  case renameColumn(TableName, column: String, to: String)
  /// ALTER COLUMN ... TYPE; `using` is the conversion as written.
  indirect case alterColumnType(
    TableName, column: String, type: ColumnType, using: Expression?, collation: String?)
  /// SET or DROP NOT NULL.
  case setNullability(TableName, column: String, isNullable: Bool)
  /// SET DEFAULT, or DROP DEFAULT with nil.
  case setDefault(TableName, column: String, Expression?, text: String?)
  /// ADD or DROP GENERATED, IDENTITY or EXPRESSION.
  case setGeneration(TableName, column: String, Generation?)
  /// MODIFY / CHANGE / ALTER that states the column anew as a whole.
  indirect case redefineColumn(TableName, column: String, ColumnDefinition, constraints: [Constraint])

  // Constraints and indexes.
  /// ADD CONSTRAINT; an existing index may become the key.
  indirect case addConstraint(TableName, Constraint, usingIndex: String?)
  /// DROP CONSTRAINT; the name decides. `primaryKey` for dialects that drop the key without a name.
  case dropConstraint(TableName, name: String, onlyIfPresent: Bool, cascade: Bool)
  /// DROP PRIMARY KEY.
  case dropPrimaryKey(TableName)
  /// RENAME CONSTRAINT.
  case renameConstraint(TableName, name: String, to: String)
  /// CREATE INDEX; `predicate` of a partial one.
  case createIndex(TableName, Index, predicate: Expression?)
  /// DROP INDEX; some dialects name the table.
  case dropIndex(TableName, table: TableName?)
  /// RENAME INDEX.
  case renameIndex(TableName, to: String)

  // Types.
  /// CREATE TYPE ... AS ENUM.
  case createEnum(TableName, labels: [String], onlyIfAbsent: Bool)
  /// ALTER TYPE ... ADD VALUE.
  case addEnumLabel(TableName, label: String, position: LabelPosition, onlyIfAbsent: Bool)
  /// ALTER TYPE ... RENAME VALUE.
  case renameEnumLabel(TableName, label: String, to: String)
  /// CREATE DOMAIN.
  indirect case createDomain(TableName, base: ColumnType, checks: [Constraint], isNullable: Bool)
  /// ALTER DOMAIN ADD CONSTRAINT.
  indirect case addDomainConstraint(TableName, Constraint)
  /// ALTER DOMAIN DROP CONSTRAINT.
  case dropDomainConstraint(TableName, name: String)
  /// ALTER DOMAIN SET / DROP NOT NULL.
  case setDomainNullability(TableName, isNullable: Bool)
  /// CREATE TYPE of another kind.
  case createOtherType(TableName)
  /// RENAME TYPE or DOMAIN.
  case renameType(TableName, to: TableName)
  /// DROP TYPE or DOMAIN.
  case dropType(TableName, onlyIfPresent: Bool, cascade: Bool)

  // Views.
  /// CREATE [OR REPLACE] [MATERIALIZED] VIEW.
  indirect case createView(
    TableName, columns: [String], query: QueryShape?, isMaterialized: Bool, replaces: Bool, onlyIfAbsent: Bool
  )
  /// DROP VIEW.
  case dropView(TableName, onlyIfPresent: Bool, cascade: Bool)

  // Rows.
  /// UPDATE; `inputs` are the FROM list, the updated table itself not among them.
  case updateRows(
    TableName, alias: String?, assignments: [Assignment], inputs: [QueryInput], conditions: [Expression])
  /// INSERT ... SELECT; an empty column list means the table's order.
  indirect case insertFromQuery(TableName, columns: [String], query: QueryShape)
  /// INSERT ... VALUES; rows past a limit may be left out, `isComplete` says so.
  case insertRows(TableName, columns: [String], rows: [[Expression]], isComplete: Bool)
  /// DELETE; without conditions all rows.
  case deleteRows(TableName, alias: String?, inputs: [QueryInput], conditions: [Expression])
  /// TRUNCATE.
  case truncate(TableName)
}

/// `column = expression` of an UPDATE.
public struct Assignment: Hashable, Sendable {
  /// The column that gets the value.
  public var column: String
  /// The value.
  public var value: Expression

  /// One assignment.
  public init(column: String, value: Expression) {
    self.column = column
    self.value = value
  }
}

/// Where a new column stands.
public enum ColumnPosition: Hashable, Sendable {
  /// At the end.
  case last
  /// Before all others.
  case first
  /// Behind the named column.
  case after(String)
}

/// Where a new enum label stands.
public enum LabelPosition: Hashable, Sendable {
  /// At the end.
  case last
  /// Before the named label.
  case before(String)
  /// Behind the named label.
  case after(String)
}

/// CREATE TABLE as written.
public struct TableDefinition: Hashable, Sendable {
  /// Name as written.
  public var name: TableName
  /// Columns in order.
  public var columns: [ColumnDefinition]
  /// Table and column constraints in order of declaration.
  public var constraints: [Constraint]
  /// Tables whose columns are copied in (LIKE, INHERITS, PARTITION OF, OF).
  public var copiedFrom: [TableCopy]
  /// The parent of a partition.
  public var partitionOf: TableName?
  /// Tables that it inherits from: they are among `copiedFrom`, and later changes of their columns reach it.
  public var inherits: [TableName]
  /// IF NOT EXISTS.
  public var onlyIfAbsent: Bool
  /// Temporary tables vanish with the migration.
  public var isTemporary: Bool

  /// A table; lists are empty by default.
  public init(
    name: TableName, columns: [ColumnDefinition], constraints: [Constraint] = [],
    copiedFrom: [TableCopy] = [], partitionOf: TableName? = nil, inherits: [TableName] = [],
    onlyIfAbsent: Bool = false,
    isTemporary: Bool = false
  ) {
    self.name = name
    self.columns = columns
    self.constraints = constraints
    self.copiedFrom = copiedFrom
    self.partitionOf = partitionOf
    self.inherits = inherits
    self.onlyIfAbsent = onlyIfAbsent
    self.isTemporary = isTemporary
  }
}

/// A table or type whose columns a new table takes over.
public struct TableCopy: Hashable, Sendable {
  /// The table or composite type.
  public var table: TableName
  /// Whether checks and defaults come along (INCLUDING CONSTRAINTS, INHERITS, PARTITION OF).
  public var includesConstraints: Bool
  /// Whether keys come along (INCLUDING INDEXES, PARTITION OF).
  public var includesKeys: Bool
  /// How many of the table's own columns stand before the copied ones.
  public var position: Int

  /// A copied table.
  public init(table: TableName, includesConstraints: Bool, includesKeys: Bool, position: Int = 0) {
    self.table = table
    self.includesConstraints = includesConstraints
    self.includesKeys = includesKeys
    self.position = position
  }
}
