import ScriptSyntax

/// Column types of Knex's table builder as its dialects write them (https://knexjs.org/guide/schema-builder.html).
struct KnexTypes {
  let family: SQLSpelling.Family

  /// Methods of the table builder that make a column.
  static let methods: Set<String> = [
    "increments", "bigIncrements", "bigincrements", "smallincrements", "tinyint", "smallint", "mediumint",
    "integer",
    "int", "bigInteger", "biginteger", "bigint", "text", "string", "float", "double", "decimal", "boolean",
    "bool",
    "date", "dateTime", "datetime", "time", "timestamp", "binary", "enum", "enu", "json", "jsonb", "uuid",
    "geometry",
    "geography", "point", "specificType", "bit", "varchar", "char", "real", "serial", "bigserial", "year",
    "tinytext",
    "tinyText", "mediumtext", "mediumText", "longtext", "longText", "varbinary", "tinyblob", "mediumblob",
    "longblob",
    "blob", "set", "numeric", "inet", "citext",
  ]

  /// The SQL type of a column; nil if its arguments are not known.
  func type(_ call: FoldedCall) -> String? {
    let arguments = Array(call.positional.dropFirst())
    let first = arguments.first
    switch call.name {
    case "increments": return increment("serial", "int unsigned", call)
    case "bigIncrements", "bigincrements": return increment("bigserial", "bigint unsigned", call)
    case "smallincrements": return increment("smallserial", "smallint unsigned", call)
    case "tinyint": return by("smallint", "tinyint", "tinyint")
    case "smallint": return "smallint"
    case "mediumint": return by("integer", "mediumint", "integer")
    case "integer", "int": return by("integer", "int", "integer")
    case "bigInteger", "biginteger", "bigint": return "bigint"
    case "text":
      return by(
        "text", first?.text.map { ["mediumtext", "longtext"].contains($0) ? $0 : "text" } ?? "text", "text")
    case "string", "varchar": return "varchar(" + (first?.number ?? "255") + ")"
    case "float": return by("real", "float(" + (first?.number ?? "8") + ", 2)", "float")
    case "double": return by("double precision", "double", "float")
    case "decimal": return decimal(arguments)
    case "boolean", "bool": return by("boolean", "boolean", "boolean")
    case "date": return "date"
    case "dateTime", "datetime", "timestamp": return moment(call, arguments)
    case "time": return "time"
    case "binary": return by("bytea", first?.number.map { "varbinary(\($0))" } ?? "blob", "blob")
    case "json": return "json"
    case "jsonb": return by("jsonb", "json", "json")
    case "uuid": return by("uuid", "char(36)", "char(36)")
    case "geometry", "geography", "point": return call.name
    case "char": return "char(" + (first?.number ?? "1") + ")"
    case "real", "serial", "bigserial", "year", "tinyblob", "mediumblob", "longblob", "blob", "numeric",
      "inet", "citext":
      return call.name
    case "tinytext", "tinyText", "mediumtext", "mediumText", "longtext", "longText":
      return by("text", call.name.lowercased(), "text")
    case "varbinary": return by("bytea", "varbinary(" + (first?.number ?? "255") + ")", "blob")
    case "bit": return "bit(" + (first?.number ?? "1") + ")"
    case "specificType": return first?.text ?? first?.call?.positional.first?.text
    default: return nil
    }
  }

  private func by(_ postgres: String, _ mysql: String, _ sqlite: String) -> String {
    switch family {
    case .postgres, .other: postgres
    case .mysql: mysql
    case .sqlite: sqlite
    case .sqlserver: Self.sqlServer[postgres] ?? postgres
    }
  }

  private static let sqlServer = [
    "boolean": "bit", "bytea": "varbinary(max)", "uuid": "uniqueidentifier", "jsonb": "nvarchar(max)",
    "integer": "int", "text": "nvarchar(max)",
  ]

  private func increment(_ postgres: String, _ mysql: String, _ call: FoldedCall) -> String {
    switch family {
    case .postgres, .other: postgres
    case .mysql: mysql + " not null auto_increment"
    case .sqlite: "integer not null"
    case .sqlserver: "int identity(1,1) not null"
    }
  }

  private func decimal(_ arguments: [FoldedValue]) -> String {
    if family == .sqlite { return "float" }
    if let first = arguments.first, first.isNull { return "decimal" }
    return "decimal(" + (arguments.first?.number ?? "8") + ", " + (arguments.dropFirst().first?.number ?? "2")
      + ")"
  }

  /// `timestamp(name, { useTz, precision })`, in older versions `timestamp(name, standard, precision)`.
  private func moment(_ call: FoldedCall, _ arguments: [FoldedValue]) -> String {
    let options = arguments.first
    let precision = options?.entry("precision")?.number ?? arguments.dropFirst().first?.number
    let modifier = precision.map { "(" + $0 + ")" } ?? ""
    switch family {
    case .postgres, .other:
      let isPlain = options?.boolean ?? (options?.entry("useTz")?.boolean.map { !$0 } ?? false)
      return "timestamp" + modifier + (isPlain ? " without time zone" : " with time zone")
    case .mysql: return (call.name == "timestamp" ? "timestamp" : "datetime") + modifier
    case .sqlite: return "datetime"
    case .sqlserver: return "datetime2"
    }
  }
}
