/// Statements.
extension JinjaEvaluator {
  /// Renders nodes; `place` is the byte that everything maps to, nil for the file's own text.
  func run(_ nodes: [JinjaNode], _ text: JinjaText, into output: inout JinjaOutput, place: Int?) {
    guard enter() else { return }
    defer { leave() }
    for node in nodes {
      guard spend(), !isUnwinding else { return }
      run(node, text, into: &output, place: place)
    }
  }

  private func run(_ node: JinjaNode, _ text: JinjaText, into output: inout JinjaOutput, place: Int?) {
    switch node {
    case .text(let range):
      guard spend(bytes: range.count) else { return }
      if let place {
        output.append(Self.string(text, range), at: place)
      } else {
        output.append(text.bytes, range)
      }
    case .print(let expression, let offset):
      let value = evaluate(expression)
      guard !isUnwinding else { return }
      output.append(display(value), at: place ?? offset)
    case .set(let targets, let expression): assign(targets: targets, evaluate(expression))
    case .setBlock(let name, let filters, let body):
      let captured = capture(body, text, place: place)
      assign(target: name, filtered(captured, filters))
    case .condition(let branches): runCondition(branches, text, into: &output, place: place)
    case .loop(let loop): runLoop(loop, text, into: &output, place: place)
    case .macro(let macro): assign(macro.name, .macro(macro))
    case .call(let caller, let expression, let offset):
      runCall(caller, expression, into: &output, place: place ?? offset)
    case .filter(let filters, let body, let offset):
      let captured = capture(body, text, place: place)
      output.append(display(filtered(captured, filters)), at: place ?? offset)
    case .perform(let expression): _ = evaluate(expression)
    case .group(let nodes): run(nodes, text, into: &output, place: place)
    }
  }

  private static func string(_ text: JinjaText, _ range: Range<Int>) -> String {
    let bytes = text.bytes[range]
    guard bytes.contains(JinjaOutput.mark) else { return String(decoding: bytes, as: UTF8.self) }
    return String(decoding: bytes.map { $0 == JinjaOutput.mark ? 0x20 : $0 }, as: UTF8.self)
  }

  private func capture(_ body: [JinjaNode], _ text: JinjaText, place: Int?) -> JinjaValue {
    var inner = JinjaOutput()
    pushScope()
    run(body, text, into: &inner, place: place ?? 0)
    popScope()
    return .string(String(decoding: inner.bytes, as: UTF8.self))
  }

  private func filtered(_ value: JinjaValue, _ filters: [JinjaPostfix]) -> JinjaValue {
    filters.reduce(value) { apply($1, to: $0) }
  }

  private func runCall(
    _ caller: JinjaMacro, _ expression: JinjaExpression, into output: inout JinjaOutput, place: Int
  ) {
    guard case .postfix(let base, var parts) = expression, case .call(let arguments)? = parts.popLast() else {
      return
    }
    let callee = parts.isEmpty ? evaluate(base) : evaluate(.postfix(base, parts))
    var call = evaluate(arguments)
    call.offset = place
    if case .macro(let macro) = callee {
      output.append(display(self.call(macro, call, caller: caller)), at: place)
      return
    }
    // `call statement(...)` runs a query whose result only a run knows; anything else prints what it makes.
    let body = capture(caller.body, caller.text, place: place)
    if case .function("statement") = callee { return }
    if case .undefined = callee { output.append(display(body), at: place) }
  }

  // MARK: Conditions

  private func runCondition(
    _ branches: [JinjaBranch], _ text: JinjaText, into output: inout JinjaOutput, place: Int?
  ) {
    if let body = branch(of: branches) { run(body, text, into: &output, place: place) }
  }

  /// The branch to take. Unknown conditions are options, in order; behind them stands what comes otherwise.
  private func branch(of branches: [JinjaBranch]) -> [JinjaNode]? {
    var options: [(question: JinjaGuess?, body: [JinjaNode])] = []
    var otherwise: [JinjaNode]?
    for branch in branches {
      guard let condition = branch.condition else {
        otherwise = branch.body
        break
      }
      consultedAnswer = false
      let value = settled(evaluate(condition))
      guard !isUnwinding else { return nil }
      if case .opaque(let opaque) = value {
        options.append((opaque.question, branch.body))
      } else if value.truth == true {
        otherwise = branch.body
        break
      } else if consultedAnswer, !branch.body.isEmpty {
        needVariants(variant + 2)
      }
    }
    guard !options.isEmpty else { return otherwise }
    needVariants(options.count + (otherwise == nil ? 0 : 1))
    for (index, option) in options.enumerated() {
      // Separate conditions on one thing (`target.type == 'a'`, then `== 'b'`) count on, as one chain would.
      let turn = option.question.map { self.turn(of: $0, or: index) } ?? index
      needVariants(turn + 1)
      settle(option.question, turn == variant)
      if turn == variant { return option.body }
    }
    if otherwise != nil { needVariants(variant + 1) }
    return otherwise
  }

  // MARK: Loops

  private func runLoop(
    _ loop: JinjaLoop, _ text: JinjaText, into output: inout JinjaOutput, place: Int?
  ) {
    var items = iterated(evaluate(loop.values))
    guard !isUnwinding else { return }
    if let filter = loop.filter {
      items = items.filter { item in
        pushScope()
        defer { popScope() }
        assign(targets: loop.targets, item)
        return evaluate(filter).truth ?? true
      }
    }
    if items.isEmpty {
      run(loop.otherwise, text, into: &output, place: place)
      return
    }
    for (index, item) in items.enumerated() {
      guard spend(), !isUnwinding else { return }
      pushScope()
      assign(targets: loop.targets, item)
      assign("loop", Self.loopState(items, index))
      run(loop.body, text, into: &output, place: place)
      popScope()
    }
  }

  /// The items of a value; one unknown item for a value that is not known.
  func iterated(_ value: JinjaValue) -> [JinjaValue] {
    switch value {
    case .list(let list): return list.items
    case .dict(let dict): return dict.keys.map { .string($0) }
    case .string(let text):
      guard spend(text.utf8.count) else { return [] }
      return text.map { .string(String($0)) }
    case .opaque(let opaque): return [.opaque(opaque)]
    case .undefined, .none, .bool, .int, .float, .function, .method, .macro, .object, .relation: return []
    }
  }

  private static func loopState(_ items: [JinjaValue], _ index: Int) -> JinjaValue {
    let state = JinjaDict([
      ("index", .int(index + 1)), ("index0", .int(index)), ("first", .bool(index == 0)),
      ("last", .bool(index == items.count - 1)), ("length", .int(items.count)),
      ("revindex", .int(items.count - index)), ("revindex0", .int(items.count - index - 1)),
    ])
    if index > 0 { state["previtem"] = items[index - 1] }
    if index + 1 < items.count { state["nextitem"] = items[index + 1] }
    return .dict(state)
  }
}
