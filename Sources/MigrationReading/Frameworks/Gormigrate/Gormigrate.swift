import Domain
import ScriptSyntax

/// gormigrate: lists of migrations in programs of Go that use GORM (https://github.com/go-gormigrate/gormigrate). The
/// order is that of the list which `gormigrate.New` is given; each is known by its `ID`.
struct Gormigrate: MigrationFramework {
  let names = ["gormigrate"]
  let fileEndings = [".go"]
  let settingNames = GoModules.settingNames

  private static let word = Array("gormigrate".utf8)
  private static let element = Array("Migration{".utf8)
  private static let sizeLimit = 1 << 20

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    var claims: [Claim] = []
    for place in Self.programs(in: listing, source) {
      // The folders that make lists, and those whose migrations stand in them.
      let lists = place.folders.filter(\.hasList)
      let others = place.folders.filter { !$0.hasList }
      for folder in lists.isEmpty ? others : lists {
        var files = folder.files
        let path = Array(("/" + folder.path.lastComponent).utf8)
        if !lists.isEmpty {
          for other in others {
            let name = Array(("/" + other.path.lastComponent + "\"").utf8)
            let isNamed = lists.count == 1 || folder.texts.contains { ByteSearch.contains($0, name) }
            if isNamed, other.path.bytes != path { files += other.files }
          }
        }
        claims.append(
          Claim(framework: "gormigrate", root: folder.path, files: files.sorted(), strength: .words))
      }
    }
    return claims
  }

  private struct Folder {
    var path: TreePath
    var files: [FileEntry]
    var texts: [[UInt8]]
    var hasList: Bool
  }

  /// The folders with migrations of each program that needs the tool.
  private static func programs(in listing: FileListing, _ source: FileSource) -> [(
    module: TreePath, folders: [Folder]
  )] {
    let named = GoModules.settingNames.flatMap { listing.settings(named: $0) }.filter { entry in
      (try? source.text(of: entry).get()).map { ByteSearch.contains($0.bytes, word) } ?? false
    }
    let modules = Set(named.map(\.path.parent)).sorted()
    return modules.compactMap { module in
      let inner = modules.filter { $0 != module && module.holds($0) }
      let own = listing.folders.filter { folder in
        module.holds(folder.path) && !inner.contains { $0.holds(folder.path) } && folder.standing == .own
      }
      let folders = own.compactMap { self.folder($0, source) }
      return folders.isEmpty ? nil : (module, folders)
    }
  }

  private static func folder(_ folder: FileListing.Folder, _ source: FileSource) -> Folder? {
    var found = Folder(path: folder.path, files: [], texts: [], hasList: false)
    for file in folder.files
    where file.name.hasSuffix(".go") && !file.name.hasSuffix("_test.go")
      && (file.entry.size ?? 0) < sizeLimit
    {
      guard let text = try? source.text(of: file.entry).get(), ByteSearch.contains(text.bytes, word) else {
        continue
      }
      let isList = GormigrateLists.aliases(text.bytes).contains { alias in
        ByteSearch.contains(text.bytes, Array((alias + ".New(").utf8))
      }
      guard isList || ByteSearch.contains(text.bytes, element) else { continue }
      found.files.append(file.entry)
      found.texts.append(text.bytes)
      found.hasList = found.hasList || isList
    }
    return found.files.isEmpty ? nil : found
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let modules = reader.shared("modules of Go") { GoModules(in: listing, reader.source) }
    let seen = claim.dialect ?? GoDialect.of(claim, modules)
    let dialect = reader.dialect(of: claim, seen: seen, fallback: "postgres")
    let library = GoLibrary(
      source: reader.source, modules: modules, dialect: dialect.name, equivalents: GormProgram.equivalents)
    var migrations = GormigrateMigrations(
      claim: claim, reader: reader, library: library, dialect: dialect.name)
    let read = migrations.read()
    var history = ProgramHistory.history(of: claim, in: dialect, read, migrations.diagnostics)
    if reader.hearsWitnesses { history.witness = migrations.start() }
    return history
  }
}
