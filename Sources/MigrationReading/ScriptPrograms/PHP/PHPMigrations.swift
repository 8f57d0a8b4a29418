import Domain
import ScriptSyntax

/// Reads the migrations of one application in their order, a class of PHP each; what earlier ones make, later ones may
/// ask for.
///
/// A framework says which class and methods it runs, and what their calls do; all else is the same.
protocol PHPMigrations {
  associatedtype Program: PHPProgram

  var classes: PHPClasses { get }
  var sql: EmbeddedSQL { get set }
  /// The tables so far.
  var tables: ProgramTables { get set }

  /// What a migration is called by.
  static func id(of file: FileEntry) -> String

  /// Whether what a migration does was done before it.
  func isDone(_ file: FileEntry) -> Bool

  /// What calls give by which a migration asks for tables and settings.
  func answers(in text: SourceText) -> ScriptAnswers

  /// The class of a migration; nil if the file has none.
  static func migration(in script: ScriptFile, _ run: ScriptRun) -> PHPMigration?

  /// What is told of a file without such a class; nil if it may have none.
  static func missing(in script: ScriptFile, _ run: ScriptRun) -> (summary: String, reach: Diagnostic.Reach)?

  /// What follows the methods of a migration.
  func program(
    _ run: ScriptRun, _ output: ProgramOutput, _ script: ScriptFile, _ type: ScriptClass
  ) -> Program
}

/// The class of a migration with its methods, its own or those of a class above it.
struct PHPMigration {
  var type: ScriptClass
  var up: FoldedClosure?
  var down: FoldedClosure?
  /// The way back is that forward, turned round.
  var isReversible = false
  /// Without a way forward nothing is done.
  var mayStandStill = false
}

extension PHPMigrations {
  static func id(of file: FileEntry) -> String { String(file.path.lastComponent.dropLast(4)) }

  func isDone(_ file: FileEntry) -> Bool { false }

  /// Migrations in their running order, parsed ahead on several threads where there are many.
  mutating func read(_ files: [FileEntry]) -> [Migration] {
    classes.reader.parsingAhead(files, as: .php) { files.map { read($0) } }
  }

  /// One migration.
  mutating func read(_ entry: FileEntry) -> Migration {
    var migration = Migration(id: Self.id(of: entry), files: [entry], operations: [])
    if isDone(entry) { return migration }
    let parsed = classes.parsed(entry)
    if let unread = parsed.unread { migration.diagnostics.append(unread) }
    guard let script = parsed.script, let text = parsed.text else { return migration }
    let run = classes.run(script, in: text, answers: answers(in: text))
    var forward = ProgramOutput(file: text, entry: entry, sql: sql)
    forward.report(script.troubles)
    guard let found = Self.migration(in: script, run) else {
      if script.troubles.isEmpty, let missing = Self.missing(in: script, run) {
        forward.report("no-migration", missing.summary, at: ScriptRange(0, 0), missing.reach)
      }
      migration.diagnostics = forward.diagnostics
      return migration
    }
    var program = program(run, forward, script, found.type)
    if let up = found.up {
      program.perform(up, of: found.type)
    } else if !found.mayStandStill {
      program.output.report(
        "no-migration", "the class that this one is built on is not known, nor what its \"up\" does",
        at: found.type.range, .mayChangeSchema)
    }
    sql = program.output.sql
    migration.take(program.output)
    migration.files += classes.used.filter { $0 != entry }.sorted()
    for operation in migration.operations { tables.apply(operation) }
    if found.isReversible {
      migration.reverseOperations = Operation.inverse(of: migration.operations)
    } else if let down = found.down {
      var reverse = self.program(run, program.output.wayBack, script, found.type)
      reverse.perform(down, of: found.type)
      migration.reverseOperations = reverse.output.operations
    }
    return migration
  }
}

extension ScriptRun {
  /// A method of a class or of one above it, behind what the class itself sets up.
  func method(_ name: String, of type: ScriptClass, behind setup: String) -> FoldedClosure? {
    guard
      var closure = type.method(name).map({ ScriptRun.closure($0, of: type) }) ?? inherited(name, of: type)
    else { return nil }
    if let setup = type.method(setup), !setup.body.isEmpty {
      closure.function = closure.function.preceded(by: setup)
    }
    return closure
  }
}
