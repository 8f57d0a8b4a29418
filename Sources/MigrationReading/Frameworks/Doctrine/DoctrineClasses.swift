import Domain
import ScriptSyntax

/// The classes of a project that its migrations are built on, and the traits that they use: `up` may stand there, as
/// may methods that it calls. Read as they are named.
final class DoctrineClasses {
  /// What surrounds one migration.
  struct Surroundings {
    /// Classes of the same namespace, and those that others are built on, by their names.
    var given: [String: FoldedValue] = [:]
    /// Classes that the file imports.
    var modules: [String: ScriptModule] = [:]
    /// The files that these stand in.
    var files: Set<FileEntry> = []
  }

  /// Classes that one migration may stand on.
  private static let limit = 12
  private static let sizeLimit = 1 << 18

  private let reader: HistoryReader
  private let dialect: String
  private lazy var places = Self.places(reader.source.tree)

  /// The classes of one tree; the dialect decides conditions on it.
  init(reader: HistoryReader, dialect: String) {
    self.reader = reader
    self.dialect = dialect
  }

  /// What a migration is built on, as far as files of the project have it.
  func surroundings(of script: ScriptFile, at folder: TreePath) -> Surroundings {
    var found = Surroundings()
    let own = Set(script.classes.map(\.name))
    var pending = script.classes.flatMap(Self.ancestors).map { (name: $0, script: script, folder: folder) }
    var seen = own
    while let next = pending.popLast(), found.files.count < Self.limit {
      guard seen.insert(next.name).inserted,
        let (entry, parsed) = definition(next.name, next.script, next.folder)
      else { continue }
      found.files.insert(entry)
      for type in parsed.classes where type.name == next.name {
        found.given[type.name] = FoldedValue(.classValue(type), at: ScriptRange(0, 0))
        pending += Self.ancestors(of: type).map { ($0, parsed, entry.path.parent) }
      }
      if let module = Self.module(of: next.name, script) {
        found.modules[module] = ScriptRun(parsed, dialect: dialect).asModule(entry.path.display)
      }
    }
    return found
  }

  /// The classes that one is built on and the traits that it uses, those of the tool left out.
  private static func ancestors(of type: ScriptClass) -> [String] {
    let named = type.bases + type.keywords.filter { $0.name == "use" }.map(\.value)
    return named.compactMap { node in
      guard let name = node.dottedName?.split(separator: ".").last.map(String.init) else { return nil }
      return tools.contains(name) ? nil : name
    }
  }

  private static let tools: Set<String> = [
    "AbstractMigration", "Migration", "ContainerAwareInterface", "ContainerAwareTrait",
  ]

  /// What an imported class is imported as.
  private static func module(of name: String, _ script: ScriptFile) -> String? {
    script.imports.first { $0.module == name || $0.module.hasSuffix("." + name) }?.module
  }

  private func definition(_ name: String, _ script: ScriptFile, _ folder: TreePath) -> (
    FileEntry, ScriptFile
  )? {
    let files = places[name.lowercased() + ".php"] ?? []
    let namespace = (Self.module(of: name, script) ?? "").split(separator: ".").dropLast().map(String.init)
    func agreement(_ entry: FileEntry) -> Int {
      if namespace.isEmpty { return entry.path.parent == folder ? 1 : 0 }
      return zip(entry.path.parent.components.reversed(), namespace.reversed()).prefix { $0 == $1 }.count
    }
    let ranked = files.map { (entry: $0, score: agreement($0)) }.sorted { $0.score > $1.score }
    guard let best = ranked.first, ranked.count == 1 || ranked[1].score < best.score,
      (best.entry.size ?? 0) < Self.sizeLimit,
      let script = reader.parsed(best.entry, as: .php).script
    else { return nil }
    return (best.entry, script)
  }

  private static func places(_ tree: FileTree) -> [String: [FileEntry]] {
    let vendor = Array("vendor/".utf8)
    var found: [String: [FileEntry]] = [:]
    for entry in tree.entries where entry.path.hasSuffix(".php") && !entry.path.bytes.starts(with: vendor) {
      found[entry.path.lastComponent.lowercased(), default: []].append(entry)
    }
    return found
  }
}
