import Domain
import ScriptSyntax

/// What a type is given: lengths, precisions, flags.
struct TypeArguments {
  private let call: FoldedCall?
  private let replay: AlembicReplay

  init(_ call: FoldedCall?, _ replay: AlembicReplay) {
    self.call = call
    self.replay = replay
  }

  /// The number at a place, or of a name.
  func number(_ place: Int, _ name: String) -> String? {
    guard let value = call?.argument(place, name) else { return nil }
    return replay.constant(value)?.integer.map(String.init)
  }

  /// Whether a flag is set, at a place or by name.
  func flag(_ place: Int, _ name: String) -> Bool { call?.argument(place, name)?.truth ?? false }

  /// The text at a place, or of a name.
  func text(_ place: Int, _ name: String) -> String? { call?.argument(place, name)?.text }

  /// `(20)`, or nothing.
  func sized(_ name: String = "length") -> String { number(0, name).map { "(\($0))" } ?? "" }

  /// `(10, 2)`, `(10)` or nothing.
  var scaled: String {
    guard let precision = number(0, "precision") else { return "" }
    return number(1, "scale").map { "(\(precision), \($0))" } ?? "(\(precision))"
  }
}

/// The types of SQLAlchemy, its dialects and its common extensions as SQL, as its compilers write them
/// (https://docs.sqlalchemy.org/en/20/core/type_basics.html).
enum SQLAlchemyTypes {
  /// The SQL of a type by its class name; nil for one that is not known.
  static func text(_ name: String, _ given: TypeArguments, dialect: String) -> String? {
    switch dialect {
    case "mysql": mysql(name, given) ?? common(name, given) ?? extensions(name, given)
    case "sqlite": sqlite(name, given) ?? common(name, given) ?? extensions(name, given)
    case "sqlserver": sqlserver(name, given) ?? common(name, given) ?? extensions(name, given)
    default: postgres(name, given) ?? common(name, given) ?? extensions(name, given)
    }
  }

  private static func common(_ name: String, _ given: TypeArguments) -> String? {
    switch name {
    case "String", "Unicode", "VARCHAR", "AutoString", "NVARCHAR", "VARCHAR2": "varchar" + given.sized()
    case "CHAR", "NCHAR": "char" + given.sized()
    case "Text", "UnicodeText", "TEXT", "CLOB": "text"
    case "Integer", "INTEGER", "INT", "MatchType": "integer"
    case "SmallInteger", "SMALLINT": "smallint"
    case "BigInteger", "BIGINT": "bigint"
    case "Boolean", "BOOLEAN": "boolean"
    case "Date", "DATE": "date"
    case "Numeric", "NUMERIC", "DECIMAL": "numeric" + given.scaled
    case "Float", "FLOAT": "float" + given.sized("precision")
    case "Double", "DOUBLE", "DOUBLE_PRECISION": "double precision"
    case "REAL": "real"
    case "JSON": "json"
    case "NullType": "text"
    default: nil
    }
  }

  private static func postgres(_ name: String, _ given: TypeArguments) -> String? {
    switch name {
    case "TIMESTAMPAware": return "timestamp with time zone"
    case "DateTime", "TIMESTAMP", "DATETIME":
      let precision = given.number(1, "precision").map { "(\($0))" } ?? ""
      return "timestamp\(precision) \(given.flag(0, "timezone") ? "with" : "without") time zone"
    case "Time", "TIME":
      let precision = given.number(1, "precision").map { "(\($0))" } ?? ""
      return "time\(precision) \(given.flag(0, "timezone") ? "with" : "without") time zone"
    case "Interval", "INTERVAL":
      let precision = given.number(0, "precision").map { "(\($0))" } ?? ""
      return "interval" + (given.text(9, "fields").map { " " + $0 } ?? "") + precision
    case "LargeBinary", "BLOB", "BINARY", "VARBINARY", "PickleType", "BYTEA", "MEDIUMBLOB", "LONGBLOB":
      return "bytea"
    case "Uuid": return given.keywordIsFalse("native_uuid") ? "char(32)" : "uuid"
    case "UUID", "GUID", "PG_UUID": return "uuid"
    case "BIT": return (given.flag(1, "varying") ? "bit varying" : "bit") + given.sized()
    case "JSONB", "HSTORE", "INET", "CIDR", "MACADDR", "MACADDR8", "TSVECTOR", "TSQUERY", "OID", "MONEY",
      "CITEXT", "REGCLASS", "REGCONFIG", "INT4RANGE", "INT8RANGE", "NUMRANGE", "DATERANGE", "TSRANGE",
      "TSTZRANGE", "INT4MULTIRANGE", "INT8MULTIRANGE", "NUMMULTIRANGE", "DATEMULTIRANGE", "TSMULTIRANGE",
      "TSTZMULTIRANGE", "XML", "JSONPATH", "SERIAL", "BIGSERIAL", "SMALLSERIAL", "PG_LSN":
      return name.lowercased()
    case "DOMAIN", "NamedType": return given.text(0, "name")
    case "TINYINT", "YEAR": return "smallint"
    case "MEDIUMTEXT", "LONGTEXT", "TINYTEXT": return "text"
    default: return nil
    }
  }

