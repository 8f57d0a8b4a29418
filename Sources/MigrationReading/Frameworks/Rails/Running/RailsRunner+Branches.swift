import Domain
import ScriptSyntax

extension RailsRunner {
  /// Runs what may be run or not.
  mutating func conditionally(_ body: (inout RailsRunner) -> Void) {
    let outer = (isConditional, rowFilter)
    isConditional = true
    body(&self)
    restore(outer.0, outer.1)
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
    // The conditions on a row, as long as all that are not decided are some.
    var tests: [String]? = []
    func filter(_ own: String?) -> [String]? {
      guard let tests, own != nil || !tests.isEmpty else { return nil }
      let others = tests.filter { test in !(own.map { Self.excludes($0, test) } ?? false) }
      return others.map { "NOT (" + $0 + ")" } + (own.map { [$0] } ?? [])
    }
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
        result = undecided.isEmpty ? execute(branch.body) : maybe(branch.body, filter(nil))
        isDecided = true
        break branching
      case let value where value.truth == false: continue
      case let value:
        names = before
        let test = test(value)
        undecided.append(maybe(branch.body, test.flatMap { filter($0) }))
        known.append(names)
        tests = tests.flatMap { all in test.map { all + [$0] } }
      }
    }
    if undecided.isEmpty { return isDecided ? result : execute(branches.otherwise) }
    if !isDecided {
      names = before
      result = maybe(branches.otherwise, filter(nil))
    }
    join(known, tests)
    let flow = joined(undecided, result, tests)
    if let tests, case .goes(.unknown) = flow { return .goes(value(of: undecided + [result], by: tests)) }
    return flow
  }

  /// Whether both ask one value for constants of which it can only be one: `tier = 'a'`, `tier = 'b'`.
  private static func excludes(_ one: String, _ other: String) -> Bool {
    guard let place = one.firstIndex(of: "="), one != other else { return false }
    let left = one[..<place]
    return left.allSatisfy { $0.isLetter || $0 == "_" || $0 == " " || $0 == "\"" }
      && other.hasPrefix(left + "= '")
      && one[place...].hasPrefix("= '")
  }

  private mutating func maybe(_ body: [ScriptStatement], _ filter: [String]?) -> Flow {
    under(filter) { $0.execute(body) }
  }

  /// What branches give that conditions on a row choose between.
  private func value(of flows: [Flow], by tests: [String]) -> RailsValue {
    var values: [RailsValue] = []
    for case .goes(let value) in flows { values.append(value) }
    return (values.count == flows.count ? chosen(tests, values) : nil) ?? .unknown
  }

  private func isJump(_ flow: Flow) -> Bool {
    if case .goes = flow { false } else { true }
  }

  /// Names that branches bound differently are not known any more.
  private mutating func join(_ known: [[String: RailsValue]], _ tests: [String]?) {
    let all = known + [names]
    if let tests {
      for name in Set(all.flatMap(\.keys)) {
        let values = all.map { $0[name] ?? .null }
        guard values.dropFirst().contains(where: { !$0.isSame(values[0]) }),
          let value = chosen(tests, values)
        else { continue }
        names[name] = value
      }
    }
    for other in known {
      for (name, value) in other {
        if tests != nil, case .sql? = names[name] { continue }
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
  private mutating func joined(_ flows: [Flow], _ last: Flow, _ tests: [String]?) -> Flow {
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
    if leaves {
      let isDecided = !isConditional || rowFilter != nil
      let before = rowFilter ?? []
      isConditional = true
      // `next if row.a.nil?`: what comes is for the other rows.
      if let tests, isDecided, tests.count == flows.count, isJump(flows[0]), tests.count == 1, !isJump(last) {
        rowFilter = before + ["NOT (" + tests[0] + ")"]
      }
    }
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
