import Domain
import ScriptSyntax

/// Data types of Sequelize as its dialects write them (https://sequelize.org/docs/v6/other-topics/other-data-types/).
struct SequelizeTypes {
  let table: TableName
  let column: String
  let family: SQLSpelling.Family
  let spelling: SQLSpelling

  /// The SQL of a type; nil if it is not known.
  func type(_ value: FoldedValue, level: Int = 0) -> String? {
    guard level < 5 else { return nil }
    if let text = value.text { return text.isEmpty ? nil : text }
    guard let name = Self.name(value) else { return nil }
    let arguments = Self.arguments(value)
    let first = arguments.first
    let flags = Self.flags(value)
    switch name {
    case "ENUM": return enumType(value)
    case "ARRAY": return first.flatMap { type($0.entry("type") ?? $0, level: level + 1) }.map { $0 + "[]" }
    case "RANGE": return first.flatMap(Self.name).map { Self.ranges[$0] ?? "int4range" } ?? "int4range"
    case "STRING":
      if flags.contains("BINARY") {
        return family == .postgres ? "bytea" : "varchar(" + length(first) + ") binary"
      }
      return "varchar(" + length(first) + ")"
    case "CHAR": return "char(" + length(first) + ")"
    case "TEXT":
      guard family == .mysql, let size = first?.text ?? first?.entry("length")?.text else { return "text" }
      return ["tiny", "medium", "long"].contains(size) ? size + "text" : "text"
    case "DECIMAL", "NUMERIC":
      let parts =
        (first?.entry("precision").map { [$0] + (first?.entry("scale").map { [$0] } ?? []) } ?? arguments)
        .compactMap(\.number)
      return "decimal" + (parts.isEmpty ? "" : "(" + parts.joined(separator: ",") + ")")
    case "DATE":
      let precision = first?.number.map { "(" + $0 + ")" } ?? ""
      return family == .postgres || family == .other
        ? "timestamp" + precision + " with time zone"
        : family == .sqlserver ? "datetimeoffset" : "datetime" + precision
    case "GEOMETRY", "GEOGRAPHY":
      return name.lowercased() + (first?.text.map { "(" + $0 + ")" } ?? "")
    default: break
    }
    guard let plain = plain(name) else { return nil }
    let isUnsigned = family == .mysql && flags.contains("UNSIGNED")
    return plain + (isUnsigned ? " unsigned" : "")
  }

  private func length(_ value: FoldedValue?) -> String {
    value?.number ?? value?.entry("length")?.number ?? "255"
  }

  private func plain(_ name: String) -> String? {
    guard let entry = Self.types[name] else { return nil }
    switch family {
    case .postgres, .other: return entry.postgres
    case .mysql: return entry.mysql
    case .sqlite: return entry.sqlite
    case .sqlserver: return Self.sqlServer[name] ?? entry.postgres
    }
  }

  private static let sqlServer = [
    "BOOLEAN": "bit", "UUID": "uniqueidentifier", "INTEGER": "int", "BLOB": "varbinary(max)",
  ]

  private static let types: [String: (postgres: String, mysql: String, sqlite: String)] = [
    "INTEGER": ("integer", "int", "integer"), "NUMBER": ("integer", "int", "integer"),
    "BIGINT": ("bigint", "bigint", "bigint"), "SMALLINT": ("smallint", "smallint", "smallint"),
    "TINYINT": ("smallint", "tinyint", "tinyint"), "MEDIUMINT": ("integer", "mediumint", "mediumint"),
    "FLOAT": ("double precision", "float", "float"), "REAL": ("real", "real", "real"),
    "DOUBLE": ("double precision", "double precision", "double precision"),
    "BOOLEAN": ("boolean", "tinyint(1)", "tinyint(1)"), "DATEONLY": ("date", "date", "date"),
    "TIME": ("time", "time", "time"), "NOW": ("timestamp with time zone", "datetime", "datetime"),
    "UUID": ("uuid", "char(36)", "uuid"), "UUIDV1": ("uuid", "char(36)", "uuid"),
    "UUIDV4": ("uuid", "char(36)", "uuid"), "JSON": ("json", "json", "json"),
    "JSONB": ("jsonb", "json", "jsonb"), "BLOB": ("bytea", "blob", "blob"),
    "CITEXT": ("citext", "citext", "text"),
    "HSTORE": ("hstore", "hstore", "hstore"), "INET": ("inet", "inet", "inet"),
    "CIDR": ("cidr", "cidr", "cidr"),
    "MACADDR": ("macaddr", "macaddr", "macaddr"), "TSVECTOR": ("tsvector", "text", "text"),
    "VECTOR": ("vector", "vector", "vector"),
  ]

