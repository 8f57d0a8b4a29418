import Domain

/// Tools with a folder per migration that holds `up.sql` and `down.sql`: diesel, Hasura.
///
/// Diesel orders by the folder name up to its first underscore without dashes, as text; Hasura by its number
/// (https://docs.rs/diesel_migrations).
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
    if claim.framework == "diesel" {
      // Equal versions cannot run; they keep the order of their names.
      units.sort { (Self.dieselVersion($0.id), $0.id) < (Self.dieselVersion($1.id), $1.id) }
      return reader.history(of: claim, units: units)
    }
    return reader.history(of: claim, units: FileOrder.sorted(units, by: \.id))
  }

  /// `2018-05-03-150523_add_tier` and `20180503150523_add_tier` have the version `20180503150523`.
  private static func dieselVersion(_ name: String) -> String {
    let bytes = name.utf8.prefix { $0 != UInt8(ascii: "_") }.filter { $0 != UInt8(ascii: "-") }
    return String(decoding: bytes, as: UTF8.self)
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
