/// Functions and operators whose type does not depend on their arguments.
enum FunctionTypes {
  /// Types by lower-case name.
  static let fixed: [String: String] = {
    var types: [String: String] = [:]
    for (type, names) in groups {
      for name in names { types[name] = type }
    }
    return types
  }()

  private static let groups: [(type: String, names: [String])] = [
    (
      "boolean",
      [
        "=", "<>", "!=", "<", ">", "<=", ">=", "and", "or", "not", "in", "not in", "is null", "is not null",
        "is true", "is false", "is not true", "is not false", "is distinct from", "is not distinct from",
        "between", "not between", "like", "not like", "ilike", "not ilike", "any", "all", "exists", "~", "~*",
        "!~", "!~*", "@>", "<@", "&&", "@@", "bool_and", "bool_or", "every", "starts_with",
        "jsonb_path_exists",
      ]
    ),
    (
      "text",
      [
        "->>", "#>>", "lower", "upper", "initcap", "trim", "btrim", "ltrim", "rtrim", "substring", "substr",
        "split_part", "replace", "regexp_replace", "concat_ws", "concat", "format", "left", "right", "lpad",
        "rpad", "repeat", "reverse", "translate", "md5", "to_char", "encode", "chr", "quote_literal",
        "quote_ident", "string_agg", "array_to_string", "jsonb_typeof", "jsonb_extract_path_text",
        "json_extract_path_text",
      ]
    ),
    (
      "integer",
      [
        "length", "char_length", "character_length", "octet_length", "position", "strpos", "ascii",
        "array_length", "cardinality", "jsonb_array_length", "json_array_length", "num_nonnulls", "num_nulls",
      ]
    ),
    ("bigint", ["count", "nextval", "currval", "lastval", "row_number", "rank", "dense_rank"]),
    ("numeric", ["extract", "to_number"]),
    ("double precision", ["random", "date_part", "sqrt", "ln", "exp", "power"]),
    (
      "timestamp with time zone",
      [
        "now", "current_timestamp", "clock_timestamp", "transaction_timestamp", "statement_timestamp",
        "to_timestamp",
      ]
    ),
    ("timestamp without time zone", ["localtimestamp"]),
    ("date", ["current_date", "date", "to_date", "make_date"]),
    ("interval", ["age", "make_interval"]),
    ("uuid", ["gen_random_uuid", "uuid_generate_v4", "uuid_generate_v1", "uuidv7"]),
    (
      "jsonb",
      [
        "jsonb_build_object", "jsonb_build_array", "to_jsonb", "jsonb_agg", "jsonb_object_agg", "jsonb_set",
        "jsonb_strip_nulls", "jsonb_insert", "jsonb_object",
      ]
    ),
    (
      "json",
      ["json_build_object", "json_build_array", "to_json", "json_agg", "row_to_json", "json_object_agg"]
    ),
    ("bytea", ["decode", "sha256", "digest", "gen_random_bytes"]),
  ]
}
