import Domain

/// What down parts say about old and new names.
struct ReverseParts: Sendable {
  private let operations: [Operation]

  /// Keeps the operations that may name an old and a new thing together.
  init(_ operations: [Operation]) {
    self.operations = operations.filter { operation in
      switch operation.kind {
      case .renameColumn, .renameTable, .updateRows, .insertFromQuery: true
      default: false
      }
    }
  }

  /// Where a down part renames or copies the new column back to the old one.
  func column(_ new: String, backTo old: String, tables: Set<String>) -> SourceLocation? {
    operations.first { operation in
      switch operation.kind {
      case .renameColumn(let table, let column, let to):
        tables.contains(table.name) && column == new && to == old
      case .updateRows(let table, _, let assignments, _, _):
        tables.contains(table.name)
          && assignments.contains { $0.column == old && $0.value.columns.contains { $0.name == new } }
      default: false
      }
    }?.location
  }

  /// Where a down part renames the new table back or fills the old one from it.
  func table(_ new: String, backTo old: String) -> SourceLocation? {
    operations.first { operation in
      switch operation.kind {
      case .renameTable(let table, let to): table.name == new && to.name == old
      case .insertFromQuery(let table, _, let query):
        table.name == old
          && query.inputs.contains { input in
            if case .table(let name) = input.source { name.name == new } else { false }
          }
      default: false
      }
    }?.location
  }
}
