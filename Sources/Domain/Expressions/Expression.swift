/// A small, dialect-neutral expression: enough to say what moved where and which values are compared.
///
/// Operators are calls named by their lower-case spelling: `=`, `<>`, `+`, `*`, `and`, `or`, `not`, `in`
/// (first argument, then the list), `is null`, `between`, `like`, `->>`, `any`. `x || y` and `concat` are `concatenation`.
public indirect enum Expression: Hashable, Sendable {
  /// A column of an input.
  case column(ColumnReference)
  /// A constant.
  case literal(Literal)
  /// A function or operator with its arguments, name in lower case.
  case call(String, [Expression])
  /// A change of type.
  case cast(Expression, to: ColumnType)
  /// `CASE [operand] WHEN ... THEN ... ELSE ... END`.
  case caseWhen(operand: Expression?, branches: [CaseBranch], otherwise: Expression?)
  /// Texts put together.
  case concatenation([Expression])
  /// Something else: its text, and every column that it names.
  case opaque(text: String, columns: [ColumnReference])
}

/// One `WHEN condition THEN result`.
public struct CaseBranch: Hashable, Sendable {
  /// A condition, or with an operand the value that it is compared with.
  public var condition: Expression
  /// The value of the whole when the condition holds.
  public var result: Expression

  /// One branch.
  public init(condition: Expression, result: Expression) {
    self.condition = condition
    self.result = result
  }
}

/// A constant of a query or migration.
public enum Literal: Hashable, Sendable {
  /// Text, without its quotes.
  case string(String)
  /// A number as written.
  case number(String)
  /// A truth value.
  case boolean(Bool)
  /// NULL.
  case null

  /// The value as text for comparing with declared values (dbt compares accepted values as text); nil for NULL.
  public var text: String? {
    switch self {
    case .string(let text), .number(let text): text
    case .boolean(let value): value ? "true" : "false"
    case .null: nil
    }
  }
}

/// A column as an expression names it, and which column that is once replay has resolved it.
public struct ColumnReference: Hashable, Sendable {
  /// Alias or table name before the dot, as written and folded.
  public var qualifier: String?
  /// The column's name, folded; `*` stands for all columns.
  public var name: String
  /// The identity of the column; set by replay where the name resolves.
  public var column: ObjectID?

  /// A reference as written.
  public init(qualifier: String? = nil, _ name: String, column: ObjectID? = nil) {
    self.qualifier = qualifier
    self.name = name
    self.column = column
  }
}
