/// One column of `CREATE TABLE`, `ADD COLUMN` or a composite type.
package struct ColumnDefinition: Sendable {
  package var name: Identifier
  /// Nil where none is written: typed tables, partitions, generated columns of DuckDB.
  package var type: TypeName?
  package var collation: QualifiedName?
  package var constraints: [ColumnConstraint] = []
  /// `STORAGE`, `COMPRESSION` and `OPTIONS (...)`.
  package var options: [DefinitionOption] = []
  /// `FIRST` or `AFTER a`.
  package var place: ColumnPlace?
  /// `AUTO_INCREMENT`, `AUTOINCREMENT`.
  package var isAutoIncrement = false
  /// From the name to the last constraint.
  package var range: ByteRange
}

/// Where MySQL puts a column.
package enum ColumnPlace: Hashable, Sendable {
  case first
  case after(Identifier)
}

/// A constraint written behind a column's type.
package struct ColumnConstraint: Sendable {
  /// What is demanded.
  package enum Kind: Sendable {
    case notNull(noInherit: Bool)
    /// `NULL`: written for emphasis.
    case null
    case `default`(Expression)
    case primaryKey(IndexParameters)
    case unique(IndexParameters)
    case check(Expression, noInherit: Bool)
    case references(ForeignKeyTarget)
    /// `GENERATED ALWAYS AS (expression) STORED | VIRTUAL`.
    case generated(Expression, stored: Bool)
    /// `GENERATED ALWAYS | BY DEFAULT AS IDENTITY`.
    case identity(always: Bool, [SequenceOption])
  }

  /// `CONSTRAINT name`.
  package var name: Identifier?
  package var kind: Kind
  package var timing = ConstraintTiming()
  package var range: ByteRange
}

/// `CONSTRAINT name ...` between a table's elements or in `ADD CONSTRAINT`.
package struct TableConstraint: Sendable {
  /// What is demanded.
  package enum Kind: Sendable {
    case primaryKey([Identifier], IndexParameters)
    case unique([Identifier], IndexParameters)
    case primaryKeyUsingIndex(Identifier)
    case uniqueUsingIndex(Identifier)
    case check(Expression)
    case foreignKey([Identifier], ForeignKeyTarget)
    case exclude(Exclusion)
    /// `NOT NULL column` (PostgreSQL 18).
    case notNull(Identifier)
  }

  package var name: Identifier?
  package var kind: Kind
  package var timing = ConstraintTiming()
  package var range: ByteRange
}

/// When and how a constraint is checked.
package struct ConstraintTiming: Hashable, Sendable {
  package var deferrable: Bool?
  package var initiallyDeferred: Bool?
  /// `NOT VALID`: existing rows are not checked.
  package var notValid = false
  package var noInherit = false
  /// `NOT ENFORCED` (PostgreSQL 18).
  package var notEnforced = false
}

/// What stands behind the columns of a key.
package struct IndexParameters: Hashable, Sendable {
  package var nullsNotDistinct = false
  /// `INCLUDE (columns)`.
  package var include: [Identifier] = []
  package var options: [DefinitionOption] = []
  package var tablespace: Identifier?
}

/// `REFERENCES table (columns) MATCH ... ON DELETE ... ON UPDATE ...`.
package struct ForeignKeyTarget: Hashable, Sendable {
  /// What happens to referencing rows.
  package enum Action: String, Hashable, Sendable {
    case noAction, restrict, cascade, setNull, setDefault
  }

  package var table: QualifiedName
  /// Empty: the target's primary key.
  package var columns: [Identifier] = []
  /// `full`, `partial` or `simple`; nil if none was written.
  package var match: String?
  package var onDelete: Action?
  package var onUpdate: Action?
  /// The columns of `ON DELETE SET NULL (columns)`.
  package var onDeleteColumns: [Identifier] = []
}

/// `EXCLUDE USING method (element WITH operator, ...) WHERE (...)`.
package struct Exclusion: Sendable {
  package var method: Identifier?
  package var elements: [IndexElement]
  /// The operators, one per element, as written.
  package var operators: [String]
  package var parameters = IndexParameters()
  package var predicate: Expression?
}
