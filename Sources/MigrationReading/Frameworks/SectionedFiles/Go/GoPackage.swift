import Domain
import ScriptSyntax

/// The Go files of a folder with migrations of goose: `goose.AddMigrationContext(up, down)` in a file of its own.
struct GoPackage {
  /// Files of the package that are read.
  private static let fileLimit = 400

  private let reader: HistoryReader
  private let dialect: String
  private var files: [(entry: FileEntry, file: GoFile)] = []

  init(folder: TreePath, reader: HistoryReader, dialect: String) {
    self.reader = reader
    self.dialect = dialect
    let entries = reader.source.tree.entries(below: folder).filter { entry in
      entry.path.parent == folder && entry.path.hasSuffix(".go") && !entry.path.hasSuffix("_test.go")
    }
    for entry in entries.prefix(Self.fileLimit) {
      let file = reader.remembered(entry, as: "go") {
        let bytes = (try? reader.source.text(of: entry).get())?.bytes ?? []
        return GoFile(bytes.count < 1 << 19 ? bytes : [])
      }
      files.append((entry, file))
    }
  }

  /// What a program does; nil if it registers no functions that are known.
  func migration(_ entry: FileEntry, id: String) -> Migration? {
    guard let own = files.first(where: { $0.entry == entry })?.file,
      let text = try? reader.source.text(of: entry).get(),
      let directions = GoProgram.directions(own)
    else { return nil }
    let all = [own] + files.filter { $0.entry != entry }.map(\.file)
    let sql = EmbeddedSQL(source: reader.source, dialectName: dialect)
    var migration = Migration(id: id, files: [entry], operations: [])
    var forward = GoProgram(files: all, output: ProgramOutput(file: text, entry: entry, sql: sql))
    if let function = directions.forward { forward.run(function) }
    migration.take(forward.output)
    if let function = directions.reverse {
      var reverse = GoProgram(files: all, output: ProgramOutput(file: text, entry: entry, sql: sql))
      reverse.output.isReverse = true
      reverse.run(function)
      migration.reverseOperations = reverse.output.operations
    }
    return migration
  }
}
