import Domain
import ScriptSyntax

/// Tools whose files hold forward and reverse part between marker comments: goose, dbmate, sql-migrate and others.
///
/// All of them run the numbered files of one folder by their number; dbmate by the name's bytes, which gives the same
/// order for timestamps (https://pressly.github.io/goose, https://github.com/amacneil/dbmate).
struct SectionedFiles: MigrationFramework {
  let names = Array(Set(SectionMarkers.all.map(\.framework))).sorted()
  let fileEndings = [".go", ".sql"]
  let settingNames: [String] = []

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    listing.folders.compactMap { folder in
      let files = folder.files.filter { listing.isConfigured && $0.isSQL || isMigration($0) }
      let texts = files.filter(\.isSQL)
      // The oldest files decide: they are the same at base and head.
      for sample in texts.prefix(2) {
        guard let text = try? source.text(of: sample.entry).get() else { continue }
        if let markers = FileSections.markers(in: text.bytes) {
          return Claim(
            framework: markers.framework, root: folder.path, files: files.map(\.entry), strength: .markers)
        }
      }
      // A folder of programs only.
      let isGoose =
        texts.isEmpty
        && files.prefix(2).contains { file in
          (try? source.text(of: file.entry).get()).map {
            ByteSearch.contains($0.bytes, Array("goose.Add".utf8))
          } ?? false
        }
      guard isGoose else { return nil }
      return Claim(
        framework: "goose", root: folder.path, files: files.map(\.entry), strength: .markers)
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let markers = SectionMarkers.all.filter { $0.framework == claim.framework }
    let files = claim.files.map { FileListing.File(entry: $0, name: $0.path.lastComponent) }
    let ordered = files.sorted { left, right in
      if claim.framework == "dbmate" { return left.name < right.name }
      return FileOrder.precedes(left.name, right.name)
    }
    let units = ordered.map { file in
      guard file.isSQL else { return SQLUnit(code: file.entry, tool: claim.framework) }
      return SQLUnit(
        id: file.stem, up: [SQLPart(entry: file.entry, section: .up(markers))],
        down: [SQLPart(entry: file.entry, section: .down(markers))])
    }
    var history = reader.history(of: claim, units: units)
    guard claim.framework == "goose" else { return history }
    let programs = Set(files.filter { !$0.isSQL }.map(\.entry))
    guard !programs.isEmpty else { return history }
    let registered = GoRegisteredMigrations(
      folder: claim.root, in: listing, reader: reader, dialect: history.dialect,
      isRegistration: Self.registered)
    history.read(programs.contains) { registered.migration($1, id: $0.id) }
    return history
  }

  /// `goose.AddMigrationContext(up, down)`, `goose.AddNamedMigration("a.go", up, down)`: how many arguments stand before
  /// the functions (https://pressly.github.io/goose/documentation/annotations/).
  private static func registered(_ call: FoldedCall) -> Int? {
    guard call.resolved?.contains(text: "goose") == true else { return nil }
    if call.name.hasPrefix("AddNamedMigration") { return 1 }
    return call.name.hasPrefix("AddMigration") ? 0 : nil
  }

  /// Whether the file's name has a version; Go tests have none that counts.
  private func isMigration(_ file: FileListing.File) -> Bool {
    FileVersion.starts(file.name) && !file.name.hasSuffix("_test.go")
  }
}
