import Domain
import ScriptSyntax

/// Reads one migration file.
enum RailsMigrationReader {
  /// The migration, with an id still to be set.
  static func read(_ file: RailsFile, _ context: inout RailsContext) -> Migration {
    var reverse: RailsIndexes?
    return read(file, &context, reverse: &reverse)
  }

  /// The migration, with what its way back did to the indexes.
  static func read(
    _ file: RailsFile, _ context: inout RailsContext, reverse reverseIndexes: inout RailsIndexes?
  ) -> Migration {
    var migration = Migration(id: "", files: [file.entry], operations: [])
    if let unread = file.unread { migration.diagnostics.append(unread) }
    guard let script = file.script, let text = file.text else { return migration }
    context.library.models.begin()
    var runner = RailsRunner(
      file: text, content: file.entry.contentID, library: context.library, embedded: context.embedded,
      indexes: context.indexes, version: RailsVersion(4, 2))
    runner.knownTypes = context.knownTypes
    for trouble in script.troubles {
      runner.report("ruby-syntax", trouble.message, trouble.range, .mayChangeSchema)
    }
    migration.hints = file.hints
    guard let type = file.migrationClass else {
      if script.troubles.isEmpty {
        runner.report("no-migration", "no migration class was found", ScriptRange(0, 0), .mayChangeSchema)
      }
      migration.diagnostics = runner.diagnostics
      return migration
    }
    runner.prepare(script.statements, type)
    var reverse = runner
    runner = runner.run(type)
    reverse.environment = runner.environment
    reverse.runFirst(["down"])
    migration.operations = runner.operations
    migration.reverseOperations = reverse.operations
    migration.diagnostics = runner.diagnostics
    for entry in runner.files where !migration.files.contains(entry) { migration.files.append(entry) }
    reverseIndexes = reverse.indexes
    context.embedded = runner.embedded
    context.indexes = runner.indexes
    context.knownTypes = runner.knownTypes
    return migration
  }
}

/// What the migrations of a history share, in their order.
struct RailsContext {
  var library: RailsLibrary
  var embedded: EmbeddedSQL
  var indexes = RailsIndexes()
  /// Column types by how the dialect writes them.
  var knownTypes: [String: ColumnType] = [:]
}

extension RailsRunner {
  /// Takes up what the file and the class of the migration define.
  mutating func prepare(_ statements: [ScriptStatement], _ type: ScriptClass) {
    let said = RailsVersion(type.bases.first)
    version = said ?? version
    isVersioned = said != nil
    wroteNotNull = said == nil && RailsVersion.wroteNotNull(file.path.lastComponent)
    declare(statements)
    declare(type.body)
  }
}

extension RailsRunner {
  /// Runs a migration as production does. One that changes the schema everywhere else alone, as after `return if
  /// Rails.env.production?`, is done there by hand: the code that comes with it wants the same schema.
  fileprivate func run(_ type: ScriptClass) -> RailsRunner {
    func run(in environment: String) -> RailsRunner {
      var runner = self
      runner.environment = environment
      runner.runBody(of: type)
      runner.runFirst(["change", "up"])
      return runner
    }
    let first = run(in: environment)
    guard first.askedEnvironment, !first.operations.contains(where: \.kind.changesSchema) else {
      return first
    }
    let second = run(in: "development")
    return second.operations.contains(where: \.kind.changesSchema) ? second : first
  }

  /// Changes that stand in the class itself, outside of its methods: Rails makes them when it loads the class.
  mutating func runBody(of type: ScriptClass) {
    for case .expression(.call(let call)) in type.body where call.receiver == nil {
      guard let name = call.name, methods[name] == nil,
        Self.tableCalls.contains(name) || name == "execute" || call.block != nil
      else { continue }
      _ = evaluate(call, isStatement: true)
    }
  }
}

extension RailsFile {
  /// A runner for this file in the place of another one.
  func runner(like other: RailsRunner) -> RailsRunner? {
    guard let text, let script, let type = migrationClass, other.depth < 20 else { return nil }
    var runner = RailsRunner(
      file: text, content: entry.contentID, library: other.library, embedded: other.embedded,
      indexes: other.indexes, version: RailsVersion(4, 2))
    runner.depth = other.depth + 5
    runner.workLeft = other.workLeft / 4
    runner.prepare(script.statements, type)
    return runner
  }
}
