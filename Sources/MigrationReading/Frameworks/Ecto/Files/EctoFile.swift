import Domain
import ScriptSyntax

/// A file of Elixir, parsed.
struct EctoFile: Sendable {
  let entry: FileEntry
  /// Nil if the file was not read.
  let text: SourceText?
  let unread: Diagnostic?
  let script: ScriptFile?

  /// Reads a file.
  static func read(_ entry: FileEntry, source: FileSource) -> EctoFile {
    switch source.text(of: entry) {
    case .failure(let unread): EctoFile(entry: entry, text: nil, unread: unread.diagnostic, script: nil)
    case .success(let text):
      EctoFile(entry: entry, text: text, unread: nil, script: ElixirReader.read(text.bytes))
    }
  }

  /// The module of the migration: the one that has `change` or `up`.
  var migrationModule: ScriptClass? {
    guard let script else { return nil }
    let modules = EctoSettings.modules(script.statements, 0)
    let candidates = modules.filter { type in
      ScriptStatement.flattened(type.body).contains { statement in
        if case .function(let function) = statement {
          ["change", "up", "down"].contains(function.name)
        } else {
          false
        }
      }
    }
    return candidates.first { type in
      type.bases.contains { $0.dottedName?.hasSuffix("Migration") ?? false }
    } ?? candidates.first
  }
}

/// Reads one migration file.
enum EctoMigrationReader {
  /// The migration, with an id still to be set.
  static func read(_ file: EctoFile, _ context: inout EctoContext) -> Migration {
    var migration = Migration(id: "", files: [file.entry], operations: [])
    if let unread = file.unread { migration.diagnostics.append(unread) }
    guard let script = file.script, let text = file.text else { return migration }
    var runner = EctoRunner(home: file, file: text, context: context)
    for trouble in script.troubles {
      runner.report("elixir-syntax", trouble.message, trouble.range, .mayChangeSchema)
    }
    migration.hints = AuthorHints.readRuby(text)
    guard let module = file.migrationModule else {
      if script.troubles.isEmpty {
        runner.report("no-migration", "no migration module was found", ScriptRange(0, 0), .mayChangeSchema)
      }
      migration.diagnostics = runner.diagnostics
      return migration
    }
    runner.prepare(script.statements, module)
    var reverse = runner
    reverse.isReverse = true
    reverse.isMuted = reverse.scope.functions["down"] == nil
    runner.runFirst(["up", "change"])
    reverse.runFirst(["down", "change"])
    migration.operations = runner.operations
    migration.reverseOperations = reverse.operations
    migration.diagnostics = runner.diagnostics
    for entry in runner.files where !migration.files.contains(entry) { migration.files.append(entry) }
    context.embedded = runner.embedded
    context.obanVersions = runner.obanVersions
    return migration
  }
}

/// What the migrations of a history share, in their order.
struct EctoContext {
  var library: EctoLibrary
  var embedded: EmbeddedSQL
  /// Options of the repository in the configuration.
  var options: EctoOptions
  var settings: EctoSettings
  /// The version of Oban's tables that was made so far, by schema.
  var obanVersions: [String: Int] = [:]
}
