/// Methods of known lists and maps, and functions that run for what is not known.
enum JVMLists {
  static func method(_ call: MethodCall, _ values: [FoldedValue], _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    switch call.name {
    case "stream", "toList", "toArray", "iterator", "asList", "toMutableList", "toSet", "asSequence",
      "sequential",
      "parallelStream", "toTypedArray", "listIterator", "boxed", "asIterable":
      return call.value(.list(values))
    case "forEach":
      guard ListMethods.map(values, call.withLastClosure, &evaluator) != nil else { return nil }
      return call.value(.null)
    case "onEach", "peek":
      return ListMethods.map(values, call.withLastClosure, &evaluator).map { _ in call.value(.list(values)) }
    case "map": return ListMethods.map(values, call.withLastClosure, &evaluator).map { call.value(.list($0)) }
    case "flatMap":
      return ListMethods.map(values, call.withLastClosure, &evaluator).map { parts in
        call.value(.list(parts.flatMap { $0.elements ?? [$0] }))
      }
    case "forEachIndexed":
      guard let body = call.lastClosure else { return nil }
      for (index, value) in values.enumerated() {
        guard evaluator.spend(1, at: call.range) else { return nil }
        let place = call.value(.number(String(index)))
        _ = evaluator.run(
          body, [FoldedArgument(place), FoldedArgument(value)], isMethod: false, at: call.range)
      }
      return call.value(.null)
    case "collect":
      // `Collectors.joining(", ")`
      guard let collector = call.first?.call else { return nil }
      guard collector.name == "joining" else {
        return ["toList", "toSet", "toUnmodifiableList"].contains(collector.name)
          ? call.value(.list(values)) : nil
      }
      return joined(values, collector.positional, call, &evaluator)
    case "joinToString":
      var parts = values
      if let body = call.lastClosure {
        guard let texts = ListMethods.map(values, call.withLastClosure, &evaluator),
          body.function.parameters.count < 2
        else { return nil }
        parts = texts
      }
      var marks = call.positional.filter { if case .closure = $0.content { false } else { true } }
      for name in ["separator", "prefix", "postfix"] {
        if let given = call.arguments.last(where: { $0.name == name })?.value {
          while marks.count < 3 {
            marks.append(call.value(.string(ScriptText(marks.isEmpty ? ", " : ""))))
          }
          marks[name == "separator" ? 0 : name == "prefix" ? 1 : 2] = given
        }
      }
      return joined(parts, marks.isEmpty ? [call.value(.string(ScriptText(", ")))] : marks, call, &evaluator)
    case "get", "elementAt":
      guard let place = call.first?.integer, values.indices.contains(place) else { return nil }
      return values[place]
    case "first" where call.arguments.isEmpty, "getFirst" where call.arguments.isEmpty: return values.first
    case "last" where call.arguments.isEmpty, "getLast" where call.arguments.isEmpty: return values.last
    case "size" where call.arguments.isEmpty, "count" where call.arguments.isEmpty:
      return call.value(.number(String(values.count)))
    case "isEmpty": return call.value(.boolean(values.isEmpty))
    case "isNotEmpty": return call.value(.boolean(!values.isEmpty))
    case "contains":
      return call.first.flatMap { evaluator.containment($0, call.receiver) }.map { call.value(.boolean($0)) }
    case "plus": return call.first.map { call.value(.list(values + ($0.elements ?? [$0]))) }
    case "reversed": return call.value(.list(values.reversed()))
    case "let", "also", "run", "apply":
      return call.lastClosure.flatMap { scoped(call, call.receiver, $0, &evaluator) }
    default: return nil
    }
  }

  /// Texts with marks between, before and behind them.
  private static func joined(
    _ values: [FoldedValue], _ marks: [FoldedValue], _ call: MethodCall, _ evaluator: inout Evaluator
  ) -> FoldedValue? {
    let separator = marks.first?.located ?? ScriptText("")
    let middle = TextMethods.join(values, by: separator, call, &evaluator)
    guard marks.count > 1 else { return middle }
    return evaluator.concatenation([marks[1], middle] + (marks.count > 2 ? [marks[2]] : []), at: call.range)
  }

