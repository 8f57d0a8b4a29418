import Domain
import ScriptSyntax

/// Rows changed through a session: `session.add(T(...))`, `session.query(T).update(...)`, `row.a = x`.
extension AlembicReplay {
  /// Performs a method of a session; false for other calls.
  mutating func sessionMethod(_ call: FoldedCall, _ use: ExecutedCall.Use) -> Bool {
    switch call.name {
    case "update", "delete":
      guard let statement = RowStatement(call), statement.action == .query else {
        guard call.name == "delete", Self.isSession(call), use == .statement else { return false }
        deleteRow(call)
        return true
      }
      runQuery(statement, call.range)
    case "add", "merge":
      guard Self.isSession(call), let value = call.positional.first else { return false }
      addRow(value, call)
    case "add_all", "bulk_save_objects":
      guard let list = call.positional.first else { return false }
      guard let values = list.sampled, values.isComplete || !values.values.isEmpty else {
        unreadRows(call, nil)
        return true
      }
      choosing(from: list) { replay in
        for value in values.values { replay.addRow(value, call) }
      }
    case "bulk_insert_mappings":
      guard let table = call.positional.first.flatMap({ tableName($0) }) else { return false }
      insert(table, call.argument(1, "mappings"), declaring: call.positional.first, call.range)
    case "bulk_update_mappings":
      choosing(from: call.argument(1, "mappings")) { $0.updateMappings(call) }
    default: return false
    }
    return true
  }

  /// Whether a call is one of a session, by the name it goes by.
  private static func isSession(_ call: FoldedCall) -> Bool {
    switch call.callee.content {
    case .member(let member):
      guard let owner = member.receiver.call else { return false }
      return ["Session", "session", "sessionmaker", "scoped_session", "get_session"].contains(owner.name)
        || owner.callee.call?.name == "sessionmaker"
    case .reference(let reference):
      let parts = reference.resolved.split(separator: ".")
      return parts.count >= 2 && parts[parts.count - 2].lowercased().hasSuffix("session")
    default: return false
    }
  }

  /// `session.query(T).filter(...).update({"a": 1})` and `.delete()`.
  mutating func runQuery(_ statement: RowStatement, _ range: ScriptRange) {
    guard let last = statement.rest.last, last.name == "update" || last.name == "delete" else { return }
    guard let table = statement.start.positional.first.flatMap({ tableName($0) }) else {
      return report(
        "dynamic-sql", "the table of this statement is not known from the text", range, .mayChangeRows)
    }
    let list = conditions(of: statement, table)
    if last.name == "delete" {
      return emit(.deleteRows(table, alias: nil, inputs: [], conditions: list), range)
    }
    let assignments = assignments(last, table)
    guard !assignments.isEmpty else { return unreadRows(last, statement.start.positional.first) }
    emit(.updateRows(table, alias: nil, assignments: assignments, inputs: [], conditions: list), range)
  }

  /// `session.add(T(a=1))`: a new row; a row that was fetched and changed is written where it is changed.
  private mutating func addRow(_ value: FoldedValue, _ call: FoldedCall) {
    if case .element = value.content { return }
    guard let made = value.call, let table = tableName(made.callee) else { return unreadRows(call, nil) }
    let entries = made.arguments.compactMap { argument -> FoldedEntry? in
      guard let name = argument.name else { return nil }
      return FoldedEntry(
        key: FoldedValue(.string(ScriptText(name)), at: argument.value.range), value: argument.value)
    }
    guard !made.hasUnknownArguments, !entries.isEmpty else { return unreadRows(call, made.callee) }
    insert(table, [entries], call.range)
  }

  /// Does something with the elements of a list, which a condition may have chosen.
  private mutating func choosing(from list: FoldedValue?, _ body: (inout AlembicReplay) -> Void) {
    let outer = isConditionalOutside
    if list?.isChosen ?? false { isConditionalOutside = true }
    body(&self)
    isConditionalOutside = outer
  }

  /// `session.delete(row)` of a row that a query gave.
  private mutating func deleteRow(_ call: FoldedCall) {
    guard let row = call.positional.first, let table = rowTable(row) else {
      return unreadRows(call, call.positional.first)
    }
    emitOnRows(
      .deleteRows(table.name, alias: nil, inputs: [], conditions: table.conditions), call.range)
  }

  /// `session.bulk_update_mappings(T, [{"id": row.id, "a": x}])`: rows found by their keys get the other values.
  private mutating func updateMappings(_ call: FoldedCall) {
    guard let table = call.positional.first.flatMap({ tableName($0) }),
      let rows = call.argument(1, "mappings")?.sampled,
      case let maps = rows.values.compactMap(\.entries), !maps.isEmpty, maps.count == rows.values.count
    else { return unreadRows(call, call.positional.first) }
    let keys = origin.models.keys[table] ?? ["id"]
    for entries in maps.prefix(200) {
      let values = entries.compactMap { entry in
        columnName(entry.key).map { (origin.models.column($0, of: table), expression(entry.value)) }
      }
      guard values.count == entries.count else { return unreadRows(call, call.positional.first) }
      let found = values.filter { keys.contains($0.0) }
      emit(
        .updateRows(
          table, alias: nil,
          assignments: values.filter { !keys.contains($0.0) }.map { Assignment(column: $0.0, value: $0.1) },
          inputs: [],
          conditions: found.map { .call("=", [.column(ColumnReference($0.0)), $0.1]) }), call.range)
    }
  }

  private mutating func unreadRows(_ call: FoldedCall, _ subject: FoldedValue?) {
    let table = subject.flatMap { tableName($0) }
    report(
      "program-rows", "\"\(call.name)\" changes rows in a way that is not read", call.range, .mayChangeRows,
      tables: table.map { [$0] } ?? [])
  }

  /// `row.a = x` for a row that a query of mapped classes gave.
  mutating func assignMember(_ call: FoldedCall) {
    guard case .member(let member) = call.callee.content, let value = call.positional.first else { return }
    guard let table = rowTable(member.receiver) else { return }
    let column = origin.models.column(String(call.name.dropLast()), of: table.name)
    emitOnRows(
      .updateRows(
        table.name, alias: nil, assignments: [Assignment(column: column, value: expression(value))],
        inputs: [],
        conditions: table.conditions), call.range)
  }

  /// Keeps what is done to each row of a loop: the loop goes through the very rows that are changed.
  private mutating func emitOnRows(_ kind: OperationKind, _ range: ScriptRange) {
    if isInUnknownLoop {
      isInUnknownLoop = false
      isConditional = isConditionalOutside || !conditions.isEmpty
    }
    emit(kind, range)
  }

  /// The table of a row: an element of a query, or what `first()`, `one()` and `get()` of one give.
  private func rowTable(_ value: FoldedValue) -> (name: TableName, conditions: [Expression])? {
    var query: FoldedValue?
    switch value.content {
    case .element(let element): query = element.receiver
    case .call(let call) where ["first", "one", "one_or_none", "get", "scalar_one"].contains(call.name):
      query = value
    default: return nil
    }
    guard let query, let shape = shape(ofRows: query), shape.inputs.count == 1,
      case .table(let table)? = shape.inputs.first?.source,
      shape.outputs.allSatisfy({ if case .star = $0 { true } else { false } })
    else { return nil }
    return (table, shape.conditions)
  }
}
