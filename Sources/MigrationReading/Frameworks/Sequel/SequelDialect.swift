import Domain

/// The database of an application that keeps its migrations in Sequel.
enum SequelDialect {
  /// Files whose words are looked at.
  private static let fileLimit = 400

  /// What `config/database.yml`, the `Gemfile` or the words of the migrations say; nil if they say nothing, or several.
  static func find(
    for folder: TreePath, _ files: [FileEntry], in listing: FileListing, _ source: FileSource
  ) -> String? {
    var place = folder
    for _ in 0..<8 {
      place = place.parent
      if let said = adapter(at: place, source) ?? driver(at: place, source) { return said }
      if place.bytes.isEmpty { break }
    }
    return seen(files, source)
  }

  private static func file(_ path: String, at place: TreePath, _ source: FileSource) -> [UInt8]? {
    let path = place.bytes.isEmpty ? TreePath(path) : place.appending(path)
    return source.tree.entry(at: path).flatMap { try? source.text(of: $0).get().bytes }
  }

  /// `adapter: postgres`
  private static func adapter(at place: TreePath, _ source: FileSource) -> String? {
    guard let bytes = file("config/database.yml", at: place, source) else { return nil }
    return one(lines(bytes).filter { $0.first == "adapter" }.compactMap { named($0.dropFirst().first ?? "") })
  }

  /// `gem "pg"`
  private static func driver(at place: TreePath, _ source: FileSource) -> String? {
    guard let bytes = file("Gemfile", at: place, source) else { return nil }
    return one(
      lines(bytes).filter { $0.first == "gem" }.compactMap { words in
        ["pg", "sequel_pg", "mysql2", "trilogy", "sqlite3", "tiny_tds"].contains(words.dropFirst().first)
          ? named(words[1]) : nil
      })
  }

  /// Without those in memory, which tests use.
  private static func one(_ found: [String]) -> String? {
    var dialects = Set(found)
    if dialects.count > 1 { dialects.remove("sqlite") }
    return dialects.count == 1 ? dialects.first : nil
  }

  private static func lines(_ bytes: [UInt8]) -> [[String]] {
    bytes.split(separator: 10).prefix(2_000).map { line in
      String(decoding: line, as: UTF8.self).split { " \t,\"':()".contains($0) }.map(String.init)
    }
  }

  private static func named(_ word: String) -> String? {
    switch word.lowercased() {
    case "pg", "sequel_pg", "postgres", "postgresql": "postgres"
    case "mysql", "mysql2", "trilogy": "mysql"
    case "sqlite", "sqlite3": "sqlite"
    case "tiny_tds", "tinytds": "sqlserver"
    default: nil
    }
  }

  /// Words of one database only.
  private static func seen(_ files: [FileEntry], _ source: FileSource) -> String? {
    var found: Set<String> = []
    for entry in files.prefix(fileLimit) {
      guard let text = try? source.text(of: entry).get() else { continue }
      for (word, dialect) in signs where ByteSearch.contains(text.bytes, Array(word.utf8)) {
        found.insert(dialect)
      }
    }
    return found.count == 1 ? found.first : nil
  }

  private static let signs = [
    ("jsonb", "postgres"), ("timestamptz", "postgres"), ("pg_enum", "postgres"), (":citext", "postgres"),
    ("plpgsql", "postgres"), ("engine: ", "mysql"), ("AUTO_INCREMENT", "mysql"),
  ]
}
