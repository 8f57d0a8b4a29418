/// Methods of lists of JavaScript.
enum JavaScriptLists {
  static func method(_ call: MethodCall, _ values: [FoldedValue], _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    switch call.name {
    case "forEach", "map", "flatMap", "filter", "find", "some", "every", "reduce":
      return rounds(call, values, &evaluator)
    case "join":
      let separator = call.first?.located ?? (call.first == nil ? ScriptText(",", at: call.range.start) : nil)
      return separator.map { TextMethods.join(values, by: $0, call, &evaluator) }
    case "concat":
      var all = values
      for argument in call.positional { all += argument.elements ?? [argument] }
      return evaluator.spend(all.count, at: call.range) ? call.value(.list(all)) : nil
    case "includes":
      return call.first.flatMap { evaluator.containment($0, call.receiver) }.map { call.value(.boolean($0)) }
    case "indexOf":
      guard let wanted = call.first, values.allSatisfy(\.isPlain), wanted.isPlain else { return nil }
      let index = values.firstIndex { $0.equals(wanted) == true } ?? -1
      return call.value(.number(String(index)))
    case "slice":
      let bounds = call.positional.map(\.integer)
      guard bounds.allSatisfy({ $0 != nil }) else { return nil }
      func place(_ index: Int, _ fallback: Int) -> Int {
        guard bounds.indices.contains(index), let bound = bounds[index] else { return fallback }
        return min(max(0, bound < 0 ? values.count + bound : bound), values.count)
      }
      let start = place(0, 0)
      return call.value(.list(Array(values[start..<max(start, place(1, values.count))])))
    case "reverse", "toReversed": return call.value(.list(values.reversed()))
    case "flat": return call.value(.list(values.flatMap { $0.elements ?? [$0] }))
    case "keys": return call.value(.list(values.indices.map { call.value(.number(String($0))) }))
    case "values": return call.value(.list(values))
    case "entries":
      return call.value(
        .list(
          values.enumerated().map { call.value(.list([call.value(.number(String($0.offset))), $0.element])) })
      )
    default: return nil
    }
  }

  /// Runs a function for every element.
  private static func rounds(_ call: MethodCall, _ values: [FoldedValue], _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    guard let closure = call.closure else {
      // `filter(Boolean)`.
      guard call.name == "filter", call.first?.resolved == "Boolean" else { return nil }
      let truths = values.map { evaluator.truth(of: $0) }
      guard truths.allSatisfy({ $0 != nil }) else { return nil }
      return call.value(.list(zip(values, truths).filter { $0.1 == true }.map(\.0)))
    }
    var results: [FoldedValue] = []
    var sum = call.positional.count > 1 ? call.positional[1] : nil
    for (index, value) in values.enumerated() {
      guard evaluator.spend(1, at: call.range) else {
        return evaluator.opaque("the limit of steps is reached", at: call.range)
      }
      let place = call.value(.number(String(index)))
      if call.name == "reduce" {
        guard let before = sum else {
          sum = value
          continue
        }
        sum =
          evaluator.run(closure, arguments([before, value, place]), isMethod: false, at: call.range)
          ?? call.value(.null)
      } else {
        results.append(
          evaluator.run(closure, arguments([value, place]), isMethod: false, at: call.range)
            ?? call.value(.null))
      }
    }
    switch call.name {
    case "forEach": return call.value(.null)
    case "reduce": return sum
    case "map": return evaluator.made(.list(results), at: call.range)
    case "flatMap": return evaluator.made(.list(results.flatMap { $0.elements ?? [$0] }), at: call.range)
    default: return selected(call, values, results.map { evaluator.truth(of: $0) })
    }
  }

  private static func selected(_ call: MethodCall, _ values: [FoldedValue], _ truths: [Bool?]) -> FoldedValue?
  {
    guard truths.allSatisfy({ $0 != nil }) else {
      return call.value(.opaque("a selection that is not known"))
    }
    switch call.name {
    case "filter": return call.value(.list(zip(values, truths).filter { $0.1 == true }.map(\.0)))
    case "find": return zip(values, truths).first { $0.1 == true }?.0 ?? call.value(.null)
    case "some": return call.value(.boolean(truths.contains(true)))
    default: return call.value(.boolean(!truths.contains(false)))
    }
  }

  private static func arguments(_ values: [FoldedValue]) -> [FoldedArgument] {
    values.map { FoldedArgument(name: nil, value: $0, isSpread: false) }
  }
}
