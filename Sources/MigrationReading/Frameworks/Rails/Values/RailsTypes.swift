import Domain

/// Column types of ActiveRecord as the SQL that its adapters write
/// (`NATIVE_DATABASE_TYPES` of the PostgreSQL, MySQL, SQLite and SQL Server adapters).
struct RailsTypes: Sendable {
  /// The dialect whose SQL is written.
  let dialect: String

  /// The methods of a table block that add a column of their own name's type.
  static let names: Set<String> = [
    "string", "text", "integer", "bigint", "float", "decimal", "numeric", "datetime", "timestamp",
    "timestamptz", "time", "date", "binary", "blob", "boolean", "json", "jsonb", "uuid", "inet", "cidr",
    "macaddr", "hstore", "citext", "xml", "tsvector", "tsquery", "ltree", "interval", "money", "point",
    "line",
    "lseg", "box", "path", "polygon", "circle", "oid", "bit", "bit_varying", "int4range", "int8range",
    "numrange", "tsrange", "tstzrange", "daterange", "serial", "bigserial", "st_point", "geometry",
    "geography", "vector", "halfvec", "enum", "virtual", "tinyint", "smallint", "mediumint", "tinytext",
    "mediumtext", "longtext", "tinyblob", "mediumblob", "longblob", "unsigned_integer", "unsigned_bigint",
    "unsigned_decimal", "unsigned_float", "char", "double", "real", "st_polygon", "line_string",
    "multi_polygon", "primary_key", "varchar", "nvarchar", "ntext", "varchar_max", "uniqueidentifier",
    "datetimeoffset", "smalldatetime",
  ]

  private static let ofPostgres: Set<String> = [
    "jsonb", "hstore", "citext", "inet", "cidr", "macaddr", "tsvector", "ltree", "interval", "xml", "uuid",
    "int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange", "timestamptz",
  ]
  /// Types that all databases have.
  static let common: Set<String> = [
    "string", "text", "integer", "bigint", "float", "decimal", "datetime", "date", "boolean", "json",
  ]

  /// Whether table blocks of the dialect have a method for a type; nil if that is not known.
  func has(_ name: String) -> Bool? {
    if Self.ofPostgres.contains(name) { return dialect == "postgres" }
    return Self.common.contains(name) ? true : nil
  }

  /// The SQL of a type by its ActiveRecord name and options; nil for a type that is SQL already.
  func sql(_ name: String, _ options: RailsOptions, _ version: RailsVersion) -> String? {
    let text =
      switch dialect {
      case "mysql": mysql(name, options, version)
      case "sqlserver": sqlserver(name, options, version)
      case "sqlite": sqlite(name, options, version)
      default: postgres(name, options, version)
      }
    return text.map { options.flag("array") == true ? $0 + "[]" : $0 }
  }

  /// The type of `references` and of keys that `create_table` makes by itself.
  func key(_ version: RailsVersion) -> String { version >= RailsVersion(5, 1) ? "bigint" : "integer" }

  private func postgres(_ name: String, _ options: RailsOptions, _ version: RailsVersion) -> String? {
    let limit = options.integer("limit")
    switch name {
    case "string": return sized("varchar", limit)
    case "text": return "text"
    case "char": return sized("char", limit)
    case "primary_key", "references", "belongs_to": return key(version)
    case "integer":
      guard let limit else { return "integer" }
      return limit <= 2 ? "smallint" : limit <= 4 ? "integer" : "bigint"
    case "float": return limit.map { $0 <= 24 } ?? false ? "real" : "double precision"
    case "double": return "double precision"
    case "decimal", "numeric": return decimal("numeric", options)
    case "datetime", "timestamp", "timestamptz":
      return timed(name == "timestamptz" ? "timestamptz" : "timestamp", options, version)
    case "time": return sized("time", options.integer("precision"))
    case "binary", "blob": return "bytea"
    case "bit": return sized("bit", limit)
    case "bit_varying": return sized("bit varying", limit)
    case "tinytext", "mediumtext", "longtext", "ntext": return "text"
    case "tinyint": return "smallint"
    case "mediumint": return "integer"
    case "enum": return options.text("enum_type") ?? "enum"
    case "virtual": return postgres(options.text("type") ?? "string", options, version)
    case "vector", "halfvec": return sized(name, limit ?? options.integer("dimensions"))
    case "st_point", "st_polygon", "line_string", "multi_polygon":
      return options.flag("geographic") == true ? "geography" : "geometry"
    case _ where Self.names.contains(name): return name
    default: return nil
    }
  }

