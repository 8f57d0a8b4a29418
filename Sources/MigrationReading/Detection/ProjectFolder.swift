import Domain

/// The folder of the program that a schema file belongs to: `apps/shop` for `apps/shop/prisma/schema`.
struct ProjectFolder: Hashable {
  /// Where it is.
  let path: TreePath

  /// The folder above those whose names only say that a schema is in them.
  init(of folder: TreePath) {
    var path = folder
    while !path.bytes.isEmpty, Self.layers.contains(path.lastComponent.lowercased()) { path = path.parent }
    self.path = path
  }

  private static let layers: Set<String> = [
    "prisma", "schema", "schemas", "db", "database", "databases", "sql", "src", "data", "datamodel", "models",
    "postgres", "postgresql", "mysql", "sqlite", "dump", "dumps", "structure", "lib", "config",
  ]
}

/// The programs that have migrations: a schema file of one of them is no history of its own.
struct ServedProjects {
  /// Folders with migrations in or below them.
  private var folders: Set<TreePath> = []
  private var isRootServed = false

  /// Takes in the folders of migrations.
  init(_ roots: [TreePath]) {
    for root in roots {
      // At the root of a repository of many programs the migrations may be another's.
      let isOfCollection = root.components.first.map { Self.collections.contains($0.lowercased()) } ?? false
      isRootServed = isRootServed || !isOfCollection
      var folder = root
      while !folder.bytes.isEmpty, folders.insert(folder).inserted { folder = folder.parent }
    }
  }

  /// Whether the program of a schema file in this folder has migrations.
  func holds(_ folder: TreePath) -> Bool {
    let project = ProjectFolder(of: folder).path
    return project.bytes.isEmpty ? isRootServed : folders.contains(project)
  }

  private static let collections: Set<String> = [
    "apps", "app", "packages", "services", "modules", "libs", "projects", "backends", "plugins", "crates",
  ]
}
