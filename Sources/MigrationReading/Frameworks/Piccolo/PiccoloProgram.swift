import Domain
import ScriptSyntax

/// Does what a `MigrationManager` is told, in its own order (`MigrationManager.run` of
/// `piccolo/apps/migrations/auto/migration_manager.py`).
struct PiccoloProgram {
  let run: ScriptRun
  var output: ProgramOutput
  let modules: PythonModules
  var state: PiccoloState

  var spelling: SQLSpelling { output.spelling }
  /// Writes columns as SQL.
  var columns: PiccoloColumn { columns(of: nil) }

  /// Writes the columns of a table.
  func columns(of own: (name: String, table: PiccoloState.Table)?) -> PiccoloColumn {
    PiccoloColumn(run: run, modules: modules, state: state, spelling: spelling, own: own)
  }

  private typealias Step = (call: FoldedCall, standing: ProgramStanding)

  /// Does the calls of `forwards`: what the function itself runs, then what it tells the manager.
  mutating func perform(_ trace: ScriptTrace, isReverse: Bool) {
    var steps: [String: [Step]] = [:]
    var rest = trace
    rest.calls = []
    for executed in trace.calls {
      let call = executed.call
      if call.chain.first?.name == "MigrationManager" {
        if call.name == "MigrationManager" { continue }
        steps[call.name, default: []].append((call, ProgramStanding(executed)))
        if call.name != Self.ownRun, !Self.methods.contains(call.name) {
          output.report(
            "unknown-operation", "the manager's \"\(call.name)\" is not known", at: call.range,
            .mayChangeSchema)
        }
      } else {
        rest.calls.append(executed)
      }
    }
    if isReverse { return each(steps["add_raw_backwards"]) { $0.runRaw($1) } }
    perform(rest)
    // What is put in the place of the manager's way to run is all that is run.
    if let own = steps[Self.ownRun] { return each(own) { $0.runRaw($1) } }
    each(steps["add_raw"]) { $0.runRaw($1) }
    addTables(steps["add_table"] ?? [], steps["add_column"] ?? [], steps["add_constraint"] ?? [])
    let new = Set((steps["add_table"] ?? []).compactMap { $0.call.argument(0, "class_name")?.text })
    func old(_ name: String) -> [Step] {
      (steps[name] ?? []).filter { !new.contains($0.call.argument(0, "table_class_name")?.text ?? "") }
    }
    each(steps["change_table_schema"]) { $0.changeSchema($1) }
    each(steps["rename_table"]) { $0.renameTable($1) }
    each(old("add_column")) { $0.addColumn($1) }
    each(steps["drop_column"]) { $0.dropColumn($1) }
    each(steps["drop_table"]) { $0.dropTable($1) }
    each(steps["rename_column"]) { $0.renameColumn($1) }
    each(steps["alter_column"]) { $0.alterColumn($1) }
    each(old("add_constraint")) { $0.addConstraint($1) }
    each(steps["drop_constraint"]) { $0.dropConstraint($1) }
  }

  /// `manager.run = run_queries`
  private static let ownRun = "run="

  private static let methods: Set<String> = [
    "add_table", "drop_table", "change_table_schema", "rename_table", "add_column", "drop_column",
    "rename_column",
    "alter_column", "add_constraint", "drop_constraint", "add_raw", "add_raw_backwards",
    "get_table_from_snapshot",
  ]

  private mutating func each(_ steps: [Step]?, _ body: (inout PiccoloProgram, FoldedCall) -> Void) {
    let outer = output.standing
    defer { output.standing = outer }
    for step in steps ?? [] {
      output.standing = step.standing.inside(outer)
      body(&self, step.call)
    }
  }

  // Programs.

  /// `manager.add_raw(run)`
  private mutating func runRaw(_ call: FoldedCall) {
    guard let raw = call.argument(0, "raw") else { return }
    guard case .closure(let body) = raw.content else {
      return output.report(
        "unread-code", "the program that is added here is not defined in this file", at: raw.range,
        .mayChangeSchema)
    }
    perform(run.calls(in: body))
  }

  /// Follows what a program does with tables and engines.
  private mutating func perform(_ trace: ScriptTrace) {
    var program = PythonConnectionProgram(run: run, output: output)
    program.models = PiccoloRows(run: run, state: state)
    program.perform(trace)
    output = program.output
  }

  // Tables.

