import Domain
import ScriptSyntax

/// Runs programs of Java and Kotlin with the classes of the repository that they name: by their imports, or in the same
/// package.
final class JVMLibrary {
  /// Files that may be read for one history, and for one program.
  private static let readLimit = 400
  private static let neighbourLimit = 24
  private static let sizeLimit = 1 << 18
  private static let levelLimit = 4

  private let reader: HistoryReader
  private let dialect: String
  private let equivalents: [String: String]
  private let answers: ScriptAnswers
  private lazy var index = reader.shared("programs of Java and Kotlin") { JVMFiles(reader.source) }
  private lazy var texts = ProgramTexts(source: reader.source, near: TreePath(""))
  private var modules: [TreePath: ScriptModule?] = [:]
  private var files: [TreePath: ScriptFile] = [:]
  /// What a file names itself.
  private var direct: [TreePath: [FileEntry]] = [:]
  private var readsLeft = readLimit

  init(
    reader: HistoryReader, dialect: String, equivalents: [String: String],
    answers: @escaping ScriptAnswers
  ) {
    self.reader = reader
    self.dialect = dialect
    self.equivalents = equivalents
    self.answers = answers
  }

  /// The language of a program, by its name; nil for other files.
  static func language(_ name: String) -> ScriptLanguage? {
    name.hasSuffix(".java") ? .java : name.hasSuffix(".kt") ? .kotlin : nil
  }

  /// The name of a file without its ending, which is that of its class.
  static func className(_ name: String) -> String {
    name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
  }

  /// The top level of a program.
  func run(_ script: ScriptFile, at entry: FileEntry, level: Int = 0) -> ScriptRun {
    var found: [String: ScriptModule] = [:]
    var given: [String: FoldedValue] = [:]
    let named = level < Self.levelLimit ? neighbours(of: script, at: entry) : []
    direct[entry.path] = named
    for other in named {
      guard let module = module(other, level: level + 1) else { continue }
      found[other.path.display] = module
      for type in files[other.path]?.classes ?? [] where given[type.name] == nil {
        given[type.name] = FoldedValue(.classValue(type), at: ScriptRange(0, 0))
      }
    }
    return ScriptRun(
      script, dialect: dialect, given: given, answers: allAnswers(script), modules: found,
      equivalents: equivalents)
  }

  /// What is known of the database, and the texts of SQL files that a program names.
  private func allAnswers(_ script: ScriptFile) -> ScriptAnswers {
    guard ByteSearch.contains(script.source, Array(".sql".utf8)) else { return answers }
    let (own, texts) = (answers, texts)
    return { own($0, $1) ?? texts.resource($0) }
  }

  private func module(_ entry: FileEntry, level: Int) -> ScriptModule? {
    if let known = modules[entry.path] { return known }
    // A file that names itself by way of others sees nothing of it.
    modules[entry.path] = .some(nil)
    guard readsLeft > 0, (entry.size ?? 0) < Self.sizeLimit,
      let language = Self.language(entry.path.lastComponent),
      let file = reader.parsed(entry, as: language).script
    else { return nil }
    readsLeft -= 1
    files[entry.path] = file
    let module = run(file, at: entry, level: level).asModule(entry.path.display)
    modules[entry.path] = .some(module)
    return module
  }

  /// The files of classes and functions that a program names.
  private func neighbours(of script: ScriptFile, at entry: FileEntry) -> [FileEntry] {
    var found: Set<FileEntry> = []
    for name in script.imports.map(\.module) {
      let parts = name.split(separator: ".").map(String.init)
      // `a.b.C`, `a.b.C.D`, and of Kotlin `a.b.function`.
      for count in stride(from: parts.count, to: max(0, parts.count - 2), by: -1) {
        guard let type = parts.prefix(count).last else { continue }
        let ending = "/" + parts.prefix(count).joined(separator: "/")
        let files = (index.places[type] ?? []).filter { Self.stem($0).hasSuffix(ending) }
        if files.count == 1 { found.formUnion(files) }
      }
      guard script.language == .kotlin || parts.last?.first?.isLowercase == true else { continue }
      let isFunction = script.language == .kotlin && parts.last?.first?.isLowercase == true
      let package = Array(isFunction ? parts.dropLast() : parts[...])
      found.formUnion(named(in: script, of: index.packages(package)))
    }
    found.formUnion(named(in: script, of: [entry.path.parent]))
    found.remove(entry)
    return Array(found.sorted().prefix(Self.neighbourLimit))
  }

