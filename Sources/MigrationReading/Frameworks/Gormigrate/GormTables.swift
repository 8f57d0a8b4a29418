import Domain

/// The tables that the migrations have made so far, as far as GORM compares them with structures.
struct GormTables: Sendable {
  struct Table: Sendable {
    var columns: [String: ColumnDefinition] = [:]
    var indexes: Set<String> = []
    /// Whether it may be there or not, or have more columns.
    var isUncertain = false
  }
  private var tables: [String: Table] = [:]
  /// Fields without a known type that were told, by their tables.
  private var told: Set<String> = []

  /// Whether a field whose type is not known is told now: once for each table that it comes to.
  mutating func tells(_ field: String, of table: TableName) -> Bool {
    told.insert(table.name + "." + field).inserted
  }

  subscript(_ name: TableName) -> Table? { tables[name.name.lowercased()] }

  /// Takes up what an operation does.
  mutating func apply(_ operation: Operation) {
    func key(_ name: TableName) -> String { name.name.lowercased() }
    switch operation.kind {
    case .createTable(let definition):
      let name = key(definition.name)
      if definition.onlyIfAbsent || operation.toleratesAbsence, tables[name] != nil { return }
      var table = Table()
      for column in definition.columns { table.columns[column.name.lowercased()] = column }
      table.isUncertain = operation.isConditional
      tables[name] = table
    case .createTableFromQuery(let name, _, _, _, _):
      var table = Table()
      table.isUncertain = true
      tables[key(name)] = table
    case .dropTable(let name, _, _):
      if operation.isConditional { tables[key(name)]?.isUncertain = true } else { tables[key(name)] = nil }
    case .renameTable(let name, let new):
      guard let old = tables[key(name)] else { return }
      tables[key(new)] = old
      if !operation.isConditional { tables[key(name)] = nil }
    case .addColumn(let name, let column, _, _, _):
      tables[key(name)]?.columns[column.name.lowercased()] = column
    case .dropColumn(let name, let column, _, _):
      if !operation.isConditional { tables[key(name)]?.columns[column.lowercased()] = nil }
    case .renameColumn(let name, let column, let new):
      guard let old = tables[key(name)]?.columns[column.lowercased()] else { return }
      tables[key(name)]?.columns[column.lowercased()] = nil
      tables[key(name)]?.columns[new.lowercased()] = old
    case .alterColumnType(let name, let column, let type, _, _):
      tables[key(name)]?.columns[column.lowercased()]?.type = type
    case .setNullability(let name, let column, let isNullable):
      tables[key(name)]?.columns[column.lowercased()]?.isNullable = isNullable
    case .setDefault(let name, let column, let value, let text):
      tables[key(name)]?.columns[column.lowercased()]?.defaultValue = value
      tables[key(name)]?.columns[column.lowercased()]?.defaultText = text
    case .redefineColumn(let name, let column, let definition, _):
      tables[key(name)]?.columns[column.lowercased()] = nil
      tables[key(name)]?.columns[definition.name.lowercased()] = definition
    case .createIndex(let name, let index, _):
      tables[key(name)]?.indexes.insert(index.name.lowercased())
    case .dropIndex(let name, _):
      for table in tables.keys.sorted() { tables[table]?.indexes.remove(name.name.lowercased()) }
    default: break
    }
  }
}
