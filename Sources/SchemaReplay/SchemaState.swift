import Domain

/// The schema while migrations are being replayed: keyed for quick changes, with what only replay needs.
struct SchemaState {
  /// Tables by full name.
  var tables: [TableName: TableState] = [:]
  /// Views by full name.
  var views: [TableName: View] = [:]
  /// Enumerations, domains and other types by full name.
  var types: [TableName: UserType] = [:]
  /// The table that each index belongs to.
  var indexTables: [TableName: TableName] = [:]
  /// Tables that others inherit from or are partitions of, now or before.
  var parentNames: Set<TableName> = []
  /// Tables that have foreign keys to a table, now or before.
  var keyHolders: [TableName: Set<TableName>] = [:]
  /// Where unqualified names fall when the search path says nothing.
  let defaultSchema: String?
  /// The search path of the running migration.
  var searchPath: [String] = []
  /// Names of tables, in lower case, that no migration of this history makes and one of another history does.
  var elsewhere: Set<String> = []
  /// Whether the running migration made a temporary table.
  var hasTemporaryTables = false

  /// The dialect's name.
  let dialect: String
  /// What the dialect does differently.
  let rules: DialectRules

  /// An empty schema of a dialect, by its name.
  init(dialect: String) {
    self.dialect = dialect
    defaultSchema = Self.defaultSchema(ofDialect: dialect)
    rules = DialectRules(dialect: dialect)
  }

  /// The full name for something that is created.
  func creationName(_ name: TableName) -> TableName {
    TableName(schema: name.schema ?? searchPath.first ?? defaultSchema, name.name)
  }

  /// The full name of something that should exist: the first schema of the search path that has it.
  func lookupName(_ name: TableName) -> TableName {
    // Without a search path there is one place where it can be.
    guard name.schema == nil, !searchPath.isEmpty else { return creationName(name) }
    for schema in searchPath + [defaultSchema].compactMap({ $0 }) {
      let full = TableName(schema: schema, name.name)
      if tables[full] != nil || views[full] != nil || types[full] != nil { return full }
    }
    return creationName(name)
  }

  /// Whether a name is one of the database's own tables: no migration creates them, and they are no part of a schema.
  func isCatalog(_ name: TableName) -> Bool {
    switch name.schema {
    case "pg_catalog", "information_schema", "sys": true
    case nil: defaultSchema == "public" && name.name.hasPrefix("pg_")
    default: false
    }
  }

  /// The schema as a value; temporary tables are left out.
  func snapshot() -> Schema {
    var found: [Table] = []
    found.reserveCapacity(tables.count)
    for state in tables.values where !state.isTemporary {
      found.append(state.table)
      // What is in order already stays shared with the state.
      if !state.hasOrderedIndexes { found[found.count - 1].indexes.sort { $0.name < $1.name } }
    }
    return Schema(
      tables: found, views: Array(views.values), types: Array(types.values), defaultSchema: defaultSchema)
  }
}

/// A table with the literal rows that migrations put in, as far as they are few: mapping tables are read from them.
struct TableState {
  /// The table itself.
  var table: Table
  /// Rows by column name; nil once rows come from elsewhere or there are too many.
  var literalRows: [[String: Expression]]? = []
  /// Tables whose column changes reach it: the parents that it inherits from, or is a partition of.
  var parents: [TableName] = []
  /// Whether it goes away with the migration.
  var isTemporary = false

  /// How many literal rows are remembered at most.
  static let rowLimit = 500

  /// Whether the indexes are sorted by name.
  var hasOrderedIndexes: Bool {
    table.indexes.indices.dropFirst().allSatisfy { table.indexes[$0 - 1].name <= table.indexes[$0].name }
  }

  /// The place of a column in the list.
  func index(of column: String) -> Int? {
    table.columns.firstIndex { $0.name == column }
  }

  /// Gives a column another name, in keys and indexes too.
  mutating func renameColumn(at place: Int, to new: String) {
    let old = table.columns[place].name
    table.columns[place].definition.name = new
    table.constraints = table.constraints.map { $0.renamingColumn(old, to: new) }
    table.indexes = table.indexes.map { index in
      Index(name: index.name, columns: index.columns.map { $0 == old ? new : $0 }, isUnique: index.isUnique)
    }
  }

  /// Takes a column away, with the keys and indexes that it is part of.
  mutating func removeColumn(at place: Int) {
    let name = table.columns.remove(at: place).name
    table.constraints.removeAll { $0.ownColumns.contains(name) }
    table.indexes.removeAll { $0.columns.contains(name) }
  }

  /// Puts a new column to its place; behind the last one if the column that it is to follow is not there.
  mutating func insert(_ column: Column, at position: ColumnPosition) {
    let last = table.columns.count
    let place =
      switch position {
      case .last: last
      case .first: 0
      case .after(let other): (index(of: other) ?? last - 1) + 1
      }
    table.columns.insert(column, at: min(place, last))
  }
}

extension SchemaState {
  /// The default schema of a dialect; nil where tables have no schema of their own.
  private static func defaultSchema(ofDialect dialect: String) -> String? {
    switch dialect {
    case "postgres", "redshift": "public"
    case "duckdb", "sqlite": "main"
    case "sqlserver": "dbo"
    case "clickhouse": "default"
    default: nil
    }
  }
}
