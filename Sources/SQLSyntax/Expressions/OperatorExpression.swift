/// An operator as written, words in lower case: `=`, `and`, `is distinct from`. `!=` becomes `<>`, `==` becomes `=`.
package struct Operator: Hashable, Sendable {
  /// The sign or words.
  package var name: String
  /// The schema of `operator(schema.+)`.
  package var schema: [Identifier]
  /// Where it stands.
  package var range: ByteRange
}

/// An operator before its operand.
package struct Unary: Sendable {
  /// `-`, `+`, `not`, `~`, ...
  package var operation: Operator
  /// What it stands before.
  package var operand: Expression
  /// Where the whole stands.
  package var range: ByteRange
}

/// An operator between two operands.
package struct Binary: Sendable {
  /// The left side.
  package var left: Expression
  /// `=`, `+`, `is distinct from`, `is not distinct from`, `overlaps`, ...
  package var operation: Operator
  /// The right side.
  package var right: Expression
  /// Where the whole stands.
  package var range: ByteRange
}

/// Operands joined by one associative operator: `and`, `or` or `||`. Flat, so a long chain is no deep tree.
package struct OperatorChain: Sendable {
  /// `and`, `or` or `||`; the place is that of the first one.
  package var operation: Operator
  /// Two or more operands.
  package var operands: [Expression]
  /// Where the whole stands.
  package var range: ByteRange
}

/// A comparison with any or all of several values.
package struct Quantified: Sendable {
  /// The right side.
  package enum Operand: Sendable {
    case query(Query)
    case value(Expression)
  }
  /// The left side.
  package var left: Expression
  /// `=`, `like`, `not ilike`, ...
  package var operation: Operator
  /// Whether `all`; else `any` or `some`.
  package var isAll: Bool
  /// The right side.
  package var operand: Operand
  /// Where the whole stands.
  package var range: ByteRange
}

/// `value [not] between [symmetric] low and high`
package struct Between: Sendable {
  package var value: Expression
  package var low: Expression
  package var high: Expression
  package var isNegated: Bool
  package var isSymmetric: Bool
  /// Where the whole stands.
  package var range: ByteRange
}

/// `value [not] like pattern [escape e]` and its relatives.
package struct PatternMatch: Sendable {
  /// `like`, `ilike`, `similar to`, `glob`, `regexp`, `rlike`
  package var operation: Operator
  package var value: Expression
  package var pattern: Expression
  package var escape: Expression?
  package var isNegated: Bool
  /// Where the whole stands.
  package var range: ByteRange
}

/// `value [not] in (a, b)`
package struct InList: Sendable {
  package var value: Expression
  package var items: [Expression]
  package var isNegated: Bool
  /// Where the whole stands.
  package var range: ByteRange
}

/// `value [not] in (select ...)`
package struct InQuery: Sendable {
  package var value: Expression
  package var query: Query
  package var isNegated: Bool
  /// Where the whole stands.
  package var range: ByteRange
}

/// `value is [not] ...`
package struct IsTest: Sendable {
  /// What is tested for.
  package enum Test: Hashable, Sendable {
    case null, isTrue, isFalse, unknown, document
    /// `is nfc normalized`; the form may be missing.
    case normalized(String?)
    /// `is json`, `is json object with unique keys`: the words after `json`.
    case json(String)
  }
  package var value: Expression
  package var test: Test
  package var isNegated: Bool
  /// Where the whole stands.
  package var range: ByteRange
}

/// `value collate name`
package struct Collate: Sendable {
  package var value: Expression
  package var collation: QualifiedName
  /// Where the whole stands.
  package var range: ByteRange
}

/// `base[index]` or `base[lower:upper]`
package struct ElementAccess: Sendable {
  /// What stands between the brackets.
  package enum Position: Sendable {
    case index(Expression)
    case slice(lower: Expression?, upper: Expression?, step: Expression?)
  }
  package var base: Expression
  package var position: Position
  /// Where the whole stands.
  package var range: ByteRange
}

/// `(base).field`
package struct FieldAccess: Sendable {
  package var base: Expression
  /// The field; nil for `(base).*`.
  package var field: Identifier?
  /// Where the whole stands.
  package var range: ByteRange
}
