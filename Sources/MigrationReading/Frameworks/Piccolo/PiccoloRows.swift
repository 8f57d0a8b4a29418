import Domain
import ScriptSyntax

/// SQL and changes of rows by classes of tables: `Band.raw("...")`, `Band.update({Band.name: "x"}).where(...)`.
struct PiccoloRows: PythonModels {
  let run: ScriptRun
  let state: PiccoloState

  func query(_ call: FoldedCall) -> PythonModelQuery? {
    guard let (table, links) = table(call), let key = table.key?.column,
      ["objects", "select"].contains(links.first?.name ?? "")
    else { return nil }
    var query = PythonModelQuery(
      table: table.name, key: key, columnName: { table.columns[$0] ?? $0 }, equals: [])
    for link in links.dropFirst() {
      switch link.name {
      case "order_by", "run", "run_sync", "output": continue
      case "where":
        if let pair = PiccoloConditions(run: run, table: table).equality(link) {
          query.equals?.append(pair)
        } else {
          query.equals = nil
        }
      case "limit", "offset", "distinct", "first": query.equals = nil
      default: return nil
      }
    }
    return query
  }

  func change(_ call: FoldedCall) -> PythonRowChange? {
    if let change = sql(call) { return change }
    guard let (table, links) = table(call), let first = links.first else { return nil }
    let reader = PiccoloConditions(run: run, table: table)
    switch first.name {
    case "update":
      guard let pairs = first.argument(0, "values")?.entries, !pairs.isEmpty,
        let conditions = reader.all(links.dropFirst())
      else { return .unknown(table.name) }
      let assignments = pairs.compactMap { entry in
        reader.column(entry.key).map { Assignment(column: $0, value: reader.value(entry.value)) }
      }
      guard assignments.count == pairs.count else { return .unknown(table.name) }
      return .known(
        .updateRows(table.name, alias: nil, assignments: assignments, inputs: [], conditions: conditions))
    case "delete":
      guard let conditions = reader.all(links.dropFirst()) else { return .unknown(table.name) }
      return .known(.deleteRows(table.name, alias: nil, inputs: [], conditions: conditions))
    case "insert": return .unknown(table.name)
    default: return PythonRowChange.writes.contains(call.name) ? .unknown(table.name) : nil
    }
  }

  /// `Band.raw("UPDATE band SET name = {}", "x")`, `engine.run_ddl("...")`
  private func sql(_ call: FoldedCall) -> PythonRowChange? {
    guard let link = call.chain.last(where: { $0.name != "run" && $0.name != "run_sync" }),
      ["raw", "run_ddl", "_run_in_new_connection", "_run_in_pool"].contains(link.name),
      let text = link.positional.first
    else { return nil }
    return .sql(text, Array(link.positional.dropFirst()))
  }

  /// The table of a chain, with the calls on it.
  private func table(_ call: FoldedCall) -> (PiccoloState.Table, [FoldedCall])? {
    var links = call.chain
    guard let first = links.first else { return nil }
    if first.name == "get_table_from_snapshot" || links.dropFirst().first?.name == "get_table_from_snapshot" {
      let at = first.name == "get_table_from_snapshot" ? 0 : 1
      let snapshot = links[at]
      links.removeFirst(at + 1)
      return snapshot.argument(0, "table_class_name")?.text.flatMap { state.tables[$0] }.map { ($0, links) }
    }
    switch first.callee.content {
    case .member(let member):
      guard case .classValue(let definition) = member.receiver.content, isTable(definition) else {
        return nil
      }
      return (known(definition), links)
    case .reference(let reference):
      let parts = reference.resolved.split(separator: ".").map(String.init)
      guard parts.count > 1 else { return nil }
      let name = parts[parts.count - 2]
      if let own = run.classes.last(where: { $0.name == name && isTable($0) }) { return (known(own), links) }
      return state.tables[name].map { ($0, links) }
    default: return nil
    }
  }

  private func isTable(_ definition: ScriptClass) -> Bool {
    definition.bases.contains { $0.dottedName?.split(separator: ".").last == "Table" }
  }

  /// What is known of a class of the file: the table of its name, its columns as they are written.
  private func known(_ definition: ScriptClass) -> PiccoloState.Table {
    let name = PiccoloTables.name(of: definition)
    if let table = state.tables.values.first(where: { $0.name == name }) { return table }
    var table = PiccoloState.Table(name: name)
    table.key = ("id", "INTEGER")
    return table
  }
}
