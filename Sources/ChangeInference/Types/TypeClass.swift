import Domain

/// What kind of values a type holds, with the measures that decide whether old values fit.
enum TypeClass: Hashable, Sendable {
  /// Whole numbers of so many decimal digits that always fit.
  case integer(digits: Int)
  /// Exact decimals; nil means no limit.
  case decimal(precision: Int?, scale: Int?)
  /// Binary floating point with so many exact decimal digits.
  case float(digits: Int)
  /// Text; nil means no limit. `isPadded` for `char(n)`.
  case text(limit: Int?, isPadded: Bool)
  /// True or false.
  case boolean
  /// 128-bit identifiers.
  case uuid
  /// A day.
  case date
  /// A time of day.
  case time(isZoned: Bool)
  /// A moment with so many digits below the second.
  case timestamp(isZoned: Bool, precision: Int)
  /// A span of time.
  case interval
  /// JSON.
  case json
  /// Bytes.
  case bytes
  /// Network addresses, by type name.
  case network(String)
  /// An enumerated type's labels, in order.
  case enumeration([String])
  /// A list of another type.
  indirect case array(TypeClass)
  /// A range, by type name.
  case range(String)
  /// Any other type, by name with modifiers.
  case other(String)
}

/// The classes of PostgreSQL's types by canonical and usual names.
///
/// Source: PostgreSQL 15 documentation, chapter 8 "Data Types".
enum TypeCatalogue {
  /// The class of a built-in type; nil for a type that the user defines. `fraction` is how many digits of a second a time
  /// keeps for which none are written.
  static func builtIn(_ name: String, modifiers: [String], fraction: Int = 6) -> TypeClass? {
    let numbers = modifiers.map { Int($0) }
    let first = numbers.first ?? nil
    if name.hasSuffix(" unsigned") { return unsigned(String(name.dropLast(9)), modifiers: modifiers) }
    switch name {
    case "smallint", "int2", "smallserial", "serial2", "tinyint": return .integer(digits: 4)
    case "integer", "int", "int4", "serial", "serial4": return .integer(digits: 9)
    case "bigint", "int8", "bigserial", "serial8", "oid": return .integer(digits: 18)
    case "numeric", "decimal", "dec":
      guard let first else { return .decimal(precision: nil, scale: nil) }
      return .decimal(precision: first, scale: (numbers.dropFirst().first ?? nil) ?? 0)
    case "money": return .decimal(precision: 19, scale: 2)
    case "real", "float4": return .float(digits: 6)
    case "double precision", "float8", "double": return .float(digits: 15)
    case "float": return .float(digits: (first ?? 53) <= 24 ? 6 : 15)
    case "mediumint": return .integer(digits: 6)
    case "year": return .integer(digits: 4)
    case "smallmoney": return .decimal(precision: 10, scale: 4)
    case "nvarchar", "nchar", "sysname": return nationalText(name, first)
    case "tinytext", "mediumtext", "longtext", "ntext": return .text(limit: nil, isPadded: false)
    case "datetime2": return .timestamp(isZoned: false, precision: first ?? 7)
    case "smalldatetime": return .timestamp(isZoned: false, precision: 0)
    case "datetimeoffset": return .timestamp(isZoned: true, precision: first ?? 7)
    case "uniqueidentifier": return .uuid
    case "binary", "varbinary", "tinyblob", "mediumblob", "longblob", "image", "rowversion": return .bytes
    case "text", "citext", "clob", "string", "name":
      return .text(limit: name == "name" ? 63 : nil, isPadded: false)
    case "character varying", "varchar": return .text(limit: first, isPadded: false)
    case "character", "char", "bpchar": return .text(limit: first ?? 1, isPadded: true)
    case "boolean", "bool": return .boolean
    // One bit is how SQL Server, and programs on MySQL, say true or false.
    case "bit" where modifiers.isEmpty || modifiers == ["1"]: return .boolean
    case "uuid": return .uuid
    case "date": return .date
    case "time", "time without time zone": return .time(isZoned: false)
    case "timetz", "time with time zone": return .time(isZoned: true)
    case "timestamp", "timestamp without time zone", "datetime":
      return .timestamp(isZoned: false, precision: first ?? fraction)
    case "timestamptz", "timestamp with time zone":
      return .timestamp(isZoned: true, precision: first ?? fraction)
    case "interval": return .interval
    case "json", "jsonb": return .json
    case "bytea", "blob", "bit", "bit varying", "varbit": return .bytes
    case "inet", "cidr", "macaddr", "macaddr8": return .network(name)
    case "int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange": return .range(name)
    default: return clickHouse(name, modifiers, first)
    }
  }

  /// ClickHouse's own names, which keep their case (clickhouse.com/docs/en/sql-reference/data-types).
  private static func clickHouse(_ name: String, _ modifiers: [String], _ first: Int?) -> TypeClass? {
    switch name {
    case "Int8", "UInt8": .integer(digits: 2)
    case "Int16", "UInt16": .integer(digits: 4)
    case "Int32", "UInt32": .integer(digits: 9)
    case "Int64": .integer(digits: 18)
    case "UInt64": .integer(digits: 19)
    case "Int128", "UInt128": .integer(digits: 38)
    case "Int256", "UInt256": .integer(digits: 76)
    case "Float32": .float(digits: 6)
    case "Float64": .float(digits: 15)
    case "Decimal": builtIn("decimal", modifiers: modifiers)
    case "String": .text(limit: nil, isPadded: false)
    case "Bool": .boolean
    case "UUID": .uuid
    case "Date", "Date32": .date
    case "DateTime": .timestamp(isZoned: false, precision: 0)
    case "DateTime64": .timestamp(isZoned: false, precision: first ?? 3)
    case "JSON": .json
    default: nil
    }
  }

  /// MySQL's unsigned numbers: one sign bit more (dev.mysql.com/doc/refman/8.4/en/integer-types.html).
  private static func unsigned(_ name: String, modifiers: [String]) -> TypeClass? {
    guard let signed = builtIn(name, modifiers: modifiers), case .integer(let digits) = signed else {
      return builtIn(name, modifiers: modifiers)
    }
    return .integer(digits: digits == 18 ? 19 : digits)
  }

  /// Text of SQL Server whose limit counts characters; `max` is none.
  private static func nationalText(_ name: String, _ limit: Int?) -> TypeClass {
    .text(limit: name == "sysname" ? 128 : limit ?? (name == "nchar" ? 1 : nil), isPadded: name == "nchar")
  }
}
