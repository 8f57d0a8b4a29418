import Domain

/// Flyway and tools that share its names: versioned files by version, then repeatable ones by description.
///
/// Locations are searched with their sub-folders. A file `U...` undoes the one of its version. A baseline file counts
/// only where the versions that it sums up are gone.
struct Flyway: MigrationFramework {
  let names = ["flyway"]
  let fileEndings = [".java", ".kt", ".sql"]
  let settingNames = ["flyway.conf", "flyway.toml"]

  /// Whether a program tests a migration: `src/test/java/db/V1_2__FillTest.java`.
  private static func isTest(_ file: FileListing.File) -> Bool {
    let stem = file.name.prefix { $0 != "." }
    return (stem.hasSuffix("Test") || stem.hasSuffix("Tests") || stem.hasSuffix("IT"))
      && file.entry.path.parent.components.contains("test")
  }

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    let all = settings(listing, source)
    var groups: [TreePath: Claim] = [:]
    for folder in listing.folders {
      let settings = Self.nearest(all, folder.path)
      let named = Self.withCode(settings)
      let files = folder.files.filter { FlywayName($0.name, settings: named) != nil && !Self.isTest($0) }
      let hasText = files.contains { $0.isSQL && FlywayName($0.name, settings: settings) != nil }
      let isPlace =
        folder.parts.suffix(2) == ["db", "migration"]
        || folder.parts.contains { FolderNames.isMigrations($0) }
      // Classes named `V1` are code like any other, unless they stand where migrations do.
      guard hasText || isPlace, !files.isEmpty else { continue }
      // A stray `V7__x.sql` among files of another tool does not make them Flyway's.
      let others = folder.files.filter { $0.isSQL && FileVersion.starts($0.name, letters: "") }
      guard others.count <= files.count else { continue }
      let place = root(of: folder, settings, listing)
      let callbacks = folder.files.filter { $0.isSQL && FlywayName.isCallback($0.name) }
      let entries = (files + callbacks).map(\.entry)
      if groups[place.root] == nil {
        groups[place.root] = Claim(
          framework: "flyway", root: place.root, files: entries,
          strength: place.isDeclared ? .declared : .naming,
          dialect: place.dialect ?? settings.dialect,
          isDialectCertain: place.dialect == nil && settings.dialect != nil)
      } else {
        groups[place.root]?.files += entries
      }
    }
    return groups.values.flatMap { claim in
      var claim = claim
      claim.files.sort()
      return Self.split(claim, Self.withCode(Self.nearest(all, claim.root)))
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let settings = Self.nearest(self.settings(listing, reader.source), claim.root)
    var files = FlywayFiles()
    let named = Self.withCode(settings)
    for entry in claim.files { files.add(entry, named) }
    let substitution = settings.placeholders.isEmpty ? nil : Substitution(settings)
    var history = reader.history(
      of: claim, units: files.units(), substitution: substitution,
      diagnostics: files.callbacks.map(Self.callback))
    guard claim.files.contains(where: FlywayFiles.isProgram) else { return history }
    let programs = FlywayPrograms(reader: reader, dialect: history.dialect)
    history.read(FlywayFiles.isProgram) { programs.migration($1, like: $0) }
    return history
  }

  private static func callback(_ entry: FileEntry) -> Diagnostic {
    Diagnostic(
      id: "callback", summary: "the callback \"\(entry.path.display)\" is not replayed",
      location: SourceLocation(repository: .backend, file: entry.path.display), reach: .mayChangeSchema)
  }

  private func settings(_ listing: FileListing, _ source: FileSource) -> [FlywaySettings] {
    settingNames.flatMap { listing.settings(named: $0) }.compactMap { entry in
      (try? source.text(of: entry).get()).map(FlywaySettings.init)
    }
  }

  /// The settings of the configuration file in the folder or nearest above it.
  private static func nearest(_ all: [FlywaySettings], _ folder: TreePath) -> FlywaySettings {
    let above = all.filter { $0.folder.holds(folder) || $0.folder.lastComponent == "conf" }
    return above.max { $0.folder.bytes.count < $1.folder.bytes.count } ?? FlywaySettings()
  }

