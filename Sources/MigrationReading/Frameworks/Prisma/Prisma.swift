import Domain

/// Prisma: a folder of migrations, each a folder with `migration.sql`, run in the order of their names; beside it
/// `schema.prisma`, in one file or many, which states the schema as a whole.
///
/// The schema is a second witness. In projects that use `prisma db push` there are no migrations: what differs between
/// two states of the schema is what a branch does (https://www.prisma.io/docs/orm/prisma-migrate).
struct Prisma: MigrationFramework {
  let names = ["prisma"]
  let fileEndings = [".prisma", ".sql"] + ProgramFiles.endings
  let settingNames = ["migration_lock.toml"] + PrismaConfiguration.settingNames

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    let sets = PrismaSchemaSet.all(in: listing, source: source)
    let places = PrismaHistoryPlace.all(in: listing, source: source)
    guard !sets.isEmpty || !places.isEmpty else { return [] }
    let configuration = PrismaConfiguration(listing, source)
    var claims: [Claim] = []
    let schemas = PrismaSchemaIndex(sets)
    for place in places {
      let set = schemas.nearest(to: place, configuration)
      let isNear = set.map { place.root.parent == $0.folder || $0.folder.holds(place.root) } ?? false
      guard
        place.lockedProvider != nil || isNear || configuration.paths.contains(place.root)
          || listing.isConfigured
      else { continue }
      claims.append(Self.claim(place, set))
    }
    let projects = Dictionary(grouping: places) { ProjectFolder(of: $0.root.parent) }
    for set in sets {
      // The migrations of a program serve its schema.
      if projects[ProjectFolder(of: set.folder)]?.prefix(32).contains(where: { $0.fits(set) }) ?? false {
        continue
      }
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
    PrismaScripts.add(
      claim.files.filter { PrismaScripts.isScript($0.path.lastComponent) }, to: &history, reader)
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
}
