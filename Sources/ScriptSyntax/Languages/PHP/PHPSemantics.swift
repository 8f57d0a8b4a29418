/// What is particular to running PHP.
struct PHPSemantics: ScriptSemantics {
  var assignsThroughScopes: Bool { false }
  var hasMembersAsEntries: Bool { false }

  func isTrue(_ value: FoldedValue) -> Bool? {
    switch value.content {
    case .boolean(let value): value
    case .null: false
    case .string(let text): text.count > 0 && text.string != "0"
    case .number(let digits): Double(digits).map { $0 != 0 } ?? value.integer.map { $0 != 0 }
    case .list(let values), .tuple(let values): !values.isEmpty
    case .map(let entries): !entries.isEmpty
    case .symbol, .closure, .classValue: true
    case .joined(let parts): parts.contains { $0.located.map { $0.count > 1 } ?? false } ? true : nil
    case .reference, .call, .member, .element, .operation, .opaque: nil
    }
  }

  func text(of value: FoldedValue) -> ScriptText? {
    switch value.content {
    case .string(let text): text
    case .number(let digits): ScriptText(digits, at: value.range.start)
    case .boolean(let isTrue): ScriptText(isTrue ? "1" : "", at: value.range.start)
    case .null: ScriptText("", at: value.range.start)
    case .symbol, .list, .tuple, .map, .reference, .call, .member, .element, .operation, .joined, .closure,
      .classValue, .opaque:
      nil
    }
  }

  func member(_ name: String, of value: FoldedValue) -> FoldedValue? { value.entry(name) }

  func changed(_ receiver: FoldedValue, by name: String, _ arguments: [FoldedValue]) -> FoldedValue.Content? {
    guard name == "[]" || name == "push" else { return nil }
    switch receiver.content {
    case .list(let values): return .list(values + arguments)
    case .null where name == "[]": return .list(arguments)
    case .map(var entries):
      guard entries.allSatisfy({ $0.key.isPlain }), let value = arguments.first else {
        return .opaque("an array that was changed")
      }
      let last = entries.compactMap(\.key.integer).max() ?? -1
      let key = FoldedValue(.number(String(last &+ 1)), at: receiver.range)
      entries.append(FoldedEntry(key: key, value: value))
      return .map(entries)
    case .string, .number, .boolean, .null, .symbol, .tuple, .reference, .call, .member, .element, .operation,
      .joined, .closure, .classValue, .opaque:
      return nil
    }
  }

  func method(_ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    switch call.receiver.content {
    case .list, .tuple, .map: return PHPCollections.method(call, &evaluator)
    case .classValue(let definition):
      if definition.kind == .enumeration { return enumeration(call, definition, &evaluator) }
      return around(call, &evaluator) ?? rounds(call, &evaluator)
    case .closure(let closure):
      guard call.name == "__invoke" || call.name == "call" else { return nil }
      let arguments = call.name == "call" ? Array(call.arguments.dropFirst()) : call.arguments
      return evaluator.run(closure, arguments, isMethod: false, at: call.range) ?? call.value(.null)
    case .reference, .call, .member, .element, .operation, .null, .opaque:
      if call.name == "isMaria", evaluator.dialect != nil { return call.value(.boolean(false)) }
      return around(call, &evaluator) ?? rounds(call, &evaluator)
    case .string, .number, .boolean, .symbol, .joined: return nil
    }
  }

  /// `Status::cases()`, `Status::from('a')`.
  private func enumeration(_ call: MethodCall, _ definition: ScriptClass, _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    let cases = evaluator.cases(of: definition, at: call.range)
    switch call.name {
    case "cases": return evaluator.made(.list(cases), at: call.range)
    case "from", "tryFrom":
      guard let wanted = call.first else { return nil }
      return cases.first { $0.entry("value")?.equals(wanted) == true }
    default: return nil
    }
  }

  /// Methods that run their function once.
  private static let onceMethods: Set<String> = [
    "transaction", "withoutForeignKeyConstraints", "withoutEvents", "withoutTimestamps", "unguarded",
    "withoutSyncingToSearch", "withoutBroadcasting", "withoutLogs", "withoutAuditing", "pretend",
    "afterCommit",
    "withoutTouching", "withoutRecording", "tap", "fakeFor", "run", "block",
  ]

  private func around(_ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    guard Self.onceMethods.contains(call.name), let closure = Self.closure(call.positional) else {
      return nil
    }
    let arguments = call.name == "tap" ? [call.receiver] : []
    let result = evaluator.run(
      closure, arguments.map { FoldedArgument($0) }, isMethod: false, at: call.range)
    return call.name == "tap" ? call.receiver : result ?? call.value(.null)
  }

  /// Methods that run their function for rows that are not known.
  private static let roundMethods: Set<String> = [
    "each", "eachById", "map", "filter", "chunk", "chunkById", "chunkByIdDesc", "chunkMap", "transform",
    "flatMap",
    "mapWithKeys", "reject", "eachSpread", "every", "chunkWhile", "mapToGroups",
  ]

  private func rounds(_ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    guard Self.roundMethods.contains(call.name), let closure = Self.closure(call.positional) else {
      return nil
    }
    if call.hasFreshReceiver, let before = call.receiver.call { evaluator.record(before, use: .value) }
    evaluator.trouble("how often this loop runs is not known", at: call.range)
    let any = evaluator.opaque("an element of a list that is not known", at: call.range)
    let element = evaluator.made(
      .element(FoldedElement(receiver: call.receiver, index: any)), at: call.receiver.range)
    evaluator.repeats += 1
    _ = evaluator.run(
      closure, [FoldedArgument(element), FoldedArgument(any)], isMethod: false, at: call.range)
    evaluator.repeats -= 1
    return evaluator.made(
      .element(FoldedElement(receiver: call.receiver, index: any)), at: call.receiver.range)
  }

  /// The first function among values.
  static func closure(_ values: [FoldedValue]) -> FoldedClosure? {
    for value in values {
      if case .closure(let closure) = value.content { return closure }
    }
    return nil
  }

  func function(_ reference: FoldedReference, _ call: MethodCall, _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    if let found = PHPTexts.function(reference, call, self, &evaluator) { return found }
    return PHPArrays.function(reference, call, &evaluator)
  }
}
