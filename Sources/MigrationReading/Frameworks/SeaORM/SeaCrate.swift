import Domain

/// A package of Rust: the folder of its `Cargo.toml`, and the modules in it.
struct SeaCrate {
  /// Where its `Cargo.toml` is; without one, where its first file is.
  let folder: TreePath
  /// Where its modules are.
  let sources: TreePath

  /// Where a file stands: its crate, and the path of its module.
  struct Place {
    var crate: SeaCrate
    var module: [String]
  }

  private init(_ folder: TreePath, _ source: FileSource) {
    self.folder = folder
    let inner = Self.joined(folder, "src")
    let isPlain = ["lib.rs", "main.rs"].contains { source.tree.entry(at: Self.joined(folder, $0)) != nil }
    let hasInner = ["lib.rs", "main.rs"].contains { source.tree.entry(at: Self.joined(inner, $0)) != nil }
    sources = isPlain && !hasInner ? folder : inner
  }

  private static func joined(_ folder: TreePath, _ name: String) -> TreePath {
    folder.bytes.isEmpty ? TreePath(name) : folder.appending(name)
  }

  static func place(of file: TreePath, in source: FileSource) -> Place {
    var folder = file.parent
    var found: TreePath?
    for _ in 0..<40 {
      if source.tree.entry(at: joined(folder, "Cargo.toml")) != nil {
        found = folder
        break
      }
      if folder.bytes.isEmpty { break }
      folder = folder.parent
    }
    let crate = SeaCrate(found ?? file.parent, source)
    let name = file.lastComponent
    let stem = name.hasSuffix(".rs") ? String(name.dropLast(3)) : name
    guard crate.sources.holds(file) else { return Place(crate: crate, module: []) }
    var module = file.parent == crate.sources ? [] : file.parent.below(crate.sources).components
    if stem != "mod", !(module.isEmpty && (stem == "lib" || stem == "main")) { module.append(stem) }
    return Place(crate: crate, module: module)
  }

  /// The file of a module.
  func file(_ module: [String], _ source: FileSource) -> FileEntry? {
    let candidates: [TreePath]
    if module.isEmpty {
      candidates = ["lib.rs", "main.rs", "mod.rs"].map { Self.joined(sources, $0) }
    } else {
      let path = Self.joined(sources, module.joined(separator: "/"))
      candidates = [TreePath(path.display + ".rs"), path.appending("mod.rs")]
    }
    return candidates.lazy.compactMap { source.tree.entry(at: $0) }.first
  }

  /// The crates of a tree, by the names that programs use; two of one name are none.
  static func all(in listing: FileListing, _ source: FileSource) -> [String: SeaCrate] {
    var found: [String: SeaCrate?] = [:]
    for file in listing.settings(named: "Cargo.toml").prefix(2_000) {
      guard let text = try? source.text(of: file).get(), let name = name(in: text.bytes) else { continue }
      let key = name.replacing(text: "-", with: "_")
      found[key] = found[key] == nil ? .some(SeaCrate(file.path.parent, source)) : .some(nil)
    }
    return found.compactMapValues { $0 }
  }

  /// `name = "a"` below `[package]`.
  private static func name(in bytes: [UInt8]) -> String? {
    var isPackage = false
    for line in String(decoding: bytes.prefix(1 << 16), as: UTF8.self).split(separator: "\n") {
      let words = line.filter { $0 != " " && $0 != "\t" && $0 != "\r" }
      if words.hasPrefix("[") { isPackage = words == "[package]" }
      guard isPackage, words.hasPrefix("name=\"") else { continue }
      return String(words.dropFirst(6).prefix { $0 != "\"" })
    }
    return nil
  }
}