  /// Files of folders whose names stand in a program; of Kotlin all but migrations, for functions stand in any file.
  private func named(in script: ScriptFile, of folders: [TreePath]) -> [FileEntry] {
    folders.prefix(3).flatMap { folder in
      (index.folders[folder] ?? []).filter { entry in
        let name = entry.path.lastComponent
        guard let language = Self.language(name), !FlywayName.isProgram(name) else { return false }
        return language == .kotlin && script.language == .kotlin
          || ByteSearch.contains(script.source, Array(Self.className(name).utf8))
      }.prefix(Self.neighbourLimit)
    }
  }

  private static func stem(_ entry: FileEntry) -> String {
    let path = "/" + entry.path.display
    return path.lastIndex(of: ".").map { String(path[..<$0]) } ?? path
  }

  /// The files that a program is run with: those that it names, and theirs.
  func files(behind path: TreePath) -> [FileEntry] {
    var found: Set<FileEntry> = []
    var pending = [path]
    while let next = pending.popLast() {
      for entry in direct[next] ?? [] where found.insert(entry).inserted { pending.append(entry.path) }
    }
    return found.sorted()
  }
}

/// The programs of a tree by their names and folders.
struct JVMFiles: Sendable {
  /// Files by their names without ending.
  private(set) var places: [String: [FileEntry]] = [:]
  private(set) var folders: [TreePath: [FileEntry]] = [:]
  /// Folders by their last names.
  private var names: [String: [TreePath]] = [:]

  init(_ source: FileSource) {
    for entry in source.tree.entries where entry.path.hasSuffix(".java") || entry.path.hasSuffix(".kt") {
      guard !entry.path.components.contains("test") else { continue }
      let stem = JVMLibrary.className(entry.path.lastComponent)
      places[stem, default: []].append(entry)
      folders[entry.path.parent, default: []].append(entry)
    }
    for folder in folders.keys.sorted() { names[folder.lastComponent, default: []].append(folder) }
  }

  /// The folders that hold a package, sorted.
  func packages(_ parts: [String]) -> [TreePath] {
    guard let last = parts.last else { return [] }
    let ending = "/" + parts.joined(separator: "/")
    return (names[last] ?? []).filter { ("/" + $0.display).hasSuffix(ending) }
  }
}

/// SQL files among the resources of a program: `new ClassPathResource("a.sql")`, `getResourceAsStream("a.sql")`.
extension ProgramTexts {
  private static let opening: Set<String> = [
    "ClassPathResource", "FileSystemResource", "getResourceAsStream", "getResource", "readString",
    "readAllBytes", "readText", "resourceToString", "Paths.get", "Path.of",
  ]
  private static let passing: Set<String> = [
    "readAllBytes", "getInputStream", "toString", "copyToString", "String", "InputStreamReader",
    "BufferedReader", "EncodedResource", "bufferedReader", "reader", "readText", "readLines", "use",
    "requireNonNull", "getContentAsString", "getFile",
  ]

  /// What a call gives that reads such a file.
  func resource(_ call: FoldedCall) -> FoldedValue? {
    guard Self.opening.contains(call.name) || Self.passing.contains(call.name) else { return nil }
    if let name = call.positional.first?.text {
      if Self.isText(name), let text = text(named: name) {
        return FoldedValue(.string(ScriptText(text, at: call.range.start)), at: call.range)
      }
      return Self.passing.contains(call.name) && name.count > 40 ? call.positional.first : nil
    }
    guard case .member(let member) = call.callee.content, member.receiver.text != nil else { return nil }
    return member.receiver
  }
}
