import Domain
import ScriptSyntax

/// Patterns and the clauses that they choose between.
extension EctoRunner {
  /// Binds the names of a pattern; false if the value does not match, nil if that is not known.
  mutating func match(_ pattern: ScriptNode, _ value: EctoValue) -> Bool? {
    guard depth < Self.depthLimit, spend(pattern.range) else { return nil }
    depth += 1
    defer { depth -= 1 }
    switch pattern {
    case .name(let name):
      if name.text.hasPrefix("@") || name.text.utf8.first.map({ $0 &- 0x41 < 26 }) ?? false {
        return evaluate(pattern).equals(value)
      }
      names[name.text] = value
      return true
    case .tuple(let list): return match(list.elements, value, isTuple: true)
    case .list(let list): return match(list.elements, value, isTuple: false)
    case .map(let map): return match(map, value)
    case .assignment(let assignment):
      var result: Bool? = true
      for node in assignment.targets + (assignment.value.map { [$0] } ?? []) {
        result = Self.both(result, match(node, value))
      }
      return result
    case .operation(let operation) where operation.operation == .concatenate: return match(operation, value)
    case .operation(let operation) where operation.operation == .range && operation.operands.count == 2:
      // A range is the list of its numbers.
      if value.elements == nil, value.truth != nil { return false }
      let ends = value.elements
      _ = match(operation.operands[0], ends?.first ?? part(of: value))
      _ = match(operation.operands[1], ends?.last ?? part(of: value))
      return ends.map { !$0.isEmpty }
    case .call(let call): return match(call, value)
    case .string, .number, .boolean, .null, .symbol, .attribute, .unary:
      return evaluate(pattern).equals(value)
    case .template, .regularExpression, .set, .subscripted, .slice, .conditional, .function, .classLiteral,
      .comprehension, .awaiting, .spread, .unparsed, .operation:
      return nil
    }
  }

  static func both(_ one: Bool?, _ other: Bool?) -> Bool? {
    if one == false || other == false { return false }
    return one == true && other == true ? true : nil
  }

  private mutating func match(_ nodes: [ScriptNode], _ value: EctoValue, isTuple: Bool) -> Bool? {
    let values: [EctoValue]
    switch (value, isTuple) {
    case (.tuple(let found), true), (.list(let found), false): values = found
    case (.unknown, _), (.catalogue, _), (.derived, _), (.field, _), (.rows, _), (.row, _), (.partial, _):
      for node in nodes { _ = match(Self.inner(node), part(of: value)) }
      return nil
    default: return false
    }
    var result: Bool? = true
    for (index, node) in nodes.enumerated() {
      if case .spread(let tail, _) = node {
        guard values.count >= index else { return false }
        return Self.both(result, match(tail, .list(Array(values.dropFirst(index)))))
      }
      guard values.indices.contains(index) else { return false }
      result = Self.both(result, match(node, values[index]))
      if result == false { return false }
    }
    return values.count == nodes.count ? result : false
  }

  private static func inner(_ node: ScriptNode) -> ScriptNode {
    if case .spread(let inner, _) = node { inner } else { node }
  }

  /// What is known of any part of a value.
  private func part(of value: EctoValue) -> EctoValue {
    switch value {
    case .rows(let query): .row(query)
    case .row(let query): .row(query)
    case .field, .derived: .derived(value.columns)
    case .catalogue: .catalogue
    default: .unknown
    }
  }

  private mutating func match(_ map: ScriptMap, _ value: EctoValue) -> Bool? {
    var result: Bool? = true
    for entry in map.entries {
      guard let key = entry.key else { return nil }
      switch value {
      case .map(let entries):
        let wanted = evaluate(key)
        guard let found = entries.last(where: { $0.key.equals(wanted) == true }) else {
          if entries.contains(where: { $0.key.equals(wanted) == nil }) {
            result = Self.both(result, nil)
            continue
          }
          return false
        }
        result = Self.both(result, match(entry.value, found.value))
      case .unknown, .catalogue, .derived, .field, .rows, .row, .partial:
        _ = match(entry.value, value.isCatalogue ? .catalogue : access(value, evaluate(key)))
        result = Self.both(result, nil)
      default: return false
      }
      if result == false { return false }
    }
    return result
  }

  /// `%User{name: a}`, and calls that stand for parts of patterns.
  private mutating func match(_ call: ScriptCall, _ value: EctoValue) -> Bool? {
    if call.name == "//", let range = call.positional.first { return match(range, value) }
    if call.name == "Range", call.isConstruction, let numbers = value.elements, !numbers.isEmpty {
      for argument in call.arguments {
        let number = argument.name == "first" ? numbers.first : argument.name == "last" ? numbers.last : nil
        _ = match(argument.value, number ?? .unknown)
      }
      return true
    }
    if call.name == "Range", call.isConstruction, value.truth != nil { return false }
    for argument in call.arguments {
      _ = match(argument.value, argument.name.isEmpty ? .unknown : access(value, .atom(argument.name)))
    }
    return nil
  }

