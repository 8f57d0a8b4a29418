import Domain
import ScriptSyntax

extension SequelProgram {
  /// A method of a block of `alter_table`; false if it is none.
  mutating func perform(alteration name: String, _ call: FoldedCall, _ table: TableName) -> Bool {
    alter(name, call, SequelArguments(call), table, 0)
  }

  /// One alteration, its arguments from a place on.
  mutating func alter(
    _ name: String, _ call: FoldedCall, _ arguments: SequelArguments, _ table: TableName, _ at: Int
  ) -> Bool {
    let arguments = at == 0 ? arguments : SequelArguments(call.withoutFirst())
    let head = "ALTER TABLE " + spelling.name(table) + " "
    switch name {
    case "add_column":
      let type = SequelTypes(spelling: spelling).sql(arguments[1].map { code.known($0) }, arguments)
      guard let column = type.flatMap({ self.column(arguments[0], $0, call, arguments) }) else { break }
      let absent = arguments.flag("if_not_exists") && spelling.family == .postgres ? "IF NOT EXISTS " : ""
      addColumn(head, absent + column, arguments, call)
      if let option = arguments.option("index"), option.boolean != false {
        if let sql = addIndex(call, table, from: at) { execute(sql, call) }
      }
      return true
    case "add_primary_key":
      guard let key = primaryKey(call, arguments) else { break }
      execute(head + "ADD " + key, call)
      return true
    case "add_foreign_key":
      guard let parts = foreignKey(call, arguments) else { break }
      if let column = parts.column { addColumn(head, column, arguments, call) }
      if let constraint = parts.constraint { execute(head + "ADD " + constraint, call) }
      return true
    case "add_unique_constraint", "add_composite_primary_key", "unique":
      guard let names = SequelNames.columns(arguments[0]) else { break }
      execute(
        head + "ADD " + key(name == "add_composite_primary_key" ? "PRIMARY KEY" : "UNIQUE", names, arguments),
        call)
      return true
    case "add_constraint", "constraint":
      guard let check = check(call, arguments, isNamed: true) else { break }
      execute(head + "ADD " + check, call)
      return true
    case "add_index", "add_full_text_index", "add_spatial_index", "index":
      if let sql = addIndex(call, table, from: at) { execute(sql, call) }
      return true
    case "validate", "validate_constraint", "add_exclusion_constraint", "set_not_valid": return true
    default: return change(name, call, arguments, table) || drop(name, call, arguments, table)
    }
    reportUnknownName(call, .mayChangeSchema, table)
    return true
  }

  private mutating func addColumn(
    _ head: String, _ column: String, _ arguments: SequelArguments, _ call: FoldedCall
  ) {
    execute(head + "ADD " + (spelling.family == .sqlserver ? "" : "COLUMN ") + column, call)
  }

  /// Changes of a column; false for other methods.
  private mutating func change(
    _ name: String, _ call: FoldedCall, _ arguments: SequelArguments, _ table: TableName
  ) -> Bool {
    let columnMethods: Set<String> = [
      "rename_column", "set_column_type", "set_column_default", "set_column_not_null",
      "set_column_allow_null",
      "rename_constraint",
    ]
    guard columnMethods.contains(name) else { return false }
    guard let column = SequelNames.column(arguments[0]) else {
      reportUnknownName(call, .mayChangeSchema, table)
      return true
    }
    switch name {
    case "rename_column", "rename_constraint":
      guard let new = SequelNames.column(arguments[1]) else { break }
      output.emit(
        name == "rename_column"
          ? .renameColumn(table, column: column, to: new) : .renameConstraint(table, name: column, to: new),
        at: call.range)
      return true
    case "set_column_type":
      guard let type = SequelTypes(spelling: spelling).sql(arguments[1].map { code.known($0) }, arguments)
      else { break }
      retype(table, column, type, arguments, call)
      return true
    case "set_column_default":
      guard let value = arguments[1] else { break }
      setDefault(table, column, value, call)
      return true
    default:
      let allows = name == "set_column_allow_null" && arguments[1]?.boolean != false
      output.emit(.setNullability(table, column: column, isNullable: allows), at: call.range)
      return true
    }
    reportUnknownName(call, .mayChangeSchema, table)
    return true
  }

