/// The operators of all languages, by meaning.
package enum ScriptOperator: String, Hashable, Sendable, CaseIterable {
  case add, subtract, multiply, divide, floorDivide, modulo, power, matrixMultiply
  case shiftLeft, shiftRight, bitAnd, bitOr, bitXor, bitNot
  case equal, notEqual, less, lessEqual, greater, greaterEqual
  /// `===`, `is`
  case identical
  /// `!==`, `is not`
  case notIdentical
  /// `<=>`
  case compare
  /// `in`
  case contains
  /// `not in`
  case notContains
  case instanceOf
  /// `=~`
  case matches
  /// `!~`
  case notMatches
  case and, or
  /// `??`
  case coalesce
  case not, negate, plus
  /// `typeof`, `void`, `delete`, `yield` and other words before one value
  case word
  /// `a..b`
  case range
  /// `a...b`
  case openRange
  /// `|>`
  case pipe
  /// `.` of PHP, `<>` of Elixir
  case concatenate
  /// `a, b` of JavaScript: the last counts
  case sequence
  /// No operator of a language: one of the lists, by a condition that is not known
  case either
  /// `a ? b : c`, `b if a else c`: the condition, then both values
  case conditional
}

/// An operator before or after one value.
package struct ScriptUnary: Sendable {
  /// The operator.
  package var operation: ScriptOperator
  /// The value.
  package var operand: ScriptNode
  /// Where it stands.
  package var range: ScriptRange
}

/// Two or more values joined by one operator; `a + b + c` is flat, read from the left.
package struct ScriptOperation: Sendable {
  /// The operator.
  package var operation: ScriptOperator
  /// The values, two or more.
  package var operands: [ScriptNode]
  /// Where it stands.
  package var range: ScriptRange
}
