import ScriptSyntax

/// `for`, and whatever else goes through the elements of a value.
extension EctoRunner {
  /// `for a <- b, c, do: d`
  mutating func value(of node: ScriptComprehension) -> EctoValue {
    var results: [EctoValue] = []
    let isKnown = go(through: node, 0, &results)
    return isKnown ? made(.list(results)) : .unknown
  }

  private mutating func go(through node: ScriptComprehension, _ level: Int, _ results: inout [EctoValue])
    -> Bool
  {
    guard node.loops.indices.contains(level), level < 6 else {
      results.append(evaluate(node.element, isStatement: true))
      return true
    }
    let loop = node.loops[level]
    let source = evaluate(loop.source)
    var isKnown = true
    each(source, loop.source.range) { runner, element in
      let outer = runner.names
      defer { runner.names = outer }
      guard runner.match(loop.target, element) != false else { return }
      var isOpen = false
      for condition in loop.conditions {
        guard let holds = runner.evaluate(condition).truth else {
          isOpen = true
          continue
        }
        if !holds { return }
      }
      if isOpen {
        isKnown = false
        var more: [EctoValue] = []
        _ = runner.conditionally { $0.go(through: node, level + 1, &more) }
      } else if !runner.go(through: node, level + 1, &results) {
        isKnown = false
      }
    }
    return isKnown && (source.elements != nil || { if case .map = source { true } else { false } }())
  }

  /// Runs a body for each element of a value; for an unknown one once, conditionally.
  mutating func each(
    _ value: EctoValue, _ range: ScriptRange, _ body: (inout EctoRunner, EctoValue) -> Void
  ) {
    switch value {
    case .list(let values), .tuple(let values):
      for element in values {
        guard !isRaised, spend(range) else { return }
        body(&self, element)
      }
    case .map(let entries):
      for entry in entries {
        guard !isRaised, spend(range) else { return }
        body(&self, .tuple([entry.key, entry.value]))
      }
    case .rows(let query), .query(let query): body(&self, query.element)
    case .catalogue:
      let outer = isGuarded
      isGuarded = true
      body(&self, .catalogue)
      isGuarded = outer
    default: conditionally { body(&$0, .unknown) }
    }
  }
}
