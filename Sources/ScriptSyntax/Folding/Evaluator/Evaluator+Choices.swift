extension FoldedValue.Content {
  /// One of these lists, by a condition that is not known.
  package static func either(_ lists: [FoldedValue]) -> FoldedValue.Content {
    .operation(FoldedOperation(operation: .either, operands: lists))
  }
}

extension FoldedValue {
  /// The lists of which a condition that is not known chooses one: `if settings.HEAVY: operations.append(...)`.
  package var alternatives: [FoldedValue]? {
    guard case .operation(let operation) = content, operation.operation == .either else { return nil }
    return operation.operands
  }
}

/// Lists that depend on conditions, in Python.
extension Evaluator {
  /// Lists that are kept apart; more are not known.
  private static let alternativeLimit = 8

  /// What different branches leave of one name as one value; nil unless they are all lists.
  func choice(_ values: [FoldedValue?], at range: ScriptRange) -> FoldedValue? {
    guard file.language == .python else { return nil }
    var lists: [FoldedValue] = []
    for value in values {
      guard let value else { return nil }
      let own = value.alternatives ?? [value]
      for list in own where !lists.contains(where: { $0.isSame(as: list) }) {
        if case .list = list.content {} else if list.several == nil || !list.isChosen { return nil }
        lists.append(list)
      }
    }
    if lists.count < 2 { return lists.first }
    // Of many it is only kept what they hold between them.
    if lists.count > Self.alternativeLimit || lists.contains(where: { $0.several != nil }) {
      return someOf(lists, at: range)
    }
    return made(.either(lists), at: range)
  }

  /// A list of some of what lists hold; nil if they hold much.
  func someOf(_ lists: [FoldedValue], at range: ScriptRange) -> FoldedValue? {
    var values: [FoldedValue] = []
    for list in lists {
      for value in list.elements ?? list.several ?? [] where !values.contains(where: { $0.isSame(as: value) })
      {
        guard values.count < Self.alternativeLimit else { return nil }
        values.append(value)
      }
    }
    return several(values, isChosen: true, at: range)
  }

  /// `a + b` of lists of which some depend on conditions.
  mutating func sumOfChoices(_ operands: [FoldedValue], at range: ScriptRange) -> FoldedValue? {
    guard operands.contains(where: { $0.alternatives != nil }), operands.count <= 16 else { return nil }
    var sums: [[FoldedValue]] = [[]]
    for operand in operands {
      var next: [[FoldedValue]] = []
      for list in operand.alternatives ?? [operand] {
        guard let elements = list.elements, next.count + sums.count <= Self.alternativeLimit,
          spend(elements.count &* sums.count, at: range)
        else { return nil }
        next += sums.map { $0 + elements }
      }
      sums = next
    }
    return choice(sums.map { made(.list($0), at: range) }, at: range)
  }
}
