import Domain
import ScriptSyntax

/// Collects what the function of `Schema::create` and `Schema::table` says.
struct LaravelBlueprint {
  /// The table builder as a value.
  static let handle = "(table)"

  /// One thing that a block does, with the conditions around it.
  enum Part {
    case column(LaravelColumn)
    case step(OperationKind, ScriptRange)
  }
  struct Item {
    var part: Part
    var standing: ProgramStanding
    var site: ScriptRange?
  }

  let table: TableName
  let spelling: SQLSpelling
  let project: LaravelProject
  let models: LaravelModels
  let run: ScriptRun
  private(set) var items: [Item] = []
  /// Calls in the function that are not the table's: they run before the table changes.
  private(set) var others: [ExecutedCall] = []
  /// Where columns of `after('a', function ...)` go.
  private var place: ColumnPosition?
  private var depth = 0

  init(table: TableName, program: LaravelProgram) {
    self.table = table
    spelling = program.spelling
    project = program.project
    models = program.models
    run = program.run
  }

  /// Runs the function of a block.
  mutating func read(_ closure: FoldedClosure, _ output: inout ProgramOutput) {
    guard depth < 8 else { return }
    depth += 1
    defer { depth -= 1 }
    let handle = LaravelProgram.handle(at: closure.function.range, Self.handle)
    read(run.calls(in: closure, arguments: [FoldedArgument(handle)]), &output)
  }

  private mutating func read(_ trace: ScriptTrace, _ output: inout ProgramOutput) {
    output.report(trace.troubles)
    let outer = (output.standing, output.site)
    for executed in trace.calls {
      output.standing = ProgramStanding(executed).inside(outer.0)
      output.site = outer.1 ?? executed.site
      guard !output.standing.isNever else { continue }
      read(executed, &output)
    }
    (output.standing, output.site) = outer
  }

  /// What a call does if it is one of the table's; others are the program's.
  private mutating func read(_ executed: ExecutedCall, _ output: inout ProgramOutput) {
    let call = executed.call
    let links = call.chain
    guard let first = links.first, let root = first.resolved, root.hasPrefix(Self.handle + ".") else {
      if call.arguments.contains(where: { $0.value.resolved == Self.handle }) {
        foreign(call, &output)
      } else {
        others.append(executed)
      }
      return
    }
    let method = first.name
    if let spelled = LaravelColumnMethods.spelled(method) {
      return columns(links, spelled, call, &output)
    }
    if method == "after", let closure = first.closures.last {
      let outer = place
      place = first.positional.first?.text.map { .after($0) }
      read(closure, &output)
      place = outer
      return
    }
    perform(links, &output)
  }

  private mutating func columns(
    _ links: [FoldedCall], _ method: String, _ call: FoldedCall, _ output: inout ProgramOutput
  ) {
    guard let first = links.first else { return }
    let reader = LaravelColumns(blueprint: self)
    guard let found = reader.columns(links, method, &output) else {
      return output.report(
        "dynamic-name", "the column that \"\(first.name)\" makes is put together at run time", at: call.range,
        .mayChangeSchema, tables: [table])
    }
    for var column in found {
      if let place, column.position == .last { column.position = place }
      place = place.map { _ in .after(column.definition.name) }
      let isContinued = first.range != call.range
      let old = items.lastIndex { item in
        guard case .column(let other) = item.part else { return false }
        return isContinued && other.origin == column.origin && other.definition.name == column.definition.name
      }
      if let old {
        items[old].part = .column(column)
      } else {
        add(.column(column), output)
      }
    }
  }

  private mutating func add(_ part: Part, _ output: ProgramOutput) {
    guard items.count < 10_000 else { return }
    items.append(Item(part: part, standing: output.standing, site: output.site))
  }

  /// Calls on the table itself.
  private mutating func perform(_ links: [FoldedCall], _ output: inout ProgramOutput) {
    guard let call = links.first else { return }
    let steps = LaravelTableSteps(
      table: table, spelling: spelling, models: models, location: output.location(call.range))
    if let found = steps.steps(links) {
      for kind in found { add(.step(kind, call.range), output) }
      return
    }
    if steps.isKnown(call.name) {
      return output.report(
        "dynamic-name", "the names in \"\(call.name)\" are put together at run time", at: call.range,
        .mayChangeSchema, tables: [table])
    }
    if let macro = models.macros.macro(call.name), depth < 8 { return perform(macro, call, &output) }
    output.report(
      "unknown-helper", "the table builder's \"\(call.name)\" is not known", at: call.range, .mayChangeSchema,
      tables: [table])
  }

  /// A method that the application adds to the table builder.
  private mutating func perform(
    _ macro: LaravelMacros.Macro, _ call: FoldedCall, _ output: inout ProgramOutput
  ) {
    depth += 1
    defer { depth -= 1 }
    var body = macro.body
    body.captured["this"] = LaravelProgram.handle(at: call.range, Self.handle)
    let outer = output.site
    output.site = outer ?? call.range
    read(macro.run.calls(in: body, arguments: call.arguments), &output)
    output.site = outer
  }

  /// A function of others that is given the table.
  private mutating func foreign(_ call: FoldedCall, _ output: inout ProgramOutput) {
    if call.resolved?.hasSuffix("NestedSet.columns") == true {
      for column in LaravelColumns(blueprint: self).nestedSet(call, &output) { add(.column(column), output) }
      return
    }
    if call.resolved?.hasSuffix("NestedSet.dropColumns") == true {
      for name in ["_lft", "_rgt", "parent_id"] {
        add(.step(.dropColumn(table, column: name, onlyIfPresent: false, cascade: false), call.range), output)
      }
      return
    }
    if dropIfThere(call, &output) { return }
    output.report(
      "unknown-helper", "\"\(call.name)\" gets the table, and what it does is not known", at: call.range,
      .mayChangeSchema, tables: [table])
  }

  /// `dropForeignIfExists($table, "name")` of the application: what its name says. True if it is one of these.
  private mutating func dropIfThere(_ call: FoldedCall, _ output: inout ProgramOutput) -> Bool {
    guard let name = Self.droppers[call.name] else { return false }
    var plain = call
    plain.arguments.removeAll { $0.value.resolved == Self.handle }
    let path = Self.handle + "." + name
    plain.callee = FoldedValue(.reference(FoldedReference(written: path, resolved: path)), at: call.range)
    let steps = LaravelTableSteps(
      table: table, spelling: spelling, models: models, location: output.location(call.range))
    guard let found = steps.steps([plain]) else { return false }
    let outer = output.standing
    output.standing.isGuarded = true
    for kind in found { add(.step(kind, call.range), output) }
    output.standing = outer
    return true
  }

  private static let droppers = [
    "dropForeignIfExists": "dropForeign", "dropIndexIfExists": "dropIndex",
    "dropUniqueIfExists": "dropUnique",
    "dropForeignKeyIfExists": "dropForeign",
  ]
}
