import Domain

/// Well-known macros of dbt and its packages that a raw project does not contain, as plain SQL.
///
/// The SQL need not run: it must read what the macro reads. Parameters follow the published signatures
/// (https://docs.getdbt.com/reference/dbt-jinja-functions/cross-database-macros, dbt-utils and dbt-date READMEs).
enum KnownMacros {
  /// Packages whose macros are known here; more names of a package may be unknown.
  static let packages: Set<String> = [
    "dbt", "dbt_utils", "dbt_date", "dbt_expectations", "trino_utils", "spark_utils", "tsql_utils",
  ]

  /// What becomes of an argument.
  enum Role {
    /// SQL text, kept as it is.
    case sql
    /// A word such as a date part: a literal.
    case word
    /// A list of SQL texts.
    case list
    /// Left out.
    case skip
  }

  /// Macros that read as a call of a function of the same name.
  private static let functions: [String: [(name: String, role: Role)]] = [
    "any_value": [("expression", .sql)],
    "array_append": [("array", .sql), ("new_element", .sql)],
    "array_concat": [("array_1", .sql), ("array_2", .sql)],
    "array_construct": [("inputs", .list)],
    "bool_or": [("expression", .sql)],
    "concat": [("fields", .list)],
    "convert_timezone": [("column", .sql), ("target_tz", .skip), ("source_tz", .skip)],
    "date": [("year", .sql), ("month", .sql), ("day", .sql)],
    "date_part": [("datepart", .word), ("date", .sql)],
    "date_trunc": [("datepart", .word), ("date", .sql)],
    "dateadd": [("datepart", .word), ("interval", .sql), ("from_date_or_timestamp", .sql)],
    "datediff": [("first_date", .sql), ("second_date", .sql), ("datepart", .word)],
    "day_name": [("date", .sql), ("short", .skip)],
    "day_of_month": [("date", .sql)],
    "day_of_week": [("date", .sql), ("isoweek", .skip)],
    "day_of_year": [("date", .sql)],
    "from_unixtimestamp": [("epochs", .sql), ("format", .skip)],
    "get_url_host": [("field", .sql)],
    "get_url_parameter": [("field", .sql), ("url_parameter", .word)],
    "get_url_path": [("field", .sql)],
    "hash": [("field", .sql)],
    "haversine_distance": [("lat1", .sql), ("lon1", .sql), ("lat2", .sql), ("lon2", .sql), ("unit", .skip)],
    "iso_week_end": [("date", .sql)],
    "iso_week_of_year": [("date", .sql)],
    "iso_week_start": [("date", .sql)],
    "last_day": [("date", .sql), ("datepart", .word)],
    "length": [("expression", .sql)],
    "month_name": [("date", .sql), ("short", .skip)],
    "nullcheck": [("cols", .list)],
    "position": [("substring_text", .sql), ("string_text", .sql)],
    "replace": [("field", .sql), ("old_chars", .sql), ("new_chars", .sql)],
    "right": [("string_text", .sql), ("length_expression", .sql)],
    "round_timestamp": [("timestamp", .sql)],
    "safe_add": [("field_list", .list)],
    "safe_divide": [("numerator", .sql), ("denominator", .sql)],
    "safe_subtract": [("field_list", .list)],
    "split_part": [("string_text", .sql), ("delimiter_text", .sql), ("part_number", .sql)],
    "to_unixtimestamp": [("timestamp", .sql)],
    "week_end": [("date", .sql)],
    "week_of_year": [("date", .sql)],
    "week_start": [("date", .sql)],
    "width_bucket": [("expr", .sql), ("min_value", .sql), ("max_value", .sql), ("num_buckets", .sql)],
  ]

  /// Macros that stand for a fixed text.
  private static let constants: [String: String] = [
    "current_timestamp": "current_timestamp", "current_timestamp_backcompat": "current_timestamp",
    "current_timestamp_in_utc_backcompat": "current_timestamp",
    "current_timestamp_in_utc": "current_timestamp",
    "except": "except", "intersect": "intersect", "now": "current_timestamp", "today": "current_date",
    "tomorrow": "current_date", "type_bigint": "bigint", "type_boolean": "boolean", "type_float": "double",
    "type_int": "integer", "type_numeric": "numeric", "type_string": "varchar", "type_timestamp": "timestamp",
    "yesterday": "current_date", "n_days_ago": "current_date", "n_days_away": "current_date",
    "n_weeks_ago": "current_date", "n_weeks_away": "current_date", "n_months_ago": "current_date",
    "n_months_away": "current_date", "last_week": "current_date", "last_month": "current_date",
    "next_week": "current_date", "next_month": "current_date", "log_info": "", "pretty_time": "",
    "pretty_log_format": "", "set_sql_header": "",
  ]

