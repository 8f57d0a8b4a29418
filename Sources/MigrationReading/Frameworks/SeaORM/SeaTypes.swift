import Domain

/// The types that sea-query writes for the methods of its columns
/// (https://github.com/SeaQL/sea-query/tree/master/src/backend: `table_builder.rs` of each database).
struct SeaTypes {
  let family: SQLSpelling.Family

  /// The type of a method with its arguments as SQL; nil if it is none.
  func type(_ method: String, _ arguments: [String]) -> String? {
    let base = base(method)
    func sized(_ name: String) -> String {
      arguments.isEmpty ? name : name + "(" + arguments.joined(separator: ", ") + ")"
    }
    switch base {
    case "char": return sized("char")
    case "string", "var_char":
      return family == .mysql && arguments.isEmpty ? "varchar(255)" : sized("varchar")
    case "decimal", "numeric": return sized("decimal")
    case "money": return family == .postgres ? "money" : sized("decimal")
    case "bit": return sized("bit")
    case "varbit": return family == .postgres ? sized("varbit") : sized("bit")
    case "vector": return sized("vector")
    case "custom": return arguments.first
    case "binary", "var_binary":
      switch family {
      case .postgres: return "bytea"
      case .mysql:
        return arguments.isEmpty
          ? (base == "binary" ? "binary(1)" : "varbinary(255)")
          : sized(base == "binary" ? "binary" : "varbinary")
      case .sqlite, .sqlserver, .other: return "blob"
      }
    case "blob": return family == .postgres ? "bytea" : "blob"
    case "interval": return "interval"
    case "date", "time", "year", "cidr", "inet", "ltree", "json", "text": return base
    case "mac_address": return "macaddr"
    case "boolean": return family == .postgres ? "bool" : "boolean"
    case "uuid": return family == .mysql ? "binary(16)" : family == .postgres ? "uuid" : "uuid_text"
    case "json_binary": return family == .postgres ? "jsonb" : family == .mysql ? "json" : "jsonb_text"
    case "float": return family == .postgres ? "real" : "float"
    case "double": return family == .postgres ? "double precision" : "double"
    default: return number(base) ?? moment(base) ?? text(base)
    }
  }

  /// The method without what only says that it takes a length.
  private func base(_ method: String) -> String {
    method.hasSuffix("_len") ? String(method.dropLast(4)) : method
  }

  private func number(_ method: String) -> String? {
    let isUnsigned = method.hasSuffix("unsigned")
    let name: String
    switch method {
    case "tiny_integer", "tiny_unsigned": name = family == .postgres ? "smallint" : "tinyint"
    case "small_integer", "small_unsigned": name = "smallint"
    case "integer", "unsigned": name = family == .mysql ? "int" : "integer"
    case "big_integer", "big_unsigned": name = "bigint"
    default: return nil
    }
    return isUnsigned && family == .mysql ? name + " unsigned" : name
  }

  private func moment(_ method: String) -> String? {
    switch (method, family) {
    case ("date_time", .postgres): "timestamp without time zone"
    case ("date_time", .mysql): "datetime"
    case ("date_time", _): "datetime_text"
    case ("timestamp", .postgres), ("timestamp", .mysql): "timestamp"
    case ("timestamp", _): "timestamp_text"
    case ("timestamp_with_time_zone", .postgres): "timestamp with time zone"
    case ("timestamp_with_time_zone", .mysql): "timestamp"
    case ("timestamp_with_time_zone", _): "timestamp_with_timezone_text"
    default: nil
    }
  }

  private func text(_ method: String) -> String? {
    switch method {
    case "tiny_text", "medium_text", "long_text":
      family == .mysql ? method.replacing(text: "_", with: "") : "text"
    default: nil
    }
  }
}
