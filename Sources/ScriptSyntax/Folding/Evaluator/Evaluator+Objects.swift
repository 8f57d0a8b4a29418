/// Objects as PHP has them: members that methods set, traits, cases of enumerations.
extension Evaluator {
  /// Classes between a class and one that it takes a member from.
  private static let ancestorLimit = 12

  /// Whether a name is that of the object whose method runs: a loop that changes its members leaves it itself.
  func isOwnObject(_ name: String) -> Bool { file.language == .php && name == "this" }

  mutating func bindOwnObject(_ definition: ScriptClass) {
    bind("this", FoldedValue(.classValue(definition), at: definition.range), declares: true)
  }

  /// `parent`: the class that a class is built on, if it is known.
  mutating func bindParent(of definition: ScriptClass) {
    guard case .name(let name)? = definition.bases.first, let value = lookUp(name.text),
      case .classValue = value.content
    else { return }
    bind("parent", value, declares: true)
  }

  /// The class, its traits and those that it is built on, nearest first, as far as they are known.
  func lineage(of definition: ScriptClass) -> [ScriptClass] {
    var found = [definition]
    var next = 0
    while next < found.count, found.count < Self.ancestorLimit {
      let current = found[next]
      next += 1
      for node in current.keywords.filter({ $0.name == "use" }).map(\.value) + current.bases {
        guard case .name(let name) = node, let value = lookUp(name.text),
          case .classValue(let ancestor) = value.content
        else { continue }
        if found.count < Self.ancestorLimit { found.append(ancestor) }
      }
    }
    return found
  }

  /// `$a->b`, `A::B`: a member that was set, a constant, a field or a method.
  mutating func objectMember(_ name: String, of definition: ScriptClass, at range: ScriptRange)
    -> FoldedValue?
  {
    if let set = frames[base].bindings[Self.ownKey(name)] { return set }
    for ancestor in lineage(of: definition) {
      if let node = ancestor.field(name) {
        let value = field(node, of: definition)
        guard ancestor.kind == .enumeration, PHPEnumeration.isCase(name, of: ancestor) else { return value }
        return PHPEnumeration.value(name, value, at: range)
      }
      if let function = ancestor.method(name) {
        let closure = method(function, of: ancestor, for: definition)
        return made(.closure(closure), at: function.range)
      }
    }
    return nil
  }

  /// A method that an object has of its class or of one above it, which may stand in another file.
  func method(_ function: ScriptFunction, of type: ScriptClass, for owner: ScriptClass) -> FoldedClosure {
    FoldedClosure(
      function: function, captured: [:], owner: owner, frame: nil,
      module: homes[ClassPlace(name: type.name, range: type.range)] ?? 0)
  }

  /// The value of one field: others are not looked at.
  private mutating func field(_ node: ScriptNode, of definition: ScriptClass) -> FoldedValue {
    guard calls < Self.callLimit, spend(1, at: node.range) else {
      return opaque("a constant of too many levels", at: node.range)
    }
    calls += 1
    defer { calls -= 1 }
    push(parent: base, owner: definition)
    bindOwnObject(definition)
    let value = value(of: node, use: .part)
    frames.removeLast()
    return value
  }

  /// The cases of an enumeration in written order.
  mutating func cases(of definition: ScriptClass, at range: ScriptRange) -> [FoldedValue] {
    PHPEnumeration.cases(definition).map { name, node in
      PHPEnumeration.value(name, field(node, of: definition), at: range)
    }
  }

  private static func ownKey(_ name: String) -> String { "this->" + name }

  /// `$this->a = b`: whether the object was the one whose method runs.
  mutating func assignsOwnMember(_ target: ScriptAttribute, _ receiver: FoldedValue, _ value: FoldedValue)
    -> Bool
  {
    guard case .classValue = receiver.content, case .name(let name) = target.receiver, name.text == "this"
    else {
      return false
    }
    set(Self.ownKey(target.name), value, in: base)
    return true
  }

