import Domain

/// What the configuration of an application says about its database.
struct CodeIgniterSettings {
  static let fileNames = ["composer.json", "Database.php", "database.php", ".env", "env", ".env.example"]

  /// The database; nil if it is not said.
  let dialect: String?
  /// What stands before the names of tables.
  let prefix: String

  init(project: TreePath, in listing: FileListing, source: FileSource) {
    let near = listing.settings.filter { file in
      ["Database.php", "database.php", ".env", "env", ".env.example"].contains(file.name)
        && project.holds(file.entry.path)
        && !file.entry.path.components.contains { ["vendor", "tests", "system", "testing"].contains($0) }
    }.sorted {
      ($0.name.lowercased().hasPrefix("database") ? 0 : 1, $0.entry.path.components.count, $0.entry.path)
        < ($1.name.lowercased().hasPrefix("database") ? 0 : 1, $1.entry.path.components.count, $1.entry.path)
    }
    var dialect: String?
    var prefix: String?
    for file in near.prefix(20) {
      guard let text = try? source.text(of: file.entry).get(), text.bytes.count < 1 << 17 else { continue }
      for line in text.bytes.split(separator: 10) {
        let code = line.drop { $0 == 32 || $0 == 9 || $0 == UInt8(ascii: "#") }
        guard let first = code.first, !"*/;".utf8.contains(first) else { continue }
        let words = String(decoding: code, as: UTF8.self)
        // The group of the application comes before that of tests.
        if dialect == nil { dialect = Self.value(of: ["DBDriver", "dbdriver"], words).flatMap(Self.dialect) }
        if prefix == nil { prefix = Self.value(of: ["DBPrefix", "dbprefix"], words) }
      }
    }
    self.dialect = dialect
    self.prefix = prefix ?? ""
  }

  /// `'DBDriver' => 'MySQLi'`, `database.default.DBDriver = MySQLi`
  private static func value(of keys: [String], _ line: String) -> String? {
    guard let key = keys.first(where: { line.contains(text: $0) }) else { return nil }
    let parts = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    guard let at = parts.firstIndex(of: key) else { return nil }
    return at + 1 < parts.count ? parts[at + 1] : ""
  }

  /// The database of a driver.
  static func dialect(_ driver: String) -> String? {
    switch driver.lowercased() {
    case "mysqli", "mysql", "pdo": "mysql"
    case "postgre", "postgres": "postgres"
    case "sqlite3", "sqlite": "sqlite"
    case "sqlsrv": "sqlserver"
    default: nil
    }
  }

  /// The application that a folder of migrations belongs to: the nearest one with the console's script, else with
  /// `composer.json`, else the folder above the migrations.
  static func project(of migrations: TreePath, in listing: FileListing) -> TreePath {
    if let marked = listing.nearestFolder(with: ["spark", "composer.json"], above: migrations) {
      return marked
    }
    return migrations.bytes.isEmpty ? migrations : migrations.parent
  }
}
