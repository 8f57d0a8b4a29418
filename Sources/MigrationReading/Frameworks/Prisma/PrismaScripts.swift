import Domain
import ScriptSyntax

/// Scripts that stand in folders of migrations and change rows: `data-migration.ts`, as Prisma proposes
/// (https://www.prisma.io/docs/guides/data-migration), or `migration.ts` of a runner of the project. They run after the
/// SQL of their folder.
enum PrismaScripts {
  /// Whether a file is such a script, by its name.
  static func isScript(_ name: String) -> Bool {
    guard let stem = ProgramFiles.stem(name) else { return false }
    return ["migration", "data-migration", "data_migration", "dataMigration"].contains(stem)
  }

  /// Puts what scripts do into a history.
  static func add(_ files: [FileEntry], to history: inout MigrationHistory, _ reader: HistoryReader) {
    guard !files.isEmpty else { return }
    var programs = ProgramMigrations(
      reader: reader, dialect: (history.dialect, isGuessed: history.isDialectGuessed))
    for file in files {
      let id = file.path.parent.lastComponent
      var migration = programs.read(file, id: id, find: { $1 ? nil : function(of: $0) }) {
        run, body, output in
        var program = PrismaProgram(run: run, output: output)
        program.follow(body, [PrismaProgram.arguments(at: body.function.range)])
        output = program.output
      }
      migration.diagnostics = migration.diagnostics.map { asRows($0) }
      if let place = history.migrations.firstIndex(where: { $0.id == id }) {
        history.migrations[place].operations += migration.operations
        history.migrations[place].diagnostics += migration.diagnostics
        history.migrations[place].files += migration.files
      } else {
        history.migrations.append(migration)
      }
    }
    history.migrations.sort { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
  }

  /// The function that a runner calls: exported by itself, or as a member of what is exported.
  private static func function(of run: ScriptRun) -> FoldedClosure? {
    if let found = ProgramMigrations.exported(run, ["run", "up", "migrate", "default"]) { return found }
    for value in run.exports {
      for name in ["run", "up", "migrate"] {
        if case .closure(let closure)? = value.entry(name)?.content { return closure }
      }
    }
    return nil
  }

  /// Scripts change rows alone, for the schema is Prisma's; one without a function to call calls itself.
  private static func asRows(_ diagnostic: Diagnostic) -> Diagnostic {
    guard diagnostic.id == "no-migration" || diagnostic.reach == .mayChangeSchema else { return diagnostic }
    let isUnread = diagnostic.id == "no-migration"
    return Diagnostic(
      id: isUnread ? "program-migration" : diagnostic.id,
      summary: isUnread ? "what this script changes is not read" : diagnostic.summary,
      location: diagnostic.location, reach: .mayChangeRows, tables: diagnostic.tables)
  }
}

/// Follows what a script does with a Prisma client.
struct PrismaProgram: DatabaseProgram {
  static let handleName = "client"

  let run: ScriptRun
  var output: ProgramOutput
  var depth = 0

  /// `{ tx, prisma }`
  static func arguments(at range: ScriptRange) -> FoldedValue {
    let entries = ["tx", "prisma", "client", "db"].map {
      FoldedEntry(key: FoldedValue(.string(ScriptText($0)), at: range), value: handle(at: range))
    }
    return FoldedValue(.map(entries), at: range)
  }

  mutating func perform(_ executed: ExecutedCall) {
    let call = executed.call
    guard let first = call.chain.first, let root = first.resolved,
      root.hasPrefix(ProgramHandle.database + ".")
    else {
      guard Self.isGivenHandle(call) else { return }
      return report(call, "gets the client, and what it does is not known")
    }
    switch first.name {
    case "$executeRaw", "$queryRaw":
      let value = first.isTemplate ? FoldedValue(.call(first), at: first.range) : first.positional.first
      output.run(value, bindings: nil, at: first.range)
    case "$executeRawUnsafe", "$queryRawUnsafe":
      let values = FoldedValue(.list(Array(first.positional.dropFirst())), at: first.range)
      output.run(first.positional.first, bindings: values, at: first.range)
    case "$transaction":
      for closure in first.closures { follow(closure, [Self.handle(at: first.range)]) }
    case "create", "createMany", "createManyAndReturn", "update", "updateMany", "updateManyAndReturn",
      "upsert",
      "delete", "deleteMany":
      report(first, "of a model changes rows in a way that is not read")
    default: return
    }
  }

  private mutating func report(_ call: FoldedCall, _ what: String) {
    output.report("program-rows", "\"\(call.name)\" \(what)", at: call.range, .mayChangeRows)
  }
}
