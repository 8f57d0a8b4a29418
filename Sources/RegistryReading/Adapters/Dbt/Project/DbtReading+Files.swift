import Documents
import Domain

/// Project files, macros and YAML files.
extension DbtReading {
  /// Finds the projects and sorts all files to them.
  func readProjects() {
    var found: [DbtProject] = []
    var documentsByPath: [(root: String, node: DocumentNode)] = []
    for entry in tree.entries where entry.path.hasSuffix("dbt_project.yml") {
      let path = entry.path.display
      guard entry.path.lastComponent == "dbt_project.yml", !DbtLayout.isIgnored(path) else { continue }
      let root = entry.path.parent.display
      let isPackage = Self.packageDepth(root) > 0
      if isPackage, Self.packageDepth(root) > 1 || Self.isInsidePackage(root) { continue }
      guard let bytes = bytes(entry, path) else { continue }
      let node = documents(bytes, path).first ?? .empty
      found.append(DbtProject(node, root: root, file: path, isPackage: isPackage))
      if !isPackage { documentsByPath.append((root, node)) }
    }
    layout = DbtLayout(tree, projects: found)
    let types = adapterTypes(found)
    renderer.dialect = options.dialect ?? types.first ?? "ansi"
    renderer.shared.adapter = types.count == 1 ? types.first : nil
    readVariables()
  }

  /// How many `dbt_packages` folders stand in a path.
  private static func packageDepth(_ root: String) -> Int {
    root.split(separator: "/").filter { $0 == "dbt_packages" || $0 == "dbt_modules" }.count
  }

  /// Whether a project lies deeper than directly in `dbt_packages` (a package's own integration tests).
  private static func isInsidePackage(_ root: String) -> Bool {
    let parts = root.split(separator: "/")
    guard let place = parts.lastIndex(where: { $0 == "dbt_packages" || $0 == "dbt_modules" }) else {
      return false
    }
    return parts.count > place + 2
  }

  /// The types of the targets in the `profiles.yml` beside each project, the most frequent first.
  ///
  /// A laptop target beside a production one is common: `target.type` is only known where all targets agree.
  private func adapterTypes(_ projects: [DbtProject]) -> [String] {
    var counts: [String: Int] = [:]
    for project in projects where !project.isPackage {
      let path = project.root.isEmpty ? "profiles.yml" : project.root + "/profiles.yml"
      guard let entry = tree.entry(at: TreePath(path)), let bytes = bytes(entry, path) else { continue }
      let node = documents(bytes, path).first ?? .empty
      let profile = project.node["profile"]?.string.flatMap { node[$0] } ?? node.entries.first?.value
      for output in profile?["outputs"]?.entries ?? [] {
        if let type = output.value["type"]?.string { counts[type, default: 0] += 1 }
      }
    }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  private func readVariables() {
    let names = Set(layout.projects.map(\.name))
    // Root projects first: their values win over a package's own.
    let ordered = layout.projects.indices.sorted {
      !layout.projects[$0].isPackage && layout.projects[$1].isPackage
    }
    for index in ordered {
      let project = layout.projects[index]
      guard let vars = project.node["vars"]?.mapping else { continue }
      let raw = vars.compactMap { entry in entry.name.map { ($0, Self.plain(entry.value, 0)) } }
      renderer.shared.variables.add(
        raw.map { (name: $0.0, value: $0.1) }, projects: names, of: project.name,
        isPackage: project.isPackage)
    }
  }

  /// A YAML value whose texts stay as they are.
  static func plain(_ node: DocumentNode, _ level: Int) -> JinjaValue {
    guard level < 30 else { return .none }
    switch node.content {
    case .scalar(let scalar):
      switch scalar.value {
      case .null: return .none
      case .bool(let value): return .bool(value)
      case .int(let value): return .int(value)
      case .float(let value): return .float(value)
      case .string: return .string(scalar.text)
      }
    case .sequence(let items): return .list(of: items.map { plain($0, level + 1) })
    case .mapping(let mapping):
      return .dict(
        JinjaDict(mapping.compactMap { entry in entry.name.map { ($0, plain(entry.value, level + 1)) } }))
    }
  }

  /// Takes all macro files into the library.
  func readMacros() {
    for file in layout.files where file.kind == .macro {
      if let bytes = bytes(file.entry, file.path) {
        renderer.shared.macros.add(bytes, project: layout.projects[file.project].name)
      }
    }
  }

  /// Reads all YAML files and sorts their entries by top-level key.
  func readProperties() {
    for file in layout.files where file.kind == .properties {
      guard let bytes = bytes(file.entry, file.path), Self.mayHoldEntries(bytes) else { continue }
      let isLoose = layout.projects[file.project].isLoose
      if isLoose, !Self.startsLine("sources:", in: bytes), layout.projects.count > 1 { continue }
      for document in documents(bytes, file.path) { sort(document, file, isLoose: isLoose) }
    }
  }

  private func sort(_ document: DocumentNode, _ file: DbtLayout.File, isLoose: Bool) {
    for kind in DbtEntryKind.allCases {
      for item in document[kind.rawValue]?.items ?? [] {
        guard item["name"]?.string != nil else { continue }
        entries[kind, default: []].append(
          DbtEntry(node: item, file: file.path, folders: file.folders, project: file.project))
      }
    }
  }

  /// Whether any line starts with one of dbt's keys: everything else need not be parsed.
  private static func mayHoldEntries(_ bytes: [UInt8]) -> Bool {
    DbtEntryKind.allCases.contains { startsLine($0.rawValue + ":", in: bytes) }
      || bytes.first == UInt8(ascii: "{")
  }

  private static func startsLine(_ word: String, in bytes: [UInt8]) -> Bool {
    let part = Array(word.utf8)
    var start = 0
    while let found = ByteSearch.first(of: part, in: bytes, from: start) {
      if found == 0 || bytes[found - 1] == UInt8(ascii: "\n") || bytes[found - 1] == UInt8(ascii: "\"")
        || found == 3
      {
        return true
      }
      start = found + 1
    }
    return false
  }

  /// The merged folder configuration of a resource: a package's own, then that of the root projects.
  func folderConfig(_ keys: [String], project index: Int, path: [String]) -> DbtConfig {
    var config = DbtConfig()
    let project = layout.projects[index]
    var layers = [index]
    if project.isPackage {
      layers += layout.projects.indices.filter {
        !layout.projects[$0].isPackage && !layout.projects[$0].isLoose
      }
    }
    for layer in layers {
      let owner = layout.projects[layer]
      let values = DbtValues(shared: renderer.shared, project: owner.name, file: owner.file)
      for key in keys {
        DbtFolderConfig.apply(
          owner.node[key], path: [project.name] + path, to: &config, value: values.setting)
      }
    }
    return config
  }

  /// Adds the configuration of a YAML entry: flat keys of the first generation, then `config`.
  func add(_ node: DocumentNode?, _ values: DbtValues, flat: [String], to config: inout DbtConfig) {
    guard let node else { return }
    for key in flat {
      if let value = node[key], !value.isNull { config.set(key, values.setting(value)) }
    }
    for entry in node["config"]?.entries ?? [] {
      if let name = entry.name { config.set(name, values.setting(entry.value)) }
    }
  }

  /// Reads `groups:`.
  func readGroups() {
    for entry in entries[.groups] ?? [] {
      guard let owner = entry.node["owner"] ?? entry.node["config"]?["owner"] else { continue }
      groups[layout.projects[entry.project].name, default: [:]][entry.name] = DbtOwners.owner(owner)
    }
  }
}
