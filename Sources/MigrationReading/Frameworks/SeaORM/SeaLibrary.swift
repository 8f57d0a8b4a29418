import Domain
import ScriptSyntax

/// Runs files of a program in Rust with what they take from other files of the repository
/// (https://doc.rust-lang.org/reference/items/modules.html).
final class SeaLibrary {
  /// Files that may be read for one history.
  private static let readLimit = 300
  private static let sizeLimit = 1 << 20
  private let source: FileSource
  private let dialect: String
  private var modules: [TreePath: ScriptModule?] = [:]
  private var readsLeft = SeaLibrary.readLimit
  /// The crates of the repository by their names.
  private let crates: [String: SeaCrate]
  private lazy var texts = source.tree.entries.filter { $0.path.hasSuffix(".sql") }

  init(source: FileSource, dialect: String, crates: [String: SeaCrate]) {
    self.source = source
    self.dialect = dialect
    self.crates = crates
  }

  /// Calls that give the connection itself, or another one to the same database.
  private static let equivalents: [String: String] = {
    var found: [String: String] = [:]
    for method in [
      "get_connection", "begin", "begin_with_config", "clone", "into_connection", "get_connection_mut",
    ] {
      found["(database)." + method] = ProgramHandle.database
    }
    for path in ["", "sea_orm_migration.", "sea_orm_migration::prelude.", "sea_orm_migration::manager."] {
      found[path + "SchemaManager.new"] = ProgramHandle.database
    }
    return found
  }()

  /// Runs the top level of a file.
  func run(_ script: ScriptFile, at path: TreePath, level: Int = 0) -> ScriptRun {
    var script = SeaNames.expanded(script, dialect: dialect)
    var found: [String: ScriptModule] = [:]
    let place = SeaCrate.place(of: path, in: source)
    let aliases = Self.aliases(script)
    script.statements = script.statements.map { statement in
      guard case .imports(var imports) = statement, level < 8 else { return statement }
      let names = Self.segments(imports.module, aliases)
      // What is imported may be a file itself.
      if imports.names.count == 1, let name = imports.names.first, name.name != "*",
        let file = file(names + [name.name], from: place, path), file.rest.isEmpty
      {
        imports.module += "::" + name.name
        imports.names[0].name = "*"
        if let module = module(file.entry, level) { found[imports.module] = module }
      } else if let file = file(names, from: place, path), file.entry.path != path,
        let module = module(file.entry, level)?.inner(file.rest)
      {
        found[imports.module] = module
      }
      return .imports(imports)
    }
    return ScriptRun(
      script, dialect: dialect, answers: answers(near: path.parent, script), modules: found,
      equivalents: Self.equivalents)
  }

  /// What a name of an import stands for: `use crate::m1 as a;`.
  private static func aliases(_ script: ScriptFile) -> [String: [String]] {
    var found: [String: [String]] = [:]
    for imports in script.imports {
      let path = imports.module.replacing(text: "::", with: "/").split(separator: "/").map(String.init)
      for name in imports.names where name.name != "*" && name.alias != "*" {
        found[name.alias] = path + [name.name]
      }
    }
    return found
  }

  private static func segments(_ module: String, _ aliases: [String: [String]]) -> [String] {
    let path = module.replacing(text: "::", with: "/").split(separator: "/").map(String.init)
    guard let first = path.first, let whole = aliases[first], whole != path else { return path }
    return whole + path.dropFirst()
  }

  /// The file that a path leads to, and the modules that stand in it.
  private func file(_ path: [String], from place: SeaCrate.Place, _ own: TreePath) -> (
    entry: FileEntry, rest: [String]
  )? {
    var names = path[...]
    var crate = place.crate
    var module: [String]
    switch names.first {
    case "crate": module = []
    case "self": module = place.module
    case "super":
      module = place.module
      while names.first == "super" {
        guard !module.isEmpty else { return nil }
        module.removeLast()
        names = names.dropFirst()
      }
      names = ["crate"] + names
    case let first?:
      if crate.file(place.module + [first], source) != nil {
        module = place.module
        names = ["crate"] + names
      } else if let other = crates[first] {
        crate = other
        module = []
      } else {
        return nil
      }
    case nil: return nil
    }
    module += names.dropFirst()
    for count in stride(from: module.count, through: 0, by: -1) {
      guard let entry = crate.file(Array(module.prefix(count)), source) else { continue }
      return (entry, Array(module.dropFirst(count)))
    }
    return nil
  }

  private func module(_ entry: FileEntry, _ level: Int) -> ScriptModule? {
    if let known = modules[entry.path] { return known }
    // A file that imports itself by way of others sees nothing of it.
    modules[entry.path] = .some(nil)
    guard readsLeft > 0, (entry.size ?? 0) < Self.sizeLimit,
      let text = try? source.text(of: entry).get()
    else {
      return nil
    }
    readsLeft -= 1
    let script = ScriptSyntax.ScriptReader.read(text.bytes, as: .rust)
    let found = run(script, at: entry.path, level: level + 1).asModule(entry.path.display)
    modules[entry.path] = .some(found)
    return found
  }

  /// `include_str!("a.sql")`, `read_to_string("a.sql")`
  private func answers(near folder: TreePath, _ script: ScriptFile) -> ScriptAnswers? {
    let named = texts.filter {
      ByteSearch.contains(script.source, Array($0.path.lastComponent.utf8)) && ($0.size ?? 0) < Self.sizeLimit
    }.prefix(200)
    var contents: [TreePath: String] = [:]
    for entry in named {
      guard let text = try? source.text(of: entry).get() else { continue }
      contents[entry.path] = String(decoding: text.bytes, as: UTF8.self)
    }
    guard !contents.isEmpty else { return nil }
    let (texts, found) = (Array(named), contents)
    return { call, _ in
      guard ["include_str!", "read_to_string", "include_bytes!"].contains(call.name),
        let first = call.positional.first,
        let entry = Self.text(Self.lastText(first) ?? "", near: folder, among: texts),
        let content = found[entry.path]
      else { return nil }
      return FoldedValue(.string(ScriptText(content, at: call.range.start)), at: call.range)
    }
  }

  private static func lastText(_ value: FoldedValue) -> String? {
    if case .joined(let parts) = value.content { return parts.last?.text }
    return value.text
  }

  /// The file of a path that is written beside a script, else the only one whose path ends so.
  private static func text(_ name: String, near folder: TreePath, among texts: [FileEntry]) -> FileEntry? {
    var parts = folder.components
    for part in name.split(separator: "/").prefix(40) {
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(String(part)) }
    }
    let path = TreePath(parts.joined(separator: "/"))
    if let entry = texts.first(where: { $0.path == path }) { return entry }
    let plain = name.split(separator: "/").filter { $0 != "." && $0 != ".." }.joined(separator: "/")
    guard plain.hasSuffix(".sql") else { return nil }
    let found = texts.filter { ("/" + $0.path.display).hasSuffix("/" + plain) }
    return found.count == 1 ? found.first : nil
  }

  /// The SQL files that a script names.
  func texts(named text: SourceText) -> [FileEntry] {
    guard ByteSearch.contains(text.bytes, Array(".sql\"".utf8)) else { return [] }
    return texts.filter { ByteSearch.contains(text.bytes, Array($0.path.lastComponent.utf8)) }
      .filter { SeaCrate.place(of: text.path, in: source).crate.folder.holds($0.path) }
  }
}