  /// The type alone is stated anew, on every database.
  private mutating func retype(
    _ table: TableName, _ column: String, _ type: String, _ arguments: SequelArguments, _ call: FoldedCall
  ) {
    let head = "ALTER TABLE " + spelling.name(table) + " "
    if spelling.family == .postgres {
      let using =
        arguments.option("using").map {
          " USING "
            + (SequelExpressions(spelling: spelling).literal($0) ?? SequelNames.column($0).map {
              spelling.name($0)
            } ?? expressions.sql($0))
        } ?? ""
      return execute(head + "ALTER COLUMN " + spelling.name(column) + " TYPE " + type + using, call)
    }
    guard let new = output.column(spelling.name(column) + " " + type, of: table, at: call.range) else {
      return
    }
    output.emit(
      .alterColumnType(table, column: column, type: new.definition.type, using: nil, collation: nil),
      at: call.range)
    for constraint in new.constraints {
      output.emit(.addConstraint(table, constraint, usingIndex: nil), at: call.range)
    }
  }

  private mutating func setDefault(
    _ table: TableName, _ column: String, _ value: FoldedValue, _ call: FoldedCall
  ) {
    if value.isNull {
      return output.emit(.setDefault(table, column: column, nil, text: nil), at: call.range)
    }
    let sql = spelling.name(column) + " text DEFAULT " + constant(value)
    guard let new = output.column(sql, of: table, at: call.range)?.definition else { return }
    output.emit(
      .setDefault(table, column: column, new.defaultValue, text: new.defaultText), at: call.range)
  }

  /// What is dropped; false for other methods.
  private mutating func drop(
    _ name: String, _ call: FoldedCall, _ arguments: SequelArguments, _ table: TableName
  ) -> Bool {
    guard
      ["drop_column", "drop_constraint", "drop_foreign_key", "drop_index", "drop_primary_key"].contains(name)
    else { return false }
    if name == "drop_primary_key" {
      output.emit(.dropPrimaryKey(table), at: call.range)
      return true
    }
    guard let columns = SequelNames.columns(arguments[0]) ?? arguments.option("name")?.nameText.map({ [$0] })
    else {
      let isForeign = arguments.option("type")?.nameText == "foreign_key"
      reportUnknownName(
        call, isForeign ? .harmless : name == "drop_column" ? .mayChangeSchema : .mayChangeRows, table)
      return true
    }
    let isAbsent = arguments.flag("if_exists")
    let given = arguments.option("name")?.nameText
    switch name {
    case "drop_column":
      output.emit(
        .dropColumn(table, column: columns[0], onlyIfPresent: isAbsent, cascade: arguments.flag("cascade")),
        at: call.range)
    case "drop_constraint":
      if arguments.option("type")?.nameText == "primary_key", spelling.family == .mysql {
        output.emit(.dropPrimaryKey(table), at: call.range)
      } else {
        output.emit(
          .dropConstraint(
            table, name: columns[0], onlyIfPresent: isAbsent, cascade: arguments.flag("cascade")),
          at: call.range)
      }
    case "drop_foreign_key":
      let own = given ?? ([table.name] + columns + ["fkey"]).joined(separator: "_")
      let isColumn = arguments[0]?.elements == nil
      // A column takes its constraint along.
      output.emit(
        isColumn
          ? .dropColumn(table, column: columns[0], onlyIfPresent: false, cascade: false)
          : .dropConstraint(table, name: own, onlyIfPresent: given == nil, cascade: false),
        at: call.range)
    default:
      let index = given ?? Self.indexName(table, columns)
      output.emit(.dropIndex(TableName(schema: table.schema, index), table: table), at: call.range)
    }
    return true
  }
}

extension FoldedCall {
  /// The call without its first argument by place: `add_column(:a, :b)` as `add_column(:b)`.
  func withoutFirst() -> FoldedCall {
    var call = self
    if let place = call.arguments.firstIndex(where: { $0.name == nil }) { call.arguments.remove(at: place) }
    return call
  }
}
