import Domain
import ScriptSyntax

/// The methods of `ActiveRecord::Migration`.
extension RailsRunner {
  mutating func perform(_ name: String, _ call: ScriptCall) -> RailsValue {
    if let method = methods[name] {
      let found = arguments(of: call)
      run(method: method, found.values, found.options)
      return .unknown
    }
    let found = arguments(of: call)
    return perform(name, found.values, found.options, call)
  }

  mutating func perform(_ name: String, _ values: [RailsValue], _ options: RailsOptions, _ call: ScriptCall)
    -> RailsValue
  {
    let names = values.map { $0.string }
    let first = names.first ?? nil
    let second = names.count > 1 ? names[1] : nil
    let third = names.count > 2 ? names[2] : nil
    let range = call.range
    switch name {
    case "safety_assured", "say_with_time", "up_only", "transaction", "suppress_messages",
      "with_lock_retries", "without_statement_timeout", "tap", "loop":
      if let block = call.block { run(block, []) }
    case "reversible": if let block = call.block { run(block, [.direction]) }
    case "revert":
      if call.block != nil || !values.isEmpty {
        report("revert", "\"revert\" is not read", range, .mayChangeSchema)
      }
    case "execute", "exec_query", "exec_update", "update", "delete", "insert", "select_all", "select_values",
      "select_value":
      if case .text(let sql)? = values.first {
        runSQL(sql, range)
      } else if name == "execute" || name == "exec_update" {
        report("dynamic-sql", "SQL that is put together at run time is not read", range, .mayChangeSchema)
      }
    case "table_exists?", "column_exists?", "index_exists?", "foreign_key_exists?", "index_name_exists?",
      "view_exists?",
      "check_constraint_exists?", "constraint_exists?", "data_source_exists?", "type_exists?", "enum_exists?":
      return .presence(true)
    case "quote_table_name", "quote_column_name": return values.first ?? .unknown
    case "quote":
      if let first {
        return .text(
          ScriptText(
            "'" + first.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'",
            at: range.start))
      }
    case "raise", "fail": isStopped = !isConditional || isStopped
    case "create_enum":
      if let first, case .list(let labels)? = values.last {
        emit(
          .createEnum(Self.tableName(first), labels: labels.compactMap(\.string), onlyIfAbsent: true), range)
      }
    case "add_enum_value":
      if let first, let second {
        let position: LabelPosition =
          options.text("before").map { .before($0) } ?? options.text("after").map { .after($0) } ?? .last
        emit(
          .addEnumLabel(Self.tableName(first), label: second, position: position, onlyIfAbsent: true), range)
      }
    case "rename_enum_value":
      if let first, let from = options.text("from") ?? second, let to = options.text("to") ?? third {
        emit(.renameEnumLabel(Self.tableName(first), label: from, to: to), range)
      }
    case "rename_enum":
      if let first, let to = options.text("to") ?? second {
        emit(.renameType(Self.tableName(first), to: Self.tableName(to)), range)
      }
    case "drop_enum":
      if let first {
        emit(
          .dropType(Self.tableName(first), onlyIfPresent: options.flag("if_exists") == true, cascade: false),
          range)
      }
    case "create_view", "update_view", "replace_view": if let first { view(name, first, options, range) }
    case "drop_view":
      if let first {
        emit(
          .dropView(Self.tableName(first), onlyIfPresent: options.flag("if_exists") == true, cascade: false),
          range)
      }
    case "rename_index": if let second, let third { emit(.renameIndex(TableName(second), to: third), range) }
    case "create_schema": if let first { emit(.createSchema(first), range) }
    case "drop_schema": if let first { emit(.dropSchema(first, cascade: true), range) }
    default:
      if Self.tableCalls.contains(name) {
        guard let first else {
          report(
            "dynamic-call", "the table of \"\(name)\" is not known from the text", range, .mayChangeSchema)
          return .unknown
        }
        tables(name, Self.tableName(first), values, options, call)
      } else if !Self.harmless.contains(name) {
        if let block = call.block { conditionally { $0.run(block, []) } }
        if !call.arguments.isEmpty || call.block == nil && name.contains("_") && !name.hasSuffix("?") {
          unknown(name, range)
        }
      }
    }
    return .unknown
  }

