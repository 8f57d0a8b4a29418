import Domain

/// The modules of Go in a tree, by their files `go.mod` (https://go.dev/ref/mod).
struct GoModules: Sendable {
  /// A module: the path that others import it by, and its folder.
  struct Module: Sendable {
    var path: String
    var folder: TreePath
    /// What its `go.mod` names itself, with what others need left out.
    var requirements: [String]
  }

  /// Names of files that say which packages a program uses; the older ones are of tools before modules.
  static let settingNames = ["go.mod", "Gopkg.toml", "glide.yaml"]

  /// Those with longer folders come first.
  let all: [Module]

  init(in listing: FileListing, _ source: FileSource) {
    var found: [Module] = []
    for name in Self.settingNames {
      for entry in listing.settings(named: name).prefix(200) {
        guard let text = try? source.text(of: entry).get() else { continue }
        found.append(Self.module(text, entry.path.parent))
      }
    }
    all = found.sorted { $0.folder.bytes.count > $1.folder.bytes.count }
  }

  private static func module(_ text: SourceText, _ folder: TreePath) -> Module {
    var module = Module(path: "", folder: folder, requirements: [])
    for line in String(decoding: text.bytes.prefix(1 << 18), as: UTF8.self).split(separator: "\n") {
      let words = line.split { " \t\r\"".contains($0) }
      guard let first = words.first, !String(line).contains(text: "// indirect") else { continue }
      if first == "module", words.count > 1 {
        module.path = String(words[1])
      } else {
        module.requirements += words.filter {
          $0.utf8.contains(UInt8(ascii: "/")) || $0.utf8.contains(UInt8(ascii: "."))
        }.map(String.init)
      }
    }
    return module
  }

  /// The innermost module that a folder belongs to.
  func module(of folder: TreePath) -> Module? { all.first { $0.folder.holds(folder) } }

  /// The path that a folder's package is imported by.
  func path(of folder: TreePath) -> String {
    guard let module = module(of: folder), !module.path.isEmpty else { return "./" + folder.display }
    let rest = folder == module.folder ? [] : folder.below(module.folder).components
    return ([module.path] + rest).joined(separator: "/")
  }

  /// The folder of an import; nil for packages that are not of the tree.
  func folder(of path: String) -> TreePath? {
    if path.hasPrefix("./") { return TreePath(String(path.dropFirst(2))) }
    for module in all where !module.path.isEmpty {
      if path == module.path { return module.folder }
      guard path.hasPrefix(module.path + "/") else { continue }
      let rest = String(path.dropFirst(module.path.count + 1))
      return module.folder.bytes.isEmpty ? TreePath(rest) : module.folder.appending(rest)
    }
    return nil
  }
}
