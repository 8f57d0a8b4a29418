import Domain

/// The database that the program around migrations connects to, by the drivers that its build file names.
enum ProjectDrivers {
  /// The dialect of the nearest build file above a folder that names drivers of one database only.
  static func dialect(above folder: TreePath, in source: FileSource) -> String? {
    var place = folder
    for _ in 0..<16 {
      for (name, signs) in files {
        let path = place.bytes.isEmpty ? TreePath(name) : place.appending(name)
        guard let entry = source.tree.entry(at: path), let text = try? source.text(of: entry).get() else {
          continue
        }
        let named = Set(
          signs.filter { ByteSearch.contains(text.bytes, Array($0.sign.utf8)) }.map(\.dialect))
        if named.count == 1 { return named.first }
        if named.count > 1 { return nil }
      }
      if place.bytes.isEmpty { break }
      place = place.parent
    }
    return nil
  }

  private typealias Sign = (sign: String, dialect: String)

  private static let files: [(name: String, signs: [Sign])] = [
    ("Cargo.toml", rust), ("go.mod", go), ("pom.xml", java), ("build.gradle", java),
    ("build.gradle.kts", java), ("package.json", javaScript),
  ]
  private static let rust: [Sign] = [
    ("\"sqlite", "sqlite"), ("rusqlite", "sqlite"), ("\"postgres", "postgres"),
    ("tokio-postgres", "postgres"), ("\"mysql", "mysql"), ("mysql_async", "mysql"), ("tiberius", "sqlserver"),
  ]
  private static let go: [Sign] = [
    ("/go-sqlite3", "sqlite"), ("modernc.org/sqlite", "sqlite"), ("glebarez/", "sqlite"),
    ("lib/pq ", "postgres"), ("jackc/pgx", "postgres"), ("go-sql-driver/mysql", "mysql"),
    ("go-mssqldb", "sqlserver"), ("clickhouse-go", "clickhouse"),
  ]
  private static let java: [Sign] = [
    ("org.postgresql", "postgres"), ("mysql-connector", "mysql"), ("mariadb-java-client", "mysql"),
    ("sqlite-jdbc", "sqlite"), ("mssql-jdbc", "sqlserver"), ("ojdbc", "oracle"),
  ]
  private static let javaScript: [Sign] = [
    ("\"pg\":", "postgres"), ("\"postgres\":", "postgres"), ("\"mysql\":", "mysql"), ("\"mysql2\":", "mysql"),
    ("\"sqlite3\":", "sqlite"), ("\"better-sqlite3\":", "sqlite"), ("\"mssql\":", "sqlserver"),
  ]
}
