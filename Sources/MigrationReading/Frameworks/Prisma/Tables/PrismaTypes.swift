import Domain
import SQLSyntax

/// Column types of fields, as the migrations of Prisma write them
/// (https://www.prisma.io/docs/orm/reference/prisma-schema-reference#model-field-scalar-types).
struct PrismaTypes {
  private let provider: PrismaProvider
  private let dialect: Dialect?
  private var known: [String: ColumnType] = [:]

  init(_ provider: PrismaProvider) {
    self.provider = provider
    dialect = DialectList.readable(provider.dialect)
  }

  /// Scalar types of the language.
  static let scalars: Set<String> = [
    "String", "Boolean", "Int", "BigInt", "Float", "Decimal", "DateTime", "Json", "Bytes",
  ]

  /// The type of a scalar without a native one.
  mutating func scalar(_ name: String) -> ColumnType {
    type(sql: Self.defaults[provider]?[name] ?? name)
  }

  /// `VarChar` with its arguments.
  mutating func native(_ name: String, _ arguments: [String]) -> ColumnType {
    var words = Self.spelled[name] ?? name.uppercased()
    let list = arguments.isEmpty ? "" : "(" + arguments.joined(separator: ", ") + ")"
    if name.hasPrefix("Unsigned") {
      words = String(name.dropFirst(8)).uppercased() + list + " UNSIGNED"
    } else {
      words += list
    }
    return type(sql: words)
  }

  /// A type in the words of the database.
  mutating func type(sql: String) -> ColumnType {
    if let type = known[sql] { return type }
    var type = ColumnType(sql.lowercased())
    if let dialect {
      var parser = Parser(source: Array(sql.utf8), dialect: dialect)
      if let parsed = try? parser.parseTypeName(), !parsed.canonical.isEmpty { type = ColumnType(parsed) }
    }
    known[sql] = type
    return type
  }

  /// An enum as MySQL has it: its values stand in the column's type.
  mutating func inlineEnum(_ labels: [String]) -> ColumnType {
    type(
      sql: "ENUM(" + labels.map { "'" + $0.replacingParts("'", with: "''") + "'" }.joined(separator: ", ")
        + ")")
  }

  private static let spelled = ["DoublePrecision": "DOUBLE PRECISION"]

  private static let defaults: [PrismaProvider: [String: String]] = [
    .postgresql: [
      "String": "TEXT", "Boolean": "BOOLEAN", "Int": "INTEGER", "BigInt": "BIGINT",
      "Float": "DOUBLE PRECISION", "Decimal": "DECIMAL(65,30)", "DateTime": "TIMESTAMP(3)", "Json": "JSONB",
      "Bytes": "BYTEA",
    ],
    .cockroachdb: [
      "String": "STRING", "Boolean": "BOOL", "Int": "INT4", "BigInt": "INT8", "Float": "FLOAT8",
      "Decimal": "DECIMAL(65,30)", "DateTime": "TIMESTAMP(3)", "Json": "JSONB", "Bytes": "BYTES",
    ],
    .mysql: [
      "String": "VARCHAR(191)", "Boolean": "BOOLEAN", "Int": "INTEGER", "BigInt": "BIGINT",
      "Float": "DOUBLE", "Decimal": "DECIMAL(65,30)", "DateTime": "DATETIME(3)", "Json": "JSON",
      "Bytes": "LONGBLOB",
    ],
    .sqlite: [
      "String": "TEXT", "Boolean": "BOOLEAN", "Int": "INTEGER", "BigInt": "BIGINT", "Float": "REAL",
      "Decimal": "DECIMAL", "DateTime": "DATETIME", "Json": "JSONB", "Bytes": "BLOB",
    ],
    .sqlserver: [
      "String": "NVARCHAR(1000)", "Boolean": "BIT", "Int": "INT", "BigInt": "BIGINT", "Float": "FLOAT(53)",
      "Decimal": "DECIMAL(32,16)", "DateTime": "DATETIME2", "Json": "NVARCHAR(MAX)",
      "Bytes": "VARBINARY(MAX)",
    ],
  ]
}
