extension Evaluator {
  /// Whether a value counts as true; nil if that is not known.
  func truth(of value: FoldedValue) -> Bool? {
    if let known = semantics.isTrue(value) { return known }
    guard case .operation(let operation) = value.content else { return nil }
    let parts = operation.operands.map { truth(of: $0) }
    switch operation.operation {
    case .and: return parts.contains(false) ? false : parts.allSatisfy { $0 == true } ? true : nil
    case .or: return parts.contains(true) ? true : parts.allSatisfy { $0 == false } ? false : nil
    case .not: return parts.first.flatMap { $0.map { !$0 } }
    default: return nil
    }
  }

  mutating func computed(_ node: ScriptNode, _ use: Use) -> FoldedValue {
    switch node {
    case .unary(let unary):
      let operand = value(of: unary.operand, use: unary.operation == .word ? use : .part)
      return sign(unary.operation, operand, at: unary.range)
    case .operation(let operation):
      switch operation.operation {
      case .and, .or, .coalesce: return shortCircuit(operation, use)
      default:
        let operands = operation.operands.map { value(of: $0, use: .part) }
        if operation.operation == .sequence {
          return operands.last ?? FoldedValue(.null, at: operation.range)
        }
        return operate(operation.operation, operands, at: operation.range)
      }
    case .conditional(let choice): return choose(choice, use)
    case .subscripted(let element):
      let receiver = value(of: element.receiver, use: .link)
      return self.element(of: receiver, element.index, at: element.range)
    case .assignment(let assignment):
      guard let node = assignment.value else { return FoldedValue(.null, at: assignment.range) }
      var result = value(of: node, use: .value)
      for target in assignment.targets {
        if let operation = assignment.operation {
          result = operate(operation, [value(of: target, use: .part), result], at: assignment.range)
        }
        assign(target, result)
      }
      return result
    default: return opaque("a value that is not understood", at: node.range)
    }
  }

  private func sign(_ operation: ScriptOperator, _ operand: FoldedValue, at range: ScriptRange) -> FoldedValue
  {
    switch operation {
    case .not:
      if let known = truth(of: operand) { return FoldedValue(.boolean(!known), at: range) }
    case .negate:
      if case .number(let digits) = operand.content {
        return FoldedValue(
          .number(digits.hasPrefix("-") ? String(digits.dropFirst()) : "-" + digits), at: range)
      }
    case .plus:
      if case .number = operand.content { return operand }
    case .word: return opaque("the result of an operator word", at: range)
    default: break
    }
    return made(.operation(FoldedOperation(operation: operation, operands: [operand])), at: range)
  }

  /// `and`, `or` and `??`: what comes later is run only if what comes first lets it.
  private mutating func shortCircuit(_ operation: ScriptOperation, _ use: Use) -> FoldedValue {
    var unknown: [FoldedValue] = []
    let outer = conditions.count
    defer { conditions.removeLast(max(0, conditions.count - outer)) }
    for (index, node) in operation.operands.enumerated() {
      let isLast = index == operation.operands.count - 1
      let operand = value(of: node, use: isLast ? use : .part)
      if isLast, unknown.isEmpty { return operand }
      let goesOn: Bool? =
        switch operation.operation {
        case .and: truth(of: operand)
        case .or: truth(of: operand).map { !$0 }
        default: operand.isNull ? true : operand.isPlain ? false : nil
        }
      switch goesOn {
      case true?: if isLast { unknown.append(operand) }
      case false?:
        if unknown.isEmpty { return operand }
        unknown.append(operand)
        return made(
          .operation(FoldedOperation(operation: operation.operation, operands: unknown)), at: operation.range)
      case nil:
        unknown.append(operand)
        conditions.append(FoldedCondition(value: operand, holds: operation.operation == .and))
      }
    }
    return made(
      .operation(FoldedOperation(operation: operation.operation, operands: unknown)), at: operation.range)
  }

  private mutating func choose(_ choice: ScriptConditional, _ use: Use) -> FoldedValue {
    let test = value(of: choice.condition, use: .part)
    if let known = truth(of: test) { return value(of: known ? choice.then : choice.otherwise, use: use) }
    var results: [FoldedValue] = []
    var outcomes: [Outcome] = []
    for (node, holds) in [(choice.then, true), (choice.otherwise, false)] {
      outcomes.append(
        outcome([FoldedCondition(value: test, holds: holds)]) { evaluator in
          results.append(evaluator.value(of: node, use: use))
          return .normal
        })
    }
    _ = merge(outcomes)
    if let first = results.first, results.allSatisfy({ $0.isSame(as: first) }) { return first }
    let both = FoldedOperation(operation: .conditional, operands: [test] + results)
    return self.choice(results, at: choice.range) ?? made(.operation(both), at: choice.range)
  }

  /// An operator on folded values.
  mutating func operate(_ operation: ScriptOperator, _ operands: [FoldedValue], at range: ScriptRange)
    -> FoldedValue
  {
    let kept = made(.operation(FoldedOperation(operation: operation, operands: operands)), at: range)
    switch operation {
    case .concatenate where file.language == .php: return concatenation(operands, at: range)
    case .add, .concatenate:
      return sum(operands, at: range) ?? kept
    case .instanceOf where file.language == .php: return connection(operands, at: range) ?? kept
    case .modulo:
      if operands.count == 2, let format = operands[0].located {
        return TextFormatting.percent(format, operands[1], at: range, &self)
      }
      return arithmetic(operation, operands, at: range) ?? kept
    case .subtract, .multiply, .floorDivide, .power:
      if operation == .multiply, operands.count == 2 {
        return product(operands[0], operands[1], at: range) ?? kept
      }
      return arithmetic(operation, operands, at: range) ?? kept
    case .equal, .identical, .notEqual, .notIdentical:
      guard operands.count == 2, let isEqual = equality(operands[0], operands[1]) else { return kept }
      return FoldedValue(.boolean((operation == .equal || operation == .identical) == isEqual), at: range)
    case .matches, .notMatches:
      guard operands.count == 2, let word = DialectCondition.word(operands[1]), let dialect,
        DialectCondition.isDialectName(operands[0])
      else { return kept }
      let holds = DialectCondition.normal(word) == dialect
      return FoldedValue(.boolean(holds == (operation == .matches)), at: range)
    case .contains, .notContains:
      guard operands.count == 2, let isIn = containment(operands[0], operands[1]) else { return kept }
      return FoldedValue(.boolean((operation == .contains) == isIn), at: range)
    case .less, .lessEqual, .greater, .greaterEqual:
      guard operands.count == 2, let left = operands[0].integer, let right = operands[1].integer else {
        return kept
      }
      let holds =
        switch operation {
        case .less: left < right
        case .lessEqual: left <= right
        case .greater: left > right
        default: left >= right
        }
      return FoldedValue(.boolean(holds), at: range)
    case .bitOr:
      // Maps of Python join by "|".
      if let maps = allEntries(operands) { return made(.map(maps), at: range) }
      return kept
    case .divide, .matrixMultiply, .shiftLeft, .shiftRight, .bitAnd, .bitXor, .bitNot, .compare, .instanceOf,
      .and, .or, .coalesce, .not, .negate, .plus, .word, .range, .openRange, .pipe,
      .sequence, .either, .conditional:
      return kept
    }
  }
}
