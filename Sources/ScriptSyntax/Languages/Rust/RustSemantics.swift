/// What is particular to running Rust.
struct RustSemantics: ScriptSemantics {
  var assignsThroughScopes: Bool { true }
  var hasMembersAsEntries: Bool { false }

  func isTrue(_ value: FoldedValue) -> Bool? { value.boolean }

  func text(of value: FoldedValue) -> ScriptText? {
    switch value.content {
    case .string(let text): text
    case .number(let digits): ScriptText(digits, at: value.range.start)
    case .boolean(let isTrue): ScriptText(isTrue ? "true" : "false", at: value.range.start)
    case .classValue(let definition):
      definition.writtenName.map { ScriptText($0, at: value.range.start) }
    case .null, .symbol, .list, .tuple, .map, .reference, .call, .member, .element, .operation, .joined,
      .closure, .opaque:
      nil
    }
  }

  func member(_ name: String, of value: FoldedValue) -> FoldedValue? { value.entry(name) }

  func changed(_ receiver: FoldedValue, by name: String, _ arguments: [FoldedValue]) -> FoldedValue.Content? {
    switch receiver.content {
    case .list(let values):
      switch name {
      case "push", "push_back": return .list(values + arguments)
      case "extend", "append", "extend_from_slice":
        return ListMethods.extended(values, by: arguments.first)
      case "pop", "remove", "clear", "sort", "reverse", "retain", "insert", "truncate", "dedup", "drain":
        return ListMethods.changed
      default: return nil
      }
    case .string(let text):
      guard name == "push_str" else { return nil }
      var whole = text
      guard let more = arguments.first?.located, whole.append(more) else {
        return .opaque("a text that was changed")
      }
      return .string(whole)
    default: return nil
    }
  }

  /// Methods that give their receiver, or what it holds.
  private static let transparent: Set<String> = [
    "to_owned", "clone", "into", "to_string", "as_str", "as_ref", "as_mut", "iter", "into_iter", "collect",
    "unwrap", "expect", "cloned", "copied", "borrow", "borrow_mut", "iter_mut", "as_slice", "to_vec",
    "into_iden", "into_table_ref", "into_column_ref", "into_boxed_str", "take", "ok", "as_deref",
    "unwrap_or_default",
    "map_err", "deref", "into_string", "as_bytes", "boxed", "ok_or_else", "ok_or", "context", "with_context",
  ]

  func method(_ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    if call.name == "iter", case .classValue(let definition) = call.receiver.content,
      definition.kind == .enumeration
    {
      return call.value(.list(Self.variants(of: definition)))
    }
    if Self.transparent.contains(call.name) {
      // A name of a database's object is its text.
      if call.name == "to_string", let text = text(of: call.receiver) { return call.string(text) }
      if case .call(let own) = call.receiver.content, call.hasFreshReceiver {
        evaluator.record(own, use: .value)
      }
      return call.receiver
    }
    switch call.receiver.content {
    case .string(let text): return textMethod(call, text, &evaluator)
    case .list(let values), .tuple(let values): return listMethod(call, values, &evaluator)
    default: return nil
    }
  }

  private static func variants(of definition: ScriptClass) -> [FoldedValue] {
    definition.body.compactMap { statement in
      guard case .classDefinition(let variant) = statement else { return nil }
      return FoldedValue(.classValue(variant), at: variant.range)
    }
  }

  private func textMethod(_ call: MethodCall, _ text: ScriptText, _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    switch call.name {
    case "replace": return TextMethods.replace(call, text, &evaluator)
    case "is_empty": return call.value(.boolean(text.count == 0))
    case "lines": return call.value(.list(text.split(by: "\n").map { call.value(.string($0)) }))
    case "split" where call.arguments.isEmpty: return nil
    default: return TextMethods.call(call, text, &evaluator)
    }
  }

  private func listMethod(_ call: MethodCall, _ values: [FoldedValue], _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    switch call.name {
    case "len": return call.value(.number(String(values.count)))
    case "is_empty": return call.value(.boolean(values.isEmpty))
    case "join", "concat":
      let separator = call.first?.located ?? ScriptText("", at: call.range.start)
      return TextMethods.join(values, by: separator, call, &evaluator)
    case "enumerate":
      return call.value(
        .list(
          values.enumerated().map { place, value in
            FoldedValue(
              .tuple([FoldedValue(.number(String(place)), at: value.range), value]), at: value.range)
          }))
    case "skip": return call.first?.integer.map { call.value(.list(Array(values.dropFirst(max(0, $0))))) }
    case "rev": return call.value(.list(values.reversed()))
    case "chain": return call.first?.elements.map { call.value(.list(values + $0)) }
    case "map", "for_each":
      return ListMethods.map(values, call, &evaluator).map { call.value(.list($0)) }
    case "contains":
      return call.first.flatMap { evaluator.containment($0, call.receiver) }.map { call.value(.boolean($0)) }
    default: return nil
    }
  }

  func function(_ reference: FoldedReference, _ call: MethodCall, _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    let parts = reference.resolved.split(separator: ".").suffix(2).map(String.init)
    if call.name == "all" || call.name == "iter",
      case .classValue(let type)? = call.arguments.first(where: { $0.name == ScriptCall.typeArgument })?.value
        .content
    {
      return call.value(.list(Self.variants(of: type)))
    }
    switch parts.joined(separator: ".") {
    case "Ok", "Some", "Box.new", "Box.pin", "String.from", "Alias.new", "Arc.new", "Rc.new", "SeaRc.new",
      "Cow.from", "Cow.Borrowed", "str.to_string", "ToString.to_string", "DynIden.from", "Into.into":
      return call.positional.count == 1 ? call.first : nil
    case "None": return call.value(.null)
    case "String.new": return call.string(ScriptText("", at: call.range.start))
    case "Vec.new", "Vec.with_capacity": return call.value(.list([]))
    default: return nil
    }
  }
}

extension ScriptClass {
  /// The text that a value of a type without fields is written as, where its `to_string` gives one.
  package var writtenName: String? {
    guard case .returning(let value?, _)? = method("to_string")?.body.last else { return nil }
    return value.stringText
  }
}
