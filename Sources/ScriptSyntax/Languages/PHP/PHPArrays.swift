/// Functions of PHP on arrays; lists and maps are both arrays.
enum PHPArrays {
  static func isArray(_ value: FoldedValue) -> Bool { value.elements != nil || value.entries != nil }

  /// The values of an array whose content is known.
  static func values(_ value: FoldedValue) -> [FoldedValue]? {
    if let elements = value.elements { return hasUnknown(elements) ? nil : elements }
    guard let entries = value.entries, entries.allSatisfy({ $0.key.isPlain }) else { return nil }
    return entries.map(\.value)
  }

  /// An element without an index stands for the elements of a list that is not known.
  private static func hasUnknown(_ elements: [FoldedValue]) -> Bool {
    elements.contains { element in
      guard case .element(let part) = element.content, case .opaque = part.index.content else { return false }
      return true
    }
  }

  /// The entries of an array whose keys are known.
  static func entries(_ value: FoldedValue) -> [FoldedEntry]? {
    if let entries = value.entries { return entries.allSatisfy { $0.key.isPlain } ? entries : nil }
    guard let elements = value.elements, !hasUnknown(elements) else { return nil }
    return elements.enumerated().map { index, element in
      FoldedEntry(key: FoldedValue(.number(String(index)), at: element.range), value: element)
    }
  }

  static func function(_ reference: FoldedReference, _ call: MethodCall, _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    let name = PHPTexts.name(of: reference)
    if let found = test(name, call, evaluator) { return found }
    guard let first = call.first else {
      return name == "collect" ? call.value(.list([])) : nil
    }
    switch name {
    case PHPNames.pairs:
      return entries(first).map { entries in
        call.value(.list(entries.map { call.value(.tuple([$0.key, $0.value])) }))
      }
    case "collect", "Collection.make", "iterator_to_array", "Arr.wrap":
      if first.isNull { return call.value(.list([])) }
      return isArray(first) ? first : name == "Arr.wrap" && first.isPlain ? call.value(.list([first])) : nil
    case "array_keys": return entries(first).map { call.value(.list($0.map(\.key))) }
    case "array_values": return values(first).map { call.value(.list($0)) }
    case "array_merge", "array_merge_recursive", "array_replace": return merged(call)
    case "array_map": return mapped(call, &evaluator)
    case "array_filter": return filtered(call, &evaluator)
    case "array_walk":
      return mapped(
        MethodCall(
          receiver: call.receiver, name: "", arguments: call.arguments.reversed(), range: call.range),
        &evaluator)
    case "array_flip":
      return entries(first).map { call.value(.map($0.map { FoldedEntry(key: $0.value, value: $0.key) })) }
    case "array_reverse": return values(first).map { call.value(.list($0.reversed())) }
    case "array_unique": return values(first).flatMap { unique($0) }.map { call.value(.list($0)) }
    case "array_column", "Arr.pluck":
      guard let column = call.positional.dropFirst().first?.text, let rows = values(first) else { return nil }
      return call.value(.list(rows.compactMap { $0.entry(column) }))
    case "array_combine":
      guard let keys = values(first), let found = call.positional.dropFirst().first.flatMap({ values($0) }),
        keys.count == found.count
      else { return nil }
      return call.value(.map(zip(keys, found).map { FoldedEntry(key: $0, value: $1) }))
    case "array_fill_keys":
      guard let keys = values(first), let value = call.positional.dropFirst().first else { return nil }
      return call.value(.map(keys.map { FoldedEntry(key: $0, value: value) }))
    case "range": return range(call, evaluator)
    case "count", "sizeof": return values(first).map { call.value(.number(String($0.count))) }
    case "explode":
      guard let mark = first.text, !mark.isEmpty, call.positional.count == 2,
        let text = call.positional[1].located
      else { return nil }
      return call.value(.list(text.split(by: mark).map { call.value(.string($0)) }))
    default: return nil
    }
  }

  private static func test(_ name: String, _ call: MethodCall, _ evaluator: Evaluator) -> FoldedValue? {
    let arguments = call.positional
    guard arguments.count >= 2 else { return nil }
    switch name {
    case "in_array": return evaluator.containment(arguments[0], arguments[1]).map { call.value(.boolean($0)) }
    case "array_key_exists", "key_exists":
      guard let entries = entries(arguments[1]), arguments[0].isPlain else { return nil }
      return call.value(.boolean(entries.contains { $0.key.equals(arguments[0]) == true }))
    default: return nil
    }
  }

  /// `array_merge` of lists and maps: later values count.
  static func merged(_ call: MethodCall) -> FoldedValue? {
    let arrays = call.positional.map { entries($0) }
    guard arrays.allSatisfy({ $0 != nil }), !call.arguments.contains(where: \.isSpread) else { return nil }
    let all = arrays.flatMap { $0 ?? [] }
    if all.allSatisfy({ $0.key.integer != nil }) { return call.value(.list(all.map(\.value))) }
    guard all.count <= 2_000 else { return nil }
    var found: [FoldedEntry] = []
    var next = 0
    for var entry in all {
      if entry.key.integer != nil {
        entry.key = FoldedValue(.number(String(next)), at: entry.key.range)
        next += 1
      }
      if let place = found.firstIndex(where: { $0.key.equals(entry.key) == true }) {
        found[place].value = entry.value
      } else {
        found.append(entry)
      }
    }
    return call.value(.map(found))
  }

  private static func mapped(_ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    guard call.positional.count == 2, let closure = PHPSemantics.closure(call.positional),
      let entries = entries(call.positional[1])
    else { return nil }
    var results: [FoldedEntry] = []
    for entry in entries {
      guard evaluator.spend(1, at: call.range) else { return nil }
      let result = evaluator.run(closure, [FoldedArgument(entry.value)], isMethod: false, at: call.range)
      results.append(FoldedEntry(key: entry.key, value: result ?? call.value(.null)))
    }
    let isList = call.positional[1].elements != nil
    return evaluator.made(isList ? .list(results.map(\.value)) : .map(results), at: call.range)
  }

  private static func filtered(_ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    guard let first = call.first, let entries = entries(first) else { return nil }
    let closure = PHPSemantics.closure(call.positional)
    if closure == nil, call.positional.count > 1 { return nil }
    var kept: [FoldedEntry] = []
    for entry in entries {
      guard evaluator.spend(1, at: call.range) else { return nil }
      var tested = entry.value
      if let closure {
        tested =
          evaluator.run(closure, [FoldedArgument(entry.value)], isMethod: false, at: call.range)
          ?? call.value(.null)
      }
      guard let isTrue = evaluator.truth(of: tested) else { return nil }
      if isTrue { kept.append(entry) }
    }
    return call.value(first.elements != nil ? .list(kept.map(\.value)) : .map(kept))
  }

  static func unique(_ values: [FoldedValue]) -> [FoldedValue]? {
    guard values.count <= 2_000, values.allSatisfy(\.isPlain) else { return nil }
    var found: [FoldedValue] = []
    for value in values where !found.contains(where: { $0.equals(value) == true }) { found.append(value) }
    return found
  }

  private static func range(_ call: MethodCall, _ evaluator: Evaluator) -> FoldedValue? {
    guard call.positional.count == 2, let from = call.positional[0].integer,
      let to = call.positional[1].integer,
      from <= to, to.subtractingReportingOverflow(from).partialValue < 2_000, from > Int.min / 4,
      to < Int.max / 4
    else { return nil }
    return call.value(.list((from...to).map { call.value(.number(String($0))) }))
  }
}
