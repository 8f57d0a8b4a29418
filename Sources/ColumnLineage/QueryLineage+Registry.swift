package import Domain

/// What the queries of a registry do with the columns of their inputs, in an order in which inputs come first.
///
/// Columns of an input: those given in `sourceColumns`, a seed's header, the outputs of its own query, else what is
/// declared, as an incomplete list. With `only`, no more queries are read than these and what they stand on; a
/// query that stands on itself is read once, without its own columns.
package func lineages(
  of registry: Registry, sourceColumns: [AssetID: KnownColumns], only: Set<AssetID>? = nil
) -> [AssetID: QueryLineage] {
  var walk = RegistryWalk(registry, sourceColumns)
  for asset in registry.assets where only?.contains(asset.id) ?? true { walk.read(asset.id) }
  guard let only else { return walk.lineages }
  return walk.lineages.filter { only.contains($0.key) }
}

/// Reads queries after those that they stand on.
private struct RegistryWalk {
  private let assets: [AssetID: Asset]
  private var columns: [AssetID: KnownColumns]
  private var visited: Set<AssetID> = []
  private(set) var lineages: [AssetID: QueryLineage] = [:]

  init(_ registry: Registry, _ sourceColumns: [AssetID: KnownColumns]) {
    assets = Dictionary(registry.assets.map { ($0.id, $0) }) { first, _ in first }
    columns = sourceColumns
  }

  /// Reads a query and, before it, all that it stands on.
  mutating func read(_ id: AssetID) {
    var waiting: [(id: AssetID, isReady: Bool)] = [(id, false)]
    while let next = waiting.popLast() {
      guard let asset = assets[next.id] else { continue }
      if next.isReady {
        finish(asset)
      } else if visited.insert(next.id).inserted {
        waiting.append((next.id, true))
        for input in Set(asset.query?.relations.values.map { $0 } ?? []).sorted(by: >)
        where !visited.contains(input) { waiting.append((input, false)) }
      }
    }
  }

  private mutating func finish(_ asset: Asset) {
    if let query = asset.query {
      let known = columns
      lineages[asset.id] = lineage(of: query) { known[$0] }
    }
    if columns[asset.id] == nil { columns[asset.id] = knownColumns(of: asset) }
  }

  private func knownColumns(of asset: Asset) -> KnownColumns? {
    if !asset.seedColumns.isEmpty {
      return KnownColumns(names: asset.seedColumns.map { $0.name.folded }, isComplete: true)
    }
    let declared = asset.columns.map { $0.name.folded }
    guard let lineage = lineages[asset.id] else {
      return declared.isEmpty ? nil : KnownColumns(names: declared, isComplete: false)
    }
    var names = lineage.outputs.map(\.name)
    let isComplete = lineage.hasAllOutputs && !asset.isOpaque
    if asset.isContractEnforced, !isComplete, !declared.isEmpty {
      return KnownColumns(names: declared, isComplete: true)
    }
    if asset.kind == .snapshot { names += Self.snapshotColumns }
    if !isComplete {
      let listed = Set(names)
      names += declared.filter { !listed.contains($0) }
    }
    return KnownColumns(names: names, isComplete: isComplete)
  }

  /// Columns that dbt adds to snapshots (docs.getdbt.com, "Snapshot meta-fields").
  private static let snapshotColumns = [
    "dbt_valid_from", "dbt_valid_to", "dbt_scd_id", "dbt_updated_at", "dbt_is_deleted",
  ]
}
