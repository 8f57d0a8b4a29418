import Domain
import ScriptSyntax

/// A migration file, parsed.
struct RailsFile: Sendable {
  let entry: FileEntry
  /// Nil if the file was not read.
  let text: SourceText?
  let unread: Diagnostic?
  let script: ScriptFile?

  /// The class of the migration: the one that has `change`, `up` or `self.up`.
  let migrationClass: ScriptClass?
  /// What its author says in comments.
  let hints: [AuthorHint]

  /// Reads a file.
  static func read(_ entry: FileEntry, source: FileSource) -> RailsFile {
    switch source.text(of: entry) {
    case .failure(let unread):
      return RailsFile(
        entry: entry, text: nil, unread: unread.diagnostic, script: nil, migrationClass: nil, hints: [])
    case .success(let text):
      let script = RubyReader.read(text.bytes)
      return RailsFile(
        entry: entry, text: text, unread: nil, script: script,
        migrationClass: migrationClass(script.statements, level: 0).map { reopened($0, script.statements) },
        hints: AuthorHints.readRuby(text))
    }
  }

  /// The class with what `A.class_eval do ... end` adds to it, as engines write it whose class depends on the version
  /// of Rails.
  private static func reopened(_ type: ScriptClass, _ statements: [ScriptStatement]) -> ScriptClass {
    var type = type
    for case .expression(.call(let call)) in ScriptStatement.flattened(statements)
    where call.name == "class_eval" && call.receiver?.dottedName == type.name {
      type.body += call.block?.body ?? []
    }
    return type
  }

  private static func migrationClass(_ statements: [ScriptStatement], level: Int) -> ScriptClass? {
    var first: ScriptClass?
    for case .classDefinition(let type) in ScriptStatement.flattened(statements) {
      let isMigration = type.bases.first.map(isMigrationBase) ?? false
      if isMigration, directions(of: type) { return type }
      if type.kind == .module, level < 5, let inner = migrationClass(type.body, level: level + 1) {
        return inner
      }
      if isMigration || directions(of: type) { first = first ?? type }
    }
    return first
  }

  private static func directions(of type: ScriptClass) -> Bool {
    ScriptStatement.flattened(type.body).contains { statement in
      if case .function(let function) = statement {
        ["change", "up", "down"].contains(function.name)
      } else {
        false
      }
    }
  }

  /// `ActiveRecord::Migration[7.0]`, `ActiveRecord::Migration`, `SpreeMigration`
  private static func isMigrationBase(_ base: ScriptNode) -> Bool {
    if case .subscripted(let node) = base { return isMigrationBase(node.receiver) }
    return base.dottedName?.hasSuffix("Migration") ?? false
  }
}
