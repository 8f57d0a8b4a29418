import Domain

/// Whose files a folder holds, as far as its path says.
package enum FolderStanding: Hashable, Sendable {
  /// The repository's own.
  case own
  /// Somebody else's code, built copies, tests or examples; the part of the path that says so.
  case foreign(String)
  /// Kept, but no longer run.
  case archived(String)
  /// Part of a dbt project: queries, never migrations.
  case dbt(project: String)

  /// The standing of a folder by the lower-case parts of its path and the dbt project folders of the tree.
  init(parts: [String], path: TreePath, dbt projects: [TreePath]) {
    for part in parts {
      if Self.foreignParts.contains(part) || Self.isOfTests(part) {
        self = .foreign(part)
        return
      }
      if Self.archiveParts.contains(part) {
        self = .archived(part)
        return
      }
    }
    for project in projects where project.holds(path) {
      let below = parts.dropFirst(project.components.count)
      if below.contains(where: Self.dbtParts.contains) || !below.contains(where: FolderNames.isMigrations) {
        self = .dbt(project: project.display)
        return
      }
    }
    self = .own
  }

  /// Why files of the folder are left out; nil for own ones.
  var reason: String? {
    switch self {
    case .own: nil
    case .foreign(let part): "under \"\(part)\", which holds no migrations of this repository"
    case .archived(let part): "under \"\(part)\", which is taken for migrations that no longer run"
    case .dbt(let project): "part of the dbt project in \"\(project)\""
    }
  }

  /// `integration-tests`, `tests_e2e`, `test-files`: only words of tests, and one that says so.
  private static func isOfTests(_ part: String) -> Bool {
    let words = part.split { "-_.".contains($0) }
    guard words.count > 1, words.count <= 4 else { return false }
    return words.contains { ["test", "tests", "e2e"].contains($0) }
      && words.allSatisfy { testWords.contains(String($0)) }
  }

  private static let testWords: Set<String> = [
    "test", "tests", "e2e", "integration", "unit", "functional", "acceptance", "system", "api", "db",
    "database", "sql", "data", "files", "fixture", "fixtures", "resources", "assets", "support", "helpers",
    "utils",
  ]
  private static let foreignParts: Set<String> = [
    "vendor", "vendors", "vendored", "node_modules", "bower_components", "third_party", "third-party",
    "thirdparty", "godeps", "pods", "site-packages", ".venv", "venv", ".git", ".terraform", "dbt_packages",
    "dist", "build", "target", ".build", ".next", "coverage",
    "test", "tests", "__tests__", "testing", "testdata", "test-data", "test_data", "testfixtures", "spec",
    "specs",
    "fixture", "fixtures", "__fixtures__", "e2e", "mocks", "__mocks__", "stub", "stubs",
    "example", "examples", "sample", "samples", "docs", "doc",
  ]
  private static let archiveParts: Set<String> = [
    "archive", "archived", "_archive", "_archived", "backup", "backups", "deprecated", "obsolete",
  ]
  private static let dbtParts: Set<String> = [
    "models", "snapshots", "tests", "macros", "analyses", "analysis", "seeds", "data", "dbt_packages",
    "target",
  ]
}

/// What folder names say about SQL files in them. Names are compared in lower case.
enum FolderNames {
  /// Whether the name says "migrations".
  static func isMigrations(_ part: String) -> Bool {
    if names.contains(part) { return true }
    return ["migrations", "migration", "migrate"].contains { name in
      part.count > name.count && (part.hasSuffix(name) || part.hasPrefix(name))
        && separators.contains(part.hasSuffix(name) ? before(name, in: part) : after(name, in: part))
    }
  }

  /// Whether the name says "parts that are undone", whose files belong to the sibling of the same version.
  static func isReverse(_ part: String) -> Bool { reverse.contains(part) }

  /// Whether the name says "the forward half", beside a folder of reverse parts.
  static func isForward(_ part: String) -> Bool { forward.contains(part) }

  /// The dialect that a folder is for, by its name.
  static func dialect(_ part: String) -> String? {
    switch part {
    case "postgres", "postgresql", "pg", "psql", "pgsql", "cockroach", "cockroachdb": "postgres"
    case "mysql", "mariadb": "mysql"
    case "sqlite", "sqlite3": "sqlite"
    case "sqlserver", "mssql", "tsql": "sqlserver"
    case "oracle": "oracle"
    case "h2", "hsqldb", "derby": "h2"
    case "clickhouse": "clickhouse"
    case "snowflake": "snowflake"
    case "bigquery": "bigquery"
    case "duckdb": "duckdb"
    case "db2": "db2"
    default: nil
    }
  }

  /// The dialect that the nearest folder names that say one agree on, as in `tokens-mysql/migrations`.
  static func dialect(above folder: TreePath) -> String? {
    for part in folder.components.suffix(6).reversed() {
      let lower = part.lowercased()
      if let dialect = dialect(lower) { return dialect }
      let words = lower.split(whereSeparator: { "-_. ".contains($0) }).compactMap { dialect(String($0)) }
      // A word of a name may mean something else where no migrations in that dialect are read.
      let named = Set(words.filter { ["postgres", "mysql", "sqlite", "sqlserver"].contains($0) })
      if named.count == 1 { return named.first }
      if named.count > 1 { return nil }
    }
    return nil
  }

  private static func before(_ name: String, in part: String) -> Character {
    part.dropLast(name.count).last ?? " "
  }

  private static func after(_ name: String, in part: String) -> Character {
    part.dropFirst(name.count).first ?? " "
  }

  private static let separators: Set<Character> = ["-", "_", ".", " "]
  private static let names: Set<String> = [
    "migrations", "migration", "migrate", "dbmigrations", "dbmigration", "dbmigrate", "sqlmigrations",
    "changesets", "changes", "deltas", "evolutions", "drizzle", "upgrades", "schema_migrations",
    "changelogs", "db_changes", "schemaversions",
  ]
  private static let reverse: Set<String> = [
    "down", "downs", "rollback", "rollbacks", "undo", "revert", "reverts", "downgrade", "downgrades",
  ]
  private static let forward: Set<String> = ["up", "ups", "deploy", "do", "apply", "upgrade", "forward"]
}
