import Domain
import ScriptSyntax

/// Follows what a method does with the schema manager, its connection, and others to the same database.
struct SeaProgram: DatabaseProgram {
  static let handleName = "schema manager"

  let run: ScriptRun
  var output: ProgramOutput
  var depth = 0

  var expressions: SeaExpressions { SeaExpressions(spelling) }

  mutating func perform(_ executed: ExecutedCall) {
    let call = executed.call
    let links = call.chain
    guard let first = links.first, first.resolved?.hasPrefix(ProgramHandle.database + ".") == true else {
      return performForeign(call)
    }
    // A chain is listed again with each of its calls.
    guard first.range.start == call.range.start, first.range.end == call.range.end || links.count == 1
    else { return performOuter(links, call) }
    performOwn(first)
  }

  /// `manager.create_table(...).await.map(...)`: only the whole chain is listed.
  private mutating func performOuter(_ links: [FoldedCall], _ call: FoldedCall) {
    guard let first = links.first, first.range.start == call.range.start else { return }
    performOwn(first)
  }

  private mutating func performOwn(_ call: FoldedCall) {
    let value = call.positional.first
    switch call.name {
    case "create_table", "alter_table", "drop_table", "rename_table", "truncate_table", "create_index",
      "drop_index", "create_foreign_key", "drop_foreign_key", "create_type", "alter_type", "drop_type":
      performStatement(value, call)
    case "exec_stmt", "execute", "execute_raw", "execute_unprepared", "query_one", "query_all",
      "query_one_raw",
      "query_all_raw", "stream":
      execute(value, call)
    case "transaction", "transaction_with_config":
      for closure in call.closures { perform(closure) }
    case "create_extension", "drop_extension", "has_table", "has_column", "has_index", "get_database_backend",
      "get_connection", "commit", "rollback", "ping", "support_returning", "is_mock_connection", "close",
      "get_schema", "get_schema_builder":
      break
    default:
      output.report(
        "unknown-helper", "the schema manager's \"\(call.name)\" is not known", at: call.range,
        .mayChangeSchema)
    }
  }

  private static let harmless: Set<String> = [
    "println!", "print!", "info!", "debug!", "warn!", "error!", "trace!", "eprintln!", "Ok", "Some", "write!",
    "format!", "log!", "assert!", "tracing!",
  ]
  private static let readers: Set<String> = [
    "all", "one", "count", "into_tuple", "paginate", "num_items", "stream", "fetch_page", "fetch",
    "num_pages",
    "has_table", "has_column", "exists",
  ]
  private static let writers: Set<String> = [
    "insert", "update", "save", "delete", "exec", "exec_with_returning", "exec_without_returning",
    "delete_by_id", "insert_many", "update_many",
  ]

  /// Code of the application that is given the connection.
  private mutating func performForeign(_ call: FoldedCall) {
    guard Self.isGivenHandle(call), !Self.harmless.contains(call.name) else { return }
    let value = FoldedValue(.call(call), at: call.range)
    if let builder = SeaBuilder(value), builder.root.hasPrefix("Query.") {
      let isRun = call.name == "exec" || call.name == "exec_with_returning"
      if isRun, builder.root != "Query.select" { return performRows(builder, call) }
      guard Self.writers.contains(call.name) else { return }
      return reportEntities(call, SeaName.table(builder.value("from")))
    }
    if Self.readers.contains(call.name) { return }
    if Self.writers.contains(call.name), call.receiverCall != nil || isMember(call) {
      return reportEntities(call, nil)
    }
    reportForeign(call)
  }

  private mutating func reportEntities(_ call: FoldedCall, _ table: TableName?) {
    output.report(
      "dynamic-rows", "the rows that \"\(call.name)\" changes are given as entities", at: call.range,
      .mayChangeRows, tables: table.map { [$0] } ?? [])
  }

  /// Whether it is a method of a value.
  private func isMember(_ call: FoldedCall) -> Bool {
    if case .member = call.callee.content { return true }
    return call.resolved?.contains(text: ".") ?? false
  }

  /// A statement of a builder, or one that is put into a text.
  mutating func performStatement(_ value: FoldedValue?, _ call: FoldedCall) {
    guard let value else { return }
    guard let builder = SeaBuilder(value) else { return reportUnknownName(call) }
    switch builder.root {
    case "Table.create", "timestamps", "table_auto", "table_auto_tz": createTable(builder, call)
    case "Table.alter": alterTable(builder, call)
    case "Table.drop": dropTables(builder, call)
    case "Table.rename": renameTable(builder, call)
    case "Table.truncate":
      guard let table = SeaName.table(builder.value("table")) else { return reportUnknownName(call) }
      output.emit(.truncate(table), at: call.range)
    case "Index.create": createIndex(builder, call)
    case "Index.drop": dropIndex(builder, call)
    case "ForeignKey.create":
      guard let key = foreignKey(builder, of: nil), let table = key.table else {
        return reportUnknownKey(call)
      }
      runSQL("ALTER TABLE " + spelling.name(table) + " ADD " + key.sql, at: call.range)
    case "ForeignKey.drop":
      guard let table = SeaName.table(builder.value("table")), let name = SeaName.text(builder.value("name"))
      else { return reportUnknownKey(call) }
      output.emit(.dropConstraint(table, name: name, onlyIfPresent: false, cascade: false), at: call.range)
    case "Type.create": createType(builder, call)
    case "Type.alter": alterType(builder, call)
    case "Type.drop": dropType(builder, call)
    case "Query.insert", "Query.update", "Query.delete": performRows(builder, call)
    case "Query.select": break
    default:
      if builder.has("create_table_from_entity") {
        createTable(builder, call)
      } else {
        reportUnknownName(call)
      }
    }
  }

  mutating func reportUnknownKey(_ call: FoldedCall) {
    output.report(
      "dynamic-name", "the columns of this key are not known, or are put together at run time",
      at: call.range, .harmless)
  }

  /// Runs SQL that stands for a call.
  mutating func runSQL(_ sql: String, at range: ScriptRange) {
    output.run(ScriptText(sql, at: range.start), at: range)
  }

  /// SQL, a `Statement` with SQL in it, or a builder.
  private mutating func execute(_ value: FoldedValue?, _ call: FoldedCall) {
    guard let value else { return }
    guard let inner = value.call else { return output.run(value, bindings: nil, at: call.range) }
    switch inner.name {
    case "from_string": execute(inner.positional.dropFirst().first, call)
    case "from_sql_and_values":
      output.run(
        inner.positional.dropFirst().first, bindings: inner.positional.dropFirst(2).first, at: call.range)
    case "build" where inner.positional.count == 1: execute(inner.positional.first, call)
    case "to_string", "build_any":
      guard case .member(let member) = inner.callee.content else { break }
      performStatement(member.receiver, call)
    default: performStatement(value, call)
    }
  }
}
