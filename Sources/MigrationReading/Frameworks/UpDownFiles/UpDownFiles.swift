import Domain

/// Tools with a file per direction: golang-migrate (`1_x.up.sql`), sqlx (the same beside a `Cargo.toml`),
/// db-migrate (`x-up.sql`), postgrator (`1.do.x.sql`). Run by number, then by name.
struct UpDownFiles: MigrationFramework {
  let names = ["db-migrate", "golang-migrate", "postgrator", "sqlx", "up-down-files"]
  let fileEndings = [".go", ".sql"]
  let settingNames = ["Cargo.toml"]

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    Self.places(listing.folders).compactMap { root, files in
      let halves = pairs(files)
      guard let first = halves.first(where: { $0.up != nil })?.name else { return nil }
      let isRust =
        first.framework == "golang-migrate" && listing.hasSettings(named: "Cargo.toml", atOrAbove: root)
      let entries =
        halves.flatMap { [$0.up, $0.down].compactMap { $0 } } + undirected(files)
        + files.filter(Self.isProgram).map(\.entry)
      return Claim(
        framework: isRust ? "sqlx" : first.framework, root: root, files: entries.sorted(), strength: .naming)
    }
  }

  /// The folders with their files; those that are named by a version alone, as `7/01_x.up.sql`, are one history of the
  /// folder above them, whose files have the way there in their names.
  private static func places(_ folders: [FileListing.Folder]) -> [(root: TreePath, files: [FileListing.File])]
  {
    var versions: [TreePath: Int] = [:]
    for folder in folders {
      let root = above(folder.path)
      if root != folder.path, folder.files.contains(where: { $0.isSQL }) { versions[root, default: 0] += 1 }
    }
    var places: [(root: TreePath, files: [FileListing.File])] = []
    var positions: [TreePath: Int] = [:]
    for folder in folders {
      let root = above(folder.path)
      guard versions[root, default: 0] > 1 else {
        places.append((folder.path, folder.files))
        continue
      }
      let files = folder.files.map { file($0.entry, below: root) }
      if let at = positions[root] {
        places[at].files += files
      } else {
        positions[root] = places.count
        places.append((root, files))
      }
    }
    return places
  }

  /// The nearest folder that is not named by a version alone.
  private static func above(_ path: TreePath) -> TreePath {
    guard let last = path.bytes.last, last &- 0x30 < 10 else { return path }
    var parts = path.components
    while parts.count > 1, let last = parts.last, FileVersion(last)?.rest.isEmpty ?? false {
      parts.removeLast()
    }
    return TreePath(parts.joined(separator: "/"))
  }

  /// A file by its path below the folder that holds the history.
  private static func file(_ entry: FileEntry, below root: TreePath) -> FileListing.File {
    let name = entry.path.stands(directlyIn: root) ? entry.path.lastComponent : entry.path.below(root).display
    return FileListing.File(entry: entry, name: name)
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let files = claim.files.map { Self.file($0, below: claim.root) }
    let halves = pairs(files)
    let variants = DialectVariants(halves.map(\.name.base), configured: reader.configuredDialect)
    var claim = claim
    if let chosen = variants.chosen, !claim.isDialectCertain {
      claim.dialect = chosen == "cockroach" ? "postgres" : chosen
    }
    var units = Self.units(halves, variants)
    units += files.filter(Self.isProgram).map { SQLUnit(code: $0.entry, tool: claim.framework) }
    let directed = Set(halves.flatMap { [$0.up, $0.down].compactMap { $0 } } + units.flatMap(\.code))
    units += files.filter { !directed.contains($0.entry) }.map { file in
      SQLUnit(id: file.stem, up: [SQLPart(entry: file.entry)])
    }
    return reader.history(of: claim, units: FileOrder.sorted(units, by: \.id))
  }

  /// The migrations of the database that is read; its own files come before those that serve all databases.
  private static func units(_ halves: [Pair], _ variants: DialectVariants) -> [SQLUnit] {
    var units: [SQLUnit] = []
    var places: [String: Int] = [:]
    for half in halves {
      guard let name = variants.migration(half.name.base) else { continue }
      let unit = SQLUnit(
        id: name.base, up: half.up.map { [SQLPart(entry: $0)] } ?? [],
        down: half.down.map { [SQLPart(entry: $0)] } ?? [])
      guard variants.chosen != nil, let at = places[name.base] else {
        places[name.base] = units.count
        units.append(unit)
        continue
      }
      if units[at].up.isEmpty || name.isOwn && !unit.up.isEmpty { units[at].up = unit.up }
      if units[at].down.isEmpty || name.isOwn && !unit.down.isEmpty { units[at].down = unit.down }
    }
    return units
  }

  /// The halves of one migration.
  private struct Pair {
    var name: DirectedName
    var up: FileEntry?
    var down: FileEntry?
  }

  /// The pairs of a folder in order of their first file. `x_up` alone is a name like others; it takes an `x_down`.
  private func pairs(_ files: [FileListing.File]) -> [Pair] {
    var pairs: [Pair] = []
    var positions: [String: Int] = [:]
    for file in files where file.isSQL {
      guard let name = DirectedName(file.stem) else { continue }
      let at = positions[name.base] ?? pairs.count
      if at == pairs.count {
        pairs.append(Pair(name: name))
        positions[name.base] = at
      }
      switch name.direction {
      case .up: pairs[at].up = pairs[at].up ?? file.entry
      case .down: pairs[at].down = pairs[at].down ?? file.entry
      }
    }
    guard !pairs.isEmpty else { return [] }
    let plain = Set(files.filter(\.isSQL).map(\.stem))
    let paired = Set(pairs.filter { $0.up != nil && $0.down != nil }.map(\.name.framework))
    return pairs.filter { pair in
      if pair.up != nil, pair.down != nil { return true }
      // Where others come in pairs, one that cannot be undone runs forward like them.
      if pair.up != nil, paired.contains(pair.name.framework) { return true }
      // `x.down.sql` beside a plain `x.sql` is that one's reverse, which `NumberedFiles` reads.
      return pair.name.isCertain && !plain.contains(pair.name.base)
    }
  }

  /// `1_x.up.go`: a forward migration that is a program.
  private static func isProgram(_ file: FileListing.File) -> Bool {
    file.name.hasSuffix(".up.go") && FileVersion.starts(file.name)
  }

  /// Numbered files without a direction among those that have one: run forward.
  private func undirected(_ files: [FileListing.File]) -> [FileEntry] {
    files.filter { $0.isSQL && DirectedName($0.stem) == nil && FileVersion.starts($0.name) }.map(\.entry)
  }
}
