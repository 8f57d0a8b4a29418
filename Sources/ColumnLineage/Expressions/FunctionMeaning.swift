import SQLSyntax

/// What functions do to values, as far as lineage asks; names of all common warehouses.
enum FunctionMeaning {
  private static let aggregates: Set<String> = [
    "any_value", "approx_count_distinct", "approx_distinct", "approx_percentile", "approx_quantile",
    "approx_quantiles", "approx_top_count", "approx_top_k", "arbitrary", "arg_max", "arg_min", "argmax",
    "argmin", "array_agg", "array_concat_agg", "array_union_agg", "array_unique_agg", "avg", "avgif",
    "bit_and", "bit_or", "bit_xor", "bitmap_or_agg", "bool_and", "bool_or", "booland_agg", "boolor_agg",
    "boolxor_agg", "collect_list", "collect_set", "corr", "count", "count_if", "count_star", "countif",
    "covar_pop", "covar_samp", "entropy", "every", "favg", "first", "fsum", "geomean", "group_concat",
    "groupby", "grouping", "histogram", "hll", "hll_count", "json_agg", "json_arrayagg", "json_group_array",
    "json_group_object", "json_object_agg", "json_objectagg", "jsonb_agg", "jsonb_object_agg", "kurtosis",
    "last", "list", "listagg", "logical_and", "logical_or", "mad", "map_agg", "max", "max_by", "mean",
    "median", "min", "min_by", "mode", "object_agg", "percentile", "percentile_approx", "percentile_cont",
    "percentile_disc", "product", "quantile", "quantile_cont", "quantile_disc", "range_agg", "regr_avgx",
    "regr_avgy", "regr_count", "regr_intercept", "regr_r2", "regr_slope", "regr_sxx", "regr_sxy",
    "regr_syy", "reservoir_quantile", "sem", "skewness", "some", "std", "stddev", "stddev_pop",
    "stddev_samp", "string_agg", "sum", "sum_distinct", "sumif", "uniq", "uniqexact", "var_pop", "var_samp",
    "variance", "xmlagg",
  ]

  /// Whether a function of this name makes one value of many rows.
  static func isAggregate(_ name: String) -> Bool { aggregates.contains(name) }

  /// Whether a call without OVER makes one value of many rows.
  static func isAggregate(_ call: FunctionCall, _ name: String) -> Bool {
    if aggregates.contains(name) { return true }
    if call.isDistinct || call.filter != nil || !call.withinGroup.isEmpty { return true }
    return false
  }

  /// Whether a call with one argument only changes its type.
  static func isCast(_ name: String) -> Bool {
    switch name {
    case "to_varchar", "to_number", "to_numeric", "to_decimal", "to_date", "to_timestamp", "to_boolean",
      "to_double", "date", "timestamp", "string", "tostring", "toint32", "toint64", "tofloat64", "todate",
      "try_to_date", "try_to_number", "try_to_numeric", "try_to_decimal", "try_to_timestamp",
      "try_to_boolean", "try_to_double", "to_timestamp_ntz", "to_timestamp_ltz", "to_timestamp_tz", "int",
      "bigint", "float", "double", "text", "varchar", "numeric", "decimal", "boolean", "datetime":
      true
    default: false
    }
  }

  /// The arguments whose values the result can equal, apart from case, spaces and NULLs.
  static func alternatives(_ name: String, _ count: Int) -> Range<Int> {
    switch name {
    case "coalesce", "ifnull", "nvl", "isnull", "array_construct", "list_value", "array": 0..<count
    case "iff", "if", "nvl2": 1..<max(1, count)
    case "lower", "upper", "trim", "ltrim", "rtrim", "btrim", "initcap", "lcase", "ucase", "nullif", "min",
      "max", "any_value", "arbitrary", "first", "last", "mode", "first_value", "last_value", "nth_value",
      "lag", "lead", "unnest", "explode", "min_by", "max_by", "arg_min", "arg_max", "to_char", "zeroifnull",
      "nullifzero", "nullifempty", "array_agg", "list", "collect_list", "collect_set", "collate":
      0..<min(1, count)
    default: isCast(name) && count > 0 ? 0..<1 : 0..<0
    }
  }

  /// Whether a function changes small letters to capitals or back.
  static func changesCase(_ name: String) -> Bool {
    switch name {
    case "lower", "upper", "lcase", "ucase", "initcap": true
    default: false
    }
  }

  /// Whether an argument may be a bare date part.
  static func takesDatePart(_ name: String) -> Bool {
    switch name {
    case "dateadd", "datediff", "date_add", "date_diff", "date_part", "date_sub", "date_trunc", "datename",
      "datepart", "datetime_add", "datetime_diff", "datetime_sub", "datetime_trunc", "extract", "last_day",
      "next_day", "time_add", "time_diff", "time_slice", "time_sub", "time_trunc", "timeadd", "timediff",
      "timestamp_add", "timestamp_diff", "timestamp_sub", "timestamp_trunc", "timestampadd", "timestampdiff",
      "trunc", "date_bucket", "generate_date_array", "generate_timestamp_array":
      true
    default: false
    }
  }

  /// Words that stand for a part of a date.
  static let dateParts: Set<String> = [
    "microsecond", "microseconds", "millisecond", "milliseconds", "second", "seconds", "minute", "minutes",
    "hour", "hours", "day", "days", "week", "weeks", "month", "months", "quarter", "quarters", "year",
    "years", "isoweek", "isoyear", "dayofweek", "dayofyear", "dow", "doy", "epoch", "decade", "century",
    "millennium", "weekday", "dd", "mm", "yy", "yyyy", "hh", "mi", "ss", "ms", "us", "ns", "nanosecond",
    "nanoseconds", "weekiso", "dayofweekiso", "dayofweek_iso", "week_iso", "date", "time", "yearofweek",
    "yearofweekiso", "epoch_second", "dw", "dy", "qq", "wk", "ww", "d", "w", "m", "q", "y", "h", "n", "s",
  ]
}
