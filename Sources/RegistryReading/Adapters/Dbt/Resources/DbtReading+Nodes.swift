import Documents
import Domain

/// Models, seeds and snapshots: which there are, under which names.
extension DbtReading {
  /// YAML entries of a kind by project and name; the first of a name counts.
  func patches(_ kind: DbtEntryKind) -> [Int: [String: DbtEntry]] {
    var result: [Int: [String: DbtEntry]] = [:]
    for entry in entries[kind] ?? [] where result[entry.project]?[entry.name] == nil {
      result[entry.project, default: [:]][entry.name] = entry
    }
    return result
  }

  /// A versioned model's file: which model and version it holds.
  private struct VersionedFile {
    var entry: DbtEntry
    var version: DocumentNode
    var number: String
  }

  /// Lists everything that a `ref` can find.
  func declareNodes() {
    let models = patches(.models)
    let versioned = versionedFiles()
    let seeds = patches(.seeds)
    let snapshots = patches(.snapshots)
    var blocks: Set<String> = []
    for file in layout.files {
      switch file.kind {
      case .model, .pythonModel:
        // Other modules may lie beside Python models.
        if file.kind == .pythonModel, !contains(["def model"], file) { continue }
        if layout.needsReferences, !isLooseQuery(file) { continue }
        if let found = versioned[file.project]?[file.stem] {
          declare(
            .model, name: found.entry.name, version: found.number, file, patch: found.entry,
            versionPatch: found.version)
        } else {
          declare(.model, name: file.stem, version: nil, file, patch: models[file.project]?[file.stem])
        }
      case .seed: declare(.seed, name: file.stem, version: nil, file, patch: seeds[file.project]?[file.stem])
      case .snapshot:
        guard let bytes = bytes(file.entry, file.path) else { continue }
        let template = JinjaParser.template(of: bytes)
        for block in template.snapshots {
          let patch = snapshots[file.project]?[block.name]
          blocks.insert(block.name)
          if let id = declare(.snapshot, name: block.name, version: nil, file, patch: patch) {
            snapshotBlocks[id] = (template, block)
          }
        }
      case .singularTest, .macro, .properties, .fixture: continue
      }
    }
    declareSnapshotEntries(except: blocks)
  }

  /// Snapshots that are written in YAML only: they have a `relation`.
  private func declareSnapshotEntries(except blocks: Set<String>) {
    let wanted = (entries[.snapshots] ?? []).filter {
      $0.node["relation"] != nil && !blocks.contains($0.name)
    }
    guard !wanted.isEmpty else { return }
    let files = Dictionary(
      layout.files.filter { $0.kind == .properties }.map { ($0.path, $0) }, uniquingKeysWith: { $1 })
    for entry in wanted {
      guard let file = files[entry.file] else { continue }
      declare(.snapshot, name: entry.name, version: nil, file, patch: entry)
    }
  }

  private func versionedFiles() -> [Int: [String: VersionedFile]] {
    var result: [Int: [String: VersionedFile]] = [:]
    for entry in entries[.models] ?? [] {
      for version in entry.node["versions"]?.items ?? [] {
        guard let number = version["v"]?.string else { continue }
        let found = VersionedFile(entry: entry, version: version, number: number)
        let stems =
          version["defined_in"]?.string.map { [$0] } ?? [
            entry.name + "_v" + number, entry.name + ".v" + number,
          ]
        for stem in stems { result[entry.project, default: [:]][stem] = found }
      }
    }
    return result
  }

  /// Whether a file holds one of these words.
  private func contains(_ words: [String], _ file: DbtLayout.File) -> Bool {
    guard let bytes = bytes(file.entry, file.path) else { return false }
    return words.contains { ByteSearch.first(of: Array($0.utf8), in: bytes) != nil }
  }

  /// Whether a SQL file outside of any project is a query: it reads something, and is no migration.
  private func isLooseQuery(_ file: DbtLayout.File) -> Bool {
    guard let bytes = bytes(file.entry, file.path) else { return false }
    if ["ref(", "source("].contains(where: { ByteSearch.first(of: Array($0.utf8), in: bytes) != nil }) {
      return true
    }
    return entries.isEmpty && LooseQuery.isQuery(bytes)
  }

  @discardableResult
  private func declare(
    _ kind: AssetKind, name: String, version: String?, _ file: DbtLayout.File, patch: DbtEntry?,
    versionPatch: DocumentNode? = nil
  ) -> AssetID? {
    let key = kind == .model ? "models" : kind == .seed ? "seeds" : "snapshots"
    var config = folderConfig([key], project: file.project, path: file.folders + [name])
    if let patch {
      let values = values(patch.project, file: patch.file)
      let flat = ["meta", "group", "access"]
      add(patch.node, values, flat: flat, to: &config)
      add(versionPatch, values, flat: flat, to: &config)
    }
    let project = layout.projects[file.project].name
    let id = AssetID(
      "\(kind.rawValue).\(project).\(name)" + (version.map { ".v" + $0 } ?? ""))
    // `config(enabled=true)` in the query wins over a folder that is switched off.
    guard config.isEnabled || (file.kind == .model && contains(["enabled"], file)) else {
      disabled.insert(id)
      return nil
    }
    nodes.append(
      DbtNode(
        id: id, kind: kind, name: name, version: version, file: file, patch: patch,
        versionPatch: versionPatch,
        config: config, project: file.project))
    return id
  }

  /// Makes all names known, before any query is rendered.
  func indexNames() {
    for source in sources {
      let relation = relation(of: source)
      let entry = DbtNames.Entry(
        id: source.id, identifier: relation.identifier, schema: relation.schema, database: relation.database)
      let project = layout.projects[source.source.project].name
      renderer.shared.names.add(
        source: source.sourceName, table: source.tableName, project: project, entry)
    }
    for node in nodes {
      let relation = relation(of: node, node.config)
      let entry = DbtNames.Entry(
        id: node.id, identifier: relation.identifier, schema: relation.schema, database: relation.database)
      let project = layout.projects[node.project].name
      guard let version = node.version else {
        renderer.shared.names.add(node: node.name, project: project, entry)
        continue
      }
      renderer.shared.names.add(node: node.name, project: project, version: version, entry)
      if version == latestVersion(node.patch?.node) {
        renderer.shared.names.add(node: node.name, project: project, entry)
      }
    }
  }

  /// `latest_version`, else the highest one.
  private func latestVersion(_ patch: DocumentNode?) -> String? {
    if let latest = patch?["latest_version"]?.string { return latest }
    let versions = (patch?["versions"]?.items ?? []).compactMap { $0["v"]?.string }
    return versions.max { left, right in
      if let first = Double(left), let second = Double(right) { return first < second }
      return left < right
    }
  }

  /// The physical table of a node as its configuration says.
  func relation(of node: DbtNode, _ config: DbtConfig) -> RelationName {
    RelationName(
      database: config.text("database"), schema: config.text("schema"),
      identifier: config.text("alias") ?? (node.name + (node.version.map { "_v" + $0 } ?? "")))
  }
}
