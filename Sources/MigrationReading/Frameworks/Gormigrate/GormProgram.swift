import Domain
import ScriptSyntax

/// Follows what a function does with the transaction that GORM gives it (https://gorm.io/docs/migration.html).
struct GormProgram: DatabaseProgram {
  static let handleName = "database"

  let run: ScriptRun
  let models: GormModels
  var output: ProgramOutput
  /// What the migrations have made so far.
  var tables: GormTables
  var depth = 0
  /// Operations that the tables know already.
  private var applied = 0

  init(run: ScriptRun, models: GormModels, output: ProgramOutput, tables: GormTables) {
    self.run = run
    self.models = models
    self.output = output
    self.tables = tables
  }

  /// Calls that give the database itself, or another one like it.
  static let equivalents = ProgramHandle.equivalents([
    "Migrator", "Begin", "Session", "Debug", "WithContext", "Set", "InstantSet", "New", "Unscoped", "Omit",
    "LogMode", "BlockGlobalUpdate", "Clauses", "DB", "Commit", "Rollback", "SavePoint", "RollbackTo",
    "SkipDefaultTransaction",
  ])

  /// Takes up what was done since the last time.
  mutating func settle() {
    for operation in output.operations.dropFirst(applied) { tables.apply(operation) }
    applied = output.operations.count
  }

  mutating func perform(_ executed: ExecutedCall) {
    let call = executed.call
    if call.isConstruction { return checkConstruction(call) }
    settle()
    let links = call.chain
    guard let first = links.first, first.resolved?.hasPrefix(ProgramHandle.database + ".") == true else {
      return performForeign(call)
    }
    // What stands in a chain before a variable was done when the variable was bound.
    for (place, link) in links.enumerated()
    where place == links.count - 1
      || link.range.start == call.range.start && !Self.questions.contains(link.name)
    {
      guard place == links.count - 1 || Self.statements.contains(link.name) else { continue }
      performLink(link, links.prefix(place))
      settle()
    }
  }

  /// Calls that are done wherever they stand in a chain.
  private static let statements: Set<String> = [
    "Exec", "AutoMigrate", "CreateTable", "DropTable", "DropTableIfExists", "DropColumn", "ModifyColumn",
    "AddIndex", "AddUniqueIndex", "RemoveIndex", "AddForeignKey", "Update", "Updates", "UpdateColumn",
    "UpdateColumns", "Delete", "Create", "Save",
  ]

  /// Calls that change nothing.
  private static let questions: Set<String> = [
    "Find", "First", "Take", "Last", "Scan", "Count", "Pluck", "Where", "Or", "Not", "Order", "Limit",
    "Offset", "Select", "Joins", "Group", "Having", "Distinct", "Preload", "Table", "Model", "Row", "Rows",
    "ScanRows", "HasTable", "HasColumn", "HasIndex", "HasConstraint", "ColumnTypes", "GetTables",
    "GetIndexes", "CurrentDatabase", "TableType", "Error", "AddError", "GetErrors", "RecordNotFound", "Name",
    "GetName", "Dialect", "Close", "Ping", "Association", "Scopes", "Unscoped", "Attrs", "Assign", "Get",
    "InnerJoins", "MapColumns", "Callback", "Config", "Omit", "Clauses", "Set", "Begin", "Commit",
    "Rollback", "Statement", "Parse", "NewScope", "QuoteTo", "Quote", "ToSQL", "Explain", "Use",
    "SetMaxOpenConns", "SetMaxIdleConns", "SetConnMaxLifetime", "SetLogger", "SingularTable", "HasBlockTable",
    "TableName", "FirstOrInit", "Debug", "Session", "WithContext", "Conn", "Connection", "DataTypeOf",
    "FullDataTypeOf", "CurrentTable", "Stats", "String", "DriverName", "Next", "Stop", "IsNil", "IsValid",
    "PrepareStmt", "RowsAffected",
  ]

