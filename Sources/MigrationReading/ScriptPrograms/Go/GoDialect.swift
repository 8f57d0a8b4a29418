/// The database that a program of Go works on, by the drivers that it needs.
enum GoDialect {
  /// What object mappers are given: GORM, Bun, go-pg.
  private static let mapped: [(path: String, dialect: String)] = [
    ("gorm.io/driver/postgres", "postgres"), ("gorm.io/driver/mysql", "mysql"),
    ("gorm.io/driver/sqlite", "sqlite"), ("gorm.io/driver/sqlserver", "sqlserver"),
    ("github.com/glebarez/sqlite", "sqlite"),
    ("github.com/uptrace/bun/dialect/pgdialect", "postgres"),
    ("github.com/uptrace/bun/dialect/mysqldialect", "mysql"),
    ("github.com/uptrace/bun/dialect/sqlitedialect", "sqlite"),
    ("github.com/uptrace/bun/dialect/mssqldialect", "sqlserver"), ("github.com/go-pg/", "postgres"),
  ]
  private static let drivers: [(path: String, dialect: String)] = [
    ("github.com/lib/pq", "postgres"), ("github.com/jackc/pgx", "postgres"),
    ("github.com/go-sql-driver/mysql", "mysql"), ("github.com/mattn/go-sqlite3", "sqlite"),
    ("modernc.org/sqlite", "sqlite"), ("github.com/denisenkom/go-mssqldb", "sqlserver"),
    ("github.com/microsoft/go-mssqldb", "sqlserver"),
  ]

  /// The only one that the module of a claim names; a small one for trying out stands beside the real one.
  static func of(_ claim: Claim, _ modules: GoModules) -> String? {
    guard let module = modules.module(of: claim.root) else { return nil }
    func named(_ drivers: [(path: String, dialect: String)]) -> Set<String> {
      Set(
        drivers.filter { driver in module.requirements.contains { $0.hasPrefix(driver.path) } }
          .map(\.dialect))
    }
    // What a mapper is given counts before other drivers.
    for found in [named(mapped), named(mapped + drivers)] {
      if found.count == 1 { return found.first }
      if found.count == 2, found.contains("sqlite") { return found.first { $0 != "sqlite" } }
      if !found.isEmpty { return nil }
    }
    return nil
  }
}
