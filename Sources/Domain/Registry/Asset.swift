/// The id of a registry node, as the data team's tool writes it: `model.acme_analytics.stg_customers`.
public struct AssetID: Hashable, Comparable, Sendable {
  /// The id.
  public var text: String

  /// An id.
  public init(_ text: String) {
    self.text = text
  }

  /// By text.
  public static func < (left: AssetID, right: AssetID) -> Bool { left.text < right.text }
}

/// What kind of node it is; raw values are the report's words.
public enum AssetKind: String, Hashable, Sendable, CaseIterable {
  /// A table that a loader fills.
  case source
  /// A column of a source, where a report speaks of it alone.
  case column
  /// A query that makes a relation.
  case model
  /// A file that is loaded as a table.
  case seed
  /// A history kept of a query.
  case snapshot
  /// A data test.
  case test
  /// A unit test with given rows.
  case unitTest
  /// A dashboard, notebook, application.
  case exposure
  /// A metric or semantic model.
  case metric
  /// A data contract.
  case contract
  /// A view template.
  case template
  /// A view.
  case view
  /// A saved query.
  case query
}

/// A person or group who answers for an asset.
public struct Owner: Hashable, Comparable, Sendable {
  /// Name as declared.
  public var name: String?
  /// Mail addresses as declared.
  public var emails: [String]

  /// An owner.
  public init(name: String? = nil, emails: [String] = []) {
    self.name = name
    self.emails = emails
  }

  /// Name, or the first address.
  public var display: String { name ?? emails.first ?? "" }

  /// By what is displayed.
  public static func < (left: Owner, right: Owner) -> Bool { left.display < right.display }
}

/// Where a relation lives in the warehouse; parts that could not be rendered are nil.
public struct RelationName: Hashable, Sendable {
  /// Database, project or catalogue.
  public var database: String?
  /// Schema or data set.
  public var schema: String?
  /// The physical table name.
  public var identifier: String

  /// A relation.
  public init(database: String? = nil, schema: String? = nil, identifier: String) {
    self.database = database
    self.schema = schema
    self.identifier = identifier
  }
}

/// A column that the data team wrote down.
public struct DeclaredColumn: Hashable, Sendable {
  /// Name as declared.
  public var name: String
  /// Declared type as written.
  public var type: String?
  /// Whether case matters.
  public var isQuoted: Bool
  /// Where it is declared.
  public var location: SourceLocation

  /// A declared column.
  public init(name: String, type: String? = nil, isQuoted: Bool = false, location: SourceLocation) {
    self.name = name
    self.type = type
    self.isQuoted = isQuoted
    self.location = location
  }
}

/// A use of a parent's column that is declared, not written in a query: a test's column, a unique key, a cursor.
public struct DeclaredUse: Hashable, Sendable {
  /// In which part of a declaration the column stands.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    /// A data test names it.
    case test
    /// `relationships` names the parent's field.
    case relationship
    /// `accepted_values` or a contract names values of it.
    case acceptedValues
    /// `loaded_at_field`, freshness filter.
    case freshness
    /// `unique_key`, `merge` keys.
    case uniqueKey
    /// Snapshot `updated_at`.
    case updatedAt
    /// Snapshot `check_cols`.
    case checkColumns
    /// `partition_by`, `cluster_by`, `sort`, `dist`, indexes.
    case layout
    /// Rows of a unit test.
    case unitTestRow
    /// `meta.referenced_columns` of an exposure.
    case exposure
    /// A contract or constraint lists it.
    case contract
    /// A metric or semantic model's expression.
    case metric
    /// A `where`, `expression` or other free SQL of a declaration.
    case expression
  }

  /// The asset whose column it is: a parent, or the asset itself for its own config.
  public var asset: AssetID
  /// The column's name as written.
  public var column: String
  /// Where in the declaration.
  public var role: Role
  /// Literals that the declaration holds against the column (`accepted_values`, a `where`).
  public var values: [String]
  /// Where it stands.
  public var location: SourceLocation

  /// A declared use.
  public init(asset: AssetID, column: String, role: Role, values: [String] = [], location: SourceLocation) {
    self.asset = asset
    self.column = column
    self.role = role
    self.values = values
    self.location = location
  }
}

/// What a test checks and how much it counts.
public struct TestDetail: Hashable, Sendable {
  /// Generic test's name (`not_null`, `dbt_utils.unique_combination_of_columns`), or `singular`.
  public var name: String
  /// Whether a failure stops the run (`severity: error`), or only warns.
  public var isError: Bool
  /// The asset it hangs on, for reports ("tests by name and parent").
  public var parent: AssetID?
  /// The column it hangs on.
  public var column: String?

