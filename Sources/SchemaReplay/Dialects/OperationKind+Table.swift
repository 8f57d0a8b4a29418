import Domain

extension OperationKind {
  /// The same on another table, for the few operations that may stand between the steps of a rebuild.
  func onTable(_ table: TableName) -> OperationKind {
    switch self {
    case .createIndex(_, let index, let predicate): .createIndex(table, index, predicate: predicate)
    case .updateRows(_, let alias, let assignments, let inputs, let conditions):
      .updateRows(table, alias: alias, assignments: assignments, inputs: inputs, conditions: conditions)
    case .deleteRows(_, let alias, let inputs, let conditions):
      .deleteRows(table, alias: alias, inputs: inputs, conditions: conditions)
    default: self
    }
  }
}
