extension Evaluator {
  mutating func run(_ branches: ScriptBranches) -> Flow {
    var refuted: [FoldedCondition] = []
    var outcomes: [Outcome] = []
    for branch in branches.branches {
      let test = branch.condition.map { value(of: $0, use: .part) }
      let tested = test ?? opaque("a condition that is not understood", at: branch.range)
      let isTrue = truth(of: tested)
      if isTrue == false { continue }
      if isTrue == true {
        if refuted.isEmpty { return run(branch.body) }
        outcomes.append(outcome(refuted) { $0.run(branch.body) })
        return merge(outcomes)
      }
      // A branch runs under the conditions of all before it.
      guard spend(refuted.count + 1, at: branch.range) else { break }
      let holding = refuted + [FoldedCondition(value: tested, holds: true)]
      outcomes.append(outcome(holding) { $0.run(branch.body) })
      refuted.append(FoldedCondition(value: tested, holds: false))
    }
    if refuted.isEmpty { return run(branches.otherwise) }
    outcomes.append(outcome(refuted) { $0.run(branches.otherwise) })
    return merge(outcomes)
  }

  /// What a branch that may not be run leaves behind.
  struct Outcome {
    var flow: Flow
    var conditions: [FoldedCondition]
    var written: [FrameKey: FoldedValue?]
  }

  /// Runs something under conditions, and undoes what it did to names.
  mutating func outcome(_ assumed: [FoldedCondition], _ body: (inout Evaluator) -> Flow) -> Outcome {
    let outer = conditions.count
    journals.append([:])
    conditions += assumed
    let flow = body(&self)
    conditions.removeLast(max(0, conditions.count - outer))
    let journal = journals.popLast() ?? [:]
    var written: [FrameKey: FoldedValue?] = [:]
    for (key, old) in journal {
      guard let frame = frameIndex(key.frame) else { continue }
      written[key] = .some(frames[frame].bindings[key.name])
      frames[frame].bindings[key.name] = old
    }
    return Outcome(flow: flow, conditions: assumed, written: written)
  }

  /// Runs something that may not be run.
  mutating func speculate(
    _ assumed: [FoldedCondition], isExhaustive: Bool, _ body: (inout Evaluator) -> Flow
  ) -> Flow {
    let found = outcome(assumed, body)
    let nothing = Outcome(
      flow: .normal, conditions: assumed.map { FoldedCondition(value: $0.value, holds: !$0.holds) },
      written: [:])
    return merge(isExhaustive ? [found] : [found, nothing])
  }

  /// Joins what the branches leave behind: names that differ are not known.
  mutating func merge(_ outcomes: [Outcome]) -> Flow {
    let going = outcomes.filter { if case .normal = $0.flow { true } else { false } }
    var keys: Set<FrameKey> = []
    for outcome in going { keys.formUnion(outcome.written.keys) }
    for key in keys {
      guard let frame = frameIndex(key.frame) else { continue }
      let old = frames[frame].bindings[key.name]
      let values = going.map { outcome in
        if let written = outcome.written[key] { written } else { old }
      }
      set(key.name, joined(values), in: frame)
    }
    return joinedFlow(outcomes, going)
  }

  private func joined(_ values: [FoldedValue?]) -> FoldedValue? {
    guard case .some(let first?) = values.first else {
      return values.compactMap { $0 }.first.map {
        opaque("a name that a condition may leave unbound", at: $0.range)
      }
    }
    for value in values.dropFirst() {
      guard let value, value.isSame(as: first) else {
        return choice(values, at: first.range)
          ?? opaque("a value that depends on a condition", at: first.range)
      }
    }
    return first
  }

  private mutating func joinedFlow(_ outcomes: [Outcome], _ going: [Outcome]) -> Flow {
    guard !going.isEmpty else { return endedFlow(outcomes) }
    for outcome in outcomes {
      var isOfRound = false
      switch outcome.flow {
      case .normal, .raised: continue
      case .returned(let result): frames[frames.count - 1].possibleResults.append(result)
      case .broken: break
      case .continued: isOfRound = true
      }
      // What comes after is run only if this branch was not.
      if let last = outcome.conditions.last {
        conditions.append(FoldedCondition(value: last.value, holds: !last.holds, isOfRound: isOfRound))
      }
    }
    return .normal
  }

  /// All branches end: the way the first does that does not raise.
  private mutating func endedFlow(_ outcomes: [Outcome]) -> Flow {
    var result: Flow?
    for outcome in outcomes {
      switch (outcome.flow, result) {
      case (.raised, _), (.normal, _): continue
      case (.returned(let value), .returned(let other)):
        result = .returned(joined([other, value]))
      case (_, .some): continue
      case (let flow, nil): result = flow
      }
    }
    return result ?? .raised
  }
}
