import Domain
import SQLSyntax
import ScriptSyntax

/// Runs revisions one after the other and writes down what they do to the database.
struct AlembicReplay {
  /// Where the code stands that is being run.
  struct Origin {
    /// The text of the file.
    var text: SourceText
    /// Names the file's content.
    var content: ContentID
    /// The file, run at its top level.
    var run: ScriptRun?
    /// The tree of the revision's own file.
    var script: ScriptFile?
    /// The tables and columns of the classes that it defines.
    var models = ModelClasses()
    /// The module, when it is not the revision's own file.
    var module: PythonModules.Module?
  }

  /// Reads SQL texts.
  var sql: EmbeddedSQL
  /// Modules that revisions import.
  let modules: PythonModules
  /// Tables that revisions have made so far.
  var tables = KnownTables()
  /// What the running revision does.
  var result = Migration(id: "", files: [], operations: [])
  /// The code that runs.
  var origin = Origin(
    text: SourceText(path: TreePath(""), bytes: []), content: ContentID(bytes: []), run: nil)
  /// Whether what runs stands under a condition that is not known.
  var isConditional = false
  /// What must hold for the running call to be made.
  var conditions: [FoldedCondition] = []
  /// Whether the running call stands in a loop over rows, or other values that are not known.
  var isInUnknownLoop = false
  /// Whether the function that runs stands under an unknown condition.
  var isConditionalOutside = false
  /// Levels of functions of other modules.
  var depth = 0
  /// Types by their SQL text.
  var readTypes: [String: ColumnType] = [:]
  /// The place of the call that leads out of the revision's file.
  var entryPoint: SourceLocation?
  /// Calls that may still be read of a revision.
  var workLeft = 0

  /// A replay before the first revision.
  init(sql: EmbeddedSQL, modules: PythonModules) {
    self.sql = sql
    self.modules = modules
  }

  /// Runs a revision.
  mutating func run(_ file: AlembicFile) -> Migration {
    result = Migration(id: file.id, files: [file.entry], operations: [], hints: file.hints)
    result.diagnostics = file.diagnostics
    guard let script = file.script else { return result }
    let known = tables
    let helpers = modules.helpers(of: script)
    let run = ScriptRun(script, dialect: sql.dialectName) { call, before in
      InspectorAnswers.answer(call, before, known) ?? call.resolved.flatMap { helpers[$0] }?.answer(call)
    }
    origin = Origin(
      text: file.text, content: file.entry.contentID, run: run, script: script,
      models: ModelClasses(script, run))
    var reverse = self
    runAll(script, "upgrade")
    if result.operations.isEmpty, result.diagnostics.isEmpty,
      !script.functions.contains(where: Self.isUpgrade)
    {
      report(
        "no-upgrade", "the revision has no function \"upgrade\"", ScriptRange(0, 0), .mayChangeSchema)
    }
    reverse.result = Migration(id: "", files: [], operations: [])
    reverse.tables = tables
    reverse.sql = sql
    reverse.runAll(script, "downgrade")
    result.reverseOperations = reverse.result.operations
    return result
  }

  private static func isUpgrade(_ function: ScriptFunction) -> Bool { function.name.hasPrefix("upgrade") }

  /// Runs a function of the file; with several databases those of the single ones (`upgrade_engine1`).
  private mutating func runAll(_ script: ScriptFile, _ name: String) {
    workLeft = 40_000
    let functions = script.functions
    guard let main = functions.last(where: { $0.name == name }), let run = origin.run else { return }
    var wanted = [main]
    if main.parameters.contains(where: { $0.name == "engine_name" }) {
      wanted = functions.filter { $0.name.hasPrefix(name + "_") }
    }
    for function in wanted { perform(run.calls(in: function, arguments: Self.given(to: function))) }
  }

  /// What an application that runs revisions itself gives them: Alembic's operations, by their name.
  private static func given(to function: ScriptFunction) -> [FoldedArgument] {
    guard function.parameters.contains(where: { $0.name == "op" }) else { return [] }
    let operations = FoldedReference(written: "op", resolved: "alembic.op")
    return [
      FoldedArgument(
        name: "op", value: FoldedValue(.reference(operations), at: function.range), isSpread: false)
    ]
  }