  /// `"a" <> b`
  private mutating func match(_ operation: ScriptOperation, _ value: EctoValue) -> Bool? {
    guard operation.operands.count == 2, case .string(let prefix) = operation.operands[0] else {
      for node in operation.operands { _ = match(node, .unknown) }
      return nil
    }
    guard case .text(let text) = value else {
      _ = match(operation.operands[1], part(of: value))
      return value.truth == nil ? nil : false
    }
    guard text.string.utf8.starts(with: prefix.text.string.utf8) else { return false }
    return match(operation.operands[1], .text(text.part(prefix.text.count, text.count)))
  }

  /// Runs the first clause that matches; where that is not known, all that may.
  mutating func run(
    _ clauses: [ScriptFunction], _ arguments: [EctoValue], _ range: ScriptRange
  ) -> EctoValue {
    let outer = (names, isRaised)
    defer { names = outer.0 }
    let candidates = clauses.filter { clause in
      let required = clause.parameters.count { $0.defaultValue == nil }
      return !clause.body.isEmpty && arguments.count <= clause.parameters.count && arguments.count >= required
    }
    var results: [EctoValue] = []
    var isOpen = false
    var raised = true
    for (index, clause) in candidates.enumerated() {
      names = outer.0
      let isLast = index == candidates.count - 1
      guard let holds = matches(clause, arguments) else {
        if isLast, !isOpen { return run(clause.body) }
        isOpen = true
        let isDecidedByCatalogue = arguments.contains(where: \.isCatalogue)
        results.append(guarded(isDecidedByCatalogue) { $0.run(clause.body) })
        raised = raised && isRaised
        isRaised = outer.1
        continue
      }
      guard holds else { continue }
      if !isOpen { return run(clause.body) }
      results.append(guarded(arguments.contains(where: \.isCatalogue)) { $0.run(clause.body) })
      raised = raised && isRaised
      isRaised = outer.1
      break
    }
    if isOpen, raised { isRaised = true }
    return isOpen ? merged(results) : .unknown
  }

  /// One value of several that it may be.
  func merged(_ results: [EctoValue]) -> EctoValue {
    guard let first = results.first else { return .unknown }
    if results.dropFirst().allSatisfy({ $0.equals(first) == true }) { return first }
    return derived(results)
  }

  /// Runs what may not be run; if the database's own schema decides it, it does what fits that schema.
  mutating func guarded<T>(_ byCatalogue: Bool, _ body: (inout EctoRunner) -> T) -> T {
    guard byCatalogue else { return conditionally(body) }
    let outer = isGuarded
    isGuarded = true
    defer { isGuarded = outer }
    return body(&self)
  }

  private mutating func matches(_ clause: ScriptFunction, _ arguments: [EctoValue]) -> Bool? {
    var result: Bool? = true
    var spare = arguments.count - clause.parameters.count { $0.defaultValue == nil }
    var given = arguments[...]
    for parameter in clause.parameters {
      var value: EctoValue?
      if parameter.defaultValue == nil {
        value = given.popFirst()
      } else if spare > 0 {
        spare -= 1
        value = given.popFirst()
      }
      let known = value ?? parameter.defaultValue.map { evaluate($0) } ?? .unknown
      if let pattern = parameter.pattern {
        result = Self.both(result, match(pattern, known))
      } else {
        names[parameter.name] = known
      }
      if result == false { return false }
    }
    if let condition = clause.guardCondition {
      result = Self.both(result, evaluate(condition).truth)
    }
    return result
  }

  /// Runs the branch whose condition holds; where that is not known, all of them.
  mutating func choose(_ branches: ScriptBranches) -> EctoValue {
    var results: [EctoValue] = []
    var isOpen = false
    var raised = true
    let before = isRaised
    var byCatalogue = false
    for branch in branches.branches {
      let value = branch.condition.map { evaluate($0) } ?? .unknown
      if value.truth == false { continue }
      if value.truth == true {
        if !isOpen { return execute(branch.body) }
        results.append(guarded(byCatalogue) { $0.execute(branch.body) })
        raised = raised && isRaised
        isRaised = raised
        return merged(results)
      }
      isOpen = true
      byCatalogue = value.isCatalogue
      results.append(guarded(byCatalogue) { $0.execute(branch.body) })
      raised = raised && isRaised
      isRaised = before
    }
    if !isOpen { return execute(branches.otherwise) }
    results.append(guarded(byCatalogue) { $0.execute(branches.otherwise) })
    isRaised = raised && isRaised
    return merged(results)
  }

  /// `try`, and `with`, whose handlers are run if a pattern does not match.
  mutating func run(_ attempt: ScriptAttempt) -> EctoValue {
    let outer = names
    defer { names = outer }
    let before = isRaised
    var value = run(attempt.body)
    if isRaised, !before { isRaised = attempt.handlers.isEmpty }
    for handler in attempt.handlers where !handler.raises {
      let raised = isRaised
      _ = conditionally { runner in
        if let name = handler.name { runner.names[name] = .unknown }
        return runner.execute(handler.body)
      }
      isRaised = raised
    }
    if !attempt.handlers.isEmpty, value.truth != nil { value = .unknown }
    _ = run(attempt.finally)
    return value
  }
}
