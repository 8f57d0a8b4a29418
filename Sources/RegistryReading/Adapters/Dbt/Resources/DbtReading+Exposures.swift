import Documents
import Domain

/// Exposures: dashboards and other ends of the graph.
extension DbtReading {
  /// Reads `exposures:`.
  func readExposures() {
    for entry in entries[.exposures] ?? [] {
      let project = layout.projects[entry.project].name
      let values = values(entry.project, file: entry.file)
      var config = folderConfig(["exposures"], project: entry.project, path: entry.folders + [entry.name])
      add(entry.node, values, flat: ["meta", "enabled"], to: &config)
      guard config.isEnabled else { continue }
      let id = AssetID("exposure.\(project).\(entry.name)")
      var asset = Asset(
        id: id, kind: .exposure, name: values.text(entry.node["label"]) ?? entry.name,
        location: values.location(entry.node))
      asset.url = values.text(entry.node["url"])
      if let owner = entry.node["owner"].flatMap(DbtOwners.owner) { asset.owners.append(owner) }
      asset.owners += DbtOwners.owners(in: config)
      for item in entry.node["depends_on"]?.items ?? [] {
        guard let text = item.string else { continue }
        let parents = targets(of: text, project: entry.project)
        asset.parents += parents
        if parents.isEmpty {
          note(
            "dbt-unknown-reference", "\"\(text)\" names nothing in the registry", file: entry.file,
            position: item.position)
        }
      }
      asset.uses = referencedColumns(config, asset.parents, entry)
      assets[id] = asset
    }
  }

  /// What `ref('x')`, `source('a', 'b')` or `metric('m')` stands for.
  func targets(of text: String, project: Int) -> [AssetID] {
    literalReferences(text).compactMap { reference in
      if reference.function == "metric" {
        return AssetID("metric.\(layout.projects[project].name).\(reference.arguments.last ?? "")")
      }
      return renderer.shared.names.resolve(reference, from: layout.projects[project].name)
    }
  }

  /// Elementary's `meta.referenced_columns`: `[{column_name, node}]`.
  private func referencedColumns(_ config: DbtConfig, _ parents: [AssetID], _ entry: DbtEntry)
    -> [DeclaredUse]
  {
    guard let location = config["meta"]?.location, let items = config.meta("referenced_columns")?.items else {
      return []
    }
    var uses: [DeclaredUse] = []
    for item in items.prefix(2_000) {
      var column = item.text
      var assets = parents
      if case .dict(let dict) = item {
        column = dict["column_name"]?.text ?? dict["name"]?.text
        if let node = dict["node"] {
          if case .relation(let relation) = node, let asset = relation.asset { assets = [asset] }
          if let text = node.text {
            let named = targets(of: text, project: entry.project)
            assets =
              named.isEmpty
              ? parents.filter { $0.text == text || $0.text.hasSuffix("." + text) } : named
          }
        }
      }
      guard let column else { continue }
      for asset in assets {
        uses.append(DeclaredUse(asset: asset, column: column, role: .exposure, location: location))
      }
    }
    return uses
  }
}
