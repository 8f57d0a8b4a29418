import Domain
import ScriptSyntax

/// The migrations that Tortoise ORM has of its own since version 1.0: Python files with a class `Migration` and its
/// `operations`, a folder for each app, run in the order of their dependencies
/// (https://tortoise.github.io/migration.html).
struct Tortoise: MigrationFramework {
  let names = ["tortoise"]
  let fileEndings = [".py"]
  let settingNames = ["pyproject.toml", "requirements.txt"]

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    var projects: [TreePath: [(label: String, files: [FileEntry])]] = [:]
    for folder in listing.folders {
      let files = folder.files.filter { $0.name.first != "_" && $0.name.first != "~" }.map(\.entry)
      guard PythonMigrations.mayStand(in: folder, files, listing), let first = Self.marked(files, source)
      else {
        continue
      }
      let project = listing.nearestFolder(with: settingNames, above: folder.path) ?? TreePath("")
      let label = TortoiseFile(first, source).label ?? Self.label(of: folder.path)
      projects[project, default: []].append((label, files))
    }
    return projects.flatMap { project, folders -> [Claim] in
      // Apps of one name belong to programs of their own.
      guard Set(folders.map(\.label)).count == folders.count else {
        return folders.map { Self.claim($0.files, project) }
      }
      return [Self.claim(folders.flatMap(\.files), project)]
    }.sorted { $0.root < $1.root }
  }

  private static func claim(_ files: [FileEntry], _ project: TreePath) -> Claim {
    Claim(
      framework: "tortoise", root: Claim.root(of: files, within: project), files: files.sorted(),
      strength: .words)
  }

  /// The first of the files that show whose they are.
  private static func marked(_ files: [FileEntry], _ source: FileSource) -> FileEntry? {
    files.samples.first { file in
      guard let text = try? source.text(of: file).get() else { return false }
      return ["tortoise", "class Migration("].allSatisfy { ByteSearch.contains(text.bytes, Array($0.utf8)) }
    }
  }

  /// The label of an app that no file names: the folder, `migrations` aside.
  private static func label(of folder: TreePath) -> String {
    let parts = folder.components.filter { !FolderNames.isMigrations($0.lowercased()) }
    return parts.last ?? "models"
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let named = TortoiseSettings.dialects(above: claim.root, in: listing, reader.source)
    let dialect = PythonDialect.dialect(of: claim, named, reader)
    var diagnostics: [Diagnostic] = []
    var files: [MigrationKey: FileEntry] = [:]
    var nodes: [MigrationGraph.Node] = []
    for (folder, entries) in Dictionary(grouping: claim.files, by: \.path.parent).sorted(by: {
      $0.key < $1.key
    }) {
      let read = entries.map { entry in
        reader.remembered(entry, as: "tortoise file") { TortoiseFile(entry, reader.source) }
      }
      let label = TortoiseFile.label(of: read) ?? Self.label(of: folder)
      for (entry, file) in zip(entries, read) {
        let key = MigrationKey(app: label, name: String(entry.path.lastComponent.dropLast(3)))
        files[key] = entry
        nodes.append(
          MigrationGraph.Node(key: key, dependencies: file.dependencies, runsBefore: file.runsBefore))
      }
    }
    let graph = MigrationGraph(nodes.sorted { $0.key < $1.key })
    diagnostics += graph.diagnostics { files[$0]?.path.display ?? "" }
    var migrations = PythonMigrations(reader: reader, dialect: dialect)
    let modules = PythonModules(source: reader.source, root: claim.root, dialect: dialect.name)
    var state = TortoiseState()
    let read = graph.order.compactMap { key -> Migration? in
      guard let entry = files[key] else { return nil }
      return migrations.read(entry, id: key.display, missing: "no class \"Migration\" was found") {
        Self.perform($0, $1, &$2, key.app, modules, &state)
      }
    }
    return migrations.history(of: claim, read, diagnostics)
  }

  /// Runs the operations of a file; on the way back only what is written for it.
  private static func perform(
    _ run: ScriptRun, _ isReverse: Bool, _ output: inout ProgramOutput, _ app: String,
    _ modules: PythonModules,
    _ state: inout TortoiseState
  ) -> Bool {
    guard let definition = run.classes.last(where: { $0.name == "Migration" }) else { return false }
    let operations = run.fields(of: definition).values["operations"]
    var program = TortoiseProgram(run: run, output: output, app: app, modules: modules, state: state)
    if isReverse {
      for operation in (operations?.elements ?? []).reversed() { program.undo(operation) }
    } else {
      program.perform(operations)
      state = program.state
    }
    output = program.output
    return true
  }
}
