/// `select ... from ... where ...`
package struct Select: Sendable {
  /// `distinct`
  package enum Distinct: Sendable {
    case rows
    case on([Expression])
  }
  /// `into [temporary] t`
  package struct IntoTarget: Sendable {
    package var name: QualifiedName
    package var isTemporary: Bool
    package var isUnlogged: Bool
  }

  package var distinct: Distinct?
  /// ClickHouse's `with 1 as a`: values that the select sees by name.
  package var scalars: [SelectItem] = []
  /// The select list; for `from t` without select list one star of zero length.
  package var items: [SelectItem]
  package var into: IntoTarget?
  package var from: [TableReference]
  package var filter: Expression?
  package var groupBy: GroupBy?
  package var having: Expression?
  package var windows: [NamedWindow]
  package var qualify: Expression?
  package var range: ByteRange
}

/// One item of a select list or RETURNING.
package struct SelectItem: Sendable {
  /// The value, or a star.
  package var value: Expression
  /// The written name; nil if the name follows from the value.
  package var alias: Identifier?
  package var range: ByteRange
}

/// `group by ...`
package struct GroupBy: Sendable {
  /// One element.
  package enum Element: Sendable {
    case value(Expression)
    /// `()`
    case empty
    case rollup([Expression])
    case cube([Expression])
    indirect case sets([Element])
  }
  package var isDistinct: Bool
  /// `group by all`: every select item without aggregate.
  package var isAll: Bool
  package var elements: [Element]
  package var range: ByteRange
}

/// `window w as (...)`
package struct NamedWindow: Sendable {
  package var name: Identifier
  package var specification: WindowSpecification
}
