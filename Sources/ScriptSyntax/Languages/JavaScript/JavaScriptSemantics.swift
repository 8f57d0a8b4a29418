/// What is particular to running JavaScript and TypeScript.
struct JavaScriptSemantics: ScriptSemantics {
  var assignsThroughScopes: Bool { true }
  var hasMembersAsEntries: Bool { true }

  func isTrue(_ value: FoldedValue) -> Bool? {
    switch value.content {
    case .boolean(let value): value
    case .null: false
    case .string(let text): text.count > 0
    case .number(let digits): Double(digits).map { $0 != 0 } ?? value.integer.map { $0 != 0 }
    case .list, .tuple, .map, .symbol, .closure, .classValue: true
    case .reference, .call, .member, .element, .operation, .joined, .opaque: nil
    }
  }

  func text(of value: FoldedValue) -> ScriptText? {
    switch value.content {
    case .string(let text): text
    case .number(let digits): ScriptText(digits, at: value.range.start)
    case .boolean(let isTrue): ScriptText(isTrue ? "true" : "false", at: value.range.start)
    case .null: ScriptText("null", at: value.range.start)
    case .symbol, .list, .tuple, .map, .reference, .call, .member, .element, .operation, .joined, .closure,
      .classValue, .opaque:
      nil
    }
  }

  func member(_ name: String, of value: FoldedValue) -> FoldedValue? {
    if let found = value.entry(name) { return found }
    if name == "length", let count = value.elements?.count ?? value.located?.string.utf16.count {
      return FoldedValue(.number(String(count)), at: value.range)
    }
    return nil
  }

  func changed(_ receiver: FoldedValue, by name: String, _ arguments: [FoldedValue]) -> FoldedValue.Content? {
    guard case .list(var values) = receiver.content else { return nil }
    switch name {
    case "push": values += arguments
    case "unshift": values = arguments + values
    case "reverse": values.reverse()
    case "pop", "shift", "splice", "sort", "fill": return .opaque("a list that was changed")
    default: return nil
    }
    return .list(values)
  }

  func method(_ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    switch call.receiver.content {
    case .string(let text): return textMethod(call, text, &evaluator)
    case .list(let values), .tuple(let values): return JavaScriptLists.method(call, values, &evaluator)
    case .map(let entries):
      guard let found = entries.last(where: { $0.key.nameText == call.name }),
        case .closure(let closure) = found.value.content
      else {
        return nil
      }
      return evaluator.run(closure, call.arguments, isMethod: false, at: call.range)
        ?? call.value(.null)
    case .closure(let closure):
      return applied(closure, call, &evaluator) ?? promise(call, &evaluator)
    case .call, .reference, .member, .null, .opaque, .element:
      return promise(call, &evaluator) ?? rounds(call, &evaluator)
    case .number(let digits):
      return call.name == "toString" ? call.value(.string(ScriptText(digits, at: call.range.start))) : nil
    case .boolean, .symbol, .operation, .joined, .classValue: return nil
    }
  }

  private func textMethod(_ call: MethodCall, _ text: ScriptText, _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    switch call.name {
    case "replace": return TextMethods.replace(call, text, onlyFirst: true, &evaluator)
    case "replaceAll": return TextMethods.replace(call, text, &evaluator)
    case "concat": return evaluator.concatenation([call.receiver] + call.positional, at: call.range)
    default: return TextMethods.call(call, text, &evaluator)
    }
  }

  /// `call` and `apply`, which run a function with the object that its `this` is: the migration, where one is read.
  private func applied(_ closure: FoldedClosure, _ call: MethodCall, _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    let arguments: [FoldedArgument]
    switch call.name {
    case "call": arguments = Array(call.arguments.dropFirst())
    case "apply":
      guard call.positional.count > 1 else {
        arguments = []
        break
      }
      guard let elements = call.positional[1].elements else { return nil }
      arguments = elements.map { FoldedArgument(name: nil, value: $0, isSpread: false) }
    default: return nil
    }
    return evaluator.run(closure, arguments, isMethod: false, at: call.range) ?? call.value(.null)
  }

  /// `then`, `catch` and `finally` run their functions after the call before them.
  private func promise(_ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    guard call.name == "then" || call.name == "catch" || call.name == "finally", let closure = call.closure
    else {
      return nil
    }
    if call.hasFreshReceiver, let before = call.receiver.call { evaluator.record(before, use: .statement) }
    guard call.name != "catch" else {
      let caught = evaluator.opaque("an error that is caught", at: call.range)
      _ = evaluator.speculate([FoldedCondition(value: caught, holds: true)], isExhaustive: false) {
        evaluator in
        _ = evaluator.run(
          closure, [FoldedArgument(name: nil, value: caught, isSpread: false)], isMethod: false,
          at: call.range)
        return .normal
      }
      return call.value(.null)
    }
    let given = FoldedArgument(name: nil, value: call.receiver, isSpread: false)
    return evaluator.run(closure, call.name == "then" ? [given] : [], isMethod: false, at: call.range)
      ?? call.value(.null)
  }

