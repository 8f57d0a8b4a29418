import Domain

/// Drizzle: SQL files in the order of `meta/_journal.json`, or a folder `<time>_<name>` with `migration.sql` and
/// `snapshot.json` for each migration (https://orm.drizzle.team/docs/migrations).
struct Drizzle: MigrationFramework {
  let names = ["drizzle"]
  let fileEndings = [".sql"]
  let settingNames = ["_journal.json", "snapshot.json"]

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    journals(listing, source) + folders(listing, source)
  }

  /// Folders with a journal.
  private func journals(_ listing: FileListing, _ source: FileSource) -> [Claim] {
    listing.settings(named: "_journal.json").compactMap { entry in
      let root = entry.path.parent.parent
      guard entry.path.parent.lastComponent == "meta", let folder = listing.folder(at: root) else {
        return nil
      }
      let files = folder.files.filter(\.isSQL).map(\.entry)
      guard !files.isEmpty else { return nil }
      let text = try? source.text(of: entry).get()
      return Claim(
        framework: "drizzle", root: root, files: files.sorted(), strength: .declared,
        dialect: text.flatMap { DrizzleJournal.dialect($0.bytes) }, isDialectCertain: true)
    }
  }

  /// A folder for each migration.
  private func folders(_ listing: FileListing, _ source: FileSource) -> [Claim] {
    var byRoot: [TreePath: [FileEntry]] = [:]
    let snapshots = listing.settings(named: "snapshot.json")
    let places = Set(snapshots.map(\.path.parent))
    var described: Set<TreePath> = []
    for folder in listing.folders where places.contains(folder.path) { described.insert(folder.path.parent) }
    for folder in listing.folders where described.contains(folder.path.parent) {
      guard let file = folder.files.first(where: { $0.name == "migration.sql" }) else { continue }
      byRoot[folder.path.parent, default: []].append(file.entry)
    }
    return byRoot.sorted { $0.key < $1.key }.compactMap { root, files in
      guard let last = snapshots.last(where: { $0.path.parent.parent == root }),
        let text = try? source.text(of: last).get(), let dialect = DrizzleJournal.dialect(text.bytes)
      else { return nil }
      return Claim(
        framework: "drizzle", root: root, files: files.sorted(), strength: .declared, dialect: dialect,
        isDialectCertain: true)
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let (units, leftOut) = Self.units(claim, reader.source)
    var history = reader.history(of: claim, units: units)
    history.diagnostics += leftOut.map { DetectedMigrations.blindSpot(of: $0, "the journal leaves it out") }
    guard reader.hearsWitnesses,
      let entry = DrizzleSnapshot.last(of: claim, ids: units.map(\.id), in: reader.source)
    else { return history }
    let dialect = history.dialect
    history.witness = reader.remembered(entry, as: "drizzle snapshot " + dialect) {
      DrizzleSnapshot.witness(entry, dialect: dialect, reader.source)
    }
    return history
  }

  /// What runs, in order, and files that do not.
  private static func units(_ claim: Claim, _ source: FileSource) -> (units: [SQLUnit], leftOut: [FileEntry])
  {
    let units = claim.files.map { file in
      let name = file.path.lastComponent
      let id = name == "migration.sql" ? file.path.parent.lastComponent : String(name.dropLast(4))
      return SQLUnit(id: id, up: [SQLPart(entry: file, section: .breakpoints)])
    }
    let journal = source.tree.entry(at: claim.root.appending("meta/_journal.json"))
    let tags = journal.flatMap { try? source.text(of: $0).get() }.map { DrizzleJournal.tags($0.bytes) } ?? []
    let places = Dictionary(tags.enumerated().map { ($1, $0) }) { first, _ in first }
    let sorted = FileOrder.sorted(units, by: \.id)
    // A journal that ends before the files do is not what they are run by.
    guard let last = sorted.last, places[last.id] != nil else { return (sorted, []) }
    let own = units.filter { places[$0.id] != nil }.sorted { (places[$0.id] ?? 0) < (places[$1.id] ?? 0) }
    let known = Set(own.map(\.id))
    return (own, sorted.filter { !known.contains($0.id) }.flatMap { $0.up.map(\.entry) })
  }
}

/// The few entries of the journal that count: its dialect and the tags in order.
enum DrizzleJournal {
  /// The dialect as the gate names it.
  static func dialect(_ bytes: [UInt8]) -> String? {
    for text in values(of: "dialect", in: bytes, limit: 1) {
      switch text {
      case "postgresql", "pg", "cockroach", "cockroachdb": return "postgres"
      case "mysql", "singlestore": return "mysql"
      case "sqlite", "turso": return "sqlite"
      case "mssql": return "sqlserver"
      default: return nil
      }
    }
    return nil
  }

  /// Names of the files without ending.
  static func tags(_ bytes: [UInt8]) -> [String] { values(of: "tag", in: bytes, limit: 100_000) }

  /// The texts of a key, in order of the file: the journal has neither nested objects nor escapes in them.
  private static func values(of key: String, in bytes: [UInt8], limit: Int) -> [String] {
    let mark = Array(("\"" + key + "\"").utf8)
    let span = bytes.span
    var found: [String] = []
    var at = 0
    while at + mark.count < span.count, found.count < limit {
      var same = 0
      while same < mark.count, span[at + same] == mark[same] { same += 1 }
      guard same == mark.count else {
        at += 1
        continue
      }
      at += same
      while at < span.count, span[at] <= 0x20 || span[at] == UInt8(ascii: ":") { at += 1 }
      guard at < span.count, span[at] == UInt8(ascii: "\"") else { continue }
      let start = at + 1
      at = start
      while at < span.count, span[at] != UInt8(ascii: "\"") { at += 1 }
      found.append(String(decoding: bytes[start..<at], as: UTF8.self))
    }
    return found
  }
}
