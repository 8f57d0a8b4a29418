import Domain

/// A dump of the schema that stands alone: `structure.sql`, `schema.sql`, `dump.sql` with no migrations near it.
///
/// The file is the history: what differs between its two states is what a branch does.
struct SchemaDumps: MigrationFramework {
  let names = ["schema-dump"]
  let fileEndings = [".sql"]
  let settingNames: [String] = []
  let statesWholeSchema = true

  /// Names of dumps, the one that counts in a folder first.
  private static let dumps = [
    "structure.sql", "schema.sql", "schema_dump.sql", "schema-dump.sql", "dump.sql", "database.sql",
    "ddl.sql",
  ]

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    listing.folders.compactMap { folder in
      let found = folder.files.compactMap { file in
        Self.dumps.firstIndex(of: file.name.lowercased()).map { (rank: $0, file: file) }
      }
      let files =
        listing.isConfigured
        ? folder.files.filter(\.isSQL) : found.min { $0.rank < $1.rank }.map { [$0.file] } ?? []
      guard let first = files.first, listing.isConfigured || Self.mayDefine(first, source) else { return nil }
      let dialect = folder.parts.suffix(2).compactMap(FolderNames.dialect).last
      return Claim(
        framework: "schema-dump", root: folder.path, files: files.map(\.entry), strength: .snapshot,
        dialect: dialect)
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let units = claim.files.map { entry in
      var unit = SQLUnit(id: entry.path.lastComponent, up: [SQLPart(entry: entry)])
      unit.isRepeatable = true
      return unit
    }
    return reader.history(of: claim, units: units)
  }

  private static func mayDefine(_ file: FileListing.File, _ source: FileSource) -> Bool {
    guard let text = try? source.text(of: file.entry).get() else { return true }
    return !TextProbe.isTemplate(text.bytes) && TextProbe.mayDefine(text.bytes)
  }
}
