import Domain
import ScriptSyntax

/// Django: `<app>/migrations/*.py` of all apps of a project, run in the order of their dependencies.
struct Django: MigrationFramework {
  let names = ["django"]
  let fileEndings = [".py"]
  let settingNames = ["manage.py"]

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    var byRoot: [TreePath: [FileEntry]] = [:]
    let roots = Self.roots(listing)
    let named = Self.namedFolders(roots, source)
    for folder in listing.folders {
      guard listing.isConfigured || folder.parts.last == "migrations" || named[folder.path] != nil else {
        continue
      }
      let files = folder.files.filter { DjangoProject.mayBeMigration($0.name) }
      guard !files.isEmpty, Self.isDjango(files, source) else { continue }
      let root = roots.last { $0.holds(folder.path) } ?? (roots.count == 1 ? roots[0] : TreePath(""))
      byRoot[root, default: []] += files.map(\.entry)
    }
    return byRoot.map { root, files in
      Claim(framework: "django", root: root, files: files.sorted(), strength: .markers)
    }.sorted { $0.root < $1.root }
  }

  /// Folders that `MIGRATION_MODULES` of a project names, with the apps' labels.
  private static func namedFolders(_ roots: [TreePath], _ source: FileSource) -> [TreePath: String] {
    (roots.isEmpty ? [TreePath("")] : roots).reduce(into: [:]) { folders, root in
      folders.merge(DjangoProject.namedFolders(below: root, source: source)) { first, _ in first }
    }
  }

  /// Folders of the repository's own `manage.py`, outer before inner.
  private static func roots(_ listing: FileListing) -> [TreePath] {
    listing.settings(named: "manage.py").map(\.path.parent).filter { folder in
      let parts = folder.components.map { $0.lowercased() }
      if case .own = FolderStanding(parts: parts, path: folder, dbt: []) { return true }
      return false
    }.sorted { ($0.components.count, $0) < ($1.components.count, $1) }
  }

  /// Whether the files are Django's: by their words, or by the numbers in their names where they are not read.
  private static func isDjango(_ files: [FileListing.File], _ source: FileSource) -> Bool {
    var wasRead = false
    for file in files.prefix(4) {
      guard let text = try? source.text(of: file.entry).get() else { continue }
      wasRead = true
      func has(_ word: String) -> Bool { ByteSearch.contains(text.bytes, Array(word.utf8)) }
      // Tortoise ORM calls its classes the same.
      if has("Migration"), has("django") || (has("migrations.Migration") && !has("tortoise")) { return true }
    }
    return !wasRead && files.contains { isNumbered($0.name) }
  }

  /// `0001_initial.py`
  private static func isNumbered(_ name: String) -> Bool {
    let bytes = Array(name.utf8.prefix(5))
    return bytes.count == 5 && bytes.prefix(4).allSatisfy { $0 &- 0x30 < 10 } && bytes[4] == UInt8(ascii: "_")
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    var settings = DjangoProject.settings(below: claim.root, source: reader.source)
    var files: [MigrationKey: DjangoMigrationFile] = [:]
    var diagnostics: [Diagnostic] = []
    for (entry, label) in Self.labelled(claim, settings, reader) {
      let file = reader.remembered(entry, as: "django " + label) {
        DjangoMigrationFile.read(entry, app: label, source: reader.source)
      }
      if let other = files[file.key] { diagnostics.append(Self.shared(file, other)) }
      files[file.key] = files[file.key] ?? file
    }
    settings.seenUserModel = Self.userModel(files)
    for file in ContribApps.files(
      settings, used: Self.apps(files, settings), known: Set(files.keys.map(\.app)))
    {
      files[file.key] = file
    }
    let whole = Set(files.values.filter { !$0.isOwn }.map(\.key.app))
    let graph = MigrationGraph(files.keys.sorted().compactMap { files[$0]?.node(settings, whole: whole) })
    diagnostics += graph.diagnostics { files[$0]?.entry.path.display ?? "" }

    let dialect = reader.dialect(of: claim, seen: settings.dialect, fallback: "postgres")
    var history = MigrationHistory(
      framework: claim.framework, root: claim.root.display, dialect: dialect.name,
      isDialectGuessed: dialect.isGuessed, migrations: [], diagnostics: diagnostics)
    var replay = DjangoReplay(
      settings: settings, sql: EmbeddedSQL(source: reader.source, dialectName: dialect.name),
      library: ModuleLibrary(source: reader.source, root: claim.root))
    for key in graph.order {
      if let file = files[key] { history.migrations.append(replay.run(file)) }
    }
    return history
  }

  /// The files of a claim with the labels of their apps; files of an app whose migrations stand elsewhere are left
  /// out.
  private static func labelled(_ claim: Claim, _ settings: DjangoSettings, _ reader: HistoryReader)
    -> [(entry: FileEntry, label: String)]
  {
    let named = DjangoProject.namedFolders(below: claim.root, source: reader.source)
    let present = Set(claim.files.compactMap { named[$0.path.parent] })
    var labels: [TreePath: String] = [:]
    return claim.files.compactMap { entry in
      if let label = named[entry.path.parent] { return (entry, label) }
      let folder = entry.path.parent.parent
      let label = labels[folder] ?? DjangoProject.label(of: folder, source: reader.source)
      labels[folder] = label
      return present.contains(label) ? nil : (entry, label)
    }
  }

  /// The apps that migrations depend on.
  private static func apps(_ files: [MigrationKey: DjangoMigrationFile], _ settings: DjangoSettings)
    -> Set<String>
  {
    var apps: Set<String> = []
    for file in files.values {
      apps.formUnion(file.dependencies.map(\.app))
      if file.needsUserModel { apps.insert(settings.userModel.app) }
    }
    return apps
  }

  /// The model that looks like the user model: made with `password` and `last_login`.
  private static func userModel(_ files: [MigrationKey: DjangoMigrationFile]) -> ModelKey? {
    for key in files.keys.sorted() where key.app != "auth" {
      for operation in files[key]?.operations ?? [] {
        guard case .call(let call) = operation.content, call.name == "CreateModel",
          let name = call.argument(0, "name")?.text
        else { continue }
        let fields = Set((call.argument(1, "fields")?.elements ?? []).compactMap { $0.elements?.first?.text })
        if fields.isSuperset(of: ["password", "last_login"]) { return ModelKey(app: key.app, name: name) }
      }
    }
    return nil
  }

  private static func shared(_ file: DjangoMigrationFile, _ other: DjangoMigrationFile) -> Diagnostic {
    Diagnostic(
      id: "migration-id-repeated",
      summary:
        "the migration \"\(file.key.display)\" stands in \"\(other.entry.path.display)\" too; this one is not read",
      location: SourceLocation(repository: .backend, file: file.entry.path.display), reach: .mayChangeSchema)
  }
}

extension DjangoMigrationFile {
  /// What the graph must know of it; `whole` are apps for which one migration stands.
  fileprivate func node(_ settings: DjangoSettings, whole: Set<String>) -> MigrationGraph.Node {
    var dependencies = self.dependencies
    if needsUserModel, settings.userModel.app != key.app {
      dependencies.append(MigrationKey(app: settings.userModel.app, name: "__first__"))
    }
    dependencies = dependencies.map { dependency in
      whole.contains(dependency.app) ? MigrationKey(app: dependency.app, name: "__first__") : dependency
    }
    return MigrationGraph.Node(
      key: key, dependencies: dependencies, runsBefore: runsBefore, replaces: replaces)
  }
}
