import Domain
import ScriptSyntax

/// Liquibase: changelogs in XML, YAML, JSON and formatted SQL. Each changelog that no other includes is a history; its
/// changesets run in the order of the files, includes in place.
struct Liquibase: MigrationFramework {
  let names = ["liquibase"]
  let fileEndings = [".json", ".sql", ".xml", ".yaml", ".yml"]
  let settingNames = [
    "application.properties", "application.yaml", "application.yml", "liquibase.properties",
  ]

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    let candidates = Self.candidates(listing)
    guard !candidates.isEmpty else { return [] }
    var graph = ChangeLogGraph(source)
    let logs = candidates.compactMap { graph.file($0) }
    guard !logs.isEmpty else { return [] }
    var included: Set<TreePath> = []
    var unresolved = false
    for log in logs {
      for case .include(let include) in log.entries {
        guard let found = graph.included(include, from: log) else {
          unresolved = unresolved || !include.mayBeMissing
          continue
        }
        included.formUnion(found.map(\.path).filter { $0 != log.entry.path })
      }
    }
    let settings = LiquibaseSettings(listing, source)
    let roots = logs.filter { !included.contains($0.entry.path) }.map(\.entry)
    let masters = roots.filter { root in
      settings.names(root) || LiquibaseSettings.isDefault(root)
        || graph.file(root)?.entries.contains { if case .include = $0 { true } else { false } } == true
    }
    var claims: [Claim] = []
    for root in roots {
      // A changelog that its folder's master does not include is not run.
      let isLeftOut =
        masters.contains { $0 != root && $0.path.parent.holds(root.path) } && !masters.contains(root)
      guard !isLeftOut || unresolved else {
        guard graph.steps(from: root).steps.contains(where: \.isChangeSet) else { continue }
        var claim = Claim(
          framework: "liquibase", root: root.path, files: [root], strength: .declared,
          dialect: settings.dialect,
          isDialectCertain: settings.dialect != nil)
        claim.leftOut = "no changelog includes it"
        claims.append(claim)
        continue
      }
      let reached = graph.steps(from: root)
      // A changelog that cannot be read may hold anything.
      guard reached.steps.contains(where: \.isChangeSet) || !reached.diagnostics.isEmpty else { continue }
      let siblings = roots.filter { $0.path.parent == root.path.parent }
      var claim = Claim(
        framework: "liquibase", root: siblings.count > 1 ? root.path : root.path.parent,
        files: [root] + reached.files.filter { $0 != root }, strength: .declared, dialect: settings.dialect,
        isDialectCertain: settings.dialect != nil)
      claim.sharesFiles = true
      claims.append(claim)
    }
    return claims
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    // The root stands first; the files that configuration names have none.
    var graph = ChangeLogGraph(reader.source)
    let root = Self.root(of: claim, &graph)
    let walk = root.map { graph.steps(from: $0) }
    let seen = ChangeLogDialect.seen(in: walk?.steps ?? [])
    let driven = seen.named ?? ProjectDrivers.dialect(above: claim.root, in: reader.source)
    let dialect = reader.dialect(of: claim, seen: nil, fallback: driven ?? seen.guessed ?? "postgres")
    var history = MigrationHistory(
      framework: claim.framework, root: claim.root.display, dialect: dialect.name,
      isDialectGuessed: dialect.isGuessed, migrations: [])
    guard let walk else { return history }
    history.diagnostics = walk.diagnostics
    var reading = ChangeLogReading(
      graph: graph, embedded: EmbeddedSQL(source: reader.source, dialectName: dialect.name))
    for step in walk.steps { reading.run(step) }
    history.migrations = reading.migrations
    history.diagnostics += reading.diagnostics
    return history
  }

  /// The changelog of a claim that no other one includes.
  private static func root(of claim: Claim, _ graph: inout ChangeLogGraph) -> FileEntry? {
    var included: Set<TreePath> = []
    var logs: [FileEntry] = []
    for entry in claim.files {
      guard let log = graph.file(entry) else { continue }
      logs.append(entry)
      for case .include(let include) in log.entries {
        included.formUnion((graph.included(include, from: log) ?? []).map(\.path))
      }
    }
    return logs.first { !included.contains($0.path) } ?? logs.first
  }

  /// Files whose paths let a changelog be expected. SQL files only where something else speaks of Liquibase.
  private static func candidates(_ listing: FileListing) -> [FileEntry] {
    var files: [FileEntry] = []
    var texts: [FileEntry] = []
    for folder in listing.folders {
      let isNamed = listing.isConfigured || folder.parts.contains(where: isTelling)
      let isPlace = isNamed || folder.parts.contains(where: FolderNames.isMigrations)
      for file in folder.files {
        if file.isSQL {
          if isNamed || isTelling(file.name) { texts.append(file.entry) }
        } else if isKind(file.name),
          isPlace || isTelling(file.name) || file.name.lowercased().hasPrefix("migration")
        {
          files.append(file.entry)
        }
      }
    }
    return (files + texts).sorted()
  }

  private static func isKind(_ name: String) -> Bool {
    guard let last = name.utf8.last, "lLnN".utf8.contains(last) else { return false }
    let lower = name.lowercased()
    return [".xml", ".yaml", ".yml", ".json"].contains { lower.hasSuffix($0) }
  }

  private static let tellingWords = ["changelog", "liquibase", "changeset"].map { Array($0.utf8) }

  /// Whether a name speaks of changelogs, in any case and with `-`, `_` and `.` between letters.
  private static func isTelling(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { bytes in
      bytes.indices.contains { start in
        tellingWords.contains { $0[0] == bytes[start] | 0x20 && begins(bytes[start...], with: $0) }
      }
    }
  }

  private static func begins(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, with word: [UInt8]) -> Bool {
    var matched = 0
    for byte in bytes {
      if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") { continue }
      guard byte | 0x20 == word[matched] else { return false }
      matched += 1
      if matched == word.count { return true }
    }
    return false
  }
}

