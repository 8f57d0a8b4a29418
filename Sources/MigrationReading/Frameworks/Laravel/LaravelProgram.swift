import Domain
import ScriptSyntax

/// Follows what a method of a migration does with the schema and with rows.
struct LaravelProgram: PHPProgram {
  let run: ScriptRun
  var output: ProgramOutput
  let project: LaravelProject
  let models: LaravelModels
  /// The migration runs on another connection than the application's own.
  var isElsewhere = false
  /// Functions that are run inside of each other.
  var depth = 0

  init(run: ScriptRun, output: ProgramOutput, project: LaravelProject, models: LaravelModels) {
    self.run = run
    self.output = output
    self.project = project
    self.models = models
  }

  /// A value that stands for something that the framework hands over.
  static func handle(at range: ScriptRange, _ name: String) -> FoldedValue {
    FoldedValue(.reference(FoldedReference(written: name, resolved: name)), at: range)
  }

  mutating func perform(_ trace: ScriptTrace) {
    for executed in trace.calls { perform(executed) }
    output.report(trace.troubles)
  }

  /// Does what a call says, under its conditions.
  mutating func perform(_ executed: ExecutedCall) {
    let outer = (output.standing, output.site)
    output.site = outer.1 ?? executed.site
    let target = LaravelTarget(executed.call, models)
    let (standing, filter) = standing(of: executed, target)
    output.standing = standing.inside(outer.0)
    perform(executed, target, filter)
    (output.standing, output.site) = outer
  }

  /// The standing of a call; conditions on the row that it changes are its filter.
  private func standing(of executed: ExecutedCall, _ target: LaravelTarget) -> (ProgramStanding, [String]) {
    guard let table = target.table, !target.isPart else { return (ProgramStanding(executed), []) }
    let values = LaravelValues(spelling: spelling, models: models, table: table)
    guard target.isRow || LaravelConditions(values: values, run: run).isOwnRow(target.links) else {
      return (ProgramStanding(executed), [])
    }
    var filter: [String] = []
    var rest = executed
    // Every row of the table, or of those that the query chooses, has its turn.
    rest.isRepeated = false
    rest.conditions = executed.conditions.filter { condition in
      guard let sql = values.condition(condition.value, holds: condition.holds) else { return true }
      filter.append(sql)
      return false
    }
    return (ProgramStanding(rest), filter)
  }

  private mutating func perform(_ executed: ExecutedCall, _ target: LaravelTarget, _ filter: [String]) {
    let call = executed.call
    switch target.kind {
    case .schema: performSchema(call)
    case .database: performDatabase(call, executed.use)
    case .query: performQuery(call, target, filter, executed.use)
    case .document: break
    case .foreign: performForeign(call, executed.use)
    }
  }

  /// Calls of the database itself.
  private mutating func performDatabase(_ call: FoldedCall, _ use: ExecutedCall.Use) {
    switch call.name {
    case "statement", "unprepared", "affectingStatement", "update", "insert", "delete", "exec", "query":
      runSQL(call)
    case "transaction", "pretend", "withoutForeignKeyConstraints":
      for closure in call.closures { perform(closure) }
    case "raw" where use == .statement, "select", "selectOne", "scalar", "raw", "cursor",
      "selectFromWriteConnection":
      break
    default: break
    }
  }

  /// SQL with its bindings.
  private mutating func runSQL(_ call: FoldedCall) {
    guard let value = call.positional.first ?? call.keyword("query") else { return }
    let text = LaravelValues.rawText(value).map {
      FoldedValue(.string(ScriptText($0, at: value.range.start)), at: value.range)
    }
    let bindings = call.positional.dropFirst().first ?? call.keyword("bindings")
    var query = value.located == nil ? text ?? value : value
    // Placeholders stand apart from the signs before them.
    if let located = query.located, located.split(by: "=?").count > 1,
      let spaced = located.replacing("=?", with: ScriptText("= ?"))
    {
      query = FoldedValue(.string(spaced), at: query.range)
    }
    output.run(query, bindings: bindings, at: call.range)
  }

  /// Calls of the application and of libraries.
  private mutating func performForeign(_ call: FoldedCall, _ use: ExecutedCall.Use) {
    let handlesTable = call.arguments.contains { $0.value.resolved == LaravelBlueprint.handle }
    for closure in call.closures where !LaravelForeign.isSilent(call) { perform(closure) }
    if handlesTable { return }
    switch LaravelForeign.effect(of: call) {
    case .none: break
    case .parent:
      output.report(
        "program-code", "\"\(call.name)\" of the class above is not read", at: call.range, .mayChangeSchema)
    case .schema:
      output.report(
        "program-code", "the command of \"\(call.name)\" may change the schema", at: call.range,
        .mayChangeSchema)
    case .rows:
      guard use == .statement else { return }
      output.report(
        "program-code", "what \"\(call.name)\" changes is not known", at: call.range, .mayChangeRows)
    }
  }
}
