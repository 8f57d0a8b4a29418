import Domain
import ScriptSyntax

extension PiccoloProgram {
  /// The column of a call: its name in the database, its class, and its parameters.
  mutating func column(_ call: FoldedCall, _ table: TableName) -> (
    name: String, kind: String, parameters: PiccoloColumn.Parameters
  )? {
    guard let name = columnName(call), !call.hasUnknownArguments else {
      reportUnread(call, table)
      return nil
    }
    guard let kind = columns.kind(call.argument(5, "column_class"), call.argument(4, "column_class_name"))
    else {
      report(call, name, table)
      return nil
    }
    return (name, kind, PiccoloColumn.Parameters(call.argument(6, "params")))
  }

  /// `db_column_name`, else `column_name`.
  private func columnName(_ call: FoldedCall) -> String? {
    call.argument(3, "db_column_name")?.text ?? call.argument(2, "column_name")?.text
  }

  mutating func report(_ call: FoldedCall, _ name: String, _ table: TableName) {
    output.report(
      "dynamic-type", "the type of the column \"\(name)\" is not known", at: call.range, .mayChangeSchema,
      tables: [table])
  }

  /// Keeps what later migrations must know of a column.
  func note(
    _ call: FoldedCall, _ name: String, _ kind: String, _ parameters: PiccoloColumn.Parameters,
    in table: inout PiccoloState.Table
  ) {
    table.columns[call.argument(2, "column_name")?.text ?? name] = name
    if parameters.flag("primary_key") || kind == "PrimaryKey", let type = columns.keyType(kind, parameters) {
      table.key = (name, type)
    }
  }

  mutating func addColumn(_ call: FoldedCall) {
    guard let table = PiccoloTables.name(of: call) else { return reportUnread(call, nil) }
    guard let (name, kind, parameters) = column(call, table) else { return }
    let own = call.argument(0, "table_class_name")?.text ?? ""
    var known = state.tables[own] ?? PiccoloState.Table(name: table)
    let writer = columns(of: (own, known))
    guard let sql = writer.sql(name, kind, parameters) else { return report(call, name, table) }
    execute(spelling.adding(sql, to: table), call)
    if parameters.flag("index") { createIndex([name], table, call) }
    promise(call, table)
    note(call, name, kind, parameters, in: &known)
    if kind == "ForeignKey", let target = writer.target(parameters) {
      known.targets[name] = (target.table, target.column)
    }
    state.tables[own] = known
  }

  mutating func dropColumn(_ call: FoldedCall) {
    guard let table = PiccoloTables.name(of: call), let name = columnName(call) else {
      return reportUnread(call, PiccoloTables.name(of: call))
    }
    output.emit(.dropColumn(table, column: name, onlyIfPresent: false, cascade: false), at: call.range)
  }

  mutating func renameColumn(_ call: FoldedCall) {
    guard let table = PiccoloTables.name(of: call), let attribute = call.argument(2, "old_column_name")?.text,
      let renamed = call.argument(3, "new_column_name")?.text
    else { return reportUnread(call, PiccoloTables.name(of: call)) }
    let old = call.argument(4, "old_db_column_name")?.text ?? attribute
    let new = call.argument(5, "new_db_column_name")?.text ?? renamed
    if old != new { output.emit(.renameColumn(table, column: old, to: new), at: call.range) }
    guard let own = call.argument(0, "table_class_name")?.text else { return }
    state.tables[own]?.columns[attribute] = nil
    state.tables[own]?.columns[renamed] = new
    if let target = state.tables[own]?.targets.removeValue(forKey: old) {
      state.tables[own]?.targets[new] = target
    }
    if let key = state.tables[own]?.key, key.column == old { state.tables[own]?.key = (new, key.type) }
  }

  // Changes.

  /// What `params` says is different, in the order of `_run_alter_columns`.
  mutating func alterColumn(_ call: FoldedCall) {
    guard let table = PiccoloTables.name(of: call), let name = columnName(call),
      let map = call.argument(4, "params"), map.entries != nil
    else { return reportUnread(call, PiccoloTables.name(of: call)) }
    let parameters = PiccoloColumn.Parameters(map)
    let kind = columns.kind(call.argument(6, "column_class"), nil)
    alterType(call, name, kind, parameters, table)
    if parameters["on_delete"] != nil || parameters["on_update"] != nil {
      alterForeignKey(call, name, parameters, table)
    }
    if let null = parameters["null"]?.boolean {
      output.emit(.setNullability(table, column: name, isNullable: null), at: call.range)
    }
    if let length = parameters["length"]?.number { setType("VARCHAR(\(length))", name, table, call) }
    if let unique = parameters["unique"]?.boolean { setUnique(unique, name, table, call) }
    if let index = parameters["index"]?.boolean {
      if index {
        createIndex([name], table, call)
      } else {
        execute("DROP INDEX IF EXISTS " + indexName([name], table), call)
      }
    }
    if let preset = parameters["default"] { setDefault(preset, kind, name, table, call) }
    if let digits = parameters["digits"] {
      let numbers = digits.elements?.compactMap(\.number) ?? []
      setType(
        numbers.count == 2 ? "NUMERIC(" + numbers.joined(separator: ", ") + ")" : "NUMERIC", name, table, call
      )
    }
    if parameters["choices"] != nil {
      output.emit(
        .dropConstraint(table, name: Self.choicesName(name), onlyIfPresent: true, cascade: false),
        at: call.range)
      promise(call, table)
    }
  }

