/// What is particular to running Ruby.
struct RubySemantics: NilSemantics {
  var assignsThroughScopes: Bool { true }
  var hasMembersAsEntries: Bool { false }

  /// A method without arguments and parentheses looks like a member.
  func member(_ name: String, of value: FoldedValue) -> FoldedValue? {
    func made(_ content: FoldedValue.Content) -> FoldedValue { FoldedValue(content, at: value.range) }
    switch (name, value.content) {
    case ("freeze", _), ("dup", _), ("itself", _): return value
    case ("to_s", _): return text(of: value).map { made(.string($0)) }
    case ("to_sym", .string(let text)), ("intern", .string(let text)): return made(.symbol(text.string))
    case ("to_sym", .symbol), ("intern", .symbol), ("to_a", .list), ("to_h", .map), ("compact", .list),
      ("uniq", .list):
      return value
    case ("nil?", .null): return made(.boolean(true))
    case ("nil?", .string), ("nil?", .symbol), ("nil?", .number), ("nil?", .list), ("nil?", .map):
      return made(.boolean(false))
    case ("empty?", .list(let values)): return made(.boolean(values.isEmpty))
    case ("empty?", .string(let text)): return made(.boolean(text.count == 0))
    case ("size", .list(let values)), ("length", .list(let values)), ("count", .list(let values)):
      return made(.number(String(values.count)))
    case ("first", .list(let values)): return values.first ?? made(.null)
    case ("last", .list(let values)): return values.last ?? made(.null)
    case ("reverse", .list(let values)): return made(.list(values.reversed()))
    case ("keys", .map(let entries)): return made(.list(entries.map(\.key)))
    case ("values", .map(let entries)): return made(.list(entries.map(\.value)))
    case ("upcase", .string(let text)): return made(.string(text.replacing(with: text.string.uppercased())))
    case ("downcase", .string(let text)): return made(.string(text.replacing(with: text.string.lowercased())))
    case ("strip", .string(let text)), ("squish", .string(let text)): return made(.string(text.trimmed()))
    case ("strip_heredoc", .string), ("chomp", .string): return value
    default: return nil
    }
  }

  func changed(_ receiver: FoldedValue, by name: String, _ arguments: [FoldedValue]) -> FoldedValue.Content? {
    guard case .list(var values) = receiver.content else { return nil }
    switch name {
    case "push", "append", "<<": values += arguments
    case "unshift", "prepend": values = arguments + values
    case "concat":
      guard let more = arguments.first?.elements else { return .opaque("a list that was changed") }
      values += more
    case "pop", "shift", "sort!", "reverse!", "uniq!", "delete", "delete_if", "map!", "reject!", "select!",
      "clear":
      return .opaque("a list that was changed")
    default: return nil
    }
    return .list(values)
  }

  func method(_ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    if call.block == nil, call.arguments.isEmpty, let found = member(call.name, of: call.receiver) {
      return found
    }
    switch call.receiver.content {
    case .string(let text): return textMethod(call, text, &evaluator)
    case .list(let values): return listMethod(call, values, &evaluator)
    case .map(let entries): return mapMethod(call, entries, &evaluator)
    case .closure(let closure):
      guard call.name == "call" else { return nil }
      return evaluator.run(closure, call.arguments, isMethod: false, at: call.range) ?? call.value(.null)
    case .tuple, .number, .boolean, .null, .symbol, .reference, .call, .member, .element, .operation, .joined,
      .classValue, .opaque:
      return nil
    }
  }

  private func textMethod(_ call: MethodCall, _ text: ScriptText, _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    switch call.name {
    case "gsub": return TextMethods.replace(call, text, &evaluator)
    case "sub": return TextMethods.replace(call, text, onlyFirst: true, &evaluator)
    case "concat", "+": return evaluator.concatenation([call.receiver] + call.positional, at: call.range)
    default: return TextMethods.call(call, text, &evaluator)
    }
  }

  private func listMethod(_ call: MethodCall, _ values: [FoldedValue], _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    switch call.name {
    case "each", "map", "collect", "flat_map", "each_with_index":
      guard let block = call.closure else { return nil }
      var results: [FoldedValue] = []
      for (index, value) in values.enumerated() {
        guard evaluator.spend(1, at: call.range) else { return nil }
        let number = call.value(.number(String(index)))
        let given = call.name == "each_with_index" ? [value, number] : Self.spread(value, over: block)
        results.append(run(block, given, call, &evaluator))
      }
      if call.name == "flat_map" { results = results.flatMap { $0.elements ?? [$0] } }
      return call.name.hasPrefix("each") ? call.receiver : evaluator.made(.list(results), at: call.range)
    case "join":
      let separator = call.first?.located ?? ScriptText("", at: call.range.start)
      return TextMethods.join(values, by: separator, call, &evaluator)
    case "include?":
      guard let wanted = call.first, values.allSatisfy({ $0.text != nil || $0.nameText != nil }) else {
        return nil
      }
      return call.value(.boolean(values.contains { $0.isSame(as: wanted) }))
    case "zip":
      guard let others = call.first?.elements, evaluator.spend(values.count, at: call.range) else {
        return nil
      }
      let pairs = values.enumerated().map { index, value in
        call.value(.list([value, others.indices.contains(index) ? others[index] : call.value(.null)]))
      }
      return evaluator.made(.list(pairs), at: call.range)
    default: return nil
    }
  }

  private func mapMethod(_ call: MethodCall, _ entries: [FoldedEntry], _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    switch call.name {
    case "each", "each_pair", "map":
      guard let block = call.closure else { return nil }
      var results: [FoldedValue] = []
      for entry in entries {
        guard evaluator.spend(1, at: call.range) else { return nil }
        results.append(run(block, [entry.key, entry.value], call, &evaluator))
      }
      return call.name == "map" ? evaluator.made(.list(results), at: call.range) : call.receiver
    case "fetch", "[]":
      guard let key = call.first else { return nil }
      return entries.last { $0.key.isSame(as: key) }?.value ?? call.positional.dropFirst().first
    default: return nil
    }
  }

  /// A block of several parameters takes a list apart.
  private static func spread(_ value: FoldedValue, over block: FoldedClosure) -> [FoldedValue] {
    guard block.function.parameters.count > 1, let parts = value.elements else { return [value] }
    return parts
  }

  private func run(
    _ block: FoldedClosure, _ values: [FoldedValue], _ call: MethodCall, _ evaluator: inout Evaluator
  ) -> FoldedValue {
    let arguments = values.map { FoldedArgument(name: nil, value: $0, isSpread: false) }
    return evaluator.run(block, arguments, isMethod: false, at: call.range) ?? call.value(.null)
  }

  func function(_ reference: FoldedReference, _ call: MethodCall, _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    switch reference.resolved {
    case "Array", "String": return call.first.flatMap { reference.resolved == "Array" ? $0 : nil }
    case "lambda", "proc", "Proc.new": return call.block.map { call.value(.closure($0)) }
    case "Rails.env.production?": return call.value(.boolean(true))
    case "Rails.env.test?", "Rails.env.development?", "Rails.env.local?": return call.value(.boolean(false))
    default: return nil
    }
  }
}