  private mutating func unknown(_ name: String, _ range: ScriptRange) {
    guard !diagnostics.contains(where: { $0.id == "unknown-helper" && $0.summary.contains("\"\(name)\"") })
    else { return }
    report("unknown-helper", "the call \"\(name)\" is not known", range, .mayChangeSchema)
  }

  private static let harmless: Set<String> = [
    "disable_ddl_transaction!", "enable_extension", "disable_extension", "puts", "print", "p", "say",
    "announce", "require", "require_relative",
    "validate_foreign_key", "validate_check_constraint", "validate_constraint", "change_table_comment",
    "change_column_comment", "comment",
    "include", "extend", "private", "public", "attr_reader", "ENV", "lambda", "proc", "binding", "sleep",
    "rand", "format",
    "reset_column_information", "commit_db_transaction", "begin_db_transaction", "block_given?", "warn",
    "reverting?", "direction", "adapter_name",
    "quoted_true", "quoted_false", "current_schema", "sanitize_sql", "set_statement_timeout", "connection",
    "create_function", "columns", "indexes",
    "foreign_keys", "tables", "primary_key", "index_name", "create_trigger", "disable_lock_timeout!", "exit",
    "set_lock_timeout", "schema",
    "disable_statement_timeout", "disable_statement_timeout!", "verbose", "lookup", "Integer", "Array",
    "String", "refresh_view", "rename_sequence",
    "exclusion_constraint", "add_exclusion_constraint", "remove_exclusion_constraint", "milestone",
    "__method__", "yield", "super", "logger", "update_sql",
  ]

  private static let tableCalls: Set<String> = [
    "create_table", "drop_table", "change_table", "rename_table", "create_join_table", "drop_join_table",
    "add_column", "add_columns",
    "remove_column", "remove_columns", "rename_column", "change_column", "change_column_null",
    "change_column_default", "add_timestamps",
    "remove_timestamps", "add_reference", "add_belongs_to", "remove_reference", "remove_belongs_to",
    "add_index", "remove_index",
    "add_foreign_key", "remove_foreign_key", "add_check_constraint", "remove_check_constraint",
    "add_concurrent_index",
    "remove_concurrent_index", "add_concurrent_foreign_key", "add_index_concurrently",
    "add_unique_constraint", "remove_unique_constraint",
    "add_column_with_default", "remove_concurrent_index_by_name", "add_not_null_constraint",
  ]

