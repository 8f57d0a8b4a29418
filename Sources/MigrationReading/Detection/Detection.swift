import Domain

/// Decides which files of a tree are migrations, of which framework.
struct Detection {
  private let source: FileSource
  private let configuration: MigrationConfiguration
  /// All files that any framework may want.
  let listing: FileListing
  /// The claims that stand, sorted by root and framework.
  private(set) var winners: [Claim] = []
  private var outside: [(claim: Claim, reason: String)] = []
  /// Programs that stand in the order of SQL files.
  private var programs: [DetectedMigrations.LeftOut] = []
  private var diagnostics: [Diagnostic] = []

  init(source: FileSource, configuration: MigrationConfiguration) {
    self.source = source
    self.configuration = configuration
    let endings = Set(FrameworkList.all.flatMap(\.fileEndings)).sorted()
    let names = Set(FrameworkList.all.flatMap(\.settingNames) + ["dbt_project.yml"]).sorted()
    listing = FileListing(source.tree.entries, endings: endings, settingNames: names)
  }

  /// Collects the claims and decides between them.
  mutating func run() {
    var claims: [Claim] = []
    for entry in configuration.entries { claims += configured(entry) }
    let own = listing.filtered { $0.standing == .own }
    let all = Self.claims(in: own, source)
    let found = all.filter { $0.leftOut == nil }
    for claim in all { if let reason = claim.leftOut { outside.append((claim, reason)) } }
    if configuration.only {
      outside += standing(found, source).map { ($0, "outside of the configured paths") }
    } else {
      claims += found
    }
    winners = standing(claims, source)
    let taken = Set(winners.flatMap(\.files).map(\.path))
    outside.removeAll { part in part.claim.files.contains { taken.contains($0.path) } }
    let others = listing.filtered { folder in
      switch folder.standing {
      case .foreign, .archived: true
      case .own, .dbt: false
      }
    }
    let foreign = taken.isEmpty ? others : others.filtered { _, file in !taken.contains(file.entry.path) }
    // By paths alone: what belongs to others is not read.
    let unread = FileSource(
      FileTree(entries: []) { _ throws(FileReadError) in throw FileReadError("not read") })
    for claim in standing(Self.claims(in: foreign, unread), unread) {
      let reason = claim.files.first.flatMap { listing.folder(at: $0.path.parent)?.standing.reason }
      outside.append((claim, reason ?? "not of this repository"))
    }
    programs = NumberedPrograms.all(in: listing, beside: winners, others: outside.map(\.claim))
  }

  /// The claims that win and whose files say what they should.
  private func standing(_ claims: [Claim], _ source: FileSource) -> [Claim] {
    ClaimResolution.winners(claims).filter { FrameworkList.all[$0.framing].stands($0, source: source) }
  }

  private static func claims(
    in listing: FileListing, _ source: FileSource, framework: String? = nil
  ) -> [Claim] {
    var claims: [Claim] = []
    var parts: [[String]: FileListing] = [:]
    for (index, candidate) in FrameworkList.all.enumerated() {
      if let framework, !candidate.names.contains(framework) { continue }
      let part = parts[candidate.fileEndings] ?? listing.filtered(endings: candidate.fileEndings)
      parts[candidate.fileEndings] = part
      for var claim in candidate.claims(in: part, source: source) {
        claim.framing = index
        claims.append(claim)
      }
    }
    return claims
  }

  private mutating func configured(_ entry: MigrationConfiguration.Entry) -> [Claim] {
    let part =
      entry.paths.isEmpty
      ? listing.filtered { $0.standing == .own }
      : listing.filtered(asConfigured: true) { _, file in
        entry.paths.contains { $0.matches(file.entry.path) }
      }
    var claims = Self.claims(in: part, source, framework: entry.framework)
    for index in claims.indices {
      // Among themselves the claims of one entry keep their order: the plainest is the weakest.
      if let framework = entry.framework { claims[index].framework = framework }
      if let dialect = entry.dialect ?? configuration.dialect {
        claims[index].dialect = dialect
        claims[index].isDialectCertain = true
      }
    }
    claims = ClaimResolution.winners(claims.filter { $0.leftOut == nil })
    for index in claims.indices { claims[index].strength = .configured }
    if claims.isEmpty { diagnostics.append(Self.nothingFound(entry)) }
    return claims
  }

  private static func nothingFound(_ entry: MigrationConfiguration.Entry) -> Diagnostic {
    let paths = entry.paths.map { "\"\($0.text)\"" }.joined(separator: ", ")
    let what = entry.framework.map { "\"\($0)\" migrations" } ?? "migrations"
    let place = paths.isEmpty ? "" : " under " + paths
    return Diagnostic(
      id: "no-migrations", summary: "the configuration names \(what)\(place), and there are none",
      location: SourceLocation(repository: .backend, file: ".tidegate.yml"), reach: .harmless)
  }

  /// Everything seen that is no history.
  func leftovers() -> DetectedMigrations {
    var detected = DetectedMigrations.none
    detected.diagnostics = diagnostics
    detected.vendored = outside.map { part in
      DetectedMigrations.LeftOut(
        framework: part.claim.framework, root: part.claim.root.display, files: part.claim.files,
        reason: part.reason)
    }
    detected.vendored += programs
    detected.vendored.sort { ($0.root, $0.framework ?? "") < ($1.root, $1.framework ?? "") }
    let taken = Set((winners + outside.map(\.claim)).flatMap(\.files).map(\.path))
    for folder in listing.folders where folder.standing == .own {
      let rest = folder.files.filter { $0.isSQL && !taken.contains($0.entry.path) }
      guard !rest.isEmpty else { continue }
      let isClaimed = winners.contains { $0.root.holds(folder.path) }
      detected.ignored.append(
        DetectedMigrations.LeftOut(
          framework: nil, root: folder.path.display, files: rest.map(\.entry),
          reason: isClaimed
            ? "not named like the migrations beside it" : "SQL without the order of a migration tool"))
    }
    return detected
  }
}
