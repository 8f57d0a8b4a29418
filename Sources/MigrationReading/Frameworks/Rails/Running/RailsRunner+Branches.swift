import Domain
import ScriptSyntax

extension RailsRunner {
  /// Runs what may be run or not.
  mutating func conditionally(_ body: (inout RailsRunner) -> Void) {
    let outer = isConditional
    isConditional = true
    body(&self)
    isConditional = outer
  }

  /// Runs the branch whose condition holds; where that is not known, all of them.
  mutating func choose(_ branches: ScriptBranches) -> Flow {
    asksEnvironment = false
    let before = (operations.count, troubles)
    let flow = chooseBranch(branches)
    // Production may be changed by other means, which only the other branch says: `if production? then puts "..."`.
    guard asksEnvironment, branches.branches.count == 1, before == (operations.count, troubles),
      !branches.otherwise.isEmpty, case .goes = flow
    else { return flow }
    asksEnvironment = false
    let first = execute(branches.otherwise)
    guard before == (operations.count, troubles), case .goes = first else { return first }
    return execute(branches.branches[0].body)
  }

  private mutating func chooseBranch(_ branches: ScriptBranches) -> Flow {
    var undecided: [Flow] = []
    var result = Flow.goes(.null)
    var isDecided = false
    let before = names
    var known = [[String: RailsValue]]()
    branching: for branch in branches.branches {
      switch branch.condition.map({ evaluate($0) }) ?? .unknown {
      case .presence(let isThere):
        let flow = guarded(isThere) { $0.execute(branch.body) }
        if branches.otherwise.isEmpty || isJump(flow) {
          return behind(flow, isThere, branches.otherwise)
        }
        _ = guarded(!isThere) { $0.execute(branches.otherwise) }
        return flow
      case let value where value.truth == true:
        result = undecided.isEmpty ? execute(branch.body) : maybe(branch.body)
        isDecided = true
        break branching
      case let value where value.truth == false: continue
      default:
        names = before
        undecided.append(maybe(branch.body))
        known.append(names)
      }
    }
    if undecided.isEmpty { return isDecided ? result : execute(branches.otherwise) }
    if !isDecided {
      names = before
      result = maybe(branches.otherwise)
    }
    join(known)
    return joined(undecided, result)
  }

  private mutating func maybe(_ body: [ScriptStatement]) -> Flow {
    var flow = Flow.goes(.null)
    conditionally { flow = $0.execute(body) }
    return flow
  }

  private func isJump(_ flow: Flow) -> Bool {
    if case .goes = flow { false } else { true }
  }

  /// Names that branches bound differently are not known any more.
  private mutating func join(_ known: [[String: RailsValue]]) {
    for other in known {
      for (name, value) in other {
        guard let mine = names[name] else {
          names[name] = value.string == nil ? value : .unknown
          continue
        }
        if let text = mine.string ?? value.string, mine.string != value.string || text != value.string {
          names[name] = .unknown
        } else if mine.isCollection, !mine.isSame(value) {
          names[name] = .unknown
        }
      }
    }
  }

  /// What comes behind branches of which it is not known which is run.
  private mutating func joined(_ flows: [Flow], _ last: Flow) -> Flow {
    let all = flows + [last]
    let going = all.filter { if case .goes = $0 { true } else { false } }
    guard !going.isEmpty else {
      for case .returned(let value) in all {
        return .returned(all.count == 1 ? value : .unknown)
      }
      return all.first { if case .raised = $0 { false } else { true } } ?? .raised
    }
    // A branch that raises leaves nothing to come; one that returns makes the rest uncertain.
    let leaves = all.contains { flow in
      switch flow {
      case .returned, .skipped, .broken: true
      case .goes, .raised: false
      }
    }
    if leaves { isConditional = true }
    return .goes(.unknown)
  }

  /// Runs something that stands under `if column_exists?(...)`, or under the opposite.
  mutating func guarded(_ isThere: Bool, _ body: (inout RailsRunner) -> Flow) -> Flow {
    let outer = (isAbsenceGuarded, isPresenceGuarded)
    if isThere { isAbsenceGuarded = true } else { isPresenceGuarded = true }
    let flow = body(&self)
    (isAbsenceGuarded, isPresenceGuarded) = outer
    return flow
  }

  /// `return if column_exists?(...)`: what follows stands under the opposite guard.
  private mutating func behind(_ flow: Flow, _ isThere: Bool, _ otherwise: [ScriptStatement]) -> Flow {
    switch flow {
    case .goes: return flow
    case .returned, .skipped, .broken, .raised:
      if isThere { isPresenceGuarded = true } else { isAbsenceGuarded = true }
      return execute(otherwise)
    }
  }

  /// Runs a body for each element of a list; for an unknown list once, conditionally.
  mutating func each(
    _ value: RailsValue, _ range: ScriptRange, _ body: (inout RailsRunner, RailsValue) -> Flow
  ) -> Flow {
    let outer = (isConditional, isAbsenceGuarded, isPresenceGuarded)
    defer { (isConditional, isAbsenceGuarded, isPresenceGuarded) = outer }
    let elements: [RailsValue]
    switch value {
    case .list(let values): elements = values
    case .map(let entries):
      elements = entries.map { .list([.text(ScriptText($0.key, at: range.start)), $0.value]) }
    case .relation(let relation):
      rows.append(RailsRow(relation: relation))
      return loopOnce(.row(rows.count - 1), body)
    default:
      isConditional = true
      return loopOnce(.unknown, body)
    }
    for element in elements where spend(range) {
      (isConditional, isAbsenceGuarded, isPresenceGuarded) = outer
      switch body(&self, element) {
      case .goes, .skipped: continue
      case .broken: return .goes(.null)
      case .returned(let result): return .returned(result)
      case .raised: return .raised
      }
    }
    return .goes(value)
  }

  private mutating func loopOnce(_ value: RailsValue, _ body: (inout RailsRunner, RailsValue) -> Flow) -> Flow
  {
    let before = names
    _ = body(&self, value)
    forgetChanges(since: before)
    return .goes(.unknown)
  }
}
