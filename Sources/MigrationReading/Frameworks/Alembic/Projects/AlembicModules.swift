import Domain
import ScriptSyntax

/// Modules of the repository that revisions import: constants, types and helper functions.
///
/// They are read as they are at the revision that is replayed, as Python would.
final class AlembicModules {
  /// A module, read and run.
  struct Module {
    /// The file.
    var entry: FileEntry
    /// Its text.
    var text: SourceText
    /// Its tree.
    var script: ScriptFile
    /// What its names are.
    var run: ScriptRun
    /// Its dotted name.
    var name: String
    /// Whether it is a package's `__init__.py`.
    var isPackage: Bool
  }

  /// Gives the texts.
  let source: FileSource
  private let folders: [TreePath]
  private let dialect: String
  private var modules: [String: Module?] = [:]
  private var readsLeft = 300
  private static let levelLimit = 6

  /// A library for a history: names are looked for from its folder outwards, and in `src`.
  init(source: FileSource, root: TreePath, dialect: String) {
    self.source = source
    self.dialect = dialect
    var folders: [TreePath] = []
    var parts = root.components
    while parts.count < 40 {
      let folder = TreePath(parts.joined(separator: "/"))
      folders += [folder, folder.appending("src")]
      if parts.isEmpty { break }
      parts.removeLast()
    }
    self.folders = folders
  }

  /// The value that a dotted name of the repository has, with the module that binds it.
  func value(_ resolved: String, level: Int = 0) -> (value: FoldedValue, module: Module)? {
    guard level < Self.levelLimit else { return nil }
    let parts = resolved.split(separator: ".").map(String.init)
    guard parts.count > 1, let name = parts.last, let module = module(Array(parts.dropLast())),
      let value = module.run.value(named: name)
    else { return nil }
    if case .reference(let reference) = value.content, reference.resolved != resolved {
      return self.value(Self.absolute(reference.resolved, in: module), level: level + 1)
    }
    return (value, module)
  }

  /// `.types.GUID` as it is meant in a module.
  static func absolute(_ name: String, in module: Module) -> String {
    guard name.hasPrefix(".") else { return name }
    var parts = module.name.split(separator: ".").map(String.init)
    if !module.isPackage { parts = parts.dropLast() }
    var rest = name.dropFirst()
    while rest.hasPrefix(".") {
      rest.removeFirst()
      parts = parts.dropLast()
    }
    return (parts + [String(rest)]).joined(separator: ".")
  }

  private func module(_ parts: [String]) -> Module? {
    let name = parts.joined(separator: ".")
    if let known = modules[name] { return known }
    modules[name] = .some(nil)
    let found = read(parts)
    modules[name] = .some(found)
    return found
  }

  private func read(_ parts: [String]) -> Module? {
    guard readsLeft > 0, parts.count < 16, !parts.contains("..") else { return nil }
    if AlembicReplay.isLibrary(parts[0]) { return nil }
    let path = parts.joined(separator: "/")
    for folder in folders {
      for candidate in [path + ".py", path + "/__init__.py"] {
        guard let entry = source.tree.entry(at: folder.appending(candidate)),
          let text = try? source.text(of: entry).get(), text.bytes.count < 1 << 20
        else { continue }
        readsLeft -= 1
        let script = PythonScript.read(text.bytes)
        return Module(
          entry: entry, text: text, script: script, run: ScriptRun(script, dialect: dialect),
          name: parts.joined(separator: "."), isPackage: candidate.hasSuffix("__init__.py"))
      }
    }
    return nil
  }
}
