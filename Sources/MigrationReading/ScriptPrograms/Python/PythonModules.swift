import Domain
import ScriptSyntax

/// Modules of the repository that revisions import: constants, types and helper functions.
///
/// They are read as they are at the revision that is replayed, as Python would.
final class PythonModules {
  /// A module, read and run.
  struct Module: Sendable {
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
    guard parts.count > 1, let name = parts.last else { return nil }
    guard let module = module(Array(parts.dropLast())), let value = module.run.value(named: name) else {
      return member(name, of: parts.dropLast(), level)
    }
    if case .reference(let reference) = value.content, reference.resolved != resolved {
      return self.value(Self.absolute(reference.resolved, in: module), level: level + 1)
    }
    return (value, module)
  }

  /// `models.User.__tablename__`: what a class of a module gives a name.
  private func member(_ name: String, of path: ArraySlice<String>, _ level: Int) -> (
    value: FoldedValue, module: Module
  )? {
    guard path.count > 1, path.last?.first?.isUppercase == true,
      let found = value(path.joined(separator: "."), level: level + 1),
      case .classValue(let definition) = found.value.content,
      let value = found.module.run.fields(of: definition).values[name]
    else { return nil }
    return (value, found.module)
  }

  /// The functions of the repository that a revision imports, by their dotted names.
  func helpers(of script: ScriptFile) -> [String: Helper] {
    var found: [String: Helper] = [:]
    for statement in script.imports where !statement.module.isEmpty {
      for name in statement.names where !name.name.isEmpty && name.name != "*" && found.count < 100 {
        let resolved = statement.module + "." + name.name
        guard !AlembicReplay.isLibrary(statement.module.split(separator: ".").first.map(String.init) ?? ""),
          let (value, module) = value(resolved), case .closure(let closure) = value.content
        else { continue }
        found[resolved] = Helper(module: module, closure: closure)
      }
    }
    return found
  }

  /// A function of another module.
  struct Helper: Sendable {
    /// The module.
    var module: Module
    /// The function.
    var closure: FoldedClosure

    /// What a call of it gives, if it only computes: `is_postgresql(connection)`; nil if it does anything else, or if
    /// its result is not known from the text.
    func answer(_ call: FoldedCall) -> FoldedValue? {
      let trace = module.run.calls(in: closure, arguments: call.arguments)
      guard trace.troubles.isEmpty, let result = trace.result,
        trace.calls.allSatisfy({ $0.use != .statement || AlembicReplay.inertNames.contains($0.call.name) })
      else { return nil }
      switch result.content {
      case .boolean, .number, .null, .string: return FoldedValue(result.content, at: call.range)
      default: return nil
      }
    }
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
        let script = ScriptSyntax.ScriptReader.read(text.bytes, as: .python)
        return Module(
          entry: entry, text: text, script: script, run: ScriptRun(script, dialect: dialect),
          name: parts.joined(separator: "."), isPackage: candidate.hasSuffix("__init__.py"))
      }
    }
    return nil
  }
}
