import Domain

/// The folder of the program that a schema file belongs to: `apps/shop` for `apps/shop/prisma/schema`.
struct ProjectFolder {
  /// Where it is.
  let path: TreePath

  /// The folder above those whose names only say that a schema is in them.
  init(of folder: TreePath) {
    var path = folder
    while !path.bytes.isEmpty, Self.layers.contains(path.lastComponent.lowercased()) { path = path.parent }
    self.path = path
  }

  /// Whether migrations in a folder are those of this program.
  func isServed(by migrations: TreePath) -> Bool {
    guard path.holds(migrations) else { return false }
    guard path.bytes.isEmpty, let first = migrations.components.first else { return true }
    // At the root of a repository of many programs the migrations may be another's.
    return !Self.collections.contains(first.lowercased())
  }

  private static let layers: Set<String> = [
    "prisma", "schema", "schemas", "db", "database", "databases", "sql", "src", "data", "datamodel", "models",
    "postgres", "postgresql", "mysql", "sqlite", "dump", "dumps", "structure", "lib", "config",
  ]
  private static let collections: Set<String> = [
    "apps", "app", "packages", "services", "modules", "libs", "projects", "backends", "plugins", "crates",
  ]
}