/// What configuration files say: the root changelog and the database.
struct LiquibaseSettings {
  /// The database; nil if none is named, or several are.
  private(set) var dialect: String?
  private var roots: [String] = []

  /// Reads `liquibase.properties` and Spring's `application` files.
  init(_ listing: FileListing, _ source: FileSource) {
    var dialects: Set<String> = []
    for name in ["liquibase.properties", "application.properties", "application.yaml", "application.yml"] {
      for entry in listing.settings(named: name) {
        guard let text = try? source.text(of: entry).get() else { continue }
        for line in text.bytes.split(separator: UInt8(ascii: "\n")).prefix(2000) {
          read(String(decoding: line.prefix(1000), as: UTF8.self), &dialects)
        }
      }
    }
    // Databases for tests and local runs stand beside the one that counts.
    let served = dialects.subtracting(["h2", "hsqldb", "derby"])
    let real = served.count > 1 ? served.subtracting(["sqlite"]) : served
    dialect = real.count == 1 ? real.first : nil
  }

  private mutating func read(_ line: String, _ dialects: inout Set<String>) {
    guard let mark = line.firstIndex(where: { $0 == "=" || $0 == ":" }) else { return }
    let key = line[..<mark].lowercased().filter { $0 != " " && $0 != "-" && $0 != "\t" && $0 != "_" }
    let value = line[line.index(after: mark)...].filter { $0 != " " && $0 != "\"" && $0 != "'" && $0 != "\r" }
    if key.hasSuffix("changelogfile") || key.hasSuffix("changelog") {
      roots.append(ChangeLogPaths.bare(value))
    }
    if key.hasSuffix("url"), let kind = value.split(separator: ":").dropFirst().first,
      value.hasPrefix("jdbc:")
    {
      dialects.insert(ChangeSet.dialectName(String(kind)))
    }
  }

  /// Whether a file stands where Spring Boot looks for the root if nothing is said
  /// (https://docs.spring.io/spring-boot/appendix/application-properties/, `spring.liquibase.change-log`).
  static func isDefault(_ entry: FileEntry) -> Bool {
    ["yaml", "yml", "xml", "json"].contains {
      entry.path.hasSuffix("db/changelog/db.changelog-master." + $0)
    }
  }

  /// Whether a file is a root that configuration names.
  func names(_ entry: FileEntry) -> Bool {
    roots.contains { !$0.isEmpty && (entry.path.display == $0 || entry.path.display.hasSuffix("/" + $0)) }
  }
}
