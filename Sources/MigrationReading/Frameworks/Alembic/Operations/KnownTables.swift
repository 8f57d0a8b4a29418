import Domain

/// The tables that the revisions have made so far, for questions that programs put to the database.
struct KnownTables: Sendable {
  /// Columns in order, by table; a table whose columns are not all known has none here.
  private var columns: [String: [String]] = [:]
  private var names: Set<String> = []

  /// Whether a table is there; nil if no revision makes it.
  func hasTable(_ name: TableName) -> Bool? { names.contains(Self.key(name)) ? true : nil }

  /// The columns of a table; nil if they are not known.
  func columns(of name: TableName) -> [String]? { columns[Self.key(name)] }

  /// The tables of the default schema, sorted.
  var defaultTables: [String] { names.filter { !$0.contains(".") }.sorted() }

  private static func key(_ name: TableName) -> String {
    name.schema == nil || name.schema == "public" ? name.name : name.display
  }

  /// Nothing is known of a table any more.
  mutating func forget(_ name: TableName) {
    columns[Self.key(name)] = nil
    names.remove(Self.key(name))
  }

  /// Takes up what an operation does.
  mutating func apply(_ kind: OperationKind, isConditional: Bool) {
    switch kind {
    case .createTable(let table):
      let key = Self.key(table.name)
      if table.onlyIfAbsent, names.contains(key) { return }
      names.insert(key)
      columns[key] = table.copiedFrom.isEmpty && !isConditional ? table.columns.map(\.name) : nil
    case .createTableFromQuery(let name, _, _, _, _): names.insert(Self.key(name))
    case .dropTable(let name, _, _): forget(name)
    case .renameTable(let name, let new):
      let (old, key) = (Self.key(name), Self.key(TableName(schema: new.schema ?? name.schema, new.name)))
      if names.remove(old) != nil { names.insert(key) }
      columns[key] = columns.removeValue(forKey: old)
    case .setTableSchema(let name, let schema):
      let (old, key) = (Self.key(name), Self.key(TableName(schema: schema, name.name)))
      if names.remove(old) != nil { names.insert(key) }
      columns[key] = columns.removeValue(forKey: old)
    case .addColumn(let name, let column, _, _, _):
      let key = Self.key(name)
      if columns[key]?.contains(column.name) == false { columns[key]?.append(column.name) }
    case .dropColumn(let name, let column, _, _):
      let key = Self.key(name)
      if isConditional { columns[key] = nil } else { columns[key]?.removeAll { $0 == column } }
    case .renameColumn(let name, let column, let new):
      let key = Self.key(name)
      if isConditional { columns[key] = nil }
      if let at = columns[key]?.firstIndex(of: column) { columns[key]?[at] = new }
    default: break
    }
  }
}