  private mutating func tables(
    _ name: String, _ target: TableName, _ values: [RailsValue], _ options: RailsOptions, _ call: ScriptCall
  ) {
    let texts = values.dropFirst().compactMap(\.string)
    let range = call.range
    guard
      texts.count == values.count - 1
        || [
          "add_index", "remove_index", "add_concurrent_index", "remove_concurrent_index",
          "change_column_null", "change_column_default", "add_index_concurrently", "add_unique_constraint",
        ].contains(name)
    else {
      return report(
        "dynamic-call", "a name in \"\(name)\" is not known from the text", range, .mayChangeSchema,
        tables: [target])
    }
    let outer = table
    table = RailsTable(name: target)
    defer { table = outer }
    let isGuarded = options.flag("if_exists") == true
    switch name {
    case "create_table": createTable(target, options, call)
    case "change_table": if let block = call.block { run(block, [.table]) }
    case "drop_table":
      for one in [target.display] + texts {
        emit(
          .dropTable(
            Self.tableName(one), onlyIfPresent: isGuarded || isAbsenceGuarded,
            cascade: options.text("force") == "cascade"), range)
      }
    case "rename_table": if let to = texts.first { emit(.renameTable(target, to: Self.tableName(to)), range) }
    case "create_join_table": if let other = texts.first { joinTable(target.name, other, options, call) }
    case "drop_join_table":
      if let other = texts.first {
        emit(
          .dropTable(
            TableName(options.text("table_name") ?? Self.joinName(target.name, other)),
            onlyIfPresent: isGuarded, cascade: false), range)
      }
    case "add_column", "add_column_with_default":
      if texts.count > 1 { addColumns([texts[0]], texts[1], options, range) }
    case "add_columns": addColumns(texts, options.text("type") ?? "string", options, range)
    case "remove_column": if let column = texts.first { drop(target, column, isGuarded, range) }
    case "remove_columns": for column in texts { drop(target, column, isGuarded, range) }
    case "rename_column":
      if texts.count > 1 { emit(.renameColumn(target, column: texts[0], to: texts[1]), range) }
    case "change_column": if texts.count > 1 { changeColumn(target, texts[0], texts[1], options, range) }
    case "change_column_null":
      if let column = texts.first, values.count > 2, case .boolean(let isNullable) = values[2] {
        emit(.setNullability(target, column: column, isNullable: isNullable), range)
      }
    case "change_column_default":
      guard let column = texts.first else { return }
      let value = values.count > 2 ? values[2] : options["to"] ?? .null
      let expression = Self.literal(value) ?? .opaque(text: "expression", columns: [])
      if case .null = value {
        emit(.setDefault(target, column: column, nil, text: nil), range)
      } else {
        emit(
          .setDefault(
            target, column: column, expression, text: value.string.map { "'" + $0 + "'" } ?? "expression"),
          range)
      }
    case "add_timestamps": addTimestamps(options, range)
    case "remove_timestamps":
      for column in ["created_at", "updated_at"] { drop(target, column, isGuarded, range) }
    case "add_reference", "add_belongs_to": for one in texts { addReference(one, options, range) }
    case "remove_reference", "remove_belongs_to":
      for one in texts {
        if let kind = options["polymorphic"] {
          if case .boolean(false) = kind {} else { drop(target, one + "_type", isGuarded, range) }
        }
        drop(target, one + "_id", isGuarded, range)
      }
    case "add_index", "add_concurrent_index", "add_index_concurrently", "add_unique_constraint":
      let columns = Self.names(values.count > 1 ? values[1] : .null)
      var options = options
      if name == "add_unique_constraint" { options.entries.append(("unique", .boolean(true))) }
      if !columns.isEmpty { addIndex(columns, options, range) }
    case "remove_index", "remove_concurrent_index", "remove_concurrent_index_by_name",
      "remove_unique_constraint":
      let columns = options["column"].map(Self.names) ?? (values.count > 1 ? Self.names(values[1]) : [])
      let index =
        options.text("name") ?? (name == "remove_concurrent_index_by_name" ? texts.first : nil)
        ?? "index_\(target.name)_on_" + columns.joined(separator: "_and_")
      let before = isAbsenceGuarded
      isAbsenceGuarded = true
      emit(.dropIndex(TableName(schema: target.schema, index), table: target), range)
      isAbsenceGuarded = before
    case "add_foreign_key", "add_concurrent_foreign_key":
      guard let other = texts.first else { return }
      let column = options.names("column").first ?? RailsWords.singular(Self.tableName(other).name) + "_id"
      let constraint = Constraint(
        name: options.text("name") ?? "fk_rails_\(target.name)_\(column)",
        kind: .foreignKey(
          options.names("column").isEmpty ? [column] : options.names("column"),
          references: Self.tableName(other), columns: options.names("primary_key")),
        location: file.location(range.offset))
      emit(.addConstraint(target, constraint, usingIndex: nil), range)
    case "remove_foreign_key":
      let column = options.text("column") ?? texts.first.map { RailsWords.singular($0) + "_id" } ?? ""
      emit(
        .dropConstraint(
          target, name: options.text("name") ?? "fk_rails_\(target.name)_\(column)", onlyIfPresent: true,
          cascade: false), range)
    case "add_check_constraint":
      let text = texts.first ?? ""
      var sql = ScriptText(
        "ALTER TABLE \(target.display) ADD CONSTRAINT \(options.text("name") ?? "chk_rails_\(target.name)") CHECK (",
        at: range.start)
      if sql.append(ScriptText(text, at: range.start)), sql.append(ScriptText(")", at: range.start)) {
        runSQL(sql, range)
      }
    case "remove_check_constraint":
      emit(
        .dropConstraint(
          target, name: options.text("name") ?? "chk_rails_\(target.name)", onlyIfPresent: true,
          cascade: false), range)
    case "add_not_null_constraint":
      if let column = texts.first { emit(.setNullability(target, column: column, isNullable: false), range) }
    default: break
    }
  }

  private static func names(_ value: RailsValue) -> [String] {
    if case .list(let values) = value { return values.compactMap(\.string) }
    return value.string.map { [$0] } ?? []
  }

  private mutating func drop(_ table: TableName, _ column: String, _ isGuarded: Bool, _ range: ScriptRange) {
    emit(
      .dropColumn(table, column: column, onlyIfPresent: isGuarded || isAbsenceGuarded, cascade: true), range)
  }

