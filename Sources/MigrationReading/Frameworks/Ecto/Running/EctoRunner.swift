import Domain
import ScriptSyntax

/// Runs the functions of a migration over its tree, as far as the text decides what they do.
struct EctoRunner {
  /// Levels of running in running.
  static let depthLimit = 60
  /// Statements and expressions that one migration may go through.
  static let workLimit = 100_000
  /// What reading one SQL text costs of that, at least.
  static let statementWork = 40

  /// The file whose functions run.
  var home: EctoFile
  var file: SourceText
  let content: ContentID
  let library: EctoLibrary
  let types: EctoTypes
  /// How names and values are written.
  let spelling: SQLSpelling
  /// Options of the repository in the configuration.
  let options: EctoOptions
  let settings: EctoSettings
  var embedded: EmbeddedSQL
  var operations: [Operation] = []
  var diagnostics: [Diagnostic] = []
  /// Further files whose text counts.
  var files: [FileEntry] = []
  /// The module that runs.
  var scope = EctoScope()
  /// Names of the running function, and `@name` of its module.
  var names: [String: EctoValue] = [:]
  /// The tables whose blocks run, innermost last.
  var tables: [EctoTableBlock] = []
  /// Whether it is not decided that what comes is run.
  var isConditional = false
  /// What comes is run only where what it makes is absent, or what it changes is there.
  var isGuarded = false
  /// The way back runs.
  var isReverse = false
  /// What runs is the way forward, gone through for what it says of the way back.
  var isMuted = false
  /// Nothing that stands behind is run.
  var isRaised = false
  var reportedCalls: Set<String> = []
  /// The version of Oban's tables that was made so far, by schema.
  var obanVersions: [String: Int]
  var depth = 0
  var workLeft = Self.workLimit
  /// How often each function of the module is being run.
  var active: [String: Int] = [:]
  /// The call of the migration by which a function of another file runs.
  var site: SourceLocation?

  init(home: EctoFile, file: SourceText, context: EctoContext) {
    self.home = home
    self.file = file
    content = home.entry.contentID
    library = context.library
    embedded = context.embedded
    options = context.options
    settings = context.settings
    obanVersions = context.obanVersions
    types = EctoTypes(dialect: context.embedded.dialectName)
    spelling = SQLSpelling(context.embedded.dialectName)
  }

  /// Runs the first of these functions that the module has.
  mutating func runFirst(_ candidates: [String]) {
    for name in candidates {
      guard let clauses = scope.functions[name]?.filter({ $0.parameters.isEmpty }), let first = clauses.first
      else { continue }
      if clauses.count == 1 {
        _ = execute(first.body)
      } else {
        // Which of them there is was decided when the file was compiled.
        for clause in clauses { _ = conditionally { $0.execute(clause.body) } }
      }
      return
    }
  }

  /// Takes up what the file and the module of the migration define.
  mutating func prepare(_ statements: [ScriptStatement], _ module: ScriptClass) {
    scope = EctoScope(module: module.name)
    scope.declare(statements)
    scope.declare(module.body)
    for case .assignment(let assignment) in ScriptStatement.flattened(module.body) {
      guard case .name(let name)? = assignment.targets.first, let value = assignment.value else { continue }
      names[name.text] = evaluate(value)
    }
  }

  /// Keeps a blind spot.
  mutating func report(
    _ id: String, _ summary: String, _ range: ScriptRange, _ reach: Diagnostic.Reach, tables: [TableName] = []
  ) {
    if isReverse { return }
    let found = Diagnostic(
      id: id, summary: summary, location: site ?? file.location(range.offset),
      byteCount: site == nil ? range.count : 0, reach: reach, tables: tables)
    let isSaid = diagnostics.contains {
      $0.id == id && $0.location == found.location
        || $0.id == id && $0.summary == summary && $0.tables == tables
    }
    if diagnostics.count < 1_000, !isSaid { diagnostics.append(found) }
  }

  /// Keeps an operation.
  mutating func emit(_ kind: OperationKind, _ range: ScriptRange) {
    append(Operation(kind, location: file.location(range.offset)))
  }

  private mutating func append(_ found: Operation) {
    guard operations.count < Self.workLimit, !isMuted else { return }
    var operation = found
    operation.isConditional = operation.isConditional || isConditional
    operation.toleratesAbsence = operation.toleratesAbsence || isGuarded
    if let site { operation.location = site }
    operations.append(operation)
    if isConditional, operation.kind.changesSchema { reportCondition(operation) }
  }

