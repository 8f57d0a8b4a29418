import Domain
import SQLSyntax
import ScriptSyntax

/// Runs the methods of a migration over its tree, as far as the text decides what they do.
struct RailsRunner {
  let file: SourceText
  let content: ContentID
  var embedded: EmbeddedSQL
  let views: RailsViews
  var version = RailsVersion(4, 2)
  var operations: [Operation] = []
  var diagnostics: [Diagnostic] = []
  /// Further files whose text counts.
  var files: [FileEntry] = []
  var names: [String: RailsValue] = [:]
  var methods: [String: ScriptFunction] = [:]
  /// Table names by model classes defined in the file.
  var models: [String: TableName] = [:]
  /// The table of the innermost table block, and its columns if it is being created.
  var table: RailsTable?
  var isConditional = false
  var isAbsenceGuarded = false
  var isPresenceGuarded = false
  var isStopped = false
  var depth = 0
  var workLeft = 50_000

  init(file: SourceText, content: ContentID, embedded: EmbeddedSQL, views: RailsViews) {
    self.file = file
    self.content = content
    self.embedded = embedded
    self.views = views
  }

  /// Keeps a blind spot.
  mutating func report(
    _ id: String, _ summary: String, _ range: ScriptRange, _ reach: Diagnostic.Reach, tables: [TableName] = []
  ) {
    diagnostics.append(
      Diagnostic(
        id: id, summary: summary, location: file.location(range.offset), byteCount: range.count, reach: reach,
        tables: tables))
  }

  /// Keeps an operation.
  mutating func emit(_ kind: OperationKind, _ range: ScriptRange) {
    operations.append(
      Operation(
        kind, location: file.location(range.offset), isConditional: isConditional,
        toleratesAbsence: isAbsenceGuarded))
  }

  mutating func setVersion(_ base: ScriptNode?) {
    guard case .subscripted(let node)? = base, case .number(let number) = node.index else { return }
    let parts = number.text.split(separator: ".").compactMap { Int($0) }
    if parts.count == 2 { version = RailsVersion(parts[0], parts[1]) }
  }

  /// Takes up methods, constants and models.
  mutating func declare(_ statements: [ScriptStatement]) {
    for statement in ScriptStatement.flattened(statements) {
      switch statement {
      case .function(let function): methods[function.name] = function
      case .assignment: execute(statement)
      case .classDefinition(let type): declare(type)
      default: break
      }
    }
  }

  mutating func declare(_ type: ScriptClass) {
    guard let base = type.bases.first else { return }
    if case .subscripted = base { return }
    var name = TableName(RailsWords.table(type.name))
    for case .assignment(let assignment) in type.body {
      if case .attribute(let target)? = assignment.targets.first, target.name == "table_name",
        let value = assignment.value, let text = evaluate(value).string
      {
        name = Self.tableName(text)
      }
    }
    models[type.name] = name
  }

  static func tableName(_ text: String) -> TableName {
    let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
    return parts.count == 2 ? TableName(schema: parts[0], parts[1]) : TableName(text)
  }

  /// Runs the first of the methods that is defined.
  mutating func runFirst(_ list: [String]) {
    for name in list {
      if let method = methods[name] { return execute(method.body) }
    }
  }

  mutating func execute(_ statements: [ScriptStatement]) {
    guard depth < 60 else {
      if let first = statements.first {
        report("work-limit", "nesting is deeper than is read", first.range, .mayChangeSchema)
      }
      return
    }
    depth += 1
    defer { depth -= 1 }
    for statement in statements where !isStopped {
      workLeft -= 1
      guard workLeft > 0 else {
        if workLeft == 0 {
          report("work-limit", "the migration does more than is read", statement.range, .mayChangeSchema)
        }
        return
      }
      execute(statement)
    }
  }

  mutating func execute(_ statement: ScriptStatement) {
    switch statement {
    case .expression(let node): _ = evaluate(node)
    case .assignment(let assignment): assign(assignment)
    case .classDefinition(let type): declare(type)
    case .function(let function): methods[function.name] = function
    case .branches(let branches): choose(branches)
    case .forEach(let loop):
      if case .name(let name) = loop.target {
        each(evaluate(loop.source), loop.range) { runner, value in
          runner.names[name.text] = value
          runner.execute(loop.body)
        }
      }
    case .whileLoop(let loop): conditionally { $0.execute(loop.body) }
    case .attempt(let attempt): execute(attempt.body + attempt.otherwise + attempt.finally)
    case .block(let body, _): execute(body)
    case .with(let with): execute(with.body)
    case .returning(let value, _):
      if let value { _ = evaluate(value) }
      stop()
    case .raising, .breaking, .continuing: stop()
    case .imports, .export, .deletion, .inert, .unparsed: break
    }
  }

