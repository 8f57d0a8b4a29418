/// What is particular to running Python.
struct PythonSemantics: ScriptSemantics {
  var assignsThroughScopes: Bool { false }
  var hasMembersAsEntries: Bool { false }

  func isTrue(_ value: FoldedValue) -> Bool? {
    switch value.content {
    case .boolean(let value): value
    case .null: false
    case .string(let text): text.count > 0
    case .number(let digits): Double(digits).map { $0 != 0 } ?? value.integer.map { $0 != 0 }
    case .list(let values), .tuple(let values): !values.isEmpty
    case .map(let entries): !entries.isEmpty
    case .symbol, .closure: true
    case .classValue: true
    case .reference, .call, .member, .element, .operation, .joined, .opaque: nil
    }
  }

  func text(of value: FoldedValue) -> ScriptText? {
    switch value.content {
    case .string(let text): text
    case .number(let digits): ScriptText(digits, at: value.range.start)
    case .boolean(let isTrue): ScriptText(isTrue ? "True" : "False", at: value.range.start)
    case .null: ScriptText("None", at: value.range.start)
    case .symbol, .list, .tuple, .map, .reference, .call, .member, .element, .operation, .joined, .closure,
      .classValue, .opaque:
      nil
    }
  }

  func member(_ name: String, of value: FoldedValue) -> FoldedValue? {
    // Members of enumerations are folded to their values: `Tier.GOLD.value`.
    if name == "value", value.entries == nil { return value }
    return nil
  }

  func changed(_ receiver: FoldedValue, by name: String, _ arguments: [FoldedValue]) -> FoldedValue.Content? {
    switch receiver.content {
    case .list(var values):
      switch name {
      case "append", "add": values += arguments.prefix(1)
      case "extend":
        if let lists = arguments.first?.alternatives {
          let all = lists.map { FoldedValue(.list(values + ($0.elements ?? [])), at: $0.range) }
          return .either(all)
        }
        guard let more = arguments.first?.elements else {
          return .opaque("a list with elements that are not known")
        }
        values += more
      case "insert":
        guard arguments.count == 2, let place = arguments[0].integer, place >= 0 else {
          return .opaque("a list changed at an unknown place")
        }
        values.insert(arguments[1], at: min(place, values.count))
      case "reverse": values.reverse()
      case "clear": values = []
      case "pop", "remove", "sort": return .opaque("a list that was changed")
      default: return nil
      }
      return .list(values)
    case .map(let entries):
      guard name == "update" else {
        return name == "pop" || name == "setdefault" ? .opaque("a map that was changed") : nil
      }
      guard let more = arguments.first?.entries else { return .opaque("a map that was changed") }
      let names = Set(more.compactMap { $0.key.nameText })
      return .map(entries.filter { !names.contains($0.key.nameText ?? "") } + more)
    case .operation(let choice) where choice.operation == .either:
      var lists: [FoldedValue] = []
      for list in choice.operands {
        guard let content = changed(list, by: name, arguments) else { return nil }
        guard case .list = content else { return .opaque("a list that was changed") }
        lists.append(FoldedValue(content, at: list.range))
      }
      return .either(lists)
    default: return nil
    }
  }

  func method(_ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    switch call.receiver.content {
    case .string(let text): textMethod(call, text, &evaluator)
    case .map(let entries): mapMethod(call, entries)
    case .list(let values), .tuple(let values):
      switch call.name {
      case "copy": call.receiver
      case "index":
        call.first.flatMap { wanted in values.firstIndex { $0.equals(wanted) == true } }.map {
          call.value(.number(String($0)))
        }
      default: nil
      }
    default: nil
    }
  }

  private func textMethod(_ call: MethodCall, _ text: ScriptText, _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    switch call.name {
    case "format": return TextFormatting.braces(text, call, &evaluator)
    case "join":
      guard let source = call.first, let elements = evaluator.elements(of: source) else { return nil }
      return TextMethods.join(elements, by: text, call, &evaluator)
    case "replace": return TextMethods.replace(call, text, &evaluator)
    case "title", "capitalize": return nil
    default: return TextMethods.call(call, text, &evaluator)
    }
  }

  private func mapMethod(_ call: MethodCall, _ entries: [FoldedEntry]) -> FoldedValue? {
    switch call.name {
    case "items":
      return call.value(.list(entries.map { FoldedValue(.tuple([$0.key, $0.value]), at: $0.key.range) }))
    case "keys": return call.value(.list(entries.map(\.key)))
    case "values": return call.value(.list(entries.map(\.value)))
    case "copy": return call.receiver
    case "get":
      guard let key = call.first, key.isPlain else { return nil }
      if let found = entries.last(where: { $0.key.equals(key) == true }) { return found.value }
      return call.positional.count > 1 ? call.positional[1] : call.value(.null)
    default: return nil
    }
  }

