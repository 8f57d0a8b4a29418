import Domain

/// Decides what became of every table.
struct TablePairing {
  private let comparison: SchemaComparison
  private var outcome = TableOutcome()
  private var lost: [Table]
  private var new: [Table]

  /// The outcome for all tables of a comparison, lists sorted by name.
  static func pair(_ comparison: SchemaComparison) -> TableOutcome {
    var pairing = TablePairing(comparison)
    pairing.pairIdentities()
    pairing.pairRebuilt()
    let candidates = TableCandidates(comparison, lost: pairing.lost, new: pairing.new).all()
    pairing.pairByEvidence(candidates)
    return pairing.finished(candidates)
  }

  private init(_ comparison: SchemaComparison) {
    self.comparison = comparison
    lost = comparison.base.tables(where: { !comparison.head.tables.holds($0) })
    new = comparison.head.tables(where: { !comparison.base.tables.holds($0) })
  }

  private mutating func pairIdentities() {
    for table in comparison.unsettled(comparison.base) {
      if let head = comparison.head.tables[table.id] {
        outcome.matches.append(TableMatch(base: table, head: head, basis: .identity))
      }
    }
  }

  /// Tables of a schema that was dropped come back under their names.
  private mutating func pairRebuilt() {
    let newNames = Dictionary(new.map { ($0.name, $0) }) { first, _ in first }
    for table in lost where !comparison.trail.schemaDrops(table.name.schema).isEmpty {
      guard let head = newNames[table.name], comparison.trail.tableDrops(table.id).isEmpty else { continue }
      outcome.matches.append(TableMatch(base: table, head: head, basis: .rebuilt))
      take(table, head)
    }
  }

  private mutating func take(_ base: Table, _ head: Table) {
    lost.removeAll { $0.id == base.id }
    new.removeAll { $0.id == head.id }
  }

  private mutating func pairByEvidence(_ candidates: [TableCandidate]) {
    let byBase = Dictionary(grouping: candidates) { $0.base.id }
    let byHead = Dictionary(grouping: candidates) { $0.head.id }
    for table in lost {
      let fed = (byBase[table.id] ?? []).filter { !$0.flows.isEmpty && !$0.movedColumns.isEmpty }
      if fed.count > 1, split(table, among: fed) { continue }
    }
    for head in comparison.head.tables(where: { byHead[$0] != nil }) {
      merge(into: head, (byHead[head.id] ?? []).filter { !$0.flows.isEmpty && !$0.movedColumns.isEmpty })
    }
    assign(candidates)
  }

  /// Several tables get rows of one: a split, unless one of them simply carries it on.
  private mutating func split(_ table: Table, among fed: [TableCandidate]) -> Bool {
    let heads = fed.filter { !$0.flows.allSatisfy(\.isEarlier) }
    guard heads.count > 1 else { return false }
    if heads.contains(where: { $0.isComplete && $0.coverage >= 0.6 }) { return false }
    if heads.contains(where: \.hasSameName) { return false }
    let isStrong = heads.allSatisfy { $0.flows.contains { !$0.isConditional } }
    outcome.splittings.append(
      TableSplitting(
        base: table, heads: heads.map(\.head), confidence: isStrong ? .strong : .likely,
        evidence: heads.flatMap(\.evidence).filter { $0.kind == .dataMovement }))
    lost.removeAll { $0.id == table.id }
    let taken = Set(heads.map(\.head.id))
    new.removeAll { taken.contains($0.id) }
    return true
  }

  /// One table gets rows of several lost ones, or of one although base had it already.
  private mutating func merge(into head: Table, _ fed: [TableCandidate]) {
    let left = Set(lost.map(\.id))
    let isOld = comparison.base.tables.holds(head.id)
    var sources = fed.filter { left.contains($0.base.id) }
    if !isOld, sources.contains(where: \.hasSameName) { sources.removeAll(where: \.hasSameName) }
    guard isOld ? !sources.isEmpty : sources.count > 1 || sources.count < fed.count && !sources.isEmpty else {
      return
    }
    for source in sources {
      if isOld, isCopyOf(source) { continue }
      outcome.mergings.append(
        TableMerging(
          base: source.base, head: head, confidence: source.confidence ?? .possible, evidence: source.evidence
        ))
      lost.removeAll { $0.id == source.base.id }
    }
    if !isOld, !fed.contains(where: \.hasSameName) { new.removeAll { $0.id == head.id } }
  }

