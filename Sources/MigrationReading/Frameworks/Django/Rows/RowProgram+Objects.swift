import Domain
import ScriptSyntax

/// A function that another one returned, with what it sees of that one's names.
struct MadeFunction: Sendable {
  /// The function.
  var function: ScriptFunction
  /// The file that holds it.
  var module: DjangoMigrationFile
  /// Names of the functions around it.
  var names: [String: RowValue]
}

/// An object of a class of the repository.
struct ProgramObject: Sendable {
  /// Its class; nil for one of Django that has these members only.
  var definition: ScriptClass?
  /// The file that holds the class.
  var module: DjangoMigrationFile
  /// What was set on it.
  var members: [String: RowValue] = [:]
}

/// Objects of the repository's own classes: `Backfill("shop", "order")` with `__init__` and `__call__`.
extension RowProgram {
  /// The method that runs: its object, and the class that holds it.
  struct OwnMethod: Sendable {
    var object: Int
    var definition: ScriptClass
    var module: DjangoMigrationFile
  }

  /// A new object of a class; nil if that is not the repository's or too much was made.
  mutating func construct(
    _ definition: ScriptClass, in module: DjangoMigrationFile, _ arguments: Arguments, _ range: ScriptRange
  ) -> RowValue? {
    guard objects.count < 200 else { return nil }
    objects.append(ProgramObject(definition: definition, module: module))
    let object = objects.count - 1
    if let setup = method("__init__", of: definition, in: module) {
      _ = run(setup, of: object, arguments, range)
    }
    return .object(object)
  }

  /// An object that Django hands to a program.
  mutating func hand(_ members: [String: RowValue]) -> RowValue {
    objects.append(ProgramObject(definition: nil, module: file, members: members))
    return .object(objects.count - 1)
  }

  /// What an object has by a name.
  func member(_ name: String, ofObject object: Int) -> RowValue {
    guard objects.indices.contains(object) else { return .unknown }
    if let value = objects[object].members[name] { return value }
    if let definition = objects[object].definition {
      for place in lineage(of: definition, in: objects[object].module) {
        guard let node = place.definition.field(name) else { continue }
        return place.module.constants.constant(node).map { .constant($0) } ?? .unknown
      }
    }
    return .method(.object(object), name)
  }

  /// Calls a method of an object, or the object itself.
  mutating func call(
    _ name: String, ofObject object: Int, _ arguments: Arguments, _ call: ScriptCall, isStatement: Bool
  ) -> RowValue {
    guard objects.indices.contains(object), let definition = objects[object].definition else {
      return .unknown
    }
    guard let found = method(name, of: definition, in: objects[object].module) else {
      return unknownCall(definition.name + "." + name, arguments, call, isStatement: isStatement)
    }
    return run(found, of: object, arguments, call.range)
  }

  /// `super().name(...)` in a method: that of the classes before it. Nil if the call is another.
  mutating func callAbove(_ call: ScriptCall, isStatement: Bool) -> RowValue? {
    guard case .attribute(let attribute) = call.callee, case .call(let inner) = attribute.receiver,
      case .name(let name) = inner.callee, name.text == "super", let own = methods.last
    else { return nil }
    let arguments = read(call)
    for base in bases(of: own.definition, in: own.module) {
      if let found = method(attribute.name, of: base.definition, in: base.module) {
        return run(found, of: own.object, arguments, call.range)
      }
    }
    if attribute.name.hasPrefix("__") || own.definition.bases.isEmpty { return .unknown }
    return unknownCall(
      own.definition.name + "." + attribute.name, arguments, call, isStatement: isStatement)
  }

  /// Runs a function that another one returned.
  mutating func run(_ made: MadeFunction, _ arguments: Arguments, _ range: ScriptRange) -> RowValue {
    elsewhere(made.module, made.function.name, range) { program in
      program.scopes = [made.names]
      return program.run(made.function, arguments)
    }
  }

  /// A function with what it sees now, as it is returned.
  func kept(_ value: RowValue) -> RowValue {
    switch value {
    case .function(let function) where callDepth > 0:
      let names = scopes.reduce(into: [String: RowValue]()) { $0.merge($1) { $1 } }
      return .made(MadeFunction(function: function, module: file, names: names))
    case .list(let values) where values.count < 20: return .list(values.map { kept($0) })
    default: return value
    }
  }

  // Classes.

  private typealias Placed = (definition: ScriptClass, module: DjangoMigrationFile)

  /// Runs a method of an object.
  mutating func run(
    _ found: (function: ScriptFunction, place: (definition: ScriptClass, module: DjangoMigrationFile)),
    of object: Int, _ arguments: Arguments, _ range: ScriptRange
  ) -> RowValue {
    var given = arguments
    let isStatic = found.function.decorators.contains { $0.dottedName == "staticmethod" }
    if !isStatic { given.positional.insert(.object(object), at: 0) }
    let own = OwnMethod(object: object, definition: found.place.definition, module: found.place.module)
    return elsewhere(found.place.module, found.place.definition.name + "." + found.function.name, range) {
      program in
      program.methods.append(own)
      program.scopes = []
      let result = program.run(found.function, given)
      _ = program.methods.popLast()
      return result
    }
  }

  /// A method of a class or of those that it is built on, nearest first.
  func method(_ name: String, of definition: ScriptClass, in module: DjangoMigrationFile)
    -> (function: ScriptFunction, place: (definition: ScriptClass, module: DjangoMigrationFile))?
  {
    for place in lineage(of: definition, in: module) {
      if let function = place.definition.method(name) { return (function, place) }
    }
    return nil
  }

  /// A class and those of the repository that it is built on, nearest first.
  func lineage(of definition: ScriptClass, in module: DjangoMigrationFile)
    -> [(definition: ScriptClass, module: DjangoMigrationFile)]
  {
    var (found, open): ([Placed], [Placed]) = ([], [(definition, module)])
    while found.count < 12, let next = open.first {
      open.removeFirst()
      found.append(next)
      open = bases(of: next.definition, in: next.module) + open
    }
    return found
  }

  /// The classes of the repository that a class is built on.
  private func bases(of definition: ScriptClass, in module: DjangoMigrationFile) -> [Placed] {
    definition.bases.compactMap { node in
      guard let name = node.dottedName else { return nil }
      if let own = module.definedClass(named: name), own.range != definition.range { return (own, module) }
      guard let resolved = module.constants.fold(node).resolved,
        let found = library.definedClass(resolved, from: module)
      else { return nil }
      return (found.definition, found.module)
    }
  }

  // Files.

  /// Runs code of a file; what is not read of another one stands where it is called.
  private mutating func elsewhere(
    _ module: DjangoMigrationFile, _ name: String, _ range: ScriptRange,
    _ body: (inout RowProgram) -> RowValue
  ) -> RowValue {
    let outer = (file, scopes)
    defer { (file, scopes) = outer }
    file = module
    guard module.entry.path != outer.0.entry.path, callDepth > 0 else { return body(&self) }
    let known = outcome.diagnostics.count
    let result = body(&self)
    let told = Array(outcome.diagnostics.dropFirst(known))
    outcome.diagnostics.removeSubrange(min(known, outcome.diagnostics.count)...)
    file = outer.0
    if let worst = told.first(where: { $0.reach == .mayChangeSchema }) ?? told.first {
      report(
        "unread-code", "\"\(name)\" is not read to the end: " + worst.summary, range, worst.reach,
        tables: told.contains { $0.tables.isEmpty }
          ? [] : Set(told.flatMap(\.tables)).sorted { $0.display < $1.display })
    }
    return result
  }
}
