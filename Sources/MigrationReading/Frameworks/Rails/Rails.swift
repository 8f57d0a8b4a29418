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
    var claims: [Claim] = []
    for folder in listing.folders {
      let files = folder.files.filter { NumberedScripts.version($0.name, endings: fileEndings) != nil }
      guard !files.isEmpty else { continue }
      let name = folder.parts.last ?? ""
      let isPlace = (name == "migrate" || name.hasSuffix("_migrate")) && folder.parts.dropLast().last == "db"
      let isNamed = name == "migrate" || name.hasSuffix("_migrate") || name == "migrations"
      guard isPlace || listing.isConfigured || isNamed && Self.isRails(files, source) else { continue }
      // A folder below `db/migrate` belongs to its history, as Rails reads it; `db/post_migrate` is run with it.
      let sibling = name == "post_migrate" ? folder.path.parent.appending("migrate") : nil
      if let outer = claims.firstIndex(where: {
        $0.root != folder.path && ($0.root.holds(folder.path) || $0.root == sibling)
      }) {
        claims[outer].files = (claims[outer].files + files.map(\.entry)).sorted()
        continue
      }
      let said = Self.databases(folder.path, listing, source)?.dialect(of: "db/" + name)
      let guessed = name.hasSuffix("_migrate") ? FolderNames.dialect(String(name.dropLast(8))) : nil
      claims.append(
        Claim(
          framework: "rails", root: folder.path, files: files.map(\.entry),
          strength: isPlace ? .declared : .naming,
          dialect: said ?? guessed ?? Self.driver(folder.path, source),
          isDialectCertain: said != nil))
    }
    addDataMigrations(to: &claims, listing, source)
    return claims
  }

  /// Adds `db/data` to the history of `db/migrate`: `rake db:migrate:with_data` of data_migrate runs both by version.
  /// Source: https://github.com/ilyakatz/data-migrate
  private func addDataMigrations(to claims: inout [Claim], _ listing: FileListing, _ source: FileSource) {
    for at in claims.indices where claims[at].root.lastComponent == "migrate" {
      let root = claims[at].root.parent.appending("data")
      guard root.parent.lastComponent == "db", let folder = listing.folder(at: root) else { continue }
      let files = folder.files.filter { NumberedScripts.version($0.name, endings: fileEndings) != nil }
      guard !files.isEmpty, Self.isRails(files, source) else { continue }
      claims[at].files = (claims[at].files + files.map(\.entry)).sorted()
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    var claim = claim
    if claim.dialect == nil, reader.configuredDialect == nil {
      // What the words say is a guess still.
      claim.dialect = RailsDialect.seen(claim.root, claim.files, reader.source)
    }
    let dialect = reader.dialect(of: claim, seen: nil, fallback: "postgres")
    var history = MigrationHistory(
      framework: "rails", root: claim.root.display, dialect: dialect.name,
      isDialectGuessed: dialect.isGuessed,
      migrations: [])
    history.migrations = Self.migrations(of: claim, dialect.name, reader)
    let place = RailsWitness(root: claim.root, dialect: dialect.name)
    if reader.hearsWitnesses, let found = place.read(reader) {
      history.witness = found.witness
      history.diagnostics += found.diagnostics
    }
    return history
  }

  /// The migrations in running order: run ahead on several threads where there are many, and once more in their turn
  /// where that tells something else.
  private static func migrations(of claim: Claim, _ dialect: String, _ reader: HistoryReader) -> [Migration] {
    let scripts = NumberedScripts(claim.files, endings: Rails().fileEndings)
    let (kind, root, files) = ("rails", claim.root, scripts.files)
    let read = files.compactMap { file in (reader.known(file, as: kind) as RailsFile?).map { (file, $0) } }
    let known = Dictionary(read) { first, _ in first }
    let application = RailsApplication.shared(by: reader, root: root.parent.parent)
    let begin = { @Sendable (source: FileSource) in
      RailsContext(
        library: RailsLibrary(application, database: root.parent, files: files, source: source),
        embedded: EmbeddedSQL(source: source, dialectName: dialect))
    }
    return reader.workingAhead(files) { source in
      var context = begin(source)
      return { file in RailsAhead(known[file] ?? RailsFile.read(file, source: source), &context) }
    } while: { programs in
      var context = begin(reader.source)
      defer { reader.leave(context) }
      return scripts.migrations { entry in
        let ahead = programs?.value(of: entry)
        if let ahead { reader.remember(ahead.file, of: entry, as: kind) }
        if let migration = ahead?.migration(in: &context) { return migration }
        let file = reader.remembered(entry, as: kind) { RailsFile.read(entry, source: reader.source) }
        return RailsMigrationReader.read(file, &context)
      } follow: {
        reader.follow($0, of: claim, dialect)
      }
    }
  }

  /// Whether one of the first files names the class of all migrations.
  private static func isRails(_ files: [FileListing.File], _ source: FileSource) -> Bool {
    files.prefix(3).contains { file in
      guard let text = try? source.text(of: file.entry).get() else { return false }
      return ByteSearch.contains(text.bytes, Array("ActiveRecord::Migration".utf8))
    }
  }

  /// The dialect of the driver in the application's `Gemfile`; SQLite only if there is no other.
  private static func driver(_ folder: TreePath, _ source: FileSource) -> String? {
    guard let entry = source.tree.entry(at: folder.parent.parent.appending("Gemfile")),
      let text = try? source.text(of: entry).get()
    else { return nil }
    var found: Set<String> = []
    for line in text.bytes.split(separator: 10) {
      let words = String(decoding: line, as: UTF8.self).split { " \t,\"'()".contains($0) }
      guard words.count > 1, words[0] == "gem" else { continue }
      switch words[1] {
      case "pg", "activerecord-postgis-adapter": found.insert("postgres")
      case "mysql2", "trilogy": found.insert("mysql")
      case "sqlite3": found.insert("sqlite")
      case "activerecord-sqlserver-adapter": found.insert("sqlserver")
      default: break
      }
    }
    if found.count > 1 { found.remove("sqlite") }
    return found.count == 1 ? found.first : nil
  }

  /// `config/database.yml` beside the `db` folder, or of an application that an engine carries for its tests.
  private static func databases(_ folder: TreePath, _ listing: FileListing, _ source: FileSource)
    -> RailsDatabases?
  {
    let root = folder.parent.parent
    let all = listing.settings(named: "database.yml")
    let own = all.first { $0.path == root.appending("config/database.yml") }
    guard let entry = own, let text = try? source.text(of: entry).get() else { return nil }
    return RailsDatabases(text.bytes)
  }
}
