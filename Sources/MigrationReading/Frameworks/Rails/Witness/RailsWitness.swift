import Domain
import ScriptSyntax

/// The schema that Rails writes after each migration: `schema.rb` or `structure.sql` beside the migrations' folder,
/// `<database>_schema.rb` and `<database>_structure.sql` for further databases.
struct RailsWitness {
  let root: TreePath
  let dialect: String

  /// The first of the files that is there.
  func read(_ reader: HistoryReader) -> WitnessReading? {
    let name = root.lastComponent
    let prefix = name.hasSuffix("_migrate") ? String(name.dropLast(7)) : ""
    for file in [prefix + "structure.sql", prefix + "schema.rb"] {
      guard let entry = reader.source.tree.entry(at: root.parent.appending(file)) else { continue }
      return reader.remembered(entry, as: "rails witness " + dialect) {
        file.hasSuffix(".sql") ? structure(entry, reader) : schema(entry, reader)
      }
    }
    return nil
  }

  private func structure(_ entry: FileEntry, _ reader: HistoryReader) -> WitnessReading {
    let reading = reader.reading(of: entry, dialect: dialect)
    return WitnessReading(entry, reading.operations, reading.diagnostics)
  }

  private func schema(_ entry: FileEntry, _ reader: HistoryReader) -> WitnessReading {
    let (operations, diagnostics) = program(entry, reader)
    return WitnessReading(entry, operations, diagnostics)
  }

  /// A `schema.rb` that is all there is of a history: what it creates, as one migration that runs again.
  func alone(_ entry: FileEntry, _ reader: HistoryReader) -> Migration {
    let (operations, diagnostics) = program(entry, reader)
    return Migration(
      id: entry.path.lastComponent, files: [entry], isRepeatable: true,
      operations: SchemaDumpFile.kept(operations),
      diagnostics: diagnostics)
  }

  private func program(_ entry: FileEntry, _ reader: HistoryReader) -> ([Operation], [Diagnostic]) {
    let file = RailsFile.read(entry, source: reader.source)
    guard let text = file.text, let script = file.script else {
      return ([], file.unread.map { [$0] } ?? [])
    }
    var runner = RailsRunner(
      file: text, content: entry.contentID,
      library: RailsLibrary(
        RailsApplication.shared(by: reader, root: root.parent.parent), database: root.parent, files: [],
        source: reader.source),
      embedded: EmbeddedSQL(source: reader.source, dialectName: dialect), indexes: RailsIndexes(),
      version: RailsVersion(6, 1))
    runner.workLeft = 2_000_000
    for trouble in script.troubles {
      runner.report("ruby-syntax", trouble.message, trouble.range, .mayChangeSchema)
    }
    for statement in script.statements {
      // `ActiveRecord::Schema[7.1].define(version: ...) do ... end`
      guard case .expression(.call(let call)) = statement, call.name == "define", let block = call.block
      else { continue }
      runner.version = RailsVersion(call.receiver) ?? runner.version
      _ = runner.execute(block.body)
    }
    return (runner.operations, runner.diagnostics)
  }
}
