import Domain

/// Tools with a file per direction: golang-migrate (`1_x.up.sql`), sqlx (the same beside a `Cargo.toml`),
/// db-migrate (`x-up.sql`), postgrator (`1.do.x.sql`). Run by number, then by name.
struct UpDownFiles: MigrationFramework {
  let names = ["db-migrate", "golang-migrate", "postgrator", "sqlx", "up-down-files"]
  let fileEndings = [".go", ".sql"]
  let settingNames = ["Cargo.toml"]

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    listing.folders.compactMap { folder in
      let halves = pairs(folder.files)
      guard let first = halves.first(where: { $0.up != nil })?.name else { return nil }
      let isRust =
        first.framework == "golang-migrate"
        && listing.hasSettings(named: "Cargo.toml", atOrAbove: folder.path)
      let files =
        halves.flatMap { [$0.up, $0.down].compactMap { $0 } } + undirected(folder.files)
        + folder.files.filter(Self.isProgram).map(\.entry)
      return Claim(
        framework: isRust ? "sqlx" : first.framework, root: folder.path, files: files.sorted(),
        strength: .naming)
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let files = claim.files.map { FileListing.File(entry: $0, name: $0.path.lastComponent) }
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
