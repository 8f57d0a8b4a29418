extension Evaluator {
  /// Runs a function with arguments; nil if it returns nothing.
  mutating func run(
    _ closure: FoldedClosure, _ arguments: [FoldedArgument], isMethod: Bool, at range: ScriptRange
  ) -> FoldedValue? {
    guard calls < Self.callLimit else {
      trouble(
        "functions call each other more than \(Self.callLimit) levels deep", at: range,
        runsApart || walksOnly(closure) ? .notFoldable : .tooDeep)
      return opaque("too many levels of functions", at: range)
    }
    guard spend(1, at: range) else { return opaque("the limit of steps is reached", at: range) }
    calls += 1
    running.append((closure.function.range, records.count))
    let outerSite = site
    site = closure.module == 0 ? nil : site ?? range
    let outerApart = runsApart
    runsApart = runsApart || standsApart(closure, arguments)
    defer {
      runsApart = outerApart
      calls -= 1
      running.removeLast()
      site = outerSite
    }
    let outerFrames = frames.count
    let outerConditions = conditions.count
    let parent: Int
    if let id = closure.frame, let index = frameIndex(id) {
      parent = index
    } else if closure.captured.isEmpty {
      parent = frameIndex(closure.module) ?? base
    } else {
      push(
        parent: frameIndex(closure.module) ?? base, bindings: closure.captured, owner: closure.owner)
      parent = frames.count - 1
    }
    push(parent: parent, owner: closure.owner)
    bind(closure.function, arguments, isMethod: isMethod)
    hoist(closure.function.body)
    let givesLast = file.language == .ruby || file.language == .elixir
    let isRuby = file.language == .ruby
    let flow = run(
      givesLast ? Self.valued(closure.function.body, inBranches: isRuby) : closure.function.body)
    var result: FoldedValue?
    if case .returned(let value) = flow { result = value }
    if case .raised = flow { result = opaque(Self.raisedReason, at: range) }
    if let possible = frames.last?.possibleResults, !possible.isEmpty {
      let isSame = possible.allSatisfy { value in
        guard let value, let result else { return value == nil && result == nil }
        return value.isSame(as: result)
      }
      if !isSame {
        result =
          choice(possible + [result], at: range)
          ?? opaque("a result that depends on a condition", at: range)
      }
    }
    frames.removeLast(max(0, frames.count - outerFrames))
    conditions.removeLast(max(0, conditions.count - outerConditions))
    if closure.module != 0, outerSite == nil {
      var relocation = Relocation(place: range)
      result = result.map { relocation.moved($0) }
    }
    return result
  }

  /// Whether programs do all to a database by what they are given for it.
  private var hasHandles: Bool {
    file.language == .javascript || file.language == .typescript || file.language == .go
      || file.language.isOfJVM
  }

  /// Whether a function of another file gets nothing that a tool hands to a program: whatever it does, it has no
  /// connection to do it by.
  private func standsApart(_ closure: FoldedClosure, _ arguments: [FoldedArgument]) -> Bool {
    guard hasHandles, closure.module != 0, site != nil,
      closure.captured.isEmpty, closure.frame == nil
    else { return false }
    return !arguments.contains { $0.value.mayCarryHandle(0) }
  }

  /// Whether a function that calls itself did nothing, all the way down, with what a tool hands to a program: then it
  /// walks through data only.
  private func walksOnly(_ closure: FoldedClosure) -> Bool {
    guard hasHandles, let first = running.first(where: { $0.function == closure.function.range })
    else { return false }
    return !records[min(first.records, records.count)...].contains { executed in
      executed.call.chain.contains { link in
        link.resolved?.hasPrefix("(") ?? false
          || link.arguments.contains { $0.value.resolved?.hasPrefix("(") ?? false }
      }
    }
  }

  /// A body of Ruby or Elixir gives the value of its last expression; in Ruby that of a branch too.
  private static func valued(_ body: [ScriptStatement], inBranches: Bool, level: Int = 0) -> [ScriptStatement]
  {
    switch body.last {
    case .expression(let node)?: return body.dropLast() + [.returning(node, node.range)]
    case .branches(var branches)? where inBranches && level < 8 && !branches.otherwise.isEmpty:
      for index in branches.branches.indices {
        branches.branches[index].body = valued(
          branches.branches[index].body, inBranches: true, level: level + 1)
      }
      branches.otherwise = valued(branches.otherwise, inBranches: true, level: level + 1)
      return body.dropLast() + [.branches(branches)]
    default: return body
    }
  }
}

extension FoldedValue {
  /// Whether the value may be what a tool hands to a program, or hold it. A row that was read with it does not.
  fileprivate func mayCarryHandle(_ level: Int) -> Bool {
    guard level < 8 else { return true }
    let next = level + 1
    return switch content {
    case .string, .number, .boolean, .null, .symbol, .element, .opaque: false
    case .reference(let reference): reference.resolved.hasPrefix("(")
    case .list(let values), .tuple(let values), .joined(let values):
      values.contains { $0.mayCarryHandle(next) }
    case .map(let entries): entries.contains { $0.value.mayCarryHandle(next) }
    case .member(let member): member.receiver.mayCarryHandle(next)
    case .operation(let operation): operation.operands.contains { $0.mayCarryHandle(next) }
    case .call(let call):
      call.callee.mayCarryHandle(next) || call.arguments.contains { $0.value.mayCarryHandle(next) }
    case .closure, .classValue: true
    }
  }
}