  private static let special: Set<String> = [
    "cast", "safe_cast", "cast_bool_to_text", "listagg", "escape_single_quotes", "string_literal",
    "generate_surrogate_key", "surrogate_key", "group_by", "slugify", "star", "pivot", "unpivot",
    "union_relations", "deduplicate", "date_spine", "generate_series", "get_column_values",
    "get_single_value",
    "get_filtered_columns_in_relation", "get_relations_by_pattern", "get_relations_by_prefix",
    "get_query_results_as_dict", "nullcheck_table", "get_intervals_between", "get_date_dimension",
    "get_base_dates", "array_sum",
  ]

  /// Whether a macro of this name is known here.
  static func isKnown(_ name: String) -> Bool {
    functions[name] != nil || constants[name] != nil || special.contains(name)
  }

  /// The result of a known macro; nil for any other.
  static func call(
    _ path: String, _ call: JinjaCall, _ evaluator: JinjaEvaluator, _ context: DbtContext
  ) -> JinjaValue? {
    let parts = path.utf8.split(separator: UInt8(ascii: "."))
    guard let last = parts.last, parts.count <= 2 else { return nil }
    if parts.count == 2, !packages.contains(String(decoding: parts[0], as: UTF8.self)) { return nil }
    let name = String(decoding: last, as: UTF8.self)
    if let text = constants[name] { return .string(text) }
    if let parameters = functions[name] {
      return .string(function(name, parameters, call, evaluator))
    }
    guard special.contains(name) else { return nil }
    return expression(name, call, evaluator) ?? query(name, call, evaluator, context)
  }

  private static func function(
    _ name: String, _ parameters: [(name: String, role: Role)], _ call: JinjaCall, _ evaluator: JinjaEvaluator
  ) -> String {
    var arguments: [String] = []
    for (index, parameter) in parameters.enumerated() {
      guard let value = call.argument(index, parameter.name) else { continue }
      switch parameter.role {
      case .sql: arguments.append(evaluator.display(value))
      case .word: arguments.append("'" + evaluator.display(value) + "'")
      case .list: arguments += texts(value, call, from: index, evaluator)
      case .skip: continue
      }
    }
    return name + "(" + arguments.joined(separator: ", ") + ")"
  }

  /// The items of a list argument, or of all arguments where the old form lists them one by one.
  private static func texts(
    _ value: JinjaValue, _ call: JinjaCall, from index: Int, _ evaluator: JinjaEvaluator
  ) -> [String] {
    if let items = value.items { return items.map { evaluator.display($0) } }
    let listed = call.positional.dropFirst(index)
    return (listed.isEmpty ? [value] : Array(listed)).map { evaluator.display($0) }
  }

  private static func expression(
    _ name: String, _ call: JinjaCall, _ evaluator: JinjaEvaluator
  ) -> JinjaValue? {
    func text(_ index: Int, _ name: String) -> String? {
      call.argument(index, name).map { evaluator.display($0) }
    }
    switch name {
    case "cast", "safe_cast":
      guard let field = text(0, "field"), let type = text(1, "type") else { return nil }
      return .string("cast(" + field + " as " + type + ")")
    case "cast_bool_to_text": return text(0, "field").map { .string("cast(" + $0 + " as varchar)") }
    case "listagg":
      guard let measure = text(0, "measure") else { return nil }
      let order = text(2, "order_by_clause").map { $0.isEmpty || $0 == "None" ? "" : " " + $0 } ?? ""
      return .string("string_agg(" + measure + ", " + (text(1, "delimiter_text") ?? "','") + order + ")")
    case "escape_single_quotes":
      return .string(
        (text(0, "expression") ?? "").split(separator: "'", omittingEmptySubsequences: false)
          .joined(separator: "''"))
    case "string_literal": return .string("'" + (text(0, "value") ?? "") + "'")
    case "generate_surrogate_key", "surrogate_key":
      guard let fields = call.argument(0, "field_list") else { return nil }
      if fields.isOpaque { return JinjaEvaluator.opaque(from: call.all) }
      return .string("md5(concat(" + texts(fields, call, from: 0, evaluator).joined(separator: ", ") + "))")
    case "group_by":
      let count = call.argument(0, "n")?.number ?? 0
      guard (1...1000).contains(count) else { return .string("") }
      return .string("group by " + (1...count).map(String.init).joined(separator: ", "))
    case "slugify":
      return .string(
        String(
          decoding: (text(0, "string") ?? "").lowercased().utf8.map {
            JinjaLexer.isWord($0) ? $0 : UInt8(ascii: "_")
          }, as: UTF8.self))
    default: return nil
    }
  }
}
