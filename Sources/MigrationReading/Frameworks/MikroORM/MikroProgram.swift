import Domain
import ScriptSyntax

/// Follows what a migration does: `this.addSql("...")`, `this.execute("...")`, what it builds with Knex, and rows that
/// the entity manager changes. What is added is run when the method has ended, what is executed at once.
struct MikroProgram: KnexBasedProgram {
  static let handleName = "connection"
  /// The entity manager and connections, which run SQL too.
  private static let managers = [ProgramHandle.entities, "this.driver", "this.em", "this.ctx"]

  let run: ScriptRun
  var knex: KnexProgram
  /// What waits for the end of the method.
  private var added: [Operation] = []
  /// The last chain of Knex that was an argument, with the number of operations before it.
  private var built: (range: ScriptRange, count: Int)?

  init(run: ScriptRun, output: ProgramOutput) {
    self.run = run
    knex = KnexProgram(run: run, output: output, names: [ProgramHandle.database, "this.ctx"])
  }

  /// The output, with what was added at its end.
  mutating func ended() -> ProgramOutput {
    output.operations += added
    added = []
    return output
  }

  mutating func perform(_ executed: ExecutedCall) {
    let call = executed.call
    guard let first = call.chain.first else { return }
    guard let root = first.resolved else {
      if isGivenManager(call), !Self.quiet.contains(call.name) { performUnknown(call) }
      return
    }
    switch root {
    case "this.addSql": return add(first)
    case "this.execute": return execute(first)
    case "this.reset", "this.getQueries", "this.isTransactional", "this.setTransactionContext", "this.up",
      "this.down", "super.up", "super.down":
      return
    default: break
    }
    if knex.path(first) != nil, root.hasPrefix(ProgramHandle.database) || first.name != "execute" {
      let count = output.operations.count
      knex.perform(executed)
      built = (call.range, count)
    } else if Self.managers.contains(where: { root.hasPrefix($0 + ".") }) {
      performEntities(call.chain, call)
    } else if Self.isGivenHandle(call), !Self.quiet.contains(call.name) {
      reportForeign(call)
    } else if isGivenManager(call) || root.hasPrefix("this."), !Self.quiet.contains(call.name) {
      performUnknown(call)
    }
  }

  private static let quiet: Set<String> = [
    "log", "info", "warn", "error", "debug", "trace", "assert", "bind", "get", "has", "getSchema",
  ]

  private func isGivenManager(_ call: FoldedCall) -> Bool {
    call.arguments.contains { argument in
      let name = argument.value.resolved ?? ""
      return Self.isItself(argument.value) || name == ProgramHandle.entities || name == "this.ctx"
        || name == "this.driver"
    }
  }

  /// Whether a value is the migration.
  private static func isItself(_ value: FoldedValue) -> Bool {
    if case .classValue(let type) = value.content { type.name == "this" } else { value.resolved == "this" }
  }

  /// A function that is not known: one that has the migration in hand may add anything.
  private mutating func performUnknown(_ call: FoldedCall) {
    let isWhole =
      call.resolved?.hasPrefix("this.") ?? false || call.arguments.contains { Self.isItself($0.value) }
    output.report(
      "unknown-helper", "what \"\(call.name)\" does with the migration is not known", at: call.range,
      isWhole ? .mayChangeSchema : .mayChangeRows)
  }

  /// `this.addSql(sql)`: run at the end, in the order of the calls.
  private mutating func add(_ call: FoldedCall) {
    guard let value = call.positional.first else { return }
    let count: Int
    if let inner = value.call, inner.chain.first.flatMap({ knex.path($0) }) != nil,
      let built, built.range == inner.range, built.count < output.operations.count
    {
      count = built.count
    } else {
      count = output.operations.count
      run(value, call.positional.dropFirst().first, at: call.range)
    }
    guard count < output.operations.count else { return }
    added += output.operations[count...]
    output.operations.removeSubrange(count...)
  }

  /// `this.execute(sql, params)`: a text, or a chain of Knex, which was performed where it stands.
  private mutating func execute(_ call: FoldedCall) {
    guard let value = call.positional.first else { return }
    if let inner = value.call, let built, built.range == inner.range { return }
    run(value, call.positional.dropFirst().first, at: call.range)
  }

  /// SQL as a text, a template or ``raw("...", [1])``.
  private mutating func run(_ value: FoldedValue, _ bindings: FoldedValue?, at range: ScriptRange) {
    let own = value.call.flatMap { $0.name == "raw" ? $0.positional.dropFirst().first : nil }
    output.run(value, bindings: bindings ?? own, at: range)
  }

  /// Calls of the entity manager and the driver: they read, run SQL, or change rows by entities.
  private mutating func performEntities(_ links: [FoldedCall], _ call: FoldedCall) {
    if let link = links.first(where: { $0.name == "execute" && $0.positional.first?.text != nil }) {
      guard link.range == call.range else { return }
      return run(
        FoldedValue(link.positional[0].content, at: link.positional[0].range),
        link.positional.dropFirst().first, at: link.range)
    }
    for link in links where ["transactional", "transaction", "begin"].contains(link.name) {
      for closure in link.closures {
        follow(closure, [Self.handle(at: link.range, ProgramHandle.entities)])
      }
    }
    guard let write = links.first(where: { Self.writes.contains($0.name) }) else {
      if let link = links.last, link.name == "execute", let value = link.positional.first {
        run(value, link.positional.dropFirst().first, at: link.range)
      }
      return
    }
    guard write.range == call.range || links.last?.range == call.range else { return }
    output.report(
      "dynamic-rows", "the rows that \"\(write.name)\" changes are given as entities", at: call.range,
      .mayChangeRows)
  }

  private static let writes: Set<String> = [
    "persist", "persistAndFlush", "remove", "removeAndFlush", "flush", "nativeInsert", "nativeInsertMany",
    "nativeUpdate", "nativeUpdateMany", "nativeDelete", "upsert", "upsertMany", "insert", "insertMany",
    "update", "delete", "truncate", "assign", "merge",
  ]
}
