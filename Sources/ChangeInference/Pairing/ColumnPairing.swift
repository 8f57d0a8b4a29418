import Domain

/// Decides what became of every column of the tables that are carried on.
struct ColumnPairing {
  private let comparison: SchemaComparison
  private let tables: TableOutcome
  private let successors: [ObjectID: [Table]]
  /// How sure it is that a table is carried on: no column is surer by likeness alone.
  private let tableConfidence: [ObjectID: Confidence]
  private var outcome = ColumnOutcome()
  private var lost: [PlacedColumn] = []
  private var new: [PlacedColumn] = []
  /// New columns that went to a column of the same name, of a table that others share.
  private var shared: [PlacedColumn] = []
  private var sharedNames: Set<SharedName> = []

  /// A base table, and a column at head that has one of its columns' names.
  private struct SharedName: Hashable {
    let table: ObjectID
    let head: ObjectID
  }

  /// The outcome under a decision about tables.
  static func pair(_ comparison: SchemaComparison, tables: TableOutcome) -> ColumnOutcome {
    var pairing = ColumnPairing(comparison, tables)
    pairing.collect()
    pairing.pairSameNames()
    pairing.pairByEvidence()
    pairing.finish()
    return pairing.outcome
  }

  private init(_ comparison: SchemaComparison, _ tables: TableOutcome) {
    self.comparison = comparison
    self.tables = tables
    successors = tables.successors
    tableConfidence = Dictionary(tables.matches.map { ($0.base.id, $0.confidence) }) { first, _ in first }
  }

  /// Pairs identities; what is left is lost or new. Columns of dropped tables can only be found elsewhere.
  private mutating func collect() {
    for table in comparison.unsettled(comparison.base) {
      let heads = successors[table.id] ?? []
      for (position, column) in table.columns.enumerated() {
        if let head = comparison.head.columns[column.id], let headTable = comparison.head.tables[head.table] {
          outcome.matches.append(
            ColumnMatch(
              baseTable: table, base: column, headTable: headTable, head: head.column, basis: .identity,
              staysInTable: heads.contains { $0.id == headTable.id }))
        } else {
          lost.append(PlacedColumn(column: column, table: table.id, position: position))
        }
      }
    }
    for table in comparison.unsettled(comparison.head) {
      for (position, column) in table.columns.enumerated() where !comparison.base.columns.holds(column.id) {
        new.append(PlacedColumn(column: column, table: table.id, position: position))
      }
    }
  }

  // Equal names.

  private mutating func pairSameNames() {
    let matches = Dictionary(tables.matches.map { ($0.base.id, $0) }) { first, _ in first }
    let newByPlace = Dictionary(new.map { (Place(table: $0.table, name: $0.name), $0) }) { first, _ in first }
    let gone = Set(lost.map(\.id))
    var usedBases: Set<ObjectID> = []
    var usedHeads: Set<ObjectID> = []
    for column in lost {
      guard let baseTable = comparison.base.tables[column.table] else { continue }
      for headTable in successors[column.table] ?? [] {
        guard let head = sameName(column, in: headTable, newByPlace) else { continue }
        guard isUncontested(column, head, gone: gone) else { continue }
        let carried = isCarried(column, head, table: matches[column.table])
        outcome.matches.append(
          ColumnMatch(
            baseTable: baseTable, base: column.column, headTable: headTable, head: head.column,
            basis: carried.isWhole ? .sameName : .recreated,
            confidence: matches[column.table]?.confidence ?? .strong, evidence: carried.evidence))
        usedBases.insert(column.id)
        usedHeads.insert(head.id)
        sharedNames.insert(SharedName(table: column.table, head: head.id))
        break
      }
    }
    lost.removeAll { usedBases.contains($0.id) }
    let targets = Set(tables.mergings.map(\.head.id))
    shared = new.filter { usedHeads.contains($0.id) && targets.contains($0.table) }
    new.removeAll { usedHeads.contains($0.id) }
  }

  private struct Place: Hashable {
    let table: ObjectID
    let name: String
  }

