/// Data types as changelogs name them: a database's own, java.sql.Types, or Liquibase's neutral ones, which each
/// database spells its own way (docs.liquibase.com, "Liquibase data types").
enum LiquibaseTypes {
  /// A type as a dialect has it; what is not neutral stays as written.
  static func spelled(_ written: String, dialect: String) -> String {
    var text = written
    for prefix in ["java.sql.Types.", "java.lang.", "java.util.", "java.math."] where text.hasPrefix(prefix) {
      text = String(text.dropFirst(prefix.count))
    }
    // A length that is a property without a value.
    if let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close,
      text[open...close].contains("$")
    {
      text.removeSubrange(open...close)
    }
    let end = text.firstIndex { $0 == "(" || $0 == " " || $0 == "{" } ?? text.endIndex
    let name = text[..<end].lowercased()
    let rest = text[end...]
    guard let table = tables[dialect], let own = table[name] else { return text }
    // Lengths mean nothing to large objects.
    let takesLength = own.hasSuffix("char") || own.hasPrefix("numeric") || own.hasPrefix("decimal")
    let isWhole = own.contains("(") || !takesLength && rest.first == "("
    guard isWhole else { return own + rest }
    return own + (rest.firstIndex(of: ")").map { rest[rest.index(after: $0)...] } ?? "")
  }

  private static let tables: [String: [String: String]] = [
    "postgres": [
      "bigdecimal": "numeric", "blob": "bytea", "longblob": "bytea", "mediumblob": "bytea",
      "tinyblob": "bytea",
      "binary": "bytea", "varbinary": "bytea", "longvarbinary": "bytea", "image": "bytea", "raw": "bytea",
      "clob": "text", "nclob": "text", "longtext": "text", "mediumtext": "text", "tinytext": "text",
      "longvarchar": "text", "longnvarchar": "text", "ntext": "text", "string": "varchar",
      "currency": "numeric(19,2)", "datetime": "timestamp", "datetime2": "timestamp",
      "smalldatetime": "timestamp",
      "timestamp_with_timezone": "timestamp with time zone", "time_with_timezone": "time with time zone",
      "number": "numeric", "nvarchar": "varchar", "nvarchar2": "varchar", "varchar2": "varchar",
      "nchar": "char",
      "tinyint": "smallint", "mediumint": "integer", "double": "double precision", "bit": "boolean",
      "integer": "integer", "uniqueidentifier": "uuid",
    ],
    "mysql": [
      "bigdecimal": "decimal", "boolean": "bit(1)", "clob": "longtext", "nclob": "longtext",
      "blob": "longblob",
      "currency": "decimal(19,2)", "number": "numeric", "nvarchar": "varchar", "nvarchar2": "varchar",
      "varchar2": "varchar", "uuid": "char(36)", "timestamp_with_timezone": "timestamp",
      "timestamptz": "timestamp",
      "longvarchar": "longtext", "longvarbinary": "longblob", "datetime2": "datetime",
    ],
    "sqlserver": [
      "bigdecimal": "decimal", "boolean": "bit", "clob": "varchar(max)", "nclob": "nvarchar(max)",
      "text": "varchar(max)", "blob": "varbinary(max)", "currency": "money", "number": "numeric",
      "datetime": "datetime2", "timestamp": "datetime2", "double": "float", "uuid": "uniqueidentifier",
      "longtext": "varchar(max)", "timestamp_with_timezone": "datetimeoffset", "varchar2": "varchar",
    ],
    "sqlite": [
      "bigdecimal": "numeric", "clob": "text", "nclob": "text", "currency": "real", "number": "numeric",
      "uuid": "text", "varchar2": "varchar", "nvarchar2": "varchar",
    ],
  ]
}
