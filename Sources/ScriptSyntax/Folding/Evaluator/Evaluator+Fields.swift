/// Fields of objects as Java and Kotlin have them: methods and constructors set them by their names alone.
extension Evaluator {
  private static func fieldKey(_ name: String, _ definition: ScriptClass) -> String {
    "this->" + definition.name + "." + name
  }

  /// What a field was set to.
  func fieldSet(_ name: String, of definition: ScriptClass) -> FoldedValue? {
    frames[base].bindings[Self.fieldKey(name, definition)]
  }

  /// `this.a = b`: whether the class, or one above it, has the field.
  mutating func setField(_ name: String, of definition: ScriptClass, _ value: FoldedValue) -> Bool {
    for ancestor in lineage(of: definition) where ancestor.declares(name) {
      set(Self.fieldKey(name, ancestor), value, in: base)
      return true
    }
    return false
  }

  /// `a = b` where no variable is called `a`: whether a class whose code runs has the field.
  mutating func setsOwnField(_ name: String, _ value: FoldedValue) -> Bool {
    guard lookUp(name) == nil else { return false }
    for definition in owners where setField(name, of: definition, value) { return true }
    return false
  }

  /// A member of the object that a function of Kotlin runs for, or a name of the top level of another file.
  mutating func namedByItself(_ name: String, at range: ScriptRange) -> FoldedValue? {
    if let known = importedConstant(name) { return known }
    guard let object = lookUp(JVMLists.object) else { return nil }
    if case .reference(let reference) = object.content, !reference.resolved.hasPrefix("(") { return nil }
    return member(name, of: object, at: range)
  }

  /// The class and the member at the end of a path that `import static` names.
  static func member(of path: String) -> String {
    path.split(separator: ".").suffix(2).joined(separator: ".")
  }

  /// Makes an object: what its constructor does, and the fields that it sets.
  mutating func construct(_ definition: ScriptClass, _ arguments: [FoldedArgument], at range: ScriptRange) {
    _ = run(".ctor", of: definition, arguments, at: range)
  }
}

extension ScriptClass {
  /// Whether a field of a name stands in the class, with a value or without.
  func declares(_ name: String) -> Bool {
    body.contains { statement in
      guard case .assignment(let assignment) = statement, case .name(let found)? = assignment.targets.first
      else { return false }
      return found.text == name
    }
  }
}
