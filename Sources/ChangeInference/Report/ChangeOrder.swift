import Domain

/// The order of changes in the report.
enum ChangeOrder {
  /// By the table's name (at base, else at head), then kind in the order of their declaration, then columns.
  static func sorted(_ changes: [Change]) -> [Change] {
    let ranks = Dictionary(ChangeKind.allCases.enumerated().map { ($1, $0) }) { first, _ in first }
    return changes.enumerated().map { (key: Key($1, rank: ranks[$1.kind] ?? 0, place: $0), change: $1) }
      .sorted { $0.key < $1.key }
      .map(\.change)
  }

  private struct Key: Comparable {
    let table: TableName
    let rank: Int
    let columns: [String]
    let heads: [String]
    let place: Int

    init(_ change: Change, rank: Int, place: Int) {
      table = change.table ?? change.to?.table ?? TableName("")
      self.rank = rank
      columns = change.columns
      heads = (change.to?.tables.map(\.display) ?? []) + (change.to?.columns ?? [])
      self.place = place
    }

    static func < (left: Key, right: Key) -> Bool {
      if left.table != right.table { return left.table < right.table }
      if left.rank != right.rank { return left.rank < right.rank }
      if left.columns != right.columns { return left.columns.lexicographicallyPrecedes(right.columns) }
      if left.heads != right.heads { return left.heads.lexicographicallyPrecedes(right.heads) }
      return left.place < right.place
    }
  }
}
