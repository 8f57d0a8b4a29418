import Domain

/// A column of an input: its name, what it is, and its type where that is known.
typealias ScopeColumn = (name: String, value: Expression, type: ColumnType?)

/// The columns of an input. Those of a table are made when they are asked for: most statements name a few of many.
enum ScopeColumns {
  /// The columns of a table or view, read under a name before the dot.
  case stored([Column], qualifier: String?)
  /// Columns with values of their own.
  case valued([ScopeColumn])

  /// No columns.
  static let none = ScopeColumns.valued([])

  /// All in order.
  var all: [ScopeColumn] {
    switch self {
    case .stored(let columns, let qualifier): columns.map { Self.made($0, qualifier) }
    case .valued(let columns): columns
    }
  }

  /// The first of a name.
  func first(named name: String) -> ScopeColumn? {
    switch self {
    case .stored(let columns, let qualifier):
      columns.first { $0.name == name }.map { Self.made($0, qualifier) }
    case .valued(let columns): columns.first { $0.name == name }
    }
  }

  /// Whether there is one of a name.
  func holds(_ name: String) -> Bool {
    switch self {
    case .stored(let columns, _): columns.contains { $0.name == name }
    case .valued(let columns): columns.contains { $0.name == name }
    }
  }

  private static func made(_ column: Column, _ qualifier: String?) -> ScopeColumn {
    (
      column.name, .column(ColumnReference(qualifier: qualifier, column.name, column: column.id)),
      column.type.name == "unknown" ? nil : column.type
    )
  }
}
