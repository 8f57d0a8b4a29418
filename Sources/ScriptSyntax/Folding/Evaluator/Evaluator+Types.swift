/// Members of classes as C# has them: named by themselves inside of their class, taken from the classes above it, several
/// methods of one name, methods written for another type.
extension Evaluator {
  /// A member of the class whose code runs, or of a class around it, by its name alone.
  mutating func ownMember(_ name: String, at range: ScriptRange) -> FoldedValue? {
    for definition in owners {
      if let found = typeMember(name, of: definition, at: range) { return found }
    }
    guard name == "base", let definition = owner else { return nil }
    return lineage(of: definition).dropFirst().first.map { FoldedValue(.classValue($0), at: range) }
  }

  /// The classes whose code runs, innermost first.
  var owners: [ScriptClass] {
    var index: Int? = frames.count - 1
    var found: [ScriptClass] = []
    while let at = index, frames.indices.contains(at), found.count < 8 {
      if let owner = frames[at].owner { found.append(owner) }
      index = frames[at].parent
    }
    return found
  }

  /// `this.A`, `A.B`: a field, a method or a nested class; nil if there is none whose value is known.
  mutating func typeMember(_ name: String, of definition: ScriptClass, at range: ScriptRange) -> FoldedValue?
  {
    for ancestor in lineage(of: definition) {
      if file.language.isOfJVM, let set = fieldSet(name, of: ancestor) { return set }
      if let node = ancestor.field(name) { return field(node, in: ancestor) }
      if let function = ancestor.method(name) {
        return made(.closure(method(function, of: definition, in: ancestor)), at: function.range)
      }
      if let nested = ancestor.nested(name) { return FoldedValue(.classValue(nested), at: nested.range) }
    }
    return nil
  }

  /// A method of a class for objects of one that is built on it.
  private func method(_ function: ScriptFunction, of definition: ScriptClass, in ancestor: ScriptClass? = nil)
    -> FoldedClosure
  {
    let place = ancestor.map { ClassPlace(name: $0.name, range: $0.range) }
    return FoldedClosure(
      function: function, captured: [:], owner: definition, frame: nil,
      module: place.flatMap { homes[$0] } ?? module)
  }

  /// The value of one field: others are looked at only where it names them.
  private mutating func field(_ node: ScriptNode, in definition: ScriptClass) -> FoldedValue {
    guard calls < Self.callLimit, spend(1, at: node.range) else {
      return opaque("a constant of too many levels", at: node.range)
    }
    calls += 1
    defer { calls -= 1 }
    push(parent: frameIndex(module) ?? base, owner: definition)
    let value = value(of: node, use: .part)
    frames.removeLast()
    return value
  }

  /// A method of a class of the file, or one that the file writes for the type of its receiver; nil for others.
  mutating func callType(_ method: MethodCall, _ call: ScriptCall) -> FoldedValue? {
    if case .classValue(let definition) = method.receiver.content {
      return run(method.name, of: definition, method.arguments, at: call.range)
    }
    if let reference = method.receiver.resolved, reference != "base",
      let found = imported(reference + "." + method.name, method.arguments, at: call.range)
    {
      return found
    }
    return file.language == .java ? nil : extended(method, call)
  }

  /// A method that is called by its name alone.
  mutating func callOwn(_ name: String, _ arguments: [FoldedArgument], _ call: ScriptCall) -> FoldedValue? {
    guard !name.isEmpty, !call.isConstruction, lookUp(name) == nil else { return nil }
    for definition in owners {
      if let result = run(name, of: definition, arguments, at: call.range) { return result }
    }
    guard file.language == .kotlin else { return nil }
    return imported(name, arguments, at: call.range)
  }

  /// Runs a method of a class, or of one above it; nil if there is none.
  mutating func run(
    _ name: String, of definition: ScriptClass, _ arguments: [FoldedArgument], at range: ScriptRange
  ) -> FoldedValue? {
    for ancestor in lineage(of: definition) {
      guard
        let function = Self.chosen(
          name, of: ancestor, for: arguments, running: running.last?.function)
      else { continue }
      return run(
        method(function, of: definition, in: ancestor), arguments, isMethod: true, at: range)
        ?? FoldedValue(.null, at: range)
    }
    return nil
  }

