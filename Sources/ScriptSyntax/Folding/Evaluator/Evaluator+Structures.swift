/// Structures of Go: values with fields, and methods that are written for them.
extension Evaluator {
  /// A method of a type, or of one that it embeds by a type of the same file; a field that holds a database.
  func structureMember(_ name: String, of definition: ScriptClass) -> FoldedValue? {
    if let function = definition.method(name) {
      return made(.closure(structureMethod(function, of: definition)), at: function.range)
    }
    guard let field = GoType.fields(of: definition)?.first(where: { $0.name == name }),
      field.type.hasSuffix("gorm.DB"), !field.type.contains("[")
    else { return nil }
    let handle = "(database)"
    return FoldedValue(
      .reference(FoldedReference(written: handle, resolved: handle)), at: definition.range)
  }

  private func structureMethod(_ function: ScriptFunction, of definition: ScriptClass) -> FoldedClosure {
    FoldedClosure(
      function: function, captured: [:], owner: definition, frame: nil,
      module: homes[ClassPlace(name: definition.name, range: definition.range)] ?? 0)
  }

  /// A method of a value that the program makes: `A{}.b(c)`; nil for others.
  mutating func callStructure(_ method: MethodCall) -> FoldedValue? {
    guard let call = method.receiver.call, call.isConstruction,
      case .classValue(let definition) = call.callee.content,
      let function = definition.method(method.name)
    else { return nil }
    var closure = structureMethod(function, of: definition)
    // The object has the fields that the program gave it.
    closure.captured = ["this": method.receiver]
    return run(closure, method.arguments, isMethod: false, at: method.range)
      ?? FoldedValue(.null, at: method.range)
  }

  /// What a variable is after a call that was given its place: of a structure only the type stays; nil for others.
  mutating func changedStructure(_ value: FoldedValue, by call: ScriptCall) -> FoldedValue? {
    if call.name == "Execute", let text = written {
      written = nil
      return text
    }
    guard case .call(var made) = value.content, made.isConstruction, !made.arguments.isEmpty else {
      return nil
    }
    made.arguments = []
    return FoldedValue(.call(made), at: value.range)
  }

  /// A value as one of another type: of a structure only the type counts.
  func converted(_ value: FoldedValue?, to definition: ScriptClass, _ type: FoldedValue) -> FoldedValue {
    guard let value, !definition.bases.isEmpty, !value.isNull else { return type }
    return value
  }
}
