import Domain

/// Takes the worst of what happens to each asset and keeps the rest as masked.
struct EffectSelection {
  /// The graph that the impacts are about.
  let graph: AssetGraph

  /// One effect per asset from everything that was found.
  func select(losses: [ChangeImpact], values: [ChangeImpact]) -> ImpactResult {
    let all = losses + values
    let byAsset = Dictionary(grouping: all, by: \.asset)
    var effects: [AssetEffect] = []
    var roots: [AssetID: AssetID] = [:]
    for asset in graph.order {
      guard let impacts = byAsset[asset.id], let effect = worst(of: impacts, on: asset) else { continue }
      effects.append(effect)
      roots[asset.id] = effect.effect == .broken ? asset.id : effect.path.first { brokenModel($0, roots) }
    }
    for index in effects.indices { effects[index].root = roots[effects[index].asset] }
    effects.sort { left, right in
      (left.effect, kindRank(left.kind), left.asset) < (right.effect, kindRank(right.kind), right.asset)
    }
    return ImpactResult(impacts: merged(all), effects: effects, heals: heals(effects))
  }

  /// Whether an asset on the path is the broken query that everything below hangs on.
  private func brokenModel(_ id: AssetID, _ roots: [AssetID: AssetID]) -> Bool {
    roots[id] == id && graph.assets[id]?.kind != .source
  }

  private func worst(of impacts: [ChangeImpact], on asset: Asset) -> AssetEffect? {
    let certain = impacts.filter(\.isCertain)
    guard let worst = (certain.isEmpty ? impacts : certain).map(\.effect).min(), worst != .unaffected else {
      return nil
    }
    let worstOfAll = min(worst, impacts.map(\.effect).min() ?? worst)
    let causes = impacts.filter { $0.effect == worstOfAll }
    let path = causes.map(\.path).min { ($0.count, $0) < ($1.count, $1) } ?? [asset.id]
    return AssetEffect(
      asset: asset.id, kind: asset.kind, effect: worstOfAll, isCertain: causes.contains(where: \.isCertain),
      isReviewOnly: causes.allSatisfy(\.isReviewOnly), masked: masked(impacts, behind: worstOfAll),
      changes: Array(Set(causes.map(\.change))).sorted(), path: path, root: nil, owners: asset.owners,
      url: asset.url,
      evidence: causes.flatMap(\.evidence).unique.sortedByPlace())
  }

  private func masked(_ impacts: [ChangeImpact], behind worst: EffectKind) -> [MaskedEffect] {
    var grouped: [String: MaskedEffect] = [:]
    for impact in impacts where impact.effect > worst && impact.effect != .unaffected {
      let key = impact.effect.rawValue + impact.change.display
      if var known = grouped[key] {
        known.evidence = (known.evidence + impact.evidence).unique
        grouped[key] = known
      } else {
        grouped[key] = MaskedEffect(effect: impact.effect, change: impact.change, evidence: impact.evidence)
      }
    }
    return grouped.values.map { effect in
      var sorted = effect
      sorted.evidence = sorted.evidence.sortedByPlace()
      return sorted
    }.sorted { ($0.effect, $0.change) < ($1.effect, $1.change) }
  }

  /// One impact per change, asset and effect, with all evidence; sorted.
  private func merged(_ impacts: [ChangeImpact]) -> [ChangeImpact] {
    struct Key: Hashable {
      var change: ChangeID
      var asset: AssetID
      var effect: EffectKind
    }
    var found: [Key: ChangeImpact] = [:]
    for impact in impacts {
      let key = Key(change: impact.change, asset: impact.asset, effect: impact.effect)
      guard var known = found[key] else {
        found[key] = impact
        continue
      }
      known.isCertain = known.isCertain || impact.isCertain
      known.isReviewOnly = known.isReviewOnly && impact.isReviewOnly
      known.namesValue = known.namesValue || impact.namesValue
      known.evidence = (known.evidence + impact.evidence).unique
      if impact.path.count < known.path.count { known.path = impact.path }
      found[key] = known
    }
    return found.values.map { impact in
      var sorted = impact
      sorted.evidence = sorted.evidence.sortedByPlace()
      return sorted
    }.sorted { ($0.change, $0.asset, $0.effect) < ($1.change, $1.asset, $1.effect) }
  }

  /// For each broken root the models that would be built again if it were repaired.
  private func heals(_ effects: [AssetEffect]) -> [AssetID: Int] {
    var counts: [AssetID: Int] = [:]
    for effect in effects where [.model, .snapshot, .view].contains(effect.kind) && effect.effect <= .starved
    {
      if let root = effect.root { counts[root, default: 0] += 1 }
    }
    return counts
  }

  private func kindRank(_ kind: AssetKind) -> Int {
    AssetKind.allCases.firstIndex(of: kind) ?? AssetKind.allCases.count
  }
}

extension Array where Element == Evidence {
  /// By place, then text; evidence without a place comes last.
  fileprivate func sortedByPlace() -> [Evidence] {
    sorted { left, right in
      switch (left.location, right.location) {
      case (let first?, let second?): (first, left.text) < (second, right.text)
      case (_?, nil): true
      case (nil, _?): false
      case (nil, nil): left.text < right.text
      }
    }
  }
}

private func < (left: ([AssetID]), right: ([AssetID])) -> Bool {
  left.lexicographicallyPrecedes(right)
}

private func < (left: (Int, [AssetID]), right: (Int, [AssetID])) -> Bool {
  left.0 == right.0 ? left.1.lexicographicallyPrecedes(right.1) : left.0 < right.0
}