  /// Performs what running a function does.
  mutating func perform(_ trace: ScriptTrace) {
    for trouble in trace.troubles {
      switch trouble.kind {
      case .tooDeep where isComputation(trouble.range, trace): break
      case .tooDeep, .tooLarge: report("work-limit", trouble.message, trouble.range, .mayChangeSchema)
      case .notFoldable, .unexpected, .unterminated, .indentation, .invalidByte: break
      }
    }
    for executed in trace.calls {
      workLeft -= 1
      if workLeft < 0 {
        if workLeft == -1 {
          report("work-limit", "the revision does more than is read", executed.call.range, .mayChangeSchema)
        }
        return
      }
      let outer = isConditional
      conditions = executed.conditions
      isInUnknownLoop = executed.isRepeated
      isConditional = isConditional || executed.isConditional || executed.isRepeated
      isConditionalOutside = outer
      perform(executed)
      (isConditional, conditions, isInUnknownLoop) = (outer, [], false)
    }
  }

  /// Whether what stands around a place only computes: a function that calls itself on parts of a value, and made no
  /// call that reaches the database on the levels that were run.
  private func isComputation(_ place: ScriptRange, _ trace: ScriptTrace) -> Bool {
    let functions = (origin.module?.script ?? origin.script)?.functions ?? []
    guard let function = functions.last(where: { $0.range.start <= place.start && place.end <= $0.range.end })
    else { return false }
    return !trace.calls.contains { executed in
      let call = executed.call
      guard function.range.start <= call.range.start, call.range.end <= function.range.end else {
        return false
      }
      return Self.operationName(call) != nil || Self.reachingNames.contains(call.name)
        || call.arguments.contains { Self.isHandle($0.value) }
    }
  }

  /// Methods by which a program reaches the database.
  private static let reachingNames: Set<String> = [
    "execute", "exec_driver_sql", "executemany", "execute_values", "scalar", "scalars", "exec", "run_sync",
    "run_async", "create", "drop", "create_all", "drop_all", "add", "add_all", "merge", "delete", "update",
    "bulk_insert_mappings", "bulk_save_objects", "bulk_update_mappings",
  ]

  // Results.

  /// Whether the database is PostgreSQL, which has types of its own for enumerations.
  var isPostgres: Bool { sql.dialectName == "postgres" }

  /// The place of a part of the code.
  func place(_ range: ScriptRange) -> SourceLocation { entryPoint ?? origin.text.location(range.offset) }

  /// Keeps an operation; under an unknown condition it stands for what is there afterwards.
  mutating func emit(_ kind: OperationKind, _ range: ScriptRange) {
    keep(Operation(kind, location: place(range)))
  }

  /// Keeps an operation that is read already.
  mutating func keep(_ operation: Operation) {
    if Self.changesRows(operation.kind) { return keepRows(operation) }
    var operation = operation
    if isConditional {
      var frame = StatementFrame(bytes: [], positions: .identity, file: origin.text)
      frame.toleratesPresence = true
      operation.kind = frame.adapted(operation.kind)
      operation.isConditional = true
      operation.toleratesAbsence = true
    }
    tables.apply(operation.kind, isConditional: operation.isConditional)
    result.operations.append(operation)
  }

  /// Keeps a blind spot, each place once.
  mutating func report(
    _ id: String, _ summary: String, _ range: ScriptRange, _ reach: Diagnostic.Reach, tables: [TableName] = []
  ) {
    let location = place(range)
    if result.diagnostics.contains(where: { $0.location == location && $0.id == id }) { return }
    guard result.diagnostics.count < 500 else { return }
    result.diagnostics.append(
      Diagnostic(
        id: id, summary: summary, location: location, byteCount: entryPoint == nil ? range.count : 0,
        reach: reach, tables: tables))
  }
}
