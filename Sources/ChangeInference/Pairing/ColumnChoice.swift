import Domain

/// Pairs, splits and merges weighed together, such that the whole is best.
struct ColumnChoice: Sendable {
  private(set) var pairs: [ColumnCandidate] = []
  private(set) var groups: [ColumnGroup] = []
  /// What the chosen pair of a column at head weighs; a column in a group weighs more than any pair.
  private var weightOfHead: [ObjectID: Double] = [:]
  /// The same for columns that several tables share.
  private var weightOfSlot: [ColumnCandidate.Slot: Double] = [:]

  /// Chooses among candidates and groups; tables that nothing connects are weighed by themselves.
  static func choose(_ candidates: [ColumnCandidate], _ groups: [ColumnGroup]) -> ColumnChoice {
    var islands = ConnectedTables()
    for candidate in candidates { islands.connect(candidate.base.table, candidate.head.table) }
    for group in groups {
      for member in group.members { islands.connect(group.whole.table, member.column.table) }
    }
    var parts: [ObjectID: (pairs: [Weighed], groups: [ColumnGroup])] = [:]
    var order: [ObjectID] = []
    func note(_ island: ObjectID) {
      guard parts[island] == nil else { return }
      parts[island] = ([], [])
      order.append(island)
    }
    for candidate in candidates {
      let weight = candidate.weight
      let island = islands.root(of: candidate.base.table)
      note(island)
      if weight > 0 { parts[island]?.pairs.append(Weighed(candidate: candidate, weight: weight)) }
    }
    for group in groups {
      let island = islands.root(of: group.whole.table)
      note(island)
      parts[island]?.groups.append(group)
    }
    var choice = ColumnChoice()
    for island in order {
      if let part = parts[island] { choice.weigh(part.pairs, part.groups) }
    }
    return choice
  }

  /// Whether the column at head went to another one that it suits better.
  func isBetterElsewhere(_ rival: ColumnCandidate) -> Bool {
    max(weightOfHead[rival.head.id] ?? 0, weightOfSlot[rival.slot] ?? 0) > rival.weight + 0.05
  }

  private struct Weighed {
    let candidate: ColumnCandidate
    let weight: Double
  }

  /// Takes a group when the whole gets better by it, or when statements move the values so.
  private mutating func weigh(_ weighed: [Weighed], _ groups: [ColumnGroup]) {
    var open = weighed
    var best = Self.assignment(open)
    var taken: [ColumnGroup] = []
    let ordered = groups.enumerated().sorted { left, right in
      left.element.weight != right.element.weight
        ? left.element.weight > right.element.weight : left.offset < right.offset
    }
    for (_, group) in ordered {
      guard let reduced = Self.reduced(Self.uncontested(group, open), by: taken) else { continue }
      let bases = Set(reduced.baseIDs)
      let heads = Set(reduced.headIDs)
      let rest = open.filter {
        !bases.contains($0.candidate.base.id) && !heads.contains($0.candidate.head.id)
      }
      let without = Self.assignment(rest)
      guard reduced.isMoved || reduced.weight + Self.total(without) > Self.total(best) + 0.001 else {
        continue
      }
      taken.append(reduced)
      open = rest
      best = without
    }
    self.groups += taken
    pairs += best.map(\.candidate)
    for group in taken {
      for head in group.headIDs { weightOfHead[head] = .infinity }
    }
    for pair in best { weightOfSlot[pair.candidate.slot] = pair.weight }
  }

  private static func total(_ pairs: [Weighed]) -> Double { pairs.reduce(0) { $0 + $1.weight } }

  /// A group by names without members that suit another single column better.
  private static func uncontested(_ group: ColumnGroup, _ open: [Weighed]) -> ColumnGroup {
    guard !group.isMoved else { return group }
    var copy = group
    copy.members.removeAll { member in
      open.contains { rival in
        let (base, head) = (rival.candidate.base.id, rival.candidate.head.id)
        let (single, other) = group.direction == .split ? (head, base) : (base, head)
        return single == member.column.id && other != group.whole.id && rival.weight > member.weight
      }
    }
    return copy
  }

  /// The group without columns that an earlier one took; nil when it falls apart.
  private static func reduced(_ group: ColumnGroup, by taken: [ColumnGroup]) -> ColumnGroup? {
    let used = Set(taken.flatMap { group.direction == .split ? $0.headIDs : $0.baseIDs })
    let wholes = Set(taken.flatMap { group.direction == .split ? $0.baseIDs : $0.headIDs })
    if wholes.contains(group.whole.id) { return nil }
    var copy = group
    copy.members.removeAll { used.contains($0.column.id) }
    let isWhole = copy.members.count == group.members.count && group.isMoved
    return isWhole || copy.members.count > 1 ? copy : nil
  }

  private static func assignment(_ open: [Weighed]) -> [Weighed] {
    var rows: [ObjectID: Int] = [:]
    var columns: [ColumnCandidate.Slot: Int] = [:]
    var byPair: [BestAssignment.Pair: Weighed] = [:]
    var pairs: [BestAssignment.Pair] = []
    for weighed in open {
      let row = place(weighed.candidate.base.id, in: &rows)
      let column = place(weighed.candidate.slot, in: &columns)
      let pair = BestAssignment.Pair(row: row, column: column, weight: weighed.weight)
      byPair[pair] = weighed
      pairs.append(pair)
    }
    return BestAssignment.choose(pairs).compactMap { byPair[$0] }
  }

  private static func place<Key: Hashable>(_ id: Key, in places: inout [Key: Int]) -> Int {
    if let known = places[id] { return known }
    let new = places.count
    places[id] = new
    return new
  }
}

/// Tables that candidates connect, directly or through others.
private struct ConnectedTables {
  private var parents: [ObjectID: ObjectID] = [:]

  /// The table that stands for all that hang together with this one.
  mutating func root(of table: ObjectID) -> ObjectID {
    var top = table
    while let next = parents[top] { top = next }
    var current = table
    while let next = parents[current], next != top {
      parents[current] = top
      current = next
    }
    return top
  }

  mutating func connect(_ left: ObjectID, _ right: ObjectID) {
    let (first, second) = (root(of: left), root(of: right))
    if first != second { parents[first] = second }
  }
}
