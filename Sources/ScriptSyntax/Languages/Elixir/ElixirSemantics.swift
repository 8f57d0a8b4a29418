/// What is particular to running Elixir: values never change, and functions belong to modules, not to values.
struct ElixirSemantics: NilSemantics {
  var assignsThroughScopes: Bool { false }
  var hasMembersAsEntries: Bool { false }

  /// The entry of a map: `map.key`.
  func member(_ name: String, of value: FoldedValue) -> FoldedValue? { value.entry(name) }

  func changed(_ receiver: FoldedValue, by name: String, _ arguments: [FoldedValue]) -> FoldedValue.Content? {
    nil
  }

  /// `f.(a)`
  func method(_ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    guard case .closure(let closure) = call.receiver.content, call.name == "call" else { return nil }
    return run(closure, call.positional, call, &evaluator)
  }

  func function(_ reference: FoldedReference, _ call: MethodCall, _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    guard let first = call.first else { return nil }
    switch reference.resolved {
    case "String.upcase", "String.downcase", "String.trim", "String.trim_leading", "String.trim_trailing":
      return first.located.flatMap { text(reference.name, $0, call, &evaluator) }
    case "Atom.to_string", "to_string", "Integer.to_string": return call.string(text(of: first))
    case "String.to_atom", "String.to_existing_atom": return first.text.map { call.value(.symbol($0)) }
    case "Enum.each", "Enum.map", "Enum.flat_map": return gone(reference.name, call, &evaluator)
    case "Enum.join":
      guard let values = first.elements else { return nil }
      let separator = call.positional.dropFirst().first?.located ?? ScriptText("")
      return TextMethods.join(values, by: separator, call, &evaluator)
    default: return nil
    }
  }

  private func text(_ name: String, _ text: ScriptText, _ call: MethodCall, _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    guard evaluator.spend(text.count / 32 + 1, at: call.range), call.positional.count == 1 else { return nil }
    switch name {
    case "upcase": return call.string(text.replacing(with: text.string.uppercased()))
    case "downcase": return call.string(text.replacing(with: text.string.lowercased()))
    default: return call.string(text.trimmed(start: name != "trim_trailing", end: name != "trim_leading"))
    }
  }

  private func gone(_ name: String, _ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    guard let values = call.first?.elements,
      case .closure(let closure)? = call.positional.dropFirst().first?.content
    else { return nil }
    var results: [FoldedValue] = []
    for value in values {
      guard evaluator.spend(1, at: call.range) else { return nil }
      results.append(run(closure, [value], call, &evaluator))
    }
    if name == "each" { return call.value(.symbol("ok")) }
    if name == "flat_map" { results = results.flatMap { $0.elements ?? [$0] } }
    return evaluator.made(.list(results), at: call.range)
  }

  /// A function with one clause is run; which of several clauses matches is not decided here.
  private func run(
    _ closure: FoldedClosure, _ values: [FoldedValue], _ call: MethodCall, _ evaluator: inout Evaluator
  ) -> FoldedValue {
    guard closure.function.otherClauses.isEmpty, closure.function.guardCondition == nil else {
      evaluator.trouble("which clause of a function is run is not known", at: call.range)
      return evaluator.opaque("the result of a function with several clauses", at: call.range)
    }
    let arguments = values.map { FoldedArgument(name: nil, value: $0, isSpread: false) }
    return evaluator.run(closure, arguments, isMethod: false, at: call.range) ?? call.value(.null)
  }
}
