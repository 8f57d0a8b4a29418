/// `CREATE [UNIQUE] INDEX [CONCURRENTLY] [IF NOT EXISTS] [name] ON table USING method (elements) ...`.
package struct CreateIndex: Sendable {
  /// Nil where the database makes up the name.
  package var name: Identifier?
  package var table: QualifiedName
  package var isUnique = false
  package var isConcurrent = false
  package var ifNotExists = false
  package var only = false
  package var method: Identifier?
  package var elements: [IndexElement] = []
  package var parameters = IndexParameters()
  package var predicate: Expression?
}

/// One column or expression of an index, partition key or exclusion constraint.
package struct IndexElement: Sendable {
  /// What is indexed.
  package enum Key: Sendable {
    case column(Identifier)
    case expression(Expression)
  }

  package var key: Key
  package var collation: QualifiedName?
  package var operatorClass: QualifiedName?
  package var isDescending = false
  /// `NULLS FIRST` is true, `NULLS LAST` is false, nothing is nil.
  package var nullsFirst: Bool?

  /// The column's name, if it is a bare column.
  package var column: Identifier? {
    if case .column(let name) = key { name } else { nil }
  }
}
