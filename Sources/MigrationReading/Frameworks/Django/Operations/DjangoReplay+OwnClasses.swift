import Domain
import ScriptSyntax

/// Operations that are classes of the repository.
extension DjangoReplay {
  /// The call as Django's own class gets it: what `__init__` hands on to `super().__init__`, with the file whose names
  /// that is written in. Nil if that is not known.
  func handedOn(_ call: FoldedCall) -> (call: FoldedCall, module: DjangoMigrationFile)? {
    guard let found = definition(of: call), let setup = found.definition.method("__init__") else {
      return (call, file)
    }
    let arguments = call.arguments.map { argument in
      guard let name = argument.value.resolved, let known = library.constant(name, from: file) else {
        return argument
      }
      return FoldedArgument(name: argument.name, value: known, isSpread: argument.isSpread)
    }
    let calls = found.module.constants.calls(in: setup, of: found.definition, arguments).filter {
      $0.call.name == "__init__" && $0.call.receiverCall?.name == "super"
    }
    guard let last = calls.last, calls.count == 1, !last.isConditional else { return nil }
    // What is handed on as a whole is what was given.
    if last.call.hasUnknownArguments { return (call, file) }
    var whole = last.call
    whole.range = call.range
    var module = found.module
    module.key = file.key
    return (whole, module)
  }

  /// Runs an operation that is a class on its own, built on `Operation`: what its `database_forwards` does, if it leaves
  /// the state of models alone.
  mutating func applyOwn(_ value: FoldedValue) -> Bool {
    guard let call = value.call, !call.hasUnknownArguments, let found = definition(of: call),
      found.definition.bases.contains(where: { $0.dottedName?.hasSuffix("Operation") ?? false })
    else { return false }
    var program = RowProgram(state: state, settings: settings, file: file, library: library)
    program.dialect = sql.dialectName
    guard case .object(let object) = program.program(value),
      let forwards = program.method("database_forwards", of: found.definition, in: found.module),
      program.method("state_forwards", of: found.definition, in: found.module).map({
        DjangoOperationClass.isEmpty($0.function, $0.place.module.text.bytes)
      }) ?? false
    else { return false }
    if isStateOnly { return true }
    let states = program.hand(["apps": .registry])
    let label = RowProgram.text(app, call.range)
    _ = program.run(
      forwards, of: object, RowProgram.Arguments(positional: [label, .schemaEditor, states, states]),
      call.range)
    keepCalled(program.outcome, at: call.range)
    return true
  }

  /// The class of the file, or of a module that it imports, that a call makes an object of.
  private func definition(of call: FoldedCall) -> (definition: ScriptClass, module: DjangoMigrationFile)? {
    if let own = file.definedClass(named: call.name) { return (own, file) }
    guard let found = call.resolved.flatMap({ library.definedClass($0, from: file) }) else { return nil }
    return (found.definition, found.module)
  }
}
