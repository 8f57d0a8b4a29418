import Documents
import Domain

/// Modules that scripts import by names that are no paths: packages of the same repository (`@shop/common`), and
/// paths from a folder above (`src/constants`, `@/constants`).
final class ScriptPackages {
  /// Packages and paths that may still be looked for.
  private var looksLeft = 4_000
  private let source: FileSource
  private var known: [String: TreePath?] = [:]
  /// The `package.json` of each folder, by the folder's own name.
  private lazy var folders: [String: [FileEntry]] = {
    var found: [String: [FileEntry]] = [:]
    for entry in source.tree.entries where entry.path.hasSuffix("/package.json") {
      let parts = entry.path.components
      guard parts.count > 1, !parts.contains("node_modules") else { continue }
      found[parts[parts.count - 2], default: []].append(entry)
    }
    return found
  }()

  /// The packages of a tree.
  init(source: FileSource) {
    self.source = source
  }

  /// The path of a module's file, without its ending at times; nil for packages from elsewhere.
  func path(of name: String, from folder: TreePath) -> TreePath? {
    let parts = name.split(separator: "/").map(String.init)
    guard parts.count > 1, parts.count < 20, !name.hasPrefix("."), !name.hasPrefix("/"),
      !parts.contains(".."), !name.contains(":")
    else { return nil }
    if name.hasPrefix("@"), parts[0] != "@" {
      if let found = known[name] { return found }
      let found = member(Array(parts.prefix(2)), Array(parts.dropFirst(2)))
      known[name] = .some(found)
      return found
    }
    if name.hasPrefix("#") { return imported(name, from: folder) }
    if parts[0] == "@" || parts[0] == "~" { return above(["src"] + parts.dropFirst(), from: folder) }
    // `App/Models/User` of AdonisJS stands in `app`.
    return above(parts, from: folder)
      ?? (parts[0].first?.isUppercase ?? false
        ? above([parts[0].lowercased()] + parts.dropFirst(), from: folder) : nil)
  }

  /// A path that the nearest `package.json` gives a name: `"imports": { "#models/*": "./app/models/*.js" }`.
  private func imported(_ name: String, from folder: TreePath) -> TreePath? {
    var outer = folder.components
    while looksLeft > 0, !outer.isEmpty {
      looksLeft -= 1
      outer.removeLast()
      let place = TreePath(outer.joined(separator: "/"))
      let file = outer.isEmpty ? TreePath("package.json") : place.appending("package.json")
      guard let entry = source.tree.entry(at: file) else { continue }
      let key = file.display + ":" + name
      if let found = known[key] { return found }
      let found = target(of: name, in: entry).flatMap { path in
        existing(outer.isEmpty ? TreePath(path) : place.appending(path))
      }
      known[key] = .some(found)
      return found
    }
    return nil
  }

  private func target(of name: String, in entry: FileEntry) -> String? {
    guard let text = try? source.text(of: entry).get(), text.bytes.count < 1 << 20,
      let document = try? JSONReader.document(of: text.bytes)
    else { return nil }
    for entry in (document["imports"]?.mapping?.entries ?? []).prefix(500) {
      guard let key = entry.key.string, let value = entry.value.string ?? entry.value["default"]?.string,
        !value.contains(text: "..")
      else { continue }
      let path = value.hasPrefix("./") ? String(value.dropFirst(2)) : value
      if key == name { return path }
      guard key.hasSuffix("*"), name.hasPrefix(key.dropLast()) else { continue }
      return path.replacing(text: "*", with: String(name.dropFirst(key.utf8.count - 1)))
    }
    return nil
  }

  /// The file of a package of this repository.
  private func member(_ name: [String], _ rest: [String]) -> TreePath? {
    guard looksLeft > 0, let folder = name.last else { return nil }
    for entry in (folders[folder] ?? []).prefix(20) {
      looksLeft -= 1
      guard let text = try? source.text(of: entry).get(), text.bytes.count < 1 << 20,
        let document = try? JSONReader.document(of: text.bytes),
        Self.text("name", document) == name.joined(separator: "/")
      else { continue }
      let place = entry.path.parent
      let entries = ["source", "main", "module"].compactMap { Self.text($0, document) }
      let paths =
        rest.isEmpty
        ? entries + ["src/index", "index"]
        : [rest.joined(separator: "/"), "src/" + rest.joined(separator: "/")]
      for path in paths where !path.contains(text: "..") {
        let path = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
        if let found = existing(place.appending(path)) { return found }
      }
    }
    return nil
  }

  /// A path from one of the folders above a script.
  private func above(_ parts: [String], from folder: TreePath) -> TreePath? {
    let key = folder.display + ":" + parts.joined(separator: "/")
    if let found = known[key] { return found }
    var found: TreePath?
    var outer = folder.components
    while found == nil, looksLeft > 0, !outer.isEmpty {
      looksLeft -= 1
      outer.removeLast()
      found = existing(TreePath((outer + parts).joined(separator: "/")))
    }
    known[key] = .some(found)
    return found
  }

  private func existing(_ path: TreePath) -> TreePath? {
    ScriptLibrary.candidates(path).contains { source.tree.entry(at: $0) != nil } ? path : nil
  }

  private static func text(_ name: String, _ document: DocumentNode) -> String? {
    guard case .mapping(let mapping) = document.content,
      case .scalar(let scalar)? = mapping.entry(name)?.value.content
    else { return nil }
    return scalar.text
  }
}
