/// A column of a direct input of a query.
public struct InputColumn: Hashable, Comparable, Sendable {
  /// The asset that is read.
  public var asset: AssetID
  /// Its column, lower case.
  public var column: String

  /// An input column.
  public init(asset: AssetID, column: String) {
    self.asset = asset
    self.column = column
  }

  /// By asset, then column.
  public static func < (left: InputColumn, right: InputColumn) -> Bool {
    (left.asset, left.column) < (right.asset, right.column)
  }
}

/// The clause in which a column is used.
public enum QueryClause: String, Hashable, Sendable, CaseIterable {
  /// Select list.
  case select
  /// JOIN ... ON / USING.
  case join
  /// WHERE, QUALIFY, FILTER.
  case filter
  /// GROUP BY.
  case grouping
  /// HAVING.
  case having
  /// ORDER BY, DISTINCT ON.
  case ordering
  /// OVER (...), WINDOW.
  case window
  /// An unknown macro or function that may use it.
  case opaque
}

/// One use of an input column.
public struct ColumnUse: Hashable, Sendable {
  /// The column used.
  public var input: InputColumn
  /// Where in the query.
  public var clause: QueryClause
  /// Where in the file.
  public var location: SourceLocation
  /// Whether the column is named; false for one that only a star carries along.
  public var isNamed: Bool

  /// A use.
  public init(input: InputColumn, clause: QueryClause, location: SourceLocation, isNamed: Bool = true) {
    self.input = input
    self.clause = clause
    self.location = location
    self.isNamed = isNamed
  }
}

/// How a literal is held against a value.
public enum LiteralMatch: String, Hashable, Sendable, CaseIterable {
  /// They are the same, or one of several is.
  case equal
  /// By size, or with a value that can be the literal without the column.
  case other
  /// `LIKE`: the literal is a pattern, its wildcards escaped by a backslash.
  case like
  /// `ILIKE`: a pattern, whatever the case.
  case ilike
  /// `SIMILAR TO`: a pattern with alternatives that the whole value fits.
  case similar
  /// A regular expression that fits somewhere in the value.
  case regex
  /// A regular expression, whatever the case.
  case iregex
  /// A pattern of a kind that is not followed.
  case pattern
  /// The value begins with it.
  case prefix
  /// The value ends with it.
  case suffix
  /// The value has it somewhere.
  case contained
}

/// A literal that a query compares with an input column's value (also through pass-through CTE columns).
public struct LiteralUse: Hashable, Sendable {
  /// The column it is compared with.
  public var input: InputColumn
  /// The literal as text.
  public var value: String
  /// How it is compared.
  public var match: LiteralMatch
  /// Whether the value's case was changed before.
  public var ignoresCase: Bool
  /// Where in the query.
  public var clause: QueryClause
  /// Where in the file.
  public var location: SourceLocation

  /// A compared literal.
  public init(
    input: InputColumn, value: String, match: LiteralMatch = .equal, ignoresCase: Bool = false,
    clause: QueryClause, location: SourceLocation
  ) {
    self.input = input
    self.value = value
    self.match = match
    self.ignoresCase = ignoresCase
    self.clause = clause
    self.location = location
  }
}

/// Two input columns that a query holds equal, as a join with a mapping table does.
public struct ColumnEquality: Hashable, Sendable {
  /// One of them, the first in order.
  public var left: InputColumn
  /// The other.
  public var right: InputColumn
  /// Whether the case of one was changed before.
  public var ignoresCase: Bool
  /// Where in the query.
  public var clause: QueryClause

  /// Two columns.
  public init(left: InputColumn, right: InputColumn, ignoresCase: Bool = false, clause: QueryClause) {
    self.left = left
    self.right = right
    self.ignoresCase = ignoresCase
    self.clause = clause
  }
}

/// One output column of a query.
public struct OutputColumn: Hashable, Sendable {
  /// Name, lower case.
  public var name: String
  /// Input columns that its value is made of, sorted.
  public var sources: [InputColumn]
  /// The input columns that it passes on unchanged (bare or cast; several through a set operation), sorted.
  public var passesOn: [InputColumn]
  /// Whether it only came in through a star.
  public var isFromStar: Bool
  /// Whether a type is given to it on the way, in one branch at least.
  public var isCast: Bool