  /// A test.
  public init(name: String, isError: Bool = true, parent: AssetID? = nil, column: String? = nil) {
    self.name = name
    self.isError = isError
    self.parent = parent
    self.column = column
  }
}

/// One node of the registry graph.
public struct Asset: Hashable, Sendable {
  /// Its id.
  public var id: AssetID
  /// What it is.
  public var kind: AssetKind
  /// Name for people: model name, `source.table`, test name, exposure label.
  public var name: String
  /// Where it is defined.
  public var location: SourceLocation
  /// The assets it reads, sorted; for a test also the one it hangs on.
  public var parents: [AssetID]
  /// Who answers for it, exposure owners and group owners, sorted.
  public var owners: [Owner]
  /// Address of a dashboard.
  public var url: String?
  /// The physical relation of sources, models, seeds and snapshots.
  public var relation: RelationName?
  /// dbt source name of a source table.
  public var sourceName: String?
  /// Logical table name of a source table.
  public var tableName: String?
  /// Free text of dbt's `loader`.
  public var loader: String?
  /// `meta.tidegate` of a source table.
  public var metaBinding: MetaBinding?
  /// Columns written down.
  public var columns: [DeclaredColumn]
  /// Columns of a seed's header: complete, unlike `columns`.
  public var seedColumns: [SeedColumn]
  /// Declared uses.
  public var uses: [DeclaredUse]
  /// The query of models, snapshots and singular tests.
  public var query: QueryText?
  /// For tests.
  public var test: TestDetail?
  /// dbt's `materialized` (view, table, incremental, ephemeral, ...).
  public var materialization: String?
  /// dbt's `on_schema_change`.
  public var onSchemaChange: String?
  /// Whether a contract is enforced on it.
  public var isContractEnforced: Bool
  /// Declared grain: column names whose combination names one row.
  public var grain: [String]
  /// Whether its definition could not be read in full; its uses are then unknown.
  public var isOpaque: Bool
  /// Whether it is a source that nothing declares: a query names its table itself.
  public var isImplicit: Bool

  /// A node; most parts depend on the kind and are empty by default.
  public init(
    id: AssetID, kind: AssetKind, name: String, location: SourceLocation, parents: [AssetID] = [],
    owners: [Owner] = [], url: String? = nil, relation: RelationName? = nil, sourceName: String? = nil,
    tableName: String? = nil, loader: String? = nil, metaBinding: MetaBinding? = nil,
    columns: [DeclaredColumn] = [], seedColumns: [SeedColumn] = [], uses: [DeclaredUse] = [],
    query: QueryText? = nil, test: TestDetail? = nil, materialization: String? = nil,
    onSchemaChange: String? = nil, isContractEnforced: Bool = false, grain: [String] = [],
    isOpaque: Bool = false, isImplicit: Bool = false
  ) {
    self.id = id
    self.kind = kind
    self.name = name
    self.location = location
    self.parents = parents
    self.owners = owners
    self.url = url
    self.relation = relation
    self.sourceName = sourceName
    self.tableName = tableName
    self.loader = loader
    self.metaBinding = metaBinding
    self.columns = columns
    self.seedColumns = seedColumns
    self.uses = uses
    self.query = query
    self.test = test
    self.materialization = materialization
    self.onSchemaChange = onSchemaChange
    self.isContractEnforced = isContractEnforced
    self.grain = grain
    self.isOpaque = isOpaque
    self.isImplicit = isImplicit
  }
}

/// `meta.tidegate` on a dbt source table.
public struct MetaBinding: Hashable, Sendable {
  /// The backend's name, nil when left out.
  public var backend: String?
  /// The backend's table, `schema.table` allowed.
  public var table: String?
  /// Backend column -> source column.
  public var columns: [String: String]
  /// Loader of this table.
  public var loader: String?

  /// A binding in meta.
  public init(
    backend: String? = nil, table: String? = nil, columns: [String: String] = [:], loader: String? = nil
  ) {
    self.backend = backend
    self.table = table
    self.columns = columns
    self.loader = loader
  }
}

/// A column of a seed with the distinct values of its rows, as far as they are few.
public struct SeedColumn: Hashable, Sendable {
  /// Header cell.
  public var name: String
  /// Distinct values, sorted; empty when there are more than a limit.
  public var values: [String]
  /// Where the header cell stands.
  public var location: SourceLocation

  /// A seed column.
  public init(name: String, values: [String], location: SourceLocation) {
    self.name = name
    self.values = values
    self.location = location
  }
}
