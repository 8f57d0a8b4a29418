import Domain
import ScriptSyntax

/// Runs migrations on the state of models and writes down what they do to the database.
struct DjangoReplay {
  /// The models so far.
  var state = DjangoState()
  /// What settings say.
  let settings: DjangoSettings
  /// Reads SQL texts.
  var sql: EmbeddedSQL
  /// Modules that migrations import.
  let library: ModuleLibrary
  /// What the running migration does.
  var result = Migration(id: "", files: [], operations: [])
  /// The running migration.
  var file: DjangoMigrationFile
  /// Whether only the state changes (`state_operations`).
  var isStateOnly = false
  /// Levels of operations within operations.
  var depth = 0

  /// A replay before the first migration.
  init(settings: DjangoSettings, sql: EmbeddedSQL, library: ModuleLibrary) {
    self.library = library
    self.settings = settings
    state.defaultKeyType = settings.writtenKeyType
    self.sql = sql
    file = DjangoMigrationFile.none
  }

  /// Runs a migration.
  mutating func run(_ file: DjangoMigrationFile) -> Migration {
    self.file = file
    result = Migration(id: file.key.display, files: [file.entry], operations: [], hints: file.hints)
    result.diagnostics = file.diagnostics
    for operation in file.operations { apply(operation) }
    return result
  }

  /// The app of the running migration.
  var app: String { file.key.app }

  /// Runs one operation.
  mutating func apply(_ value: FoldedValue) {
    if depth < 16, let lists = DjangoChoice.lists(of: value) { return applyOne(of: lists, at: value.range) }
    guard depth < 16, case .call(let call) = value.content, let (kind, part) = operation(call) else {
      if !applyMade(value), !applyOwn(value) { reportUnknown(value) }
      return
    }
    guard let call = handedOn(call) else { return reportUnknown(value) }
    if call.call.hasUnknownArguments, kind.needsArguments { return reportUnknown(value) }
    guard call.module.entry.path != file.entry.path else { return apply(kind, part, call.call) }
    // What stands in the class's file is shown where the operation is written.
    let (own, done, told) = (file, result.operations.count, result.diagnostics.count)
    file = call.module
    apply(kind, part, call.call)
    file = own
    for index in result.operations.indices.dropFirst(done) {
      result.operations[index].location = place(value.range)
    }
    for index in result.diagnostics.indices.dropFirst(told) {
      result.diagnostics[index].location = place(value.range)
      result.diagnostics[index].byteCount = value.range.count
    }
  }

  private mutating func apply(_ kind: DjangoOperation, _ part: DjangoOperationClass.Part, _ call: FoldedCall)
  {
    switch part {
    case .whole: apply(kind, call)
    case .state:
      if case .removeField = kind { return removeField(call, isDeferred: true) }
      let outer = isStateOnly
      isStateOnly = true
      apply(kind, call)
      isStateOnly = outer
    case .database:
      if case .removeField = kind { return removeField(call) }
      let before = state
      apply(kind, call)
      state = before
    case .nothing: break
    }
  }

  private mutating func apply(_ kind: DjangoOperation, _ call: FoldedCall) {
    switch kind {
    case .createModel: createModel(call)
    case .deleteModel: deleteModel(call)
    case .renameModel: renameModel(call)
    case .alterModelTable: alterModelTable(call)
    case .alterModelOptions: alterModelOptions(call)
    case .alterOrder: alterOrder(call)
    case .addField: addField(call)
    case .removeField: removeField(call)
    case .alterField: alterField(call)
    case .renameField: renameField(call)
    case .uniqueTogether: alterTogether(call, isUnique: true)
    case .indexTogether: alterTogether(call, isUnique: false)
    case .addIndex: addIndex(call)
    case .removeIndex: removeIndex(call)
    case .renameIndex: renameIndex(call)
    case .addConstraint: addConstraint(call)
    case .removeConstraint: removeConstraint(call)
    case .runSQL: runSQL(call)
    case .runPython: runPython(call)
    case .separate: separate(call)
    case .databaseDefault: addDefault(call)
    case .nothing: break
    }
  }

  /// Runs the operations that a function of another module makes: `load_prices(version=2)`.
  private mutating func applyMade(_ value: FoldedValue) -> Bool {
    guard depth < 16, let call = value.call, !call.hasUnknownArguments,
      let found = call.resolved.flatMap({ library.function($0, from: file) }),
      let made = found.module.constants.result(of: found.function, call.arguments)
    else { return false }
    let operations = made.elements ?? [made]
    guard operations.allSatisfy({ $0.call.flatMap { DjangoOperation($0) } != nil }) else { return false }
    let own = file
    file = found.module
    file.key = own.key
    depth += 1
    for operation in operations { apply(operation) }
    depth -= 1
    file = own
    return true
  }

  /// What a call of an operation's class does, and how much of it.
  private func operation(_ call: FoldedCall) -> (DjangoOperation, DjangoOperationClass.Part)? {
    let own = file.definedClass(named: call.name).map { (module: file, definition: $0) }
    if own == nil, let exact = DjangoOperation(named: call.name) { return (exact, .whole) }
    if let found = own ?? call.resolved.flatMap({ library.definedClass($0, from: file) }),
      let inherited = DjangoOperationClass(found.definition, in: found.module)
    {
      return (inherited.kind, inherited.part)
    }
    return DjangoOperation(call).map { ($0, .whole) }
  }

  /// Different operations for the database and for the state.
  private mutating func separate(_ call: FoldedCall) {
    depth += 1
    defer { depth -= 1 }
    let before = state
    applyAll(call.argument(0, "database_operations"))
    state = before
    applyToState(call.argument(1, "state_operations"))
  }

  /// Runs a list of operations; one that is not a list is not understood.
  private mutating func applyAll(_ value: FoldedValue?) {
    guard let value, !value.isNone else { return }
    guard let operations = value.elements else { return reportUnknown(value) }
    for operation in operations { apply(operation) }
  }

  /// Runs operations that leave the database alone.
  mutating func applyToState(_ value: FoldedValue?) {
    let outer = isStateOnly
    isStateOnly = true
    applyAll(value)
    isStateOnly = outer
  }

  // Results.

  /// The place of a part of the file.
  func place(_ range: ScriptRange) -> SourceLocation { file.text.location(range.offset) }

  /// Keeps operations of the database.
  mutating func emit(_ operations: [Operation]) {
    if !isStateOnly { result.operations += operations }
  }

  /// Keeps one operation of the database.
  mutating func emit(_ kind: OperationKind, at range: ScriptRange) {
    emit([Operation(kind, location: place(range))])
  }

  /// Keeps a blind spot; one that only concerns the state is of no account for the database by itself.
  mutating func report(
    _ id: String, _ summary: String, at range: ScriptRange, _ reach: Diagnostic.Reach,
    tables: [TableName] = []
  ) {
    let found = Diagnostic(
      id: id, summary: summary, location: place(range), byteCount: range.count, reach: reach, tables: tables)
    // A loop over constants says it once.
    if !result.diagnostics.suffix(100).contains(found) { result.diagnostics.append(found) }
  }

  private mutating func reportUnknown(_ value: FoldedValue) {
    var name = "an operation"
    if case .call(let call) = value.content, let resolved = call.resolved {
      name = "the operation \"\(resolved)\""
    }
    report("unknown-operation", name + " is not understood", at: value.range, .mayChangeSchema)
  }
}
