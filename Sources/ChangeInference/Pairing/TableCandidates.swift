import Domain

/// Finds the candidates without comparing every table with every other.
struct TableCandidates {
  private let comparison: SchemaComparison
  private let lost: [Table]
  private let new: [Table]
  private let commonness: [String: Int]
  private let columnNames: [ObjectID: Set<String>]
  private let words: [ObjectID: NameWords]
  /// Tables that stay, by the names of their columns.
  private let kept: [Set<String>: [Table]]
  private let neighbours: Neighbours?
  private let lostNames: Set<TableName>
  private let newNames: Set<TableName>

  /// Column names that more lost tables have lead to no candidates.
  private static let holderLimit = 40
  /// Tables with the most column names in common that are looked at for each new one.
  private static let nearLimit = 12

  /// Candidates among lost tables at base and new ones at head.
  init(_ comparison: SchemaComparison, lost: [Table], new: [Table]) {
    self.comparison = comparison
    self.lost = lost
    self.new = new
    neighbours = lost.isEmpty ? nil : Neighbours(comparison)
    lostNames = Set(lost.map(\.name))
    newNames = Set(new.map(\.name))
    var names: [ObjectID: Set<String>] = [:]
    var words: [ObjectID: NameWords] = [:]
    // Without a lost table there is nothing to compare.
    let (bases, heads) =
      lost.isEmpty ? ([], []) : (comparison.base.schema.tables, comparison.head.schema.tables)
    for table in bases + heads {
      names[table.id] = Set(table.columns.map(\.name))
      words[table.id] = NameWords(table.name.name, lexicon: comparison.lexicon)
    }
    kept = Dictionary(grouping: bases.filter { comparison.head.tables.holds($0.id) }) { names[$0.id] ?? [] }
    columnNames = names
    self.words = words
    var counts: [String: Int] = [:]
    for table in bases {
      for name in Set(table.columns.map(\.name)) { counts[name, default: 0] += 1 }
    }
    commonness = counts
  }

  /// All candidates, sorted by names.
  func all() -> [TableCandidate] {
    guard !lost.isEmpty else { return [] }
    var pairs: Set<Pair> = []
    rowFlowPairs(into: &pairs)
    sharedNamePairs(into: &pairs)
    let keys = retargetedKeys()
    for pair in keys.keys { pairs.insert(pair) }
    let found = pairs.compactMap { pair in candidate(pair, keys: keys[pair] ?? []) }
      .sorted { ($0.base.name, $0.head.name) < ($1.base.name, $1.head.name) }
    let fits = found.filter(\.alignsWhole)
    let ofBase = Dictionary(fits.map { ($0.base.id, 1) }, uniquingKeysWith: +)
    let ofHead = Dictionary(fits.map { ($0.head.id, 1) }, uniquingKeysWith: +)
    return found.map { candidate in
      var copy = candidate
      copy.isOnlyFit =
        candidate.alignsWhole && ofBase[candidate.base.id] == 1 && ofHead[candidate.head.id] == 1
      return copy
    }
  }

  private struct Pair: Hashable {
    let base: ObjectID
    let head: ObjectID
  }

  private func rowFlowPairs(into pairs: inout Set<Pair>) {
    let lostIDs = Set(lost.map(\.id))
    for table in comparison.head.schema.tables {
      for flow in comparison.movements.rowFlows[table.id] ?? [] where lostIDs.contains(flow.source) {
        pairs.insert(Pair(base: flow.source, head: table.id))
      }
    }
  }

