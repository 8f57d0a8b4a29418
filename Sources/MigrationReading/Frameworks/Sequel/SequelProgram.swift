import Domain
import ScriptSyntax

/// Follows what a migration does with the database, in blocks whose methods are those of the database, of a new table
/// or of a table that is altered.
struct SequelProgram: TracedProgram {
  /// Whose methods a block's calls are.
  enum Scope {
    /// The top of a file.
    case file
    /// `Sequel.migration do ... end`
    case migration
    case database
    /// `create_table(:a) do ... end`: the table is the last of `tables`.
    case creation
    /// `alter_table(:a) do ... end`
    case alteration(TableName)
  }

  /// A part of a migration that runs in a direction.
  struct Body {
    var closure: FoldedClosure
    var run: ScriptRun
    /// The call that stands for it where it is of another file.
    var site: ScriptRange?
    /// `revert do ... end`: what it makes is taken back.
    var isInverse = false
  }

  var run: ScriptRun
  let code: SequelCode
  var output: ProgramOutput
  var scope = Scope.database
  /// Tables whose blocks run, innermost last.
  var tables: [SequelTable] = []
  /// Files of the application whose code ran.
  var files: [FileEntry] = []
  /// The code that a method of another file was called with.
  var yielded: [(closure: FoldedClosure, run: ScriptRun, scope: Scope)] = []
  private(set) var hasMigration = false
  private var forward: [Body] = []
  private var reverse: [Body] = []
  var depth = 0
  var told: Set<String> = []

  init(run: ScriptRun, code: SequelCode, output: ProgramOutput) {
    self.run = run
    self.code = code
    self.output = output
  }

  var expressions: SequelExpressions { SequelExpressions(spelling: spelling) }

  /// What runs forward and back: the blocks of the file's migration, or the methods of its class.
  mutating func directions() -> (forward: [Body], reverse: [Body]) {
    scope = .file
    for executed in run.module.calls where executed.use != .part { perform(executed) }
    scope = .database
    for type in run.classes where type.method("up") != nil {
      for (name, isReverse) in [("up", false), ("down", true)] {
        guard let method = type.method(name) else { continue }
        keep(Body(closure: ScriptRun.closure(method, of: type), run: run), isReverse)
      }
    }
    return (forward, reverse)
  }

  private mutating func keep(_ body: Body, _ isReverse: Bool) {
    if isReverse { reverse.append(body) } else { forward.append(body) }
  }

  /// Runs a part of the migration.
  mutating func perform(_ body: Body) {
    let outer = (run, output.site)
    (run, output.site) = (body.run, body.site)
    let count = output.operations.count
    follow(body.closure, .database)
    if body.isInverse, count <= output.operations.count {
      let made = Array(output.operations[count...])
      output.operations.removeSubrange(count...)
      output.operations += Operation.inverse(of: made)
    }
    (run, output.site) = outer
  }

  /// Runs a block, what it calls in its order.
  mutating func follow(_ block: FoldedClosure, _ scope: Scope, _ arguments: [FoldedValue] = []) {
    guard depth < 14 else {
      return output.report(
        "work-limit", "functions are nested deeper than is read", at: block.function.range, .mayChangeSchema)
    }
    depth += 1
    defer { depth -= 1 }
    let outer = self.scope
    self.scope = scope
    var block = block
    block.captured["self"] = Self.handle(scope, block.function.range)
    block.captured["@db"] = Self.handle(.database, block.function.range)
    perform(run.calls(in: block, arguments: arguments.map { FoldedArgument($0) }))
    self.scope = outer
  }

  static func handle(_ scope: Scope, _ range: ScriptRange) -> FoldedValue {
    let name =
      switch scope {
      case .file, .migration: "(migration)"
      case .database: ProgramHandle.database
      case .creation, .alteration: "(table)"
      }
    return FoldedValue(.reference(FoldedReference(written: name, resolved: name)), at: range)
  }

  mutating func perform(_ executed: ExecutedCall) {
    let call = executed.call
    let isPart = executed.use == .part
    guard let path = call.resolved else { return performMember(call, isPart) }
    let parts = path.split(separator: ".").map(String.init)
    let name = parts.last ?? path
    if parts.count == 1 { return perform(own: name, call, isPart) }
    switch parts.dropLast().joined(separator: ".") {
    case ProgramHandle.database, "Sequel.Model.db", "db", "database":
      if isPart, !SequelProgram.returning.contains(name) { return }
      performDatabase(name, call)
    case "(table)", "(migration)": perform(own: name, call, isPart)
    case "(yield)": performYield(call)
    case "Sequel" where name == "migration", "ROM.SQL" where name == "migration",
      "Hanami.Model" where name == "migration":
      hasMigration = true
      if let block = call.block { follow(block, .migration) }
    default: performForeign(parts, call, isPart)
    }
  }

  /// Methods that change something and whose results are used at times.
  private static let returning: Set<String> = [
    "run", "execute", "execute_dui", "execute_insert", "fetch", "<<",
  ]

  /// A call without a receiver: a method of what the block is run in.
  mutating func perform(own name: String, _ call: FoldedCall, _ isPart: Bool) {
    if name == "yield" { return performYield(call) }
    switch scope {
    case .file:
      if !call.closures.isEmpty, !Self.harmless.contains(name), let method = code.method(name, of: nil) {
        perform(method, call)
      }
    case .migration: performDirection(name, call)
    case .creation:
      if isPart { return }
      performColumn(name, call)
    case .alteration(let table):
      if isPart { return }
      if !perform(alteration: name, call, table) { performHelper(name, call, isPart) }
    case .database:
      if isPart, !Self.returning.contains(name) { return }
      performDatabase(name, call)
    }
  }

  private mutating func performDirection(_ name: String, _ call: FoldedCall) {
    switch name {
    case "up", "change", "down", "revert":
      guard let block = call.closures.last else { return }
      var body = Body(closure: block, run: run, site: output.site)
      body.isInverse = name == "revert"
      keep(body, name == "down")
      if name == "change" || name == "revert" {
        body.isInverse.toggle()
        keep(body, true)
      }
    case "no_transaction", "transaction", "use_transactions", "require", "require_relative", "extension",
      "puts",
      "raise", "include", "extend":
      break
    default: performHelper(name, call, false)
    }
  }

  /// Runs SQL that a call stands for.
  mutating func execute(_ sql: String, _ call: FoldedCall) {
    output.run(ScriptText(sql, at: call.range.start), at: call.range)
  }

  mutating func reportUnknownName(
    _ call: FoldedCall, _ reach: Diagnostic.Reach = .mayChangeSchema, _ table: TableName? = nil
  ) {
    output.report(
      "dynamic-name", "what \"\(call.name)\" changes is not known, or is put together at run time",
      at: call.range, reach, tables: table.map { [$0] } ?? [])
  }
}
