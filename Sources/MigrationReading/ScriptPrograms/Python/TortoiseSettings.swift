import Domain

/// What a project says about Tortoise ORM.
enum TortoiseSettings {
  /// The databases that the settings name: `tortoise_orm = "app.settings.TORTOISE_ORM"` of `[tool.aerich]` or
  /// `[tool.tortoise]`.
  static func dialects(above folder: TreePath, in listing: FileListing, _ source: FileSource) -> Set<String> {
    let files = (listing.settings(named: "pyproject.toml") + listing.settings(named: "aerich.ini"))
      .filter { $0.path.parent.holds(folder) }
      .sorted { $0.path.components.count > $1.path.components.count }
    for file in files {
      guard let text = try? source.text(of: file).get(),
        let line = String(decoding: text.bytes, as: UTF8.self).split(separator: "\n").first(where: {
          $0.hasPrefix("tortoise_orm")
        })
      else { continue }
      let value = line.drop { $0 != "=" }.dropFirst().filter { !"\"' \r".contains($0) }
      let parts = value.split(separator: ".").map(String.init).dropLast()
      for start in ["", "src/", "app/", "backend/"] {
        let path = start + parts.joined(separator: "/")
        for ending in [".py", "/__init__.py"] {
          let place =
            file.path.parent.bytes.isEmpty
            ? TreePath(path + ending) : file.path.parent.appending(path + ending)
          if let entry = source.tree.entry(at: place), let found = try? source.text(of: entry).get() {
            return PythonDialect.named(in: found)
          }
        }
      }
    }
    return []
  }
}
