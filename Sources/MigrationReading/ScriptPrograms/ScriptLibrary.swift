import Domain
import ScriptSyntax

/// Runs the scripts of a repository with what they import of each other: `require("./tables")`,
/// `import { TABLE } from "../constants"`, and of packages of the same repository. Other packages and what is missing
/// stay names.
final class ScriptLibrary {
  private let source: FileSource
  private let dialect: String
  private let files: ScriptSQLFiles
  private let packages: ScriptPackages
  private var modules: [TreePath: ScriptModule?] = [:]
  /// The files of modules, by the paths that name them.
  private var entries: [TreePath: FileEntry] = [:]
  /// What a script imports or reads itself.
  private var direct: [TreePath: (modules: [TreePath], texts: [FileEntry])] = [:]
  /// Modules that read files, or import one that does.
  private var readers: Set<TreePath> = []
  /// Files that run now, each imported by the one before.
  private var depth = 0
  /// Modules that may still be read.
  private var readsLeft = 600

  /// A library of one tree; the dialect decides conditions on it.
  init(source: FileSource, dialect: String) {
    self.source = source
    self.dialect = dialect
    files = ScriptSQLFiles(source: source)
    packages = ScriptPackages(source: source)
  }

  /// Reads and runs the top level of a file.
  func run(_ text: SourceText, level: Int = 0) -> ScriptRun {
    let script = ScriptSyntax.ScriptReader.read(text.bytes, as: Self.language(text.path))
    var found: [String: ScriptModule] = [:]
    var paths: [TreePath] = []
    let passesOn = Self.onlyPassesOn(script)
    let level = passesOn ? level - 1 : level
    depth += 1
    defer { depth -= 1 }
    for name in Set(script.importedModules.map(\.name)).sorted() where level < 6 && depth < 16 {
      let place = Self.path(of: name, from: text.path.parent)
      guard let path = place ?? packages.path(of: name, from: text.path.parent),
        let module = module(path, level: level)
      else { continue }
      found[name] = module
      paths.append(path)
    }
    let importsReader = paths.contains { readers.contains($0) }
    let texts = files.named(in: text, importsReader: importsReader)
    direct[text.path] = (paths, texts.map(\.entry))
    let place = ScriptRange(0, 0)
    let folder = FoldedValue(.string(ScriptText(ScriptSQLFiles.folder(of: text))), at: place)
    return ScriptRun(
      script, dialect: dialect, given: ["__dirname": folder], answers: files.answers(of: texts),
      modules: found,
      equivalents: ProgramHandle.equivalents)
  }

  /// Whether a file has nothing of its own, as `index.ts` of a folder: what stands behind it is as near as it is.
  private static func onlyPassesOn(_ script: ScriptFile) -> Bool {
    !script.statements.isEmpty
      && script.statements.allSatisfy {
        if case .export(let export) = $0 { export.module != nil } else { false }
      }
  }

  private func module(_ path: TreePath, level: Int) -> ScriptModule? {
    if let known = modules[path] { return known }
    // A file that imports itself by way of others sees nothing of it.
    modules[path] = .some(nil)
    let found = read(path, level: level)
    modules[path] = .some(found)
    return found
  }

  private func read(_ path: TreePath, level: Int) -> ScriptModule? {
    guard readsLeft > 0 else { return nil }
    for candidate in Self.candidates(path) {
      guard let entry = source.tree.entry(at: candidate), let text = try? source.text(of: entry).get(),
        text.bytes.count < 1 << 20
      else { continue }
      readsLeft -= 1
      entries[path] = entry
      let module = run(text, level: level + 1).asModule(entry.path.display)
      let imported = direct[text.path]?.modules ?? []
      if ScriptSQLFiles.reads(text) || imported.contains(where: { readers.contains($0) }) {
        readers.insert(path)
      }
      return module
    }
    return nil
  }

  /// The files that a script is run with: those that it imports, and theirs, and SQL files.
  func files(behind path: TreePath) -> [FileEntry] {
    var found: Set<FileEntry> = []
    var pending = [path]
    var seen: Set<TreePath> = [path]
    while let next = pending.popLast(), let parts = direct[next] {
      found.formUnion(parts.texts)
      for module in parts.modules {
        guard let entry = entries[module] else { continue }
        found.insert(entry)
        if seen.insert(entry.path).inserted { pending.append(entry.path) }
      }
    }
    return found.sorted()
  }

  /// The language of a script, by its ending.
  static func language(_ path: TreePath) -> ScriptLanguage {
    [".ts", ".mts", ".cts"].contains { path.hasSuffix($0) } ? .typescript : .javascript
  }

  /// The path that a relative name means; nil for packages.
  private static func path(of name: String, from folder: TreePath) -> TreePath? {
    guard name.hasPrefix("./") || name.hasPrefix("../") || name == ".." || name == "." else { return nil }
    return folder.resolving(name)
  }

  /// The files that a path without an ending may mean.
  static func candidates(_ path: TreePath) -> [TreePath] {
    let text = String(decoding: path.bytes, as: UTF8.self)
    var stems = [text]
    // What is written in TypeScript is imported by the name that it is compiled to.
    for ending in [".js", ".mjs", ".cjs"] where text.hasSuffix(ending) {
      stems.append(String(text.dropLast(ending.count)))
    }
    let endings = ["", ".ts", ".js", ".mts", ".mjs", ".cts", ".cjs", "/index.ts", "/index.js"]
    return stems.flatMap { stem in endings.map { TreePath(stem + $0) } }
  }
}
