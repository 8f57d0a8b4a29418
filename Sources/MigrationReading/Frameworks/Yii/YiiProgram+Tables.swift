import Domain
import ScriptSyntax

extension YiiProgram {
  /// Does a command; false if it is none.
  mutating func perform(_ call: FoldedCall, isCommand: Bool) -> Bool {
    switch call.name {
    case "execute" where !isCommand:
      if let sql = call.argument(0, "sql") { execute(sql, call.argument(1, "params"), call) }
    case "createTable": createTable(call)
    case "renameTable":
      guard let old = table(call.argument(0, "table")), let new = table(call.argument(1, "newName")) else {
        reportUnknownName(call)
        break
      }
      output.emit(.renameTable(old, to: new), at: call.range)
    case "dropTable", "dropTableIfExists":
      guard let name = table(call.argument(0, "table")) else {
        reportUnknownName(call)
        break
      }
      let isTolerant = call.name == "dropTableIfExists"
      output.emit(.dropTable(name, onlyIfPresent: isTolerant, cascade: false), at: call.range)
    case "truncateTable":
      guard let name = table(call.argument(0, "table")) else {
        reportUnknownName(call, .mayChangeRows)
        break
      }
      output.emit(.truncate(name), at: call.range)
    case "addColumn", "dropColumn", "renameColumn", "alterColumn": changeColumn(call)
    case "addPrimaryKey", "dropPrimaryKey", "addForeignKey", "dropForeignKey", "createIndex", "dropIndex",
      "addUnique", "dropUnique", "addCheck", "dropCheck":
      changeKey(call)
    case "createView":
      guard let name = table(call.positional.first), let query = call.argument(1, "subQuery") else {
        reportUnknownName(call)
        break
      }
      let head = FoldedValue(
        .string(ScriptText("CREATE VIEW " + spelling.name(name) + " AS ", at: call.range.start)),
        at: call.range)
      execute(FoldedValue(.joined([head, query]), at: call.range), nil, call)
    case "dropView":
      guard let name = table(call.positional.first) else {
        reportUnknownName(call)
        break
      }
      output.emit(.dropView(name, onlyIfPresent: false, cascade: false), at: call.range)
    case "insert", "batchInsert", "insertMultiple", "upsert", "update", "delete": changeRows(call)
    case "addCommentOnColumn", "addCommentOnTable", "dropCommentFromColumn", "dropCommentFromTable",
      "refreshTableSchema", "checkIntegrity", "resetSequence", "setDbConnection", "getDbConnection":
      break
    default: return false
    }
    return true
  }

  private mutating func createTable(_ call: FoldedCall) {
    guard let name = table(call.argument(0, "table")) else {
      return output.report(
        "dynamic-name", "the name of a new table is put together at run time", at: call.range, .harmless)
    }
    let given = call.argument(1, "columns")
    let entries =
      given?.entries
      ?? given?.elements?.map { FoldedEntry(key: FoldedValue(.number("0"), at: $0.range), value: $0) }
    if entries == nil {
      output.report(
        "dynamic-name", "the columns of the table are put together at run time", at: call.range,
        .mayChangeSchema, tables: [name])
    }
    var elements: [String] = []
    for entry in entries ?? [] {
      guard let column = entry.key.text else {
        // What has no key is SQL.
        if let text = entry.value.located { elements.append(names.sql(text).string) }
        continue
      }
      guard let sql = columns.sql(entry.value) else {
        output.report(
          "dynamic-type", "the type of the column \"\(column)\" is not known", at: entry.value.range,
          .mayChangeSchema, tables: [name])
        continue
      }
      elements.append(spelling.name(names.raw(column)) + " " + sql)
    }
    let isBlank = elements.isEmpty
    if isBlank { return output.emit(.createTable(TableDefinition(name: name, columns: [])), at: call.range) }
    execute("CREATE TABLE " + spelling.name(name) + " (" + elements.joined(separator: ", ") + ")", call)
  }

