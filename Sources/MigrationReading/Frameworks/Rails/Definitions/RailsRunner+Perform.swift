import Domain
import ScriptSyntax

/// The methods of `ActiveRecord::Migration` and of its connection.
extension RailsRunner {
  /// Does what a method of the migration does.
  mutating func perform(
    _ name: String, _ arguments: RailsArguments, _ range: ScriptRange, _ isStatement: Bool
  )
    -> RailsValue
  {
    if Self.tableCalls.contains(name) {
      guard let first = arguments.text(0) ?? Self.tableOfRelation(arguments.value(0)) else {
        report(
          "dynamic-call", "the table of \"\(name)\" is not known from the text", range,
          Self.reach(ofUnknown: name))
        return .unknown
      }
      changeTable(name, Self.tableName(first), arguments, range)
      return .null
    }
    if let result = control(name, arguments, range) { return result }
    if let result = sqlCall(name, arguments, range) { return result }
    if let result = typeCall(name, arguments, range) { return result }
    if let result = viewCall(name, arguments, range) { return result }
    if Self.harmless.contains(name) { return .unknown }
    return unknownHelper(name, arguments, range, isStatement)
  }

  /// `User.table_name` may have become a relation.
  private static func tableOfRelation(_ value: RailsValue?) -> String? {
    if case .relation(let relation)? = value { relation.table.display } else { nil }
  }

  /// Blocks and questions.
  private mutating func control(_ name: String, _ arguments: RailsArguments, _ range: ScriptRange)
    -> RailsValue?
  {
    switch name {
    case "safety_assured", "say_with_time", "transaction", "suppress_messages", "with_lock_retries", "loop",
      "without_statement_timeout", "with_statement_timeout", "silence_stream", "ensure_block", "benchmark",
      "disable_referential_integrity", "with_default_isolation_level", "no_touching", "silence",
      "instance_eval",
      "class_eval", "schema_migration", "with_connection", "unscoped", "define", "with_lock_timeout":
      return arguments.block.map { run($0, []) } ?? .unknown
    case "up_only":
      if let block = arguments.block, !isReverting { run(block, []) }
      return .null
    case "reversible":
      if let block = arguments.block { run(block, [.direction]) }
      return .null
    case "revert":
      revert(arguments, range)
      return .null
    case "run": return runOther(arguments, range)
    case "reverting?": return .boolean(isReverting)
    case "table_exists?", "column_exists?", "index_exists?", "foreign_key_exists?", "index_name_exists?",
      "view_exists?", "check_constraint_exists?", "constraint_exists?", "data_source_exists?", "type_exists?",
      "enum_exists?", "materialized_view_exists?", "sequence_exists?", "function_exists?", "trigger_exists?",
      "schema_exists?", "extension_enabled?", "unique_constraint_exists?", "primary_key_exists?",
      "table_exist?", "foreign_key_exist?":
      return .presence(true)
    case "adapter_name": return adapterName
    // `connection.class.to_s`
    case "class":
      guard case .text(let name) = adapterName else { return .unknown }
      let version = types.dialect == "sqlite" ? "3" : ""
      return .text(ScriptText("ActiveRecord::ConnectionAdapters::" + name.string + version + "Adapter"))
    case "open_transactions": return .number("0")
    case _ where name.hasPrefix("supports_") && name.hasSuffix("?"):
      return .boolean(types.dialect == "postgres")
    case "connection", "lease_connection", "retrieve_connection", "raw_connection", "schema_creation",
      "migration",
      "migration_connection":
      return .migration
    case "raise", "fail", "abort": return .null
    case "quote_table_name", "quote_column_name": return arguments.value(0) ?? .unknown
    case "quote", "quote_string", "sanitize":
      guard let text = arguments.text(0) else { return .unknown }
      return .text(ScriptText(name != "quote_string" ? SQLSpelling.quoted(text) : text, at: range.start))
    case "quoted_true": return .text(ScriptText("TRUE", at: range.start))
    case "quoted_false": return .text(ScriptText("FALSE", at: range.start))
    case "index_name":
      guard let table = arguments.text(0), let columns = arguments.options["column"] ?? arguments.value(1)
      else {
        return .unknown
      }
      let names = RailsOptions(columns)["column"]?.elements ?? columns.elements
      return .text(ScriptText(RailsIndexes.name(table, names.compactMap(\.string)), at: range.start))
    case "proper_table_name": return arguments.value(0) ?? .unknown
    case "format", "sprintf":
      guard case .text(let format)? = arguments.value(0) else { return .unknown }
      return formatted(format, .list(Array(arguments.values.dropFirst())))
    case "Integer", "String", "Array", "Float": return arguments.value(0) ?? .unknown
    default: return nil
    }
  }

