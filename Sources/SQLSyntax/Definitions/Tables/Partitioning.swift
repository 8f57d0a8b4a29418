/// `PARTITION BY RANGE | LIST | HASH (column or expression, ...)`.
package struct PartitionBy: Sendable {
  /// `range`, `list` or `hash`, folded.
  package var strategy: String
  package var keys: [IndexElement]
}

/// `PARTITION OF parent ... FOR VALUES ...`.
package struct PartitionOf: Sendable {
  package var parent: QualifiedName
  package var bound: PartitionBound
}

/// The rows that a partition holds.
package enum PartitionBound: Sendable {
  case `default`
  /// `IN (values)`.
  case list([Expression])
  /// `FROM (values) TO (values)`; `MINVALUE` and `MAXVALUE` stand as columns of that name.
  case range(from: [Expression], to: [Expression])
  /// `WITH (MODULUS n, REMAINDER n)`.
  case hash([DefinitionOption])
}
