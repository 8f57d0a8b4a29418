import Domain

/// The author's `rename a -> b`, by the two names.
struct HintIndex: Sendable {
  private let hints: [AuthorHint]

  /// Keeps the hints; one that joins equal names says nothing.
  init(_ hints: [AuthorHint]) {
    self.hints = hints
  }

  /// The hint that calls one column another.
  func columnHint(
    table: TableName, column: String, to newTable: TableName, _ newColumn: String
  ) -> AuthorHint? {
    guard column != newColumn else { return nil }
    return hints.first { hint in
      names(hint.from, table: table, column: column) && names(hint.to, table: newTable, column: newColumn)
    }
  }

  /// The hint that calls one table another.
  func tableHint(_ table: TableName, to new: TableName) -> AuthorHint? {
    guard table != new else { return nil }
    return hints.first { hint in
      (hint.from == table.name || hint.from == table.display)
        && (hint.to == new.name || hint.to == new.display)
    }
  }

  private func names(_ text: String, table: TableName, column: String) -> Bool {
    text == column || text == table.name + "." + column || text == table.display + "." + column
  }
}
