import Domain

/// A query as `Ecto.Query` builds it, as far as it is known.
struct EctoQuery: Sendable {
  /// One table of it.
  struct Source: Sendable {
    /// The table; nil if it is not known.
    var table: TableName?
    /// The name that the expressions last used for it.
    var binding = ""
  }

  /// A new value of a column.
  struct Setting: Sendable {
    var column: String
    /// SQL; nil if it is not known.
    var sql: String?
    /// Columns that a value which is not known is computed from.
    var columns: [String] = []
  }

  /// The table, then those that are joined.
  var sources: [Source] = []
  /// What must hold, as SQL.
  var conditions: [String] = []
  /// More must hold that is not known.
  var isNarrowed = false
  var settings: [Setting] = []
  /// What it gives for each row; nil for the row.
  var selected: [EctoValue] = []

  /// The table whose rows it is about.
  var table: TableName? { sources.first?.table }

  /// A query for all rows of a table.
  init(_ table: TableName?) { sources = [Source(table: table)] }

  /// The alias of a source in SQL; none where there is only one.
  func qualifier(_ index: Int) -> String { sources.count > 1 ? "t\(index)." : "" }

  /// What the rows of the query are.
  var element: EctoValue { selected.first ?? .row(self) }
}
