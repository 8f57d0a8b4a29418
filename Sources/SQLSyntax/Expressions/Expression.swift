/// A value expression. Every case's payload says where it stands.
///
/// Depth is bounded by the parser (`Parser.depthLimit`), so recursion over it is safe.
package indirect enum Expression: Sendable {
  /// `a`, `t.a`, `s.t.a`
  case column(ColumnReference)
  /// `*`, `t.*`, with exclude, replace, rename
  case star(Star)
  /// `1`, `'x'`, `true`, `null`
  case literal(Literal)
  /// `$1`, `?`, `:name`, `${name}`
  case parameter(Parameter)
  /// `default` in VALUES and SET
  case defaultValue(ByteRange)
  /// `- a`, `not a`, `~ a`
  case unary(Unary)
  /// `a = b`, `a + b`, `a is distinct from b`, `a ->> 'k'`
  case binary(Binary)
  /// `a and b and c`, `a or b`, `a || b || c`: two or more operands of one operator, flat
  case chain(OperatorChain)
  /// `a = any (...)`, `a like all (...)`
  case quantified(Quantified)
  /// `a between b and c`
  case between(Between)
  /// `a like b escape c`, `ilike`, `similar to`, `glob`
  case match(PatternMatch)
  /// `a in (1, 2)`
  case inList(InList)
  /// `a in (select ...)`
  case inQuery(InQuery)
  /// `a is null`, `is not true`, `is json object`
  case test(IsTest)
  /// `f(a, b => c) filter (...) over (...)`; also `extract`, `current_date`, `at time zone`
  case call(FunctionCall)
  /// `a::t`, `cast(a as t)`, `date '2024-01-01'`
  case cast(Cast)
  /// `case a when b then c else d end`
  case conditional(CaseExpression)
  /// `(select ...)`
  case subquery(Subquery)
  /// `exists (select ...)`
  case exists(Subquery)
  /// `array[...]`, `[...]`
  case array(ArrayLiteral)
  /// `array(select ...)`
  case arrayQuery(Subquery)
  /// `row(a, b)`, `(a, b)`
  case row(RowLiteral)
  /// `{'a': 1}`, `map {'a': 1}`
  case structure(StructLiteral)
  /// `a[1]`, `a[1:2]`
  case element(ElementAccess)
  /// `(a).b`, `f(x).b`, `(a).*`
  case field(FieldAccess)
  /// `a collate "C"`
  case collate(Collate)
  /// `x -> x + 1`, `lambda x: x + 1`
  case lambda(Lambda)
  /// Text that was skipped as a balanced whole.
  case unparsed(ByteRange)
}

/// A column, or whatever else the scope makes of the name.
package struct ColumnReference: Hashable, Sendable {
  /// The parts as written; the column is the last, unless a part before is a column of a composite type.
  package var name: QualifiedName
  /// Where it stands.
  package var range: ByteRange { name.range }
}

/// `*` or `t.*`, with the modifiers of DuckDB and its relatives.
package struct Star: Sendable {
  /// What stands after `replace`.
  package struct Replacement: Sendable {
    /// The new value.
    package var value: Expression
    /// The column that it replaces.
    package var name: Identifier
  }
  /// What stands after `rename`.
  package struct Renaming: Sendable {
    /// The column.
    package var from: QualifiedName
    /// Its name in the output.
    package var to: Identifier
  }

  /// The table before the star.
  package var qualifier: QualifiedName?
  /// Columns left out.
  package var excluded: [QualifiedName]
  /// Columns with another value.
  package var replaced: [Replacement]
  /// Columns with another name.
  package var renamed: [Renaming]
  /// `* like '...'` and its relatives: which columns are kept is not known from the text.
  package var pattern: Expression?
  /// Where it stands.
  package var range: ByteRange
}

/// A constant.
package struct Literal: Hashable, Sendable {
  /// What the constant is.
  package enum Value: Hashable, Sendable {
    case null
    case boolean(Bool)
    /// Digits as written, without sign and underscores.
    case number(String)
    /// The text with escapes resolved.
    case string(String)
    /// `B'..'` and `X'..'`, digits as written after the letter, which is lower case: `b0101`.
    case bits(String)
  }

  /// The constant.
  package var value: Value
  /// Where it stands.
  package var range: ByteRange
}

/// A placeholder for a value.
package struct Parameter: Hashable, Sendable {
  /// The text as written: `$1`, `:name`.
  package var text: String
  /// Where it stands.
  package var range: ByteRange
}

/// An array: `array[a, b]`, and lists of DuckDB.
package struct ArrayLiteral: Sendable {
  /// The elements; nested brackets are arrays of their own.
  package var elements: [Expression]
  /// Where it stands.
  package var range: ByteRange
}

/// A row: `row(a, b)` or `(a, b)`.
package struct RowLiteral: Sendable {
  /// The fields.
  package var fields: [Expression]
  /// Where it stands.
  package var range: ByteRange
}

/// A struct or map of DuckDB.
package struct StructLiteral: Sendable {
  /// One entry.
  package struct Entry: Sendable {
    /// The key: a string literal for a written name.
    package var key: Expression
    /// The value.
    package var value: Expression
  }
  /// The entries as written.
  package var entries: [Entry]
  /// Whether `map` stands before it.
  package var isMap: Bool
  /// Where it stands.
  package var range: ByteRange
}

/// An anonymous function.
package struct Lambda: Sendable {
  /// The parameters; they hide columns of the same name in the body.
  package var parameters: [Identifier]
  /// The body.
  package var body: Expression
  /// Where it stands.
  package var range: ByteRange
}

/// A query in the place of a value.
package struct Subquery: Sendable {
  /// The query.
  package var query: Query
  /// Where it stands, parentheses and leading keyword included.
  package var range: ByteRange
}
