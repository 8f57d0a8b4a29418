import Domain
import ScriptSyntax

/// Payload: scripts `<date>_<time>_<name>.ts` with `up({ db, payload, req })`, run in the order of file names, a
/// snapshot of the schema beside each that was generated (https://payloadcms.com/docs/database/migrations).
struct Payload: MigrationFramework {
  let names = ["payload"]
  let fileEndings = ProgramFiles.endings
  let settingNames: [String] = []

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    listing.folders.compactMap { folder in
      let scripts = folder.files.filter { ProgramFiles.stem($0.name) != nil }
      let isPlace = listing.isConfigured || (folder.parts.last.map(FolderNames.isMigrations) ?? false)
      let files = (isPlace ? scripts : scripts.filter { ProgramFiles.isNumbered($0.name) }).map(\.entry)
      guard !files.isEmpty, let dialect = Self.dialect(of: files, source) else { return nil }
      return Claim(
        framework: "payload", root: folder.path, files: ProgramFiles.withoutCopies(files), strength: .words,
        dialect: dialect)
    }
  }

  /// The database whose adapter the first or last of the files are written for; nil for none, and for MongoDB.
  private static func dialect(of files: [FileEntry], _ source: FileSource) -> String? {
    for file in files.prefix(4) + files.dropFirst(4).suffix(3) {
      guard let text = try? source.text(of: file).get() else { continue }
      func has(_ word: String) -> Bool { ByteSearch.contains(text.bytes, Array(word.utf8)) }
      guard has("@payloadcms/db-"), has("MigrateUpArgs") || has(" up(") else { continue }
      if has("@payloadcms/db-mongodb") { continue }
      if has("@payloadcms/db-sqlite") || has("@payloadcms/db-d1-sqlite") { return "sqlite" }
      if has("@payloadcms/db-postgres") || has("@payloadcms/db-vercel-postgres") { return "postgres" }
    }
    return nil
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    // The adapter that the files import is that of their database.
    var history = ProgramHistory.read(claim, in: listing, reader) { run, body, output in
      var program = PayloadProgram(run: run, output: output)
      program.follow(body, [PayloadProgram.arguments(at: body.function.range)])
      output = program.output
    }
    guard reader.hearsWitnesses, let last = history.migrations.last?.id,
      let entry = reader.source.tree.entry(at: claim.root.appending(last + ".json"))
    else { return history }
    let dialect = history.dialect
    history.witness = reader.remembered(entry, as: "payload snapshot " + dialect) {
      DrizzleSnapshot.witness(entry, dialect: dialect, reader.source)
    }
    return history
  }
}
