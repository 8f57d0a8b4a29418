extension Evaluator {
  /// `a.b` of a folded value.
  mutating func member(_ name: String, of receiver: FoldedValue, at range: ScriptRange) -> FoldedValue {
    switch receiver.content {
    case .reference(var reference):
      reference.written += reference.written.isEmpty ? name : "." + name
      reference.resolved += "." + name
      if file.language.hasOwnMembers, let known = importedConstant(reference.resolved) { return known }
      if file.language == .kotlin, let name = equivalents[reference.resolved] {
        return FoldedValue(.reference(FoldedReference(written: name, resolved: name)), at: range)
      }
      if file.language == .rust, let name = DialectCondition.backend(reference.resolved) {
        return FoldedValue(.string(ScriptText(name, at: range.start)), at: range)
      }
      return FoldedValue(.reference(reference), at: range)
    case .classValue(let definition):
      let own =
        switch file.language {
        case .php: objectMember(name, of: definition, at: range)
        case .csharp, .java, .kotlin: typeMember(name, of: definition, at: range)
        case .go: structureMember(name, of: definition)
        case .elixir, .javascript, .python, .ruby, .rust, .typescript:
          classMember(name, of: definition, at: range)
        }
      if let found = own { return found }
      if file.language == .rust, definition.writtenName != nil {
        return made(.member(FoldedMember(receiver: receiver, name: name)), at: range)
      }
      let path = definition.name.isEmpty ? name : definition.name + "." + name
      return FoldedValue(.reference(FoldedReference(written: path, resolved: path)), at: range)
    case .string, .number, .boolean, .null, .symbol, .list, .tuple, .map:
      if let found = semantics.member(name, of: receiver) { return found }
    case .call(let call) where file.language == .go && call.isConstruction:
      if let found = call.keyword(name) { return found }
      if case .classValue(let definition) = call.callee.content,
        let found = structureMember(name, of: definition)
      {
        return found
      }
    case .call, .member, .element, .operation, .joined, .closure, .opaque: break
    }
    return made(.member(FoldedMember(receiver: receiver, name: name)), at: range)
  }

  private mutating func classMember(_ name: String, of definition: ScriptClass, at range: ScriptRange)
    -> FoldedValue?
  {
    if let function = definition.method(name) {
      let closure = FoldedClosure(function: function, captured: [:], owner: definition, frame: nil)
      return made(.closure(closure), at: function.range)
    }
    if let nested = definition.nested(name) { return FoldedValue(.classValue(nested), at: nested.range) }
    if ClassMembers.isEnumeration(definition) {
      let fields = bodyFields(of: definition)
      return ClassMembers.member(name, of: definition, fields, at: range)
    }
    guard definition.field(name) != nil else { return nil }
    return bodyFields(of: definition)[name]
  }

  /// Runs the body of a class and gives what it binds.
  mutating func bodyFields(of definition: ScriptClass) -> [String: FoldedValue] {
    guard calls < Self.callLimit, spend(1, at: definition.range) else { return [:] }
    calls += 1
    defer { calls -= 1 }
    push(parent: base, owner: definition)
    frames[frames.count - 1].isClassBody = true
    if file.language == .php { bindOwnObject(definition) }
    let outer = conditions.count
    _ = run(definition.body.filter { if case .function = $0 { false } else { true } })
    conditions.removeLast(max(0, conditions.count - outer))
    var bindings = frames.popLast()?.bindings ?? [:]
    if file.language == .php { bindings["this"] = nil }
    return bindings
  }
}

/// The members of enumerations.
enum ClassMembers {
  /// Classes whose fields are values of a closed set (Python's `enum`, Django's choices, `enum` of TypeScript).
  static func isEnumeration(_ definition: ScriptClass) -> Bool {
    if definition.kind == .enumeration { return true }
    return definition.bases.contains { base in
      guard let name = base.dottedName?.split(separator: ".").last else { return false }
      return name.hasSuffix("Enum") || name.hasSuffix("Choices")
    }
  }

  /// The members in written order: name, value and label.
  static func members(_ definition: ScriptClass, _ fields: [String: FoldedValue]) -> [(
    name: String, value: FoldedValue, label: FoldedValue?
  )] {
    var found: [(name: String, value: FoldedValue, label: FoldedValue?)] = []
    for statement in definition.body {
      guard case .assignment(let assignment) = statement, case .name(let name)? = assignment.targets.first,
        let value = fields[name.text], !name.text.hasPrefix("_")
      else {
        continue
      }
      if definition.kind != .enumeration, case .tuple(let parts) = value.content, parts.count == 2 {
        found.append((name.text, parts[0], parts[1]))
      } else {
        found.append((name.text, value, nil))
      }
    }
    return found
  }

  static func member(
    _ name: String, of definition: ScriptClass, _ fields: [String: FoldedValue], at range: ScriptRange
  ) -> FoldedValue? {
    let members = members(definition, fields)
    if let found = members.first(where: { $0.name == name }) { return found.value }
    switch name {
    case "choices":
      return FoldedValue(
        .list(
          members.map { member in
            let label =
              member.label ?? FoldedValue(.string(ScriptText(label(member.name))), at: member.value.range)
            return FoldedValue(.tuple([member.value, label]), at: member.value.range)
          }), at: range)
    case "values": return FoldedValue(.list(members.map(\.value)), at: range)
    case "names":
      return FoldedValue(
        .list(members.map { FoldedValue(.string(ScriptText($0.name)), at: $0.value.range) }), at: range)
    default: return nil
    }
  }

  /// The label that Django gives a member without one: `IN_REVIEW` as `In Review`.
  private static func label(_ name: String) -> String {
    name.split(separator: "_", omittingEmptySubsequences: false).map { part in
      part.prefix(1).uppercased() + part.dropFirst().lowercased()
    }.joined(separator: " ")
  }
}