  private var adapterName: RailsValue {
    let names = ["mysql": "Mysql2", "sqlite": "SQLite", "sqlserver": "SQLServer", "postgres": "PostgreSQL"]
    return names[types.dialect].map { .text(ScriptText($0)) } ?? .unknown
  }

  /// SQL texts.
  private mutating func sqlCall(_ name: String, _ arguments: RailsArguments, _ range: ScriptRange)
    -> RailsValue?
  {
    switch name {
    case "execute", "exec_query", "exec_update", "exec_delete", "exec_insert", "update", "delete", "insert",
      "exec",
      "async_exec", "select_all", "select_values", "select_value", "select_rows", "select_one", "query",
      "query_value", "query_values", "execute_batch", "internal_exec_query", "update_sql", "select_value_sql",
      "sanitize_sql", "sanitize_sql_array", "sanitize_sql_for_assignment", "sanitize_sql_for_conditions":
      break
    default: return nil
    }
    if name.hasPrefix("sanitize") { return sanitized(arguments) }
    switch arguments.value(0) {
    case .text(let sql)?: runSQL(sql, range)
    case .list(let texts)? where name == "execute_batch":
      for case .text(let sql) in texts { runSQL(sql, range) }
    case .partial(let text)?: runHoled(text, range)
    case nil where arguments.block != nil: _ = arguments.block.map { run($0, []) }
    default:
      if !name.hasPrefix("select_"), !name.hasPrefix("query") { runHoled(nil, range) }
    }
    return .unknown
  }

  func sanitized(_ arguments: RailsArguments) -> RailsValue {
    let values = arguments.values.count == 1 ? arguments.values[0].elements : arguments.values
    guard let template = values.first?.string else { return .unknown }
    return SQLBinding.bound(template, Array(values.dropFirst()), arguments.options).map {
      .text(ScriptText($0))
    }
      ?? .partial(
        ScriptText(
          template.split(separator: "?", omittingEmptySubsequences: false).joined(separator: SQLHoles.mark)))
  }

  /// SQL that is put together at run time: what of it is known tells how far it may reach.
  private mutating func runHoled(_ text: ScriptText?, _ range: ScriptRange) {
    let reading = text.map { embedded.readHoled($0, in: file, content: content) }
    switch reading {
    case .rows(let reading)?: take(reading)
    case .query?: break
    case .newTables?:
      report("dynamic-name", "the name of a new table is put together at run time", range, .harmless)
    case .someRows(let table)?:
      report(
        "dynamic-sql", "SQL that is put together at run time changes rows in a way that is not read", range,
        .mayChangeRows, tables: table.map { [$0] } ?? [])
    case .unknown(let tables)?:
      report(
        "dynamic-sql", "SQL that is put together at run time is not read", range, .mayChangeSchema,
        tables: tables)
    case nil:
      report("dynamic-sql", "SQL that is put together at run time is not read", range, .mayChangeSchema)
    }
  }

  /// Runs SQL text as the next statements.
  mutating func runSQL(_ sql: ScriptText, _ range: ScriptRange) {
    take(embedded.read(sql, in: file, content: content))
  }

  /// A method that neither the file nor Rails is known to have.
  private mutating func unknownHelper(
    _ name: String, _ arguments: RailsArguments, _ range: ScriptRange, _ isStatement: Bool
  ) -> RailsValue {
    if let block = arguments.block {
      // A wrapper around what it is given, as far as can be told.
      let value = run(block, [])
      let isWrapper = name.hasPrefix("with") || name.hasSuffix("!") || arguments.values.isEmpty
      if isWrapper { return value }
    }
    if arguments.block == nil, let value = helper(name, arguments, range) { return value }
    guard isStatement, arguments.block == nil, isTrial || reportedHelpers.insert(name).inserted else {
      return .unknown
    }
    let tables = arguments.text(0).map { [Self.tableName($0)] } ?? []
    report(
      "unknown-helper", "the call \"\(name)\" is not known", range,
      isInFileClass ? .mayChangeRows : .mayChangeSchema, tables: isInFileClass ? [] : tables)
    return .unknown
  }

