/// Types in the spelling of the dialect that they are written in.
extension Parser {
  /// Gives a type the name under which its own database shows it; PostgreSQL's names are the parser's.
  func normalize(_ type: inout TypeName) {
    guard hasOwnTables, !dialect.switches.contains(.sqlite), type.qualifiers.isEmpty else { return }
    let isUnsigned = type.canonical.hasSuffix(" unsigned")
    if isUnsigned { type.canonical = String(type.canonical.dropLast(9)) }
    type.canonical = type.canonical.lowercased()
    type.canonical = Self.native[type.canonical] ?? type.canonical
    if dialect.switches.contains(.mySQL) { normalizeMySQL(&type) }
    if dialect.switches.contains(.transactSQL) { normalizeTransact(&type) }
    if isUnsigned { type.canonical += " unsigned" }
  }

  /// PostgreSQL's long names to the short ones of other databases.
  private static let native: [String: String] = [
    "character varying": "varchar", "character": "char", "\"char\"": "char", "integer": "int",
    "double precision": "double", "timestamp without time zone": "timestamp",
    "time without time zone": "time", "numeric": "decimal", "bit varying": "varbit",
    "bool": "boolean", "float8": "double", "float4": "float",
  ]

  /// Display widths say nothing; `bool` is `tinyint(1)`; synonyms get one name.
  private func normalizeMySQL(_ type: inout TypeName) {
    switch type.canonical {
    case "tinyint" where type.modifiers == ["1"]:
      type.canonical = "boolean"
      type.modifiers = []
    case "int", "smallint", "bigint", "mediumint", "tinyint", "int1", "int2", "int3", "int4", "int8",
      "middleint",
      "year":
      type.canonical = Self.integers[type.canonical] ?? type.canonical
      type.modifiers = []
    case "dec", "fixed": type.canonical = "decimal"
    case "real": type.canonical = "double"
    case "serial": type.canonical = "bigserial"
    case "nvarchar": type.canonical = "varchar"
    case "nchar": type.canonical = "char"
    default: break
    }
  }

  private static let integers: [String: String] = [
    "int1": "tinyint", "int2": "smallint", "int3": "mediumint", "middleint": "mediumint", "int4": "int",
    "int8": "bigint",
  ]

  private func normalizeTransact(_ type: inout TypeName) {
    switch type.canonical {
    case "bit": type.modifiers = []
    case "double": type.canonical = "float"
    case "dec": type.canonical = "decimal"
    case "timestamp": type.canonical = "rowversion"
    default: break
    }
  }
}
