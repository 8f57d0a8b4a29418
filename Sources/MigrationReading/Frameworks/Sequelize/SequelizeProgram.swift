import Domain
import ScriptSyntax

/// Follows what a function does with the query interface that it is given.
struct SequelizeProgram: DatabaseProgram {
  static let handleName = "query interface"

  /// The second argument, and the module: `Sequelize.STRING`.
  static let library = "sequelize.Sequelize"

  let run: ScriptRun
  var output: ProgramOutput
  var depth = 0

  /// Runs a function with the query interface: as an argument of its own, or umzug's `{ context }`.
  mutating func perform(_ body: FoldedClosure) {
    let range = body.function.range
    let handle = Self.handle(at: range)
    let library = Self.handle(at: range, Self.library)
    var first = handle
    if body.function.parameters.first?.pattern != nil {
      func entry(_ name: String, _ value: FoldedValue) -> FoldedEntry {
        FoldedEntry(key: FoldedValue(.string(ScriptText(name)), at: range), value: value)
      }
      first = FoldedValue(
        .map([
          entry("context", handle), entry("queryInterface", handle), entry("Sequelize", library),
          entry("DataTypes", library),
          entry("sequelize", Self.handle(at: range, ProgramHandle.database + ".sequelize")),
        ]), at: range)
    }
    follow(body, [first, library])
  }

  mutating func perform(_ executed: ExecutedCall) {
    let call = executed.call
    let links = call.chain
    guard let resolved = links.first?.resolved, resolved.hasPrefix(ProgramHandle.database) else {
      return performForeign(call)
    }
    // What is called on a result is of the program; a result that has a name was listed when it got it.
    if let first = links.first, first.range.start >= call.range.start { performLink(first) }
  }

  /// A function that is not of the repository and is given the query interface.
  private mutating func performForeign(_ call: FoldedCall) {
    let isGiven = Self.isGivenHandle(call, orMembers: [".sequelize"])
    // Models that a program defines for itself.
    let isModel = ["define", "init", "import"].contains(call.name)
    guard isGiven, !isModel, !Self.quiet.contains(call.name) else {
      for closure in call.closures where call.name == "transaction" {
        follow(closure, [Self.handle(at: call.range, "(transaction)")])
      }
      return
    }
    reportForeign(call)
  }

  /// Calls that change nothing that is read here.
  private static let quiet: Set<String> = [
    "transaction", "commit", "rollback", "describeTable", "showAllTables", "showAllSchemas", "tableExists",
    "showIndex",
    "getForeignKeyReferencesForTable", "getForeignKeysForTables", "showConstraint", "getDialect", "select",
    "rawSelect",
    "authenticate", "databaseVersion", "log", "info", "warn", "error", "debug", "escape", "define", "literal",
    "fn",
    "col", "model", "quoteIdentifier", "quoteTable", "getQueryInterface", "then", "catch", "finally", "close",
    "addFunction", "setAutocommit", "startTransaction", "commitTransaction", "import", "where", "cast",
    "random",
    "getDatabaseName", "createFunction", "createTrigger", "dropFunction", "dropTrigger", "renameFunction",
    "cls",
    "isDefined", "",
  ]

  private mutating func performLink(_ call: FoldedCall) {
    switch call.name {
    case "createTable", "dropTable", "renameTable", "dropAllTables": performTable(call)
    case "addColumn", "removeColumn", "renameColumn", "changeColumn": performColumn(call)
    case "addConstraint", "removeConstraint", "addIndex", "removeIndex": performKey(call)
    case "bulkInsert", "bulkUpdate", "bulkDelete", "insert", "upsert", "update", "delete": performRows(call)
    case "query": performQuery(call)
    case "createSchema", "dropSchema": performSchema(call)
    case "dropEnum", "dropAllEnums": performEnum(call)
    case "transaction":
      for closure in call.closures { follow(closure, [Self.handle(at: call.range, "(transaction)")]) }
    case let name where Self.quiet.contains(name): break
    default:
      // A model of the program's own, and what it does with rows.
      let isModel = call.resolved?.contains(text: ".models.") ?? false
      output.report(
        "unknown-helper", "the query interface's \"\(call.name)\" is not known", at: call.range,
        isModel ? .mayChangeRows : .mayChangeSchema)
    }
  }

  /// `sequelize.query(sql, { replacements, bind })`.
  private mutating func performQuery(_ call: FoldedCall) {
    let options = call.positional.dropFirst().first
    output.run(
      call.positional.first, bindings: options?.entry("replacements") ?? options?.entry("bind"),
      at: call.range)
  }

  private mutating func performSchema(_ call: FoldedCall) {
    guard let name = call.positional.first?.text else { return reportUnknownName(call) }
    output.emit(
      call.name == "createSchema" ? .createSchema(name) : .dropSchema(name, cascade: true), at: call.range)
  }

  private mutating func performEnum(_ call: FoldedCall) {
    guard call.name == "dropEnum", let name = call.positional.first?.text else {
      return reportUnknownName(call)
    }
    output.emit(.dropType(TableName(name), onlyIfPresent: true, cascade: false), at: call.range)
  }

  /// The table that an argument names: a text or `{ tableName, schema }`.
  func table(_ value: FoldedValue?) -> TableName? {
    if let text = value?.text { return SQLSpelling.table(text) }
    guard let name = (value?.entry("tableName") ?? value?.entry("name"))?.text else { return nil }
    return TableName(schema: value?.entry("schema")?.text, name)
  }
}
