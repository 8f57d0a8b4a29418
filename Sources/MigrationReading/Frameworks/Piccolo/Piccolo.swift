import Domain
import ScriptSyntax

/// Piccolo: Python files whose `forwards` gives a `MigrationManager`, a folder for each app, run by their `ID`
/// (https://piccolo-orm.readthedocs.io/en/latest/piccolo/migrations/create.html).
struct Piccolo: MigrationFramework {
  let names = ["piccolo"]
  let fileEndings = [".py"]
  let settingNames = ["piccolo_conf.py"]

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    listing.folders.compactMap { folder in
      let files = folder.files.filter { $0.name.first != "_" }.map(\.entry)
      guard PythonMigrations.mayStand(in: folder, files, listing), Self.isMarked(files, source) else {
        return nil
      }
      return Claim(framework: "piccolo", root: folder.path, files: files, strength: .words)
    }
  }

  private static func isMarked(_ files: [FileEntry], _ source: FileSource) -> Bool {
    files.samples.contains { file in
      guard let text = try? source.text(of: file).get() else { return false }
      return ["piccolo.apps.migrations", "MigrationManager", "def forwards("].allSatisfy {
        ByteSearch.contains(text.bytes, Array($0.utf8))
      }
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let named = Self.engines(above: claim.root, in: listing, reader.source)
    let dialect = reader.dialect(of: claim, seen: PythonDialect.only(named), fallback: "postgres")
    let files = claim.files.map { entry in
      (id: reader.remembered(entry, as: "piccolo id") { Self.id(of: entry, reader.source) }, entry: entry)
    }
    var migrations = PythonMigrations(reader: reader, dialect: dialect)
    let modules = PythonModules(source: reader.source, root: claim.root, dialect: dialect.name)
    var state = PiccoloState()
    let read = files.sorted { ($0.id, $0.entry) < ($1.id, $1.entry) }.map { id, entry in
      migrations.read(entry, id: id, missing: "no function \"forwards\" was found") {
        Self.perform($0, $1, &$2, modules, &state)
      }
    }
    return migrations.history(of: claim, read)
  }

  /// `ID = "2024-08-28T10:29:52:671440"`, else the file's name.
  private static func id(of entry: FileEntry, _ source: FileSource) -> String {
    let text = try? source.text(of: entry).get()
    let run = text.map { ScriptRun(ScriptSyntax.ScriptReader.read($0.bytes, as: .python)) }
    return run?.value(named: "ID")?.text ?? String(entry.path.lastComponent.dropLast(3))
  }

  private static func perform(
    _ run: ScriptRun, _ isReverse: Bool, _ output: inout ProgramOutput, _ modules: PythonModules,
    _ state: inout PiccoloState
  ) -> Bool {
    guard case .closure(let body)? = run.value(named: "forwards")?.content else { return false }
    var program = PiccoloProgram(run: run, output: output, modules: modules, state: state)
    program.perform(run.calls(in: body), isReverse: isReverse)
    output = program.output
    if !isReverse { state = program.state }
    return true
  }

  /// The databases of the engines that `piccolo_conf.py` makes.
  private static func engines(above folder: TreePath, in listing: FileListing, _ source: FileSource) -> Set<
    String
  > {
    let files = listing.settings(named: "piccolo_conf.py")
    let near = files.filter { $0.path.parent.holds(folder) }.max { $0.path.bytes.count < $1.path.bytes.count }
    guard let file = near ?? (files.count == 1 ? files[0] : nil), let text = try? source.text(of: file).get()
    else {
      return []
    }
    let signs = [("PostgresEngine", "postgres"), ("CockroachEngine", "postgres"), ("SQLiteEngine", "sqlite")]
    return Set(signs.filter { ByteSearch.contains(text.bytes, Array($0.0.utf8)) }.map(\.1))
  }
}