  /// Base built the other table as a copy of this one: expand and contract.
  private func isCopyOf(_ candidate: TableCandidate) -> Bool {
    guard candidate.flows.allSatisfy(\.isEarlier), !candidate.head.columns.isEmpty else { return false }
    let own = Set(candidate.base.columns.map(\.id))
    let fed = candidate.head.columns.filter { column in
      comparison.movements.flows(into: column.id).contains { flow in
        flow.value.columns.contains { $0.column.map(own.contains) ?? false }
      }
    }
    return 2 * fed.count >= candidate.head.columns.count
  }

  private mutating func assign(_ candidates: [TableCandidate]) {
    let rows = Dictionary(lost.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let free = Set(new.map(\.id))
    let open = candidates.filter { candidate in
      rows[candidate.base.id] != nil && (free.contains(candidate.head.id) || isCopyOf(candidate))
    }
    var byPair: [BestAssignment.Pair: TableCandidate] = [:]
    for candidate in open {
      guard let row = rows[candidate.base.id],
        let column = comparison.head.tables.place(of: candidate.head.id)
      else { continue }
      byPair[BestAssignment.Pair(row: row, column: column, weight: candidate.weight)] = candidate
    }
    let ordered = byPair.keys.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
    let chosen = BestAssignment.choose(ordered)
    let weights = Dictionary(chosen.map { ($0.column, $0.weight) }) { first, _ in first }
    let byRow = Dictionary(grouping: ordered) { $0.row }
    for pair in chosen {
      guard let candidate = byPair[pair] else { continue }
      let rivals = (byRow[pair.row] ?? []).filter { rival in
        rival.column != pair.column && rival.weight > pair.weight - 0.15
          && (weights[rival.column] ?? 0) <= rival.weight + 0.05
      }
      outcome.matches.append(match(candidate, pair.weight, rivals.map { ($0.weight, byPair[$0]) }))
    }
    let paired = Set(outcome.matches.map(\.base.id))
    let taken = Set(outcome.matches.map(\.head.id))
    lost.removeAll { paired.contains($0.id) }
    new.removeAll { taken.contains($0.id) }
  }

  private func match(
    _ chosen: TableCandidate, _ weight: Double, _ rivals: [(weight: Double, candidate: TableCandidate?)]
  ) -> TableMatch {
    let basis: TableBasis =
      chosen.hasSameName ? (chosen.isComplete ? .copied : .recreated) : .inferred
    var match = TableMatch(base: chosen.base, head: chosen.head, basis: basis)
    match.confidence = chosen.hasSameName ? .certain : chosen.confidenceWithHint ?? .possible
    match.evidence = chosen.evidence
    match.rowFlows = chosen.flows
    match.alternatives = rivals.prefix(8).compactMap(\.candidate).map {
      Alternative(to: ChangeTarget(tables: [$0.head.name]), confidence: $0.confidence ?? .possible)
    }
    match.isAmbiguous =
      !chosen.hasSameName
      && (rivals.contains { $0.weight > weight - 0.02 } || isOnlyHint(chosen))
    return match
  }

  /// The author's word alone lifts it: a person must look.
  private func isOnlyHint(_ candidate: TableCandidate) -> Bool {
    candidate.hint != nil && (candidate.confidence ?? .possible) < .likely
  }

  private func finished(_ candidates: [TableCandidate]) -> TableOutcome {
    var result = outcome
    result.losses = lost.map { TableLoss(base: $0) }
    result.created = new.sorted { $0.name < $1.name }
    result.matches.sort { $0.base.name < $1.base.name }
    result.splittings.sort { $0.base.name < $1.base.name }
    result.mergings.sort { $0.base.name < $1.base.name }
    result.settle()
    return result
  }
}
