import Domain
import ScriptSyntax

/// The types of columns by the classes of fields: `SQL_TYPE` and its kin of `tortoise/fields/data.py`.
struct TortoiseTypes {
  let family: SQLSpelling.Family

  /// The type that a class of a field has; nil if it is none of Tortoise.
  func type(of call: FoldedCall, named name: String, labels: [Literal]?) -> String? {
    switch name {
    case "CharField":
      return call.argument(0, "max_length")?.number.map { "VARCHAR(\($0))" }
    case "CharEnumField":
      // What is not given is as long as the longest value.
      if let length = call.argument(2, "max_length")?.integer, length > 0 { return "VARCHAR(\(length))" }
      return labels.map { "VARCHAR(\($0.map { $0.text?.unicodeScalars.count ?? 0 }.max() ?? 0))" }
    case "IntEnumField": return "SMALLINT"
    case "DecimalField":
      guard let digits = call.argument(0, "max_digits")?.number,
        let places = call.argument(1, "decimal_places")?.number
      else { return nil }
      return family == .sqlite ? "VARCHAR(40)" : "DECIMAL(\(digits),\(places))"
    case "ArrayField": return (call.argument(0, "element_type")?.text ?? "int").uppercased() + "[]"
    case "UUIDField" where call.resolved?.contains(text: ".mysql.") == true:
      return call.keyword("binary_compressed")?.boolean == false ? "CHAR(36)" : "BINARY(16)"
    default:
      guard let row = Self.plain[name] else { return nil }
      return switch family {
      case .postgres, .other: row.postgres
      case .mysql: row.mysql
      case .sqlite: row.sqlite
      case .sqlserver: row.sqlserver
      }
    }
  }

  /// The type of a key that Tortoise adds where a model has none.
  static let key = "INT"

  /// What follows the name of a key that the database counts up.
  func counter(_ type: String) -> String {
    switch family {
    case .postgres, .other:
      (type == "BIGINT" ? "BIGSERIAL" : type == "SMALLINT" ? "SMALLSERIAL" : "SERIAL")
        + " NOT NULL PRIMARY KEY"
    case .mysql: type + " NOT NULL PRIMARY KEY AUTO_INCREMENT"
    case .sqlite: "INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"
    case .sqlserver: type + " IDENTITY(1,1) NOT NULL PRIMARY KEY"
    }
  }

  private typealias Row = (postgres: String, mysql: String, sqlite: String, sqlserver: String)

  private static let plain: [String: Row] = [
    "IntField": ("INT", "INT", "INT", "INT"),
    "BigIntField": ("BIGINT", "BIGINT", "BIGINT", "BIGINT"),
    "SmallIntField": ("SMALLINT", "SMALLINT", "SMALLINT", "SMALLINT"),
    "TextField": ("TEXT", "LONGTEXT", "TEXT", "NVARCHAR(MAX)"),
    "BooleanField": ("BOOL", "BOOL", "INT", "BIT"),
    "DatetimeField": ("TIMESTAMPTZ", "DATETIME(6)", "TIMESTAMP", "DATETIME2"),
    "DateField": ("DATE", "DATE", "DATE", "DATE"),
    "TimeField": ("TIMETZ", "TIME(6)", "TIME", "TIME"),
    "TimeDeltaField": ("BIGINT", "BIGINT", "BIGINT", "BIGINT"),
    "FloatField": ("DOUBLE PRECISION", "DOUBLE", "REAL", "DOUBLE PRECISION"),
    "JSONField": ("JSONB", "JSON", "JSON", "NVARCHAR(MAX)"),
    "UUIDField": ("UUID", "CHAR(36)", "CHAR(36)", "CHAR(36)"),
    "BinaryField": ("BYTEA", "LONGBLOB", "BLOB", "VARBINARY(MAX)"),
    "TSVectorField": ("TSVECTOR", "TSVECTOR", "TSVECTOR", "TSVECTOR"),
    "GeometryField": ("GEOMETRY", "GEOMETRY", "GEOMETRY", "GEOMETRY"),
  ]
}