  /// The entries of an object; those of a list by their places.
  private static func entries(_ call: MethodCall) -> [FoldedEntry]? {
    if let entries = call.first?.entries { return entries }
    guard case .list(let values)? = call.first?.content else { return nil }
    return values.enumerated().map { place, value in
      let key = call.value(.string(ScriptText(String(place), at: call.range.start)))
      return FoldedEntry(key: key, value: value)
    }
  }

  /// The members of an enumeration whose values are texts; one of numbers lists its names too.
  private static func members(_ call: MethodCall, _ evaluator: inout Evaluator) -> [FoldedEntry]? {
    guard case .classValue(let definition)? = call.first?.content, definition.kind == .enumeration else {
      return nil
    }
    let members = ClassMembers.members(definition, evaluator.bodyFields(of: definition))
    guard !members.isEmpty, members.count == definition.body.count,
      members.allSatisfy({ $0.value.text != nil })
    else { return nil }
    return members.map { member in
      FoldedEntry(
        key: call.value(.string(ScriptText(member.name, at: call.range.start))), value: member.value)
    }
  }

  private static let roundMethods: Set<String> = [
    "forEach", "map", "flatMap", "filter", "reduce", "some", "every",
  ]

  /// A function that runs for every element of a list that is not known.
  private func rounds(_ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    guard Self.roundMethods.contains(call.name), let closure = call.closure else { return nil }
    if call.hasFreshReceiver, let before = call.receiver.call { evaluator.record(before, use: .value) }
    evaluator.trouble("how often this loop runs is not known", at: call.range)
    let any = evaluator.opaque("an element of a list that is not known", at: call.range)
    var results: [FoldedValue] = []
    evaluator.repeats += 1
    for element in evaluator.samples(of: call.receiver, at: call.receiver.range) {
      let values = call.name == "reduce" ? [any, element] : [element]
      let result = evaluator.run(
        closure, values.map { FoldedArgument(name: nil, value: $0, isSpread: false) }, isMethod: false,
        at: call.range)
      if let result { results.append(result) }
    }
    evaluator.repeats -= 1
    if call.name == "map" { return evaluator.several(results, isChosen: false, at: call.range) }
    return evaluator.opaque("a list built from values that are not known", at: call.range)
  }

  func function(_ reference: FoldedReference, _ call: MethodCall, _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    switch reference.resolved {
    case "require", "import":
      guard let module = call.first?.text else { return nil }
      if let value = evaluator.modules[module]?.whole(at: call.range) { return value }
      return call.value(.reference(FoldedReference(written: "", resolved: module)))
    case "Object.keys": return Self.entries(call).map { call.value(.list($0.map(\.key))) }
    case "Object.values":
      let entries = Self.entries(call) ?? Self.members(call, &evaluator)
      return entries.map { call.value(.list($0.map(\.value))) }
    case "Object.entries":
      return Self.entries(call).map { entries in
        call.value(.list(entries.map { call.value(.list([$0.key, $0.value])) }))
      }
    case "Object.freeze", "Object.seal": return call.first
    case "Object.assign":
      var entries: [FoldedEntry] = []
      for value in call.positional {
        guard let more = value.entries else { return nil }
        entries += more
      }
      return call.value(.map(entries))
    case "Array.from", "Array.of": return call.first.flatMap { $0.elements }.map { call.value(.list($0)) }
    case "String": return call.first.flatMap { text(of: $0) }.map { call.value(.string($0)) }
    case "Boolean": return call.first.flatMap { isTrue($0) }.map { call.value(.boolean($0)) }
    case "Promise.all", "Promise.allSettled", "Promise.resolve", "Promise.race", "Bluebird.all":
      // The elements were run when they were folded.
      evaluator.promote((call.first?.elements ?? call.positional).compactMap { $0.call?.range })
      return call.first ?? call.value(.null)
    case "Promise":
      guard let closure = call.closure else { return nil }
      _ = evaluator.run(closure, [], isMethod: false, at: call.range)
      return evaluator.opaque("what a promise is fulfilled with", at: call.range)
    default: return nil
    }
  }
}
