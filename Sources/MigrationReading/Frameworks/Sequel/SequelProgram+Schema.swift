import Domain
import ScriptSyntax

extension SequelProgram {
  /// A method of the database.
  mutating func performDatabase(_ name: String, _ call: FoldedCall) {
    let arguments = SequelArguments(call)
    switch name {
    case "create_table", "create_table?", "create_table!": createTable(name, call, arguments)
    case "alter_table":
      guard let table = SequelNames.table(arguments[0]) else { return reportUnknownName(call) }
      if let block = call.closures.last { follow(block, .alteration(table)) }
    case "drop_table", "drop_table?", "drop_table!", "drop_view", "drop_join_table":
      drop(name, call, arguments)
    case "rename_table":
      guard let old = SequelNames.table(arguments[0]), let new = SequelNames.table(arguments[1]) else {
        return reportUnknownName(call)
      }
      output.emit(.renameTable(old, to: TableName(new.name)), at: call.range)
    case "create_join_table", "create_join_table?", "create_join_table!": createJoinTable(call, arguments)
    case "create_view", "create_or_replace_view": createView(name, call, arguments)
    case "create_enum", "add_enum_value", "rename_enum", "rename_enum_value", "drop_enum":
      performEnum(name, call, arguments)
    case "create_schema", "drop_schema", "rename_schema":
      performSchema(name, call, arguments)
    case "run", "execute", "execute_ddl", "execute_dui", "execute_insert", "<<", "exec":
      runSQL(arguments[0] ?? call.positional.first, call)
    case "fetch", "from", "dataset":
      if let dataset = SequelDataset(FoldedValue(.call(call), at: call.range)) {
        perform(dataset, call, false)
      }
    case "transaction", "synchronize", "with_statement_timeout", "instance_eval", "instance_exec", "tap",
      "then":
      if let block = call.closures.last { follow(block, scope, [Self.handle(scope, call.range)]) }
    case "create_function", "create_trigger", "create_language", "drop_function", "drop_trigger",
      "drop_language", "refresh_view", "extension", "comment_on", "log_info", "disconnect",
      "reset_primary_key_sequence",
      "set_table_comment", "loggers", "schema", "tables", "indexes", "foreign_key_list", "table_exists?",
      "disable_constraints", "analyze", "create_constraint_validations_table",
      "drop_constraint_validations_table", "vacuum_table", "copy_table", "database_type", "notify", "listen":
      break
    case "copy_into": break
    default:
      guard let table = SequelNames.table(arguments[0]), Self.alterations.contains(name) else {
        return performHelper(name, call, false)
      }
      _ = alter(name, call, arguments, table, 1)
    }
  }

  private mutating func runSQL(_ value: FoldedValue?, _ call: FoldedCall) {
    if let found = code.file(read: value) {
      files.append(found.entry)
      return output.run(ScriptText(found.text, at: call.range.start), at: call.range)
    }
    guard let given = value?.call, !SequelDataset.isQuery(given) else {
      return output.run(value, bindings: nil, at: call.range)
    }
    // SQL that a method of the application gives is told of where it is run.
    let known = value.map { code.known($0) }
    if let text = known?.text { return output.run(ScriptText(text, at: call.range.start), at: call.range) }
    output.run(known, bindings: nil, at: call.range)
  }

  /// Alterations that are methods of the database too, with the table as their first argument.
  private static let alterations: Set<String> = [
    "add_column", "drop_column", "rename_column", "set_column_type", "set_column_default",
    "set_column_not_null",
    "set_column_allow_null", "add_index", "drop_index", "add_foreign_key", "drop_foreign_key",
    "add_primary_key",
    "add_constraint", "drop_constraint", "add_unique_constraint", "rename_constraint", "drop_primary_key",
    "add_full_text_index", "add_spatial_index", "add_composite_primary_key",
  ]

  private mutating func createTable(_ name: String, _ call: FoldedCall, _ arguments: SequelArguments) {
    guard let table = SequelNames.table(arguments[0]) else {
      return output.report(
        "dynamic-name", "the name of a new table is put together at run time", at: call.range, .harmless)
    }
    if name == "create_table!" {
      output.emit(.dropTable(table, onlyIfPresent: true, cascade: false), at: call.range)
    }
    let isTolerant = name == "create_table?" || arguments.flag("if_not_exists")
    var head = "CREATE " + (arguments.flag("temp") ? "TEMPORARY " : "") + "TABLE "
    if isTolerant, spelling.family != .sqlserver { head += "IF NOT EXISTS " }
    head += spelling.name(table)
    if let query = arguments.option("as") {
      guard let text = self.query(query) else { return reportUnknownName(call, .mayChangeSchema, table) }
      return execute(head + " AS " + text, call)
    }
    let outer = output.standing
    tables.append(SequelTable(name: table))
    // What stands in the table's own block is certain where the table is.
    let kept = output.standing
    output.standing = .certain
    if let block = call.closures.last { follow(block, .creation) }
    output.standing = kept
    guard let made = tables.popLast() else { return }
    if let parent = SequelNames.table(arguments.option("partition_of")) {
      execute(head + " PARTITION OF " + spelling.name(parent) + " DEFAULT", call)
    } else {
      var tail = ""
      if let parents = arguments.option("inherits") {
        let names = (parents.elements ?? [parents]).compactMap { SequelNames.table($0) }
        tail = " INHERITS (" + names.map { spelling.name($0) }.joined(separator: ", ") + ")"
      }
      if made.elements.isEmpty, tail.isEmpty, spelling.family != .postgres {
        output.emit(.createTable(TableDefinition(name: table, columns: [])), at: call.range)
      } else {
        execute(head + " (" + made.elements.joined(separator: ", ") + ")" + tail, call)
      }
    }
    for (sql, index) in made.later { execute(sql, index) }
    output.standing = outer
  }

