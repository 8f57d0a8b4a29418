import Domain

/// A dump of the schema that stands alone: `structure.sql`, `schema.sql`, `dump.sql`, or the `schema.rb` of Rails, with
/// no migrations near it.
///
/// The file is the history: what differs between its two states is what a branch does.
struct SchemaDumps: MigrationFramework {
  let names = ["schema-dump"]
  let fileEndings = [".rb", ".sql"]
  let settingNames: [String] = []
  let statesWholeSchema = true

  /// Names of dumps, the one that counts in a folder first.
  private static let dumps = [
    "structure.sql", "schema.sql", "schema_dump.sql", "schema-dump.sql", "dump.sql", "database.sql",
    "ddl.sql", "schema.rb",
  ]

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    listing.folders.compactMap { folder in
      let found = folder.files.compactMap { file in
        Self.rank(of: file.name).map { (rank: $0, file: file) }
      }
      let files =
        listing.isConfigured
        ? folder.files.filter(\.isSQL) : found.min { $0.rank < $1.rank }.map { [$0.file] } ?? []
      guard !files.isEmpty else { return nil }
      let dialect = folder.parts.suffix(2).compactMap(FolderNames.dialect).last
      return Claim(
        framework: "schema-dump", root: folder.path, files: files.map(\.entry), strength: .snapshot,
        dialect: dialect)
    }
  }

  /// A dump that nobody configured has to look like one.
  func stands(_ claim: Claim, source: FileSource) -> Bool {
    claim.strength != .snapshot || claim.files.allSatisfy { Self.mayDefine($0, source) }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    if let entry = claim.files.first, entry.path.hasSuffix(".rb") {
      let dialect = reader.dialect(of: claim, seen: nil, fallback: "postgres")
      let file = RailsWitness(root: claim.root.appending("migrate"), dialect: dialect.name)
      return MigrationHistory(
        framework: claim.framework, root: claim.root.display, dialect: dialect.name,
        isDialectGuessed: dialect.isGuessed, migrations: [file.alone(entry, reader)])
    }
    let units = claim.files.map { entry in
      var unit = SQLUnit(id: entry.path.lastComponent, up: [SQLPart(entry: entry)])
      unit.isRepeatable = true
      return unit
    }
    return reader.history(of: claim, units: units)
  }

  /// The place of a file's name among those of dumps.
  private static func rank(of name: String) -> Int? {
    // Most files are none: the first letter and the length tell.
    guard let first = name.utf8.first, initials.contains(first | 0x20), name.utf8.count <= longest else {
      return nil
    }
    return dumps.firstIndex(of: name.lowercased())
  }

  private static let initials = dumps.compactMap(\.utf8.first)
  private static let longest = dumps.map(\.utf8.count).max() ?? 0

  private static func mayDefine(_ entry: FileEntry, _ source: FileSource) -> Bool {
    guard let text = try? source.text(of: entry).get() else { return true }
    if entry.path.hasSuffix(".rb") {
      return ByteSearch.contains(text.bytes, Array("ActiveRecord::Schema".utf8))
    }
    return !TextProbe.isTemplate(text.bytes) && TextProbe.mayDefine(text.bytes)
  }
}
