/// What a query reads and gives, as far as replay and inference need it: outputs, keys, grouping.
public struct QueryShape: Hashable, Sendable {
  /// The inputs of FROM and JOIN in reading order; CTEs are already put in place as subqueries.
  public var inputs: [QueryInput]
  /// The outputs in order.
  public var outputs: [QueryOutput]
  /// WHERE, HAVING, QUALIFY and join conditions; all must hold.
  public var conditions: [Expression]
  /// GROUP BY expressions; nil when the query has no GROUP BY.
  public var grouping: [Expression]?
  /// Whether an aggregate function stands in the outputs.
  public var isAggregate: Bool
  /// Whether duplicates are removed.
  public var isDistinct: Bool
  /// Whether LIMIT, OFFSET, FETCH or an outer or anti join may drop or multiply rows beyond the conditions.
  public var isLimited: Bool
  /// Further branches of a set operation, with this shape as the first.
  public var unionBranches: [QueryShape]
  /// The text as written, for definitions that are compared and shown.
  public var text: String

  /// A shape; everything but inputs and outputs is usually absent.
  public init(
    inputs: [QueryInput], outputs: [QueryOutput], conditions: [Expression] = [],
    grouping: [Expression]? = nil, isAggregate: Bool = false, isDistinct: Bool = false,
    isLimited: Bool = false, unionBranches: [QueryShape] = [], text: String = ""
  ) {
    self.inputs = inputs
    self.outputs = outputs
    self.conditions = conditions
    self.grouping = grouping
    self.isAggregate = isAggregate
    self.isDistinct = isDistinct
    self.isLimited = isLimited
    self.unionBranches = unionBranches
    self.text = text
  }
}

/// One input of a query.
public struct QueryInput: Hashable, Sendable {
  /// What stands in FROM.
  public enum Source: Hashable, Sendable {
    /// A table or view.
    case table(TableName)
    /// A list of literal rows with the names of its columns: a mapping table written in the query.
    indirect case values(columns: [String], rows: [[Expression]])
    /// A subquery or CTE.
    indirect case query(QueryShape)
    /// A function or anything else that is not followed.
    case opaque(String)
  }

  /// What is read.
  public var source: Source
  /// The alias, or the table's bare name when there is none.
  public var alias: String

  /// One input.
  public init(_ source: Source, alias: String) {
    self.source = source
    self.alias = alias
  }
}

/// One output of a query.
public enum QueryOutput: Hashable, Sendable {
  /// An expression under its alias or derived name.
  case expression(Expression, name: String?)
  /// All columns of the inputs, or of the one with this alias, less the excluded.
  case star(qualifier: String?, excluded: [String])
}
