import Domain
import ScriptSyntax

/// Runs the operations of migrations on the state of models and writes down what they do to the database
/// (`tortoise/migrations/operations.py` and `schema_editor`).
struct TortoiseProgram {
  let run: ScriptRun
  var output: ProgramOutput
  /// The app of the migration.
  let app: String
  let modules: PythonModules
  var state: TortoiseState

  var spelling: SQLSpelling { output.spelling }
  /// Reads the fields of the file.
  var reader: TortoiseFieldReader { TortoiseFieldReader(run: run, modules: modules, spelling: spelling) }

  /// Runs the operations of a migration.
  mutating func perform(_ operations: FoldedValue?) {
    guard let operations else { return }
    guard let elements = operations.elements else {
      return output.report(
        "unread-operations", "the list of operations is put together at run time", at: operations.range,
        .mayChangeSchema)
    }
    for element in elements {
      guard let call = element.call, !call.hasUnknownArguments, perform(call) else {
        let name = element.call.map { "\"\($0.name)\"" } ?? "an operation"
        output.report(
          "unknown-operation", "\(name) is not understood", at: element.range, .mayChangeSchema)
        continue
      }
    }
  }

  /// Runs an operation; false if it is not known.
  private mutating func perform(_ call: FoldedCall) -> Bool {
    switch call.name {
    case "CreateModel": createModel(call)
    case "DeleteModel": deleteModel(call)
    case "RenameModel": renameModel(call)
    case "AlterModelOptions": alterOptions(call)
    case "AddField": addField(call)
    case "RemoveField": removeField(call)
    case "AlterField": alterField(call)
    case "RenameField": renameField(call)
    case "AddIndex": addIndex(call)
    case "RemoveIndex": removeIndex(call)
    case "RenameIndex": renameIndex(call)
    case "AddConstraint": addConstraint(call)
    case "RemoveConstraint": removeConstraint(call)
    case "RenameConstraint": renameConstraint(call)
    case "CreateSchema", "DropSchema":
      guard let name = call.argument(0, "schema_name")?.text else { return false }
      // Only editors of PostgreSQL and SQL Server know schemas.
      guard spelling.family == .postgres || spelling.family == .sqlserver else { return true }
      output.emit(
        call.name == "CreateSchema" ? .createSchema(name) : .dropSchema(name, cascade: true), at: call.range)
    case "RunSQL": runSQL(call.argument(0, "sql"), call)
    case "SQLOperation": execute(call.argument(0, "query"), call.argument(1, "values"), call)
    case "RunPython": runPython(call.argument(0, "code"), call)
    default: return false
    }
    return true
  }

  /// Takes back an operation as far as it says how.
  mutating func undo(_ value: FoldedValue) {
    guard let call = value.call else { return }
    switch call.name {
    case "RunSQL": runSQL(call.argument(1, "reverse_sql"), call)
    case "RunPython": runPython(call.argument(1, "reverse_code"), call)
    default: break
    }
  }

  // SQL and programs.

  /// A text, a list of texts, or of texts with their parameters.
  private mutating func runSQL(_ value: FoldedValue?, _ call: FoldedCall) {
    guard let value, !value.isNull, value.lastName != "noop" else { return }
    guard let elements = value.elements else { return execute(value, nil, call) }
    for element in elements {
      if let pair = element.elements, pair.count == 2 {
        execute(pair[0], pair[1], call)
      } else {
        execute(element, nil, call)
      }
    }
  }

  private mutating func execute(_ text: FoldedValue?, _ parameters: FoldedValue?, _ call: FoldedCall) {
    guard let text, text.text?.isEmpty != true else { return }
    let filled = parameters.map { PythonMarks(spelling: spelling, values: $0).filled(text) } ?? text
    output.run(filled, bindings: parameters, at: text.located == nil ? call.range : text.range)
  }

  /// `RunPython(code)`: what the code does with the editor's client, and with the rows of models.
  private mutating func runPython(_ code: FoldedValue?, _ call: FoldedCall) {
    guard let code, !code.isNull, code.lastName != "noop" else { return }
    let handle = PythonConnectionProgram.handle(at: code.range)
    guard case .closure(let body) = code.content else {
      return output.report(
        "unread-code", "the program of this operation is not defined in this file", at: code.range,
        .mayChangeRows)
    }
    let apps = PythonConnectionProgram.handle(at: code.range, TortoiseRows.apps)
    let trace = run.calls(in: body, arguments: [FoldedArgument(apps), FoldedArgument(handle)])
    var program = PythonConnectionProgram(run: run, output: output)
    program.models = TortoiseRows(state: state, app: app)
    program.perform(trace)
    output = program.output
  }

  // What all operations need.

  /// The model of this app that an argument names, with its name; a blind spot for one that no migration makes.
  mutating func model(_ value: FoldedValue?, _ call: FoldedCall) -> TortoiseModel? {
    guard let name = value?.text else {
      output.report(
        "unread-arguments", "the arguments of \"\(call.name)\" are not understood", at: call.range,
        .mayChangeSchema)
      return nil
    }
    if let model = state.models[TortoiseModel.Key(app: app, name: name)] { return model }
    output.report(
      "unknown-model", "\"\(call.name)\" works on \"\(app).\(name)\", which no migration makes",
      at: call.range,
      .mayChangeSchema, tables: [TableName(name.lowercased())])
    return nil
  }

  mutating func reportUnread(_ call: FoldedCall, _ model: TortoiseModel) {
    output.report(
      "unread-arguments", "the arguments of \"\(call.name)\" are not understood", at: call.range,
      .mayChangeSchema, tables: [model.table])
  }

  mutating func execute(_ sql: String, at range: ScriptRange) {
    output.run(ScriptText(sql, at: range.start), at: range)
  }

  mutating func emit(_ kind: OperationKind, _ call: FoldedCall) { output.emit(kind, at: call.range) }
}
