/// What macros of a library derive, written out as if it stood in the file.
extension ScriptClass {
  /// A type of a name, built on one class of which all is known.
  package init(
    derived name: String, kind: Kind = .classType, of base: ScriptClass? = nil,
    body: [ScriptStatement] = [], at range: ScriptRange
  ) {
    self.init(
      kind: kind, name: name, bases: base.map { [.classLiteral($0)] } ?? [], body: body, range: range)
  }
}

extension ScriptNode {
  /// A text.
  package static func text(_ text: String, at range: ScriptRange) -> ScriptNode {
    .string(ScriptString(text: ScriptText(text, at: range.start), range: range))
  }

  /// A name.
  package static func named(_ name: String, at range: ScriptRange) -> ScriptNode {
    .name(ScriptName(text: name, range: range))
  }

  /// `receiver.method(a, b)`
  package static func call(
    _ receiver: ScriptNode, _ method: String, _ arguments: [ScriptNode] = [], at range: ScriptRange
  ) -> ScriptNode {
    let callee = ScriptAttribute(receiver: receiver, name: method, range: range, nameRange: range)
    let values = arguments.map { ScriptArgument(kind: .positional, value: $0, range: range) }
    return .call(ScriptCall(callee: .attribute(callee), arguments: values, range: range))
  }

  /// `function(name = value)`
  package static func call(_ function: String, with name: String, _ value: ScriptNode, at range: ScriptRange)
    -> ScriptNode
  {
    let argument = ScriptArgument(kind: .keyword, name: name, value: value, range: range)
    return .call(ScriptCall(callee: .named(function, at: range), arguments: [argument], range: range))
  }
}

extension ScriptStatement {
  /// A method without parameters that gives a value.
  package static func method(_ name: String, giving value: ScriptNode, at range: ScriptRange)
    -> ScriptStatement
  {
    .function(
      ScriptFunction(
        kind: .function, name: name, parameters: [], body: [.returning(value, range)], range: range))
  }

  /// A field with a value.
  package static func field(_ name: String, _ value: ScriptNode, at range: ScriptRange) -> ScriptStatement {
    .assignment(
      ScriptAssignment(
        targets: [.named(name, at: range)], operation: nil, annotation: nil, value: value,
        isDeclaration: true, range: range))
  }
}
