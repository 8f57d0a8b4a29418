import Domain
import ScriptSyntax

/// Migrations of Flyway that are classes of Java or Kotlin
/// (https://documentation.red-gate.com/flyway/flyway-concepts/migrations/migration-command-reference).
struct FlywayPrograms {
  private let reader: HistoryReader
  private let library: JVMLibrary
  private let dialect: String

  init(reader: HistoryReader, dialect: String) {
    self.reader = reader
    self.dialect = dialect
    library = JVMLibrary(
      reader: reader, dialect: dialect, equivalents: JDBCProgram.equivalents,
      answers: { call, _ in JDBCParameters.column(call) })
  }

  /// What a program does; nil if no method of a migration is found in it.
  func migration(_ entry: FileEntry, like old: Migration) -> Migration? {
    guard let language = JVMLibrary.language(entry.path.lastComponent) else { return nil }
    let parsed = reader.parsed(entry, as: language)
    guard let file = parsed.script, let text = parsed.text else { return nil }
    let run = library.run(file, at: entry)
    let stem = JVMLibrary.className(entry.path.lastComponent)
    guard
      let type = file.classes.first(where: { $0.name == stem }) ?? file.classes.first(where: {
        Self.method(of: $0) != nil
      }) ?? file.classes.first, let body = Self.body(of: type, run)
    else { return nil }
    var program = JDBCProgram(
      run: run,
      output: ProgramOutput(
        file: text, entry: entry, sql: EmbeddedSQL(source: reader.source, dialectName: dialect)),
      type: type)
    program.output.report(file.troubles)
    program.perform(body)
    if program.output.operations.isEmpty, program.output.diagnostics.isEmpty, !body.function.body.isEmpty {
      // A method that is not empty does something that was not seen.
      program.output.report(
        "program-code", "what this migration does is not known", at: body.function.range, .mayChangeSchema)
    }
    var migration = Migration(id: old.id, files: [entry], isRepeatable: old.isRepeatable, operations: [])
    migration.take(program.output)
    migration.files += library.files(behind: entry.path).filter { $0 != entry }
    return migration
  }

  private static func body(of type: ScriptClass, _ run: ScriptRun) -> FoldedClosure? {
    method(of: type).map { ScriptRun.closure($0, of: type) } ?? run.inherited("migrate", of: type)
  }

  /// The method that the tool calls: of several of the name the one that takes what the tool gives.
  private static func method(of type: ScriptClass) -> ScriptFunction? {
    let all = type.body.compactMap { statement -> ScriptFunction? in
      guard case .function(let function) = statement, function.name == "migrate" else { return nil }
      return function.parameters.count == 1 ? function : nil
    }
    return ["Context", "Connection", "JdbcTemplate"].lazy.compactMap { name in
      all.first { $0.parameters[0].annotation?.dottedName?.hasSuffix(name) ?? false }
    }.first ?? all.first
  }
}
