import Domain
import ScriptSyntax

/// Ecto: Elixir files `<version>_<name>.exs` in `priv/repo/migrations`, and in the folders of further repositories.
///
/// They run by the number before the first underscore (`Ecto.Migrator.run/4`).
struct Ecto: MigrationFramework {
  let names = ["ecto"]
  let fileEndings = Self.scriptEndings + [".sql"]
  let settingNames: [String] = []

  /// Endings of migrations; what they run may be SQL beside them.
  private static let scriptEndings = [".exs", ".ex"]

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    var claims: [Claim] = []
    for folder in listing.folders {
      let files = folder.files.filter { NumberedScripts.version($0.name, endings: Self.scriptEndings) != nil }
      guard !files.isEmpty else { continue }
      let name = folder.parts.last ?? ""
      let isNamed = name == "migrations" || name.hasSuffix("_migrations")
      let isPlace = isNamed && folder.parts.dropLast(2).last == "priv"
      guard isPlace || listing.isConfigured || Self.isEcto(files, source) else { continue }
      // Folders below belong to the history, as the migrator reads them; those for data are run beside it.
      if let outer = claims.firstIndex(where: {
        $0.root != folder.path && Self.belongs(folder.path, to: $0.root)
      }) {
        claims[outer].files = (claims[outer].files + files.map(\.entry)).sorted()
        continue
      }
      claims.append(
        Claim(
          framework: "ecto", root: folder.path, files: files.map(\.entry),
          strength: isPlace ? .declared : .naming))
    }
    return Self.joined(claims).map { Self.withTexts($0, listing) }
  }

  /// SQL files beside the migrations are what these run.
  private static func withTexts(_ claim: Claim, _ listing: FileListing) -> Claim {
    var claim = claim
    for folder in listing.folders where claim.root.holds(folder.path) {
      claim.files += folder.files.filter { $0.name.hasSuffix(".sql") }.map(\.entry)
    }
    claim.files.sort()
    return claim
  }

  /// `priv/repo/data_migrations` is run with `priv/repo/migrations`; what is for each tenant has tables of its own.
  private static func belongs(_ folder: TreePath, to root: TreePath) -> Bool {
    if root.holds(folder) { return true }
    guard root.parent == folder.parent, root.lastComponent == "migrations" else { return false }
    let name = folder.lastComponent
    return name.hasSuffix("_migrations") && !name.contains(text: "tenant")
  }

  /// A folder that is listed before the one that it belongs to joins it.
  private static func joined(_ claims: [Claim]) -> [Claim] {
    var kept = claims
    for claim in claims {
      guard let own = kept.firstIndex(where: { $0.root == claim.root }),
        let outer = kept.firstIndex(where: { $0.root != claim.root && belongs(claim.root, to: $0.root) })
      else { continue }
      kept[outer].files = (kept[outer].files + claim.files).sorted()
      kept.remove(at: own)
    }
    return kept
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let project = EctoProject(root: claim.root, source: reader.source)
    let settings = project.settings()
    let folder = project.repository
    let dialect = reader.dialect(of: claim, seen: settings.dialect(of: folder), fallback: "postgres")
    var history = MigrationHistory(
      framework: "ecto", root: claim.root.display, dialect: dialect.name, isDialectGuessed: dialect.isGuessed,
      migrations: [])
    let scripts = NumberedScripts(claim.files, endings: Self.scriptEndings)
    var context = EctoContext(
      library: EctoLibrary(root: project.folder, source: reader.source),
      embedded: EmbeddedSQL(source: reader.source, dialectName: dialect.name),
      options: settings.options(of: folder), settings: settings)
    history.migrations = scripts.migrations(
      reader, as: "ecto", parse: { EctoFile.read($0, source: $1) },
      run: { EctoMigrationReader.read($0, &context) })
    let witness = EctoWitness(root: claim.root, dialect: dialect.name)
    if reader.hearsWitnesses, let found = witness.read(reader) {
      history.witness = found.witness
      history.diagnostics += found.diagnostics
    }
    return history
  }

  /// Whether one of the first files uses the module of all migrations.
  private static func isEcto(_ files: [FileListing.File], _ source: FileSource) -> Bool {
    files.prefix(3).contains { file in
      guard let text = try? source.text(of: file.entry).get() else { return false }
      return ByteSearch.contains(text.bytes, Array("Ecto.Migration".utf8))
    }
  }
}

/// The project that a folder of migrations belongs to.
struct EctoProject {
  /// The folder of `mix.exs`.
  let folder: TreePath
  /// The name of the folder of the repository: `repo` in `priv/repo/migrations`.
  let repository: String
  private let source: FileSource

  /// The project of `<folder>/priv/<repository>/migrations`, else the one whose `mix.exs` stands nearest above.
  init(root: TreePath, source: FileSource) {
    self.source = source
    repository = root.parent.lastComponent
    var folder = root.parent
    for _ in 0..<12 where !folder.bytes.isEmpty && source.tree.entry(at: folder.appending("mix.exs")) == nil {
      folder = folder.parent
    }
    self.folder = folder
  }

  /// What configuration, the repository's module and the dependencies say; those of an umbrella too.
  func settings() -> EctoSettings {
    var settings = EctoSettings()
    var folders = [folder]
    // `apps/shop` of an umbrella.
    if folder.parent.lastComponent == "apps" { folders.append(folder.parent.parent) }
    for folder in folders {
      for name in ["config.exs", "prod.exs", "runtime.exs", "dev.exs"] {
        guard let script = script(folder.appending("config/" + name)) else { continue }
        settings.read(configuration: script, isForAll: name == "config.exs")
      }
    }
    for entry in source.tree.entries where Self.isRepository(entry.path, in: folder) {
      guard let text = try? source.text(of: entry).get(),
        ByteSearch.contains(text.bytes, Array("Ecto.Repo".utf8))
      else { continue }
      settings.read(module: ElixirReader.read(text.bytes))
    }
    for folder in folders {
      guard let entry = source.tree.entry(at: folder.appending("mix.exs")),
        let text = try? source.text(of: entry).get()
      else { continue }
      settings.read(project: text.bytes)
    }
    for folder in folders {
      guard let entry = source.tree.entry(at: folder.appending("mix.lock")),
        let text = try? source.text(of: entry).get()
      else { continue }
      settings.read(lock: text.bytes)
    }
    return settings
  }

  private func script(_ path: TreePath) -> ScriptFile? {
    guard let entry = source.tree.entry(at: path), let text = try? source.text(of: entry).get() else {
      return nil
    }
    return ElixirReader.read(text.bytes)
  }

  /// `lib/shop/repo.ex`, `lib/shop/ingest_repo.ex`
  private static func isRepository(_ path: TreePath, in folder: TreePath) -> Bool {
    let bytes = path.bytes
    guard bytes.count > 7, bytes.suffix(7).elementsEqual("repo.ex".utf8), folder.holds(path) else {
      return false
    }
    let before = bytes[bytes.count - 8]
    return before == UInt8(ascii: "/") || before == UInt8(ascii: "_")
  }
}
