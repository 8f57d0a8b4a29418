import Domain

/// A column with the table it stands in.
struct PlacedColumn: Hashable, Sendable {
  /// The column.
  let column: Column
  /// Its table.
  let table: ObjectID
  /// Its place among the table's columns, from 0.
  let position: Int

  /// The column's identity.
  var id: ObjectID { column.id }
  /// The column's name.
  var name: String { column.name }
}

/// One schema, looked up by identity and by name.
struct SchemaIndex: Sendable {
  /// The schema.
  let schema: Schema
  /// Tables by identity.
  let tables: PlacedTables<ObjectID>
  /// Tables by full name.
  let tablesByName: PlacedTables<TableName>
  /// Views by full name.
  let viewsByName: [TableName: View]
  /// Columns of tables by identity.
  let columns: PlacedColumns
  /// Enumerations and domains by full name.
  let types: [TableName: UserType]

  /// Indexes a schema; of several things with one name or identity the first in sorted order counts.
  init(_ schema: Schema) {
    self.schema = schema
    tables = PlacedTables(schema.tables, by: \.id)
    tablesByName = PlacedTables(schema.tables, by: \.name)
    viewsByName = Dictionary(schema.views.map { ($0.name, $0) }) { first, _ in first }
    types = Dictionary(schema.types.map { ($0.name, $0) }) { first, _ in first }
    columns = PlacedColumns(schema.tables)
  }

  /// The tables of the identities that are wanted, in order.
  func tables(where isWanted: (ObjectID) -> Bool) -> [Table] {
    let tables = schema.tables
    // By place: a loop over tables copies each of them.
    return tables.indices.filter { isWanted(tables[$0].id) }.map { tables[$0] }
  }

  /// The full form of a name: the default schema where none is written.
  func full(_ name: TableName) -> TableName {
    TableName(schema: name.schema ?? schema.defaultSchema, name.name)
  }

  /// The table of this name.
  func table(named name: TableName) -> Table? { tablesByName[full(name)] }

  /// The view of this name.
  func view(named name: TableName) -> View? { viewsByName[full(name)] }

  /// The user-defined type that a column has, arrays of it included.
  func userType(of type: ColumnType) -> UserType? {
    types[full(TableName(schema: type.schema, type.name))]
  }

  /// MySQL, which alone has no schemas, keeps whole seconds
  /// (https://dev.mysql.com/doc/refman/8.4/en/fractional-seconds.html), the others six digits.
  private var secondFraction: Int { schema.defaultSchema == nil ? 0 : 6 }

  /// The class of a type, user-defined ones looked up; a domain counts as its base type.
  func typeClass(of type: ColumnType, depth: Int = 0) -> TypeClass {
    if type.arrayDimensions > 0, depth < 16 {
      var element = type
      element.arrayDimensions = 0
      return .array(typeClass(of: element, depth: depth + 1))
    }
    if let known = userType(of: type) {
      switch known.kind {
      case .enumeration(let labels): return .enumeration(labels)
      case .domain(let base, _, _):
        return depth < 16 ? typeClass(of: base, depth: depth + 1) : .other(type.display)
      case .other: return .other(type.display)
      }
    }
    if type.schema == nil || type.schema == "pg_catalog",
      let known = TypeCatalogue.builtIn(type.name, modifiers: type.modifiers, fraction: secondFraction)
    {
      return known
    }
    return .other(type.display)
  }
}
