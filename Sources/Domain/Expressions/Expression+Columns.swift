extension Expression {
  /// Every column that the expression names, in reading order, repeats included.
  public var columns: [ColumnReference] {
    var found: [ColumnReference] = []
    var pending: [Expression] = [self]
    while let next = pending.popLast() {
      switch next {
      case .column(let reference): found.append(reference)
      case .literal: break
      case .opaque(_, let columns): found += columns
      case .call, .cast, .caseWhen, .concatenation: pending += next.children.reversed()
      }
    }
    return found
  }

  /// The direct parts of the expression, in reading order.
  public var children: [Expression] {
    switch self {
    case .column, .literal, .opaque: []
    case .call(_, let arguments): arguments
    case .cast(let inner, _): [inner]
    case .concatenation(let parts): parts
    case .caseWhen(let operand, let branches, let otherwise):
      (operand.map { [$0] } ?? []) + branches.flatMap { [$0.condition, $0.result] }
        + (otherwise.map { [$0] } ?? [])
    }
  }

  /// The expression below any number of casts.
  public var withoutCasts: Expression {
    var inner = self
    while case .cast(let next, _) = inner { inner = next }
    return inner
  }

  /// Whether the expression is a column or a cast of one.
  public var bareColumn: ColumnReference? {
    if case .column(let reference) = withoutCasts { reference } else { nil }
  }
}
