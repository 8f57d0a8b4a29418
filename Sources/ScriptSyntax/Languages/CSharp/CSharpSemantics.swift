/// What is particular to running C#.
struct CSharpSemantics: ScriptSemantics {
  var assignsThroughScopes: Bool { true }
  var hasMembersAsEntries: Bool { false }

  func isTrue(_ value: FoldedValue) -> Bool? { value.boolean }

  func text(of value: FoldedValue) -> ScriptText? {
    switch value.content {
    case .string(let text): text
    case .number(let digits): ScriptText(digits, at: value.range.start)
    case .boolean(let isTrue): ScriptText(isTrue ? "True" : "False", at: value.range.start)
    case .null: ScriptText("", at: value.range.start)
    case .symbol, .list, .tuple, .map, .reference, .call, .member, .element, .operation, .joined, .closure,
      .classValue, .opaque:
      nil
    }
  }

  func member(_ name: String, of value: FoldedValue) -> FoldedValue? {
    if let found = value.entry(name) { return found }
    switch name {
    case "Length", "Count":
      let count = value.elements?.count ?? value.entries?.count ?? value.located?.string.utf16.count
      return count.map { FoldedValue(.number(String($0)), at: value.range) }
    case "Keys": return value.entries.map { FoldedValue(.list($0.map(\.key)), at: value.range) }
    case "Values": return value.entries.map { FoldedValue(.list($0.map(\.value)), at: value.range) }
    default: return nil
    }
  }

  func changed(_ receiver: FoldedValue, by name: String, _ arguments: [FoldedValue]) -> FoldedValue.Content? {
    switch receiver.content {
    case .list(let values):
      switch name {
      case "Add": return .list(values + arguments)
      case "AddRange":
        return ListMethods.extended(values, by: arguments.first)
      case "Insert", "Remove", "RemoveAt", "RemoveAll", "Clear", "Sort", "Reverse", "InsertRange":
        return ListMethods.changed
      default: return nil
      }
    case .map(let entries):
      switch name {
      case "Add", "TryAdd":
        guard arguments.count == 2 else { return .opaque("a map that was changed") }
        return .map(entries + [FoldedEntry(key: arguments[0], value: arguments[1])])
      case "Remove", "Clear": return .opaque("a map that was changed")
      default: return nil
      }
    case .string, .number, .boolean, .null, .symbol, .tuple, .reference, .call, .member, .element, .operation,
      .joined, .closure, .classValue, .opaque:
      return nil
    }
  }

  func method(_ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    switch call.receiver.content {
    case .string(let text): return textMethod(call, text, &evaluator)
    case .list(let values): return listMethod(call, values, &evaluator)
    case .number, .boolean:
      return call.name == "ToString" && call.arguments.isEmpty ? call.string(text(of: call.receiver)) : nil
    case .closure(let closure):
      guard call.name == "Invoke" else { return nil }
      return evaluator.run(closure, call.arguments, isMethod: false, at: call.range) ?? call.value(.null)
    case .reference: return provider(call, evaluator.dialect) ?? around(call, &evaluator)
    case .null, .symbol, .tuple, .map, .call, .member, .element, .operation, .joined, .classValue, .opaque:
      return around(call, &evaluator)
    }
  }

  /// `migrationBuilder.IsSqlServer()`
  private func provider(_ call: MethodCall, _ dialect: String?) -> FoldedValue? {
    guard let dialect, call.arguments.isEmpty, call.name.hasPrefix("Is") else { return nil }
    let wanted = DialectCondition.normal(String(call.name.dropFirst(2)))
    guard ["postgresql", "mysql", "sqlite", "mssql", "oracle"].contains(wanted) else { return nil }
    return call.value(.boolean(wanted == dialect))
  }

  /// A function that runs for every element of a list that is not known.
  private func around(_ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    guard call.name == "ForEach", let closure = call.closure else { return nil }
    evaluator.trouble("how often this loop runs is not known", at: call.range)
    evaluator.repeats += 1
    for element in evaluator.samples(of: call.receiver, at: call.receiver.range) {
      _ = evaluator.run(closure, [FoldedArgument(element)], isMethod: false, at: call.range)
    }
    evaluator.repeats -= 1
    return call.value(.null)
  }

  private func textMethod(_ call: MethodCall, _ text: ScriptText, _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    switch call.name {
    case "Replace": return TextMethods.replace(call, text, &evaluator)
    case "Equals": return call.first?.text.map { call.value(.boolean($0 == text.string)) }
    default: return TextMethods.call(call, text, &evaluator)
    }
  }

  private func listMethod(_ call: MethodCall, _ values: [FoldedValue], _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    switch call.name {
    case "ToList", "ToArray", "AsEnumerable", "AsReadOnly": return call.value(.list(values))
    case "Reverse" where call.arguments.isEmpty: return call.value(.list(values.reversed()))
    case "Concat", "Union":
      return call.first?.elements.map { call.value(.list(values + $0)) }
    case "ForEach", "Select":
      return ListMethods.map(values, call, &evaluator).map {
        call.value(call.name == "Select" ? .list($0) : .null)
      }
    case "Contains":
      return call.first.flatMap { evaluator.containment($0, call.receiver) }.map { call.value(.boolean($0)) }
    default: return nil
    }
  }

  func function(_ reference: FoldedReference, _ call: MethodCall, _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    switch reference.resolved {
    case "string.Join", "String.Join", "System.String.Join":
      guard let separator = call.first?.located else { return nil }
      let values =
        call.positional.count == 2 ? call.positional[1].elements : Array(call.positional.dropFirst())
      return values.map { TextMethods.join($0, by: separator, call, &evaluator) }
    case "string.Concat", "String.Concat":
      let values = call.positional.count == 1 ? call.first?.elements : call.positional
      return values.map { evaluator.concatenation($0, at: call.range) }
    case "string.Format", "String.Format":
      guard let format = call.first?.located else { return nil }
      var inner = call
      inner.arguments = Array(call.arguments.dropFirst())
      return TextFormatting.braces(format, inner, &evaluator)
    case "string.IsNullOrEmpty", "String.IsNullOrEmpty", "string.IsNullOrWhiteSpace":
      return call.first?.text.map { call.value(.boolean($0.isEmpty)) }
    case "Path.Combine", "Path.Join", "System.IO.Path.Combine":
      let values = call.positional.count == 1 ? call.first?.elements ?? call.positional : call.positional
      return TextMethods.join(values, by: ScriptText("/", at: call.range.start), call, &evaluator)
    case "Array.Empty", "Enumerable.Empty": return call.value(.list([]))
    default: return nil
    }
  }
}