  /// The column of this name in a table that carries the lost one's on; in a table that base has, only a new
  /// column counts, or one that its rows were copied into.
  private func sameName(
    _ column: PlacedColumn, in table: Table, _ newByPlace: [Place: PlacedColumn]
  ) -> PlacedColumn? {
    if let found = newByPlace[Place(table: table.id, name: column.name)] { return found }
    guard comparison.base.tables.holds(table.id), table.id != column.table,
      let kept = table.column(named: column.name)
    else { return nil }
    let flows = comparison.movements.flows(from: column.id, into: kept.id)
    return flows.isEmpty ? nil : comparison.head.columns[kept.id]
  }

  /// Whether no statement hands the old values to another column, or the new column's from another one.
  private func isUncontested(_ column: PlacedColumn, _ head: PlacedColumn, gone: Set<ObjectID>) -> Bool {
    let movements = comparison.movements
    if !movements.flows(from: column.id, into: head.id).isEmpty { return true }
    let isFedByOther = movements.flows(into: head.id).contains { flow in
      flow.form.isOneToOne && flow.form.sources.contains(where: gone.contains)
    }
    let isCarriedElsewhere = (movements.readers[column.id] ?? []).contains { flow in
      flow.form.isOneToOne && !comparison.base.columns.holds(flow.target)
        && comparison.head.columns[flow.target].map { place in
          (successors[column.table] ?? []).contains { $0.id == place.table }
        } ?? false
    }
    return !isFedByOther && !isCarriedElsewhere
  }

  /// Whether the values came along whole: "add `_new`, copy, drop, rename back", or a copied table.
  private func isCarried(
    _ column: PlacedColumn, _ head: PlacedColumn, table: TableMatch?
  ) -> (isWhole: Bool, evidence: [Evidence]) {
    let flows = comparison.movements.flows(from: column.id, into: head.id)
    let evidence = flows.prefix(4).map { flow in
      Evidence(
        .dataMovement, "\(quoted(head.name)) is \(flow.form.verb) the old \(quoted(column.name))",
        location: flow.location)
    }
    guard column.table != head.table else {
      let isPure = flows.contains { flow in
        switch flow.form {
        case .copy, .cast: flow.coversAllRows(from: column.id) && flow.isRowForRow
        default: false
        }
      }
      return (isPure, evidence)
    }
    guard let table, !table.rowFlows.isEmpty, table.basis == .copied || table.basis == .inferred else {
      return (true, evidence)
    }
    return (!flows.isEmpty, evidence)
  }

  // Everything else.

  private mutating func pairByEvidence() {
    let candidates = ColumnCandidates(comparison, tables: tables).all(lost: lost, new: new + shared).filter {
      !sharedNames.contains(SharedName(table: $0.base.table, head: $0.head.id))
    }
    let groups = ColumnGroups(comparison, successors: successors, lost: lost, new: new).all(candidates)
    let choice = ColumnChoice.choose(candidates, groups)
    for group in choice.groups { take(group) }
    let byBase = Dictionary(grouping: candidates) { $0.base.id }
    for chosen in choice.pairs {
      outcome.matches.append(match(chosen, among: byBase[chosen.base.id] ?? [], choice))
    }
    let bases = Set(choice.pairs.map(\.base.id)).union(choice.groups.flatMap(\.baseIDs))
    let heads = Set(choice.pairs.map(\.head.id)).union(choice.groups.flatMap(\.headIDs))
    lost.removeAll { bases.contains($0.id) }
    new.removeAll { heads.contains($0.id) }
  }

  private mutating func take(_ group: ColumnGroup) {
    let evidence = group.members.flatMap(\.evidence)
    switch group.direction {
    case .split:
      guard let base = comparison.base.tables[group.whole.table],
        let head = group.members.first.flatMap({ comparison.head.tables[$0.column.table] })
      else { return }
      outcome.splittings.append(
        ColumnSplitting(
          baseTable: base, base: group.whole.column, headTable: head,
          heads: group.members.map(\.column.column),
          confidence: group.confidence, evidence: evidence))
    case .merge:
      guard let head = comparison.head.tables[group.whole.table],
        let base = group.members.first.flatMap({ comparison.base.tables[$0.column.table] })
      else { return }
      outcome.mergings.append(
        ColumnMerging(
          baseTable: base, bases: group.members.map(\.column.column), headTable: head,
          head: group.whole.column,
          confidence: group.confidence, evidence: evidence))
    }
  }

