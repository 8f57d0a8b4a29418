/// A query with everything that belongs to it as a whole.
package struct Query: Sendable {
  /// `with ...`
  package var with: WithClause?
  /// The select, set operation or rows.
  package var body: QueryBody
  /// `order by`; empty also for `order by all`.
  package var orderBy: [SortItem]
  /// `order by all`
  package var ordersByAll: Bool
  /// `limit`, `fetch first`; nil also for `limit all`.
  package var limit: Expression?
  package var offset: Expression?
  /// `for update`, `for share` ...
  package var locking: [LockingClause]
  /// Where it stands, without enclosing parentheses.
  package var range: ByteRange
}

/// What a query is made of.
package indirect enum QueryBody: Sendable {
  /// `select ...`
  case select(Select)
  /// `values (1, 2), (3, 4)`
  case values(ValuesList)
  /// `table t`
  case table(NamedTable)
  /// `a union b union all c`
  case compound(CompoundQuery)
  /// `(query)`
  case nested(Query)
  /// `pivot t on a using sum(b)` and other statements that give rows, whose columns are not known from the text.
  case opaque(OpaqueQuery)
}

/// Rows written out.
package struct ValuesList: Sendable {
  /// The rows, at most `Parser.rowLimit` of them.
  package var rows: [RowLiteral]
  /// Number of rows past the limit, which are not kept.
  package var omittedRows: Int
  package var range: ByteRange
}

/// Queries joined by set operators of equal precedence, from left to right; `intersect` binds tighter and makes
/// a compound of its own. Flat, so a long chain is no deep tree.
package struct CompoundQuery: Sendable {
  /// The operators.
  package enum SetOperator: Hashable, Sendable { case union, intersect, except }
  /// An operator and its right side.
  package struct Branch: Sendable {
    package var operation: SetOperator
    package var isAll: Bool
    /// DuckDB's `by name`: columns match by name, not by place.
    package var isByName: Bool
    package var body: QueryBody
  }
  package var first: QueryBody
  package var rest: [Branch]
  package var range: ByteRange
}

/// A statement that gives rows but is no select; the tables and expressions in it are listed as far as known.
package struct OpaqueQuery: Sendable {
  /// The first word, such as `pivot`.
  package var keyword: String
  package var from: [TableReference]
  package var expressions: [Expression]
  package var range: ByteRange
}

/// `with [recursive] a as (...), b as (...)`
package struct WithClause: Sendable {
  package var isRecursive: Bool
  package var tables: [CommonTable]
  package var range: ByteRange
}

/// One common table expression.
package struct CommonTable: Sendable {
  package var name: Identifier
  /// The column list after the name.
  package var columns: [Identifier]
  /// `materialized` or `not materialized`; nil if not said.
  package var isMaterialized: Bool?
  package var body: CommonTableBody
  /// Columns that `search` and `cycle` add to the output.
  package var addedColumns: [Identifier]
  package var range: ByteRange
}

/// What stands in the parentheses of a common table expression.
package indirect enum CommonTableBody: Sendable {
  case query(Query)
  case insert(Insert)
  case update(Update)
  case delete(Delete)
  case merge(Merge)
}

/// `for update of t skip locked`
package struct LockingClause: Sendable {
  /// `update`, `no key update`, `share`, `key share`
  package var strength: String
  package var tables: [QualifiedName]
  package var range: ByteRange
}
