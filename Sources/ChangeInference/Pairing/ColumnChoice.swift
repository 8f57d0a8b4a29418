import Domain

/// Pairs, splits and merges weighed together, such that the whole is best.
struct ColumnChoice: Sendable {
  private(set) var pairs: [ColumnCandidate] = []
  private(set) var groups: [ColumnGroup] = []

  /// Chooses among candidates and groups; a group is taken when the whole gets better by it.
  static func choose(_ candidates: [ColumnCandidate], _ groups: [ColumnGroup]) -> ColumnChoice {
    var choice = ColumnChoice()
    let weighed = candidates.map { Weighed(candidate: $0, weight: $0.weight) }.filter { $0.weight > 0 }
    var open = weighed
    var best = choose(open)
    let ordered = groups.enumerated().sorted { left, right in
      left.element.weight != right.element.weight
        ? left.element.weight > right.element.weight : left.offset < right.offset
    }
    for (_, group) in ordered {
      guard var reduced = choice.without(taken: group) else { continue }
      reduced.members.removeAll { $0.weight <= 0 }
      let bases = Set(reduced.baseIDs)
      let heads = Set(reduced.headIDs)
      let rest = open.filter {
        !bases.contains($0.candidate.base.id) && !heads.contains($0.candidate.head.id)
      }
      let without = choose(rest)
      guard reduced.weight + total(without) > total(best) + 0.001 || reduced.isMoved else { continue }
      choice.groups.append(reduced)
      open = rest
      best = without
    }
    choice.pairs = best.map(\.candidate)
    return choice
  }

  /// Whether the column at head went to another one that suits it better.
  func isBetterElsewhere(_ rival: ColumnCandidate) -> Bool {
    if groups.contains(where: { $0.headIDs.contains(rival.head.id) }) { return true }
    return pairs.contains { $0.head.id == rival.head.id && $0.weight > rival.weight + 0.05 }
  }

  private struct Weighed {
    let candidate: ColumnCandidate
    let weight: Double
  }

  private static func total(_ pairs: [Weighed]) -> Double { pairs.reduce(0) { $0 + $1.weight } }

  /// The group without columns that an earlier one took; nil when fewer than two are left.
  private func without(taken group: ColumnGroup) -> ColumnGroup? {
    let bases = Set(groups.flatMap(\.baseIDs))
    let heads = Set(groups.flatMap(\.headIDs))
    switch group.direction {
    case .split:
      if bases.contains(group.whole.id) { return nil }
      var copy = group
      copy.members.removeAll { heads.contains($0.column.id) }
      return copy.members.count > 1 ? copy : nil
    case .merge:
      if heads.contains(group.whole.id) { return nil }
      var copy = group
      copy.members.removeAll { bases.contains($0.column.id) }
      return copy.members.count == group.members.count || copy.members.count > 1 ? copy : nil
    }
  }

  /// The best pairs, each table by itself as far as they do not hang together.
  private static func choose(_ open: [Weighed]) -> [Weighed] {
    var rows: [ObjectID: Int] = [:]
    var columns: [ObjectID: Int] = [:]
    var byPlace: [BestAssignment.Pair: Weighed] = [:]
    var pairs: [BestAssignment.Pair] = []
    for weighed in open {
      let row = place(weighed.candidate.base.id, in: &rows)
      let column = place(weighed.candidate.head.id, in: &columns)
      let pair = BestAssignment.Pair(row: row, column: column, weight: weighed.weight)
      byPlace[pair] = weighed
      pairs.append(pair)
    }
    return BestAssignment.choose(pairs).compactMap { byPlace[$0] }
  }

  private static func place(_ id: ObjectID, in places: inout [ObjectID: Int]) -> Int {
    if let known = places[id] { return known }
    let new = places.count
    places[id] = new
    return new
  }
}
