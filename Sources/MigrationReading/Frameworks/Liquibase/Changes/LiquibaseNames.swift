import Domain

/// Names as Liquibase hands them to a database.
struct LiquibaseNames {
  /// The dialect that decides quoting and case.
  let dialect: String

  /// A name as the catalogue stores it. Liquibase quotes names of mixed case for PostgreSQL, and leaves others to be
  /// folded.
  func folded(_ name: String) -> String {
    var bare = name
    if let first = bare.first, let last = bare.last, bare.count > 1,
      (first == "\"" && last == "\"") || (first == "`" && last == "`") || (first == "[" && last == "]")
    {
      bare = String(bare.dropFirst().dropLast())
      return bare
    }
    guard dialect == "postgres" || dialect == "redshift" else { return bare }
    let hasLower = bare.utf8.contains { $0 &- 0x61 < 26 }
    return hasLower ? bare : bare.lowercased()
  }

  /// A folded name in quotes, for SQL.
  func quoted(_ name: String) -> String {
    let folded = folded(name)
    switch dialect {
    case "mysql", "clickhouse", "bigquery", "spark":
      return "`" + folded.replacing(text: "`", with: "``") + "`"
    case "sqlserver": return "[" + folded.replacing(text: "]", with: "]]") + "]"
    default: return "\"" + folded.replacing(text: "\"", with: "\"\"") + "\""
    }
  }

  /// A table in quotes, for SQL.
  func quoted(_ table: TableName) -> String {
    (table.schema.map { quoted($0) + "." } ?? "") + quoted(table.name)
  }
}

extension ChangeRunner {
  /// How names are written.
  var names: LiquibaseNames { LiquibaseNames(dialect: embedded.dialectName) }

  /// The table that a change names; nil, and a blind spot, if it names none.
  mutating func table(
    _ node: ChangeNode, _ key: String = "tableName", schema: String = "schemaName"
  ) -> TableName? {
    guard let name = required(key, node) else { return nil }
    return TableName(schema: node.string(schema).map(names.folded), names.folded(name))
  }

  /// The column that a change names.
  mutating func column(_ node: ChangeNode, _ key: String = "columnName") -> String? {
    required(key, node).map(names.folded)
  }
}
