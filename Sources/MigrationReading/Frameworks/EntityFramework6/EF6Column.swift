import ScriptSyntax

/// Columns as the providers of Entity Framework 6 write them as SQL: `c.String(nullable: false, maxLength: 20)`
/// (https://learn.microsoft.com/dotnet/api/system.data.entity.migrations.builders.columnbuilder).
struct EF6Column {
  let spelling: SQLSpelling

  /// What follows a column's name; nil if its type is not known.
  func clause(_ call: FoldedCall) -> String? {
    guard var type = type(call) else { return nil }
    var identity = ""
    if call.keyword("identity")?.boolean == true {
      switch (spelling.family, call.name) {
      case (.sqlserver, "Guid"): identity = " DEFAULT newsequentialid()"
      case (.postgres, "Guid"): identity = " DEFAULT uuid_generate_v4()"
      case (.postgres, _):
        type = type == "bigint" ? "bigserial" : type == "smallint" ? "smallserial" : "serial"
      case (.mysql, _) where call.name != "Guid": identity = " AUTO_INCREMENT"
      case (.sqlserver, _): identity = " IDENTITY(1,1)"
      default: break
      }
    }
    let isOptional = (call.keyword("nullable") ?? call.argument(0, "nullable"))?.boolean ?? true
    return type + identity + (isOptional ? "" : " NOT NULL") + defaultClause(call)
  }

  private func defaultClause(_ call: FoldedCall) -> String {
    if let text = call.keyword("defaultValueSql")?.text, !text.isEmpty {
      return spelling.family == .mysql ? " DEFAULT " + text : " DEFAULT (" + text + ")"
    }
    guard let value = call.keyword("defaultValue"), !value.isNull else { return "" }
    let sql = EFColumn(spelling: spelling).sql(value)
    return sql == spelling.unknown ? "" : " DEFAULT " + sql
  }

  private func type(_ call: FoldedCall) -> String? {
    let length = call.keyword("maxLength")?.digits
    let precision = call.keyword("precision")?.digits
    let scale = call.keyword("scale")?.digits
    if let name = call.keyword("storeType")?.text, !name.isEmpty {
      return sized(name, length, precision, scale)
    }
    switch (call.name, spelling.family) {
    case ("Geography", _): return "geography"
    case ("Geometry", _): return "geometry"
    case ("HierarchyId", _): return "hierarchyid"
    case ("DateTime", .sqlserver): return "datetime"
    case ("DateTime", .postgres): return "timestamp"
    case ("DateTime", .mysql): return "datetime"
    default: break
    }
    guard let name = Self.types[call.name] else { return nil }
    return EFTypes(
      family: spelling.family, length: length, isUnicode: call.keyword("unicode")?.boolean ?? true,
      isFixed: call.keyword("fixedLength")?.boolean == true,
      isVersion: call.keyword("timestamp")?.boolean == true, precision: precision ?? "18",
      scale: scale ?? (precision == nil ? "2" : "0")
    ).type(name)
  }

  /// The type that a name stands for with its size: `varchar` with a length, `decimal`, `datetime2`.
  private func sized(_ name: String, _ length: String?, _ precision: String?, _ scale: String?) -> String {
    guard !name.contains("(") else { return name }
    switch name.lowercased() {
    case "char", "nchar", "varchar", "nvarchar", "binary", "varbinary":
      return length.map { name + "(" + $0 + ")" } ?? name
    case "decimal", "numeric":
      return precision.map { name + "(" + $0 + "," + (scale ?? "0") + ")" } ?? name
    case "datetime2", "datetimeoffset", "time": return precision.map { name + "(" + $0 + ")" } ?? name
    default: return name
    }
  }

  /// The types of C# that the methods of the builder stand for.
  private static let types = [
    "Binary": "byte[]", "Boolean": "bool", "Byte": "byte", "DateTime": "DateTime",
    "DateTimeOffset": "DateTimeOffset", "Decimal": "decimal", "Double": "double", "Guid": "Guid",
    "Int": "int", "Long": "long", "Short": "short", "Single": "float", "String": "string", "Time": "TimeSpan",
  ]
}