  /// A method of a class, of its traits and of those that it is built on; `$a[] = b`. Nil for others.
  mutating func callObject(_ method: MethodCall, _ call: ScriptCall) -> FoldedValue? {
    if method.name == "[]", case .attribute(let attribute) = call.callee {
      let old = isUnbound(attribute.receiver) ? FoldedValue(.null, at: call.range) : method.receiver
      guard let changed = changed(old, by: "[]", method.positional, at: call.range),
        spend(1, at: call.range)
      else { return nil }
      assign(attribute.receiver, changed)
      return FoldedValue(.null, at: call.range)
    }
    guard case .classValue(let definition) = method.receiver.content else { return nil }
    for ancestor in lineage(of: definition).dropFirst() where definition.method(method.name) == nil {
      guard let function = ancestor.method(method.name) else { continue }
      let closure = self.method(function, of: ancestor, for: definition)
      return run(closure, method.arguments, isMethod: true, at: method.range)
        ?? FoldedValue(.null, at: method.range)
    }
    return nil
  }

  /// `$a['b'] = c`, in arrays of any depth.
  mutating func assignElement(_ target: ScriptSubscript, _ value: FoldedValue) {
    var receiver = self.value(of: target.receiver, use: .link)
    let index = self.value(of: target.index, use: .part)
    if isUnbound(target.receiver) { receiver = FoldedValue(.null, at: receiver.range) }
    let changed: FoldedValue
    switch receiver.content {
    case .list(var values):
      if let place = index.integer, values.indices.contains(place) {
        values[place] = value
        changed = made(.list(values), at: receiver.range)
      } else {
        changed = entry(PHPArrays.entries(receiver) ?? [], index, value, at: target.range)
      }
    case .map(let entries): changed = entry(entries, index, value, at: target.range)
    case .null: changed = entry([], index, value, at: target.range)
    case .string, .number, .boolean, .symbol, .tuple, .reference, .call, .member, .element, .operation,
      .joined,
      .closure, .classValue, .opaque:
      return
    }
    assign(target.receiver, changed)
  }

  /// Whether a target stands in a variable that has no value yet.
  private func isUnbound(_ target: ScriptNode) -> Bool {
    var node = target
    while case .subscripted(let element) = node { node = element.receiver }
    guard case .name(let name) = node else { return false }
    return lookUp(name.text) == nil
  }

  private mutating func entry(
    _ entries: [FoldedEntry], _ index: FoldedValue, _ value: FoldedValue, at range: ScriptRange
  ) -> FoldedValue {
    guard index.isPlain, spend(entries.count / 8 + 1, at: range) else {
      return opaque("an array changed at an unknown key", at: range)
    }
    var entries = entries
    if let place = entries.firstIndex(where: { $0.key.equals(index) == true }) {
      entries[place].value = value
    } else {
      entries.append(FoldedEntry(key: index, value: value))
    }
    return made(.map(entries), at: range)
  }

  /// What a file gives to others: its classes, and what it returns.
  mutating func exportClasses(_ flow: Flow) {
    for definition in file.classes where !definition.name.isEmpty {
      let value = FoldedValue(.classValue(definition), at: definition.range)
      exports[definition.name] = value
      if exports["default"] == nil { exports["default"] = value }
    }
    if case .returned(let value?) = flow { exports["default"] = value }
  }

  /// `$connection instanceof MySqlConnection`; nil for other classes.
  func connection(_ operands: [FoldedValue], at range: ScriptRange) -> FoldedValue? {
    guard let dialect, operands.count == 2, case .reference(let reference) = operands[1].content,
      let wanted = DialectCondition.connection(reference.name)
    else { return nil }
    return FoldedValue(.boolean(wanted == dialect), at: range)
  }
}

/// The cases of enumerations of PHP: objects with a name and a value.
enum PHPEnumeration {
  static func cases(_ definition: ScriptClass) -> [(name: String, value: ScriptNode)] {
    definition.body.compactMap { statement in
      guard case .assignment(let assignment) = statement, assignment.annotation != nil,
        case .name(let name)? = assignment.targets.first, let value = assignment.value
      else { return nil }
      return (name.text, value)
    }
  }

  static func isCase(_ name: String, of definition: ScriptClass) -> Bool {
    cases(definition).contains { $0.name == name }
  }

  static func value(_ name: String, _ value: FoldedValue, at range: ScriptRange) -> FoldedValue {
    func text(_ text: String) -> FoldedValue {
      FoldedValue(.string(ScriptText(text, at: range.start)), at: range)
    }
    let entries = [
      FoldedEntry(key: text("name"), value: text(name)), FoldedEntry(key: text("value"), value: value),
    ]
    return FoldedValue(.map(entries), at: range)
  }
}
