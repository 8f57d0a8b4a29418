/// An operation with its place.
public struct Operation: Hashable, Sendable {
  /// What is done.
  public var kind: OperationKind
  /// Where it is written.
  public var location: SourceLocation
  /// Whether it stands under a condition that cannot be decided by reading (`IF ... THEN`, a loop over rows).
  public var isConditional: Bool

  /// Whether it does nothing where its table is absent (`ALTER TABLE IF EXISTS`).
  public var toleratesAbsence: Bool
  /// Whether the table that it fills from a query vanishes with the migration (`CREATE TEMP TABLE ... AS`).
  public var makesTemporaryTable: Bool

  /// An operation.
  public init(
    _ kind: OperationKind, location: SourceLocation, isConditional: Bool = false,
    toleratesAbsence: Bool = false, makesTemporaryTable: Bool = false
  ) {
    self.kind = kind
    self.location = location
    self.isConditional = isConditional
    self.toleratesAbsence = toleratesAbsence
    self.makesTemporaryTable = makesTemporaryTable
  }
}

/// A comment `tidegate: rename a -> b`: the author's word, never more than a tie-breaker.
public struct AuthorHint: Hashable, Sendable {
  /// The name at base: `table`, `table.column` or `column`.
  public var from: String
  /// The name at head.
  public var to: String
  /// Where the comment stands.
  public var location: SourceLocation

  /// A hint.
  public init(from: String, to: String, location: SourceLocation) {
    self.from = from
    self.to = to
    self.location = location
  }
}

/// One unit of schema change as files, read.
public struct Migration: Hashable, Sendable {
  /// The framework's own id of it (`V3`, `20240102_add_tier`, `shop.0004_x`): unique within a history.
  public var id: String
  /// Its files' paths for people, and the ids of their contents: equal lists mean an unchanged migration.
  public var files: [FileEntry]
  /// Whether it runs again whenever its contents change.
  public var isRepeatable: Bool
  /// What it does, in order.
  public var operations: [Operation]
  /// What its down part says; never replayed, evidence only.
  public var reverseOperations: [Operation]
  /// The author's comments.
  public var hints: [AuthorHint]
  /// What was not understood.
  public var diagnostics: [Diagnostic]

  /// A migration.
  public init(
    id: String, files: [FileEntry], isRepeatable: Bool = false, operations: [Operation],
    reverseOperations: [Operation] = [], hints: [AuthorHint] = [], diagnostics: [Diagnostic] = []
  ) {
    self.id = id
    self.files = files
    self.isRepeatable = isRepeatable
    self.operations = operations
    self.reverseOperations = reverseOperations
    self.hints = hints
    self.diagnostics = diagnostics
  }
}

/// What a program calls a table or column of its database: a model, or a field of one.
public struct ProgramName: Hashable, Sendable {
  /// The model.
  public var model: String
  /// The field; nil for the model itself.
  public var field: String?
  /// The table in the database.
  public var table: TableName
  /// The column in the database; nil for the table itself.
  public var column: String?
  /// Where it is written.
  public var location: SourceLocation

  /// A name of a program.
  public init(
    model: String, field: String? = nil, table: TableName, column: String? = nil, location: SourceLocation
  ) {
    self.model = model
    self.field = field
    self.table = table
    self.column = column
    self.location = location
  }
}

/// One framework's migrations for one database, in the order in which they run.
public struct MigrationHistory: Hashable, Sendable {
  /// Framework name as reports print it: `flyway`, `golang-migrate`, `django`, ...
  public var framework: String
  /// The folder that holds it, for people; with the framework it identifies the history at base and head.
  public var root: String
  /// Dialect name: `postgres`, `duckdb`, ...
  public var dialect: String
  /// Whether the dialect was guessed from the text.
  public var isDialectGuessed: Bool
  /// Migrations in running order.
  public var migrations: [Migration]
  /// What was not understood outside any migration (an order that cannot be decided, an unreadable file).
  public var diagnostics: [Diagnostic]
  /// The file that states the schema as a whole, where the framework keeps one.
  public var witness: SchemaWitness?
  /// What the program calls tables and columns, where the framework writes that down beside the schema.
  public var programNames: [ProgramName]

  /// A history.
  public init(
    framework: String, root: String, dialect: String, isDialectGuessed: Bool, migrations: [Migration],
    diagnostics: [Diagnostic] = [], witness: SchemaWitness? = nil, programNames: [ProgramName] = []
  ) {
    self.framework = framework
    self.root = root
    self.dialect = dialect
    self.isDialectGuessed = isDialectGuessed
    self.migrations = migrations
    self.diagnostics = diagnostics
    self.witness = witness
    self.programNames = programNames
  }
}
