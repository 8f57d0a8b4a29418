import Domain

/// Compares the queries that fill a table at base and at head: another grouping is another grain.
struct FillQueries {
  private let comparison: SchemaComparison
  private let map: IdentityMap
  private let earlier: [ObjectID: ReplayedOperation]
  private let later: [ObjectID: ReplayedOperation]

  /// Keeps the last filling statement of every table.
  init(_ comparison: SchemaComparison, map: IdentityMap) {
    self.comparison = comparison
    self.map = map
    func last(_ operations: [ReplayedOperation]) -> [ObjectID: ReplayedOperation] {
      var found: [ObjectID: ReplayedOperation] = [:]
      for operation in operations {
        if let target = operation.target, operation.operation.kind.fillQuery != nil {
          found[target] = operation
        }
      }
      return found
    }
    earlier = last(comparison.replay.earlierDataMovements)
    later = last(comparison.replay.trail)
  }

  /// The change of grain of a carried-on table, or nil.
  func draft(_ match: TableMatch) -> ChangeDraft? {
    guard let old = earlier[match.base.id], let new = later[match.head.id],
      let before = old.operation.kind.fillQuery, let after = new.operation.kind.fillQuery,
      before.grain != nil || after.grain != nil, isOtherGrain(before, after)
    else { return nil }
    return GrainChange.draft(
      from: before, to: after, table: match.base.name, head: match.head.name,
      subjects: [match.base.id, match.head.id], location: new.operation.location)
  }

  private func isOtherGrain(_ before: QueryShape, _ after: QueryShape) -> Bool {
    let old = before.comparable(map, index: comparison.base)
    let new = after.comparable(IdentityMap(), index: comparison.head)
    return old.grouping.map(Set.init) != new.grouping.map(Set.init)
      || (old.grouping == nil && old.isAggregate != new.isAggregate)
  }
}

extension OperationKind {
  /// The query whose rows fill a table.
  fileprivate var fillQuery: QueryShape? {
    switch self {
    case .insertFromQuery(_, _, let query): query
    case .createTableFromQuery(_, _, let query, _, _): query
    default: nil
    }
  }
}
