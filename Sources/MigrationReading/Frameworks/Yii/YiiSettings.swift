import Domain

/// What the configuration of an application says about its database.
struct YiiSettings {
  static let fileNames = [
    "composer.json", "db.php", "db-local.php", "main.php", "main-local.php", "console.php", "web.php",
    "common.php", "base.php", "database.php", ".env", ".env.dist", ".env.example",
  ]
  /// Files that are looked into.
  private static let fileLimit = 60

  /// The database; nil if it is not said, or several are.
  let dialect: String?
  /// What stands for `%` in `{{%user}}`; empty where the deployment chooses it.
  let prefix: String

  init(project: TreePath, in listing: FileListing, source: FileSource) {
    let near = listing.settings.filter { file in
      let depth = file.entry.path.components.count - project.components.count
      return file.name != "composer.json" && file.name != "yii" && project.holds(file.entry.path)
        && depth <= 6 && !file.entry.path.components.contains(where: Self.foreign.contains)
    }.sorted {
      ($0.entry.path.components.count, $0.entry.path) < ($1.entry.path.components.count, $1.entry.path)
    }
    var found: Set<String> = []
    var prefix: String?
    for file in near.prefix(Self.fileLimit) {
      guard let text = try? source.text(of: file.entry).get(), text.bytes.count < 1 << 17 else { continue }
      for line in text.bytes.split(separator: 10) {
        let code = Array(line.drop { $0 == 32 || $0 == 9 })
        guard let first = code.first, !"#*/;".utf8.contains(first) else { continue }
        for (mark, dialect) in Self.marks where ByteSearch.contains(code, Array(mark.utf8)) {
          found.insert(dialect)
        }
        if prefix == nil { prefix = Self.text(of: "tablePrefix", in: code) }
      }
    }
    // A database for tests or for trying out stands beside the real one.
    if found.count == 2 { found.remove("sqlite") }
    dialect = found.count == 1 ? found.first : nil
    self.prefix = prefix ?? ""
  }

  private static let marks = [
    ("mysql:host", "mysql"), ("mysql:dbname", "mysql"), ("mysql:unix", "mysql"), ("mysql://", "mysql"),
    ("pgsql:host", "postgres"), ("pgsql:dbname", "postgres"), ("pgsql:port", "postgres"),
    ("pgsql://", "postgres"), ("sqlite:", "sqlite"), ("sqlsrv:", "sqlserver"), ("dblib:", "sqlserver"),
    ("mysql:port", "mysql"), ("'mysql:'", "mysql"), ("'pgsql:'", "postgres"), ("postgres://", "postgres"),
  ]
  private static let foreign: Set<String> = ["vendor", "tests", "test", "node_modules", "_data", "docs"]

  /// The text behind a key: `'tablePrefix' => 'tbl_'`.
  private static func text(of key: String, in line: [UInt8]) -> String? {
    guard let at = ByteSearch.first(of: Array((key + "' =>").utf8), in: line) else { return nil }
    let rest = line[(at + key.utf8.count + 4)...].drop { $0 == 32 }
    guard let quote = rest.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      return nil
    }
    let value = rest.dropFirst().prefix { $0 != quote }
    return value.allSatisfy { ScriptWordByte.isName($0) } ? String(decoding: value, as: UTF8.self) : nil
  }

  /// The application that a folder of migrations belongs to: the nearest one with the console's script, else with
  /// `composer.json`, else the folder above the migrations.
  static func project(of migrations: TreePath, in listing: FileListing) -> TreePath {
    if let marked = listing.nearestFolder(with: ["yii", "composer.json"], above: migrations) {
      return marked
    }
    return migrations.bytes.isEmpty ? migrations : migrations.parent
  }
}