  private static func mysql(_ name: String, _ given: TypeArguments) -> String? {
    func signed(_ text: String) -> String { text + (given.flag(9, "unsigned") ? " unsigned" : "") }
    switch name {
    case "DateTime", "DATETIME": return "datetime" + (given.number(1, "fsp").map { "(\($0))" } ?? "")
    case "TIMESTAMP": return "timestamp" + (given.number(1, "fsp").map { "(\($0))" } ?? "")
    case "Time", "TIME": return "time" + (given.number(1, "fsp").map { "(\($0))" } ?? "")
    case "Interval": return "datetime"
    case "LargeBinary", "PickleType": return "blob" + given.sized()
    case "Uuid", "UUID": return "char(32)"
    case "Boolean", "BOOLEAN": return "bool"
    case "Text", "UnicodeText", "TEXT": return "text" + given.sized()
    case "Numeric", "NUMERIC": return "numeric" + given.scaled
    case "Double", "DOUBLE": return "double" + given.scaled
    case "TINYINT", "INTEGER", "SMALLINT", "BIGINT", "MEDIUMINT":
      return signed(name.lowercased() + given.sized("display_width"))
    case "BINARY", "VARBINARY": return name.lowercased() + given.sized()
    case "BIT", "YEAR": return name.lowercased() + given.sized()
    case "BLOB", "MEDIUMBLOB", "LONGBLOB", "TINYBLOB", "MEDIUMTEXT", "LONGTEXT", "TINYTEXT":
      return name.lowercased()
    case "JSONB": return "json"
    default: return nil
    }
  }

  private static func sqlite(_ name: String, _ given: TypeArguments) -> String? {
    switch name {
    case "DateTime", "Interval", "DATETIME": "datetime"
    case "TIMESTAMP": "timestamp"
    case "Time", "TIME": "time"
    case "LargeBinary", "PickleType", "BLOB", "BYTEA": "blob"
    case "Uuid", "UUID": "char(32)"
    case "JSONB": "jsonb"
    default: nil
    }
  }

  private static func sqlserver(_ name: String, _ given: TypeArguments) -> String? {
    func sized(_ text: String) -> String { text + (given.number(0, "length").map { "(\($0))" } ?? "(max)") }
    switch name {
    case "String", "VARCHAR": return sized("varchar")
    case "Unicode", "NVARCHAR": return sized("nvarchar")
    case "Text", "TEXT": return "varchar(max)"
    case "UnicodeText": return "nvarchar(max)"
    case "Boolean", "BOOLEAN", "BIT": return "bit"
    case "DateTime": return given.flag(0, "timezone") ? "datetimeoffset" : "datetime"
    case "DATETIME2", "DATETIMEOFFSET", "SMALLDATETIME", "TINYINT", "MONEY", "SMALLMONEY", "XML", "IMAGE",
      "NTEXT", "ROWVERSION", "SQL_VARIANT", "DATETIME":
      return name.lowercased()
    case "Time", "TIME": return "time"
    case "Interval": return "datetime"
    case "LargeBinary", "VARBINARY", "PickleType": return sized("varbinary")
    case "Uuid", "UUID", "UNIQUEIDENTIFIER": return "uniqueidentifier"
    case "JSON", "JSONB": return "nvarchar(max)"
    default: return nil
    }
  }

  /// GeoAlchemy2, pgvector and sqlalchemy-utils.
  private static func extensions(_ name: String, _ given: TypeArguments) -> String? {
    switch name {
    case "Geometry", "Geography", "Raster":
      guard let shape = given.text(0, "geometry_type") ?? (name == "Raster" ? nil : "GEOMETRY") else {
        return name.lowercased()
      }
      return "\(name.lowercased())(\(shape),\(given.number(1, "srid") ?? "-1"))"
    case "Vector", "VECTOR", "HALFVEC", "SPARSEVEC", "HalfVector", "SparseVector":
      let type = ["HalfVector": "halfvec", "SparseVector": "sparsevec"][name] ?? name.lowercased()
      return type + given.sized("dim")
    case "UUIDType": return "uuid"
    case "EmailType", "ChoiceType": return "varchar(255)"
    case "URLType", "ScalarListType": return "text"
    case "PhoneNumberType": return "varchar(20)"
    case "JSONType": return "json"
    case "TSVectorType": return "tsvector"
    case "LtreeType", "LTREE": return "ltree"
    case "LQUERY", "LTXTQUERY": return name.lowercased()
    case "PasswordType": return "bytea"
    case "ArrowType", "EnrichedDateTimeType": return "timestamp without time zone"
    case "CountryType": return "varchar(2)"
    case "CurrencyType": return "varchar(3)"
    case "IPAddressType", "TimezoneType": return "varchar(50)"
    case "ColorType": return "varchar(20)"
    case "LocaleType": return "varchar(10)"
    case "WeekDaysType": return "bit(7)"
    case "IntRangeType": return "int4range"
    case "NumericRangeType": return "numrange"
    case "DateRangeType": return "daterange"
    case "DateTimeRangeType": return "tsrange"
    default: return nil
    }
  }
}

extension TypeArguments {
  /// Whether a named flag is given as false.
  func keywordIsFalse(_ name: String) -> Bool { call?.keyword(name)?.truth == false }
}
