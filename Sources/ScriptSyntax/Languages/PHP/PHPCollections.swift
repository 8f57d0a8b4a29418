/// Methods of Laravel's collections, on arrays whose content is known.
enum PHPCollections {
  static func method(_ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    let receiver = call.receiver
    guard let entries = PHPArrays.entries(receiver) else { return nil }
    switch call.name {
    case "toArray", "all", "collect", "lazy", "sort", "sortBy", "sortDesc": return receiver
    case "values": return call.value(.list(entries.map(\.value)))
    case "keys": return call.value(.list(entries.map(\.key)))
    case "count": return call.value(.number(String(entries.count)))
    case "isEmpty": return call.value(.boolean(entries.isEmpty))
    case "isNotEmpty": return call.value(.boolean(!entries.isEmpty))
    case "first" where call.positional.isEmpty: return entries.first?.value ?? call.value(.null)
    case "last" where call.positional.isEmpty: return entries.last?.value ?? call.value(.null)
    case "implode", "join":
      guard call.positional.count < 2,
        let mark = call.first?.located ?? (call.first == nil ? ScriptText("") : nil)
      else { return nil }
      return TextMethods.join(entries.map(\.value), by: mark, call, &evaluator)
    case "merge", "concat":
      let both = [receiver] + call.positional
      return PHPArrays.merged(
        MethodCall(
          receiver: receiver, name: "", arguments: both.map { FoldedArgument($0) }, range: call.range))
    case "pluck":
      guard let column = call.first?.text, call.positional.count == 1 else { return nil }
      return call.value(.list(entries.compactMap { $0.value.entry(column) }))
    case "unique" where call.positional.isEmpty:
      return PHPArrays.unique(entries.map(\.value)).map { call.value(.list($0)) }
    case "reverse": return call.value(.list(entries.reversed().map(\.value)))
    case "flip": return call.value(.map(entries.map { FoldedEntry(key: $0.value, value: $0.key) }))
    case "contains":
      return call.first.flatMap { evaluator.containment($0, receiver) }.map { call.value(.boolean($0)) }
    case "get":
      guard let key = call.first, key.isPlain else { return nil }
      return entries.first { $0.key.equals(key) == true }?.value ?? call.positional.dropFirst().first
        ?? call.value(.null)
    case "each", "map", "filter", "reject", "flatMap", "transform", "mapWithKeys":
      return rounds(call, entries, &evaluator)
    default: return nil
    }
  }

  /// Runs a function for every element.
  private static func rounds(_ call: MethodCall, _ entries: [FoldedEntry], _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    var results: [FoldedValue] = []
    let closure = PHPSemantics.closure(call.positional)
    if closure == nil, call.name != "filter" || !call.positional.isEmpty { return nil }
    for entry in entries {
      guard evaluator.spend(1, at: call.range) else {
        return evaluator.opaque("the limit of steps is reached", at: call.range)
      }
      let arguments = [FoldedArgument(entry.value), FoldedArgument(entry.key)]
      results.append(
        closure.map { evaluator.run($0, arguments, isMethod: false, at: call.range) ?? call.value(.null) }
          ?? entry.value)
    }
    switch call.name {
    case "each": return call.receiver
    case "filter", "reject": return selected(call, entries, results.map { evaluator.truth(of: $0) })
    case "flatMap":
      return evaluator.made(.list(results.flatMap { PHPArrays.values($0) ?? [$0] }), at: call.range)
    case "mapWithKeys":
      let all = results.map { $0.entries }
      guard all.allSatisfy({ $0 != nil }) else { return nil }
      return evaluator.made(.map(all.flatMap { $0 ?? [] }), at: call.range)
    default:
      if call.receiver.elements != nil { return evaluator.made(.list(results), at: call.range) }
      let kept = zip(entries, results).map { FoldedEntry(key: $0.key, value: $1) }
      return evaluator.made(.map(kept), at: call.range)
    }
  }

  private static func selected(_ call: MethodCall, _ entries: [FoldedEntry], _ truths: [Bool?])
    -> FoldedValue?
  {
    guard truths.allSatisfy({ $0 != nil }) else {
      return call.value(.opaque("a selection that is not known"))
    }
    let wanted = call.name == "filter"
    let kept = zip(entries, truths).filter { $0.1 == wanted }.map(\.0)
    return call.value(call.receiver.elements != nil ? .list(kept.map(\.value)) : .map(kept))
  }
}
