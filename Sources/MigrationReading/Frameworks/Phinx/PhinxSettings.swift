import Domain

/// What a project says about its database and about the defaults of its columns.
struct PhinxSettings {
  static let fileNames = [
    "composer.json", "phinx.php", "phinx.yml", "phinx.yaml", "phinx.json", "app.php", "app_local.php",
    "app_local.example.php", "app.default.php", "app.example.php", "bootstrap.php",
  ]

  /// The database; nil if it is not said, or several are.
  let dialect: String?
  /// Whether a column without `null` may be NULL: Phinx from 0.13 on, CakePHP where it is set.
  let isNullable: Bool
  /// Whether keys that tables have by themselves are unsigned.
  let isUnsigned: Bool

  init(folder: TreePath, isCake: Bool, in listing: FileListing, source: FileSource) {
    // The nearest files say it first.
    let near = listing.settings.filter { file in
      let place = file.entry.path.parent
      return place.holds(folder) || place.holds(folder.parent)
        || place.lastComponent == "config" && place.parent.holds(folder)
    }.sorted { ($0.entry.path.bytes.count, $0.entry.path) > ($1.entry.path.bytes.count, $1.entry.path) }
    let texts = near.compactMap { file in
      (try? source.text(of: file.entry).get()).map { (name: file.name, bytes: $0.bytes) }
    }
    var found: String?
    for text in texts where found == nil && text.name != "composer.json" {
      found = Self.dialect(text.bytes)
    }
    dialect = found
    func sets(_ word: String) -> Bool {
      texts.contains { text in
        guard let at = ByteSearch.first(of: Array(word.utf8), in: text.bytes) else { return false }
        let rest = text.bytes[(at + word.utf8.count)...].prefix(12)
        return ByteSearch.contains(Array(rest), Array("true".utf8))
      }
    }
    let isRecent = texts.contains { $0.name == "composer.json" && Self.isRecent($0.bytes) }
    isNullable = isCake ? sets("column_null_default") : isRecent
    isUnsigned = isCake ? sets("unsigned_primary_keys") : isRecent
  }

  /// Drivers and adapters by their names, in lines that are no comments.
  private static func dialect(_ bytes: [UInt8]) -> String? {
    let marks = [
      ("Driver\\Mysql", "mysql"), ("Driver\\Postgres", "postgres"), ("Driver\\Sqlite", "sqlite"),
      ("Driver\\Sqlserver", "sqlserver"), ("Mysql::class", "mysql"), ("Postgres::class", "postgres"),
      ("Sqlite::class", "sqlite"), ("mysql://", "mysql"), ("postgres://", "postgres"),
    ]
    var found: [String] = []
    for line in bytes.split(separator: 10).prefix(3_000) {
      let code = Array(line.drop { $0 == 32 || $0 == 9 })
      guard let first = code.first, first != UInt8(ascii: "*"), first != UInt8(ascii: "#"),
        first != UInt8(ascii: "/"), !code.starts(with: Array("use ".utf8))
      else { continue }
      for (mark, dialect) in marks where ByteSearch.contains(code, Array(mark.utf8)) { found.append(dialect) }
      guard ByteSearch.contains(code, Array("adapter".utf8)) else { continue }
      let words = String(decoding: code, as: UTF8.self).split { !($0.isLetter || $0.isNumber || $0 == "_") }
      found += words.compactMap { PHPProject.dialect(String($0)) }
    }
    // What tests run on stands behind.
    return found.first
  }

  /// Whether Phinx is of version 0.13 or later.
  private static func isRecent(_ bytes: [UInt8]) -> Bool {
    let name = Array("robmorgan/phinx\"".utf8)
    guard let at = ByteSearch.first(of: name, in: bytes) else { return false }
    let text = String(decoding: bytes[(at + name.count)...].prefix(30), as: UTF8.self)
    let parts = text.split(separator: ",").first?.split { !$0.isNumber }.compactMap { Int($0) } ?? []
    guard parts.count > 1 else { return false }
    return parts[0] > 0 || parts[1] >= 13
  }
}
