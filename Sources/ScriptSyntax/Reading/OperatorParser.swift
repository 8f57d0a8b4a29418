/// How strongly the operators of a language bind: the cases from the weakest to the strongest.
protocol OperatorLevel: Comparable, RawRepresentable where RawValue == Int {
  /// How an operator binds that is written with a sign; nil if the language has no such sign.
  init?(_ operation: ScriptOperator)

  /// The level of `<<` and `>>`.
  static var shift: Self { get }
}

extension OperatorLevel {
  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A parser of a language whose values stand between operators that bind in levels.
protocol OperatorParser: ChainParser {
  associatedtype Level: OperatorLevel

  /// The operator at the current token, how it binds, and how many tokens it is; nil if there is none.
  var binaryOperator: (operation: ScriptOperator, level: Level, tokens: Int)? { get }

  /// One value with the signs and words before it.
  mutating func unary() throws(ScriptTrouble) -> ScriptNode

  /// A value with what stands behind it and is no operator between two values (`a as T`), where that binds at least as
  /// strongly as a level; nil, with nothing read, if there is none.
  mutating func suffixed(_ left: ScriptNode, from start: Int32, atLeast level: Level) throws(ScriptTrouble)
    -> ScriptNode?
}

extension OperatorParser {
  mutating func suffixed(_ left: ScriptNode, from start: Int32, atLeast level: Level) throws(ScriptTrouble)
    -> ScriptNode?
  { nil }

  /// Values with operators between them that bind at least as strongly as a level; one operation for a run of the same
  /// operator.
  mutating func binary(_ level: Level) throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    let outer = tall
    tall = 0
    defer { tall = max(outer, tall) }
    var left = try unary()
    var height = 0
    while true {
      if let longer = try suffixed(left, from: start, atLeast: level) {
        try grow(&height)
        left = longer
        continue
      }
      guard let (operation, found, _) = binaryOperator, found >= level else { return left }
      try grow(&height)
      var operands = [left]
      while let (next, _, tokens) = binaryOperator, next == operation {
        for _ in 0..<tokens { advance() }
        operands.append(try stronger(than: found))
      }
      left = .operation(ScriptOperation(operation: operation, operands: operands, range: range(from: start)))
    }
  }

  /// What stands behind an operator. The strongest ones are grouped from the right, one level deeper each.
  private mutating func stronger(than level: Level) throws(ScriptTrouble) -> ScriptNode {
    if let next = Level(rawValue: level.rawValue + 1) { return try binary(next) }
    try enter()
    let value = try binary(level)
    leave()
    return value
  }
}