  /// The method of a name whose parameters are those that arguments are given for.
  /// Of several that fit the one is meant that does not run already.
  private static func chosen(
    _ name: String, of definition: ScriptClass, for arguments: [FoldedArgument], running: ScriptRange? = nil
  ) -> ScriptFunction? {
    var fallback: ScriptFunction?
    for statement in definition.body {
      guard case .function(let function) = statement, function.name == name else { continue }
      if fits(function, arguments), function.range != running { return function }
      fallback = function
    }
    return fallback
  }

  private static func fits(_ function: ScriptFunction, _ arguments: [FoldedArgument]) -> Bool {
    let given = arguments.filter { !($0.name?.hasPrefix(ScriptCall.typeArgument) ?? false) }
    let named = Set(given.compactMap(\.name))
    let names = Set(function.parameters.map(\.name))
    guard named.isSubset(of: names) else { return false }
    let required = function.parameters.filter {
      $0.defaultValue == nil && $0.kind == .positional && !named.contains($0.name)
    }
    let places = given.count - named.count
    let hasRest = function.parameters.contains { $0.kind == .rest }
    return places >= required.count && (hasRest || given.count <= function.parameters.count)
  }

  /// `a.B()` of a static method `B(this A a)` of the file, or of one that is read beside it.
  private mutating func extended(_ method: MethodCall, _ call: ScriptCall) -> FoldedValue? {
    switch method.receiver.content {
    case .reference, .call: break
    default: return nil
    }
    let arguments = [FoldedArgument(method.receiver)] + method.arguments
    for definition in file.classes {
      guard let function = Self.chosen(method.name, of: definition, for: arguments),
        function.isStatic || function.isExtension,
        Self.fits(function, arguments)
      else { continue }
      return run(self.method(function, of: definition), arguments, isMethod: true, at: call.range)
        ?? FoldedValue(.null, at: call.range)
    }
    if file.language == .kotlin,
      let function = file.functions.last(where: {
        $0.name == method.name && $0.isExtension && Self.fits($0, arguments)
      })
    {
      return run(ScriptRun.closure(function), arguments, isMethod: false, at: call.range)
        ?? FoldedValue(.null, at: call.range)
    }
    return imported("." + method.name, arguments, at: call.range)
  }

  /// A function that another file gives.
  mutating func imported(_ name: String, _ arguments: [FoldedArgument], at range: ScriptRange)
    -> FoldedValue?
  {
    for (_, module) in modules.sorted(by: { $0.key < $1.key }) {
      guard case .closure(let closure)? = module.exports[name]?.content,
        Self.fits(closure.function, arguments)
      else {
        continue
      }
      return run(closure, arguments, isMethod: true, at: range) ?? FoldedValue(.null, at: range)
    }
    return nil
  }

  /// A constant of a class that another file gives.
  func importedConstant(_ name: String) -> FoldedValue? {
    for (_, module) in modules.sorted(by: { $0.key < $1.key }) {
      guard let value = module.exports[name] else { continue }
      if case .closure = value.content { continue }
      return value
    }
    return nil
  }

  /// What a file gives to others: constants and static methods of its classes, by their names and, where they are
  /// written for another type, behind a dot alone.
  mutating func exportTypes() {
    if file.language == .kotlin { exportTopLevel() }
    for definition in file.classes where !definition.name.isEmpty {
      for statement in definition.body {
        switch statement {
        case .function(let function) where function.isStatic:
          let value = made(.closure(method(function, of: definition)), at: function.range)
          exports[definition.name + "." + function.name] = value
          if file.language != .java { exports["." + function.name] = value }
        case .assignment(let assignment):
          guard case .name(let name)? = assignment.targets.first, let node = assignment.value else {
            continue
          }
          let value = field(node, in: definition)
          if value.isPlain { exports[definition.name + "." + name.text] = value }
        default: break
        }
      }
    }
  }

  /// Functions and constants that stand outside of classes, as Kotlin has them.
  private mutating func exportTopLevel() {
    for function in file.functions {
      let value = made(.closure(closure(function)), at: function.range)
      exports[(function.isExtension ? "." : "") + function.name] = value
    }
    for (name, value) in frames[base].bindings where value.isPlain { exports[name] = value }
  }
}

extension ScriptFunction {
  /// Whether it is written for objects of another type, which are its first argument then.
  var isExtension: Bool { parameters.first?.name == JVMLists.object }
}
