/// A table as replayed at one revision.
public struct Table: Hashable, Sendable {
  /// Identity across renames.
  public var id: ObjectID
  /// Name with the schema resolved.
  public var name: TableName
  /// Columns in order.
  public var columns: [Column]
  /// Primary key, unique, foreign key and check constraints, in order of declaration, `name` filled by the dialect's rule.
  public var constraints: [Constraint]
  /// Secondary indexes, sorted by name.
  public var indexes: [Index]
  /// Where it was created.
  public var location: SourceLocation
  /// The parent of a partition or inheriting table.
  public var parent: TableName?
  /// Whether it may have more columns than listed: it was altered, but no migration creates it.
  public var isPartial: Bool

  /// A replayed table.
  public init(
    id: ObjectID, name: TableName, columns: [Column], constraints: [Constraint] = [], indexes: [Index] = [],
    location: SourceLocation, parent: TableName? = nil, isPartial: Bool = false
  ) {
    self.id = id
    self.name = name
    self.columns = columns
    self.constraints = constraints
    self.indexes = indexes
    self.location = location
    self.parent = parent
    self.isPartial = isPartial
  }

  /// The column of this name.
  public func column(named name: String) -> Column? { columns.first { $0.name == name } }

  /// Primary key columns; empty without one.
  public var primaryKey: [String] {
    for constraint in constraints {
      if case .primaryKey(let columns) = constraint.kind { return columns }
    }
    return []
  }
}

/// A view as replayed at one revision.
public struct View: Hashable, Sendable {
  /// Identity across renames and redefinitions.
  public var id: ObjectID
  /// Name with the schema resolved.
  public var name: TableName
  /// Explicit column names; empty when the query names them.
  public var columnNames: [String]
  /// What it selects; nil when the query was not understood.
  public var query: QueryShape?
  /// Whether its rows are stored.
  public var isMaterialized: Bool
  /// Where it was last defined.
  public var location: SourceLocation
  /// Output columns with identities, as far as replay could resolve stars and names; nil if unknown.
  public var columns: [Column]?

  /// A replayed view.
  public init(
    id: ObjectID, name: TableName, columnNames: [String], query: QueryShape?, isMaterialized: Bool,
    location: SourceLocation, columns: [Column]? = nil
  ) {
    self.id = id
    self.name = name
    self.columnNames = columnNames
    self.query = query
    self.isMaterialized = isMaterialized
    self.location = location
    self.columns = columns
  }
}

/// An enumerated type or a domain.
public struct UserType: Hashable, Sendable {
  /// What kind of type it is.
  public enum Kind: Hashable, Sendable {
    /// Labels in order.
    case enumeration([String])
    /// A base type with checks.
    case domain(ColumnType, checks: [Constraint], isNullable: Bool)
    /// Composite, range and others.
    case other
  }

  /// Identity across renames.
  public var id: ObjectID
  /// Name with the schema resolved.
  public var name: TableName
  /// What it allows.
  public var kind: Kind
  /// Where it was created.
  public var location: SourceLocation

  /// A replayed type.
  public init(id: ObjectID, name: TableName, kind: Kind, location: SourceLocation) {
    self.id = id
    self.name = name
    self.kind = kind
    self.location = location
  }
}

/// Tables, views and types known at one revision of one migration history.
public struct Schema: Hashable, Sendable {
  /// Tables sorted by name.
  public var tables: [Table]
  /// Views sorted by name.
  public var views: [View]
  /// Enumerations and domains sorted by name.
  public var types: [UserType]
  /// The schema that unqualified names fall into (`public`, `main`, `dbo`); nil where the dialect has none.
  public var defaultSchema: String?

  /// A schema; lists are sorted here.
  public init(tables: [Table] = [], views: [View] = [], types: [UserType] = [], defaultSchema: String?) {
    self.tables = Self.sorted(tables, by: \.name)
    self.views = Self.sorted(views, by: \.name)
    self.types = Self.sorted(types, by: \.name)
    self.defaultSchema = defaultSchema
  }

  /// Sorts places instead of the things themselves, which are large to move.
  private static func sorted<Thing>(_ things: [Thing], by name: (Thing) -> TableName) -> [Thing] {
    let names = things.map(name)
    if names.indices.dropFirst().allSatisfy({ names[$0 - 1] <= names[$0] }) { return things }
    return things.indices.sorted { names[$0] < names[$1] }.map { things[$0] }
  }

  /// The table of this name; a name without schema means the default schema.
  public func table(named name: TableName) -> Table? {
    let full = TableName(schema: name.schema ?? defaultSchema, name.name)
    return tables.first { $0.name == full }
  }

  /// The view of this name; a name without schema means the default schema.
  public func view(named name: TableName) -> View? {
    let full = TableName(schema: name.schema ?? defaultSchema, name.name)
    return views.first { $0.name == full }
  }
}
