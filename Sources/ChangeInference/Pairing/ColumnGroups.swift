import Domain

/// One column against several: a split of a lost column, or a merge of lost columns into a new one.
struct ColumnGroup: Sendable {
  /// Which way it goes.
  enum Direction: Sendable { case split, merge }

  /// One of the several.
  struct Member: Sendable {
    let column: PlacedColumn
    let weight: Double
    let evidence: [Evidence]
  }

  let direction: Direction
  /// The one column: at base for a split, at head for a merge.
  let whole: PlacedColumn
  /// The several columns, in table order.
  var members: [Member]
  /// Whether statements move the values.
  let isMoved: Bool
  let confidence: Confidence

  /// How much speaks for it.
  var weight: Double { members.reduce(0) { $0 + $1.weight } }
}

/// Finds splits and merges, by what statements move and by names alone.
struct ColumnGroups {
  private let comparison: SchemaComparison
  private let successors: [ObjectID: [Table]]
  private let lost: [PlacedColumn]
  private let new: [PlacedColumn]
  private let nameWords: [ObjectID: NameWords]

  /// Above this many new or lost columns in one table names alone make no group.
  private static let columnLimit = 300

  /// Groups of these columns under a decision about tables.
  init(
    _ comparison: SchemaComparison, successors: [ObjectID: [Table]], lost: [PlacedColumn], new: [PlacedColumn]
  ) {
    self.comparison = comparison
    self.successors = successors
    self.lost = lost
    self.new = new
    nameWords = Dictionary(
      (lost.isEmpty ? [] : lost + new).map { ($0.id, NameWords($0.name, lexicon: comparison.lexicon)) }
    ) { first, _ in first }
  }

  /// All groups of at least two, splits first, each kind in the order of the lists.
  func all(_ candidates: [ColumnCandidate]) -> [ColumnGroup] {
    guard !lost.isEmpty else { return [] }
    let byBase = Dictionary(grouping: candidates) { $0.base.id }
    let byHead = Dictionary(grouping: candidates) { $0.head.id }
    let newByTable = Dictionary(grouping: new) { $0.table }
    let lostByTable = Dictionary(grouping: lost) { $0.table }
    var groups: [ColumnGroup] = []
    for column in lost {
      if let group = movedSplit(column, byBase[column.id] ?? []) {
        groups.append(group)
      } else if !isCopied(byBase[column.id]), let group = namedSplit(column, newByTable) {
        groups.append(group)
      }
    }
    let predecessors = predecessorTables()
    let heads = new + candidates.map(\.head).filter { comparison.base.columns.holds($0.id) }
    var seen: Set<ObjectID> = []
    for column in heads where seen.insert(column.id).inserted {
      if let group = movedMerge(column, byHead[column.id] ?? []) {
        groups.append(group)
      } else if !isCopied(byHead[column.id]),
        let group = namedMerge(column, predecessors[column.table] ?? [], lostByTable)
      {
        groups.append(group)
      }
    }
    return groups
  }

  /// Whether one column hands all its values to one other: no names say more.
  private func isCopied(_ candidates: [ColumnCandidate]?) -> Bool {
    (candidates ?? []).contains { $0.transfer?.isWhole == true && $0.staysInTable }
  }

  private func predecessorTables() -> [ObjectID: [ObjectID]] {
    var found: [ObjectID: [ObjectID]] = [:]
    for (base, heads) in successors {
      for head in heads { found[head.id, default: []].append(base) }
    }
    return found.mapValues { $0.sorted() }
  }

  private func movedSplit(_ column: PlacedColumn, _ candidates: [ColumnCandidate]) -> ColumnGroup? {
    let pieces = candidates.filter { candidate in
      candidate.movements.contains { movement in
        switch movement.flow.form {
        case .part, .rewritten, .combined:
          movement.flow.form.sources.contains(column.id)
            && !movement.flow.value.onlyFills(with: column.id, target: candidate.head.id)
        default: false
        }
      } && candidate.transfer == nil
    }
    guard pieces.count > 1, let table = largestTable(pieces) else { return nil }
    let chosen = pieces.filter { $0.head.table == table }
    guard chosen.count > 1 else { return nil }
    let isWhole = chosen.allSatisfy { $0.movements.contains(where: \.isWhole) }
    let members = chosen.map { piece in
      ColumnGroup.Member(
        column: piece.head, weight: 0.8,
        evidence: piece.evidence.filter { $0.kind == .dataMovement || $0.kind == .reversePart })
    }
    return ColumnGroup(
      direction: .split, whole: column, members: sorted(members), isMoved: true,
      confidence: isWhole ? .strong : .likely)
  }

  private func largestTable(_ pieces: [ColumnCandidate]) -> ObjectID? {
    let counts = Dictionary(grouping: pieces) { $0.head.table }.mapValues(\.count)
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.first?.key
  }