  private mutating func changeColumn(_ call: FoldedCall) {
    let table = table(call.argument(0, "table"))
    let second = call.argument(1, call.name == "renameColumn" ? "name" : "column")
    guard let table, let column = second?.text.map({ names.raw($0) }) else {
      return reportUnknownName(call, .mayChangeSchema, table)
    }
    switch call.name {
    case "dropColumn":
      return output.emit(
        .dropColumn(table, column: column, onlyIfPresent: false, cascade: false), at: call.range)
    case "renameColumn":
      guard let new = call.argument(2, "newName")?.text.map({ names.raw($0) }) else {
        return reportUnknownName(call, .mayChangeSchema, table)
      }
      return output.emit(.renameColumn(table, column: column, to: new), at: call.range)
    default: break
    }
    guard let type = call.argument(2, "type").flatMap({ columns.sql($0) }) else {
      return output.report(
        "dynamic-type", "the type of the column \"\(column)\" is not known", at: call.range,
        .mayChangeSchema, tables: [table])
    }
    let sql = spelling.name(column) + " " + type
    if call.name == "addColumn" { return execute(spelling.adding(sql, to: table), call) }
    let words = type.lowercased().split { $0 == " " || $0 == "\n" }.map(String.init)
    let isPart = ["set", "drop", "reset"].contains(words.first ?? "")
    if spelling.family == .postgres, isPart || words.contains("using") {
      let place = "ALTER TABLE " + spelling.name(table) + " ALTER COLUMN " + spelling.name(column)
      return execute(place + (isPart ? " " : " TYPE ") + type, call)
    }
    output.redefine(column, of: table, by: sql, at: call.range)
  }

  private mutating func changeKey(_ call: FoldedCall) {
    let name = call.argument(0, "name")?.text.map { names.raw($0) }
    guard let table = table(call.argument(1, "table")) else {
      let isLess = ["dropIndex", "dropUnique", "dropPrimaryKey"].contains(call.name)
      return reportUnknownName(call, isLess ? .mayChangeRows : .harmless)
    }
    let given = columnNames(call.argument(2, "columns"))
    let location = output.location(call.range)
    func add(_ kind: Constraint.Kind) {
      output.emit(
        .addConstraint(table, Constraint(name: name, kind: kind, location: location), usingIndex: nil),
        at: call.range)
    }
    switch call.name {
    case "dropPrimaryKey": output.emit(.dropPrimaryKey(table), at: call.range)
    case "dropForeignKey", "dropCheck", "dropUnique":
      guard let name else { return reportUnknownName(call, .harmless, table) }
      output.emit(
        .dropConstraint(table, name: name, onlyIfPresent: false, cascade: false), at: call.range)
    case "dropIndex":
      guard let name else { return reportUnknownName(call, .mayChangeRows, table) }
      output.emit(.dropIndex(TableName(schema: table.schema, name), table: table), at: call.range)
    case "addPrimaryKey": if let given { add(.primaryKey(given)) } else { reportUnknownName(call, .harmless) }
    case "addUnique": if let given { add(.unique(given)) } else { reportUnknownName(call, .harmless) }
    case "createIndex":
      guard let given else { return reportUnknownName(call, .harmless, table) }
      let isUnique = call.argument(3, "unique").map { $0.boolean ?? ($0.integer == 1) } ?? false
      output.emit(
        .createIndex(table, Index(name: name ?? "", columns: given, isUnique: isUnique), predicate: nil),
        at: call.range)
    case "addForeignKey":
      guard let given, let target = self.table(call.argument(3, "refTable")) else {
        return reportUnknownName(call, .harmless, table)
      }
      let deletion = call.argument(5, "delete")?.text?.lowercased()
      let others = columnNames(call.argument(4, "refColumns")) ?? []
      add(
        .foreignKey(
          given, references: target, columns: others,
          onDelete: deletion == "no action" || deletion?.isEmpty == true ? nil : deletion))
    default: break
    }
  }
}