  /// Pairs that share a full name or some column names; names that very many lost tables have do not count.
  private func sharedNamePairs(into pairs: inout Set<Pair>) {
    var holders: [String: [Int]] = [:]
    var byName: [TableName: ObjectID] = [:]
    for (place, table) in lost.enumerated() {
      byName[table.name] = table.id
      for name in Set(table.columns.map(\.name)) { holders[name, default: []].append(place) }
    }
    for table in new {
      if let same = byName[table.name] { pairs.insert(Pair(base: same, head: table.id)) }
      var counts: [Int: Int] = [:]
      for name in Set(table.columns.map(\.name)) {
        guard let found = holders[name], found.count <= Self.holderLimit else { continue }
        for place in found { counts[place, default: 0] += 1 }
      }
      let best = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.nearLimit)
      for (place, _) in best where lost.indices.contains(place) {
        pairs.insert(Pair(base: lost[place].id, head: table.id))
      }
    }
  }

  /// Foreign keys that point at a lost table at base and at a new one at head: on the same columns, or on a column
  /// that went where another one came.
  private func retargetedKeys() -> [Pair: [TableCandidate.RetargetedKey]] {
    let lostNames = Dictionary(lost.map { ($0.name, $0.id) }) { first, _ in first }
    let newNames = Dictionary(new.map { ($0.name, $0.id) }) { first, _ in first }
    var found: [Pair: [TableCandidate.RetargetedKey]] = [:]
    for table in comparison.base.schema.tables {
      guard let after = comparison.head.tables[table.id] else { continue }
      for key in table.foreignKeys {
        guard let old = lostNames[comparison.base.full(key.target)] else { continue }
        for newKey in after.foreignKeys where isSuccessor(newKey, of: key, from: table, to: after) {
          guard let new = newNames[comparison.head.full(newKey.target)] else { continue }
          let retargeted = TableCandidate.RetargetedKey(table: after.name, location: newKey.location)
          found[Pair(base: old, head: new), default: []].append(retargeted)
        }
      }
    }
    return found
  }

  private func isSuccessor(
    _ new: Table.ForeignKey, of old: Table.ForeignKey, from base: Table, to head: Table
  ) -> Bool {
    if new.columns == old.columns { return true }
    guard let before = old.columns.first, let after = new.columns.first, old.columns.count == 1,
      new.columns.count == 1, let column = base.column(named: before), let other = head.column(named: after)
    else { return false }
    return head.column(named: before) == nil && base.column(named: after) == nil
      && comparison.base.typeClass(of: column.type) == comparison.head.typeClass(of: other.type)
  }

  private func candidate(_ pair: Pair, keys: [TableCandidate.RetargetedKey]) -> TableCandidate? {
    guard let base = comparison.base.tables[pair.base], let head = comparison.head.tables[pair.head] else {
      return nil
    }
    var candidate = TableCandidate(base: base, head: head)
    candidate.flows = (comparison.movements.rowFlows[head.id] ?? []).filter { $0.source == base.id }
    if !candidate.flows.isEmpty {
      let own = Set(base.columns.map(\.id))
      for column in head.columns {
        for flow in comparison.movements.flows(into: column.id) {
          candidate.movedColumns.formUnion(flow.value.columns.compactMap(\.column).filter(own.contains))
        }
      }
    }
    measureOverlap(of: &candidate)
    if base.columns.count == head.columns.count, 2 * candidate.sharedColumns >= base.columns.count {
      let alignment = TableAlignment(base, head, comparison) { old, new in
        lostNames.contains(old) && newNames.contains(new)
      }
      candidate.alignsWhole = alignment.isWhole
      candidate.equalColumns = alignment.equalColumns
    }
    let names = NameComparison(lexicon: comparison.lexicon)
    candidate.name = names.likeness(words(of: base), words(of: head))
    candidate.hasSiblings = hasSiblings(base, beside: head)
    candidate.isOtherNotion = neighbours?.areTwoNotions(words(of: base), words(of: head)) ?? false
    candidate.retargetedKeys = keys.sorted { $0.location < $1.location }
    if !candidate.hasSameName {
      candidate.bond = comparison.programNames.table(candidate.base.name, to: candidate.head.name)
      candidate.reverse = comparison.reverse.table(head.name.name, backTo: base.name.name)
      candidate.hint = comparison.hints.tableHint(base.name, to: head.name)
    }
    return candidate
  }

  private func hasSiblings(_ base: Table, beside head: Table) -> Bool {
    let common = Set(words(of: base).words).intersection(words(of: head).words)
    guard !common.isEmpty, let alike = kept[columnNames[base.id] ?? []] else { return false }
    return alike.contains { common.isSubset(of: words(of: $0).words) }
  }

  private func measureOverlap(of candidate: inout TableCandidate) {
    let left = columnNames[candidate.base.id] ?? []
    let right = columnNames[candidate.head.id] ?? []
    let shared = left.intersection(right)
    let all = weight(of: left) + weight(of: right)
    candidate.overlap = all > 0 ? 2 * weight(of: shared) / all : 0
    candidate.sharedColumns = shared.count
    candidate.meaningfulColumns = shared.count { !isCommonplace($0) }
  }

  private func words(of table: Table) -> NameWords {
    words[table.id] ?? NameWords(table.name.name, lexicon: comparison.lexicon)
  }

  /// A name that many tables have says little.
  private func weight(of names: Set<String>) -> Double {
    // Sorted, because the sum of fractions hangs on their order.
    names.sorted().reduce(0) { sum, name in
      let holders = Double(max(1, commonness[name] ?? 1))
      return sum + (isCommonplace(name) ? 0.3 : 1) / holders.squareRoot()
    }
  }

  private func isCommonplace(_ name: String) -> Bool {
    NameWords.split(name).allSatisfy {
      WordTables.generic.contains($0) || WordTables.bookkeeping.contains($0)
    }
  }
}

extension Table {
  /// A foreign key in parts.
  struct ForeignKey: Hashable, Sendable {
    let columns: [String]
    let target: TableName
    let targetColumns: [String]
    let location: SourceLocation
  }

  /// Foreign keys in order of declaration.
  var foreignKeys: [ForeignKey] {
    constraints.compactMap { constraint in
      if case .foreignKey(let columns, let target, let targets, _) = constraint.kind {
        ForeignKey(columns: columns, target: target, targetColumns: targets, location: constraint.location)
      } else {
        nil
      }
    }
  }
}
