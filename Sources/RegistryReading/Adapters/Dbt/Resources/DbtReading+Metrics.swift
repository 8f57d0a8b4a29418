import Documents
import Domain

/// Semantic models, metrics and saved queries.
extension DbtReading {
  /// Reads `semantic_models:`, `metrics:` and `saved_queries:`.
  func readMetrics() {
    let measures = readSemanticModels()
    for entry in entries[.metrics] ?? [] { readMetric(entry, measures) }
    for entry in entries[.savedQueries] ?? [] {
      let project = layout.projects[entry.project].name
      let id = AssetID("saved_query.\(project).\(entry.name)")
      var asset = Asset(
        id: id, kind: .query, name: entry.name,
        location: SourceLocation(repository: .registry, file: entry.file, position: entry.node.position))
      let metrics = entry.node["query_params"]?["metrics"]?.strings ?? entry.node["metrics"]?.strings ?? []
      asset.parents = metrics.map { AssetID("metric.\(project).\($0)") }
      assets[id] = asset
    }
  }

  /// Measure name -> its semantic model, by project.
  private func readSemanticModels() -> [String: [String: AssetID]] {
    var measures: [String: [String: AssetID]] = [:]
    for entry in entries[.semanticModels] ?? [] {
      let project = layout.projects[entry.project].name
      let values = values(entry.project, file: entry.file)
      var config = folderConfig(
        ["semantic-models"], project: entry.project, path: entry.folders + [entry.name])
      add(entry.node, values, flat: ["meta"], to: &config)
      guard config.isEnabled else { continue }
      let id = AssetID("semantic_model.\(project).\(entry.name)")
      var asset = Asset(
        id: id, kind: .metric, name: entry.name, location: values.location(entry.node))
      let parent = entry.node["model"]?.string.map { references(in: $0, project: entry.project) }?.first
      if let parent {
        asset.parents = [parent]
        for key in ["entities", "dimensions", "measures"] {
          for item in entry.node[key]?.items ?? [] { add(item, key, parent, values, &asset) }
        }
      }
      for measure in entry.node["measures"]?.items ?? [] {
        if let name = measure["name"]?.string { measures[project, default: [:]][name] = id }
      }
      asset.owners = DbtOwners.owners(in: config)
      assets[id] = asset
    }
    return measures
  }

  /// The column of an entity, dimension or measure: its `expr`, else its name.
  private func add(
    _ item: DocumentNode, _ key: String, _ parent: AssetID, _ values: DbtValues, _ asset: inout Asset
  ) {
    guard let text = item["expr"]?.string ?? item["name"]?.string else { return }
    let location = values.location(item["expr"] ?? item)
    for use in DbtDeclaredSQL.uses(text) {
      asset.uses.append(
        DeclaredUse(
          asset: parent, column: use.column, role: .metric, values: use.values, location: location))
    }
  }

  private func readMetric(_ entry: DbtEntry, _ measures: [String: [String: AssetID]]) {
    let project = layout.projects[entry.project].name
    let values = values(entry.project, file: entry.file)
    var config = folderConfig(["metrics"], project: entry.project, path: entry.folders + [entry.name])
    add(entry.node, values, flat: ["meta"], to: &config)
    guard config.isEnabled else { return }
    let id = AssetID("metric.\(project).\(entry.name)")
    var asset = Asset(
      id: id, kind: .metric, name: entry.node["label"]?.string ?? entry.name,
      location: values.location(entry.node))
    asset.owners = DbtOwners.owners(in: config)
    let parameters = entry.node["type_params"]
    for key in ["measure", "numerator", "denominator", "conversion_measure", "base_measure"] {
      for name in Self.names(parameters?[key]) + Self.names(entry.node[key]) {
        asset.parents.append(measures[project]?[name] ?? AssetID("metric.\(project).\(name)"))
      }
    }
    for key in ["metrics", "input_metrics"] {
      for item in parameters?[key]?.items ?? entry.node[key]?.items ?? [] {
        for name in Self.names(item) { asset.parents.append(AssetID("metric.\(project).\(name)")) }
      }
    }
    addOldForm(entry, values, &asset)
    assets[id] = asset
  }

  private static func names(_ node: DocumentNode?) -> [String] {
    (node?.string ?? node?["name"]?.string).map { [$0] } ?? []
  }

  /// Metrics before dbt 1.6: `model`, `expression`, `timestamp`, `dimensions`, `filters`.
  private func addOldForm(_ entry: DbtEntry, _ values: DbtValues, _ asset: inout Asset) {
    guard let model = entry.node["model"]?.string,
      let parent = references(in: model, project: entry.project).first
    else { return }
    asset.parents.append(parent)
    var texts = [entry.node["expression"] ?? entry.node["sql"], entry.node["timestamp"]].compactMap { $0 }
    texts += entry.node["dimensions"]?.items ?? []
    for node in texts {
      guard let text = node.string, text != "*" else { continue }
      for use in DbtDeclaredSQL.uses(text) {
        asset.uses.append(
          DeclaredUse(
            asset: parent, column: use.column, role: .metric, values: use.values,
            location: values.location(node)))
      }
    }
    for filter in entry.node["filters"]?.items ?? [] {
      guard let field = filter["field"]?.string else { continue }
      let value = filter["value"]?.string.map { DbtDeclaredSQL.uses("x = " + $0).first?.values ?? [] } ?? []
      asset.uses.append(
        DeclaredUse(
          asset: parent, column: field, role: .metric, values: value, location: values.location(filter)))
    }
  }
}
