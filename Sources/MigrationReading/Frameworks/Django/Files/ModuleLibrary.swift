import Domain
import ScriptSyntax

/// Modules of the repository that migrations import: `from shop.utils import backfill`.
///
/// They are read as they are at the revision that is replayed, as Python would.
final class ModuleLibrary {
  private let source: FileSource
  private let root: TreePath
  private var modules: [String: DjangoMigrationFile?] = [:]
  /// Field classes by dotted name; nil for a name that is none of the repository's.
  var fieldClasses: [String: ProjectFieldClass?] = [:]
  /// Modules that may still be read.
  private var readsLeft = 400

  /// A library of a project.
  init(source: FileSource, root: TreePath) {
    self.source = source
    self.root = root
  }

  /// The function that a dotted name means in a file, with the module that holds it; nil for what is not of the
  /// repository.
  func function(_ resolved: String, from file: DjangoMigrationFile) -> (
    module: DjangoMigrationFile, function: ScriptFunction
  )? {
    guard let (module, name) = definition(resolved, from: file, depth: 0),
      let function = module.function(named: name)
    else { return nil }
    return (module, function)
  }

  /// The class that a dotted name means in a file, with the module that holds it.
  func definedClass(_ resolved: String, from file: DjangoMigrationFile) -> (
    module: DjangoMigrationFile, definition: ScriptClass
  )? {
    guard let (module, name) = definition(resolved, from: file, depth: 0),
      let found = module.definedClass(named: name)
    else { return nil }
    return (module, found)
  }

  /// The constant that a dotted name means in a file: a text, number, list or map of a module, a member of an
  /// enumeration.
  func constant(_ resolved: String, from file: DjangoMigrationFile) -> FoldedValue? {
    guard !resolved.hasPrefix("django.") else { return nil }
    let parts = resolved.split(separator: ".").map(String.init)
    if let (module, name) = definition(resolved, from: file, depth: 0) {
      return module.constants.module(name).flatMap(Self.known)
    }
    // `shop.models.Tier.GOLD`
    guard parts.count > 2, let member = parts.last,
      let (module, definition) = definedClass(String(resolved.dropLast(member.count + 1)), from: file),
      let value = module.constants.fields(of: definition)[member]
    else { return nil }
    return (value.elements?.first ?? value).literal == nil ? nil : value.elements?.first ?? value
  }

  private static func known(_ value: FoldedValue) -> FoldedValue? {
    switch value.content {
    case .string, .number, .boolean, .list, .tuple, .map: value
    case .null, .symbol, .reference, .call, .member, .element, .operation, .joined, .closure, .classValue,
      .opaque:
      nil
    }
  }

  /// The module that defines a name, and the name there: imports between modules are followed.
  private func definition(_ resolved: String, from file: DjangoMigrationFile, depth: Int)
    -> (module: DjangoMigrationFile, name: String)?
  {
    let dots = resolved.utf8.prefix { $0 == UInt8(ascii: ".") }.count
    let parts = resolved.split(separator: ".").map(String.init)
    guard depth < 6, let name = parts.last, dots > 0 || parts.count > 1,
      let module = module(Array(parts.dropLast()), above: dots > 0 ? folder(dots, above: file) : nil)
    else { return nil }
    if module.function(named: name) != nil || module.definedClass(named: name) != nil
      || module.constants.module(name).flatMap(Self.known) != nil
    {
      return (module, name)
    }
    if case .reference(let reference)? = module.constants.module(name)?.content,
      reference.resolved != resolved
    {
      return definition(reference.resolved, from: module, depth: depth + 1)
    }
    return importedWithAll(name, by: module, depth: depth)
  }

  /// What `from shop.tools import *` brings; the last one counts.
  private func importedWithAll(_ name: String, by module: DjangoMigrationFile, depth: Int)
    -> (module: DjangoMigrationFile, name: String)?
  {
    guard !name.hasPrefix("_") else { return nil }
    for found in (module.script?.imports ?? []).reversed()
    where found.names.contains(where: { $0.name == "*" }) {
      let dots = found.module.utf8.allSatisfy { $0 == UInt8(ascii: ".") }
      let path = found.module + (dots ? "" : ".") + name
      if let definition = definition(path, from: module, depth: depth + 1) { return definition }
    }
    return nil
  }

  /// The module of a command of the repository: `<app>/management/commands/<name>.py`; nil if there are several.
  func command(_ name: String) -> DjangoMigrationFile? {
    guard !name.contains(text: "/") else { return nil }
    let found = files(ending: "/management/commands/" + name + ".py")
    guard found.count == 1, let path = found.first?.path, let file = read(path) else { return nil }
    return file
  }

  /// The models whose rows a fixture holds: `fixtures/<label>.json`; nil if it is not found or is of another format.
  func modelsOfFixture(_ label: String) -> Set<String>? {
    let name = label.hasSuffix(".json") ? label : label + ".json"
    let found = files(ending: "/fixtures/" + name)
    guard found.count == 1, let entry = found.first, let text = try? source.text(of: entry).get() else {
      return nil
    }
    var models: Set<String> = []
    let key = Array("\"model\"".utf8)
    var place = 0
    while models.count < 50, let next = ByteSearch.first(of: key, in: text.bytes, from: place) {
      place = next + key.count
      let after = text.bytes[place...].drop { $0 <= 32 || $0 == UInt8(ascii: ":") }
      guard after.first == UInt8(ascii: "\"") else { continue }
      let value = after.dropFirst().prefix(200).prefix { $0 != UInt8(ascii: "\"") }
      if value.contains(UInt8(ascii: ".")) { models.insert(String(decoding: value, as: UTF8.self)) }
    }
    return models
  }

  private func files(ending: String) -> [FileEntry] {
    let end = Array(ending.utf8)
    return source.tree.entries.filter {
      root.holds($0.path) && $0.path.bytes.count > end.count
        && $0.path.bytes.suffix(end.count).elementsEqual(end)
    }
  }

  /// The folder that leading dots of a relative import mean.
  private func folder(_ dots: Int, above file: DjangoMigrationFile) -> TreePath {
    var folder = file.entry.path.parent
    for _ in 1..<max(dots, 1) { folder = folder.parent }
    return folder
  }

  private func module(_ parts: [String], above folder: TreePath?) -> DjangoMigrationFile? {
    let name = (folder?.display ?? "") + ":" + parts.joined(separator: ".")
    if let known = modules[name] { return known }
    let found = read(parts, in: folder.map { [$0] } ?? [root, root.appending("src"), TreePath("")])
    modules[name] = .some(found)
    return found
  }

  private func read(_ parts: [String], in folders: [TreePath]) -> DjangoMigrationFile? {
    guard readsLeft > 0, parts.count < 12 else { return nil }
    let path = parts.joined(separator: "/")
    let candidates = path.isEmpty ? ["__init__.py"] : [path + ".py", path + "/__init__.py"]
    for folder in folders {
      for candidate in candidates {
        if var file = read(folder.appending(candidate)) {
          file.key = MigrationKey(app: parts.first ?? "", name: parts.last ?? "")
          return file
        }
      }
    }
    return nil
  }

  private func read(_ path: TreePath) -> DjangoMigrationFile? {
    guard readsLeft > 0, let entry = source.tree.entry(at: path),
      let text = try? source.text(of: entry).get(),
      text.bytes.count < 1 << 20
    else { return nil }
    readsLeft -= 1
    let script = ScriptSyntax.ScriptReader.read(text.bytes, as: .python)
    var file = DjangoMigrationFile.none
    file.entry = entry
    file.text = text
    file.script = script
    file.constants = ModuleConstants(script)
    return file
  }
}
