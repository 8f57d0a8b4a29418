import Domain

/// Which asset a relation means that a query names itself.
struct PhysicalNames {
  private var sources: [String: [Asset]] = [:]
  private var nodes: [String: [Asset]] = [:]

  /// Names of the declared sources, models, seeds and snapshots among some assets, which come sorted.
  init(_ assets: [Asset]) {
    for asset in assets {
      switch asset.kind {
      case .source:
        if let relation = asset.relation {
          sources[relation.identifier.lowercased(), default: []].append(asset)
        }
      case .model, .seed, .snapshot:
        if let relation = asset.relation {
          nodes[relation.identifier.lowercased(), default: []].append(asset)
        }
      case .column, .test, .unitTest, .exposure, .metric, .contract, .template, .view, .query: continue
      }
    }
  }

  /// The declared asset of a relation; nil for one that nothing declares.
  ///
  /// A bare name is what dbt builds, else the source of that table; behind a schema stands what is declared for it.
  func asset(of name: RelationName, in reader: AssetID) -> AssetID? {
    let key = name.identifier.lowercased()
    let built = (nodes[key] ?? []).filter { $0.id != reader }
    let declared = sources[key] ?? []
    guard let schema = name.schema?.lowercased() else { return built.first?.id ?? declared.first?.id }
    let fitting = declared.first { source in
      let own = source.relation?.schema ?? source.sourceName
      return own.map { $0.lowercased() == schema } ?? true
    }
    if let fitting { return fitting.id }
    return built.first { $0.relation?.schema?.lowercased() == schema }?.id
  }
}
