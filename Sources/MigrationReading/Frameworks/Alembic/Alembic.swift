import Domain
import ScriptSyntax

/// Alembic and Flask-Migrate: Python files with `revision` and `down_revision`, run in the order of the graph that
/// these make (https://alembic.sqlalchemy.org/en/latest/tutorial.html).
struct Alembic: MigrationFramework {
  let names = ["alembic"]
  let fileEndings = [".py"]
  let settingNames = ["alembic.ini", "env.py", "script.py.mako", "pyproject.toml"]

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    let projects = AlembicSettings.all(in: listing, source: source)
    let environments = listing.settings(named: "env.py").map(\.path.parent)
    var byRoot: [AlembicRoot: [FileEntry]] = [:]
    for folder in listing.folders {
      let settings = projects.first { $0.versionFolders.contains { $0.holds(folder.path) } }
      let environment = environments.filter { $0.holds(folder.path) }.max {
        $0.components.count < $1.components.count
      }
      let isVersions = folder.parts.contains("versions") || folder.parts.contains("revisions")
      // Plugins have folders of their own, without what Alembic itself makes beside them.
      let isNamed = isVersions || folder.parts.last == "migrations"
      guard listing.isConfigured || settings != nil || environment != nil || isNamed else { continue }
      let files = folder.files.filter { Self.mayBeRevision($0.name) }
      guard !files.isEmpty, Self.isAlembic(files, source, isVersions || settings != nil) else { continue }
      let root = AlembicRoot(
        folder: settings?.folder ?? environment ?? folder.path,
        dialect: folder.parts.reversed().prefix(2).compactMap(FolderNames.dialect).first)
      byRoot[root, default: []] += files.map(\.entry)
    }
    return byRoot.keys.sorted().map { root in
      let files = (byRoot[root] ?? []).sorted()
      var place = root.folder
      if root.dialect != nil, let first = files.first { place = first.path.parent }
      return Claim(
        framework: "alembic", root: place, files: files, strength: .markers, dialect: root.dialect,
        isDialectCertain: root.dialect != nil)
    }
  }

  /// Alembic takes all Python files of its folders but those whose names begin with two underscores or a dot.
  private static func mayBeRevision(_ name: String) -> Bool {
    name.hasSuffix(".py") && !name.hasPrefix("__") && !name.hasPrefix(".") && name != "env.py"
      && name != "conftest.py"
  }

  /// Whether files hold revisions: by their words, or by where they stand if they are not read.
  private static func isAlembic(_ files: [FileListing.File], _ source: FileSource, _ isPlaced: Bool) -> Bool {
    var wasRead = false
    for file in files.prefix(8) {
      guard let text = try? source.text(of: file.entry).get() else { continue }
      wasRead = true
      if ByteSearch.contains(text.bytes, Array("down_revision".utf8)) { return true }
    }
    return !wasRead && isPlaced
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let files = reader.readingAhead(claim.files, as: "alembic") {
      AlembicFile.read($0, source: $1)
    } while: {
      claim.files.map { entry in
        reader.remembered(entry, as: "alembic") { AlembicFile.read(entry, source: reader.source) }
      }
    }
    let settings = AlembicSettings.all(in: listing, source: reader.source).first { settings in
      settings.folder == claim.root || settings.versionFolders.contains { $0.holds(claim.root) }
    }
    let seen = settings?.dialect ?? AlembicSettings.dialect(of: files, below: claim.root, reader.source)
    let dialect = reader.dialect(of: claim, seen: seen, fallback: "postgres")
    var history = MigrationHistory(
      framework: claim.framework, root: claim.root.display, dialect: dialect.name,
      isDialectGuessed: dialect.isGuessed, migrations: [])

    var byID: [String: AlembicFile] = [:]
    for file in files where file.isRevision {
      if let other = byID[file.id] {
        history.diagnostics.append(RevisionTrouble.repeated(file, other))
      } else {
        byID[file.id] = file
      }
    }
    let graph = RevisionGraph(byID.keys.sorted().compactMap { byID[$0]?.node })
    history.diagnostics += RevisionTrouble.diagnostics(of: graph, byID)
    var replay = AlembicReplay(
      sql: EmbeddedSQL(source: reader.source, dialectName: dialect.name),
      modules: PythonModules(source: reader.source, root: claim.root, dialect: dialect.name))
    for id in graph.order {
      if let file = byID[id] { history.migrations.append(replay.run(file)) }
    }
    for file in files where !file.isRevision { history.diagnostics += file.diagnostics }
    return history
  }
}

/// What holds one history: a folder, and the dialect where one environment has several.
private struct AlembicRoot: Hashable, Comparable {
  var folder: TreePath
  var dialect: String?

  static func < (left: AlembicRoot, right: AlembicRoot) -> Bool {
    (left.folder, left.dialect ?? "") < (right.folder, right.dialect ?? "")
  }
}
