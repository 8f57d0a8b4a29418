import Domain
import ScriptSyntax

/// Follows what a function of Python does with a connection, its cursors, or a client that runs SQL.
struct PythonConnectionProgram: DatabaseProgram {
  static let handleName = "connection"

  let run: ScriptRun
  var output: ProgramOutput
  var depth = 0
  /// The models of the moment, where they are known.
  var models: (any PythonModels)?

  /// Calls that give the connection itself, a cursor, or another one to the same database.
  static let equivalents = [
    "(database).cursor": ProgramHandle.database, "(database)._in_transaction": ProgramHandle.database,
    "(database).acquire_connection": ProgramHandle.database, "(database).begin": ProgramHandle.database,
    "(database).transaction": ProgramHandle.database, "(database).__enter__": ProgramHandle.database,
    "tortoise.connections.get": ProgramHandle.database,
    "tortoise.connection.connections.get": ProgramHandle.database,
    "tortoise.Tortoise.get_connection": ProgramHandle.database,
    "tortoise.transactions.in_transaction": ProgramHandle.database,
  ]

  mutating func perform(_ executed: ExecutedCall) {
    let call = executed.call
    guard let first = call.chain.first else { return }
    guard let root = first.resolved else { return performModels(call) }
    guard root.hasPrefix(ProgramHandle.database + ".") else {
      if Self.isGivenHandle(call, orMembers: [".client", ".connection"]), !Self.harmless.contains(call.name) {
        return reportForeign(call)
      }
      return performModels(call)
    }
    // A chain is listed again with each of its calls.
    guard first.range.start == call.range.start, first.range.end == call.range.end else { return }
    switch first.name {
    case "execute", "execute_script", "executescript", "_run_sql", "execute_sql", "execute_query",
      "execute_query_dict",
      "execute_insert", "exec_driver_sql", "fetch", "fetchrow", "fetchval":
      execute(first, first.argument(1, "values") ?? first.argument(1, "params"))
    case "executemany", "execute_many": executeMany(first)
    case "copy_from", "copy_expert", "copy", "copy_to", "callproc", "copy_records_to_table":
      output.report(
        "dynamic-rows", "the rows that \"\(first.name)\" changes are known at run time", at: call.range,
        .mayChangeRows)
    case let name where Self.quiet.contains(name): return
    default:
      output.report(
        "unknown-helper", "the connection's \"\(first.name)\" is not known", at: call.range,
        .mayChangeSchema)
    }
  }

  private static let quiet: Set<String> = [
    "fetchone", "fetchall", "fetchmany", "close", "commit", "rollback", "mogrify", "set_session", "release",
    "set_isolation_level", "nextset", "info", "__exit__", "start", "savepoint", "create_function",
  ]
  private static let harmless: Set<String> = [
    "print", "info", "debug", "warning", "error", "log", "isinstance", "type", "str", "repr", "getattr",
    "hasattr", "id", "closing", "execute_values", "execute_batch", "register_uuid", "register_vector",
  ]

  private mutating func execute(_ call: FoldedCall, _ parameters: FoldedValue?) {
    guard let value = call.positional.first ?? call.arguments.first?.value else { return }
    let text = parameters.map { PythonMarks(spelling: spelling, values: $0).filled(value) } ?? value
    output.run(text, bindings: parameters, at: call.range)
  }

  /// `executemany(sql, rows)`: once for each of the rows that are known.
  private mutating func executeMany(_ call: FoldedCall) {
    guard let rows = call.positional.dropFirst().first else { return execute(call, nil) }
    let known = rows.elements ?? []
    guard !known.isEmpty, known.count <= 500 else { return execute(call, rows) }
    for row in known { execute(call, row) }
  }
}

/// The marks of Python's database drivers, `%s` and `%(name)s`, with their values put in.
struct PythonMarks {
  let spelling: SQLSpelling
  let values: FoldedValue
  /// Whether `{}` is a mark too, as in Piccolo.
  var hasBraces = false

  /// A text, or one of known and unknown parts, with its marks replaced.
  func filled(_ value: FoldedValue) -> FoldedValue {
    var next = 0
    switch value.content {
    case .string(let text): return FoldedValue(.string(filled(text, &next)), at: value.range)
    case .joined(let parts):
      let pieces = parts.map { part -> FoldedValue in
        guard case .string(let text) = part.content else { return part }
        return FoldedValue(.string(filled(text, &next)), at: part.range)
      }
      return FoldedValue(.joined(pieces), at: value.range)
    default: return value
    }
  }

  private func filled(_ text: ScriptText, _ next: inout Int) -> ScriptText {
    let bytes = Array(text.string.utf8)
    var pieces: [ScriptText] = []
    var (start, at) = (0, 0)
    func put(_ sql: String, _ length: Int) {
      pieces.append(text.part(start, at))
      pieces.append(ScriptText(sql, at: Int32(truncatingIfNeeded: text.fileOffset(ofByte: at))))
      at += length
      start = at
    }
    func putNext() {
      let list = values.elements ?? [values]
      put(sql(next < list.count ? list[next] : nil), 2)
      next += 1
    }
    while at + 1 < bytes.count {
      if hasBraces, bytes[at] == UInt8(ascii: "{"), bytes[at + 1] == UInt8(ascii: "}") {
        putNext()
        continue
      }
      guard bytes[at] == UInt8(ascii: "%") else {
        at += 1
        continue
      }
      switch bytes[at + 1] {
      case UInt8(ascii: "s"): putNext()
      case UInt8(ascii: "%"): put("%", 2)
      case UInt8(ascii: "("):
        guard let close = bytes[at...].firstIndex(of: UInt8(ascii: ")")), close + 1 < bytes.count,
          bytes[close + 1] == UInt8(ascii: "s")
        else {
          at += 1
          continue
        }
        let name = String(decoding: bytes[(at + 2)..<close], as: UTF8.self)
        put(sql(values.entry(name)), close + 2 - at)
      default: at += 1
      }
    }
    pieces.append(text.part(start, bytes.count))
    return ScriptText.joined(pieces) ?? text
  }

  private func sql(_ value: FoldedValue?) -> String {
    value.map { ProgramValues(spelling: spelling).sql($0) } ?? spelling.unknown
  }
}
