import Domain
import ScriptSyntax

/// Follows what a method of a migration does: tables as objects whose changes are made by `create`, `update` or
/// `save`, SQL, and rows.
struct PhinxProgram: PHPProgram {
  let run: ScriptRun
  var output: ProgramOutput
  let settings: PhinxSettings
  let functions: PhinxFunctions
  /// The tables so far.
  var tables: ProgramTables
  /// Tables whose changes are not made yet, by the calls that named them.
  var pending: [ScriptRange: PhinxTable] = [:]
  var depth = 0

  var columns: PhinxColumn { PhinxColumn(spelling: spelling, settings: settings) }

  /// Runs a method.
  mutating func perform(_ body: FoldedClosure) {
    follow(body)
    // Releases before 0.10 made these changes at once.
    for (_, table) in pending.sorted(by: { $0.key.start < $1.key.start }) {
      let immediate = table.actions.filter { PhinxTable.immediate.contains($0.call.name) }
      if !immediate.isEmpty, immediate.count == table.actions.count { update(table) }
    }
    pending = [:]
  }

  mutating func perform(_ executed: ExecutedCall) {
    let call = executed.call
    let links = call.chain
    guard let first = links.first else { return }
    if Self.isTable(first) { return performTable(call, links) }
    switch first.name {
    case "getQueryBuilder", "getUpdateBuilder", "getDeleteBuilder", "getInsertBuilder", "newUpdate",
      "newDelete",
      "newInsert", "updateQuery", "deleteQuery", "insertQuery":
      return performBuilder(call, links)
    default: break
    }
    performCall(call, first, executed.use)
  }

  /// `$this->table('a', [...])`, `new Table('a', [...])`.
  private static func isTable(_ call: FoldedCall) -> Bool {
    if call.isConstruction { return call.name == "Table" }
    guard call.name == "table", let path = call.resolved else { return false }
    // `table` alone is of a class without a name.
    return path.split(separator: ".").count <= 2
  }

  private mutating func performTable(_ call: FoldedCall, _ links: [FoldedCall]) {
    guard let first = links.first else { return }
    // What stands in a chain before a variable was done when the variable was bound.
    let written = links.filter { $0.range.start == call.range.start }
    for (index, link) in links.enumerated() {
      guard written.contains(where: { $0.range == link.range }) || index == links.count - 1 else { continue }
      if index == 0 {
        pending[first.range] = Self.table(first)
        continue
      }
      apply(link, to: first)
    }
  }

  /// A table without changes.
  private static func table(_ call: FoldedCall) -> PhinxTable {
    let name = call.argument(0, "tableName") ?? call.argument(0, "name")
    return PhinxTable(
      name: name?.withoutTablePrefix.text.map { SQLSpelling.table($0) }, options: call.argument(1, "options"),
      call: call)
  }

  /// One call on a table.
  private mutating func apply(_ link: FoldedCall, to first: FoldedCall) {
    // A method of another file that names the table stands where it is called, at times for several tables.
    var table = Self.table(first)
    if let known = pending[first.range], known.name == table.name { table = known }
    var own = link
    own.range = output.ownRange(of: link)
    switch link.name {
    case "create", "update", "save", "saveData":
      flush(table, link.name, own)
      table.actions = []
      pending[first.range] = table
    case "truncate":
      guard let name = table.name else { return reportUnknownName(own) }
      output.emit(.truncate(name), at: own.range)
    case "setData": break
    default:
      guard PhinxTable.actions.contains(link.name) else { return }
      table.actions.append(PhinxTable.Action(call: own, standing: output.standing))
      pending[first.range] = table
    }
  }

  /// Calls that are not on a table of this kind.
  private mutating func performCall(_ call: FoldedCall, _ first: FoldedCall, _ use: ExecutedCall.Use) {
    switch call.name {
    case "execute", "query", "exec":
      let value = call.argument(0, "sql") ?? call.argument(0, "query")
      guard let value, isSQL(value) else { break }
      return output.run(
        given(value), bindings: call.argument(1, "params"), at: call.range)
    case "dropTable":
      guard let name = call.positional.first?.text else { return reportUnknownName(call) }
      return output.emit(
        .dropTable(SQLSpelling.table(name), onlyIfPresent: false, cascade: false), at: call.range)
    case "renameTable":
      let names = call.positional.compactMap(\.text)
      guard names.count == 2 else { return reportUnknownName(call) }
      return output.emit(
        .renameTable(SQLSpelling.table(names[0]), to: SQLSpelling.table(names[1])), at: call.range)
    case "createSchema":
      guard let name = call.positional.first?.text else { return }
      return output.emit(.createSchema(name), at: call.range)
    case "dropSchema":
      guard let name = call.positional.first?.text else { return reportUnknownName(call) }
      return output.emit(.dropSchema(name, cascade: false), at: call.range)
    case "insert", "bulkinsert":
      // `$this->insert('a', [...])`
      guard call.positional.count > 1, let name = call.positional[0].text else { break }
      return insert([call.positional[1]], SQLSpelling.table(name), call)
    case "updateAll", "deleteAll": return performModel(call)
    default: break
    }
    performForeign(call, use)
  }

  /// SQL that a function of the application gives, else the value itself.
  private func given(_ value: FoldedValue) -> FoldedValue {
    guard let path = value.call?.resolved else { return value }
    let owner = path.split(separator: ".").dropLast().first.map(String.init)
    let isMethod = owner == "parent" || owner == "this" || run.classes.contains { $0.name == owner }
    return isMethod ? value : functions.result(of: value) ?? value
  }

  private func isSQL(_ value: FoldedValue) -> Bool {
    if value.text != nil { return true }
    switch value.content {
    case .joined, .call, .operation, .reference, .member, .element, .opaque: return true
    default: return false
    }
  }

  /// Code of the application.
  private mutating func performForeign(_ call: FoldedCall, _ use: ExecutedCall.Use) {
    for closure in call.closures { follow(closure) }
    guard use == .statement else { return }
    if let path = call.resolved, path.hasPrefix("parent.") {
      return output.report(
        "program-code", "\"\(call.name)\" of the class above is not read", at: call.range, .mayChangeSchema)
    }
    let isGivenTable = call.arguments.contains { argument in
      argument.value.call.map { $0.chain.first.map(Self.isTable) ?? false } ?? false
    }
    if isGivenTable {
      return output.report(
        "unknown-helper", "\"\(call.name)\" gets a table, and what it does is not known", at: call.range,
        .mayChangeSchema)
    }
    if Self.writers.contains(call.name) {
      output.report(
        "program-code", "what \"\(call.name)\" changes is not known", at: call.range, .mayChangeRows)
    }
  }

  /// Methods of models and services that change rows.
  private static let writers: Set<String> = [
    "save", "saveOrFail", "saveMany", "saveManyOrFail", "delete", "deleteOrFail", "deleteMany", "update",
    "insertOrIgnore", "patch",
  ]

  /// Runs SQL that a call stands for.
  mutating func execute(_ sql: String, _ call: FoldedCall) {
    output.run(ScriptText(sql, at: call.range.start), at: call.range)
  }
}
