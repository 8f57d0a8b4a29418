import SQLSyntax

/// Functions that a migration may call in a bare SELECT, or a routine anywhere, without changing tables or rows
/// (https://www.postgresql.org/docs/current/functions.html, and those of common extensions).
enum KnownFunctions {
  /// Whether the function is known to leave tables and rows alone.
  static func isHarmless(_ name: QualifiedName) -> Bool {
    let bare = name.name.lowercased()
    if let schema = name.schema { if schema == "cron" || schema == "pg_catalog" { return true } }
    // Queues are tables of the extension's own schema.
    if name.schema == "pgmq", bare == "create" || bare.hasPrefix("create_") { return true }
    return names.contains(bare) || prefixes.contains { bare.hasPrefix($0) }
  }

  private static let prefixes = [
    "pg_", "has_", "regexp_", "json_", "jsonb_", "array_", "quote_", "uuid_generate_", "bool_", "bit_",
  ]

  private static let names = Set(
    sessions + mySQL + transact + texts + numbers + times + collections + bytes + extensions)

  private static let sessions = [
    "setval", "nextval", "currval", "lastval", "set_config", "version", "exists", "lo_unlink", "session_user",
    "user", "current_setting", "current_database", "current_schema", "current_schemas", "current_user",
    "txid_current", "inet_client_addr", "obj_description", "col_description", "shobj_description",
    "format_type",
  ]
  private static let mySQL = [
    "database", "schema", "connection_id", "last_insert_id", "row_count", "found_rows", "sleep", "get_lock",
    "release_lock", "uuid", "uuid_short", "uuid_to_bin", "bin_to_uuid", "unix_timestamp", "from_unixtime",
    "ifnull", "isnull", "if", "iif", "date_format", "str_to_date", "group_concat", "hex", "unhex", "convert",
    "curdate", "curtime", "sysdate", "utc_timestamp", "date_add", "date_sub", "datediff", "timestampdiff",
    "last_insert_rowid", "changes", "total_changes", "sqlite_version", "randomblob", "strftime", "datetime",
    "date", "julianday", "printf", "typeof",
  ]
  private static let transact = [
    "getdate", "getutcdate", "sysdatetime", "sysutcdatetime", "sysdatetimeoffset", "host_name", "newid",
    "newsequentialid", "suser_sname", "suser_name", "user_name", "object_id", "object_name", "schema_id",
    "schema_name", "db_id", "db_name", "col_length", "col_name", "scope_identity", "ident_current", "len",
    "isnull",
    "dateadd", "datepart", "datename", "charindex", "patindex", "stuff", "string_split", "checksum",
    "error_number",
    "error_message", "error_severity", "error_state", "error_line", "error_procedure", "serverproperty",
    "databasepropertyex", "try_convert", "try_cast", "app_name", "eomonth", "format",
  ]
  private static let texts = [
    "concat", "concat_ws", "format", "length", "char_length", "character_length", "lower", "upper", "initcap",
    "left", "right", "lpad", "rpad", "trim", "ltrim", "rtrim", "btrim", "replace", "repeat", "reverse",
    "translate", "substr", "substring", "split_part", "position", "strpos", "starts_with", "overlay", "ascii",
    "chr", "normalize", "similarity", "unaccent", "initcap", "parse_ident", "to_char", "to_ascii", "to_hex",
    "to_number", "to_tsvector",
    "to_tsquery", "plainto_tsquery", "ts_rank", "ts_headline", "string_agg", "string_to_array", "to_regclass",
    "to_regnamespace", "to_regproc", "to_regprocedure", "to_regrole", "to_regtype",
  ]
  private static let numbers = [
    "count", "coalesce", "nullif", "greatest", "least", "max", "min", "sum", "avg", "abs", "ceil", "ceiling",
    "floor", "round", "trunc", "sign", "mod", "div", "power", "sqrt", "cbrt", "exp", "ln", "log", "log10",
    "random", "setseed", "pi", "degrees", "radians", "sin", "cos", "tan", "row_number", "rank", "dense_rank",
    "ntile", "lag", "lead", "first_value", "last_value", "percentile_cont", "percentile_disc", "mode",
    "stddev", "variance", "every", "hashtext",
  ]
  private static let times = [
    "now", "clock_timestamp", "statement_timestamp", "transaction_timestamp", "localtime", "localtimestamp",
    "extract", "age", "isfinite", "justify_days", "justify_hours", "justify_interval", "to_date",
    "to_timestamp", "date_trunc", "date_part", "date_bin", "make_date", "make_time", "make_timestamp",
    "make_timestamptz", "make_interval", "current_date", "current_time", "current_timestamp",
  ]
  private static let collections = [
    "generate_series", "generate_subscripts", "unnest", "cardinality", "num_nulls", "num_nonnulls",
    "row_to_json", "to_json", "to_jsonb", "row", "lower_inc", "upper_inc", "isempty", "hstore",
  ]
  private static let bytes = [
    "encode", "decode", "get_bit", "get_byte", "set_bit", "set_byte", "octet_length", "md5", "sha224",
    "sha256", "sha384", "sha512", "digest", "hmac", "crypt", "encrypt", "decrypt", "convert_from",
    "convert_to", "gen_random_bytes", "gen_random_uuid", "gen_salt",
  ]
  private static let extensions = [
    "create_hypertable", "add_retention_policy", "add_compression_policy", "add_continuous_aggregate_policy",
    "remove_retention_policy", "remove_compression_policy", "set_chunk_time_interval", "add_dimension",
    "create_distributed_table", "create_reference_table", "postgis_full_version", "text2ltree", "subpath",
    "nlevel", "updategeometrysrid", "populate_geometry_columns", "find_srid", "addauth", "lockrow",
  ]
}