  private func mysql(_ name: String, _ options: RailsOptions, _ version: RailsVersion) -> String? {
    let limit = options.integer("limit")
    let unsigned = options.flag("unsigned") == true ? " unsigned" : ""
    switch name {
    case "string": return sized("varchar", limit ?? 255)
    case "text", "binary", "blob":
      let base = name == "text" ? "text" : "blob"
      if let size = options.text("size") { return size + base }
      guard let limit else { return base }
      if name != "text", limit <= 0xFFF { return "varbinary(\(limit))" }
      return limit <= 0xFF
        ? "tiny" + base : limit <= 0xFFFF ? base : limit <= 0xFF_FFFF ? "medium" + base : "long" + base
    case "primary_key", "references", "belongs_to":
      return (key(version) == "integer" ? "int" : "bigint") + unsigned
    case "integer":
      let sizes = [1: "tinyint", 2: "smallint", 3: "mediumint", 4: "int"]
      return (limit.map { sizes[$0] ?? "bigint" } ?? "int") + unsigned
    case "unsigned_integer": return "int unsigned"
    case "unsigned_bigint": return "bigint unsigned"
    case "float": return limit.map { $0 > 24 } ?? false ? "double" : "float"
    case "decimal", "numeric": return decimal("decimal", options)
    case "datetime": return timed("datetime", options, version)
    case "timestamp": return timed("timestamp", options, version)
    case "time": return sized("time", options.integer("precision"))
    case "boolean": return "tinyint(1)"
    case "jsonb": return "json"
    case "virtual": return mysql(options.text("type") ?? "string", options, version)
    case "bigint": return "bigint" + unsigned
    case _ where Self.names.contains(name): return sized(name, limit)
    default: return nil
    }
  }

  private func sqlite(_ name: String, _ options: RailsOptions, _ version: RailsVersion) -> String? {
    switch name {
    case "string": sized("varchar", options.integer("limit"))
    case "primary_key", "references", "belongs_to", "integer": "integer"
    case "decimal", "numeric": decimal("decimal", options)
    case "datetime": timed("datetime", options, version)
    case "binary", "blob": "blob"
    case "jsonb": "json"
    case "virtual": sqlite(options.text("type") ?? "string", options, version)
    case _ where Self.names.contains(name): name
    default: nil
    }
  }

  private func sqlserver(_ name: String, _ options: RailsOptions, _ version: RailsVersion) -> String? {
    switch name {
    case "string": sized("nvarchar", options.integer("limit") ?? 4_000)
    case "text": "nvarchar(max)"
    case "primary_key", "references", "belongs_to": key(version) == "integer" ? "int" : "bigint"
    case "integer":
      switch options.integer("limit") {
      case 1?: "tinyint"
      case 2?: "smallint"
      case .some(5...): "bigint"
      default: "int"
      }
    case "decimal", "numeric": decimal("decimal", options)
    case "datetime", "timestamp": "datetime2(6)"
    case "boolean": "bit"
    case "binary", "blob": "varbinary(max)"
    case "uuid": "uniqueidentifier"
    case "json", "jsonb": "nvarchar(max)"
    case _ where Self.names.contains(name): name
    default: nil
    }
  }

  private func sized(_ name: String, _ size: Int?) -> String { size.map { "\(name)(\($0))" } ?? name }

  private func decimal(_ name: String, _ options: RailsOptions) -> String {
    guard let precision = options.integer("precision") else { return name }
    return "\(name)(\(precision)" + (options.integer("scale").map { ",\($0)" } ?? "") + ")"
  }

  /// Since 7.0 a time has six digits unless `precision: nil` says otherwise.
  private func timed(_ name: String, _ options: RailsOptions, _ version: RailsVersion) -> String {
    if options["precision"] != nil { return sized(name, options.integer("precision")) }
    return version >= RailsVersion(7, 0) ? name + "(6)" : name
  }
}
