import Domain

/// The families of types that databases and warehouses share, whatever their names for them.
///
/// A contract on a column holds for the family: the loader and the warehouse choose the exact type within it.
enum TypeFamily: Hashable {
  case number
  case text
  case boolean
  case date
  case time
  case timestamp
  case interval
  case uuid
  case document
  case list
  case bytes

  /// The family of a type as it is written; nil for one that is not known, such as a user's own.
  init?(_ written: String) {
    let text = written.lowercased()
    guard !text.hasSuffix("[]"), !text.hasPrefix("array") else {
      self = .list
      return
    }
    let word = text.prefix { $0 != "(" && $0 != "<" }.split(separator: " ").first.map(String.init) ?? ""
    guard let family = Self.families[word] else { return nil }
    self = family
  }

  private static let families: [String: TypeFamily] = {
    var families: [String: TypeFamily] = [:]
    for (family, names) in names { for name in names { families[name] = family } }
    return families
  }()

  private static let names: [(TypeFamily, [String])] = [
    (
      .number,
      [
        "int", "integer", "int2", "int4", "int8", "int16", "int32", "int64", "bigint", "smallint", "tinyint",
        "mediumint", "byteint", "hugeint", "numeric", "decimal", "dec", "number", "bignumeric", "float",
        "float4", "float8", "float32", "float64", "double", "real", "money", "serial", "bigserial",
        "smallserial", "long", "short",
      ]
    ),
    (
      .text,
      [
        "text", "varchar", "character", "char", "string", "nvarchar", "nchar", "varchar2", "bpchar", "citext",
        "tinytext", "mediumtext", "longtext", "clob", "ntext",
      ]
    ),
    (.boolean, ["boolean", "bool"]),
    (.date, ["date"]),
    (.time, ["time", "timetz"]),
    (
      .timestamp,
      [
        "timestamp", "timestamptz", "datetime", "datetime2", "timestamp_ntz", "timestamp_ltz", "timestamp_tz",
        "datetimeoffset", "smalldatetime",
      ]
    ),
    (.interval, ["interval"]),
    (.uuid, ["uuid", "uniqueidentifier"]),
    (.document, ["json", "jsonb", "variant", "super", "object", "struct", "map"]),
    (.bytes, ["bytea", "blob", "binary", "varbinary", "bytes", "tinyblob", "mediumblob", "longblob"]),
  ]
}

extension TypeChange {
  /// Whether a column that was declared with a type, and kept it so far, no longer has it.
  func breaks(declared: String) -> Bool {
    guard let before = TypeFamily(from), let after = TypeFamily(to), let declared = TypeFamily(declared)
    else { return false }
    return before == declared && after != declared
  }
}
