import Domain

/// Prisma: a folder of migrations, each a folder with `migration.sql`, run in the order of their names; beside it
/// `schema.prisma`, in one file or many, which states the schema as a whole.
///
/// The schema is a second witness. In projects that use `prisma db push` there are no migrations: what differs between
/// two states of the schema is what a branch does (https://www.prisma.io/docs/orm/prisma-migrate).
struct Prisma: MigrationFramework {
  let names = ["prisma"]
  let fileEndings = [".prisma", ".sql"]
  let settingNames = ["migration_lock.toml"] + PrismaConfiguration.names

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    let sets = PrismaSchemaSet.all(in: listing, source: source)
    let places = PrismaHistoryPlace.all(in: listing, source: source)
    guard !sets.isEmpty || !places.isEmpty else { return [] }
    let configuration = PrismaConfiguration(listing, source)
    var claims: [Claim] = []
    for place in places {
      let set = Self.nearest(sets, to: place, configuration)
      let isNear = set.map { place.root.parent == $0.folder || $0.folder.holds(place.root) } ?? false
      guard
        place.lockedProvider != nil || isNear || configuration.paths.contains(place.root)
          || listing.isConfigured
      else { continue }
      claims.append(Self.claim(place, set))
    }
    for set in sets where !places.contains(where: { $0.nearness(to: set) != nil && Self.isSame($0, set) }) {
      let provider = set.provider.flatMap(PrismaProvider.init(named:))
      claims.append(
        Claim(
          framework: "prisma", root: set.root, files: set.files, strength: .snapshot,
          dialect: provider?.dialect ?? set.provider, isDialectCertain: set.provider != nil))
    }
    return claims
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let migrations = claim.files.filter { $0.path.hasSuffix(".sql") }
    guard !migrations.isEmpty else { return PrismaSchemaHistory.read(claim, reader) }
    var units: [SQLUnit] = []
    for file in migrations {
      let name = file.path.parent.lastComponent
      if units.last?.id != name { units.append(SQLUnit(id: name)) }
      if file.path.lastComponent == "migration.sql" {
        units[units.count - 1].up.append(SQLPart(entry: file))
      } else {
        units[units.count - 1].down.append(SQLPart(entry: file))
      }
    }
    units.sort { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    var history = reader.history(of: claim, units: units)
    PrismaSchemaHistory.addWitness(of: claim, to: &history, reader)
    return history
  }

  private static func claim(_ place: PrismaHistoryPlace, _ set: PrismaSchemaSet?) -> Claim {
    let named = [place.lockedProvider, set?.provider].compactMap { $0 }.first { !$0.isEmpty }
    let dialect = named.map { PrismaProvider(named: $0)?.dialect ?? $0 }
    var claim = Claim(
      framework: "prisma", root: place.root, files: place.files, strength: .declared, dialect: dialect,
      isDialectCertain: dialect != nil)
    claim.witnesses = set?.files ?? []
    return claim
  }

  /// The schema of a folder of migrations: the nearest, one that the configuration names before others.
  private static func nearest(
    _ sets: [PrismaSchemaSet], to place: PrismaHistoryPlace, _ configuration: PrismaConfiguration
  ) -> PrismaSchemaSet? {
    var best: (rank: Int, set: PrismaSchemaSet)?
    for set in sets {
      guard let nearness = place.nearness(to: set) else { continue }
      let isNamed =
        configuration.paths.contains(set.folder) || configuration.paths.contains(set.files[0].path)
      let rank = nearness + (isNamed ? 2 : 0)
      if rank > best?.rank ?? -1 { best = (rank, set) }
    }
    return best?.set
  }

  /// Whether a schema is of the program that a folder of migrations belongs to.
  private static func isSame(_ place: PrismaHistoryPlace, _ set: PrismaSchemaSet) -> Bool {
    let one = ProjectFolder(of: place.root.parent)
    let other = ProjectFolder(of: set.folder)
    return one.path == other.path
  }
}
