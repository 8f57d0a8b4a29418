import Domain

extension Replayer {
  private static let depthLimit = 20

  /// The tables that inherit from a table or are partitions of it, sorted.
  func children(of parent: TableName) -> [TableName] {
    guard state.parentNames.contains(parent) else { return [] }
    return state.tables.filter { $0.value.parents.contains(parent) }.keys.sorted()
  }

  /// Applies a column operation on a parent to its partitions and heirs.
  mutating func applyToChildren(_ kind: OperationKind, depth: Int = 0) {
    guard depth < Self.depthLimit, let parent = kind.columnTable.map(state.lookupName) else { return }
    for child in children(of: parent) {
      let inherited = kind.moved(to: child)
      if case .alterColumnType(_, let column, let type, _, let collation) = inherited {
        let resolvedType = resolved(type)
        _ = alter(column, of: child) {
          $0.type = resolvedType
          if let collation { $0.collation = collation }
        }
      } else {
        _ = applyColumnOperation(inherited)
      }
      applyToChildren(inherited, depth: depth + 1)
    }
  }
}

extension OperationKind {
  /// The table whose columns it changes in a way that heirs follow.
  fileprivate var columnTable: TableName? {
    switch self {
    case .addColumn(let table, _, _, _, _), .dropColumn(let table, _, _, _), .renameColumn(let table, _, _),
      .alterColumnType(let table, _, _, _, _), .setNullability(let table, _, _),
      .setDefault(let table, _, _, _):
      table
    default: nil
    }
  }

  /// The same operation on another table; keys stay behind, and what is there already is no error.
  fileprivate func moved(to table: TableName) -> OperationKind {
    switch self {
    case .addColumn(_, let column, _, let position, _):
      .addColumn(table, column, constraints: [], position: position, onlyIfAbsent: true)
    case .dropColumn(_, let column, _, let cascade):
      .dropColumn(table, column: column, onlyIfPresent: true, cascade: cascade)
    case .renameColumn(_, let column, let new): .renameColumn(table, column: column, to: new)
    case .alterColumnType(_, let column, let type, let using, let collation):
      .alterColumnType(table, column: column, type: type, using: using, collation: collation)
    case .setNullability(_, let column, let isNullable):
      .setNullability(table, column: column, isNullable: isNullable)
    case .setDefault(_, let column, let value, let text):
      .setDefault(table, column: column, value, text: text)
    default: self
    }
  }
}
