/// What is particular to running Java and Kotlin.
struct JVMSemantics: ScriptSemantics {
  let isKotlin: Bool

  var assignsThroughScopes: Bool { true }
  var hasMembersAsEntries: Bool { false }

  func isTrue(_ value: FoldedValue) -> Bool? { value.boolean }

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
    switch name {
    case "length", "size":
      let count = value.elements?.count ?? value.entries?.count ?? value.located?.string.utf16.count
      return count.map { FoldedValue(.number(String($0)), at: value.range) }
    case "entries", "entrySet":
      return value.entries.map { FoldedValue(.list($0.map(Self.pair)), at: value.range) }
    case "keys", "keySet": return value.entries.map { FoldedValue(.list($0.map(\.key)), at: value.range) }
    case "values": return value.entries.map { FoldedValue(.list($0.map(\.value)), at: value.range) }
    case "first", "key", "getKey", "component1": return Self.part(value, 0)
    case "second", "value", "getValue", "component2": return Self.part(value, 1)
    case "third": return Self.part(value, 2)
    case "indices":
      return value.elements.map { list in
        FoldedValue(
          .list(list.indices.map { FoldedValue(.number(String($0)), at: value.range) }), at: value.range)
      }
    default: return nil
    }
  }

  /// A key and its value.
  private static func pair(_ entry: FoldedEntry) -> FoldedValue {
    FoldedValue(.tuple([entry.key, entry.value]), at: entry.value.range)
  }

  private static func part(_ value: FoldedValue, _ place: Int) -> FoldedValue? {
    guard case .tuple(let parts) = value.content, parts.indices.contains(place) else { return nil }
    return parts[place]
  }

  func changed(_ receiver: FoldedValue, by name: String, _ arguments: [FoldedValue]) -> FoldedValue.Content? {
    switch receiver.content {
    case .list(let values):
      switch name {
      case "add", "addLast", "offer", "push":
        return arguments.count == 1 ? .list(values + arguments) : ListMethods.changed
      case "addAll": return ListMethods.extended(values, by: arguments.first)
      case "remove", "removeIf", "clear", "sort", "removeAll", "addFirst", "pop", "poll", "retainAll":
        return ListMethods.changed
      default: return nil
      }
    case .map(let entries):
      switch name {
      case "put", "set", "putIfAbsent":
        guard arguments.count == 2 else { return .opaque("a map that was changed") }
        return .map(
          entries.filter { $0.key.equals(arguments[0]) != true }
            + [FoldedEntry(key: arguments[0], value: arguments[1])])
      case "putAll": return arguments.first?.entries.map { .map(entries + $0) }
      case "remove", "clear", "computeIfAbsent", "compute", "merge": return .opaque("a map that was changed")
      default: return nil
      }
    case .string, .joined: return Self.appended(receiver, by: name, arguments)
    case .number, .boolean, .null, .symbol, .tuple, .reference, .call, .member, .element, .operation,
      .closure, .classValue, .opaque:
      return nil
    }
  }

  /// What a builder of text holds after more was put behind it.
  private static func appended(_ receiver: FoldedValue, by name: String, _ arguments: [FoldedValue])
    -> FoldedValue.Content?
  {
    var pieces: [FoldedValue]
    switch name {
    case "append": pieces = [receiver] + arguments
    case "appendLine":
      pieces = [receiver] + arguments + [FoldedValue(.string(ScriptText("\n")), at: receiver.range)]
    case "setLength", "insert", "deleteCharAt", "reverse", "setCharAt":
      return .opaque("a text that was changed")
    default: return nil
    }
    pieces = pieces.flatMap { piece -> [FoldedValue] in
      if case .joined(let inner) = piece.content { inner } else { [piece] }
    }
    let texts = pieces.map { JVMSemantics(isKotlin: false).text(of: $0) }
    if texts.allSatisfy({ $0 != nil }), let whole = ScriptText.joined(texts.compactMap { $0 }) {
      return .string(whole)
    }
    return pieces.count < 2_000 ? .joined(pieces) : .opaque("a text of too many parts")
  }

  func method(_ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    switch call.receiver.content {
    case .string(let text): return JVMTexts.method(call, text, &evaluator)
    case .list(let values), .tuple(let values):
      return part(call) ?? JVMLists.method(call, values, &evaluator)
    case .map(let entries): return JVMLists.method(call, entries, &evaluator)
    case .number, .boolean:
      let isText = ["toString", "intValue", "longValue"].contains(call.name) && call.arguments.isEmpty
      return isText ? call.string(text(of: call.receiver)) : nil
    case .joined:
      let same = ["toString", "trim", "trimIndent", "stripIndent", "strip", "intern"]
      if same.contains(call.name), call.arguments.isEmpty { return call.receiver }
      return call.name == "append"
        ? evaluator.concatenation([call.receiver] + call.positional, at: call.range) : nil
    case .closure(let closure):
      guard ["run", "accept", "apply", "get", "invoke", "call"].contains(call.name) else { return nil }
      return evaluator.run(closure, call.arguments, isMethod: false, at: call.range) ?? call.value(.null)
    case .null, .symbol, .reference, .call, .member, .element, .operation, .classValue, .opaque:
      return JVMLists.around(call, isKotlin: isKotlin, &evaluator)
    }
  }

  private func part(_ call: MethodCall) -> FoldedValue? {
    guard case .tuple = call.receiver.content, call.arguments.isEmpty else { return nil }
    return member(call.name, of: call.receiver)
  }

  func function(_ reference: FoldedReference, _ call: MethodCall, _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    let values = call.positional
    guard !call.arguments.contains(where: \.isSpread) else { return nil }
    switch reference.resolved {
    case "String.format":
      guard let format = values.first?.located else { return nil }
      let rest = FoldedValue(.tuple(Array(values.dropFirst())), at: call.range)
      return TextFormatting.percent(format, rest, at: call.range, &evaluator)
    case "String.valueOf", "Objects.toString", "Objects.requireNonNull", "Integer.valueOf", "Long.valueOf",
      "Boolean.valueOf", "Optional.of", "Optional.ofNullable", "requireNotNull", "checkNotNull", "lazy":
      return values.first
    case "String.join":
      guard let separator = values.first?.located else { return nil }
      let list = values.count == 2 ? values[1].elements ?? [values[1]] : Array(values.dropFirst())
      return TextMethods.join(list, by: separator, call, &evaluator)
    case "List.of", "Set.of", "Arrays.asList", "Stream.of", "Collections.singletonList",
      "Collections.singleton",
      "ImmutableList.of", "ImmutableSet.of", "Lists.newArrayList", "Sets.newHashSet", "Collections.emptyList",
      "Arrays.stream", "listOf", "setOf", "arrayOf", "mutableListOf", "mutableSetOf", "arrayListOf",
      "linkedSetOf", "sequenceOf", "emptyList", "emptyArray", "Collections.emptySet", "List.copyOf",
      "Collections.unmodifiableList", "listOfNotNull", "intArrayOf":
      if values.count == 1, let inner = values[0].elements, !reference.resolved.hasSuffix("Of") {
        return call.value(.list(inner))
      }
      return call.value(.list(values))
    case "Map.of", "ImmutableMap.of", "Collections.emptyMap", "Collections.singletonMap":
      guard values.count % 2 == 0 else { return nil }
      return call.value(
        .map(
          stride(from: 0, to: values.count, by: 2).map { FoldedEntry(key: values[$0], value: values[$0 + 1]) }
        ))
    case "Map.entry", "Pair.of", "Pair", "AbstractMap.SimpleEntry", "Triple":
      return call.value(.tuple(values))
    case "Map.ofEntries", "mapOf", "mutableMapOf", "linkedMapOf", "hashMapOf", "emptyMap":
      var entries: [FoldedEntry] = []
      for value in values {
        guard case .tuple(let pair) = value.content, pair.count == 2 else { return nil }
        entries.append(FoldedEntry(key: pair[0], value: pair[1]))
      }
      return call.value(.map(entries))
    case "repeat":
      guard let count = values.first?.integer, count >= 0, count <= 1_000, let body = call.lastClosure else {
        return nil
      }
      for index in 0..<count {
        let place = call.value(.number(String(index)))
        _ = evaluator.run(body, [FoldedArgument(place)], isMethod: false, at: call.range)
      }
      return call.value(.null)
    case "with", "run":
      guard isKotlin, let body = call.lastClosure else { return nil }
      return JVMLists.scoped(call, values.first, body, &evaluator)
    default: return nil
    }
  }
}

extension MethodCall {
  /// The function that is given last.
  var lastClosure: FoldedClosure? {
    if let block { return block }
    if case .closure(let closure)? = positional.last?.content { return closure }
    return nil
  }
}
