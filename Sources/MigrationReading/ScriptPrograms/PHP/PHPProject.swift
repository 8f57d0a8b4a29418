import Domain

/// The application in PHP that migrations belong to.
struct PHPProject {
  /// Where it is.
  let folder: TreePath

  /// The folders that functions of frameworks name: `database_path("a.sql")`.
  var namedFolders: [String: TreePath] {
    [
      "base_path": folder, "database_path": folder.appending("database"), "app_path": folder.appending("app"),
      "resource_path": folder.appending("resources"), "storage_path": folder.appending("storage"),
    ]
  }

  /// The application that a folder of migrations belongs to: the nearest folder with `artisan`, else with
  /// `composer.json`, else the one above `database`.
  static func folder(of migrations: TreePath, in listing: FileListing) -> TreePath {
    if let marked = listing.nearestFolder(with: ["artisan", "composer.json"], above: migrations) {
      return marked
    }
    let parent = migrations.parent
    return parent.lastComponent.lowercased() == "database" ? parent.parent : parent
  }

  /// The database of a driver.
  static func dialect(_ driver: String) -> String? {
    switch driver.lowercased() {
    case "mysql", "mariadb", "vitess", "planetscale": "mysql"
    case "pgsql", "postgres", "postgresql", "neon", "supabase": "postgres"
    case "sqlite", "libsql", "turso": "sqlite"
    case "sqlsrv", "sqlserver", "mssql": "sqlserver"
    default: nil
    }
  }
}
