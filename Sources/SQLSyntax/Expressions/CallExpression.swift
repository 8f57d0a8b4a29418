/// A function call, also in the disguise of special syntax.
package struct FunctionCall: Sendable {
  /// How it was written.
  package enum Form: Hashable, Sendable {
    /// `f(...)`
    case call
    /// `current_date`: no parentheses.
    case keyword
    /// `extract(a from b)`, `a at time zone b`, `trim(both a from b)`: arguments stand in the order of the
    /// function that PostgreSQL calls (`timezone(zone, value)`, `position(text, part)`).
    case special
  }
  /// An argument.
  package struct Argument: Sendable {
    /// The name in `name => value`.
    package var name: Identifier?
    /// The value; a star for `count(*)`.
    package var value: Expression
    /// Whether `variadic` stands before it.
    package var isVariadic: Bool
  }
  /// `ignore nulls` and `respect nulls`.
  package enum NullTreatment: Hashable, Sendable { case ignore, respect }

  /// The name; folded like any name, also when a keyword: `coalesce`, `extract`, `timezone`.
  package var name: QualifiedName
  /// How it was written.
  package var form: Form
  /// The arguments.
  package var arguments: [Argument]
  /// Whether `distinct` stands before the arguments.
  package var isDistinct: Bool
  /// `order by` inside of the parentheses.
  package var orderBy: [SortItem]
  /// `within group (order by ...)`
  package var withinGroup: [SortItem]
  /// `filter (where ...)`
  package var filter: Expression?
  /// `ignore nulls`
  package var nullTreatment: NullTreatment?
  /// `over ...`
  package var over: WindowReference?
  /// Where the whole stands.
  package var range: ByteRange

  /// A call; everything but name, arguments and place has a default.
  package init(
    name: QualifiedName, form: Form = .call, arguments: [Argument] = [], isDistinct: Bool = false,
    orderBy: [SortItem] = [], withinGroup: [SortItem] = [], filter: Expression? = nil,
    nullTreatment: NullTreatment? = nil, over: WindowReference? = nil, range: ByteRange
  ) {
    self.name = name
    self.form = form
    self.arguments = arguments
    self.isDistinct = isDistinct
    self.orderBy = orderBy
    self.withinGroup = withinGroup
    self.filter = filter
    self.nullTreatment = nullTreatment
    self.over = over
    self.range = range
  }
}

/// What stands after `over`.
package enum WindowReference: Sendable {
  case named(Identifier)
  case specification(WindowSpecification)
}

/// `(base partition by ... order by ... rows between ...)`
package struct WindowSpecification: Sendable {
  /// `rows`, `range` or `groups` with its bounds.
  package struct Frame: Sendable {
    /// One end of the frame.
    package enum Bound: Sendable {
      case unboundedPreceding
      case preceding(Expression)
      case currentRow
      case following(Expression)
      case unboundedFollowing
    }
    /// The unit, in lower case: `rows`, `range`, `groups`.
    package var unit: String
    package var start: Bound
    package var end: Bound?
    /// `current row`, `group`, `ties`, `no others`
    package var exclusion: String?
  }
  /// The window that it extends.
  package var base: Identifier?
  package var partitionBy: [Expression]
  package var orderBy: [SortItem]
  package var frame: Frame?
  /// Where it stands, parentheses included.
  package var range: ByteRange
}

/// One key of an `order by`.
package struct SortItem: Sendable {
  /// The place of nulls.
  package enum Nulls: Hashable, Sendable { case first, last }
  /// The key.
  package var value: Expression
  package var isDescending: Bool
  package var nulls: Nulls?
  /// The operator after `using`.
  package var using: Operator?
  /// Where the whole stands.
  package var range: ByteRange
}

/// A conversion to another type.
package struct Cast: Sendable {
  /// How it was written.
  package enum Form: Hashable, Sendable {
    /// `a::t`
    case doubleColon
    /// `cast(a as t)`
    case cast
    /// `try_cast(a as t)`: null where it fails.
    case tryCast
    /// `date '2024-01-01'`
    case typedLiteral
  }
  package var value: Expression
  package var type: TypeName
  package var form: Form
  /// Where the whole stands.
  package var range: ByteRange
}

/// `case [subject] when ... then ... else ... end`
package struct CaseExpression: Sendable {
  /// One branch.
  package struct Branch: Sendable {
    package var condition: Expression
    package var result: Expression
  }
  package var subject: Expression?
  package var branches: [Branch]
  package var otherwise: Expression?
  /// Where the whole stands.
  package var range: ByteRange
}
