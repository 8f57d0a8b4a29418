/// An item of a FROM clause.
package indirect enum TableReference: Sendable {
  /// `s.t as a (b, c)`
  case table(NamedTable)
  /// `(select ...) as a`, `(values ...) as a (b)`
  case derived(DerivedTable)
  /// `f(x) with ordinality as a`, `rows from (...)`, `unnest(...)`
  case function(TableFunction)
  /// `a join b on ... left join c using (...)`
  case joined(JoinedTable)
  /// `t pivot (...)`, `t unpivot (...)`
  case pivoted(PivotedTable)
}

/// A name for a table and its columns.
package struct TableAlias: Hashable, Sendable {
  /// The table's name; nil in `f() as (a int)`.
  package var name: Identifier?
  /// The columns' names, from the first column on; may be fewer than the columns.
  package var columns: [Identifier]
  /// The columns' types in `f() as a (b int, c text)`, else empty.
  package var types: [TypeName]
  package var range: ByteRange
}

/// A table, view, common table or model by name.
package struct NamedTable: Sendable {
  package var name: QualifiedName
  /// `only t`: without the tables that inherit from it.
  package var isOnly: Bool
  package var alias: TableAlias?
  /// Whether `tablesample` or `sample` stands after it: fewer rows.
  package var isSampled: Bool
  /// Whether the name is a quoted file name or URL, as in DuckDB's `from 'a.parquet'`.
  package var isFile: Bool
  package var range: ByteRange
}

/// A query in a FROM clause.
package struct DerivedTable: Sendable {
  package var query: Query
  package var isLateral: Bool
  package var alias: TableAlias?
  package var range: ByteRange
}

/// One or more functions in a FROM clause.
package struct TableFunction: Sendable {
  /// The calls: one, or those of `rows from (...)`.
  package var calls: [FunctionCall]
  package var isLateral: Bool
  package var withOrdinality: Bool
  /// The column that `with offset as o` adds.
  package var offsetName: Identifier?
  package var alias: TableAlias?
  package var range: ByteRange
}

/// Tables joined from left to right. Flat, so a long chain is no deep tree.
package struct JoinedTable: Sendable {
  package var first: TableReference
  package var joins: [Join]
  /// `(a join b on ...) as c`: hides the names inside.
  package var alias: TableAlias?
  package var range: ByteRange
}

/// One join and its right side.
package struct Join: Sendable {
  /// What happens to rows without partner.
  package enum Kind: Hashable, Sendable {
    case inner, left, right, full, cross, semi, anti
    case asof, asofLeft, positional
    /// `cross apply`, `outer apply` and anything else.
    case other
  }
  /// How partners are found.
  package enum Condition: Sendable {
    case none
    case natural
    case on(Expression)
    /// `using (a, b) [as j]`
    case using([Identifier], alias: Identifier?)
  }
  package var kind: Kind
  package var table: TableReference
  package var condition: Condition
  package var range: ByteRange
}

/// DuckDB's and other dialects' pivots: the output columns are not known from the text.
package struct PivotedTable: Sendable {
  package var source: TableReference
  /// Whether `unpivot`.
  package var isUnpivot: Bool
  /// The aggregates, columns and values in the parentheses.
  package var expressions: [Expression]
  /// Names that it makes: the name and value columns of an unpivot.
  package var madeColumns: [Identifier]
  package var alias: TableAlias?
  package var range: ByteRange
}

extension TableReference {
  /// Where the reference stands.
  package var range: ByteRange {
    switch self {
    case .table(let node): node.range
    case .derived(let node): node.range
    case .function(let node): node.range
    case .joined(let node): node.range
    case .pivoted(let node): node.range
    }
  }
}
