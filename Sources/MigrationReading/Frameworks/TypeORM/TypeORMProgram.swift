import Domain
import ScriptSyntax

/// Follows what a method does with the query runner that it is given.
struct TypeORMProgram: DatabaseProgram {
  static let handleName = "query runner"

  let run: ScriptRun
  var output: ProgramOutput
  var depth = 0

  mutating func perform(_ executed: ExecutedCall) {
    let call = executed.call
    let links = call.chain
    guard let first = links.first, let resolved = first.resolved,
      resolved.hasPrefix(ProgramHandle.database + ".")
    else {
      let isQuiet = ["log", "info", "warn", "error", "debug"].contains(call.name)
      if Self.isGivenHandle(call, orMembers: [".manager"]), !isQuiet { reportForeign(call) }
      return
    }
    guard first.range.start >= call.range.start else { return }
    let path = resolved.dropFirst(ProgramHandle.database.count + 1).split(separator: ".")
    if path.contains("manager") || path.contains("connection") || path.contains("dataSource"),
      path.last != "query"
    {
      return performRows(links)
    }
    performLink(first)
  }

  /// Calls that change nothing that is read here.
  private static let quiet: Set<String> = [
    "hasTable", "hasColumn", "getTable", "getTables", "getView", "getViews", "startTransaction",
    "commitTransaction",
    "rollbackTransaction", "release", "connect", "hasSchema", "hasDatabase", "getCurrentSchema",
    "getCurrentDatabase",
    "createDatabase", "clearSqlMemory", "enableSqlMemory", "disableSqlMemory", "stream", "getDatabases",
    "getSchemas",
    "then", "catch", "finally", "isTransactionActive", "getReplicationMode", "beforeMigration",
    "afterMigration", "on",
    "log", "executeMemoryUpSql", "executeMemoryDownSql", "logQuery",
  ]

  private mutating func performLink(_ call: FoldedCall) {
    let arguments = call.positional
    switch call.name {
    case "query": output.run(arguments.first, bindings: arguments.dropFirst().first, at: call.range)
    case "createSchema":
      guard let name = arguments.first?.text else { return reportUnknownName(call) }
      output.emit(.createSchema(name), at: call.range)
    case "dropSchema":
      guard let name = arguments.first?.text else { return reportUnknownName(call) }
      output.emit(.dropSchema(name, cascade: arguments.dropFirst(2).first?.boolean ?? false), at: call.range)
    case "createTable": createTable(call)
    case let name where Self.quiet.contains(name): break
    default:
      guard performTable(call) else { return reportUnknownName(call) }
    }
  }

  /// The table that an argument names: a text, `new Table({ name })`, or one that was looked up.
  static func table(_ value: FoldedValue?) -> TableName? {
    if let text = value?.text { return SQLSpelling.table(text) }
    guard let call = value?.call else { return nil }
    if call.name == "getTable" { return call.positional.first?.text.map { SQLSpelling.table($0) } }
    let options = call.positional.first
    guard let name = options?.entry("name")?.text else { return nil }
    return SQLSpelling.table(name, schema: options?.entry("schema")?.text)
  }

  /// The options of `new TableColumn({ ... })`, or an object in its place.
  static func options(_ value: FoldedValue?) -> FoldedValue? {
    if value?.entries != nil { return value }
    guard let call = value?.call, call.name.hasPrefix("Table") || call.name == "View" else { return nil }
    return call.positional.first
  }

  /// `createTable(new Table({ name, columns, indices, uniques, foreignKeys }), ifNotExists)`.
  private mutating func createTable(_ call: FoldedCall) {
    let options = Self.options(call.positional.first)
    guard
      let target = Self.table(call.positional.first)
        ?? options?.entry("name")?.text.map({ SQLSpelling.table($0) }),
      let columns = options?.entry("columns")?.elements
    else { return reportUnknownName(call) }
    let keys = TypeORMKeys(table: target, place: output.location(call.range))
    var definition = TableDefinition(
      name: target, columns: [], onlyIfAbsent: call.positional.dropFirst().first?.boolean ?? false)
    var primary: [String] = []
    for value in columns {
      guard let column = TypeORMColumn(Self.options(value), table: target, spelling: spelling),
        let read = column.read(&output, value.range)
      else {
        reportColumn(target, value.range)
        continue
      }
      definition.columns.append(read.definition)
      definition.constraints += read.constraints
      if column.isKey { primary.append(column.name) }
    }
    if !primary.isEmpty {
      definition.constraints.append(Constraint(kind: .primaryKey(primary), location: keys.place))
    }
    for value in options?.entry("uniques")?.elements ?? [] {
      if let constraint = keys.unique(Self.options(value)) { definition.constraints.append(constraint) }
    }
    for value in options?.entry("foreignKeys")?.elements ?? [] {
      if let constraint = keys.foreign(Self.options(value)) { definition.constraints.append(constraint) }
    }
    output.emit(.createTable(definition), at: call.range)
    for value in options?.entry("indices")?.elements ?? [] {
      if let index = keys.index(Self.options(value)) { output.emit(index, at: call.range) }
    }
  }

  mutating func reportColumn(_ table: TableName, _ range: ScriptRange) {
    output.report(
      "dynamic-type", "a column of \"\(table.display)\" is put together at run time", at: range,
      .mayChangeSchema,
      tables: [table])
  }
}