  private static let ranges = [
    "INTEGER": "int4range", "BIGINT": "int8range", "DATE": "tstzrange", "DATEONLY": "daterange",
    "DECIMAL": "numrange",
  ]

  /// The name of a type: `DataTypes.STRING(20)`, `Sequelize.INTEGER.UNSIGNED`, `Sequelize.DataTypes.ENUM`.
  static func name(_ value: FoldedValue) -> String? {
    switch value.content {
    case .call(let call):
      if let resolved = call.resolved { return name(ofPath: resolved) }
      return call.chain.first?.resolved.flatMap { name(ofPath: $0) }
    case .reference(let reference): return name(ofPath: reference.resolved)
    case .member(let member): return name(member.receiver)
    default: return nil
    }
  }

  private static func name(ofPath path: String) -> String? {
    path.split(separator: ".").map(String.init).last { part in
      part == "ENUM" || part == "ARRAY" || part == "RANGE" || part == "VIRTUAL" || part == "DATE"
        || part == "DECIMAL"
        || part == "NUMERIC" || part == "STRING" || part == "CHAR" || part == "TEXT" || part == "GEOMETRY"
        || part == "GEOGRAPHY" || types[part] != nil
    }
  }

  private static func arguments(_ value: FoldedValue) -> [FoldedValue] {
    switch value.content {
    case .call(let call): call.chain.first { !$0.positional.isEmpty }?.positional ?? []
    case .member(let member): arguments(member.receiver)
    default: []
    }
  }

  private static func flags(_ value: FoldedValue) -> Set<String> {
    switch value.content {
    case .reference(let reference): Set(reference.resolved.split(separator: ".").map(String.init))
    case .member(let member): flags(member.receiver).union([member.name])
    case .call(let call):
      Set(call.chain.flatMap { ($0.resolved ?? $0.name).split(separator: ".").map(String.init) })
    default: []
    }
  }

  /// The enum types that a column's type makes in PostgreSQL.
  func enums(_ value: FoldedValue, level: Int = 0) -> [(name: TableName, labels: [String])] {
    guard family == .postgres, level < 4, let name = Self.name(value) else { return [] }
    if name == "ARRAY", let first = Self.arguments(value).first { return enums(first, level: level + 1) }
    guard name == "ENUM", let labels = Self.labels(value) else { return [] }
    return [(enumName, labels)]
  }

  private var enumName: TableName { TableName(schema: table.schema, "enum_" + table.name + "_" + column) }

  /// The values of `ENUM("a", "b")`, `ENUM(["a"])`, `ENUM({ values: ["a"] })`; nil if they are not known.
  static func labels(_ value: FoldedValue) -> [String]? {
    let arguments = arguments(value)
    let list = arguments.first?.entry("values")?.elements ?? arguments.first?.elements ?? arguments
    let labels = list.compactMap(\.text)
    return labels.isEmpty || labels.count != list.count ? nil : labels
  }

  private func enumType(_ value: FoldedValue) -> String? {
    switch family {
    case .postgres: return spelling.name(enumName)
    case .mysql:
      return Self.labels(value).map { "enum(" + $0.map { spelling.string($0) }.joined(separator: ",") + ")" }
    case .sqlite, .other: return "text"
    case .sqlserver: return "varchar(255)"
    }
  }
}
