import Domain
import ScriptSyntax

/// Follows what a method of Java or Kotlin does with a database by SQL: JDBC, templates of Spring, jOOQ's `execute`.
///
/// Sources: https://docs.oracle.com/en/java/javase/21/docs/api/java.sql/java/sql/package-summary.html,
/// https://docs.spring.io/spring-framework/reference/data-access/jdbc/core.html
struct JDBCProgram: DatabaseProgram {
  static let handleName = "connection"

  let run: ScriptRun
  var output: ProgramOutput
  var depth = 0
  /// The class of the migration.
  private let type: ScriptClass
  /// Values of the marks of statements that were prepared, by the place of their preparation.
  private var prepared: [ScriptRange: [Int: FoldedValue]] = [:]

  init(run: ScriptRun, output: ProgramOutput, type: ScriptClass) {
    self.run = run
    self.output = output
    self.type = type
  }

  /// Calls and members that give the database itself, or what works on it.
  static let equivalents = ProgramHandle.equivalents([
    "getConnection", "connection", "createStatement", "unwrap", "getJdbcTemplate", "jdbcTemplate",
    "getJdbcOperations", "getDataSource", "dataSource", "getConfiguration", "configuration", "dsl",
  ]).merging(
    Dictionary(
      uniqueKeysWithValues: [
        "JdbcTemplate", "NamedParameterJdbcTemplate", "SingleConnectionDataSource", "DSL.using",
        "JdbcClient.create", "DataSourceUtils.getConnection",
      ].map { ($0, ProgramHandle.database) })
  ) { one, _ in one }

  private static let executing: Set<String> = [
    "execute", "executeUpdate", "executeLargeUpdate", "addBatch", "update", "executeStatement",
  ]
  private static let asking: Set<String> = [
    "executeQuery", "query", "queryForObject", "queryForList", "queryForMap", "queryForRowSet",
    "queryForStream", "queryForInt", "queryForString", "queryForBoolean", "fetch", "fetchOne", "fetchMany",
    "fetchSingle", "fetchValue", "resultQuery", "queryForStringList", "queryForLong",
  ]
  private static let inert: Set<String> = [
    "commit", "rollback", "close", "closeOnCompletion", "clearBatch", "clearWarnings", "releaseSavepoint",
    "executeBatch", "cancel", "abort", "nativeSQL", "use", "createArrayOf", "createBlob", "createClob",
    "isolation", "executeLargeBatch", "toString", "hashCode", "metaData", "autoCommit", "placeholders",
    "schema", "catalog", "fetchSize", "warnings", "next", "parsingContext",
  ]

  /// Runs a method whose parameter is the context, the connection or a template.
  mutating func perform(_ body: FoldedClosure) {
    follow(body, body.function.parameters.map { Self.handle(at: $0.range) })
  }

  mutating func perform(_ executed: ExecutedCall) {
    let call = executed.call
    guard let first = call.chain.first, first.resolved?.hasPrefix(ProgramHandle.database + ".") == true else {
      return performForeign(executed)
    }
    if first.name == "prepareStatement" || first.name == "prepareCall" {
      return performPrepared(first, call)
    }
    // What is asked of a result was done before.
    guard first.range == call.range else {
      return performClosures(of: call)
    }
    switch first.name {
    case let name where Self.executing.contains(name): execute(first)
    case "batchUpdate": batch(first)
    case let name where Self.asking.contains(name): ask(first)
    case let name where Self.inert.contains(name): break
    case let name where ["get", "set", "is"].contains(where: { name.hasPrefix($0) }): break
    default:
      output.report(
        "program-code", "what \"\(first.name)\" does with the database is not known", at: call.range,
        .mayChangeSchema)
    }
  }

  /// `execute("..."), update("... ?", a)`, `execute(connection -> ...)`
  private mutating func execute(_ call: FoldedCall) {
    guard let sql = call.positional.first else { return }
    if case .closure(let closure) = sql.content { return follow(closure, [Self.handle(at: call.range)]) }
    output.run(sql, bindings: bindings(of: call), at: call.range)
  }

