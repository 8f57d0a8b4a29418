import Domain

/// Which asset a `ref` or `source` means, over all projects of a registry.
struct DbtNames {
  /// What a `ref` can find in one project.
  struct Entry {
    var id: AssetID
    /// The table's name in the warehouse.
    var identifier: String
    var schema: String?
    var database: String?
  }

  private var nodes: [String: [String: Entry]] = [:]
  private var versions: [String: [String: [String: Entry]]] = [:]
  private var anywhere: [String: [Entry]] = [:]
  private var sources: [String: [String: Entry]] = [:]
  private var anySource: [String: [Entry]] = [:]

  /// Adds a model, seed or snapshot; the newest version of a model is also added without version.
  mutating func add(node name: String, project: String, version: String? = nil, _ entry: Entry) {
    if let version {
      versions[project, default: [:]][name, default: [:]][version] = entry
    } else {
      nodes[project, default: [:]][name] = entry
      anywhere[name, default: []].append(entry)
    }
  }

  /// Adds a source table.
  mutating func add(source: String, table: String, project: String, _ entry: Entry) {
    let key = source + "\u{0}" + table
    sources[project, default: [:]][key] = entry
    anySource[key, default: []].append(entry)
  }

  /// The model, seed or snapshot of a `ref` written in a project.
  func node(_ name: String, package: String? = nil, version: String? = nil, from project: String) -> Entry? {
    let home = package ?? project
    if let version, let found = versions[home]?[name]?[version] { return found }
    if let found = nodes[home]?[name] { return found }
    if package == nil, let found = anywhere[name], let first = found.first { return first }
    return nil
  }

  /// The source table of a `source` written in a project.
  func source(_ source: String, _ table: String, from project: String) -> Entry? {
    let key = source + "\u{0}" + table
    return sources[project]?[key] ?? anySource[key]?.first
  }
}
