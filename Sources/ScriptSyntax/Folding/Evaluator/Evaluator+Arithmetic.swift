extension Evaluator {
  /// The entries of several maps.
  func allEntries(_ operands: [FoldedValue]) -> [FoldedEntry]? {
    var all: [FoldedEntry] = []
    for operand in operands {
      guard let entries = operand.entries else { return nil }
      all += entries
    }
    return all
  }

  /// `+` on texts, lists or numbers; nil if they are not known.
  mutating func sum(_ operands: [FoldedValue], at range: ScriptRange) -> FoldedValue? {
    if operands.contains(where: { $0.located != nil || $0.isJoined }) {
      return concatenation(operands, at: range)
    }
    if operands.allSatisfy({ $0.elements != nil }) {
      let all = operands.flatMap { $0.elements ?? [] }
      guard spend(all.count, at: range) else { return nil }
      if case .tuple? = operands.first?.content { return made(.tuple(all), at: range) }
      return made(.list(all), at: range)
    }
    return sumOfChoices(operands, at: range) ?? arithmetic(.add, operands, at: range)
  }

  /// `*` on a text, list or number; nil if they are not known.
  mutating func product(_ left: FoldedValue, _ right: FoldedValue, at range: ScriptRange)
    -> FoldedValue?
  {
    guard let count = right.integer else { return arithmetic(.multiply, [left, right], at: range) }
    if let text = left.located {
      guard count <= 4096, spend(max(0, count), at: range) else { return nil }
      return concatenation((0..<max(0, count)).map { _ in FoldedValue(.string(text), at: range) }, at: range)
    }
    if let elements = left.elements {
      guard count <= 4096, spend(elements.count &* max(0, count), at: range) else { return nil }
      return made(.list((0..<max(0, count)).flatMap { _ in elements }), at: range)
    }
    return arithmetic(.multiply, [left, right], at: range)
  }

  /// An operator on whole numbers; nil if they are not known or the result is too large.
  func arithmetic(_ operation: ScriptOperator, _ operands: [FoldedValue], at range: ScriptRange)
    -> FoldedValue?
  {
    guard var result = operands.first?.integer else { return nil }
    for operand in operands.dropFirst() {
      guard let right = operand.integer else { return nil }
      let found: (partialValue: Int, overflow: Bool)
      switch operation {
      case .add: found = result.addingReportingOverflow(right)
      case .subtract: found = result.subtractingReportingOverflow(right)
      case .multiply: found = result.multipliedReportingOverflow(by: right)
      case .modulo, .floorDivide:
        // Signs are handled differently by the languages: only plain cases are folded.
        guard result >= 0, right > 0 else { return nil }
        found = (operation == .modulo ? result % right : result / right, false)
      case .power:
        guard right >= 0, right <= 62 else { return nil }
        var power = (partialValue: 1, overflow: false)
        for _ in 0..<right where !power.overflow {
          power = power.partialValue.multipliedReportingOverflow(by: result)
        }
        found = power
      default: return nil
      }
      if found.overflow { return nil }
      result = found.partialValue
    }
    return FoldedValue(.number(String(result)), at: range)
  }
}

extension FoldedValue {
  var isJoined: Bool {
    if case .joined = content { true } else { false }
  }
}
