import Domain
import ScriptSyntax

/// Runs migrations with what they take from other files: extension methods and constants of classes in files of the
/// class's name, and SQL files.
final class CSharpLibrary {
  /// Files that may be read for one history.
  private static let readLimit = 60
  private static let sizeLimit = 1 << 18
  private let reader: HistoryReader
  private let listing: FileListing
  private let project: CSharpProject
  private let dialect: String
  private lazy var texts = ProgramTexts(source: reader.source, near: project.folder)
  /// Whether a file that migrations share reads other files.
  private var readsFiles = false
  private var modules: [String: ScriptModule] = [:]
  private var entries: [FileEntry] = []
  /// Classes of these files that others may be built on.
  private var types: [String: ScriptClass] = [:]
  private var known: Set<TreePath> = []
  private lazy var places = Self.places(listing)

  init(project: CSharpProject, claim: Claim, reader: HistoryReader, listing: FileListing, dialect: String) {
    self.reader = reader
    self.listing = listing
    self.project = project
    self.dialect = dialect
    let own = Set(claim.files)
    for folder in listing.folders where project.folder.holds(folder.path) || folder.path == claim.root {
      for file in folder.files where !own.contains(file.entry) && Self.isShared(file.name) { add(file.entry) }
    }
  }

  /// Files of the program that migrations share, by their names.
  private static func isShared(_ name: String) -> Bool {
    name.hasSuffix(".cs") && !CSharpFiles.isNamed(name) && !CSharpFiles.isDesigner(name)
      && !CSharpFiles.isSnapshot(name)
      && name.lowercased().contains(text: "migration")
  }

  private static func places(_ listing: FileListing) -> [String: [FileEntry]] {
    var found: [String: [FileEntry]] = [:]
    for folder in listing.folders {
      for file in folder.files where file.name.hasSuffix(".cs") && !CSharpFiles.isNamed(file.name) {
        let stem = String(file.name.dropLast(3))
        found[stem, default: []].append(file.entry)
        // `Names.Tables.cs` holds a part of the class `Names`.
        if let first = stem.split(separator: ".").first.map(String.init), first != stem {
          found[first, default: []].append(file.entry)
        }
      }
    }
    return found
  }

  @discardableResult private func add(_ entry: FileEntry) -> Bool {
    guard entries.count < Self.readLimit, known.insert(entry.path).inserted,
      (entry.size ?? 0) < Self.sizeLimit
    else {
      return false
    }
    let parsed = reader.parsed(entry, as: .csharp)
    guard let file = parsed.script, !file.classes.isEmpty else { return false }
    entries.append(entry)
    for type in file.classes { types[type.name] = types[type.name] ?? type }
    readsFiles = readsFiles || ProgramTexts.isRead(in: file.source)
    let path = entry.path.display
    modules[path] = ScriptRun(file, dialect: dialect, modules: modules).asModule(path)
    return true
  }

  /// Reads the files of classes that a migration names; whether there is one more now.
  func learn(_ classes: Set<String>) -> Bool {
    var isMore = false
    for name in classes.sorted() {
      let found = places[name] ?? []
      let near = found.filter { project.folder.holds($0.path) }
      let chosen = near.isEmpty ? found : near
      // Of several classes of a name it is not known which is meant; parts of one belong together.
      let whole = chosen.filter { $0.path.lastComponent == name + ".cs" }
      guard whole.count <= 1, chosen.count <= 8 else { continue }
      for entry in chosen where add(entry) { isMore = true }
    }
    return isMore
  }

  /// What a program does; once more where it names classes whose files were not read before.
  func learning<Program: CSharpProgram>(_ run: () -> Program) -> Program {
    var program = run()
    for _ in 0..<3 where !program.unknown.isEmpty && learn(program.unknown) { program = run() }
    return program
  }

  /// The top level of a migration.
  func run(_ script: ScriptFile, answers: ScriptAnswers? = nil) -> ScriptRun {
    let reads = readsFiles || ProgramTexts.isRead(in: script.source)
    let texts = reads ? texts.answer : nil
    let both = answers.map { own -> ScriptAnswers in { own($0, $1) ?? texts?($0, $1) } } ?? texts
    return ScriptRun(script, dialect: dialect, given: above(script), answers: both, modules: modules)
  }

  /// The classes of other files that those of a file are built on.
  private func above(_ script: ScriptFile) -> [String: FoldedValue] {
    var found: [String: FoldedValue] = [:]
    var pending = script.classes.flatMap(\.bases)
    while let next = pending.popLast(), found.count < 20 {
      guard case .name(let name) = next, found[name.text] == nil, let type = types[name.text] else {
        continue
      }
      found[name.text] = FoldedValue(.classValue(type), at: ScriptRange(0, 0))
      pending += type.bases
    }
    return found
  }

  /// Reads more files that migrations share.
  func learn(files: [FileEntry]) {
    for entry in files { add(entry) }
  }

  /// The SQL file that a name means, if only one does.
  func text(named name: String) -> String? { texts.text(named: name) }
}
