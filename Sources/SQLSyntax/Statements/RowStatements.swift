/// `insert into t (a, b) ...`
package struct Insert: Sendable {
  /// The rows.
  package enum Source: Sendable {
    case defaultValues
    case query(Query)
  }
  /// `overriding system value`
  package enum Overriding: Hashable, Sendable { case system, user }

  package var with: WithClause?
  package var table: NamedTable
  /// The column list; empty if none is written.
  package var columns: [ColumnTarget]
  package var overriding: Overriding?
  /// DuckDB's `by name`.
  package var isByName: Bool
  package var source: Source
  package var onConflict: OnConflict?
  package var returning: [SelectItem]
  package var range: ByteRange
}

/// `on conflict ... do ...`
package struct OnConflict: Sendable {
  /// What the conflict is about.
  package enum Target: Sendable {
    case any
    /// Index expressions, with the filter of a partial index.
    case columns([Expression], filter: Expression?)
    case constraint(Identifier)
  }
  /// What to do then.
  package enum Action: Sendable {
    case nothing
    case update([Assignment], filter: Expression?)
    /// `insert or replace`: the whole row.
    case replace
  }
  package var target: Target
  package var action: Action
  package var range: ByteRange
}

/// A column that is written to, with fields and subscripts below it.
package struct ColumnTarget: Sendable {
  /// The column, or `t.column`, or a column and fields of it.
  package var name: QualifiedName
  /// `a[1]`
  package var subscripts: [Expression]
  package var range: ByteRange
}

/// `a = 1`, `(a, b) = (1, 2)`, `(a, b) = (select ...)`
package struct Assignment: Sendable {
  /// One target, or several of a parenthesised list.
  package var targets: [ColumnTarget]
  /// Whether the targets stand in parentheses: the value is then a row or a subquery.
  package var isRow: Bool
  package var value: Expression
  package var range: ByteRange
}

/// `update t set ... from ... where ...`
package struct Update: Sendable {
  package var with: WithClause?
  package var table: NamedTable
  package var assignments: [Assignment]
  package var from: [TableReference]
  package var filter: Expression?
  /// The cursor of `where current of c`.
  package var cursor: Identifier?
  package var returning: [SelectItem]
  package var range: ByteRange
  /// What MySQL's `update a join b set a.x = 1, b.y = 2` does to further tables.
  package var further: [Update] = []
}

/// `delete from t using ... where ...`
package struct Delete: Sendable {
  package var with: WithClause?
  package var table: NamedTable
  package var using: [TableReference]
  package var filter: Expression?
  /// The cursor of `where current of c`.
  package var cursor: Identifier?
  package var returning: [SelectItem]
  package var range: ByteRange
  /// What MySQL's `delete a, b from a join b` does to further tables.
  package var further: [Delete] = []
}

/// `merge into t using s on ... when ...`
package struct Merge: Sendable {
  /// Which rows a clause is for.
  package enum Rows: Hashable, Sendable { case matched, notMatchedByTarget, notMatchedBySource }
  /// What a clause does.
  package enum Action: Sendable {
    case nothing
    case delete
    case update([Assignment])
    /// DuckDB's `update` without SET: every column of the source by name.
    case updateAll
    /// DuckDB's `insert` without columns.
    case insertAll
    /// The values are nil for `default values`.
    case insert(columns: [ColumnTarget], values: [Expression]?)
  }
  /// `when [not] matched [and ...] then ...`
  package struct Clause: Sendable {
    package var rows: Rows
    package var condition: Expression?
    package var action: Action
    package var range: ByteRange
  }

  package var with: WithClause?
  package var target: NamedTable
  package var source: TableReference
  /// The condition after ON; nil if `using` says it.
  package var condition: Expression?
  /// DuckDB's `using (a, b)` in place of ON.
  package var using: [Identifier]
  package var clauses: [Clause]
  package var returning: [SelectItem]
  package var range: ByteRange
}

/// `truncate table a, b cascade`
package struct Truncate: Sendable {
  package var tables: [NamedTable]
  package var restartsIdentity: Bool
  package var isCascade: Bool
  package var range: ByteRange
}

/// `copy t (a, b) from stdin`, `copy (select ...) to ...`
package struct Copy: Sendable {
  /// What is copied.
  package enum Subject: Sendable {
    case table(QualifiedName, columns: [Identifier])
    case query(Query)
    /// `copy (insert ... returning ...) to`
    case statement(CommonTableBody)
  }
  /// The other side.
  package enum Endpoint: Sendable {
    case stdin
    case stdout
    case file(String)
    case program(String)
  }
  package var subject: Subject
  /// Whether rows go into the table.
  package var isFrom: Bool
  package var endpoint: Endpoint
  package var filter: Expression?
  /// The lines after `from stdin` up to and including `\.`; nil if there are none.
  package var inlineData: ByteRange?
  package var range: ByteRange
}