  /// An output.
  public init(
    name: String, sources: [InputColumn], passesOn: [InputColumn] = [], isFromStar: Bool = false,
    isCast: Bool = false
  ) {
    self.name = name
    self.sources = sources
    self.passesOn = passesOn
    self.isCast = isCast
    self.isFromStar = isFromStar
  }
}

/// How a query reads one input, for questions of grain.
public struct InputRead: Hashable, Sendable {
  /// What is read.
  public var asset: AssetID
  /// Whether every read of it goes through an aggregate or DISTINCT before it reaches the output.
  public var isAggregated: Bool
  /// Input columns held equal to a literal, a parameter or another input's column, lower case, sorted.
  public var keyedBy: [String]
  /// Where it stands in FROM.
  public var location: SourceLocation

  /// A read.
  public init(asset: AssetID, isAggregated: Bool, keyedBy: [String], location: SourceLocation) {
    self.asset = asset
    self.isAggregated = isAggregated
    self.keyedBy = keyedBy
    self.location = location
  }
}

/// A star in a query: over which input, and whether its columns were known.
public struct StarUse: Hashable, Sendable {
  /// The input.
  public var asset: AssetID
  /// Whether all columns of the input were known, so that the star could be expanded.
  public var isResolved: Bool
  /// Where it stands.
  public var location: SourceLocation

  /// A star.
  public init(asset: AssetID, isResolved: Bool, location: SourceLocation) {
    self.asset = asset
    self.isResolved = isResolved
    self.location = location
  }
}

/// A relation that a query names by itself, not through the data team's tool: a hard-coded table, view or file.
public struct OutsideRelation: Hashable, Sendable {
  /// The name as the database sees it, parts joined by dots: `raw.public.orders`; for a file its path.
  public var name: String
  /// Where it stands.
  public var location: SourceLocation

  /// A relation that no asset stands for.
  public init(name: String, location: SourceLocation) {
    self.name = name
    self.location = location
  }
}

/// What one query does with the columns of its direct inputs.
public struct QueryLineage: Hashable, Sendable {
  /// Outputs in order.
  public var outputs: [OutputColumn]
  /// Whether `outputs` is complete: no unresolved star, no unread part.
  public var hasAllOutputs: Bool
  /// Every use, sorted by location.
  public var uses: [ColumnUse]
  /// Every compared literal, sorted by location.
  public var literals: [LiteralUse]
  /// Columns of two inputs that are held equal, sorted.
  public var equalities: [ColumnEquality]
  /// Stars over inputs.
  public var stars: [StarUse]
  /// How each input is read.
  public var reads: [InputRead]
  /// Columns that are named but that no input is known to have, with the input when only one is possible.
  public var unresolved: [ColumnUse]
  /// Relations that are read but are no asset, sorted by location.
  public var outsideRelations: [OutsideRelation]
  /// What was not understood.
  public var diagnostics: [Diagnostic]

  /// A lineage; empty by default.
  public init(
    outputs: [OutputColumn] = [], hasAllOutputs: Bool = true, uses: [ColumnUse] = [],
    literals: [LiteralUse] = [], equalities: [ColumnEquality] = [], stars: [StarUse] = [],
    reads: [InputRead] = [],
    unresolved: [ColumnUse] = [], outsideRelations: [OutsideRelation] = [], diagnostics: [Diagnostic] = []
  ) {
    self.outputs = outputs
    self.hasAllOutputs = hasAllOutputs
    self.uses = uses
    self.literals = literals
    self.equalities = equalities
    self.stars = stars
    self.reads = reads
    self.unresolved = unresolved
    self.outsideRelations = outsideRelations
    self.diagnostics = diagnostics
  }
}

/// Known columns of an asset, for expanding stars and resolving bare names.
public struct KnownColumns: Hashable, Sendable {
  /// Names in order, lower case.
  public var names: [String]
  /// Whether there can be no others.
  public var isComplete: Bool

  /// Known columns.
  public init(names: [String], isComplete: Bool) {
    self.names = names
    self.isComplete = isComplete
  }
}