  private func movedMerge(_ column: PlacedColumn, _ candidates: [ColumnCandidate]) -> ColumnGroup? {
    let sources = candidates.filter { candidate in
      candidate.movements.contains { $0.flow.form.sources.count > 1 }
    }
    guard let first = sources.first, sources.allSatisfy({ $0.base.table == first.base.table }) else {
      return nil
    }
    let isJoined = sources.contains { $0.movements.contains { $0.flow.form.isJoined } }
    guard sources.count > 1 || isJoined else { return nil }
    let isWhole = sources.allSatisfy { $0.movements.contains(where: \.isWhole) }
    let members = sources.map { source in
      ColumnGroup.Member(
        column: source.base, weight: 0.8, evidence: source.evidence.filter { $0.kind == .dataMovement })
    }
    return ColumnGroup(
      direction: .merge, whole: column, members: sorted(members), isMoved: true,
      confidence: isWhole ? .strong : .likely)
  }

  private func namedSplit(
    _ column: PlacedColumn, _ newByTable: [ObjectID: [PlacedColumn]]
  ) -> ColumnGroup? {
    guard isDocument(comparison.base.typeClass(of: column.column.type)) else { return nil }
    for table in successors[column.table] ?? [] {
      let owner = comparison.base.tables[column.table]?.name.name ?? ""
      let words = PartNames(column.name, owners: [owner, table.name.name], lexicon: comparison.lexicon)
      let others = longerNames(column, in: comparison.base.tables[column.table])
      let members = named(
        newByTable[table.id] ?? [], index: comparison.head, words: words, whole: column.name,
        others: others)
      if members.count > 1 {
        return ColumnGroup(
          direction: .split, whole: column, members: sorted(members), isMoved: false, confidence: .likely)
      }
    }
    return nil
  }

  private func namedMerge(
    _ column: PlacedColumn, _ tables: [ObjectID], _ lostByTable: [ObjectID: [PlacedColumn]]
  ) -> ColumnGroup? {
    guard isDocument(comparison.head.typeClass(of: column.column.type)) else { return nil }
    for table in tables {
      let owners = [
        comparison.base.tables[table]?.name.name, comparison.head.tables[column.table]?.name.name,
      ]
      let words = PartNames(column.name, owners: owners.compactMap { $0 }, lexicon: comparison.lexicon)
      let others = longerNames(column, in: comparison.head.tables[column.table])
      let members = named(
        lostByTable[table] ?? [], index: comparison.base, words: words, whole: column.name, others: others)
      if members.count > 1 {
        return ColumnGroup(
          direction: .merge, whole: column, members: sorted(members), isMoved: false, confidence: .likely)
      }
    }
    return nil
  }

  private func named(
    _ columns: [PlacedColumn], index: SchemaIndex, words: PartNames, whole: String, others: [[String]]
  ) -> [ColumnGroup.Member] {
    guard columns.count <= Self.columnLimit else { return [] }
    return columns.filter { column in
      let name = nameWords[column.id] ?? NameWords(column.name, lexicon: comparison.lexicon)
      return words.hasPart(name)
        && !others.contains { name.words.count > $0.count && name.words.starts(with: $0) }
        && isScalar(index.typeClass(of: column.column.type))
    }.map { column in
      let text = "\(quoted(column.name)) is a usual part of \(quoted(whole))"
      let evidence = Evidence(.name, text, location: column.column.definition.location)
      return ColumnGroup.Member(column: column, weight: 0.55, evidence: [evidence])
    }
  }

  /// The names beside a column in its table that begin with its own: `medium2x` beside `medium` has parts of its own.
  private func longerNames(_ column: PlacedColumn, in table: Table?) -> [[String]] {
    guard let table, table.columns.count <= Self.columnLimit else { return [] }
    let own = NameWords(column.name, lexicon: comparison.lexicon).words
    return table.columns.map { NameWords($0.name, lexicon: comparison.lexicon).words }.filter {
      $0.count > own.count && $0.starts(with: own)
    }
  }

  private func sorted(_ members: [ColumnGroup.Member]) -> [ColumnGroup.Member] {
    members.sorted { ($0.column.position, $0.column.name) < ($1.column.position, $1.column.name) }
  }

  private func isDocument(_ type: TypeClass) -> Bool {
    switch type {
    case .text, .json, .other: true
    default: false
    }
  }

  private func isScalar(_ type: TypeClass) -> Bool {
    switch type {
    case .text, .integer, .decimal, .float, .enumeration, .uuid: true
    default: false
    }
  }
}

extension ValueForm {
  /// Whether texts are put together.
  var isJoined: Bool {
    if case .joined = self { true } else { false }
  }
}