  private mutating func performLink(_ call: FoldedCall, _ before: some Sequence<FoldedCall>) {
    let target = GormTarget(before, models)
    switch call.name {
    case "Exec", "MustExec":
      let values = Array(call.positional.dropFirst())
      execute(call.positional.first, values, call)
    case "ExecContext":
      let values = Array(call.positional.dropFirst(2))
      execute(call.positional.dropFirst().first, values, call)
    case "Raw", "Query", "QueryRow", "QueryContext", "QueryRowContext": performRaw(call)
    case "Transaction", "FindInBatches", "Connection":
      for closure in call.closures { follow(closure, arguments(of: closure)) }
    case "AutoMigrate", "CreateTable", "DropTable", "DropTableIfExists", "RenameTable":
      performTables(call, target)
    case "AddColumn", "DropColumn", "AlterColumn", "RenameColumn", "ModifyColumn", "MigrateColumn":
      performColumn(call, target)
    case "CreateIndex", "DropIndex", "RenameIndex", "AddIndex", "AddUniqueIndex", "RemoveIndex",
      "AddForeignKey", "RemoveForeignKey", "CreateConstraint", "DropConstraint":
      performKey(call, target)
    case "Update", "Updates", "UpdateColumn", "UpdateColumns", "Delete", "Create", "Save", "FirstOrCreate",
      "CreateInBatches":
      performRows(call, target)
    case let name where Self.questions.contains(name): break
    default: reportForeign(call)
    }
  }

  /// The database for a function's first parameter that takes one.
  private func arguments(of closure: FoldedClosure) -> [FoldedValue] {
    closure.function.parameters.prefix(1).map { _ in Self.handle(at: closure.function.range) }
  }

  private mutating func execute(_ sql: FoldedValue?, _ values: [FoldedValue], _ call: FoldedCall) {
    let bindings = values.isEmpty ? nil : GormValues.bindings(values, at: call.range)
    output.run(sql, bindings: bindings, at: call.range)
  }

  /// SQL that is asked for its rows changes nothing, unless it says so.
  private mutating func performRaw(_ call: FoldedCall) {
    let place = call.name.hasSuffix("Context") ? 1 : 0
    guard let sql = call.positional.dropFirst(place).first, let text = sql.text else { return }
    let verb = ProgramSQL.verb(text)
    guard ["insert", "update", "delete", "alter", "create", "drop", "with"].contains(verb) else { return }
    execute(sql, Array(call.positional.dropFirst(place + 1)), call)
  }

  private static let harmless: Set<String> = [
    "Println", "Printf", "Print", "Info", "Infof", "Debug", "Debugf", "Warn", "Warnf", "Error", "Errorf",
    "Fatal", "Fatalf", "Sprintf", "Wrap", "Wrapf", "New", "NewScope", "append", "len", "panic", "recover",
    "close", "Statement", "Is", "As", "Log", "Sprint",
  ]

  /// Code of the application that is given the database.
  private mutating func performForeign(_ call: FoldedCall) {
    if let statement = Self.statement(of: call) {
      return execute(statement.first, Array(statement.dropFirst()), call)
    }
    guard Self.isGivenHandle(call), !Self.harmless.contains(call.name) else {
      return performClosures(of: call)
    }
    for closure in call.closures where !closure.function.parameters.isEmpty {
      return follow(closure, arguments(of: closure))
    }
    reportForeign(call)
  }

  /// Runs SQL that stands for a call.
  mutating func runSQL(_ sql: String, _ call: FoldedCall) {
    output.run(ScriptText(sql, at: call.range.start), at: output.ownRange(of: call))
  }
}

/// The table that a chain of calls works on, and its conditions: `db.Model(&A{}).Where("b = ?", c)`.
struct GormTarget {
  private(set) var table: TableName?
  private(set) var model: GormModel?
  /// Whether a table is named apart from the model.
  private(set) var isNamed = false
  private(set) var conditions: [FoldedCall] = []
  /// The columns of `Select`.
  private(set) var selected: [String] = []

  init(_ links: some Sequence<FoldedCall>, _ models: GormModels) {
    for link in links {
      switch link.name {
      case "Table":
        guard let text = link.positional.first?.text else { continue }
        table = SQLSpelling.table(String(text.split(separator: " ").first ?? ""))
        isNamed = true
      case "Model":
        model = GoStructures.structure(of: link.positional.first).flatMap { models.model(of: $0) }
        if !isNamed { table = model?.table }
      case "Where", "Or", "Not", "Joins": conditions.append(link)
      case "Select": selected = link.positional.compactMap(\.text)
      default: break
      }
    }
  }

  /// The table and structure of a value; a text is the table's name.
  func model(of value: FoldedValue?, _ models: GormModels) -> (table: TableName, model: GormModel?)? {
    if let text = value?.text { return (SQLSpelling.table(text), nil) }
    guard let type = GoStructures.structure(of: value), let model = models.model(of: type) else { return nil }
    return (isNamed ? table ?? model.table : model.table, model)
  }
}