  private static func withCode(_ settings: FlywaySettings) -> FlywaySettings {
    var settings = settings
    settings.suffixes += FlywaySettings.programSuffixes
    return settings
  }

  /// The folder that a history starts at: a location, or the nearest folder that is named for migrations; a folder
  /// named for a database below it stands for itself.
  private func root(
    of folder: FileListing.Folder, _ settings: FlywaySettings, _ listing: FileListing
  ) -> (root: TreePath, isDeclared: Bool, dialect: String?) {
    var root = folder.path
    var isDeclared = false
    if let location = settings.locations.compactMap({ Self.folder($0, settings, folder.path) }).first {
      root = settings.locations.count > 1 ? settings.folder : location
      isDeclared = true
    } else if let at = folder.parts.lastIndex(where: { FolderNames.isMigrations($0) }) {
      root = TreePath(folder.path.components.prefix(at + 1).joined(separator: "/"))
    }
    root = Self.besideResources(root, listing)
    let depth = root.components.count
    for (index, part) in folder.parts.enumerated() where index >= max(0, depth - 1) {
      if let dialect = FolderNames.dialect(part) {
        return (
          TreePath(folder.path.components.prefix(index + 1).joined(separator: "/")), isDeclared, dialect
        )
      }
    }
    return (root, isDeclared, nil)
  }

  /// Classes of the class path folder `db/migration` belong to the files of the same folder among the resources.
  private static func besideResources(_ root: TreePath, _ listing: FileListing) -> TreePath {
    var parts = root.components
    for index in parts.indices.dropLast()
    where parts[index] == "main" && ["java", "kotlin", "groovy", "scala"].contains(parts[index + 1]) {
      parts[index + 1] = "resources"
    }
    let resources = TreePath(parts.joined(separator: "/"))
    guard resources != root else { return root }
    return listing.folders.contains { resources.holds($0.path) } ? resources : root
  }

  /// A version may stand once in a history: where sub-folders repeat versions, each is for a database of its own.
  private static func split(_ claim: Claim, _ settings: FlywaySettings) -> [Claim] {
    let depth = claim.root.components.count
    var parts: [String: [FileEntry]] = [:]
    var places: [FileVersion: String] = [:]
    var isRepeated = false
    for file in claim.files {
      let below = file.path.components.dropFirst(depth)
      let part = below.count > 1 && claim.root.holds(file.path) ? below.first ?? "" : ""
      parts[part, default: []].append(file)
      guard let name = FlywayName(file.path.lastComponent, settings: settings), name.kind == .versioned,
        let version = name.version
      else { continue }
      if let other = places[version], other != part { isRepeated = true }
      places[version] = part
    }
    guard isRepeated else { return [claim] }
    return parts.map { part, files in
      var half = claim
      half.files = files
      if !part.isEmpty { half.root = claim.root.appending(part) }
      return half
    }
  }

  /// The folder of a location that holds `folder`; nil if it does not.
  private static func folder(_ location: String, _ settings: FlywaySettings, _ folder: TreePath) -> TreePath?
  {
    var name = location
    for scheme in ["filesystem:", "classpath:"] where name.hasPrefix(scheme) {
      name.removeFirst(scheme.count)
    }
    while name.hasPrefix("./") { name.removeFirst(2) }
    while name.hasPrefix("/") { name.removeFirst() }
    while name.hasSuffix("/") { name.removeLast() }
    guard !name.isEmpty else { return nil }
    let direct = settings.folder.appending(name)
    if direct.holds(folder) { return direct }
    let wanted = name.split(separator: "/").map(String.init)
    let parts = folder.components
    guard parts.count >= wanted.count else { return nil }
    for at in 0...(parts.count - wanted.count) where Array(parts[at..<(at + wanted.count)]) == wanted {
      return TreePath(parts.prefix(at + wanted.count).joined(separator: "/"))
    }
    return nil
  }
}