  /// A change of the schema that may not be made is said once for each migration.
  private mutating func reportCondition(_ operation: Operation) {
    guard !isReverse, !diagnostics.contains(where: { $0.id == "undecided-condition" }) else { return }
    diagnostics.append(
      Diagnostic(
        id: "undecided-condition",
        summary: "whether the schema is changed here depends on a condition that is not known",
        location: operation.location, reach: .mayChangeSchema))
  }

  /// Runs SQL text as the next statements.
  mutating func runSQL(_ sql: ScriptText) {
    guard workLeft > 1 else { return }
    spend(bytes: 64 * Self.statementWork + sql.count)
    let reading = embedded.read(sql, in: file, content: content)
    for operation in reading.operations { append(operation) }
    if !isReverse {
      diagnostics += reading.diagnostics.map { found in
        guard let site else { return found }
        var moved = found
        moved.location = site
        moved.byteCount = 0
        return moved
      }
    }
  }

  /// Counts work; false once there was too much, which is said once.
  mutating func spend(_ range: ScriptRange) -> Bool {
    workLeft -= 1
    if workLeft == 0 { report("work-limit", "the migration does more than is read", range, .mayChangeSchema) }
    return workLeft > 0
  }

  /// Counts the work that a text of this many bytes makes.
  mutating func spend(bytes: Int) { workLeft -= min(bytes / 64, max(0, workLeft - 1)) }

  /// A value; not known if it is too large or nested too deep.
  mutating func made(_ value: EctoValue) -> EctoValue {
    let count: Int
    switch value {
    case .list(let values), .tuple(let values): count = values.count
    case .map(let entries): count = entries.count
    default: count = 0
    }
    workLeft -= min(count / 8, max(0, workLeft - 1))
    return workLeft > 0 && value.fits() ? value : .unknown
  }

  /// Runs what may be run or not.
  mutating func conditionally<T>(_ body: (inout EctoRunner) -> T) -> T {
    let outer = isConditional
    isConditional = true
    defer { isConditional = outer }
    return body(&self)
  }
}

/// What the running code may call and name: the functions of its module, and its short names of modules.
struct EctoScope {
  /// The module's full name.
  var module = ""
  /// Clauses by name, in written order.
  var functions: [String: [ScriptFunction]] = [:]
  /// Full names of modules by their short ones.
  var aliases: [String: String] = [:]
  /// Modules whose functions are called without their name.
  var imports: [String] = []
  /// Tables of schemas that stand in the file itself.
  var schemas: [String: TableName] = [:]
  /// Modules that stand in the file itself, by full and last names.
  var modules: [String: ScriptClass] = [:]

  /// Takes up what statements define.
  mutating func declare(_ statements: [ScriptStatement], _ level: Int = 0) {
    guard level < 6 else { return }
    for statement in ScriptStatement.flattened(statements) {
      switch statement {
      case .function(let function): functions[function.name, default: []].append(function)
      case .imports(let found): declare(found)
      case .classDefinition(let type):
        let last = type.name.split(separator: ".").last.map(String.init) ?? type.name
        for name in [type.name, last] + (module.isEmpty ? [] : [module + "." + type.name]) {
          modules[name] = type
        }
        if let table = EctoSchemas.table(of: type) {
          schemas[type.name] = table
          schemas[last] = table
          if !module.isEmpty { schemas[module + "." + type.name] = table }
        }
        if level < 2 { declareSchemas(type.body, level + 1) }
      case .expression(.call(let call)) where call.name == "use" && call.receiver == nil:
        if let name = call.positional.first?.dottedName { imports.append(full(name)) }
      default: break
      }
    }
  }

  private mutating func declareSchemas(_ statements: [ScriptStatement], _ level: Int) {
    for case .classDefinition(let type) in statements { declare([.classDefinition(type)], level) }
  }

  private mutating func declare(_ found: ScriptImport) {
    for name in found.names {
      if name.name == "*" {
        imports.append(full(found.module))
      } else {
        aliases[name.alias] = full(name.name.isEmpty ? found.module : found.module + "." + name.name)
      }
    }
  }

  /// The full name of a module as it is written.
  func full(_ written: String) -> String {
    let parts = written.split(separator: ".", maxSplits: 1).map(String.init)
    guard let first = parts.first else { return written }
    if first == "__MODULE__" { return parts.count > 1 ? module + "." + parts[1] : module }
    guard let known = aliases[first] else { return written }
    return parts.count > 1 ? known + "." + parts[1] : known
  }
}

/// A table whose block is run.
struct EctoTableBlock {
  var table: EctoTable
  var isNew: Bool
  var onlyIfAbsent: Bool
  var range: ScriptRange
  /// What stands between the brackets of `CREATE TABLE`, or behind `ALTER TABLE`.
  var parts: [ScriptText] = []
  /// Columns of the key.
  var keys: [String] = []
}
