import Domain

/// Finds for lost columns the columns at head that may carry them on.
struct ColumnCandidates {
  private let comparison: SchemaComparison
  private let tables: TableOutcome
  private let successors: [ObjectID: [Table]]
  private let headNames: [TableName: TableName]
  private let mergedTables: Set<ObjectID>

  /// Above this many pairs in one table only columns whose names share a rare word are compared.
  private static let pairLimit = 4_000

  /// Candidates under a decision about tables.
  init(_ comparison: SchemaComparison, tables: TableOutcome) {
    self.comparison = comparison
    self.tables = tables
    successors = tables.successors
    var names: [TableName: TableName] = [:]
    for match in tables.matches { names[match.base.name] = match.head.name }
    headNames = names
    mergedTables = tables.mergedTables
  }

  /// All candidates of the lost columns, in the order of the two lists.
  func all(lost: [PlacedColumn], new: [PlacedColumn]) -> [ColumnCandidate] {
    let newIDs = Set(new.map(\.id))
    let newByName = Dictionary(grouping: new) { $0.name }
    let lostByTable = Dictionary(grouping: lost) { $0.table }
    var found: [ColumnCandidate] = []
    let near = NearColumns(new)
    for column in lost {
      guard let table = comparison.base.tables[column.table] else { continue }
      let own = successors[column.table] ?? []
      let structure = ColumnStructure(column.column, in: table, index: comparison.base)
      var seen: Set<ObjectID> = []
      for head in own {
        let isLarge = near.count(in: head.id) * (lostByTable[column.table]?.count ?? 1) > Self.pairLimit
        let others = isLarge ? near.sharingWord(with: column.name, in: head.id) : near.all(in: head.id)
        for other in others where seen.insert(other.id).inserted {
          append(candidate(column, table, structure, other, staysInTable: true), to: &found)
        }
      }
      let ownIDs = Set(own.map(\.id))
      for other in movementTargets(of: column.id) where !seen.contains(other.id) {
        guard newIDs.contains(other.id) || isKept(other) else { continue }
        let stays = ownIDs.contains(other.table)
        seen.insert(other.id)
        append(candidate(column, table, structure, other, staysInTable: stays), to: &found)
      }
      for other in linkedColumns(column.name, own, newByName) where !seen.contains(other.id) {
        append(candidate(column, table, structure, other, staysInTable: false, isLinked: true), to: &found)
      }
    }
    markPassedOver(&found)
    if found.contains(where: Neighbours.concern) { Neighbours(comparison).mark(&found) }
    ColumnFits.mark(&found, lost: lost, new: new, tables: tables, lexicon: comparison.lexicon)
    return found.filter { $0.confidence != nil }
  }

  /// Marks what no statement hands over where statements hand over other columns of the table.
  private func markPassedOver(_ candidates: inout [ColumnCandidate]) {
    let copied = Set(
      candidates.filter { $0.staysInTable && !$0.isKept && $0.transfer?.isWhole == true }.map(\.base.table))
    for place in candidates.indices where candidates[place].movements.isEmpty {
      candidates[place].isPassedOver =
        candidates[place].staysInTable && copied.contains(candidates[place].base.table)
    }
  }

  /// New columns of this name in tables that a foreign key links with the column's own.
  private func linkedColumns(
    _ name: String, _ own: [Table], _ newByName: [String: [PlacedColumn]]
  ) -> [PlacedColumn] {
    guard let others = newByName[name], others.count <= 20, !own.isEmpty else { return [] }
    let ownNames = Set(own.map(\.name))
    return others.filter { other in
      guard let table = comparison.head.tables[other.table], !ownNames.contains(table.name) else {
        return false
      }
      let outward = table.foreignKeys.contains { ownNames.contains(comparison.head.full($0.target)) }
      return outward
        || own.contains { $0.foreignKeys.contains { comparison.head.full($0.target) == table.name } }
    }.sorted { self.name(of: $0.table) < self.name(of: $1.table) }
  }

  private func append(_ candidate: ColumnCandidate?, to list: inout [ColumnCandidate]) {
    if let candidate { list.append(candidate) }
  }

  /// A column that both sides have: expand and contract.
  private func isKept(_ column: PlacedColumn) -> Bool { comparison.base.columns.holds(column.id) }

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
    staysInTable: Bool, isLinked: Bool = false
  ) -> ColumnCandidate? {
    guard let headTable = comparison.head.tables[head.table] else { return nil }
    var candidate = ColumnCandidate(base: base, head: head, baseTable: baseTable, headTable: headTable)
    candidate.staysInTable = staysInTable
    candidate.isLinked = isLinked
    candidate.isKept = isKept(head)
    candidate.sharer = mergedTables.contains(base.table) ? base.table : nil
    candidate.isBackup = !staysInTable && isBackup(of: baseTable, headTable)
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
      candidate.bond = comparison.programNames.column(
        base.name, of: baseTable.name, to: head.name, of: headTable.name)
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

  /// A new table that also has columns, beyond the key, which the original keeps.
  private func isBackup(of base: Table, _ head: Table) -> Bool {
    guard !comparison.base.tables.holds(head.id), comparison.head.tables.holds(base.id) else { return false }
    let kept = Set(
      base.columns.filter { !base.primaryKey.contains($0.name) && comparison.head.columns.holds($0.id) }
        .map(\.id))
    let copied = head.columns.filter { column in
      comparison.movements.flows(into: column.id).contains { flow in
        flow.fillsTable && flow.form.isOneToOne && flow.form.sources.contains(where: kept.contains)
      }
    }
    let words = NameWords.split(head.name.name)
    return copied.count > 1 || words.contains(where: WordTables.safekeeping.contains)
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

/// New columns by table, and by table and word of their names.
private struct NearColumns {
  private var byTable: [ObjectID: [PlacedColumn]] = [:]
  private var byWord: [Place: [PlacedColumn]] = [:]

  /// A word that more columns of a table have is not rare.
  private static let holderLimit = 12

  private struct Place: Hashable {
    let table: ObjectID
    let word: String
  }

  init(_ columns: [PlacedColumn]) {
    for column in columns {
      byTable[column.table, default: []].append(column)
      for word in Set(NameWords.split(column.name)) {
        byWord[Place(table: column.table, word: word), default: []].append(column)
      }
    }
  }

  func count(in table: ObjectID) -> Int { byTable[table]?.count ?? 0 }

  func all(in table: ObjectID) -> [PlacedColumn] { byTable[table] ?? [] }

  func sharingWord(with name: String, in table: ObjectID) -> [PlacedColumn] {
    let words = Set(NameWords.split(name)).sorted()
    let found = words.compactMap { byWord[Place(table: table, word: $0)] }
    return found.filter { $0.count <= Self.holderLimit }.flatMap { $0 }
  }
}