  private func match(
    _ chosen: ColumnCandidate, among candidates: [ColumnCandidate], _ choice: ColumnChoice
  ) -> ColumnMatch {
    let rivals = candidates.filter {
      $0.head.id != chosen.head.id && ($0.weight > chosen.weight - 0.12 || isHeir($0, beside: chosen))
        && !choice.isBetterElsewhere($0) && ($0.staysInTable || !chosen.staysInTable)
    }
    var match = ColumnMatch(
      baseTable: chosen.baseTable, base: chosen.base.column, headTable: chosen.headTable,
      head: chosen.head.column, basis: chosen.hasSameName && chosen.staysInTable ? .recreated : .inferred)
    match.staysInTable = chosen.staysInTable
    match.evidence = chosen.evidence
    match.alternatives = rivals.map { rival in
      Alternative(
        to: ChangeTarget(tables: [rival.headTable.name], columns: [rival.head.name]),
        confidence: rival.confidence ?? .possible)
    }
    let isTie = rivals.contains { $0.weight > chosen.weight - 0.02 || isHeir($0, beside: chosen) }
    let own = chosen.confidence ?? .possible
    let isOnlyHint = chosen.hint != nil && own < .likely
    match.isAmbiguous = isTie || isOnlyHint
    match.confidence = chosen.confidenceWithHint ?? .possible
    if isTie { match.confidence = min(match.confidence, chosen.movements.isEmpty ? .possible : .likely) }
    let isOpen = rivals.contains { ($0.confidence ?? .possible) >= .likely }
    if isOpen, !chosen.isTold { match.confidence = min(match.confidence, .possible) }
    let isBoundToTable = !chosen.isTold && !chosen.followsTable && chosen.name.score < 0.95
    if isBoundToTable, chosen.staysInTable, let table = tableConfidence[chosen.baseTable.id] {
      match.confidence = min(match.confidence, table)
    }
    return match
  }

  /// Whether another new column has as good a claim: nothing was copied, and both names hold all words of the old one.
  private func isHeir(_ rival: ColumnCandidate, beside chosen: ColumnCandidate) -> Bool {
    chosen.movements.isEmpty && chosen.name.score < 1 && rival.type >= chosen.type
      && rival.structure.score >= chosen.structure.score && holdsWords(chosen) && holdsWords(rival)
  }

  private func holdsWords(_ candidate: ColumnCandidate) -> Bool {
    let (old, new) = (
      NameWords(candidate.base.name, lexicon: comparison.lexicon),
      NameWords(candidate.head.name, lexicon: comparison.lexicon)
    )
    return new.words.count > old.words.count && Set(new.words).isSuperset(of: old.words)
  }

  private mutating func finish() {
    let carried = Set(tables.matches.map(\.base.id)).union(tables.splittings.map(\.base.id))
      .union(tables.mergings.map(\.base.id))
    for column in lost where carried.contains(column.table) {
      guard let table = comparison.base.tables[column.table] else { continue }
      outcome.losses.append(ColumnLoss(table: table, column: column.column, alternatives: guesses(column)))
    }
    let continued = Set(tables.matches.map(\.head.id))
    outcome.added = new.filter { continued.contains($0.table) }
  }

  /// Where one column goes and one of the same type comes, it may be the same one: worth a look, no more.
  private func guesses(_ column: PlacedColumn) -> [Alternative] {
    let heads = Set(tables.matches.filter { $0.base.id == column.table }.map(\.head.id))
    let type = comparison.base.typeClass(of: column.column.type)
    let near = new.filter {
      heads.contains($0.table)
        && TypeStep.likeness(type, comparison.head.typeClass(of: $0.column.type)) >= 0.9
    }
    guard near.count <= 3, lost.filter({ $0.table == column.table }).count <= 3 else { return [] }
    return near.compactMap { other in
      comparison.head.tables[other.table].map {
        Alternative(to: ChangeTarget(tables: [$0.name], columns: [other.name]), confidence: .possible)
      }
    }
  }
}

extension ColumnGroup {
  /// The columns at base that it takes.
  var baseIDs: [ObjectID] { direction == .split ? [whole.id] : members.map(\.column.id) }
  /// The columns at head that it takes.
  var headIDs: [ObjectID] { direction == .merge ? [whole.id] : members.map(\.column.id) }
}
