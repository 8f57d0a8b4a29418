import Domain
import ScriptSyntax

/// Modules of the repository that migrations import: `from shop.utils import backfill`.
///
/// They are read as they are at the revision that is replayed, as Python would.
final class ModuleLibrary {
  private let source: FileSource
  private let root: TreePath
  private var modules: [String: DjangoMigrationFile?] = [:]
  /// Modules that may still be read.
  private var readsLeft = 400

  /// A library of a project.
  init(source: FileSource, root: TreePath) {
    self.source = source
    self.root = root
  }

  /// The function that a dotted name means, with the module that holds it; nil for what is not of the repository.
  func function(_ resolved: String) -> (module: DjangoMigrationFile, function: ScriptFunction)? {
    let parts = resolved.split(separator: ".").map(String.init)
    guard parts.count > 1, let name = parts.last, let module = module(Array(parts.dropLast())),
      let function = module.function(named: name)
    else { return nil }
    return (module, function)
  }

  private func module(_ parts: [String]) -> DjangoMigrationFile? {
    let name = parts.joined(separator: ".")
    if let known = modules[name] { return known }
    let found = read(parts)
    modules[name] = .some(found)
    return found
  }

  private func read(_ parts: [String]) -> DjangoMigrationFile? {
    guard readsLeft > 0, parts.count < 12 else { return nil }
    let path = parts.joined(separator: "/")
    for folder in [root, root.appending("src"), TreePath("")] {
      for candidate in [path + ".py", path + "/__init__.py"] {
        guard let entry = source.tree.entry(at: folder.appending(candidate)),
          let text = try? source.text(of: entry).get(), text.bytes.count < 1 << 20
        else { continue }
        readsLeft -= 1
        let script = PythonScript.read(text.bytes)
        var file = DjangoMigrationFile.none
        file.key = MigrationKey(app: parts.first ?? "", name: parts.last ?? "")
        file.entry = entry
        file.text = text
        file.script = script
        file.constants = ModuleConstants(script)
        return file
      }
    }
    return nil
  }
}