  static func method(_ call: MethodCall, _ entries: [FoldedEntry], _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    func tuple(_ entry: FoldedEntry) -> FoldedValue {
      FoldedValue(.tuple([entry.key, entry.value]), at: entry.value.range)
    }
    switch call.name {
    case "entrySet", "toList", "entries": return call.value(.list(entries.map(tuple)))
    case "keySet", "keys": return call.value(.list(entries.map(\.key)))
    case "values": return call.value(.list(entries.map(\.value)))
    case "get", "getValue", "getOrDefault":
      guard let key = call.first else { return nil }
      if let found = entries.last(where: { $0.key.equals(key) == true }) { return found.value }
      return call.name == "getOrDefault" && key.isPlain && call.positional.count == 2
        ? call.positional[1] : nil
    case "containsKey":
      return call.first.flatMap { evaluator.containment($0, call.receiver) }.map { call.value(.boolean($0)) }
    case "size": return call.value(.number(String(entries.count)))
    case "isEmpty": return call.value(.boolean(entries.isEmpty))
    case "forEach":
      guard let body = call.lastClosure else { return nil }
      for entry in entries {
        guard evaluator.spend(1, at: call.range) else { return nil }
        let both = [FoldedArgument(entry.key), FoldedArgument(entry.value)]
        let isPair = body.function.parameters.count < 2
        _ = evaluator.run(
          body, isPair ? [FoldedArgument(tuple(entry))] : both, isMethod: false, at: call.range)
      }
      return call.value(.null)
    case "map":
      return ListMethods.map(entries.map(tuple), call.withLastClosure, &evaluator).map {
        call.value(.list($0))
      }
    default: return nil
    }
  }

  /// `list.forEach { ... }` of a list that is not known, `a.use { ... }`, `a.let { ... }`; nil for others.
  static func around(_ call: MethodCall, isKotlin: Bool, _ evaluator: inout Evaluator) -> FoldedValue? {
    guard let body = call.lastClosure else { return nil }
    switch call.name {
    case "forEach", "forEachOrdered", "onEach", "ifPresent":
      evaluator.trouble("how often this loop runs is not known", at: call.range)
      evaluator.repeats += 1
      for element in evaluator.samples(of: call.receiver, at: call.receiver.range) {
        _ = evaluator.run(body, [FoldedArgument(element)], isMethod: false, at: call.range)
      }
      evaluator.repeats -= 1
      return call.value(.null)
    case "use", "let", "also", "run", "apply", "useLines":
      return isKotlin ? scoped(call, call.receiver, body, &evaluator) : nil
    default: return nil
    }
  }

  /// What a scope function of Kotlin gives: a value is handed to its function, as `it` or as its object
  /// (https://kotlinlang.org/docs/scope-functions.html).
  static func scoped(
    _ call: MethodCall, _ value: FoldedValue?, _ body: FoldedClosure, _ evaluator: inout Evaluator
  ) -> FoldedValue? {
    var body = body
    let isObject = ["run", "apply", "with"].contains(call.name)
    if let value, isObject {
      body.captured = evaluator.captured().merging([Self.object: value]) { _, own in own }
      body.owner = body.owner ?? evaluator.owner
      body.frame = nil
    }
    let result = evaluator.run(
      body, isObject ? [] : value.map { [FoldedArgument($0)] } ?? [], isMethod: false, at: call.range)
    if call.name == "also" || call.name == "apply" { return value }
    return result ?? call.value(.null)
  }

  /// The name of the object whose members a function names by themselves.
  static let object = "(object)"
}

extension MethodCall {
  /// The call with the function that it is given last as its block.
  var withLastClosure: MethodCall {
    var call = self
    call.block = lastClosure
    return call
  }
}
