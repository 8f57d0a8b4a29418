import Domain
import ScriptSyntax

/// Follows what a method of a migration does: `addSql`, the connection, and the schema as an object.
struct DoctrineProgram: PHPProgram {
  let run: ScriptRun
  var output: ProgramOutput
  /// The schema as a value.
  static let handle = "(schema)"
  var depth = 0

  /// Runs a method with the schema as its argument.
  mutating func perform(_ body: FoldedClosure) {
    let handle = FoldedReference(written: Self.handle, resolved: Self.handle)
    follow(body, [FoldedValue(.reference(handle), at: body.function.range)])
  }

  mutating func perform(_ executed: ExecutedCall) {
    let call = executed.call
    switch call.name {
    case "addSql":
      output.run(
        call.argument(0, "sql")?.withoutTablePrefix, bindings: call.argument(1, "params"), at: call.range)
    case "executeStatement", "executeQuery", "executeUpdate", "exec", "query", "prepare":
      guard let first = call.positional.first?.withoutTablePrefix else { return }
      if first.located != nil || isJoined(first) {
        output.run(first, bindings: call.positional.dropFirst().first, at: call.range)
      }
    case "insert", "update", "delete":
      if call.chain.contains(where: { $0.name == "createQueryBuilder" }) || isConnection(call) { rows(call) }
    default:
      if call.chain.first?.resolved?.hasPrefix(Self.handle + ".") == true { schema(call) }
      for closure in call.closures { perform(closure) }
    }
  }

  private func isJoined(_ value: FoldedValue) -> Bool {
    if case .joined = value.content { true } else { false }
  }

  /// `$this->connection->insert('a', [...])`.
  private func isConnection(_ call: FoldedCall) -> Bool {
    guard let path = call.resolved?.split(separator: ".").dropLast().last else { return false }
    return path == "connection" || path == "conn"
  }

  /// Rows that the connection changes by name.
  private mutating func rows(_ call: FoldedCall) {
    let values = ProgramValues(spelling: spelling)
    guard let name = call.positional.first?.withoutTablePrefix.text, call.positional.count > 1,
      let entries = call.positional[1].entries, entries.allSatisfy({ $0.key.text != nil })
    else {
      return output.report(
        "dynamic-rows", "the rows that \"\(call.name)\" changes are chosen at run time", at: call.range,
        .mayChangeRows)
    }
    func pairs(_ entries: [FoldedEntry], _ between: String) -> String {
      entries.map { values.path($0.key.text ?? "") + " = " + values.sql($0.value) }.joined(separator: between)
    }
    let place = spelling.name(SQLSpelling.table(name))
    var sql = "DELETE FROM " + place + " WHERE " + pairs(entries, " AND ")
    if call.name == "insert" {
      sql =
        "INSERT INTO " + place + " (" + spelling.list(entries.compactMap(\.key.text)) + ") VALUES ("
        + entries.map { values.sql($0.value) }.joined(separator: ", ") + ")"
    } else if call.name == "update" {
      let filter = call.positional.dropFirst(2).first?.entries ?? []
      sql = "UPDATE " + place + " SET " + pairs(entries, ", ")
      if !filter.isEmpty { sql += " WHERE " + pairs(filter, " AND ") }
    }
    output.run(ScriptText(sql, at: call.range.start), at: call.range)
  }

  /// A call on the schema or on a table of it.
  private mutating func schema(_ call: FoldedCall) {
    let links = call.chain
    guard let first = links.first else { return }
    let name = first.positional.first?.withoutTablePrefix.text.map { SQLSpelling.table(Self.bare($0)) }
    // What stands in a chain before a variable was done when the variable was bound.
    let written = links.filter { $0.range.start == call.range.start }
    if written.contains(where: { $0.range == first.range }) { own(first, name) }
    guard links.count > 1 else { return }
    guard first.name == "createTable" || first.name == "getTable", let table = name else {
      if Self.tableMethods.contains(call.name) { reportUnknownName(call) }
      return
    }
    var column: String?
    for (index, link) in links.enumerated().dropFirst() {
      if ["addColumn", "getColumn", "changeColumn", "modifyColumn"].contains(link.name) {
        column = link.positional.first?.text
      }
      guard written.contains(where: { $0.range == link.range }) || index == links.count - 1 else { continue }
      var own = link
      own.range = output.ownRange(of: link)
      DoctrineTable(table: table, spelling: spelling).perform(own, column: column, &output)
    }
  }

  /// A name without the quotes in which Doctrine takes it as well (`AbstractAsset::trimQuotes`).
  private static func bare(_ name: String) -> String {
    guard let first = name.utf8.first, "`\"[".utf8.contains(first) else { return name }
    return name.filter { !"`\"[]".contains($0) }
  }

  /// A call on the schema itself.
  private mutating func own(_ call: FoldedCall, _ name: TableName?) {
    switch call.name {
    case "createTable":
      guard let name else { return reportUnknownName(call) }
      output.emit(.createTable(TableDefinition(name: name, columns: [])), at: call.range)
    case "dropTable":
      guard let name else { return reportUnknownName(call) }
      output.emit(.dropTable(name, onlyIfPresent: false, cascade: false), at: call.range)
    case "renameTable":
      guard let name, let new = call.positional.dropFirst().first?.withoutTablePrefix.text else {
        return reportUnknownName(call)
      }
      output.emit(.renameTable(name, to: SQLSpelling.table(Self.bare(new))), at: call.range)
    default: break
    }
  }

  private static let tableMethods: Set<String> = [
    "addColumn", "dropColumn", "changeColumn", "modifyColumn", "renameColumn", "setPrimaryKey",
    "dropPrimaryKey",
    "addIndex", "addUniqueIndex", "addForeignKeyConstraint",
  ]
}
