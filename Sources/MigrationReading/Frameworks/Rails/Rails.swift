import Domain
import SQLSyntax
import ScriptSyntax

/// Rails: Ruby files `<version>_<name>.rb` in `db/migrate`, `db/<database>_migrate` and those of engines.
///
/// They run by the number before the first underscore (https://guides.rubyonrails.org/active_record_migrations.html).
struct Rails: MigrationFramework {
  let names = ["rails"]
  let fileEndings = [".rb"]
  let settingNames = ["database.yml"]

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    listing.folders.compactMap { folder in
      let files = folder.files.filter { Self.version($0.name) != nil }
      guard !files.isEmpty else { return nil }
      let name = folder.parts.last ?? ""
      let isPlace = (name == "migrate" || name.hasSuffix("_migrate")) && folder.parts.dropLast().last == "db"
      guard isPlace || listing.isConfigured || FolderNames.isMigrations(name) else { return nil }
      let dialect = name.hasSuffix("_migrate") ? FolderNames.dialect(String(name.dropLast(8))) : nil
      return Claim(
        framework: "rails", root: folder.path, files: files.map(\.entry),
        strength: isPlace ? .declared : .naming,
        dialect: dialect ?? (isPlace ? Self.adapter(folder.path, listing, source) : nil),
        isDialectCertain: dialect != nil || Self.adapter(folder.path, listing, source) != nil)
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let dialect = reader.dialect(of: claim)
    var history = MigrationHistory(
      framework: "rails", root: claim.root.display, dialect: dialect.name,
      isDialectGuessed: dialect.isGuessed,
      migrations: [])
    var embedded = EmbeddedSQL(source: reader.source, dialectName: dialect.name)
    let views = RailsViews(folder: claim.root.parent.appending("views"), source: reader.source)
    let files = claim.files.compactMap { file in
      Self.version(file.path.lastComponent).map { (version: $0, file: file) }
    }.sorted { ($0.version.count, $0.version, $0.file.path) < ($1.version.count, $1.version, $1.file.path) }
    var seen: Set<String> = []
    for entry in files {
      var migration = RailsMigrationReader.read(entry.file, &embedded, views)
      migration.id = entry.version
      if !seen.insert(migration.id).inserted { migration.id += " (" + entry.file.path.display + ")" }
      history.migrations.append(migration)
    }
    return history
  }

  /// The digits before the first underscore of `20240102030405_add_tier.rb`, without leading zeros.
  static func version(_ name: String) -> String? {
    guard name.hasSuffix(".rb"), let mark = name.firstIndex(of: "_") else { return nil }
    let digits = name[..<mark]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    let short = digits.drop { $0 == "0" }
    return short.isEmpty ? "0" : String(short)
  }

  /// The adapter of `config/database.yml` beside the `db` folder, if all entries name the same one.
  private static func adapter(_ folder: TreePath, _ listing: FileListing, _ source: FileSource) -> String? {
    let path = folder.parent.parent.appending("config/database.yml")
    guard let entry = listing.settings(named: "database.yml").first(where: { $0.path == path }),
      let text = try? source.text(of: entry).get()
    else { return nil }
    var found: Set<String> = []
    for line in String(decoding: text.bytes, as: UTF8.self).split(separator: "\n") {
      let words = line.split { " \t\r\"'".contains($0) }
      guard words.count >= 2, words[0] == "adapter:" else { continue }
      switch words[1] {
      case "postgresql", "postgis", "cockroachdb": found.insert("postgres")
      case "mysql2", "trilogy", "mysql": found.insert("mysql")
      case "sqlite3": found.insert("sqlite")
      case "sqlserver": found.insert("sqlserver")
      default: break
      }
    }
    return found.count == 1 ? found.first : nil
  }
}

/// The SQL files of the scenic gem: `db/views/<name>_v<version>.sql`.
struct RailsViews {
  /// Where they stand.
  var folder: TreePath
  /// Gives their texts.
  var source: FileSource

  /// The definition of a version; without one the highest.
  func definition(_ name: String, version: Int?) -> (entry: FileEntry, text: SourceText)? {
    let stem = name.split(separator: ".").joined(separator: "_") + "_v"
    var best: (number: Int, entry: FileEntry)?
    for entry in source.tree.entries where entry.path.parent == folder {
      let file = entry.path.lastComponent
      guard file.hasPrefix(stem), file.hasSuffix(".sql"),
        let number = Int(file.dropFirst(stem.count).dropLast(4)), version == nil || number == version,
        number > best?.number ?? -1
      else { continue }
      best = (number, entry)
    }
    guard let best, let text = try? source.text(of: best.entry).get() else { return nil }
    return (best.entry, text)
  }
}
