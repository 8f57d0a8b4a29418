/// The types that the providers of databases take for those of C# where a migration names none
/// (https://learn.microsoft.com/sql/relational-databases/clr-integration-database-objects-types-net-framework/mapping-clr-parameter-data,
/// https://www.npgsql.org/doc/types/basic.html).
struct EFTypes {
  let family: SQLSpelling.Family
  let length: String?
  let isUnicode: Bool
  let isFixed: Bool
  let isVersion: Bool
  let precision: String?
  let scale: String?

  /// The type for one of C#; nil for types of the application.
  func type(_ name: String) -> String? {
    switch family {
    case .postgres: postgres(name)
    case .mysql: mysql(name)
    case .sqlite: sqlite(name)
    case .sqlserver, .other: sqlserver(name)
    }
  }

  private func sized(_ name: String, _ fallback: String) -> String {
    length.map { name + "(" + $0 + ")" } ?? fallback
  }

  private func decimal(_ name: String, _ fallback: String) -> String {
    precision.map { name + "(" + $0 + "," + (scale ?? "0") + ")" } ?? fallback
  }

  private func sqlserver(_ name: String) -> String? {
    let text = (isUnicode ? "n" : "") + (isFixed ? "char" : "varchar")
    return switch name {
    case "int", "Int32", "uint": "int"
    case "long", "Int64": "bigint"
    case "short", "Int16": "smallint"
    case "byte", "Byte": "tinyint"
    case "bool", "Boolean": "bit"
    case "string", "String": sized(text, text + "(max)")
    case "char", "Char": "nvarchar(1)"
    case "DateTime": "datetime2"
    case "DateTimeOffset": "datetimeoffset"
    case "DateOnly": "date"
    case "TimeSpan", "TimeOnly": "time"
    case "Guid": "uniqueidentifier"
    case "decimal", "Decimal": decimal("decimal", "decimal(18,2)")
    case "ulong": "decimal(20,0)"
    case "double", "Double": "float"
    case "float", "Single": "real"
    case "byte[]", "Byte[]": isVersion ? "rowversion" : sized("varbinary", "varbinary(max)")
    default: nil
    }
  }

  private func postgres(_ name: String) -> String? {
    if name.hasSuffix("[]"), name != "byte[]", let element = postgres(String(name.dropLast(2))) {
      return element + "[]"
    }
    if name.hasPrefix("List<"), name.hasSuffix(">"),
      let element = postgres(String(name.dropFirst(5).dropLast()))
    {
      return element + "[]"
    }
    return switch name {
    case "int", "Int32": "integer"
    case "long", "Int64", "uint": "bigint"
    case "short", "Int16", "byte", "Byte": "smallint"
    case "bool", "Boolean": "boolean"
    case "string", "String": sized(isFixed ? "character" : "character varying", "text")
    case "char", "Char": "character(1)"
    case "DateTime", "DateTimeOffset": "timestamp with time zone"
    case "DateOnly": "date"
    case "TimeOnly": "time without time zone"
    case "TimeSpan": "interval"
    case "Guid": "uuid"
    case "decimal", "Decimal": decimal("numeric", "numeric")
    case "ulong": "numeric(20,0)"
    case "double", "Double": "double precision"
    case "float", "Single": "real"
    case "byte[]", "Byte[]": "bytea"
    case "IPAddress": "inet"
    case "JsonDocument", "JsonElement": "jsonb"
    case "BitArray": "bit varying"
    default: nil
    }
  }

  private func mysql(_ name: String) -> String? {
    switch name {
    case "int", "Int32": "int"
    case "uint": "int unsigned"
    case "long", "Int64": "bigint"
    case "ulong": "bigint unsigned"
    case "short", "Int16": "smallint"
    case "byte", "Byte": "tinyint unsigned"
    case "bool", "Boolean": "tinyint(1)"
    case "string", "String": sized(isFixed ? "char" : "varchar", "longtext")
    case "char", "Char": "varchar(1)"
    case "DateTime", "DateTimeOffset": isVersion ? "timestamp(6)" : "datetime(6)"
    case "DateOnly": "date"
    case "TimeSpan", "TimeOnly": "time(6)"
    case "Guid": "char(36)"
    case "decimal", "Decimal": decimal("decimal", "decimal(65,30)")
    case "double", "Double": "double"
    case "float", "Single": "float"
    case "byte[]", "Byte[]": sized("varbinary", "longblob")
    default: nil
    }
  }

  private func sqlite(_ name: String) -> String? {
    switch name {
    case "int", "Int32", "uint", "long", "Int64", "ulong", "short", "Int16", "byte", "Byte", "bool",
      "Boolean":
      "INTEGER"
    case "double", "Double", "float", "Single": "REAL"
    case "byte[]", "Byte[]": "BLOB"
    case "string", "String", "char", "Char", "DateTime", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan",
      "Guid",
      "decimal", "Decimal":
      "TEXT"
    default: nil
    }
  }
}
