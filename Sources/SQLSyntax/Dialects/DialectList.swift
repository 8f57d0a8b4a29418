/// Every dialect, one a line, in alphabetical order of their names.
package enum DialectList {
  /// All dialects.
  package static let all: [Dialect] = [
    .bigquery,
    .clickhouse,
    .duckdb,
    .generic,
    .mysql,
    .postgres,
    .redshift,
    .snowflake,
    .spark,
    .sqlite,
    .sqlserver,
    .starrocks,
    .trino,
  ]

  /// The dialect of a configured name; common aliases are known, among them the names of dbt's adapters.
  package static func dialect(named name: String) -> Dialect? {
    switch name {
    case "postgresql", "pg", "alloydb", "greenplum", "materialize", "cockroachdb", "risingwave":
      return .postgres
    case "ansi": return .generic
    case "motherduck": return .duckdb
    case "databricks", "hive", "sparksql", "glue", "fabricspark", "impala": return .spark
    case "athena", "presto", "starburst": return .trino
    case "mariadb", "mysql5", "tidb": return .mysql
    case "doris", "singlestore": return .starrocks
    case "mssql", "tsql", "fabric", "synapse", "sql-server": return .sqlserver
    case "sqlite3", "libsql": return .sqlite
    default: return all.first { $0.name == name }
    }
  }
}
