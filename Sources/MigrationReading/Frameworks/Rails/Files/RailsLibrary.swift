import Domain
import ScriptSyntax

/// Files of a Rails application that migrations point at: SQL of views and functions, other migrations, models.
struct RailsLibrary {
  /// A SQL file and its text.
  struct Definition {
    var entry: FileEntry
    var text: SourceText
  }

  /// Folders `db` that may hold definitions, the history's own first.
  private let folders: [TreePath]
  private let source: FileSource
  private let definitions: RailsDefinitions
  private let migrations: RailsMigrationNames
  let models: RailsModels
  let code: RailsCode
  /// The type of keys that the application's generators are set to; nil for the usual one.
  let primaryKeyType: String?

  /// The library of a history whose migrations stand in a folder below that of the database.
  init(_ application: RailsApplication, database: TreePath, files: [FileEntry], source: FileSource) {
    folders = database.bytes.isEmpty ? [TreePath("db")] : [database]
    self.source = source
    definitions = RailsDefinitions(tree: source.tree)
    migrations = RailsMigrationNames(files)
    models = RailsModels(application, source: source)
    code = RailsCode(application, source: source)
    primaryKeyType = application.primaryKeyType(source)
  }

  /// The definition of a version; without one the highest.
  func definition(of name: String, in folder: String, version: Int?) -> Definition? {
    let stem = name.split(separator: ".").joined(separator: "_")
    var best: (number: Int, entry: FileEntry)?
    for database in folders {
      let found = definitions.file(stem, in: database.appending(folder), version: version)
      if let found, found.number > best?.number ?? -1 { best = found }
    }
    guard let best, let text = try? source.text(of: best.entry).get() else { return nil }
    return Definition(entry: best.entry, text: text)
  }

  /// Another migration of the history by its class.
  func migration(named name: String) -> RailsFile? {
    migrations.file(of: name).map { RailsFile.read($0, source: source) }
  }
}

/// The classes of a history's migrations by their files' names; made when the first is asked for, as few are.
private final class RailsMigrationNames {
  private let files: [FileEntry]
  private var names: [String: FileEntry]?

  init(_ files: [FileEntry]) { self.files = files }

  func file(of name: String) -> FileEntry? {
    let known = names ?? Self.names(files)
    names = known
    return known[name]
  }

  private static func names(_ files: [FileEntry]) -> [String: FileEntry] {
    var names: [String: FileEntry] = [:]
    for entry in files {
      let stem = entry.path.lastComponent.split(separator: ".").first ?? ""
      guard let mark = stem.firstIndex(of: "_") else { continue }
      names[EnglishWords.camelized(stem[stem.index(after: mark)...])] = entry
    }
    return names
  }
}

/// The tables of the application's models, as far as `app/models` says them.
final class RailsModels {
  private let application: RailsApplication
  private let source: FileSource
  /// Tables by constant.
  private var known: [String: TableName?] = [:]
  /// Constants that the running migration asked for.
  private(set) var asked: Set<String> = []

  init(_ application: RailsApplication, source: FileSource) {
    self.application = application
    self.source = source
  }

  /// Begins with a migration: what those before it asked for says nothing to it.
  func begin() { asked = [] }

  /// The table of a model by its constant with dots; nil if `app/models` has no such file.
  func table(of constant: String, level: Int = 0) -> TableName? {
    if level == 0 { asked.insert(constant) }
    if let found = known[constant] { return found }
    known[constant] = .some(nil)
    guard level < 5, constant.utf8.count < 200, let type = definition(of: constant) else { return nil }
    var table: TableName?
    if let own = Self.tableName(in: type) {
      table = RailsRunner.tableName(own)
    } else if let base = type.bases.first?.dottedName, !Self.roots.contains(base),
      let inherited = self.table(of: base, level: level + 1)
    {
      table = inherited
    } else if !type.bases.isEmpty {
      table = TableName(prefix(of: constant, level) + EnglishWords.table(constant))
    }
    known[constant] = .some(table)
    return table
  }

  private static let roots: Set<String> = ["ApplicationRecord", "ActiveRecord.Base"]

  func definition(of constant: String) -> ScriptClass? {
    file(EnglishWords.underscored(constant)).flatMap { statements in
      let last = constant.split(separator: ".").last.map(String.init) ?? constant
      return Self.classes(statements, 0).last {
        $0.kind == .classType && ($0.name == last || $0.name.hasSuffix("::" + last))
      }
    }
  }

  private static func classes(_ statements: [ScriptStatement], _ level: Int) -> [ScriptClass] {
    guard level < 6 else { return [] }
    return ScriptStatement.flattened(statements).flatMap { statement -> [ScriptClass] in
      guard case .classDefinition(let type) = statement else { return [] }
      return [type] + classes(type.body, level + 1)
    }
  }

  private func file(_ path: String) -> [ScriptStatement]? {
    for folder in ["app/models/", "app/models/concerns/"] {
      guard let entry = source.tree.entry(at: application.below(folder + path + ".rb")),
        let file = application.file(entry, source)
      else { continue }
      return file.statements
    }
    return nil
  }

  /// `def self.table_name_prefix; "shop_"; end` of the module around a model.
  private func prefix(of constant: String, _ level: Int) -> String {
    let parts = constant.split(separator: ".").dropLast()
    // A model inside of a model carries that one's name.
    if !parts.isEmpty, let outer = table(of: parts.joined(separator: "."), level: level + 1) {
      return EnglishWords.singular(outer.name) + "_"
    }
    guard !parts.isEmpty, let statements = file(EnglishWords.underscored(parts.joined(separator: "."))) else {
      return ""
    }
    for type in Self.classes(statements, 0) {
      for case .function(let function) in ScriptStatement.flattened(type.body)
      where function.name == "table_name_prefix" {
        if case .expression(let node)? = function.body.last, let text = node.stringText { return text }
        if case .returning(let node?, _)? = function.body.last, let text = node.stringText { return text }
      }
    }
    return ""
  }

  /// `self.table_name = "people"` in a class.
  static func tableName(in type: ScriptClass) -> String? {
    for statement in ScriptStatement.flattened(type.body) {
      guard case .assignment(let assignment) = statement,
        case .attribute(let target)? = assignment.targets.first,
        target.name == "table_name"
      else { continue }
      if let text = assignment.value?.stringText { return text }
      if case .symbol(let name)? = assignment.value { return name.text }
    }
    return nil
  }
}
