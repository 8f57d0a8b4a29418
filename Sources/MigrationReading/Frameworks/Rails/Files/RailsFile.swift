import Domain
import ScriptSyntax

/// A migration file, parsed.
struct RailsFile: Sendable {
  let entry: FileEntry
  /// Nil if the file was not read.
  let text: SourceText?
  let unread: Diagnostic?
  let script: ScriptFile?

  /// Reads a file.
  static func read(_ entry: FileEntry, source: FileSource) -> RailsFile {
    switch source.text(of: entry) {
    case .failure(let unread): RailsFile(entry: entry, text: nil, unread: unread.diagnostic, script: nil)
    case .success(let text):
      RailsFile(entry: entry, text: text, unread: nil, script: RubyReader.read(text.bytes))
    }
  }

  /// The class of the migration: the one that has `change`, `up` or `self.up`.
  var migrationClass: ScriptClass? { script.flatMap { Self.migrationClass($0.statements, level: 0) } }

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

/// Reads one migration file.
enum RailsMigrationReader {
  /// The migration, with an id still to be set.
  static func read(_ file: RailsFile, _ context: inout RailsContext) -> Migration {
    var migration = Migration(id: "", files: [file.entry], operations: [])
    if let unread = file.unread { migration.diagnostics.append(unread) }
    guard let script = file.script, let text = file.text else { return migration }
    var runner = RailsRunner(
      file: text, content: file.entry.contentID, library: context.library, embedded: context.embedded,
      indexes: context.indexes, version: RailsVersion(4, 2))
    runner.knownTypes = context.knownTypes
    for trouble in script.troubles {
      runner.report("ruby-syntax", trouble.message, trouble.range, .mayChangeSchema)
    }
    migration.hints = RubyHints.hints(in: text)
    guard let type = file.migrationClass else {
      if script.troubles.isEmpty {
        runner.report("no-migration", "no migration class was found", ScriptRange(0, 0), .mayChangeSchema)
      }
      migration.diagnostics = runner.diagnostics
      return migration
    }
    runner.prepare(script.statements, type)
    var reverse = runner
    runner.runBody(of: type)
    runner.runFirst(["change", "up"])
    reverse.runFirst(["down"])
    migration.operations = runner.operations
    migration.reverseOperations = reverse.operations
    migration.diagnostics = runner.diagnostics
    for entry in runner.files where !migration.files.contains(entry) { migration.files.append(entry) }
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

/// The author's comments in a Ruby file: `# tidegate: rename a -> b`.
enum RubyHints {
  static func hints(in text: SourceText) -> [AuthorHint] {
    guard ByteSearch.contains(text.bytes, Array("tidegate:".utf8)) else { return [] }
    var found: [AuthorHint] = []
    var start = 0
    for line in text.bytes.split(separator: 10, omittingEmptySubsequences: false) {
      defer { start += line.count + 1 }
      let words = String(decoding: line, as: UTF8.self).split { " \t\r".contains($0) }
      guard let mark = words.firstIndex(of: "tidegate:"), mark > 0, words[mark - 1].hasSuffix("#"),
        words.count > mark + 4, words[mark + 1] == "rename", words[mark + 3] == "->"
      else { continue }
      found.append(
        AuthorHint(from: String(words[mark + 2]), to: String(words[mark + 4]), location: text.location(start))
      )
    }
    return found
  }
}