  private static let harmless: Set<String> = [
    "disable_ddl_transaction!", "enable_extension", "disable_extension", "puts", "print", "p", "pp", "putc",
    "printf", "say",
    "announce", "require", "require_relative", "validate_foreign_key", "validate_check_constraint", "warn",
    "validate_constraint", "change_table_comment", "change_column_comment", "comment", "include", "extend",
    "prepend", "private", "public", "attr_reader", "attr_accessor", "binding", "sleep", "rand", "gets",
    "reset_column_information", "commit_db_transaction", "begin_db_transaction", "rollback_db_transaction",
    "direction", "current_schema", "set_statement_timeout", "columns", "indexes", "foreign_keys", "tables",
    "primary_key", "disable_lock_timeout!", "exit", "set_lock_timeout", "schema", "disable_statement_timeout",
    "disable_statement_timeout!", "verbose", "lookup", "rename_sequence", "super", "logger", "catch", "throw",
    "add_exclusion_constraint", "remove_exclusion_constraint", "milestone", "change_enum", "refresh_view",
    "reset_pk_sequence!", "set_pk_sequence!", "reset_sequence!", "clear_cache!", "require_dependency", "load",
    "current_database", "indexes_for", "column_for", "assume_migrated_upto_version",
    "restrict_gitlab_migration",
    "data_sources", "views", "enum_types", "database_version", "select_prepared", "enforce_utc", "caller",
    "create_database", "strong_migrations", "schema_cache", "clear_query_cache", "execute_in_batches_noop",
    "validates", "belongs_to", "has_many", "has_one", "scope", "default_scope", "analyze", "srand", "at_exit",
    "set_callback", "skip_callback", "using", "alias_method", "define_method", "const_get",
    "refresh_materialized_view",
    "columns_hash", "index_exists_by_name", "extensions", "postgresql_version", "lock_timeout",
    "statement_timeout",
    "truncate_tables_noop", "native_database_types", "max_identifier_length", "table_comment", "byebug",
    "debugger",
    "Rational", "ENV", "rescue", "retry", "loop", "set_table_comment", "set_column_comment",
    "set_column_comments", "validate_not_null_constraint", "validate_text_limit_constraint",
    "validate_constraint_in_background", "validate_foreign_key_in_background", "add_index_in_background",
    "remove_text_limit_constraint",
  ]

  static let tableCalls: Set<String> = [
    "create_table", "drop_table", "change_table", "rename_table", "create_join_table", "drop_join_table",
    "add_column", "add_columns", "remove_column", "remove_columns", "rename_column", "change_column",
    "change_column_null", "change_column_default", "add_timestamps", "remove_timestamps", "add_reference",
    "add_belongs_to", "remove_reference", "remove_belongs_to", "add_index", "remove_index", "add_foreign_key",
    "remove_foreign_key", "add_check_constraint", "remove_check_constraint", "add_concurrent_index",
    "remove_concurrent_index", "add_concurrent_foreign_key", "add_index_concurrently",
    "add_unique_constraint",
    "remove_unique_constraint", "add_column_with_default", "remove_concurrent_index_by_name",
    "remove_columns_safely",
    "add_not_null_constraint", "remove_not_null_constraint", "add_null_constraint", "rename_index",
    "add_attachment", "add_monetize", "add_money", "remove_monetize", "remove_money", "remove_attachment",
    "drop_attached_file",
    "truncate", "truncate_tables", "add_primary_key", "change_primary_key",
    "add_reference_id",
    "add_reference_concurrently", "create_or_update_table", "rename_column_concurrently", "add_text_limit",
    "add_foreign_key_constraint", "create_partition", "create_partition_of", "create_range_partition_of",
    "create_list_partition_of", "create_hash_partition_of", "create_range_partition", "create_list_partition",
    "create_hash_partition", "attach_range_partition", "attach_list_partition", "detach_partition",
  ]
}
