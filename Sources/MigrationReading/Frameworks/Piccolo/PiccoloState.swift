import Domain

/// The tables at a point of the history, by what migrations must know of them.
struct PiccoloState: Sendable {
  /// A table.
  struct Table: Sendable {
    var name: TableName
    /// Columns by the attributes of the class.
    var columns: [String: String] = [:]
    /// The key, and the type of what references it.
    var key: (column: String, type: String)?
    /// What columns point to.
    var targets: [String: (table: TableName, column: String)] = [:]
  }

  /// Tables by the names of their classes.
  var tables: [String: Table] = [:]

  /// The key of the table of a name.
  func key(of name: TableName) -> (column: String, type: String)? {
    tables.values.first { $0.name == name }?.key
  }
}
