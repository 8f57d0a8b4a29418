import Domain

/// A folder of migrations: one folder each, with `migration.sql` in it.
struct PrismaHistoryPlace {
  /// Where it is.
  var root: TreePath
  /// Its SQL files, sorted by path.
  var files: [FileEntry]
  /// The database that `migration_lock.toml` names; nil without that file, empty if it names none.
  var lockedProvider: String?

  /// The places of a listing, whether or not they are Prisma's, sorted by path.
  static func all(in listing: FileListing, source: FileSource) -> [PrismaHistoryPlace] {
    var places: [TreePath: PrismaHistoryPlace] = [:]
    for folder in listing.folders where !folder.path.bytes.isEmpty {
      let files = folder.files.filter { $0.name == "migration.sql" || $0.name == "down.sql" }
      guard files.contains(where: { $0.name == "migration.sql" }) else { continue }
      let root = folder.path.parent
      places[root, default: PrismaHistoryPlace(root: root, files: [])].files += files.map(\.entry)
    }
    for lock in listing.settings(named: "migration_lock.toml") {
      guard places[lock.path.parent] != nil else { continue }
      let text = try? source.text(of: lock).get()
      places[lock.path.parent]?.lockedProvider = text.flatMap { Self.provider($0.bytes) } ?? ""
    }
    return places.values.map { place in
      var sorted = place
      sorted.files.sort()
      return sorted
    }.sorted { $0.root < $1.root }
  }

  /// `provider = "postgresql"`
  private static func provider(_ bytes: [UInt8]) -> String? {
    for line in bytes.prefix(4096).split(separator: UInt8(ascii: "\n")) {
      let words = String(decoding: line, as: UTF8.self).split { " \t=\"'\r".contains($0) }
      if words.count == 2, words[0] == "provider" { return String(words[1]) }
    }
    return nil
  }

  /// How near a schema stands, in folders that both have above them; nil if it is another database's or another
  /// program's.
  func nearness(to set: PrismaSchemaSet) -> Int? {
    let locked = lockedProvider.flatMap(PrismaProvider.init(named:))
    let named = set.provider.flatMap(PrismaProvider.init(named:))
    if let locked, let named, locked.dialect != named.dialect { return nil }
    let own = root.parent.components
    let other = set.folder.components
    var common = 0
    while common < own.count, common < other.count, own[common] == other[common] { common += 1 }
    if common == 0, !own.isEmpty, !other.isEmpty, own.count + other.count > 3 { return nil }
    return common * 4 + (set.files[0].path.lastComponent == "schema.prisma" ? 1 : 0)
  }
}