  private mutating func stop() {
    // Behind a jump that is not certain, what follows may still run.
    if !isConditional { isStopped = true }
  }

  private mutating func assign(_ assignment: ScriptAssignment) {
    guard let node = assignment.value else { return }
    let value = evaluate(node)
    guard assignment.operation == nil || assignment.operation == .or else { return }
    if case .name(let name)? = assignment.targets.first {
      names[name.text] = isConditional ? .unknown : value
    }
  }

  /// Runs what may be run or not.
  mutating func conditionally(_ body: (inout RailsRunner) -> Void) {
    let outer = (isConditional, isStopped)
    isConditional = true
    body(&self)
    (isConditional, isStopped) = outer
  }

  private mutating func choose(_ branches: ScriptBranches) {
    for branch in branches.branches {
      switch branch.condition.map({ evaluate($0) }) ?? .unknown {
      case .boolean(true): return execute(branch.body)
      case .boolean(false), .null: continue
      case .presence(let isThere):
        if Self.isJump(branch.body) {
          // `return if column_exists?(...)`: what follows stands under the opposite guard.
          if isThere { isPresenceGuarded = true } else { isAbsenceGuarded = true }
          continue
        }
        let outer = (isAbsenceGuarded, isPresenceGuarded)
        if isThere { isAbsenceGuarded = true } else { isPresenceGuarded = true }
        execute(branch.body)
        (isAbsenceGuarded, isPresenceGuarded) = outer
        return
      default: conditionally { $0.execute(branch.body) }
      }
    }
    execute(branches.otherwise)
  }

  private static func isJump(_ body: [ScriptStatement]) -> Bool {
    guard body.count == 1 else { return false }
    switch body.first {
    case .returning?, .continuing?: return true
    default: return false
    }
  }

  /// Runs a body for each element of a list; for an unknown list once, conditionally.
  mutating func each(
    _ value: RailsValue, _ range: ScriptRange, _ body: (inout RailsRunner, RailsValue) -> Void
  ) {
    switch value {
    case .list(let elements):
      for element in elements where workLeft > 0 {
        body(&self, element)
        isStopped = isStopped && false
      }
    case .map(let entries):
      for entry in entries where workLeft > 0 {
        body(&self, .list([.text(ScriptText(entry.key)), entry.value]))
      }
    default: conditionally { body(&$0, .unknown) }
    }
  }

  /// Runs a block or lambda with arguments.
  mutating func run(_ function: ScriptFunction, _ arguments: [RailsValue]) {
    let outer = names
    bind(function, arguments)
    execute(function.body)
    for name in function.parameters.map(\.name) { names[name] = outer[name] }
  }

  private mutating func bind(_ function: ScriptFunction, _ arguments: [RailsValue]) {
    var values = arguments
    if values.count == 1, function.parameters.count > 1, case .list(let parts) = values[0] { values = parts }
    for (index, parameter) in function.parameters.enumerated() {
      if let pattern = parameter.pattern, case .tuple(let list) = pattern, index < values.count,
        case .list(let parts) = values[index]
      {
        for (place, element) in list.elements.enumerated() {
          if case .name(let name) = element { names[name.text] = place < parts.count ? parts[place] : .null }
        }
      } else if index < values.count {
        names[parameter.name] = values[index]
      } else {
        names[parameter.name] = parameter.defaultValue.map { evaluate($0) } ?? .unknown
      }
    }
  }

  /// Runs a method of the file.
  mutating func run(method: ScriptFunction, _ arguments: [RailsValue], _ options: RailsOptions) {
    let outer = (names, isStopped, table)
    var positional = arguments
    if !options.entries.isEmpty,
      !method.parameters.contains(where: { $0.kind == .keyword || $0.kind == .keywordRest })
    {
      positional.append(.map(options.entries))
    }
    bind(method, positional)
    for parameter in method.parameters {
      if parameter.kind == .keyword, let value = options[parameter.name] { names[parameter.name] = value }
      if parameter.kind == .keywordRest { names[parameter.name] = .map(options.entries) }
      if parameter.kind == .rest { names[parameter.name] = .list(positional) }
    }
    execute(method.body)
    (names, isStopped, table) = outer
  }
}

/// A table whose block is being run.
struct RailsTable {
  var name: TableName
  /// Nil while an existing table is changed.
  var definition: TableDefinition?
  /// Indexes that are made after the table.
  var later: [(kind: OperationKind, range: ScriptRange)] = []
}
