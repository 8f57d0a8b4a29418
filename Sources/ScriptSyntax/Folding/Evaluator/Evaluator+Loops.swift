extension Evaluator {
  mutating func run(_ loop: ScriptForEach) -> Flow {
    var source = value(of: loop.source, use: .value)
    if let lists = source.alternatives { source = someOf(lists, at: source.range) ?? source }
    let outer = conditions.count
    defer { conditions.removeLast(max(0, conditions.count - outer)) }
    guard let elements = elements(of: source, isOverKeys: loop.isOverKeys) else {
      if source.several != nil, source.isChosen {
        let test = opaque("which elements a list has", at: loop.source.range)
        conditions.append(FoldedCondition(value: test, holds: true))
      }
      for sample in samples(of: source, at: loop.source.range) {
        let flow = runUnknown(loop.body, at: loop.range) { evaluator in
          evaluator.assign(loop.target, sample, declares: true)
        }
        if case .returned = flow { return .normal }
      }
      return run(loop.otherwise)
    }
    for element in elements {
      guard spend(1, at: loop.range) else { return .normal }
      endRound(since: outer)
      assign(loop.target, element, declares: true)
      switch run(loop.body) {
      case .normal, .continued: continue
      case .broken: return .normal
      case .returned(let result): return .returned(result)
      case .raised: return .raised
      }
    }
    return run(loop.otherwise)
  }

  mutating func run(_ loop: ScriptWhile) -> Flow {
    let outer = conditions.count
    defer { conditions.removeLast(max(0, conditions.count - outer)) }
    _ = run(loop.setup)
    if loop.isBodyFirst {
      if case .known(let flow) = runFirst(loop) { return flow }
    }
    for _ in 0..<Self.roundLimit {
      let test = loop.condition.map { value(of: $0, use: .part) }
      guard let test, let isTrue = truth(of: test), spend(1, at: loop.range) else { break }
      if !isTrue { return .normal }
      // `while True` ends by a break that a condition may decide; going through it once says what it does.
      if case .boolean? = loop.condition { break }
      endRound(since: outer)
      switch run(loop.body) {
      case .normal, .continued: break
      case .broken: return .normal
      case .returned(let result): return .returned(result)
      case .raised: return .raised
      }
      if let step = loop.step { _ = value(of: step, use: .value) }
    }
    _ = runUnknown(loop.body, at: loop.range) { _ in }
    return .normal
  }

  /// Takes back what held for one round alone, as after `if x: continue`.
  private mutating func endRound(since outer: Int) {
    guard conditions.count > outer else { return }
    let kept = conditions[outer...].filter { !$0.isOfRound }
    conditions.replaceSubrange(outer..., with: kept)
  }

  private enum FirstRound {
    case known(Flow)
    case goesOn
  }

  /// The round of `do ... while` that is run in any case.
  private mutating func runFirst(_ loop: ScriptWhile) -> FirstRound {
    switch run(loop.body) {
    case .normal, .continued: break
    case .broken: return .known(.normal)
    case .returned(let result): return .known(.returned(result))
    case .raised: return .known(.raised)
    }
    if let test = loop.condition.map({ value(of: $0, use: .part) }), truth(of: test) != nil { return .goesOn }
    trouble("how often this loop runs is not known", at: loop.range)
    return .known(.normal)
  }

  /// Goes through a body once, of which the number of rounds is not known.
  private mutating func runUnknown(
    _ body: [ScriptStatement], at range: ScriptRange, _ prepare: (inout Evaluator) -> Void
  ) -> Flow {
    trouble("how often this loop runs is not known", at: range)
    var names = AssignedNames()
    names.visit(body)
    let unknown = opaque("a value that a loop changes", at: range)
    forget(names, unknown)
    prepare(&self)
    repeats += 1
    let flow = run(body)
    repeats -= 1
    forget(names, unknown)
    return flow
  }

  /// What the elements of a list are whose length is not known: some of them, else one that stands for all.
  func samples(of source: FoldedValue, at range: ScriptRange) -> [FoldedValue] {
    if let known = source.several, !known.isEmpty, known.count <= 8 { return known }
    let any = opaque("an element of a list that is not known", at: range)
    return [made(.element(FoldedElement(receiver: source, index: any)), at: range)]
  }

  /// A list whose length is not known, of values like these; an unknown condition may have chosen them.
  func several(_ values: [FoldedValue], isChosen: Bool, at range: ScriptRange) -> FoldedValue {
    let word = isChosen ? FoldedCall.someName : FoldedCall.severalName
    let name = FoldedReference(written: word, resolved: word)
    let call = FoldedCall(
      callee: FoldedValue(.reference(name), at: range),
      arguments: values.prefix(Self.sampleLimit).map { FoldedArgument($0) }, block: nil,
      isConstruction: false, range: range)
    return made(.call(call), at: range)
  }

  /// A list or map after a method changed it; nil for other methods and values.
  func changed(
    _ receiver: FoldedValue, by name: String, _ arguments: [FoldedValue], at range: ScriptRange
  ) -> FoldedValue? {
    grown(receiver, by: name, arguments)
      ?? semantics.changed(receiver, by: name, arguments).map { made($0, at: range) }
  }

  /// A list whose length is not known after more was put into it; nil for other methods and values.
  private func grown(_ receiver: FoldedValue, by name: String, _ arguments: [FoldedValue]) -> FoldedValue? {
    guard let values = receiver.several else { return nil }
    let isChosen = receiver.isChosen || !conditions.isEmpty
    switch name {
    case "append", "add", "push", "unshift", "[]", "<<":
      return several(values + arguments, isChosen: isChosen, at: receiver.range)
    case "extend", "concat":
      return several(
        values + arguments.flatMap { $0.sampled?.values ?? [] },
        isChosen: isChosen || arguments.contains { $0.isChosen }, at: receiver.range)
    default: return nil
    }
  }

  /// Makes the names that a loop changes unknown; of those that only methods are called on, lists and maps.
  private mutating func forget(_ names: AssignedNames, _ unknown: FoldedValue) {
    for name in names.names.sorted() where lookUp(name) != nil && !isOwnObject(name) { rebind(name, unknown) }
    for name in names.receivers.sorted() {
      guard let value = lookUp(name), value.elements != nil || value.entries != nil else { continue }
      rebind(name, value.elements.map { several($0, isChosen: false, at: value.range) } ?? unknown)
    }
  }

  /// The elements that a loop goes through; nil if they are not known.
  mutating func elements(of value: FoldedValue, isOverKeys: Bool = false) -> [FoldedValue]? {
    switch value.content {
    case .list(let values), .tuple(let values):
      guard isOverKeys else { return values }
      return values.indices.map { FoldedValue(.string(ScriptText(String($0))), at: value.range) }
    case .map(let entries):
      if file.language == .php { return entries.map(\.value) }
      if file.language.isOfJVM {
        return entries.map { FoldedValue(.tuple([$0.key, $0.value]), at: $0.value.range) }
      }
      return isOverKeys || file.language == .python ? entries.map(\.key) : nil
    case .classValue(let definition) where file.language == .python && ClassMembers.isEnumeration(definition):
      return ClassMembers.members(definition, bodyFields(of: definition)).map(\.value)
    case .string, .number, .boolean, .null, .symbol, .reference, .call, .member, .element, .operation,
      .joined,
      .closure, .classValue, .opaque:
      return nil
    }
  }
}