  /// Drops the key of a column and makes it anew.
  private mutating func alterForeignKey(
    _ call: FoldedCall, _ name: String, _ parameters: PiccoloColumn.Parameters, _ table: TableName
  ) {
    let old = table.name + "_" + name + "_fkey"
    output.emit(.dropConstraint(table, name: old, onlyIfPresent: true, cascade: false), at: call.range)
    let own = call.argument(0, "table_class_name")?.text ?? ""
    guard let target = state.tables[own]?.targets[name] else {
      return output.report(
        "unread-arguments", "what \"\(name)\" points to is not known", at: call.range, .harmless,
        tables: [table])
    }
    let deletion = parameters["on_delete"].map { PiccoloColumn.action($0).lowercased() }
    let constraint = Constraint(
      kind: .foreignKey([name], references: target.table, columns: [target.column], onDelete: deletion),
      location: output.location(call.range))
    output.emit(.addConstraint(table, constraint, usingIndex: nil), at: call.range)
  }

  /// Another class of columns is another type.
  private mutating func alterType(
    _ call: FoldedCall, _ name: String, _ kind: String?, _ parameters: PiccoloColumn.Parameters,
    _ table: TableName
  ) {
    guard let new = call.argument(6, "column_class"), let old = call.argument(7, "old_column_class") else {
      return
    }
    let before = PiccoloColumn.Parameters(call.argument(5, "old_params"))
    let base = parameters["base_column"]?.call?.name
    guard new.lastName != old.lastName || base != before["base_column"]?.call?.name else { return }
    let serial: Set<String?> = ["Serial", "BigSerial"]
    if serial.contains(new.lastName), serial.contains(old.lastName) { return }
    guard let kind, let type = columns.type(kind, parameters) else { return report(call, name, table) }
    setType(type, name, table, call)
  }

  private mutating func setType(_ type: String, _ name: String, _ table: TableName, _ call: FoldedCall) {
    guard let new = output.column(spelling.name(name) + " " + type, of: table, at: call.range) else { return }
    output.emit(
      .alterColumnType(table, column: name, type: new.definition.type, using: nil, collation: nil),
      at: call.range)
  }

  private mutating func setUnique(_ isUnique: Bool, _ name: String, _ table: TableName, _ call: FoldedCall) {
    let key = table.name + "_" + name + "_key"
    let constraint = Constraint(kind: .unique([name]), location: output.location(call.range))
    output.emit(
      isUnique
        ? .addConstraint(table, constraint, usingIndex: nil)
        : .dropConstraint(table, name: key, onlyIfPresent: true, cascade: false), at: call.range)
  }

  private mutating func setDefault(
    _ value: FoldedValue, _ kind: String?, _ name: String, _ table: TableName, _ call: FoldedCall
  ) {
    let sql = value.isNull ? nil : columns.preset(kind ?? "", value)
    guard let sql else {
      return output.emit(.setDefault(table, column: name, nil, text: nil), at: call.range)
    }
    let column = spelling.name(name) + " INTEGER DEFAULT " + sql
    guard let new = output.column(column, of: table, at: call.range) else { return }
    output.emit(
      .setDefault(table, column: name, new.definition.defaultValue, text: sql), at: call.range)
  }

  // Indexes, constraints and choices.

  /// Names of indexes stand without quotes.
  private func indexName(_ columns: [String], _ table: TableName) -> String {
    ([table.name] + columns).joined(separator: "_")
  }

  mutating func createIndex(_ columns: [String], _ table: TableName, _ call: FoldedCall) {
    execute(
      "CREATE INDEX IF NOT EXISTS " + indexName(columns, table) + " ON " + spelling.name(table) + " ("
        + spelling.list(columns) + ")", call)
  }

  mutating func addConstraint(_ call: FoldedCall) {
    guard let table = PiccoloTables.name(of: call), let name = call.argument(2, "constraint_name")?.text,
      let kind = call.argument(3, "constraint_class")?.lastName, let parameters = call.argument(4, "params")
    else { return reportUnread(call, PiccoloTables.name(of: call)) }
    var definition: String?
    if kind == "Unique" {
      definition = parameters.entry("columns")?.elements.map {
        "UNIQUE (" + spelling.list($0.compactMap(\.text)) + ")"
      }
    } else if kind == "Check" {
      definition = parameters.entry("condition")?.text.map { "CHECK (" + $0 + ")" }
    }
    guard let definition else { return reportUnread(call, table) }
    // Names of constraints stand without quotes.
    execute("ALTER TABLE " + spelling.name(table) + " ADD CONSTRAINT " + name + " " + definition, call)
  }

  mutating func dropConstraint(_ call: FoldedCall) {
    guard let table = PiccoloTables.name(of: call), let name = call.argument(2, "constraint_name")?.text
    else {
      return reportUnread(call, PiccoloTables.name(of: call))
    }
    execute("ALTER TABLE " + spelling.name(table) + " DROP CONSTRAINT IF EXISTS " + name, call)
  }

  private static func choicesName(_ column: String) -> String { column + "_choices" }

  /// The values that the class allows.
  mutating func promise(_ call: FoldedCall, _ table: TableName) {
    let map = call.name == "alter_column" ? call.argument(4, "params") : call.argument(6, "params")
    guard let name = columnName(call), let values = columns.choices(map?.entry("choices")), !values.isEmpty
    else {
      return
    }
    let constraint = Constraint.promise(
      values, of: name, name: Self.choicesName(name), spelling: spelling, at: output.location(call.range))
    output.emit(.addConstraint(table, constraint, usingIndex: nil), at: call.range)
  }
}
