import Domain

/// Tools with a folder per migration that holds `up.sql` and `down.sql`: diesel, Hasura.
///
/// Diesel orders by the folder name up to its first underscore without dashes, Hasura by its number; for names that
/// the tools make themselves both are the order of numbers (https://docs.rs/diesel_migrations).
struct UpDownFolders: MigrationFramework {
  let names = ["diesel", "hasura", "up-down-folders"]
  let fileEndings = [".sql"]
  let settingNames = ["Cargo.toml", "config.yaml", "diesel.toml"]

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    var groups: [(root: TreePath, files: [FileEntry])] = []
    for folder in listing.folders where !folder.path.bytes.isEmpty {
      let files = folder.files.filter { Self.isHalf($0.name) }
      guard files.contains(where: { $0.name.lowercased() == "up.sql" }) else { continue }
      let root = folder.path.parent
      if groups.last?.root != root { groups.append((root, [])) }
      groups[groups.count - 1].files += files.map(\.entry)
    }
    return groups.map { group in
      Claim(
        framework: framework(group.root, listing), root: group.root, files: group.files.sorted(),
        strength: .naming)
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    var units: [SQLUnit] = []
    for file in claim.files {
      let folder = file.path.parent
      if units.last?.id != folder.lastComponent { units.append(SQLUnit(id: folder.lastComponent)) }
      let part = SQLPart(entry: file)
      if file.path.lastComponent.lowercased() == "up.sql" {
        units[units.count - 1].up.append(part)
      } else {
        units[units.count - 1].down.append(part)
      }
    }
    return reader.history(of: claim, units: FileOrder.sorted(units, by: \.id))
  }

  private static func isHalf(_ name: String) -> Bool {
    let name = name.lowercased()
    return name == "up.sql" || name == "down.sql"
  }

  private func framework(_ root: TreePath, _ listing: FileListing) -> String {
    if listing.hasSettings(named: "diesel.toml", atOrAbove: root) { return "diesel" }
    let parents = [root.parent, root.parent.parent]
    if listing.settings(named: "config.yaml").contains(where: { parents.contains($0.path.parent) }) {
      return "hasura"
    }
    return listing.hasSettings(named: "Cargo.toml", atOrAbove: root) ? "diesel" : "up-down-folders"
  }
}
