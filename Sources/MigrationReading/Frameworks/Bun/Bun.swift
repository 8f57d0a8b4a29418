import Domain
import ScriptSyntax

/// Bun's and go-pg's migrations: programs of Go that register their functions, and SQL files beside them, by their number
/// (https://bun.uptrace.dev/guide/migrations.html, https://github.com/go-pg/migrations).
struct Bun: MigrationFramework {
  let names = ["bun", "go-pg"]
  let fileEndings = [".go", ".sql"]
  let settingNames = GoModules.settingNames

  /// The calls that register functions.
  private static let registrations: Set<String> = [
    "MustRegister", "MustRegisterTx", "Register", "RegisterTx",
  ]
  private static let packages = [("bun", "uptrace/bun"), ("go-pg", "go-pg/migrations")].map {
    (framework: $0.0, path: Array($0.1.utf8))
  }
  private static let call = Array("Register".utf8)

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    listing.folders.compactMap { folder in
      let programs = folder.files.filter(Self.isProgram)
      for sample in programs.map(\.entry).samples {
        guard let text = try? source.text(of: sample).get(), ByteSearch.contains(text.bytes, Self.call),
          let found = Self.packages.first(where: { ByteSearch.contains(text.bytes, $0.path) })
        else { continue }
        let texts = folder.files.filter { $0.isSQL && FileVersion.starts($0.name) }
        // Files that register nothing set the tool up.
        let registering = programs.filter { file in
          (try? source.text(of: file.entry).get()).map { ByteSearch.contains($0.bytes, Self.call) } ?? true
        }
        return Claim(
          framework: found.framework, root: folder.path,
          files: (registering + texts).map(\.entry).sorted(), strength: .markers)
      }
      return nil
    }
  }

  /// `20240131_users.go`
  private static func isProgram(_ file: FileListing.File) -> Bool {
    FileVersion.starts(file.name) && file.name.hasSuffix(".go") && !file.name.hasSuffix("_test.go")
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let files = claim.files.map { FileListing.File(entry: $0, name: $0.path.lastComponent) }
    let programs = files.filter { !$0.isSQL }
    var units = programs.map { SQLUnit(code: $0.entry, tool: claim.framework) }
    var reverse: [String: FileEntry] = [:]
    for file in files where file.isSQL {
      if let name = DirectedName(file.stem), name.direction == .down { reverse[name.base] = file.entry }
    }
    for file in files where file.isSQL {
      let name = DirectedName(file.stem)
      guard name?.direction != .down else { continue }
      let base = name?.base ?? file.stem
      units.append(
        SQLUnit(
          id: base, up: [SQLPart(entry: file.entry)], down: reverse[base].map { [SQLPart(entry: $0)] } ?? []))
    }
    var claim = claim
    if claim.dialect == nil {
      let modules = reader.shared("modules of Go") { GoModules(in: listing, reader.source) }
      claim.dialect = GoDialect.of(claim, modules)
    }
    var history = reader.history(of: claim, units: FileOrder.sorted(units, by: \.id))
    let registered = GoRegisteredMigrations(
      folder: claim.root, in: listing, reader: reader, dialect: history.dialect,
      builder: { BunStatements(models: BunModels(library: $0)) },
      isRegistration: { Self.registrations.contains($0.name) ? 0 : nil })
    let entries = Set(programs.map(\.entry))
    history.read(entries.contains) { registered.migration($1, id: $0.id) }
    return history
  }
}
