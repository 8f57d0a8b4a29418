import Domain
import ScriptSyntax

/// Column types of migrations as the SQL that Ecto's adapters write
/// (`column_type` of `Ecto.Adapters.Postgres.Connection`, `MyXQL`, `Tds`; `Ecto.Adapters.SQLite3.DataType`).
struct EctoTypes: Sendable {
  /// The dialect whose SQL is written.
  let dialect: String

  /// The SQL of a type with its options; nil if it is not known from the text.
  func sql(_ type: EctoValue, _ options: EctoOptions) -> String? {
    switch type {
    case .atom(let name): return sized(name, options)
    case .text(let text): return text.string
    case .module("Ecto.UUID"): return sized("uuid", options)
    case .tuple(let parts) where parts.count == 2 && parts[0].string == "array":
      return list(of: sql(parts[1], options))
    case .tuple(let parts) where parts.first?.string == "map": return sized("map", options)
    default: return nil
    }
  }

  /// The type of a column that refers to a key.
  func reference(_ type: EctoValue, _ options: EctoOptions) -> String? {
    switch (type.string, dialect) {
    case ("bigserial"?, "mysql"), ("serial"?, "mysql"), ("identity"?, "mysql"): "bigint unsigned"
    case ("serial"?, "postgres"): "integer"
    case ("serial"?, "sqlserver"): "int"
    case ("bigserial"?, "postgres"), ("identity"?, "postgres"), ("bigserial"?, "sqlserver"): "bigint"
    default: sql(type, options)
    }
  }

  private func list(of element: String?) -> String? {
    guard let element else { return nil }
    switch dialect {
    case "mysql": return "json"
    case "sqlite": return "TEXT"
    case "sqlserver": return "nvarchar(max)"
    default: return element + "[]"
    }
  }

  private func sized(_ name: String, _ options: EctoOptions) -> String {
    let size = options.integer("size")
    let precision = options.integer("precision")
    if dialect == "sqlite" { return sqlite(name, options) }
    if let fixed = timed(name, precision) { return fixed }
    let base = base(name)
    if let size { return "\(base)(\(size))" }
    if let precision {
      return "\(base)(\(precision),\(options.integer("scale") ?? 0))"
    }
    if name == "string" { return base + "(255)" }
    if dialect == "mysql", name == "binary_id" || name == "uuid" { return "binary(16)" }
    return base
  }

  /// Types of time: with whole seconds unless the name says otherwise.
  private func timed(_ name: String, _ precision: Int?) -> String? {
    let isFine = name.hasSuffix("_usec")
    let kind = isFine ? String(name.dropLast(5)) : name
    guard ["time", "utc_datetime", "naive_datetime"].contains(kind) else { return nil }
    switch dialect {
    case "mysql":
      let base = kind == "time" ? "time" : "datetime"
      return isFine ? "\(base)(\(precision ?? 6))" : base
    case "sqlserver":
      if kind == "time" { return isFine ? "time(\(precision ?? 6))" : "time(0)" }
      return isFine ? "datetime2(\(precision ?? 6))" : "datetime2(0)"
    default:
      let base = kind == "time" ? "time" : "timestamp"
      guard isFine else { return base + "(0)" }
      return precision.map { "\(base)(\($0))" } ?? base
    }
  }

  private func base(_ name: String) -> String {
    switch dialect {
    case "mysql": mysql(name)
    case "sqlserver": sqlserver(name)
    default: postgres(name)
    }
  }

  private func postgres(_ name: String) -> String {
    switch name {
    case "id": "integer"
    case "identity": "bigint"
    case "binary_id": "uuid"
    case "string": "varchar"
    case "binary": "bytea"
    case "map": "jsonb"
    case "duration": "interval"
    default: name
    }
  }

  private func mysql(_ name: String) -> String {
    switch name {
    case "id": "integer"
    case "serial", "bigserial", "identity": "bigint unsigned not null auto_increment"
    case "binary_id", "uuid": "binary"
    case "string": "varchar"
    case "float": "double"
    case "binary": "blob"
    case "map": "json"
    case "timestamptz": "timestamp"
    default: name
    }
  }

  private func sqlserver(_ name: String) -> String {
    switch name {
    case "id", "serial": "int"
    case "bigserial", "identity": "bigint"
    case "binary_id", "uuid": "uniqueidentifier"
    case "boolean": "bit"
    case "string": "nvarchar"
    case "binary": "varbinary(max)"
    case "map", "text": "nvarchar(max)"
    default: name
    }
  }

  private func sqlite(_ name: String, _ options: EctoOptions) -> String {
    switch name {
    case "id", "serial", "bigserial", "identity", "boolean", "integer", "bigint": "INTEGER"
    case "float": "NUMERIC"
    case "binary": "BLOB"
    case "decimal":
      options.integer("precision").map { "DECIMAL(\($0),\(options.integer("scale") ?? 0))" } ?? "DECIMAL"
    case "string", "date", "time", "time_usec", "utc_datetime", "utc_datetime_usec", "naive_datetime",
      "naive_datetime_usec", "timestamp", "map", "binary_id", "uuid", "text", "array":
      "TEXT"
    default: name.uppercased()
    }
  }
}
