import Domain

/// The database of an application whose settings do not say it, by the words that its schema and migrations use.
enum RailsDialect {
  /// Migrations that are looked at.
  private static let fileLimit = 400

  /// The dialect whose words were found; nil without words, or with those of several.
  static func seen(_ root: TreePath, _ files: [FileEntry], _ source: FileSource) -> String? {
    let dumps = ["structure.sql", "schema.rb"].compactMap { source.tree.entry(at: root.parent.appending($0)) }
    return told(dumps, source) ?? told(Array(files.prefix(fileLimit)), source)
  }

  private static func told(_ files: [FileEntry], _ source: FileSource) -> String? {
    var found: Set<String> = []
    for entry in files {
      guard let text = try? source.text(of: entry).get() else { continue }
      for (word, dialect) in signs where !found.contains(dialect) {
        if ByteSearch.contains(text.bytes, Array(word.utf8)) { found.insert(dialect) }
      }
      if found.count > 1 { return nil }
    }
    return found.first
  }

  private static let signs: [(word: String, dialect: String)] = [
    ("ENGINE=", "mysql"), ("charset: \"utf8", "mysql"), ("MySQL dump", "mysql"),
    ("enable_extension", "postgres"),
    ("t.jsonb ", "postgres"), (", :jsonb", "postgres"), ("PostgreSQL database dump", "postgres"),
    ("using: :gin", "postgres"),
  ]
}
