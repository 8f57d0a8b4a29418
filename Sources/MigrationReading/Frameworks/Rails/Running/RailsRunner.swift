import Domain
import ScriptSyntax

/// Runs the methods of a migration over its tree, as far as the text decides what they do.
struct RailsRunner {
  /// What happens after a statement.
  enum Flow {
    case goes(RailsValue)
    /// `next`, or `return` with a value in a block
    case skipped(RailsValue)
    case returned(RailsValue)
    case broken
    case raised
  }

  /// Levels of running in running.
  static let depthLimit = 70
  /// Statements and expressions that one migration may go through.
  static let workLimit = 100_000

  /// The file whose text runs: the migration's, or one of the application that it calls.
  var file: SourceText
  var content: ContentID
  /// The call in the migration, while code of another file runs: what that does is done there.
  var entryPoint: SourceLocation?
  /// Files of the application that are open in each other.
  var codeDepth = 0
  /// The table of the model whose code runs: methods without receiver are those of its rows.
  var ownTable: TableName?
  /// The row whose method runs, where the file defines its class.
  var ownRow: Int?
  /// Whether what runs is left out again unless all of it is understood.
  var isTrial = false
  /// Blind spots met so far, those said before counted again.
  var troubles = 0
  let types: RailsTypes
  /// How names and values are written.
  let spelling: SQLSpelling
  let library: RailsLibrary
  var embedded: EmbeddedSQL
  /// Indexes of the tables, for calls that name an index by its columns.
  var indexes: RailsIndexes
  var version: RailsVersion
  /// Whether the class says its version, as it must since Rails 5.1.
  var isVersioned = false
  /// Whether Rails was one of those, 3.1 to 4.1, that let no time stamp be NULL.
  var wroteNotNull = false
  var operations: [Operation] = []
  var diagnostics: [Diagnostic] = []
  /// Further files whose text counts.
  var files: [FileEntry] = []
  /// Names of the running method.
  var names: [String: RailsValue] = [:]
  var constants: [String: RailsValue] = [:]
  var methods: [String: ScriptFunction] = [:]
  /// Table names by model classes defined in the file.
  var models: [String: TableName] = [:]
  /// Classes defined in the file, the migration's own left out.
  var classes: [String: ScriptClass] = [:]
  /// Whether a method of such a class runs: calls without receiver are none of the migration's.
  var isInFileClass = false
  /// The block that the running method was given.
  var block: RailsClosure?
  /// The table blocks that run, innermost last.
  var tables: [RailsTable] = []
  /// Rows that the program holds.
  var rows: [RailsRow] = []
  /// Whether it is decided that what comes is run.
  var isConditional = false {
    didSet { rowFilter = nil }
  }
  /// Conditions on the row at hand that alone decide whether what comes is run, as SQL.
  var rowFilter: [String]?
  /// What comes runs only where something is there, or only where it is not.
  var isAbsenceGuarded = false
  var isPresenceGuarded = false
  /// A condition asked for the environment.
  var asksEnvironment = false
  /// Whether the environment was asked for anywhere in the migration.
  var askedEnvironment = false
  /// The environment in which the migration runs.
  var environment = "production"
  /// The inside of `revert`: `up` does nothing.
  var isReverting = false
  var reportedHelpers: Set<String> = []
  /// Column types read before, by how the dialect writes them.
  var knownTypes: [String: ColumnType] = [:]
  var depth = 0
  var workLeft = Self.workLimit

  init(
    file: SourceText, content: ContentID, library: RailsLibrary, embedded: EmbeddedSQL, indexes: RailsIndexes,
    version: RailsVersion
  ) {
    self.file = file
    self.content = content
    self.library = library
    self.embedded = embedded
    self.indexes = indexes
    self.version = version
    types = RailsTypes(dialect: embedded.dialectName)
    spelling = SQLSpelling(embedded.dialectName)
  }

  /// Where a part of the migration stands.
  func place(_ range: ScriptRange) -> SourceLocation { entryPoint ?? file.location(range.offset) }

  /// Keeps a blind spot.
  mutating func report(
    _ id: String, _ summary: String, _ range: ScriptRange, _ reach: Diagnostic.Reach, tables: [TableName] = []
  ) {
    troubles += 1
    let found = Diagnostic(
      id: id, summary: summary, location: place(range), byteCount: range.count, reach: reach,
      tables: tables)
    let isSaid = diagnostics.contains { $0.id == id && $0.summary == summary && $0.tables == tables }
    if diagnostics.count < 1_000, !isSaid { diagnostics.append(found) }
  }

  /// Keeps an operation. What a model does to its rows never speaks for there being a table: the name may be a guess.
  mutating func emit(_ kind: OperationKind, _ range: ScriptRange, isGuessed: Bool = false) {
    append(
      Operation(
        kind, location: place(range), isConditional: isConditional,
        toleratesAbsence: isAbsenceGuarded || isGuessed))
  }

  private mutating func append(_ operation: Operation) {
    guard operations.count < Self.workLimit else { return }
    operations.append(operation)
    indexes.apply(operation.kind)
    if operation.isConditional, operation.kind.changesSchema { reportCondition(operation) }
  }

  /// A change of the schema that may not be made is said once for each migration.
  private mutating func reportCondition(_ operation: Operation) {
    troubles += 1
    guard !diagnostics.contains(where: { $0.id == "undecided-condition" }) else { return }
    diagnostics.append(
      Diagnostic(
        id: "undecided-condition",
        summary: "whether the schema is changed here depends on a condition that is not known",
        location: operation.location, reach: .mayChangeSchema))
  }

  /// Keeps what a SQL text does.
  mutating func take(_ reading: ScriptReading) {
    for var operation in reading.operations {
      operation.isConditional = operation.isConditional || isConditional
      operation.toleratesAbsence = operation.toleratesAbsence || isAbsenceGuarded
      if let entryPoint { operation.location = entryPoint }
      append(operation)
    }
    troubles += reading.diagnostics.count
    diagnostics += reading.diagnostics.map { found in
      var found = found
      if let entryPoint { found.location = entryPoint }
      return found
    }
  }

  /// Counts work; false once there was too much, which is said once.
  mutating func spend(_ range: ScriptRange) -> Bool {
    workLeft -= 1
    if workLeft == 0 { report("work-limit", "the migration does more than is read", range, .mayChangeSchema) }
    return workLeft > 0
  }
}

/// A table whose block is being run.
struct RailsTable: Sendable {
  var name: TableName
  /// Nil while an existing table is changed.
  var definition: TableDefinition?
  /// What is made after the table: indexes, foreign keys.
  var later: [(kind: OperationKind, range: ScriptRange)] = []
}

extension OperationKind {
  /// Whether it touches more than rows.
  var changesSchema: Bool {
    switch self {
    case .updateRows, .insertFromQuery, .insertRows, .deleteRows, .truncate, .createIndex, .dropIndex,
      .renameIndex, .setSearchPath:
      false
    case .createSchema, .dropSchema, .renameSchema, .createTable, .createTableFromQuery, .dropTable,
      .renameTable,
      .setTableSchema, .setPartition, .addColumn, .dropColumn, .renameColumn, .alterColumnType,
      .setNullability,
      .setDefault, .setGeneration, .redefineColumn, .addConstraint, .dropConstraint, .dropPrimaryKey,
      .renameConstraint, .createEnum, .addEnumLabel, .renameEnumLabel, .createDomain, .addDomainConstraint,
      .dropDomainConstraint, .setDomainNullability, .createOtherType, .renameType, .dropType, .createView,
      .dropView:
      true
    }
  }
}
