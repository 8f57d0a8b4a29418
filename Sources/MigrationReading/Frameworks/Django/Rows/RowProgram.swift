import Domain
import ScriptSyntax

/// Reads the program of a `RunPython` for what it does to rows: `update`, `save`, `create`, `delete`, SQL.
///
/// The program is never run. Loops over rows are gone through once, with one row that stands for all; loops over
/// constants element by element. What may change rows in a way that is not read is a blind spot.
struct RowProgram {
  /// What the program does and what was not read of it.
  struct Outcome {
    var operations: [Operation] = []
    var diagnostics: [Diagnostic] = []
    /// SQL that the program runs, in place: before the operation of this number.
    var texts: [(at: Int, text: ScriptText, file: DjangoMigrationFile)] = []
  }

  /// The models of the moment.
  let state: DjangoState
  /// What settings say.
  let settings: DjangoSettings
  /// The name of the database's dialect; nil if it is not known.
  var dialect: String?
  /// The file whose code is read.
  var file: DjangoMigrationFile
  /// Modules that the file imports.
  let library: ModuleLibrary
  /// What was found so far.
  var outcome = Outcome()
  /// Names of functions that run, innermost last.
  var scopes: [[String: RowValue]] = []
  /// Rows that the program met.
  var rows: [MetRow] = []
  /// Objects that the program made.
  var objects: [ProgramObject] = []
  /// The methods that run, innermost last.
  var methods: [OwnMethod] = []
  /// Conditions of the program that hold at this point.
  var path: [Expression] = []
  /// What the running function returns, each with the conditions of the program that it depends on.
  var returns: [(conditions: [Expression], value: RowValue)] = []
  /// How many conditions of the program held when the running function was called.
  var returnDepth = 0
  /// Levels of calls.
  var callDepth = 0
  /// The functions that run now, outermost first.
  var running: [ScriptRange] = []
  /// Levels of expressions.
  var nodeDepth = 0
  /// Levels of blocks.
  var blockDepth = 0
  /// Statements and values that may still be read.
  var workLeft = 60_000

  /// A program of a migration.
  init(
    state: DjangoState, settings: DjangoSettings, file: DjangoMigrationFile, library: ModuleLibrary
  ) {
    self.library = library
    self.state = state
    self.settings = settings
    self.file = file
  }

  /// Runs a value of the migration that is called with `apps` and `schema_editor`.
  mutating func run(_ value: RowValue, at range: ScriptRange) -> Bool {
    let arguments = Arguments(positional: [.registry, .schemaEditor])
    switch value {
    case .made(let made): _ = run(made, arguments, range)
    case .object(let object):
      guard objects.indices.contains(object), let definition = objects[object].definition,
        let found = method("__call__", of: definition, in: objects[object].module)
      else { return false }
      _ = run(found, of: object, arguments, range)
    default: return false
    }
    return true
  }

  /// Runs the function of the migration: `def forwards(apps, schema_editor)`.
  mutating func run(_ function: ScriptFunction, bound: [RowValue] = [], named: [String: RowValue] = [:]) {
    var scope = named
    let open = function.parameters.filter { named[$0.name] == nil }
    let values = bound + [.registry, .schemaEditor]
    for (parameter, value) in zip(open, values) { scope[parameter.name] = value }
    scopes = [scope]
    _ = run(function.body)
  }

  // Statements.

  /// Reads statements; true if they always leave the block (`return`, `continue`, `raise`).
  mutating func run(_ statements: [ScriptStatement]) -> Bool {
    guard blockDepth < 40 else {
      if let first = statements.first { report("work-limit", "the program is nested too deep", first.range) }
      return false
    }
    blockDepth += 1
    defer { blockDepth -= 1 }
    let depth = path.count
    defer { path.removeSubrange(min(depth, path.count)...) }
    for statement in statements {
      workLeft -= 1
      guard workLeft > 0 else {
        if !outcome.diagnostics.contains(where: { $0.id == "work-limit" }) {
          report("work-limit", "the program is too long to be read", statement.range)
        }
        return true
      }
      if run(statement) { return true }
    }
    return false
  }

  private mutating func run(_ statement: ScriptStatement) -> Bool {
    switch statement {
    case .expression(let node): _ = value(of: node, isStatement: true)
    case .assignment(let assignment): assign(assignment)
    case .function(let function): bind(function.name, .function(function))
    case .branches(let branches): return run(branches)
    case .forEach(let loop): run(loop)
    case .whileLoop(let loop):
      if let condition = loop.condition { _ = value(of: condition) }
      _ = run(loop.body)
    case .attempt(let attempt): return run(attempt)
    case .with(let with): return run(with)
    case .block(let body, _): return run(body)
    case .returning(let node, _):
      if let node {
        let result = kept(value(of: node))
        if returns.count < 50 { returns.append((Array(path.dropFirst(returnDepth)), result)) }
      }
      return true
    case .raising, .breaking, .continuing: return true
    case .imports(let imports): bind(imports)
    case .deletion, .inert, .classDefinition, .export: break
    case .unparsed(let trouble):
      report("unread-code", trouble.message, trouble.range)
    }
    return false
  }

  private mutating func run(_ attempt: ScriptAttempt) -> Bool {
    let ends = run(attempt.body)
    for handler in attempt.handlers where !handler.raises {
      path.append(.opaque(text: "an error", columns: []))
      _ = run(handler.body)
      path.removeLast()
    }
    if !ends { _ = run(attempt.otherwise) }
    _ = run(attempt.finally)
    return ends && !attempt.handlers.isEmpty ? false : ends
  }

  private mutating func run(_ with: ScriptWith) -> Bool {
    for item in with.items {
      let resource = value(of: item.value)
      if let target = item.target { bind(target, resource) }
    }
    return run(with.body)
  }

  private mutating func bind(_ imports: ScriptImport) {
    for name in imports.names where !name.alias.isEmpty {
      bind(name.alias, outside(name.name.isEmpty ? imports.module : imports.module + "." + name.name))
    }
  }

  // Names.

  /// Gives a name a value in the innermost function.
  mutating func bind(_ name: String, _ value: RowValue) {
    guard !scopes.isEmpty else { return }
    scopes[scopes.count - 1][name] = value
  }

  /// The value of a name, as far as functions know it.
  func local(_ name: String) -> RowValue? {
    for scope in scopes.reversed() {
      if let value = scope[name] { return value }
    }
    return nil
  }

  // Blind spots.

  /// Keeps a blind spot that can only change rows.
  mutating func report(_ id: String, _ summary: String, _ range: ScriptRange, tables: [TableName] = []) {
    report(id, summary, range, .mayChangeRows, tables: tables)
  }

  /// Keeps a blind spot, each place once.
  mutating func report(
    _ id: String, _ summary: String, _ range: ScriptRange, _ reach: Diagnostic.Reach, tables: [TableName] = []
  ) {
    let location = file.text.location(range.offset)
    if outcome.diagnostics.contains(where: { $0.location == location && $0.id == id }) { return }
    outcome.diagnostics.append(
      Diagnostic(
        id: id, summary: summary, location: location, byteCount: range.count, reach: reach, tables: tables))
  }

  /// Keeps an operation on rows.
  mutating func emit(_ kind: OperationKind, _ range: ScriptRange) {
    guard outcome.operations.count < 2_000 else { return }
    outcome.operations.append(Operation(kind, location: file.text.location(range.offset)))
  }
}
