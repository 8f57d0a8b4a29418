/// An expression of a template.
indirect enum JinjaExpression: Sendable {
  /// `None`, a truth value, number or string.
  case literal(JinjaLiteral)
  /// A variable.
  case name(String)
  /// `[a, b]` and `(a, b)`.
  case list([JinjaExpression])
  /// `{key: value}`.
  case dict([JinjaPair])
  /// A value with attributes, items, calls, filters and tests after it.
  case postfix(JinjaExpression, [JinjaPostfix])
  /// `not a`, `-a`, `+a`.
  case unary(JinjaOperator, JinjaExpression)
  /// Operands of one precedence with the operators between them, read from left to right.
  case chain(JinjaExpression, [JinjaOperand])
  /// `a if condition else b`.
  case conditional(JinjaExpression, condition: JinjaExpression, otherwise: JinjaExpression?)
}

/// A constant.
enum JinjaLiteral: Hashable, Sendable {
  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(String)
}

/// Key and value of a dictionary literal.
struct JinjaPair: Sendable {
  var key: JinjaExpression
  var value: JinjaExpression
}

/// What follows a value.
enum JinjaPostfix: Sendable {
  /// `.name`
  case attribute(String)
  /// `[index]`
  case item(JinjaExpression)
  /// `[start:stop:step]`
  case slice(JinjaExpression?, JinjaExpression?, JinjaExpression?)
  /// `(arguments)`
  case call(JinjaArguments)
  /// `| name(arguments)`
  case filter(String, JinjaArguments)
  /// `is name arguments`
  case test(String, JinjaArguments, isNegated: Bool)
}

/// The arguments of a call as written.
struct JinjaArguments: Sendable {
  /// In order.
  var positional: [JinjaExpression] = []
  /// By name.
  var named: [(name: String, value: JinjaExpression)] = []
  /// `*list`
  var spread: JinjaExpression?
  /// `**dict`
  var spreadNamed: JinjaExpression?
  /// Byte of the file where the call stands.
  var offset = 0
}

/// An operator and what stands on its right.
struct JinjaOperand: Sendable {
  var symbol: JinjaOperator
  var value: JinjaExpression
}

/// Operators of expressions.
enum JinjaOperator: Hashable, Sendable {
  case or, and, not
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, isIn, isNotIn
  case plus, minus, concatenate, times, divide, divideWhole, remainder, power
}

/// A parameter of a macro.
struct JinjaParameter: Sendable {
  var name: String
  var preset: JinjaExpression?
}

/// A macro's definition.
final class JinjaMacro: Sendable {
  /// Its name; a `{% test x %}` has the name `test_x`.
  let name: String
  let parameters: [JinjaParameter]
  let body: [JinjaNode]
  /// The text that `body` points into.
  let text: JinjaText

  init(name: String, parameters: [JinjaParameter], body: [JinjaNode], text: JinjaText) {
    self.name = name
    self.parameters = parameters
    self.body = body
    self.text = text
  }
}

/// The bytes of a template, shared by everything that was parsed from it.
final class JinjaText: Sendable {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }
}

/// One node of a template.
indirect enum JinjaNode: Sendable {
  /// Text of the template.
  case text(Range<Int>)
  /// `{{ expression }}`, with the byte where it starts.
  case print(JinjaExpression, offset: Int)
  /// `{% set a, b = value %}`; a dotted target sets an attribute of a namespace.
  case set([String], JinjaExpression)
  /// `{% set a %}...{% endset %}`, with filters.
  case setBlock(String, filters: [JinjaPostfix], body: [JinjaNode])
  /// `{% if %}` with its branches; the last condition is nil for `else`.
  case condition([JinjaBranch])
  /// `{% for %}`.
  case loop(JinjaLoop)
  /// `{% macro %}`.
  case macro(JinjaMacro)
  /// `{% call(a) macro() %}...{% endcall %}`.
  case call(JinjaMacro, JinjaExpression, offset: Int)
  /// `{% filter %}`.
  case filter([JinjaPostfix], body: [JinjaNode], offset: Int)
  /// `{% do %}`.
  case perform(JinjaExpression)
  /// A block whose body counts as it stands (`snapshot`, `with`, `block`).
  case group([JinjaNode])
}

/// One branch of an `if`.
struct JinjaBranch: Sendable {
  var condition: JinjaExpression?
  var body: [JinjaNode]
}

/// A `for` with everything that belongs to it.
struct JinjaLoop: Sendable {
  var targets: [String]
  var values: JinjaExpression
  var filter: JinjaExpression?
  var body: [JinjaNode]
  var otherwise: [JinjaNode]
}

/// A `{% snapshot name %}` block of a file.
struct JinjaSnapshot: Sendable {
  var name: String
  var body: [JinjaNode]
  /// Byte of the file where the block starts.
  var offset: Int
}

/// A parsed template.
struct JinjaTemplate: Sendable {
  /// The bytes.
  var text: JinjaText
  /// Nodes in order.
  var nodes: [JinjaNode]
  /// Macros at the top level, tests included, in order.
  var macros: [JinjaMacro]
  /// Snapshot blocks in order.
  var snapshots: [JinjaSnapshot]
  /// Calls of `ref` and `source` with literal arguments anywhere in the text, unrendered branches included.
  var references: [JinjaReference]
  /// What could not be read.
  var troubles: [JinjaTrouble]
}

/// A call of `ref` or `source` as it is written.
struct JinjaReference: Hashable, Sendable {
  /// `ref` or `source`.
  var function: String
  /// Literal positional arguments.
  var arguments: [String]
  /// `version=` or `v=` of a `ref`.
  var version: String?
  /// Byte of the file.
  var offset: Int
}
