import Domain
import ScriptSyntax

extension YiiProgram {
  /// `insert`, `batchInsert`, `upsert`, `update` and `delete` of a table by its name.
  mutating func changeRows(_ call: FoldedCall) {
    guard let table = table(call.argument(0, "table")) else {
      return reportUnknownName(
        call, call.name.lowercased().contains(text: "insert") ? .harmless : .mayChangeRows)
    }
    let second = call.positional.dropFirst().first.map { names.plain($0) }
    switch call.name {
    case "insert", "insertMultiple", "upsert":
      let rows = second?.entries.map { [$0] } ?? second?.elements?.prefix(200).compactMap(\.entries) ?? []
      insert(rows, table, call)
      if call.name == "upsert", call.argument(2, "updateColumns")?.boolean != false {
        output.report(
          "dynamic-rows", "the rows that \"upsert\" changes are chosen at run time", at: call.range,
          .mayChangeRows, tables: [table])
      }
    case "batchInsert":
      guard let columns = columnNames(call.argument(1, "columns")) else { return }
      let rows = (call.argument(2, "rows")?.elements ?? []).prefix(200).compactMap { row in
        (row.elements ?? row.entries?.map(\.value))?.map { values.sql(names.plain($0)) }
      }.filter { $0.count == columns.count }
      guard !rows.isEmpty else { return }
      execute(spelling.insert(into: spelling.name(table), columns, rows), call)
    case "update":
      change(
        table, second?.entries ?? [], call.argument(2, "condition"), call.argument(3, "params"), call)
    default: change(table, nil, call.argument(1, "condition"), call.argument(2, "params"), call)
    }
  }

  private mutating func insert(_ rows: [[FoldedEntry]], _ table: TableName, _ call: FoldedCall) {
    let reader = values
    if let sql = spelling.insert(into: spelling.name(table), rows, value: { reader.sql($0) }) {
      execute(sql, call)
    }
  }

  /// Changes rows, or deletes them.
  mutating func change(
    _ table: TableName, _ assignments: [FoldedEntry]?, _ condition: FoldedValue?, _ parameters: FoldedValue?,
    _ call: FoldedCall
  ) {
    let (names, spelling) = (self.names, self.spelling)
    if var done = output.executed {
      done.call.conditions = done.call.conditions.map { given in
        var condition = given
        condition.value = names.plain(given.value)
        return condition
      }
      output.executed = done
    }
    let condition = condition.map { names.plain($0) }
    let bound = parameters.map { names.plain($0) }
    let text: (ProgramValues, String) -> String? = { given, filter in
      let reader = YiiValues(names: names, values: given)
      guard let rest = reader.clause(condition, bound, filter) else { return nil }
      guard let assignments else { return "DELETE FROM " + spelling.name(table) + rest }
      let sets = assignments.compactMap { entry in
        entry.key.text.map { given.path(names.raw($0)) + " = " + reader.sql(entry.value) }
      }
      guard !sets.isEmpty, sets.count == assignments.count else { return nil }
      return "UPDATE " + spelling.name(table) + " SET " + sets.joined(separator: ", ") + rest
    }
    var used = call
    used.arguments =
      (assignments?.map { FoldedArgument($0.value) } ?? []) + (condition.map { [FoldedArgument($0)] } ?? [])
    let values = ProgramValues(spelling: spelling, table: table)
    guard output.runRows(values, [used], at: call.range, text) else {
      return output.report(
        "dynamic-rows", "the rows that \"\(call.name)\" changes are chosen at run time", at: call.range,
        .mayChangeRows, tables: [table])
    }
  }

  /// Rows of models: `User::updateAll([...], [...])`, `$user->tier = 'a'; $user->save();`; false for other calls.
  mutating func performModel(_ call: FoldedCall) -> Bool {
    if call.name.hasSuffix("="), case .member(let member) = call.callee.content {
      guard let value = call.positional.first else { return true }
      let key = FoldedValue(.string(ScriptText(String(call.name.dropLast()))), at: call.range)
      assigned[member.receiver.range, default: []].append(FoldedEntry(key: key, value: value))
      return true
    }
    guard Self.writers.contains(call.name) else { return false }
    let path = call.resolved?.split(separator: ".") ?? []
    let owner = path.dropLast().joined(separator: ".")
    if ["updateAll", "deleteAll", "updateAllCounters"].contains(call.name) {
      guard let table = names.tables(owner).map({ SQLSpelling.table(names.raw($0)) }) else {
        reportRows(call)
        return true
      }
      let isUpdate = call.name == "updateAll"
      let first = call.positional.first.map { names.plain($0) }
      if call.name == "updateAllCounters" {
        reportRows(call, table)
      } else if isUpdate {
        change(table, first?.entries ?? [], call.argument(1, "condition"), call.argument(2, "params"), call)
      } else {
        change(table, nil, call.positional.first, call.argument(1, "params"), call)
      }
      return true
    }
    saveRow(call)
    return true
  }

  /// `save` or `delete` of a row that a query gave.
  private mutating func saveRow(_ call: FoldedCall) {
    guard case .member(let member) = call.callee.content else { return reportRows(call) }
    // A new row takes nothing from readers.
    if case .classValue = member.receiver.content { return }
    if case .call(let made) = member.receiver.content, made.isConstruction { return }
    let row = names.plain(member.receiver)
    var given = assigned[member.receiver.range] ?? []
    if call.name == "updateAttributes" { given += call.positional.first?.entries ?? [] }
    assigned[member.receiver.range] = nil
    let isDeletion = call.name == "delete"
    let isLoop = if case .element = row.content { true } else { false }
    let source: RowSource? =
      if case .element(let element) = row.content { RowSource(element.receiver) } else { RowSource(row) }
    guard let source, isDeletion || !given.isEmpty, given.allSatisfy({ $0.key.text != nil }) else {
      return reportRows(call, source?.table)
    }
    let plain = given.map { FoldedEntry(key: $0.key, value: names.plain($0.value)) }
    guard isLoop else {
      let conditions = row.call?.chain.filter { $0.name == "where" || $0.name == "andWhere" } ?? []
      guard let condition = conditions.first?.positional.first, conditions.count == 1 else {
        return reportRows(call, source.table)
      }
      return change(source.table, isDeletion ? nil : plain, condition, nil, call)
    }
    // The row that is saved is the one that the loop is at.
    let id = FoldedValue(.string(ScriptText("id")), at: call.range)
    let own = FoldedValue(.element(FoldedElement(receiver: row, index: id)), at: call.range)
    let condition = FoldedValue(.map([FoldedEntry(key: id, value: own)]), at: call.range)
    change(source.table, isDeletion ? nil : plain, condition, nil, call)
  }

  private mutating func reportRows(_ call: FoldedCall, _ table: TableName? = nil) {
    output.report(
      "program-code", "what \"\(call.name)\" changes is not known", at: call.range, .mayChangeRows,
      tables: table.map { [$0] } ?? [])
  }

  /// Methods of models that change rows.
  private static let writers: Set<String> = [
    "updateAll", "deleteAll", "updateAllCounters", "save", "updateAttributes", "delete", "update",
    "saveAttributes", "updateByPk", "deleteByPk", "updateCounters", "saveOrFail",
  ]
}
