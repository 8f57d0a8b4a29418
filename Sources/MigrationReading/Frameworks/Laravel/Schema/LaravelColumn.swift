import Domain
import ScriptSyntax

/// One column of a table block with what is chained to it.
struct LaravelColumn {
  var definition: ColumnDefinition
  var constraints: [Constraint]
  var position = ColumnPosition.last
  var range: ScriptRange
  /// The first call of the chain, by which later calls on the same column are known.
  var origin: ScriptRange
  /// It is stated anew (`change()`).
  var isChanged = false
  /// What a change states besides the type.
  var statesNullability = false
  var statesDefault = false
  /// Indexes and references that are made after it.
  var steps: [OperationKind] = []
}

/// Calls of the table builder that make columns.
enum LaravelColumnMethods {
  /// Methods that make one column.
  static let single: Set<String> = [
    "id", "increments", "integerIncrements", "tinyIncrements", "smallIncrements", "mediumIncrements",
    "bigIncrements", "char", "string", "tinyText", "text", "mediumText", "longText", "integer", "tinyInteger",
    "smallInteger", "mediumInteger", "bigInteger", "unsignedInteger", "unsignedTinyInteger",
    "unsignedSmallInteger", "unsignedMediumInteger", "unsignedBigInteger", "foreignId", "foreignIdFor",
    "float",
    "double", "decimal", "unsignedFloat", "unsignedDouble", "unsignedDecimal", "boolean", "enum", "set",
    "json",
    "jsonb", "date", "dateTime", "dateTimeTz", "time", "timeTz", "timestamp", "timestampTz", "year", "binary",
    "uuid", "foreignUuid", "ulid", "foreignUlid", "ipAddress", "macAddress", "geometry", "geography", "point",
    "lineString", "polygon", "geometryCollection", "multiPoint", "multiLineString", "multiPolygon",
    "multiPolygonZ", "computed", "vector", "addColumn", "rawColumn", "rememberToken", "softDeletes",
    "softDeletesTz", "softDeletesDatetime",
  ]

  /// Methods that make several columns.
  static let several: Set<String> = [
    "timestamps", "timestampsTz", "nullableTimestamps", "nullableTimestampsTz", "datetimes", "morphs",
    "nullableMorphs", "uuidMorphs", "nullableUuidMorphs", "ulidMorphs", "nullableUlidMorphs", "numericMorphs",
    "nullableNumericMorphs", "nestedSet", "schemalessAttributes",
  ]

  private static let written = Dictionary(
    (single.union(several)).map { ($0.lowercased(), $0) }, uniquingKeysWith: { one, _ in one })

  /// A method of this list as it is spelled here: PHP does not tell cases apart.
  static func spelled(_ name: String) -> String? { written[name.lowercased()] }

  /// The plain method behind one that says more: `unsignedBigInteger` is `bigInteger`; whether it is unsigned and
  /// whether it counts by itself.
  static func plain(_ name: String) -> (method: String, isUnsigned: Bool, increments: Bool) {
    switch name {
    case "id", "bigIncrements": return ("bigInteger", true, true)
    case "increments", "integerIncrements": return ("integer", true, true)
    case "tinyIncrements": return ("tinyInteger", true, true)
    case "smallIncrements": return ("smallInteger", true, true)
    case "mediumIncrements": return ("mediumInteger", true, true)
    case "foreignId": return ("bigInteger", true, false)
    case "rememberToken": return ("string", false, false)
    case "softDeletes": return ("timestamp", false, false)
    case "softDeletesTz": return ("timestampTz", false, false)
    case "softDeletesDatetime": return ("dateTime", false, false)
    default: break
    }
    guard name.hasPrefix("unsigned") else { return (name, false, false) }
    let rest = name.dropFirst(8)
    return (rest.prefix(1).lowercased() + rest.dropFirst(), true, false)
  }

  /// The name that a column has when none is given.
  static func defaultName(_ method: String) -> String? {
    switch method {
    case "id", "uuid", "ulid": method
    case "ipAddress": "ip_address"
    case "macAddress": "mac_address"
    case "rememberToken": "remember_token"
    case "softDeletes", "softDeletesTz", "softDeletesDatetime": "deleted_at"
    default: nil
    }
  }
}
