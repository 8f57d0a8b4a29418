/// `CREATE [OR REPLACE] [TEMP | UNLOGGED | FOREIGN] TABLE [IF NOT EXISTS] name (elements) ...`.
package struct CreateTable: Sendable {
  package var name: QualifiedName
  package var persistence: Persistence = .permanent
  /// `OR REPLACE` (DuckDB, Snowflake): a table of that name is dropped first.
  package var orReplace = false
  package var ifNotExists = false
  package var isForeign = false
  /// Columns, constraints and `LIKE` clauses in the order written.
  package var elements: [TableElement] = []
  package var inherits: [QualifiedName] = []
  /// `OF type`: the columns are the composite type's.
  package var ofType: QualifiedName?
  /// `PARTITION OF parent`: the columns are the parent's.
  package var partitionOf: PartitionOf?
  package var partitionBy: PartitionBy?
  package var settings = TableSettings()

  /// The columns written in the statement.
  package var columns: [ColumnDefinition] {
    elements.compactMap { if case .column(let column) = $0 { column } else { nil } }
  }

  /// The table constraints written in the statement.
  package var constraints: [TableConstraint] {
    elements.compactMap { if case .constraint(let constraint) = $0 { constraint } else { nil } }
  }
}

/// How long a relation lives.
package enum Persistence: String, Hashable, Sendable {
  case permanent, temporary, unlogged
}

/// What follows the element list of a table and changes no columns.
package struct TableSettings: Hashable, Sendable {
  /// `WITH (name = value, ...)`, and `OPTIONS (...)` of foreign tables.
  package var options: [DefinitionOption] = []
  package var accessMethod: Identifier?
  package var tablespace: Identifier?
  /// `ON COMMIT PRESERVE ROWS | DELETE ROWS | DROP`.
  package var onCommit: OnCommit?
  /// `SERVER name` of a foreign table.
  package var server: Identifier?

  /// `ON COMMIT` of a temporary table.
  package enum OnCommit: String, Hashable, Sendable {
    case preserveRows, deleteRows, drop
  }
}

/// `name [= value]` in `WITH (...)`, `OPTIONS (...)` and their like; names are folded to lower case.
package struct DefinitionOption: Hashable, Sendable {
  package var name: String
  /// The value's text: a word, number or string content; nil if none was written.
  package var value: String?
}

/// One entry between the parentheses of `CREATE TABLE`.
package enum TableElement: Sendable {
  case column(ColumnDefinition)
  case constraint(TableConstraint)
  case like(LikeClause)
  /// MySQL's `KEY k (a)`, SQL Server's `INDEX i (a)`.
  case index(CreateIndex)
}

/// `LIKE table INCLUDING ... EXCLUDING ...`.
package struct LikeClause: Hashable, Sendable {
  /// What `INCLUDING` copies.
  package enum Part: String, Hashable, Sendable, CaseIterable {
    case comments, compression, constraints, defaults, generated, identity, indexes, statistics, storage
  }

  package var table: QualifiedName
  /// What is copied besides names, types and `NOT NULL`, after all `INCLUDING` and `EXCLUDING`.
  package var including: Set<Part>
}

/// `CREATE TABLE name [(columns)] AS query [WITH NO DATA]`.
package struct CreateTableAs: Sendable {
  package var name: QualifiedName
  package var persistence: Persistence = .permanent
  package var orReplace = false
  package var ifNotExists = false
  /// Names that replace the query's output names, in order; empty if none were written.
  package var columnNames: [Identifier] = []
  package var settings = TableSettings()
  /// The query; nil for `AS EXECUTE prepared`.
  package var query: Query?
  /// False for `WITH NO DATA`.
  package var withData = true
}