  private mutating func changeColumn(
    _ table: TableName, _ name: String, _ type: String, _ options: RailsOptions, _ range: ScriptRange
  ) {
    let using = options.text("using").map { Expression.opaque(text: $0, columns: []) }
    emit(
      .alterColumnType(table, column: name, type: sqlType(type, options), using: using, collation: nil), range
    )
    if let isNullable = options.flag("null") {
      emit(.setNullability(table, column: name, isNullable: isNullable), range)
    }
    if let value = options["default"] {
      if case .null = value {
        emit(.setDefault(table, column: name, nil, text: nil), range)
      } else {
        emit(
          .setDefault(
            table, column: name, Self.literal(value) ?? .opaque(text: "expression", columns: []),
            text: value.string.map { "'" + $0 + "'" } ?? "expression"), range)
      }
    }
  }

  private mutating func createTable(_ name: TableName, _ options: RailsOptions, _ call: ScriptCall) {
    let place = file.location(call.range.offset)
    if let force = options["force"] {
      if case .boolean(false) = force {
      } else {
        emit(.dropTable(name, onlyIfPresent: true, cascade: true), call.range)
      }
    }
    var definition = TableDefinition(
      name: name, columns: [], onlyIfAbsent: options.flag("if_not_exists") == true || isPresenceGuarded,
      isTemporary: options.flag("temporary") == true)
    let keys = options.names("primary_key")
    if keys.count > 1 {
      definition.constraints.append(Constraint(kind: .primaryKey(keys), location: place))
    } else if options.flag("id") != false {
      let id = keys.first ?? "id"
      var details = RailsOptions()
      if case .map(let entries)? = options["id"] { details.entries = entries }
      let type = options.text("id") ?? details.text("type") ?? "primary_key"
      details.entries.append(("null", .boolean(false)))
      definition.columns.append(column(id, type, details, call.range))
      definition.constraints.append(Constraint(kind: .primaryKey([id]), location: place))
    }
    table = RailsTable(name: name, definition: definition)
    if let block = call.block { run(block, [.table]) }
    guard let made = table?.definition else { return }
    emit(.createTable(made), call.range)
    for entry in table?.later ?? [] { emit(entry.kind, entry.range) }
  }

  private static func joinName(_ left: String, _ right: String) -> String {
    let pair = [left, right].sorted()
    return pair.joined(separator: "_")
  }

  private mutating func joinTable(
    _ left: String, _ right: String, _ options: RailsOptions, _ call: ScriptCall
  ) {
    var details = RailsOptions(options["column_options"] ?? .null)
    if details["null"] == nil { details.entries.append(("null", .boolean(false))) }
    let name = TableName(options.text("table_name") ?? Self.joinName(left, right))
    table = RailsTable(name: name, definition: TableDefinition(name: name, columns: []))
    for one in [left, right] {
      let key = column(
        RailsWords.singular(one) + "_id", details.text("type") ?? "references", details, call.range)
      table?.definition?.columns.append(key)
    }
    if let block = call.block { run(block, [.table]) }
    guard let made = table?.definition else { return }
    emit(.createTable(made), call.range)
    for entry in table?.later ?? [] { emit(entry.kind, entry.range) }
  }

  private mutating func view(_ name: String, _ view: String, _ options: RailsOptions, _ range: ScriptRange) {
    let isMaterialized = options["materialized"] != nil && options.flag("materialized") != false
    let head = isMaterialized ? "CREATE MATERIALIZED VIEW \(view) AS " : "CREATE OR REPLACE VIEW \(view) AS "
    if name == "update_view" {
      emit(.dropView(Self.tableName(view), onlyIfPresent: true, cascade: true), range)
    }
    var sql = ScriptText(head, at: range.start)
    if case .text(let text)? = options["sql_definition"] {
      if sql.append(text) { runSQL(sql, range) }
      return
    }
    let wanted = options.integer("version") ?? (name == "create_view" ? 1 : nil)
    guard let found = views.definition(view, version: wanted) else {
      return report(
        "view-unread", "the definition of the view \"\(view)\" was not found", range, .mayChangeSchema)
    }
    files.append(found.entry)
    sql = ScriptText(head, at: 0)
    guard sql.append(ScriptText(String(decoding: found.text.bytes, as: UTF8.self), at: 0, isVerbatim: true))
    else { return }
    take(embedded.read(sql, in: found.text, content: found.entry.contentID))
  }
}