  /// Values behind the text of a statement: one by one, in one array, or by their names. Those that are not known count
  /// as values.
  private func bindings(of call: FoldedCall) -> FoldedValue? {
    let rest = call.positional.dropFirst().filter { if case .closure = $0.content { false } else { true } }
    guard let first = rest.first else { return call.positional.count > 1 ? unknown(at: call.range) : nil }
    if let source = JDBCParameters.map(first) { return source }
    if rest.count == 1, first.elements != nil || first.entries != nil { return first }
    return FoldedValue(.list(Array(rest)), at: call.range)
  }

  private func unknown(at range: ScriptRange) -> FoldedValue {
    FoldedValue(.list([FoldedValue(.opaque("a value that is set elsewhere"), at: range)]), at: range)
  }

  /// `batchUpdate("a", "b")`, `batchUpdate("... ?", rows)`
  private mutating func batch(_ call: FoldedCall) {
    let texts = call.positional.filter { $0.text != nil }
    if texts.count == call.positional.count {
      for text in texts { output.run(text, bindings: nil, at: call.range) }
      return
    }
    guard let sql = call.positional.first else { return }
    if call.positional.count == 1 { return output.run(sql, bindings: nil, at: call.range) }
    let rows = call.positional[1].elements ?? []
    guard !rows.isEmpty, rows.count <= 500, rows.allSatisfy({ $0.elements != nil || $0.entries != nil })
    else {
      return output.run(sql, bindings: unknown(at: call.range), at: call.range)
    }
    for row in rows { output.run(sql, bindings: row, at: call.range) }
  }

  /// A query; what it hands its rows to.
  private mutating func ask(_ call: FoldedCall) {
    if let sql = call.positional.first, sql.text != nil {
      output.run(sql, bindings: bindings(of: call), at: call.range)
    }
    performClosures(of: call)
  }

  /// Functions that a call hands rows to.
  private mutating func performClosures(of call: FoldedCall) {
    let outer = output.standing
    output.standing.isConditional = true
    for closure in call.closures where !closure.function.body.isEmpty {
      let any = FoldedValue(.opaque("a row"), at: call.range)
      let row = FoldedElement(receiver: FoldedValue(.call(call), at: call.range), index: any)
      follow(closure, [FoldedValue(.element(row), at: call.range)])
    }
    output.standing = outer
  }

  /// What is done with a statement that was prepared.
  private mutating func performPrepared(_ statement: FoldedCall, _ call: FoldedCall) {
    guard statement.range != call.range || call.name == statement.name else { return }
    let links = call.chain
    guard links.count > 1 else {
      prepared[statement.range] = [:]
      return
    }
    guard links.count == 2 else { return }
    switch call.name {
    case "execute", "executeUpdate", "executeLargeUpdate", "addBatch", "executeQuery":
      output.run(statement.positional.first, bindings: marks(of: statement), at: call.range)
    case "executeBatch", "executeLargeBatch": break
    case let name where name.hasPrefix("set"):
      let values = call.positional
      guard let place = values.first?.integer, place > 0, place < 1_000 else { return }
      let value = name == "setNull" ? FoldedValue(.null, at: call.range) : values.dropFirst().first
      let unknown = FoldedValue(.opaque("a value that depends on a condition"), at: call.range)
      let isChosen =
        !(output.executed?.call.conditions.isEmpty ?? true) && prepared[statement.range]?[place] != nil
      prepared[statement.range, default: [:]][place] = isChosen ? unknown : value ?? unknown
    default: break
    }
  }

  /// The values of a prepared statement in their order.
  private func marks(of statement: FoldedCall) -> FoldedValue {
    let known = prepared[statement.range] ?? [:]
    guard let last = known.keys.max() else { return unknown(at: statement.range) }
    let values = (1...max(1, last)).map {
      known[$0] ?? FoldedValue(.opaque("a value that is not set"), at: statement.range)
    }
    return FoldedValue(.list(values), at: statement.range)
  }

