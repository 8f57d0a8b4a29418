import Domain
import ScriptSyntax

/// Reads the classes of one history in their order, a file each.
struct CSharpMigrations<Program: CSharpProgram> {
  let reader: HistoryReader
  let library: CSharpLibrary
  private var sql: EmbeddedSQL

  init(reader: HistoryReader, library: CSharpLibrary, dialect: String) {
    self.reader = reader
    self.library = library
    sql = EmbeddedSQL(source: reader.source, dialectName: dialect)
  }

  mutating func read(_ entry: FileEntry, id: String) -> Migration {
    var migration = Migration(id: id, files: [entry], operations: [])
    let parsed = reader.parsed(entry, as: .csharp)
    if let unread = parsed.unread { migration.diagnostics.append(unread) }
    guard let file = parsed.script, let text = parsed.text else { return migration }
    var forward = ProgramOutput(file: text, entry: entry, sql: sql)
    forward.report(file.troubles)
    guard let type = Self.type(file) else {
      forward.report(
        "no-migration", "no class with a method \"Up\" was found", at: ScriptRange(0, 0), .mayChangeSchema)
      migration.diagnostics = forward.diagnostics
      return migration
    }
    let program = run(type, "Up", file, forward)
    sql = program.output.sql
    migration.take(program.output)
    migration.reverseOperations = run(type, "Down", file, program.output.wayBack).output.operations
    return migration
  }

  /// What a method does.
  private func run(_ type: ScriptClass, _ name: String, _ file: ScriptFile, _ output: ProgramOutput)
    -> Program
  {
    library.learning {
      var program = Program(run: library.run(file), output: output, library: library)
      program.perform(name, of: type)
      return program
    }
  }

  /// The class of a migration: one with a way forward, else the first that is built on another.
  private static func type(_ file: ScriptFile) -> ScriptClass? {
    file.classes.first { $0.method("Up") != nil } ?? file.classes.first { !$0.bases.isEmpty }
  }
}
