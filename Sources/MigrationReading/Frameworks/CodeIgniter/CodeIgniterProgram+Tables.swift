import Domain
import ScriptSyntax

extension CodeIgniterProgram {
  /// One call on the forge; CodeIgniter 3 writes `add_field` for `addField`.
  mutating func performForge(_ call: FoldedCall) {
    switch Self.camel(call.name) {
    case "addField": addField(call)
    case "addKey", "addPrimaryKey", "addUniqueKey": addKey(call)
    case "addForeignKey": keys.append(.foreign(call))
    case "createTable": createTable(call)
    case "dropTable", "renameTable": performTable(call)
    case "addColumn", "modifyColumn", "dropColumn": performColumns(call)
    case "dropKey", "dropPrimaryKey", "dropForeignKey": dropKey(call)
    case "processIndexes":
      guard let table = table(call.positional.first) else { return reportUnknownName(call, .harmless) }
      makeKeys(of: table)
    default: break
    }
  }

  /// `add_field` as `addField`.
  static func camel(_ name: String) -> String {
    let parts = name.split(separator: "_")
    guard parts.count > 1, let first = parts.first else { return name }
    return String(first) + parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  private mutating func addField(_ call: FoldedCall) {
    guard let value = call.positional.first else { return }
    if value.text == "id" {
      // The name alone stands for a counted key.
      let options = [("type", "INT"), ("constraint", "9")].map {
        FoldedEntry(key: Self.text($0.0, value.range), value: Self.text($0.1, value.range))
      }
      let counted = FoldedEntry(
        key: Self.text("auto_increment", value.range), value: FoldedValue(.boolean(true), at: value.range))
      fields.append(
        FoldedEntry(
          key: Self.text("id", value.range), value: FoldedValue(.map(options + [counted]), at: value.range)))
      keys.append(.primary(["id"], call.range))
    } else if let found = entries(value) {
      fields += found
    } else if value.text != nil || CodeIgniterColumn.raw(value) != nil {
      fields.append(FoldedEntry(key: FoldedValue(.number("0"), at: value.range), value: value))
    } else {
      isOpen = true
    }
  }

  private static func text(_ string: String, _ range: ScriptRange) -> FoldedValue {
    FoldedValue(.string(ScriptText(string, at: range.start)), at: range)
  }

  private mutating func addKey(_ call: FoldedCall) {
    guard let columns = names(call.positional.first) else { return reportUnknownName(call, .harmless) }
    let flags = call.positional.dropFirst().map { $0.boolean == true }
    let name = Self.camel(call.name)
    if name == "addPrimaryKey" || flags.first == true && name == "addKey" {
      keys.append(.primary(columns, call.range))
    } else {
      let isUnique = name == "addUniqueKey" || flags.count > 1 && flags[1]
      let given = name == "addUniqueKey" ? call.argument(1, "keyName") : call.argument(3, "keyName")
      keys.append(.plain(columns, name: given?.text, isUnique: isUnique, call.range))
    }
  }

  private mutating func createTable(_ call: FoldedCall) {
    defer { (fields, keys, isOpen) = ([], [], false) }
    guard let table = table(call.positional.first) else {
      return output.report(
        "dynamic-name", "the name of a new table is put together at run time", at: call.range, .harmless)
    }
    if isOpen {
      output.report(
        "dynamic-name", "the columns of the table are put together at run time", at: call.range,
        .mayChangeSchema, tables: [table])
    }
    var elements: [String] = []
    for field in fields {
      guard let column = columns.read(field, isNew: true), let sql = column.sql else {
        output.report(
          "dynamic-type", "a column of the table is put together at run time", at: field.value.range,
          .mayChangeSchema, tables: [table])
        continue
      }
      elements.append(sql + (column.isUnique ? " UNIQUE" : ""))
    }
    // Several keys of this kind are one.
    let primary = keys.flatMap { key -> [String] in
      if case .primary(let columns, _) = key { columns } else { [] }
    }
    if !primary.isEmpty { elements.append("PRIMARY KEY (" + spelling.list(primary) + ")") }
    let isTolerant = call.argument(1, "ifNotExists")?.boolean == true
    if elements.isEmpty {
      output.emit(.createTable(TableDefinition(name: table, columns: [])), at: call.range)
    } else {
      execute(
        "CREATE TABLE " + (isTolerant ? "IF NOT EXISTS " : "") + spelling.name(table) + " ("
          + elements.joined(separator: ", ") + ")", call.range)
    }
    makeKeys(of: table, isNew: true)
  }

  /// Makes the keys that wait.
  private mutating func makeKeys(of table: TableName, isNew: Bool = false) {
    for key in keys {
      switch key {
      case .primary(let columns, let range):
        if isNew { continue }
        let constraint = Constraint(name: nil, kind: .primaryKey(columns), location: output.location(range))
        output.emit(.addConstraint(table, constraint, usingIndex: nil), at: range)
      case .plain(let columns, let name, let isUnique, let range):
        let own =
          spelling.family == .mysql
          ? columns.joined(separator: "_") : ([table.name] + columns).joined(separator: "_")
        output.emit(
          .createIndex(table, Index(name: name ?? own, columns: columns, isUnique: isUnique), predicate: nil),
          at: range)
      case .foreign(let call): foreign(call, table)
      }
    }
    keys = []
  }

  /// `addForeignKey('b_id', 'b', 'id', 'CASCADE', 'SET NULL', 'name')`
  private mutating func foreign(_ call: FoldedCall, _ table: TableName) {
    guard let columns = names(call.argument(0, "fieldName")),
      let target = self.table(call.argument(1, "tableName"))
    else {
      return reportUnknownName(call, .harmless, table)
    }
    let deletion = call.argument(4, "onDelete")?.text?.lowercased()
    let kind = Constraint.Kind.foreignKey(
      columns, references: target, columns: names(call.argument(2, "tableField")) ?? [],
      onDelete: deletion?.isEmpty == true || deletion == "no action" ? nil : deletion)
    let name =
      call.argument(5, "fkName")?.text ?? table.name + "_" + columns.joined(separator: "_") + "_foreign"
    let constraint = Constraint(name: name, kind: kind, location: output.location(call.range))
    output.emit(.addConstraint(table, constraint, usingIndex: nil), at: call.range)
  }

  private mutating func performTable(_ call: FoldedCall) {
    guard let name = table(call.positional.first) else { return reportUnknownName(call) }
    if Self.camel(call.name) == "dropTable" {
      let isTolerant = call.argument(1, "ifExists")?.boolean == true
      return output.emit(.dropTable(name, onlyIfPresent: isTolerant, cascade: false), at: call.range)
    }
    guard let new = table(call.argument(1, "newTableName")) else { return reportUnknownName(call) }
    output.emit(.renameTable(name, to: new), at: call.range)
  }

  private mutating func performColumns(_ call: FoldedCall) {
    guard let table = table(call.positional.first) else { return reportUnknownName(call) }
    let given = call.positional.dropFirst().first
    if Self.camel(call.name) == "dropColumn" {
      guard let names = names(given) else { return reportUnknownName(call, .mayChangeSchema, table) }
      for name in names {
        output.emit(.dropColumn(table, column: name, onlyIfPresent: false, cascade: false), at: call.range)
      }
      return
    }
    var fields = entries(given)
    if fields == nil, let given, given.text != nil {
      fields = [FoldedEntry(key: FoldedValue(.number("0"), at: given.range), value: given)]
    }
    guard let fields else { return reportUnknownName(call, .mayChangeSchema, table) }
    for field in fields {
      guard let column = columns.read(field, isNew: false) else {
        output.report(
          "dynamic-type", "the type of a column is not known", at: field.value.range, .mayChangeSchema,
          tables: [table])
        continue
      }
      var own = call
      if field.value.range.start >= call.range.start, fields.count > 1 { own.range = field.value.range }
      if Self.camel(call.name) == "addColumn" { add(column, table, own) } else { modify(column, table, own) }
    }
  }

  private mutating func add(_ column: CodeIgniterColumn.Read, _ table: TableName, _ call: FoldedCall) {
    guard let sql = column.sql else { return reportUnknownName(call, .mayChangeSchema, table) }
    execute(spelling.adding(sql + (column.isUnique ? " UNIQUE" : ""), to: table), call.range)
  }

  private mutating func modify(_ column: CodeIgniterColumn.Read, _ table: TableName, _ call: FoldedCall) {
    guard let name = column.name else {
      return output.report(
        "dynamic-type", "a column is changed by SQL that is not read", at: call.range, .mayChangeSchema,
        tables: [table])
    }
    let new = column.newName ?? name
    if new != name { output.emit(.renameColumn(table, column: name, to: new), at: call.range) }
    guard let sql = column.sql else { return }
    output.redefine(new, of: table, by: sql, at: call.range)
  }

  private mutating func dropKey(_ call: FoldedCall) {
    guard let table = table(call.positional.first) else { return reportUnknownName(call, .mayChangeRows) }
    let kind = Self.camel(call.name)
    if kind == "dropPrimaryKey" { return output.emit(.dropPrimaryKey(table), at: call.range) }
    guard let name = call.positional.dropFirst().first?.text else {
      return reportUnknownName(call, kind == "dropForeignKey" ? .harmless : .mayChangeRows, table)
    }
    if kind == "dropForeignKey" {
      output.emit(.dropConstraint(table, name: name, onlyIfPresent: false, cascade: false), at: call.range)
    } else {
      output.emit(.dropIndex(TableName(schema: table.schema, name), table: table), at: call.range)
    }
  }
}
