import Domain

/// A folder of migrations: one folder each, with `migration.sql` in it.
struct PrismaHistoryPlace {
  /// Where it is.
  var root: TreePath
  /// Its SQL files, and scripts beside them, sorted by path.
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
    for folder in listing.folders where !folder.path.bytes.isEmpty && places[folder.path.parent] != nil {
      let scripts = folder.files.filter { PrismaScripts.isScript($0.name) }
      places[folder.path.parent]?.files += scripts.map(\.entry)
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

  /// Whether a schema may be the one of these migrations, by the databases that both name.
  func fits(_ set: PrismaSchemaSet) -> Bool {
    let locked = lockedProvider.flatMap(PrismaProvider.init(named:))
    let named = set.provider.flatMap(PrismaProvider.init(named:))
    guard let locked, let named else { return true }
    return locked.dialect == named.dialect
  }
}

/// Finds the schema that goes with a folder of migrations.
struct PrismaSchemaIndex {
  private let sets: [PrismaSchemaSet]
  /// Schemas below a folder.
  private var below: [TreePath: [Int]] = [:]

  /// Where more schemas are equally near, none is taken.
  private static let limit = 32

  init(_ sets: [PrismaSchemaSet]) {
    self.sets = sets
    for (index, set) in sets.enumerated() {
      var folder = set.folder
      while true {
        below[folder, default: []].append(index)
        if folder.bytes.isEmpty { break }
        folder = folder.parent
      }
    }
  }

  /// The schema with the longest way in common; of equals the one that the configuration names, then `schema.prisma`.
  func nearest(to place: PrismaHistoryPlace, _ configuration: PrismaConfiguration) -> PrismaSchemaSet? {
    var folder = place.root.parent
    while true {
      let near = below[folder] ?? []
      if near.count <= Self.limit, let best = best(near, for: place, at: folder, configuration) {
        return best
      }
      if folder.bytes.isEmpty { return nil }
      folder = folder.parent
    }
  }

  private func best(
    _ near: [Int], for place: PrismaHistoryPlace, at folder: TreePath, _ configuration: PrismaConfiguration
  ) -> PrismaSchemaSet? {
    var best: (rank: Int, set: PrismaSchemaSet)?
    for set in near.map({ sets[$0] }) where place.fits(set) {
      if folder.bytes.isEmpty, Self.areApart(place.root.parent, set.folder) { continue }
      let isNamed =
        configuration.paths.contains(set.folder) || configuration.paths.contains(set.files[0].path)
      let rank = (isNamed ? 2 : 0) + (set.files[0].path.lastComponent == "schema.prisma" ? 1 : 0)
      if rank > best?.rank ?? -1 { best = (rank, set) }
    }
    return best?.set
  }

  /// Whether two folders that have nothing in common are those of two programs.
  private static func areApart(_ one: TreePath, _ other: TreePath) -> Bool {
    !one.bytes.isEmpty && !other.bytes.isEmpty && one.components.count + other.components.count > 3
  }
}
