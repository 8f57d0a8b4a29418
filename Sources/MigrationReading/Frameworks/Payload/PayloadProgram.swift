import Domain
import ScriptSyntax

/// Follows what a migration does with `db`, which runs SQL, and with `payload`, which changes documents.
struct PayloadProgram: DatabaseProgram {
  static let handleName = "database"
  private static let payload = "(payload)"
  private static let request = "(request)"

  let run: ScriptRun
  var output: ProgramOutput
  var depth = 0

  /// `{ db, payload, req }`
  static func arguments(at range: ScriptRange) -> FoldedValue {
    let entries = [("db", ProgramHandle.database), ("payload", payload), ("req", request)].map {
      name, value in
      FoldedEntry(
        key: FoldedValue(.string(ScriptText(name)), at: range), value: handle(at: range, value))
    }
    return FoldedValue(.map(entries), at: range)
  }

  mutating func perform(_ executed: ExecutedCall) {
    let call = executed.call
    let links = call.chain
    guard let first = links.first, let root = first.resolved else { return performForeign(call) }
    let path = root.split(separator: ".").dropFirst().map(String.init)
    switch true {
    case root.hasPrefix(ProgramHandle.database + "."): performDatabase(links, call, path)
    case root.hasPrefix(Self.payload + ".db.") || root.hasPrefix(Self.request + ".payload.db."):
      performDatabase(links, call, Array(path.drop { $0 == "payload" }.dropFirst()))
    case root.hasPrefix(Self.payload + ".") || root.hasPrefix(Self.request + ".payload."):
      performDocuments(first, call)
    default: performForeign(call)
    }
  }

  /// `db.execute(sql)`, `payload.db.drizzle.execute(sql)`, rows by Drizzle's builder.
  private mutating func performDatabase(_ links: [FoldedCall], _ call: FoldedCall, _ path: [String]) {
    guard let first = links.first else { return }
    switch first.name {
    case "execute", "run", "query", "unsafe":
      guard first.range == call.range else { return }
      execute(first)
    case "transaction", "batch":
      for closure in first.closures { perform(closure) }
    case "insert", "update", "delete":
      guard links.last?.range == call.range, first.name == "delete" || links.count > 1 else { return }
      output.report(
        "dynamic-rows", "the rows that \"\(first.name)\" changes are given by tables as objects",
        at: call.range, .mayChangeRows)
    case "select", "selectDistinct", "all", "get", "values", "find", "findOne", "with", "count",
      "findGlobal", "beginTransaction", "commitTransaction", "rollbackTransaction", "connect", "init",
      "destroy", "release", "end", "findFirst", "findMany", "selectDistinctOn", "on", "toString":
      return
    case "create", "updateOne", "updateMany", "deleteOne", "deleteMany", "upsert", "updateGlobal",
      "createGlobal", "createVersion", "createGlobalVersion", "updateVersion", "updateGlobalVersion",
      "deleteVersions":
      performDocuments(first, call)
    default:
      output.report(
        "unknown-helper", "the database's \"\(path.joined(separator: "."))\" is not known", at: call.range,
        .mayChangeSchema)
    }
  }

  /// SQL alone, or as `{ drizzle, raw }` or `{ drizzle, sql }`.
  private mutating func execute(_ call: FoldedCall) {
    let given = call.positional.first
    let value = given?.entry("raw") ?? given?.entry("sql") ?? given
    output.run(value, bindings: call.positional.dropFirst().first, at: call.range)
  }

  /// `payload.update({ collection, where, data })`: it changes documents, whose tables no text names.
  private mutating func performDocuments(_ first: FoldedCall, _ call: FoldedCall) {
    guard Self.writes.contains(first.name), first.range == call.range else { return }
    output.report(
      "dynamic-rows", "the rows that \"\(first.name)\" changes are given as documents", at: call.range,
      .mayChangeRows)
  }

  private static let writes: Set<String> = [
    "create", "update", "delete", "updateGlobal", "restoreVersion", "restoreGlobalVersion", "duplicate",
    "updateOne", "updateMany", "deleteOne", "deleteMany", "upsert", "createGlobal", "createVersion",
    "createGlobalVersion", "updateVersion", "updateGlobalVersion", "deleteVersions", "register",
    "forgotPassword", "resetPassword", "unlock",
  ]

  /// A function that is not of the repository and is given the database or Payload itself.
  private mutating func performForeign(_ call: FoldedCall) {
    let given = [ProgramHandle.database, Self.payload]
    let isGiven = call.arguments.contains { argument in
      let values = [argument.value] + (argument.value.entries?.map(\.value) ?? [])
      return values.contains { value in
        given.contains { value.resolved == $0 || value.resolved?.hasPrefix($0 + ".db") ?? false }
      }
    }
    guard isGiven, !Self.harmless.contains(call.name) else { return }
    reportForeign(call)
  }

  private static let harmless: Set<String> = ["log", "info", "debug", "warn", "error", "assert", "all"]
}
