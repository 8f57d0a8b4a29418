import Domain
import SQLSyntax
import ScriptSyntax

/// Reads one migration file.
enum RailsMigrationReader {
  /// The migration, with an id still to be set.
  static func read(_ entry: FileEntry, _ embedded: inout EmbeddedSQL, _ views: RailsViews) -> Migration {
    var migration = Migration(id: "", files: [entry], operations: [])
    switch embedded.source.text(of: entry) {
    case .failure(let unread): migration.diagnostics.append(unread.diagnostic)
    case .success(let text):
      let script = RubyReader.read(text.bytes)
      var runner = RailsRunner(file: text, content: entry.contentID, embedded: embedded, views: views)
      for trouble in script.troubles {
        runner.report("ruby-syntax", trouble.message, trouble.range, .mayChangeSchema)
      }
      runner.declare(script.statements)
      guard let type = migrationClass(script.statements) else {
        if script.troubles.isEmpty {
          runner.report("no-migration", "no migration class was found", ScriptRange(0, 0), .mayChangeSchema)
        }
        migration.diagnostics = runner.diagnostics
        return migration
      }
      runner.setVersion(type.bases.first)
      runner.declare(type.body)
      var reverse = runner
      reverse.diagnostics = []
      runner.runFirst(["change", "up"])
      reverse.runFirst(["down"])
      migration.operations = runner.operations
      migration.reverseOperations = reverse.operations
      migration.diagnostics = runner.diagnostics
      migration.files += runner.files
      embedded = runner.embedded
    }
    return migration
  }

  private static func migrationClass(_ statements: [ScriptStatement], level: Int = 0) -> ScriptClass? {
    var first: ScriptClass?
    for case .classDefinition(let type) in ScriptStatement.flattened(statements) {
      if type.method("change") ?? type.method("up") != nil { return type }
      if type.kind == .module, level < 5, let inner = migrationClass(type.body, level: level + 1) {
        return inner
      }
      if case .subscripted? = type.bases.first { first = first ?? type }
    }
    return first
  }
}

extension HistoryReader {
  /// The dialect of a claim without SQL files: configured, named by the framework, or PostgreSQL by guess.
  func dialect(of claim: Claim) -> (name: String, isGuessed: Bool) {
    let named = claim.dialect.map { DialectList.dialect(named: $0)?.name ?? $0 }
    if let named, claim.isDialectCertain { return (named, false) }
    if let configured = configuredDialect { return (configured, false) }
    return (named ?? "postgres", true)
  }
}
