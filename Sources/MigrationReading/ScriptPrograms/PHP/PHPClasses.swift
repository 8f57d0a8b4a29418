import Domain
import ScriptSyntax

/// The classes of an application that its migrations name, read as they are asked for.
final class PHPClasses {
  /// Classes that may be read for one history.
  private static let readLimit = 600
  private static let sizeLimit = 1 << 19

  let reader: HistoryReader
  let project: PHPProject
  let dialect: String
  private var modules: [String: ScriptModule?] = [:]
  private var files: [String: FileEntry] = [:]
  private var readsLeft = PHPClasses.readLimit
  /// Classes that may still be asked for their members alone.
  private var definitionsLeft = PHPClasses.readLimit
  private lazy var sqlFiles = ScriptSQLFiles(source: reader.source)
  /// Where files stand, by their names.
  private lazy var places = Self.places(reader.source.tree)
  /// What the file that is read now was run with.
  private(set) var used: Set<FileEntry> = []

  init(reader: HistoryReader, folder: TreePath, dialect: String) {
    self.reader = reader
    project = PHPProject(folder: folder)
    self.dialect = dialect
  }

  /// What reads SQL in programs of the application.
  var sql: EmbeddedSQL { EmbeddedSQL(source: reader.source, dialectName: dialect) }

  func parsed(_ entry: FileEntry) -> ParsedScript { reader.parsed(entry, as: .php) }

  /// Runs the top level of a script with the classes that it names and the SQL files that it reads.
  func run(_ script: ScriptFile, in text: SourceText, answers: @escaping ScriptAnswers) -> ScriptRun {
    used = []
    let texts = sqlFiles.named(in: text)
    used.formUnion(texts.map(\.entry))
    let place = ScriptSQLFiles.folder(of: text)
    guard let read = sqlFiles.answers(of: texts, folders: project.namedFolders) else {
      return run(script, at: place, answers: answers, level: 0)
    }
    return run(script, at: place, answers: { answers($0, $1) ?? read($0, $1) }, level: 0)
  }

  private func run(_ script: ScriptFile, at path: String, answers: ScriptAnswers?, level: Int) -> ScriptRun {
    var found: [String: ScriptModule] = [:]
    for name in Set(script.importedModules.map(\.name)).sorted() where level < 4 {
      if let module = module(name, level: level) { found[name] = module }
    }
    let place = ScriptRange(0, 0)
    let end = FoldedValue(.string(ScriptText("\n")), at: place)
    let folder = FoldedValue(.string(ScriptText(path)), at: place)
    return ScriptRun(
      script, dialect: dialect, given: ["PHP_EOL": end, "__DIR__": folder], answers: answers, modules: found)
  }

  private func module(_ name: String, level: Int) -> ScriptModule? {
    if let known = modules[name] { return known }
    // A class that names itself by way of others sees nothing of it.
    modules[name] = .some(nil)
    guard readsLeft > 0, let entry = entry(of: name), (entry.size ?? 0) < Self.sizeLimit else { return nil }
    readsLeft -= 1
    guard let script = parsed(entry).script else { return nil }
    files[name] = entry
    if script.classes.contains(where: { $0.kind == .enumeration || $0.bases.isEmpty }) { used.insert(entry) }
    let folder = "/" + entry.path.parent.display
    let module = run(script, at: folder, answers: nil, level: level + 1).asModule(name)
    modules[name] = .some(module)
    return module
  }

  /// The class of a name with dots; nil if no file has it.
  func definition(_ name: String) -> ScriptClass? {
    guard let entry = files[name] ?? entry(of: name), (entry.size ?? 0) < Self.sizeLimit else { return nil }
    if files[name] == nil {
      guard definitionsLeft > 0 else { return nil }
      definitionsLeft -= 1
      files[name] = entry
    }
    let last = name.split(separator: ".").last.map(String.init) ?? name
    return parsed(entry).script?.classes.first { $0.name == last }
  }

  /// The file of a class, by its name and as many folders of its namespace as fit.
  private func entry(of name: String) -> FileEntry? {
    let parts = name.split(separator: ".").map { $0.lowercased() }
    guard let last = parts.last, let first = parts.first, !Self.foreign.contains(first) else { return nil }
    var best: (score: Int, entry: FileEntry)?
    var isTied = false
    for entry in places[last + ".php"] ?? [] {
      let folders = entry.path.components.dropLast().map { $0.lowercased() }
      var score = 0
      var rest = folders[...]
      for part in parts.dropLast().reversed() {
        guard let at = rest.lastIndex(of: part) else { continue }
        score += at == folders.count - 1 ? 3 : 2
        rest = rest[..<at]
      }
      if project.folder.holds(entry.path) { score += 1 }
      if let old = best, old.score == score { isTied = true }
      if best.map({ score > $0.score }) ?? true { (best, isTied) = ((score, entry), false) }
    }
    guard let best, !isTied, parts.count == 1 || best.score >= 3 || parts.count == 2 else { return nil }
    return best.entry
  }

  private static let foreign: Set<String> = [
    "illuminate", "carbon", "symfony", "doctrine", "laravel", "spatie", "psr", "pdo", "exception", "closure",
    "throwable", "ramsey", "league", "monolog", "stdclass",
  ]

  /// Files of classes whose names have one of some words in them, in small letters.
  func files(naming words: [String]) -> [FileEntry] {
    let named = places.filter { place in words.contains { place.key.contains(text: $0) } }
    return named.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  private static func places(_ tree: FileTree) -> [String: [FileEntry]] {
    var found: [String: [FileEntry]] = [:]
    let vendor = Array("vendor/".utf8)
    for entry in tree.entries where entry.path.hasSuffix(".php") {
      if entry.path.bytes.starts(with: vendor) { continue }
      guard let first = entry.path.lastComponent.utf8.first, first &- 0x41 < 26 else { continue }
      found[entry.path.lastComponent.lowercased(), default: []].append(entry)
    }
    return found
  }
}