  /// Makes new tables, those first that others point to.
  private mutating func addTables(_ tables: [Step], _ columns: [Step], _ constraints: [Step]) {
    func name(_ step: Step, _ argument: String = "class_name") -> String {
      step.call.argument(0, argument)?.text ?? ""
    }
    var targets: [String: Set<String>] = [:]
    for column in columns {
      guard let target = target(of: column.call, in: tables) else { continue }
      targets[name(column, "table_class_name"), default: []].insert(target)
    }
    var waiting = tables
    while !waiting.isEmpty {
      let left = Set(waiting.map { name($0) })
      let ready = waiting.firstIndex { step in
        let own = name(step)
        return (targets[own] ?? []).allSatisfy { $0 == own || !left.contains($0) }
      }
      let step = waiting.remove(at: ready ?? 0)
      let own = name(step)
      let isOwn = { (other: Step) in other.call.argument(0, "table_class_name")?.text == own }
      each([step]) { program, call in
        program.addTable(call, columns.filter(isOwn).map(\.call), constraints.filter(isOwn).map(\.call))
      }
    }
  }

  /// The class of a new table that a foreign key points to.
  private func target(of call: FoldedCall, in tables: [Step]) -> String? {
    let value = call.argument(6, "params")?.entry("references")
    guard let value, case .classValue(let definition) = value.content else {
      return PiccoloColumn.className(value)
    }
    let table = PiccoloTables.name(of: definition)
    return tables.first { PiccoloTables.name(of: $0.call) == table }?.call.argument(0, "class_name")?.text
  }

  private mutating func addTable(_ call: FoldedCall, _ added: [FoldedCall], _ constraints: [FoldedCall]) {
    guard let name = PiccoloTables.name(of: call), let own = call.argument(0, "class_name")?.text else {
      return reportUnread(call, nil)
    }
    var table = PiccoloState.Table(name: name)
    var parts: [String] = []
    var indexes: [(String, FoldedCall)] = []
    let read = added.compactMap { call in self.column(call, name).map { (call, $0) } }
    for (call, column) in read { note(call, column.name, column.kind, column.parameters, in: &table) }
    for (call, column) in read {
      let writer = columns(of: (own, table))
      guard let sql = writer.sql(column.name, column.kind, column.parameters) else {
        report(call, column.name, name)
        continue
      }
      parts.append(sql)
      if column.kind == "ForeignKey", let target = writer.target(column.parameters) {
        table.targets[column.name] = (target.table, target.column)
      }
      if column.parameters.flag("index") { indexes.append((column.name, call)) }
    }
    if table.key == nil {
      parts.insert(columns.sql("id", "PrimaryKey", PiccoloColumn.Parameters(nil)) ?? "", at: 0)
      table.key = ("id", "INTEGER")
      table.columns["id"] = "id"
    }
    state.tables[own] = table
    // A schema that is not there is made with the table.
    if let schema = name.schema, schema != "public", spelling.family != .sqlite {
      execute("CREATE SCHEMA IF NOT EXISTS " + spelling.name(schema), call)
    }
    execute("CREATE TABLE " + spelling.name(name) + " (" + parts.joined(separator: ", ") + ")", call)
    for (column, call) in indexes { createIndex([column], name, call) }
    for column in added { promise(column, name) }
    for constraint in constraints { addConstraint(constraint) }
  }

  mutating func dropTable(_ call: FoldedCall) {
    guard let name = PiccoloTables.name(of: call) else { return reportUnread(call, nil) }
    if let own = call.argument(0, "class_name")?.text { state.tables[own] = nil }
    output.emit(.dropTable(name, onlyIfPresent: false, cascade: false), at: call.range)
  }

  mutating func renameTable(_ call: FoldedCall) {
    guard let old = PiccoloTables.name(of: call, "old_tablename"),
      let new = call.argument(3, "new_tablename")?.text
    else { return reportUnread(call, nil) }
    // The new name stands without quotes.
    execute("ALTER TABLE " + spelling.name(old) + " RENAME TO " + new, call)
    let table = call.argument(0, "old_class_name")?.text.flatMap { state.tables.removeValue(forKey: $0) }
    if var table, let name = call.argument(2, "new_class_name")?.text {
      table.name.name = new
      state.tables[name] = table
    }
  }

  mutating func changeSchema(_ call: FoldedCall) {
    guard let name = call.argument(1, "tablename")?.text else { return reportUnread(call, nil) }
    let new = call.argument(2, "new_schema")?.text ?? "public"
    let table = TableName(schema: call.argument(3, "old_schema")?.text, name)
    if new != "public" { execute("CREATE SCHEMA IF NOT EXISTS " + spelling.name(new), call) }
    output.emit(.setTableSchema(table, schema: new), at: call.range)
    if let own = call.argument(0, "class_name")?.text { state.tables[own]?.name.schema = new }
  }

  // What all of them need.

  mutating func execute(_ sql: String, _ call: FoldedCall) {
    output.run(ScriptText(sql, at: call.range.start), at: call.range)
  }

  mutating func reportUnread(_ call: FoldedCall, _ table: TableName?) {
    output.report(
      "unread-arguments", "the arguments of \"\(call.name)\" are not understood", at: call.range,
      .mayChangeSchema,
      tables: table.map { [$0] } ?? [])
  }
}
