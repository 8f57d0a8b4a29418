import Domain
import ScriptSyntax

/// Calls of functions that stand elsewhere: in another module of the project, or in none that is here.
extension RowProgram {
  /// A function that the file does not hold: harmless, or a blind spot if it may change rows.
  mutating func unknownCall(
    _ name: String, _ arguments: Arguments, _ call: ScriptCall, isStatement: Bool
  ) -> RowValue {
    let last = name.split(separator: ".").last.map(String.init) ?? name
    if let value = passedThrough(last, arguments) { return value }
    if name.hasSuffix("management.call_command"), let result = command(arguments, call) { return result }
    if let found = definedClass(name),
      let result = construct(found.definition, in: found.module, arguments, call.range)
    {
      return result
    }
    if let found = library.function(name, from: file), let result = follow(found, arguments) { return result }
    // A task does its work now as far as rows are concerned.
    if last == "delay" || last == "apply_async",
      let found = library.function(String(name.dropLast(last.count + 1)), from: file),
      let result = follow(found, last == "delay" ? arguments : Arguments())
    {
      return result
    }
    if let tables = KnownCalls.tablesFilled[name] {
      for table in tables {
        emit(.insertRows(TableName(table), columns: [], rows: [], isComplete: false), call.range)
      }
      return .unknown
    }
    let isCommand = isStatement && !name.hasPrefix("builtins")
    let sounds = KnownCalls.soundsLikeWriting(last) && (isStatement || arguments.all.isEmpty)
    if !KnownCalls.isHarmless(name), arguments.all.contains(where: \.reachesRows) || sounds || isCommand {
      report(
        "unread-code", "\"\(name)\" is not defined here and may change rows", call.range,
        tables: arguments.all.flatMap { tables($0) })
    }
    return opaqueResult(call, arguments)
  }

  /// A class of the file or of another module that is no model.
  private func definedClass(_ name: String) -> (module: DjangoMigrationFile, definition: ScriptClass)? {
    if let own = file.definedClass(named: name) { return (file, own) }
    return library.definedClass(name, from: file)
  }

  /// What a value of a migration is that is called as a program: a function that another one makes, an object.
  mutating func program(_ value: FoldedValue) -> RowValue {
    switch value.content {
    case .closure(let closure):
      let own = Set(closure.function.parameters.map(\.name))
      let names = closure.captured.filter { !own.contains($0.key) }.mapValues { resolved($0) }
      return .made(MadeFunction(function: closure.function, module: file, names: names))
    case .call(let call):
      guard let name = call.resolved, !call.hasUnknownArguments else { return .unknown }
      var arguments = Arguments()
      for argument in call.arguments {
        let value = resolved(argument.value)
        if let name = argument.name {
          arguments.named.append((name, value))
        } else {
          arguments.positional.append(value)
        }
      }
      if let found = definedClass(name) {
        return construct(found.definition, in: found.module, arguments, call.range) ?? .unknown
      }
      guard let found = library.function(name, from: file) else { return .unknown }
      return run(
        MadeFunction(function: found.function, module: found.module, names: [:]), arguments, call.range)
    case .element(let element):
      guard let place = element.index.integer, case .list(let parts) = program(element.receiver),
        parts.indices.contains(place)
      else { return .unknown }
      return parts[place]
    default: return .unknown
    }
  }

  /// A value of the migration, names of other modules as what they are.
  private func resolved(_ value: FoldedValue) -> RowValue {
    if case .reference(let reference) = value.content { return outside(reference.resolved) }
    return Self.lifted(value)
  }

  /// Runs a function of another module; nil, with nothing done, if it is not read to the end.
  private mutating func follow(
    _ found: (module: DjangoMigrationFile, function: ScriptFunction), _ arguments: Arguments
  ) -> RowValue? {
    guard callDepth < 8 else { return nil }
    var trial = self
    trial.file = found.module
    trial.scopes = []
    let known = trial.outcome.diagnostics.count
    let result = trial.run(found.function, arguments)
    guard trial.outcome.diagnostics.count == known else { return nil }
    trial.file = file
    trial.scopes = scopes
    self = trial
    return result
  }

  /// `list(rows)`, `sorted(rows)`: what goes in comes out.
  private func passedThrough(_ name: String, _ arguments: Arguments) -> RowValue? {
    guard let first = arguments.positional.first else { return nil }
    switch name {
    case "list", "tuple", "set", "sorted", "reversed", "iter", "tqdm", "deepcopy", "copy", "str", "int",
      "progressbar", "queryset_iterator", "chunked", "chunks", "batched", "batch_iterator", "grouper":
      return first
    case "enumerate":
      if let values = elements(of: first) { return .list(values.map { .list([.unknown, $0]) }) }
      return nil
    default: return nil
    }
  }

  private func tables(_ value: RowValue) -> [TableName] {
    switch value {
    case .model(let key): [state.table(of: key)]
    case .query(let query): [state.table(of: query.model)]
    case .row(let row): rows.indices.contains(row) ? [state.table(of: rows[row].model)] : []
    default: []
    }
  }
}
