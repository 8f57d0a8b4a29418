import Domain

/// Supabase: `supabase/migrations/<timestamp>_name.sql`, run in the order of names; other names are skipped by its
/// command line tool (https://supabase.com/docs/guides/deployment/database-migrations).
struct Supabase: MigrationFramework {
  let names = ["supabase"]
  let fileEndings = [".sql"]
  let settingNames: [String] = []

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    listing.folders.compactMap { folder in
      guard listing.isConfigured || folder.parts.suffix(2) == ["supabase", "migrations"] else { return nil }
      let files = folder.files.filter { $0.isSQL && Self.isMigration($0.name) }
      guard !files.isEmpty else { return nil }
      let isPlace = folder.parts.suffix(2) == ["supabase", "migrations"]
      return Claim(
        framework: "supabase", root: folder.path, files: files.map(\.entry),
        strength: isPlace ? .declared : .numbering, dialect: "postgres", isDialectCertain: isPlace)
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let files = claim.files.map { FileListing.File(entry: $0, name: $0.path.lastComponent) }
    let units = files.sorted { $0.name < $1.name }.map {
      SQLUnit(id: $0.stem, up: [SQLPart(entry: $0.entry)])
    }
    return reader.history(of: claim, units: units)
  }

  /// `^([0-9]+)_(.*)\.sql$`
  private static func isMigration(_ name: String) -> Bool {
    let rest = name.utf8.drop { $0 &- 0x30 < 10 }
    return rest.count < name.utf8.count && rest.first == UInt8(ascii: "_")
  }
}
