import ScriptSyntax

/// Column types of Laravel's table builder as its grammars write them
/// (`Illuminate\Database\Schema\Grammars`, versions 5 to 12).
struct LaravelTypes {
  let family: SQLSpelling.Family
  let project: LaravelProject

  /// The SQL type of a column; nil if its arguments are not known.
  func type(_ method: String, _ call: FoldedCall) -> String? {
    func number(_ place: Int, _ name: String) -> String? { call.argument(place, name)?.number }
    switch method {
    case "string":
      let length = number(1, "length") ?? project.stringLength
      return by("varchar(" + length + ")", "varchar(" + length + ")", "varchar", "nvarchar(" + length + ")")
    case "char":
      let length = number(1, "length") ?? project.stringLength
      return by("char(" + length + ")", "char(" + length + ")", "varchar", "nchar(" + length + ")")
    case "tinyText": return by("varchar(255)", "tinytext", "text", "nvarchar(255)")
    case "text", "mediumText", "longText": return by("text", method.lowercased(), "text", "nvarchar(max)")
    case "decimal": return decimal(call)
    case "float", "double": return floating(method, call)
    case "boolean": return by("boolean", "tinyint(1)", "tinyint(1)", "bit")
    case "json": return by("json", "json", "text", "nvarchar(max)")
    case "jsonb": return by("jsonb", "json", "text", "nvarchar(max)")
    case "binary": return binary(call)
    case "uuid", "foreignUuid": return by("uuid", "char(36)", "varchar", "uniqueidentifier")
    case "ulid", "foreignUlid":
      let length = number(1, "length") ?? "26"
      return by("char(" + length + ")", "char(" + length + ")", "varchar", "nchar(" + length + ")")
    case "ipAddress": return by("inet", "varchar(45)", "varchar", "nvarchar(45)")
    case "macAddress": return by("macaddr", "varchar(17)", "varchar", "nvarchar(17)")
    case "year": return by("integer", "year", "integer", "int")
    case "date": return "date"
    case "dateTime", "dateTimeTz", "timestamp", "timestampTz", "time", "timeTz":
      return moment(method, number(1, "precision"))
    case "vector":
      return "vector" + (number(1, "dimensions").map { "(" + $0 + ")" } ?? "")
    case "geometry", "geography", "point", "lineString", "polygon", "geometryCollection", "multiPoint",
      "multiLineString", "multiPolygon", "multiPolygonZ":
      return spatial(method, call)
    default: return integer(method)
    }
  }

  /// The types that mean whole numbers; nil for other methods.
  private func integer(_ method: String) -> String? {
    switch method {
    case "integer", "mediumInteger":
      return by("integer", method == "integer" ? "int" : "mediumint", "integer", "int")
    case "bigInteger": return by("bigint", "bigint", "integer", "bigint")
    case "smallInteger": return by("smallint", "smallint", "integer", "smallint")
    case "tinyInteger": return by("smallint", "tinyint", "integer", "tinyint")
    default: return nil
    }
  }

  /// The type of a column that counts by itself.
  func increment(_ method: String) -> String? {
    guard let plain = integer(method) else { return nil }
    let serial = plain == "bigint" ? "bigserial" : plain == "smallint" ? "smallserial" : "serial"
    return by(
      serial + " not null", plain + " unsigned not null auto_increment", "integer not null",
      plain + " identity(1,1) not null")
  }

  private func by(_ postgres: String, _ mysql: String, _ sqlite: String, _ sqlserver: String) -> String {
    switch family {
    case .postgres, .other: postgres
    case .mysql: mysql
    case .sqlite: sqlite
    case .sqlserver: sqlserver
    }
  }

  private func decimal(_ call: FoldedCall) -> String {
    let total = call.argument(1, "total")?.number ?? "8"
    let places = call.argument(2, "places")?.number ?? "2"
    let size = "(" + total + ", " + places + ")"
    return by("decimal" + size, "decimal" + size, "numeric", "decimal" + size)
  }

  /// Before Laravel 11 `float` takes digits and makes a double.
  private func floating(_ method: String, _ call: FoldedCall) -> String {
    let first = call.argument(1, "total")?.number ?? call.argument(1, "precision")?.number
    if method == "float", (project.version ?? 0) >= 11 {
      let precision = "float(" + (first ?? "53") + ")"
      return by(precision, precision, "float", precision)
    }
    let places = call.argument(2, "places")?.number
    let isPlain = first == nil && method == "double"
    let size = isPlain ? "" : "(" + (first ?? "8") + ", " + (places ?? "2") + ")"
    return by("double precision", (project.version ?? 0) >= 11 ? "double" : "double" + size, "float", "float")
  }

  private func binary(_ call: FoldedCall) -> String {
    let length = call.argument(1, "length")?.number
    let isFixed = call.argument(2, "fixed")?.boolean ?? false
    let sized = length.map { (isFixed ? "binary(" : "varbinary(") + $0 + ")" }
    return by("bytea", sized ?? "blob", "blob", sized ?? "varbinary(max)")
  }

  private func moment(_ method: String, _ precision: String?) -> String {
    let hasZone = method.hasSuffix("Tz")
    let size = precision.map { "(" + $0 + ")" } ?? ""
    if method.hasPrefix("time"), !method.hasPrefix("timestamp") {
      return by(
        "time" + (size.isEmpty ? "(0)" : size) + (hasZone ? " with time zone" : " without time zone"),
        "time" + size, "time", "time" + size)
    }
    let kind = method.hasPrefix("timestamp") ? "timestamp" : "datetime"
    let server = hasZone ? "datetimeoffset" + size : size.isEmpty ? "datetime" : "datetime2" + size
    return by(
      "timestamp" + (size.isEmpty ? "(0)" : size) + (hasZone ? " with time zone" : " without time zone"),
      kind + (size == "(0)" ? "" : size), "datetime", server)
  }

  private func spatial(_ method: String, _ call: FoldedCall) -> String {
    let subtype = call.argument(1, "subtype")?.text?.lowercased()
    let plain = method == "multiPolygonZ" ? "geometry" : method.lowercased()
    switch family {
    case .mysql: return plain == "geometry" || plain == "geography" ? subtype ?? "geometry" : plain
    case .postgres, .other: return plain == "geometry" ? "geometry" : "geography"
    case .sqlite: return "geometry"
    case .sqlserver: return plain == "geometry" ? "geometry" : "geography"
    }
  }
}
