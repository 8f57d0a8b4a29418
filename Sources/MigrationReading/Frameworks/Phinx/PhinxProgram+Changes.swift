import Domain
import ScriptSyntax

extension PhinxProgram {
  /// One change, under its conditions and those of its being made.
  mutating func perform(_ action: PhinxTable.Action, _ table: TableName) {
    let outer = output.standing
    output.standing = action.standing.inside(outer)
    perform(action.call, table)
    output.standing = outer
  }

  private mutating func perform(_ call: FoldedCall, _ table: TableName) {
    let first = call.positional.first
    switch call.name {
    case "addColumn", "changeColumn", "updateColumn": column(call, table)
    case "addTimestamps", "addTimestampsWithTimezone":
      for column in timestamps(call) { add(column, after: nil, call, table) }
    case "renameColumn":
      let names = call.positional.compactMap(\.text)
      guard names.count == 2 else { return reportUnknownName(call, .mayChangeSchema, table) }
      output.emit(.renameColumn(table, column: names[0], to: names[1]), at: call.range)
    case "removeColumn", "dropColumn":
      guard let name = first?.text else { return reportUnknownName(call, .mayChangeSchema, table) }
      output.emit(.dropColumn(table, column: name, onlyIfPresent: false, cascade: false), at: call.range)
    case "rename":
      guard let new = first?.text else { return reportUnknownName(call, .mayChangeSchema, table) }
      output.emit(.renameTable(table, to: SQLSpelling.table(new)), at: call.range)
    case "drop": output.emit(.dropTable(table, onlyIfPresent: false, cascade: false), at: call.range)
    case "addPrimaryKey", "changePrimaryKey":
      if call.name == "changePrimaryKey" { output.emit(.dropPrimaryKey(table), at: call.range) }
      guard let key = names(first) else { return }
      let constraint = Constraint(name: nil, kind: .primaryKey(key), location: output.location(call.range))
      output.emit(.addConstraint(table, constraint, usingIndex: nil), at: call.range)
    case "addIndex", "removeIndex", "removeIndexByName": index(call, table)
    case "addForeignKey", "addForeignKeyWithName", "dropForeignKey", "dropForeignKeyByName": key(call, table)
    case "insert", "insertOrSkip": if let first { insert([first], table, call) }
    default: break
    }
  }

  private mutating func column(_ call: FoldedCall, _ table: TableName) {
    // `changeColumn('a', $column)` after `getColumns()` is not known.
    guard let column = columns.sql(call) else { return reportUnknownName(call, .mayChangeSchema, table) }
    if call.name == "addColumn" {
      return add(column.sql, after: call.argument(2, "options")?.entry("after")?.text, call, table)
    }
    output.redefine(column.name, of: table, by: column.sql, at: call.range)
  }

  private mutating func add(_ column: String, after: String?, _ call: FoldedCall, _ table: TableName) {
    var sql = spelling.adding(column, to: table)
    if let after, spelling.family == .mysql {
      sql += after.isEmpty ? " FIRST" : " AFTER " + spelling.name(after)
    }
    execute(sql, call)
  }

  private func indexName(_ columns: [String], _ table: TableName) -> String {
    spelling.family == .mysql ? columns[0] : ([table.name] + columns).joined(separator: "_")
  }

  private mutating func index(_ call: FoldedCall, _ table: TableName) {
    let options = call.positional.dropFirst().first
    if call.name == "removeIndexByName" {
      guard let name = call.positional.first?.text else {
        return reportUnknownName(call, .mayChangeRows, table)
      }
      return output.emit(.dropIndex(TableName(schema: table.schema, name), table: table), at: call.range)
    }
    guard let columns = names(call.positional.first) else {
      return reportUnknownName(call, call.name == "addIndex" ? .harmless : .mayChangeRows, table)
    }
    let name = options?.entry("name")?.text ?? indexName(columns, table)
    if call.name == "addIndex" {
      let isUnique = options?.entry("unique")?.boolean == true
      output.emit(
        .createIndex(table, Index(name: name, columns: columns, isUnique: isUnique), predicate: nil),
        at: call.range)
    } else {
      output.emit(.dropIndex(TableName(schema: table.schema, name), table: table), at: call.range)
    }
  }

  private mutating func key(_ call: FoldedCall, _ table: TableName) {
    var values = call.positional
    var name: String?
    if call.name == "addForeignKeyWithName" {
      name = values.first?.text
      values = Array(values.dropFirst())
    }
    if call.name.hasPrefix("drop") {
      let given = call.name == "dropForeignKeyByName" ? values.first?.text : values.dropFirst().first?.text
      guard let columns = names(values.first) else { return reportUnknownName(call, .harmless, table) }
      let own = ([table.name] + columns + ["fkey"]).joined(separator: "_")
      return output.emit(
        .dropConstraint(table, name: given ?? own, onlyIfPresent: given == nil, cascade: false),
        at: call.range)
    }
    guard let columns = names(values.first), values.count > 1,
      let target = values[1].text ?? tableName(values[1])
    else { return reportUnknownName(call, .harmless, table) }
    let options = values.count > 3 ? values[3] : nil
    let others = values.count > 2 ? names(values[2]) ?? [] : ["id"]
    name = name ?? options?.entry("constraint")?.text
    let deletion = options?.entry("delete")?.text?.lowercased().split(separator: "_").joined(separator: " ")
    let kind = Constraint.Kind.foreignKey(
      columns, references: SQLSpelling.table(target), columns: others,
      onDelete: deletion == "no action" ? nil : deletion)
    let constraint = Constraint(
      name: name
        ?? (spelling.family == .postgres ? nil : ([table.name] + columns + ["fkey"]).joined(separator: "_")),
      kind: kind, location: output.location(call.range))
    output.emit(.addConstraint(table, constraint, usingIndex: nil), at: call.range)
  }

  /// The name of a table that is given as an object.
  private func tableName(_ value: FoldedValue) -> String? {
    value.call?.chain.first.flatMap {
      $0.name == "table" || $0.name == "Table" ? $0.positional.first?.text : nil
    }
  }
}
