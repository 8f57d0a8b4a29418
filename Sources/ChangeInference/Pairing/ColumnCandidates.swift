import Domain

/// Finds for lost columns the columns at head that may carry them on.
struct ColumnCandidates {
  private let comparison: SchemaComparison
  private let tables: TableOutcome
  private let successors: [ObjectID: [Table]]
  private let headNames: [TableName: TableName]

  /// Above this many pairs in one table only columns whose names share a word are compared.
  private static let pairLimit = 20_000

  /// Candidates under a decision about tables.
  init(_ comparison: SchemaComparison, tables: TableOutcome) {
    self.comparison = comparison
    self.tables = tables
    successors = tables.successors()
    var names: [TableName: TableName] = [:]
    for match in tables.matches { names[match.base.name] = match.head.name }
    headNames = names
  }

  /// All candidates of the lost columns, in the order of the two lists.
  func all(lost: [PlacedColumn], new: [PlacedColumn]) -> [ColumnCandidate] {
    let newIDs = Set(new.map(\.id))
    let newByTable = Dictionary(grouping: new) { $0.table }
    let lostByTable = Dictionary(grouping: lost) { $0.table }
    var found: [ColumnCandidate] = []
    for column in lost {
      guard let table = comparison.base.tables[column.table] else { continue }
      let own = successors[column.table] ?? []
      let structure = ColumnStructure(column.column, in: table, index: comparison.base)
      var seen: Set<ObjectID> = []
      for head in own {
        let near = newByTable[head.id] ?? []
        let count = near.count * (lostByTable[column.table]?.count ?? 1)
        for other in near where count <= Self.pairLimit || sharesWord(column.name, other.name) {
          seen.insert(other.id)
          append(candidate(column, table, structure, other, staysInTable: true), to: &found)
        }
      }
      let ownIDs = Set(own.map(\.id))
      for other in movementTargets(of: column.id) where !seen.contains(other.id) {
        guard newIDs.contains(other.id) || isKept(other) else { continue }
        let stays = ownIDs.contains(other.table)
        append(candidate(column, table, structure, other, staysInTable: stays), to: &found)
      }
    }
    return found
  }

  private func append(_ candidate: ColumnCandidate?, to list: inout [ColumnCandidate]) {
    if let candidate, candidate.confidence != nil { list.append(candidate) }
  }

  /// A column that both sides have: expand and contract.
  private func isKept(_ column: PlacedColumn) -> Bool { comparison.base.columns[column.id] != nil }

  private func sharesWord(_ left: String, _ right: String) -> Bool {
    !Set(NameWords.split(left)).isDisjoint(with: NameWords.split(right))
  }

  /// Columns at head that statements fill from this one, sorted by name.
  private func movementTargets(of column: ObjectID) -> [PlacedColumn] {
    let targets = Set((comparison.movements.readers[column] ?? []).map(\.target)).subtracting([column])
    return targets.compactMap { comparison.head.columns[$0] }.sorted { left, right in
      (name(of: left.table), left.name) < (name(of: right.table), right.name)
    }
  }

  private func name(of table: ObjectID) -> String { comparison.head.tables[table]?.name.display ?? "" }

  /// Everything that speaks for one pair.
  private func candidate(
    _ base: PlacedColumn, _ baseTable: Table, _ structure: ColumnStructure, _ head: PlacedColumn,
    staysInTable: Bool
  ) -> ColumnCandidate? {
    guard let headTable = comparison.head.tables[head.table] else { return nil }
    var candidate = ColumnCandidate(base: base, head: head, baseTable: baseTable, headTable: headTable)
    candidate.staysInTable = staysInTable
    candidate.movements = movements(from: base.id, into: head.id)
    let names = NameComparison(
      lexicon: comparison.lexicon, leftOwner: baseTable.name.name, rightOwner: headTable.name.name)
    candidate.name = names.likeness(base.name, head.name)
    candidate.type = TypeStep.likeness(
      comparison.base.typeClass(of: base.column.type), comparison.head.typeClass(of: head.column.type))
    let other = ColumnStructure(head.column, in: headTable, index: comparison.head)
    candidate.structure = structure.likeness(to: other) { name in headNames[name] ?? name }
    candidate.isInPlace = isInPlace(base, baseTable, head, headTable)
    if !candidate.hasSameName {
      candidate.reverse = comparison.reverse.column(
        head.name, backTo: base.name, tables: [baseTable.name.name, headTable.name.name])
      candidate.hint = comparison.hints.columnHint(
        table: baseTable.name, column: base.name, to: headTable.name, head.name)
    }
    return candidate
  }

  /// The statements between the two, those that hand values on first.
  private func movements(from base: ObjectID, into head: ObjectID) -> [ColumnCandidate.Movement] {
    let flows = comparison.movements.flows(from: base, into: head)
    let all = flows.map { flow in
      ColumnCandidate.Movement(flow: flow, isWhole: isWhole(flow, from: base))
    }
    return all.enumerated().sorted { left, right in
      let (first, second) = (rank(left.element), rank(right.element))
      return first != second ? first < second : left.offset < right.offset
    }.map(\.element)
  }

  private func rank(_ movement: ColumnCandidate.Movement) -> Int {
    let form = movement.flow.form
    let order = form.isOneToOne || movement.isConstantByValue ? 0 : form.sources.count == 1 ? 2 : 4
    return order + (movement.isWhole ? 0 : 1)
  }

  /// A filled table's row filter is the table's matter; a map may name its values in the condition.
  private func isWhole(_ flow: ColumnFlow, from source: ObjectID) -> Bool {
    if flow.fillsTable { return !flow.isConditional }
    if case .constant = flow.form { return !flow.isConditional && !flow.condition.hasOther }
    return flow.coversAllRows(from: source)
  }

  private func isInPlace(
    _ base: PlacedColumn, _ baseTable: Table, _ head: PlacedColumn, _ headTable: Table
  ) -> Bool {
    if base.position == head.position { return true }
    guard base.position > 0, head.position > 0, baseTable.columns.indices.contains(base.position - 1),
      headTable.columns.indices.contains(head.position - 1)
    else { return false }
    return baseTable.columns[base.position - 1].name == headTable.columns[head.position - 1].name
  }
}
