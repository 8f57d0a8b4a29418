import Domain
import ScriptSyntax

/// Follows what a function does with the migration builder that it is given.
struct PgmProgram: DatabaseProgram {
  static let handleName = "builder"

  let run: ScriptRun
  var output: ProgramOutput
  let columns: PgmColumns
  var depth = 0

  init(run: ScriptRun, output: ProgramOutput) {
    self.run = run
    self.output = output
    columns = PgmColumns(shorthands: run.exported("shorthands"), spelling: output.spelling)
  }

  mutating func perform(_ executed: ExecutedCall) {
    let call = executed.call
    guard let first = call.chain.first, let resolved = first.resolved,
      resolved.hasPrefix(ProgramHandle.database + ".")
    else {
      if Self.isGivenHandle(call), call.name != "log" { reportForeign(call) }
      return
    }
    guard first.range.start >= call.range.start else { return }
    performLink(first)
  }

  /// Calls that change nothing that is read here.
  private static let quiet: Set<String> = [
    "func", "noTransaction", "createExtension", "addExtension", "dropExtension", "createSequence",
    "dropSequence",
    "alterSequence", "renameSequence", "createTrigger", "dropTrigger", "renameTrigger", "createRole",
    "dropRole",
    "alterRole", "renameRole", "createPolicy", "dropPolicy", "alterPolicy", "renamePolicy", "createOperator",
    "dropOperator", "createOperatorClass", "createOperatorFamily", "dropFunction", "renameFunction",
    "grantOnTables",
    "grantOnSchemas", "grantRoles", "revokeOnTables", "revokeOnSchemas", "revokeRoles", "literal", "toString",
    "createCast", "dropCast", "refreshMaterializedView", "alterTable", "alterView", "alterViewColumn",
    "alterMaterializedView", "createFunction", "select", "alterSchema", "markAsRun", "isColumn",
  ]

  private mutating func performLink(_ call: FoldedCall) {
    let arguments = call.positional
    switch call.name {
    case "sql": output.run(template(arguments.first, arguments.dropFirst().first), at: call.range)
    case "query", "select":
      output.run(arguments.first, bindings: arguments.dropFirst().first, at: call.range)
    case let name where Self.quiet.contains(name): break
    default:
      guard let target = Self.name(arguments.first), perform(call, target, arguments) else {
        return reportUnknownName(call)
      }
    }
  }

  private mutating func perform(_ call: FoldedCall, _ target: TableName, _ arguments: [FoldedValue]) -> Bool {
    if performTable(call, target, arguments) { return true }
    if performColumns(call, target, arguments) { return true }
    if performKeys(call, target, arguments) { return true }
    return performTypes(call, target, arguments)
  }

  /// A text or `{ schema, name }`.
  static func name(_ value: FoldedValue?) -> TableName? {
    if let text = value?.text { return TableName(text) }
    return value?.entry("name")?.text.map { TableName(schema: value?.entry("schema")?.text, $0) }
  }

  /// SQL with `{name}` filled in.
  private func template(_ value: FoldedValue?, _ arguments: FoldedValue?) -> FoldedValue {
    guard let value else { return FoldedValue(.string(ScriptText("")), at: ScriptRange(0, 0)) }
    guard var text = value.located, let entries = arguments?.entries else { return value }
    for entry in entries {
      guard let key = entry.key.text else { continue }
      let filled =
        Self.name(entry.value).map { spelling.name($0) } ?? ProgramValues(spelling: spelling).sql(entry.value)
      text = text.replacing("{" + key + "}", with: ScriptText(filled, at: entry.value.range.start)) ?? text
    }
    return FoldedValue(.string(text), at: value.range)
  }
}