  func function(_ reference: FoldedReference, _ call: MethodCall, _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    switch reference.resolved {
    case "textwrap.dedent", "inspect.cleandoc":
      guard let text = call.first?.located, evaluator.spend(text.count / 16 + 1, at: call.range) else {
        return nil
      }
      let dedented = text.dedented()
      return call.string(reference.resolved == "textwrap.dedent" ? dedented : dedented.trimmed())
    case "range": return range(call, &evaluator)
    case "len":
      let count = call.first.flatMap {
        $0.elements?.count ?? $0.entries?.count ?? $0.located?.string.unicodeScalars.count
      }
      return count.map { call.value(.number(String($0))) }
    case "str": return call.first.flatMap { text(of: $0) }.map { call.value(.string($0)) }
    case "int":
      return call.first.flatMap { $0.integer ?? $0.text.flatMap { Int($0) } }.map {
        call.value(.number(String($0)))
      }
    case "bool": return call.first.flatMap { isTrue($0) }.map { call.value(.boolean($0)) }
    case "isinstance", "hasattr", "callable": return nil
    case "any", "all":
      guard let source = call.first, let elements = evaluator.elements(of: source) else { return nil }
      let truths = elements.map { evaluator.truth(of: $0) }
      let decides = reference.resolved == "any"
      if truths.contains(decides) { return call.value(.boolean(decides)) }
      return truths.contains(nil) ? nil : call.value(.boolean(!decides))
    case "dict": return map(call)
    default: return sequence(reference.resolved, call, &evaluator)
    }
  }

  private func range(_ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    let bounds = call.positional.compactMap(\.integer)
    guard bounds.count == call.positional.count, (1...2).contains(bounds.count) else { return nil }
    let start = bounds.count == 2 ? bounds[0] : 0
    let end = max(start, bounds.count == 2 ? bounds[1] : bounds[0])
    let (count, overflow) = end.subtractingReportingOverflow(start)
    guard !overflow, count <= 10_000, evaluator.spend(count, at: call.range) else { return nil }
    return call.value(.list((start..<end).map { call.value(.number(String($0))) }))
  }

  private func map(_ call: MethodCall) -> FoldedValue? {
    guard !call.arguments.contains(where: { $0.isSpread }) else { return nil }
    var entries: [FoldedEntry] = []
    if let first = call.first {
      if let found = first.entries {
        entries = found
      } else if let pairs = first.elements {
        for pair in pairs {
          guard let parts = pair.elements, parts.count == 2 else { return nil }
          entries.append(FoldedEntry(key: parts[0], value: parts[1]))
        }
      } else {
        return nil
      }
    }
    for argument in call.arguments {
      guard let name = argument.name else { continue }
      let key = FoldedValue(
        .string(ScriptText(name, at: argument.value.range.start)), at: argument.value.range)
      entries.append(FoldedEntry(key: key, value: argument.value))
    }
    return call.value(.map(entries))
  }

  private func sequence(_ name: String, _ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    switch name {
    case "list", "tuple", "set", "frozenset", "sorted", "reversed", "enumerate", "iter": break
    case "zip":
      let lists = call.positional.compactMap { evaluator.elements(of: $0) }
      guard lists.count == call.positional.count, let count = lists.map(\.count).min() else { return nil }
      guard evaluator.spend(count &* lists.count, at: call.range) else { return nil }
      return call.value(
        .list((0..<count).map { index in call.value(.tuple(lists.map { $0[index] })) }))
    default: return nil
    }
    guard let source = call.first else {
      return name == "tuple" ? call.value(.tuple([])) : name == "enumerate" ? nil : call.value(.list([]))
    }
    guard let elements = evaluator.elements(of: source), evaluator.spend(elements.count, at: call.range)
    else {
      return nil
    }
    switch name {
    case "tuple": return call.value(.tuple(elements))
    case "reversed": return call.value(.list(elements.reversed()))
    case "enumerate":
      let start =
        (call.positional.count > 1 ? call.positional[1] : call.arguments.last { $0.name == "start" }?.value)?
        .integer ?? 0
      guard start >= 0, start < 1 << 30 else { return nil }
      return call.value(
        .list(
          elements.enumerated().map {
            call.value(.tuple([call.value(.number(String($0.offset + start))), $0.element]))
          }))
    case "sorted":
      let texts = elements.compactMap(\.text)
      guard texts.count == elements.count, call.arguments.count == 1 else { return nil }
      return call.value(
        .list(zip(texts, elements).sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }.map(\.1)))
    default: return call.value(.list(elements))
    }
  }
}
