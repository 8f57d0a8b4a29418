import Domain

extension ValuePropagation {
  /// Models between a seed and the join that reads it.
  private static let depthLimit = 8

  /// Rows of a seed that a changed column is joined with, and that have the old value as their key.
  mutating func judgeSeeds(of asset: Asset, in query: QueryLineage, into state: inout State) {
    for equality in query.equalities {
      for (column, other) in [(equality.left, equality.right), (equality.right, equality.left)] {
        guard let taints = states[column.asset]?.columns[column.column],
          let (seed, keys) = seedColumn(other)
        else { continue }
        for taint in taints {
          let lost = SeedKeys(keys.values, ignoresCase: equality.ignoresCase).lost(by: taint.value)
          guard let first = lost.values.first else { continue }
          let text =
            "seed \"\(seed.name)\" has \"\(first)\" in \"\(keys.name)\", joined with \"\(column.column)\""
          note(
            asset, .wrongValue, taint, Evidence(.use, text, location: keys.location),
            isCertain: lost.isCertain)
          if equality.clause.decidesRows { state.rows.append(derived(taint, .wrongValue, by: asset)) }
        }
      }
    }
  }

  /// The seed's column that a column is, as it is or handed on by models.
  private func seedColumn(_ column: InputColumn) -> (seed: Asset, keys: SeedColumn)? {
    var column = column
    for _ in 0..<Self.depthLimit {
      guard let asset = graph.assets[column.asset] else { return nil }
      if asset.kind == .seed {
        return asset.seedColumns.first { $0.name.lowercased() == column.column }.map { (asset, $0) }
      }
      guard let output = lineage[asset.id]?.outputs.first(where: { $0.name == column.column }),
        output.passesOn.count == 1, let next = output.passesOn.first
      else { return nil }
      column = next
    }
    return nil
  }
}

/// The keys of a mapping seed.
private struct SeedKeys {
  private let values: [String]
  private let known: Set<String>
  private let ignoresCase: Bool

  init(_ values: [String], ignoresCase: Bool) {
    self.values = values
    self.ignoresCase = ignoresCase
    known = Set(ignoresCase ? values.map { $0.lowercased() } : values)
  }

  private func has(_ value: String) -> Bool { known.contains(ignoresCase ? value.lowercased() : value) }

  /// Keys whose rows have become others that the seed has no row for; a seed with both is prepared.
  func lost(by change: ValueChange) -> (values: [String], isCertain: Bool) {
    switch change {
    case .replaced(let replaced):
      let pairs = replaced.pairs.filter { pair in
        guard let from = pair.from, let to = pair.to else { return false }
        return has(from) && !has(to)
      }
      return (Set(pairs.compactMap(\.from)).sorted(), pairs.allSatisfy(\.isCertain))
    case .rewrittenTo(.only(let left)):
      let isPrepared = left.allSatisfy(has)
      return (isPrepared ? [] : values.filter { !left.contains($0) }, true)
    case .rewrittenTo(.uppercase): return (values.filter { !has($0.uppercased()) }, true)
    case .rewrittenTo(.lowercase): return (values.filter { !has($0.lowercased()) }, true)
    case .rewritten: return (values, false)
    case .added, .rescaled, .otherColumn, .retyped, .mayBeNull, .null, .rowsGone, .keyLoosened,
      .refersElsewhere, .collated, .derived:
      return ([], true)
    }
  }
}
