import Domain

/// The registry's assets in an order in which parents come before children.
struct AssetGraph {
  /// All assets by id.
  let assets: [AssetID: Asset]
  /// Every asset after its parents; within that, by id. Cycles are cut where they are met.
  let order: [Asset]

  /// Orders a registry's assets.
  init(_ list: [Asset]) {
    assets = Dictionary(list.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var ordered: [Asset] = []
    var entered: Set<AssetID> = []
    for start in list {
      guard entered.insert(start.id).inserted else { continue }
      var stack: [(asset: Asset, next: Int)] = [(start, 0)]
      while let (asset, next) = stack.last {
        guard next < asset.parents.count else {
          ordered.append(asset)
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        if let parent = assets[asset.parents[next]], entered.insert(parent.id).inserted {
          stack.append((parent, 0))
        }
      }
    }
    order = ordered
  }
}