  private static let harmless: Set<String> = [
    "println", "print", "printf", "info", "debug", "warn", "error", "trace", "requireNonNull", "log",
    "severe", "fine", "warning", "close", "closeQuietly", "closeStatement", "closeConnection",
    "closeResultSet", "format", "throw", "add", "put", "require", "check",
  ]

  /// Code of the application that is given the database, or has its own.
  private mutating func performForeign(_ executed: ExecutedCall) {
    let call = executed.call
    if call.name == "executeSqlScript" || call.name == "ResourceDatabasePopulator" {
      let texts = call.positional.filter { $0.resolved != ProgramHandle.database }
      guard !texts.isEmpty else { return }
      return output.run(texts[0], at: call.range)
    }
    if let first = call.chain.first, first.name == "prepareStatement" || first.name == "createStatement" {
      return performOwn(executed, first)
    }
    if Self.isGivenHandle(call) || isGivenStatement(call) {
      guard !Self.harmless.contains(call.name), executed.call.name != "runScript" else {
        return performClosures(of: call)
      }
      return reportForeign(call)
    }
    if let name = call.chain.last?.name, Self.executing.contains(name) || name == "batchUpdate",
      Self.isStatement(call.positional.first)
    {
      return execute(call)
    }
    performClosures(of: call)
    reportInjected(executed)
  }

  /// `template.update("alter table a ...")`: SQL for a database that the tool did not hand over.
  private static func isStatement(_ value: FoldedValue?) -> Bool {
    var text = value?.text
    if case .joined(let parts)? = value?.content { text = parts.first?.text }
    let verb = ProgramSQL.verb(text ?? "")
    return ["insert", "update", "delete", "alter", "create", "drop", "truncate", "with", "merge"].contains(
      verb)
  }

  /// SQL of a connection that the tool did not hand over.
  private mutating func performOwn(_ executed: ExecutedCall, _ first: FoldedCall) {
    let call = executed.call
    if first.name == "prepareStatement" { return performPrepared(first, call) }
    guard call.chain.count == 2, Self.executing.contains(call.name) else { return }
    execute(call)
  }

  /// Whether a call gets a statement that was prepared: it may set its values, and run it.
  private func isGivenStatement(_ call: FoldedCall) -> Bool {
    call.positional.contains { value in
      guard let given = value.call, given.chain.count == 1 else { return false }
      return given.resolved == ProgramHandle.database + ".prepareStatement"
    }
  }

  /// Types of fields that have nothing to do with a database.
  private static let plainTypes = [
    "Logger", "Log", "Mapper", "Encoder", "Gson", "Random", "Clock", "Environment", "Pattern", "KLogger",
    "Counter", "Integer", "String", "Map", "List", "Set", "Long", "Config", "Properties", "Json", "Json5",
    "Digest", "Cipher", "Writer", "Reader", "Formatter", "Converter", "Parser", "Generator",
  ]

  /// What an object that the application gives to the migration does is not known.
  private mutating func reportInjected(_ executed: ExecutedCall) {
    let call = executed.call
    guard executed.use != .part, let path = call.chain.first?.resolved,
      let root = path.split(separator: ".").first.map(String.init), path.contains("."),
      let kind = type.unsetField(root), !Self.harmless.contains(call.name),
      !Self.plainTypes.contains(where: { kind.hasSuffix($0) })
    else { return }
    output.report(
      "program-code", "what \"\(path)\" of the application does is not known", at: call.range,
      .mayChangeSchema)
  }
}

extension ScriptClass {
  /// The type of a field that the class itself gives no value; nil for other names.
  fileprivate func unsetField(_ name: String) -> String? {
    for case .assignment(let assignment) in body {
      guard case .name(let found)? = assignment.targets.first, found.text == name, assignment.value == nil
      else { continue }
      return assignment.annotation?.dottedName ?? ""
    }
    return nil
  }
}
