import Domain
import ScriptSyntax

/// Answers of the database inspector, as far as the revisions before say them.
enum InspectorAnswers {
  /// Calls that are gone through for one answer.
  private static let callLimit = 2_000

  /// What `inspector.has_table("a")`, `get_columns`, `get_table_names` and their kin give.
  static func answer(_ call: FoldedCall, _ before: [ExecutedCall], _ known: KnownTables) -> FoldedValue? {
    // Not `op.get_columns(...)` and other functions of modules.
    if let resolved = call.resolved, resolved == call.name || resolved.hasPrefix("alembic.op.") { return nil }
    switch call.name {
    case "is_offline_mode": return FoldedValue(.boolean(false), at: call.range)
    case "has_table":
      return table(call).flatMap { current(known, before)?.hasTable($0) }.map {
        FoldedValue(.boolean($0), at: call.range)
      }
    case "get_columns":
      guard let table = table(call), let names = current(known, before)?.columns(of: table) else {
        return nil
      }
      return FoldedValue(.list(names.map { column($0, at: call.range) }), at: call.range)
    case "get_table_names":
      guard call.keyword("schema") == nil, call.positional.isEmpty,
        let tables = current(known, before)?.defaultTables
      else { return nil }
      // There may be others that no revision makes.
      let others = FoldedValue(.opaque("a table that no revision makes"), at: call.range)
      return FoldedValue(.list(tables.map { text($0, call.range) } + [others]), at: call.range)
    default: return nil
    }
  }

  private static func table(_ call: FoldedCall) -> TableName? {
    let given = call.keyword("table_name") ?? call.positional.last { $0.text != nil }
    guard let name = given?.text else { return nil }
    if let schema = call.keyword("schema"), !schema.isNone {
      return schema.text.map { TableName(schema: $0, name) }
    }
    let texts = call.positional.compactMap(\.text)
    if texts.count == 2 { return TableName(schema: texts[1], texts[0]) }
    return TableName(name)
  }

  private static func text(_ name: String, _ range: ScriptRange) -> FoldedValue {
    FoldedValue(.string(ScriptText(name, at: range.start)), at: range)
  }

  private static func column(_ name: String, at range: ScriptRange) -> FoldedValue {
    FoldedValue(.map([FoldedEntry(key: text("name", range), value: text(name, range))]), at: range)
  }

  /// The tables after the calls that the running program made already; nil if that is not known.
  private static func current(_ known: KnownTables, _ before: [ExecutedCall]) -> KnownTables? {
    guard before.count <= callLimit else { return nil }
    var known = known
    for executed in before {
      guard let change = TableChange(executed.call) else { continue }
      if executed.isConditional || executed.isRepeated {
        known.forget(change.table)
      } else {
        known.apply(change.kind, isConditional: false)
      }
    }
    return known
  }
}

/// What a call of a program does to tables and column names, and no more.
private struct TableChange {
  var table: TableName
  var kind: OperationKind

  init?(_ call: FoldedCall) {
    let batch = call.receiverCall.flatMap { $0.name == "batch_alter_table" ? $0 : nil }
    let arguments = (batch?.positional.prefix(1) ?? []) + call.positional
    let schema = (batch ?? call).keyword("schema")?.text
    guard let name = arguments.first?.text ?? call.keyword("table_name")?.text else { return nil }
    table = TableName(schema: schema, name)
    let location = SourceLocation(repository: .backend, file: "")
    func definition(_ value: FoldedValue) -> ColumnDefinition? {
      guard let column = value.call, column.name == "Column", let name = column.argument(0, "name")?.text
      else { return nil }
      return ColumnDefinition(name: name, type: ColumnType(""), location: location)
    }
    let second = arguments.dropFirst().first
    switch call.name {
    case "create_table":
      kind = .createTable(
        TableDefinition(name: table, columns: arguments.dropFirst().compactMap(definition)))
    case "drop_table": kind = .dropTable(table, onlyIfPresent: false, cascade: false)
    case "rename_table":
      guard let new = second?.text else { return nil }
      kind = .renameTable(table, to: TableName(schema: schema, new))
    case "add_column":
      guard let column = second.flatMap(definition) else { return nil }
      kind = .addColumn(table, column, constraints: [], position: .last, onlyIfAbsent: true)
    case "drop_column":
      guard let column = second?.text else { return nil }
      kind = .dropColumn(table, column: column, onlyIfPresent: true, cascade: false)
    case "alter_column":
      guard let column = second?.text, let new = call.keyword("new_column_name")?.text else { return nil }
      kind = .renameColumn(table, column: column, to: new)
    default: return nil
    }
  }
}
