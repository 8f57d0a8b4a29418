import Domain

/// Indexes by table: calls name them by their columns, and renamed tables and columns rename them.
struct RailsIndexes: Sendable {
  private var byTable: [String: [Index]] = [:]

  /// The name that Rails gives an index.
  static func name(_ table: String, _ columns: [String]) -> String {
    "index_\(table)_on_" + columns.joined(separator: "_and_")
  }

  /// The index over these columns; else the one of the usual name.
  func name(of columns: [String], in table: TableName) -> String {
    byTable[table.name]?.last { $0.columns == columns }?.name ?? Self.name(table.name, columns)
  }

  /// New names of a table's indexes that follow its new name.
  func renames(of table: String, to new: String) -> [(old: String, new: String)] {
    (byTable[table] ?? []).compactMap { index in
      index.name == Self.name(table, index.columns) ? (index.name, Self.name(new, index.columns)) : nil
    }
  }

  /// New names of a table's indexes that follow the new name of a column.
  func renames(of column: String, to new: String, in table: String) -> [(old: String, new: String)] {
    (byTable[table] ?? []).compactMap { index in
      guard index.columns.contains(column), index.name == Self.name(table, index.columns) else { return nil }
      return (index.name, Self.name(table, index.columns.map { $0 == column ? new : $0 }))
    }
  }

  /// Follows an operation.
  mutating func apply(_ kind: OperationKind) {
    switch kind {
    case .createIndex(let table, let index, _):
      byTable[table.name, default: []].removeAll { $0.name == index.name }
      byTable[table.name, default: []].append(index)
    case .dropIndex(let name, let table):
      let keys =
        table.map { [$0.name] }
        ?? byTable.keys.filter { key in
          byTable[key]?.contains { $0.name == name.name } ?? false
        }
      for key in keys { byTable[key]?.removeAll { $0.name == name.name } }
    case .renameIndex(let name, let new):
      for key in byTable.keys {
        guard let place = byTable[key]?.firstIndex(where: { $0.name == name.name }) else { continue }
        byTable[key]?[place].name = new
      }
    case .renameTable(let table, let new): byTable[new.name] = byTable.removeValue(forKey: table.name)
    case .dropTable(let table, _, _): byTable[table.name] = nil
    case .renameColumn(let table, let column, let new):
      let renamed = (byTable[table.name] ?? []).map { index in
        var index = index
        index.columns = index.columns.map { $0 == column ? new : $0 }
        return index
      }
      byTable[table.name] = renamed
    case .dropColumn(let table, let column, _, _):
      byTable[table.name]?.removeAll { $0.columns.contains(column) }
    default: break
    }
  }
}