  /// `create_join_table(cat_id: :cats, dog_id: :dogs)`
  private mutating func createJoinTable(_ call: FoldedCall, _ arguments: SequelArguments) {
    let entries = arguments.entries.filter { $0.key.nameText != "name" }
    let parts = entries.compactMap { entry -> (column: String, table: TableName)? in
      guard let column = entry.key.nameText,
        let table = SequelNames.table(entry.value.entry("table") ?? entry.value)
      else { return nil }
      return (column, table)
    }
    guard parts.count == 2, parts.count == entries.count else { return reportUnknownName(call) }
    let name =
      (arguments[0] ?? arguments.option("name")).flatMap { $0.nameText }
      ?? parts.map(\.table.name).sorted().joined(separator: "_")
    let columns = parts.map {
      spelling.name($0.column) + " integer NOT NULL REFERENCES " + spelling.name($0.table)
    }
    execute(
      "CREATE TABLE " + spelling.name(name) + " (" + columns.joined(separator: ", ") + ", PRIMARY KEY ("
        + spelling.list(parts.map(\.column)) + "))", call)
  }

  private mutating func drop(_ name: String, _ call: FoldedCall, _ arguments: SequelArguments) {
    if name == "drop_join_table" {
      let tables = arguments.entries.compactMap {
        SequelNames.table($0.value.entry("table") ?? $0.value)?.name
      }
      guard tables.count == 2 else { return reportUnknownName(call) }
      let table = TableName(arguments.option("name")?.nameText ?? tables.sorted().joined(separator: "_"))
      return output.emit(.dropTable(table, onlyIfPresent: false, cascade: false), at: call.range)
    }
    let names = arguments.values.compactMap { SequelNames.table($0) }
    if names.isEmpty || names.count != arguments.values.count || call.hasUnknownArguments {
      reportUnknownName(call)
    }
    let isTolerant = name == "drop_table?" || arguments.flag("if_exists")
    let cascade = arguments.flag("cascade")
    for table in names {
      output.emit(
        name == "drop_view"
          ? .dropView(table, onlyIfPresent: isTolerant, cascade: cascade)
          : .dropTable(table, onlyIfPresent: isTolerant, cascade: cascade), at: call.range)
    }
  }

  private mutating func createView(_ name: String, _ call: FoldedCall, _ arguments: SequelArguments) {
    guard let view = SequelNames.table(arguments[0]), let source = arguments[1] else {
      return reportUnknownName(call)
    }
    let isMaterialized = arguments.flag("materialized")
    let replaces = name == "create_or_replace_view"
    let head =
      "CREATE " + (replaces && !isMaterialized && spelling.family == .postgres ? "OR REPLACE " : "")
      + (isMaterialized ? "MATERIALIZED " : "") + "VIEW " + spelling.name(view) + " AS "
    if replaces, spelling.family != .postgres {
      output.emit(.dropView(view, onlyIfPresent: true, cascade: false), at: call.range)
    }
    if let text = source.located ?? query(source).map({ ScriptText($0, at: source.range.start) }),
      let sql = ScriptText.joined([ScriptText(head, at: call.range.start), text])
    {
      return output.run(sql, at: call.range)
    }
    output.emit(
      .createView(
        view, columns: [], query: nil, isMaterialized: isMaterialized, replaces: replaces, onlyIfAbsent: false
      ),
      at: call.range)
  }

  /// The query that a view or table is made of; nil if it is not known.
  private func query(_ value: FoldedValue) -> String? {
    if let text = value.text { return text }
    return SequelDataset(value).flatMap { SequelQuery(expressions).text($0) }
  }

  private mutating func performEnum(_ name: String, _ call: FoldedCall, _ arguments: SequelArguments) {
    guard let type = SequelNames.table(arguments[0]) else { return reportUnknownName(call) }
    let second = arguments[1]
    switch name {
    case "create_enum":
      let labels = second?.elements?.compactMap(\.nameText) ?? []
      guard !labels.isEmpty, labels.count == second?.elements?.count else { break }
      return output.emit(.createEnum(type, labels: labels, onlyIfAbsent: false), at: call.range)
    case "add_enum_value":
      guard let label = second?.nameText else { break }
      let position: LabelPosition =
        if let other = arguments.option("before")?.nameText {
          .before(other)
        } else if let other = arguments.option("after")?.nameText { .after(other) } else { .last }
      return output.emit(
        .addEnumLabel(
          type, label: label, position: position, onlyIfAbsent: arguments.flag("if_not_exists")),
        at: call.range)
    case "rename_enum":
      guard let new = SequelNames.table(second) else { break }
      return output.emit(.renameType(type, to: TableName(new.name)), at: call.range)
    case "rename_enum_value":
      guard let old = second?.nameText, let new = arguments[2]?.nameText else { break }
      return output.emit(.renameEnumLabel(type, label: old, to: new), at: call.range)
    default:
      return output.emit(
        .dropType(type, onlyIfPresent: arguments.flag("if_exists"), cascade: arguments.flag("cascade")),
        at: call.range)
    }
    reportUnknownName(call)
  }

  private mutating func performSchema(_ name: String, _ call: FoldedCall, _ arguments: SequelArguments) {
    guard let schema = SequelNames.column(arguments[0]) else { return reportUnknownName(call) }
    switch name {
    case "create_schema": output.emit(.createSchema(schema), at: call.range)
    case "drop_schema":
      output.emit(.dropSchema(schema, cascade: arguments.flag("cascade")), at: call.range)
    default:
      guard let new = SequelNames.column(arguments[1]) else { return reportUnknownName(call) }
      output.emit(.renameSchema(schema, to: new), at: call.range)
    }
  }
}
