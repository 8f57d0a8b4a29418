import Domain
import ScriptSyntax

/// What a library of Go builds of calls on its database, besides SQL.
protocol GoStatementBuilder {
  /// Performs a chain of calls that begins at the database; false for one that is not the library's own.
  func perform(_ chain: [FoldedCall], _ output: inout ProgramOutput) -> Bool
}

/// Follows what a function of Go does with a database by SQL: `database/sql`, and what is built like it.
struct GoSQLProgram: DatabaseProgram {
  static let handleName = "database"

  let run: ScriptRun
  let builder: (any GoStatementBuilder)?
  var output: ProgramOutput
  var depth = 0

  init(run: ScriptRun, builder: (any GoStatementBuilder)? = nil, output: ProgramOutput) {
    self.run = run
    self.builder = builder
    self.output = output
  }

  /// Calls that give the database itself, or another one like it.
  static let equivalents = ProgramHandle.equivalents([
    "Begin", "Conn", "WithContext", "WithTimeout", "WithParam", "Unsafe", "Beginx", "DB",
    "BeginTx", "BeginTxx",
  ])

  private static let executing: Set<String> = [
    "Exec", "ExecContext", "MustExec", "MustExecContext", "ExecOne", "ExecOneContext",
  ]
  private static let asking: Set<String> = [
    "Query", "QueryContext", "QueryRow", "QueryRowContext", "Queryx", "QueryRowx", "QueryOne", "Select",
    "Get",
    "Prepare", "PrepareContext", "Preparex",
  ]
  private static let inert: Set<String> = [
    "Rollback", "Commit", "Close", "Ping", "PingContext", "Driver", "DriverName", "Stats",
    "Dialect", "Rebind", "Context", "Options", "PoolStats", "AddQueryHook",
  ]

  /// Runs a function whose parameters for the database are known by their types.
  mutating func perform(_ body: FoldedClosure) {
    let values = body.function.parameters.map { parameter -> FoldedValue in
      let type = parameter.annotation?.dottedName ?? ""
      if Self.isDatabase(type) { return Self.handle(at: parameter.range) }
      let name = parameter.name
      return FoldedValue(.reference(FoldedReference(written: name, resolved: name)), at: parameter.range)
    }
    follow(body, values)
  }

  private static func isDatabase(_ type: String) -> Bool {
    let name = type.split { $0 == "." || $0 == "*" || $0 == "(" }.last.map(String.init) ?? type
    return ["Tx", "DB", "Conn", "Queryer", "Execer", "IDB", "Ext", "ExtContext"].contains(name)
  }

  mutating func perform(_ executed: ExecutedCall) {
    let call = executed.call
    if call.isConstruction { return checkConstruction(call) }
    guard let first = call.chain.first, first.resolved?.hasPrefix(ProgramHandle.database + ".") == true else {
      return performForeign(call)
    }
    if let builder, builder.perform(call.chain, &output) { return }
    // What is asked of a result, or done with a statement that was prepared, was done before.
    guard first.range.start == call.range.start else { return }
    let isLater = first.name.hasSuffix("Context")
    let sql = first.positional.dropFirst(isLater ? 1 : 0)
    switch first.name {
    case let name where Self.executing.contains(name): execute(sql, first)
    case let name where Self.asking.contains(name):
      // `Get(&row, "...")`
      let text = name == "Select" || name == "Get" || name == "QueryOne" ? sql.dropFirst() : sql
      guard name.hasPrefix("Prepare") || text.first?.text != nil else { return }
      let outer = output.standing
      if name.hasPrefix("Prepare") { output.standing.isConditional = true }
      execute(text, first)
      output.standing = outer
    case "RunInTransaction", "RunInTx", "Transaction":
      for closure in first.closures { perform(closure) }
    case let name where Self.inert.contains(name): break
    default:
      output.report(
        "program-code", "what \"\(first.name)\" does with the database is not known", at: call.range,
        .mayChangeSchema)
    }
  }

  private mutating func execute(_ arguments: ArraySlice<FoldedValue>, _ call: FoldedCall) {
    let values = Array(arguments.dropFirst())
    output.run(
      arguments.first, bindings: values.isEmpty ? nil : FoldedValue(.list(values), at: call.range),
      at: call.range)
  }

  private static let harmless: Set<String> = [
    "Println", "Printf", "Print", "Errorf", "Fatalf", "Logf", "Log", "Wrap", "append", "panic",
  ]

  /// Code of the application that is given the database.
  private mutating func performForeign(_ call: FoldedCall) {
    if let statement = Self.statement(of: call) { return execute(statement, call) }
    guard Self.isGivenHandle(call), !Self.harmless.contains(call.name) else {
      return performClosures(of: call)
    }
    reportForeign(call)
  }
}
