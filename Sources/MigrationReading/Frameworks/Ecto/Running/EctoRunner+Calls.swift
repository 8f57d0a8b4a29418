import Domain
import ScriptSyntax

extension EctoRunner {
  /// What a call gives; its effect on the database is kept. A statement is a call whose value is not used.
  mutating func evaluate(_ call: ScriptCall, _ isStatement: Bool = false) -> EctoValue {
    if call.isConstruction { return structure(call) }
    switch call.callee {
    case .function(let function):
      // A statement in the place of a value.
      if call.arguments.isEmpty { return execute(function.body) }
      return run([function] + function.otherClauses, arguments(of: call), call.range)
    case .name(let name): return own(name.text, call, isStatement)
    case .attribute(let attribute):
      let receiver = evaluate(attribute.receiver)
      switch receiver {
      case .module(let module): return evaluate(attribute.name, of: module, call, isStatement)
      case .repo: return ask(attribute.name, call, isStatement)
      case .code(let closure) where attribute.name == "call":
        return run(closure, arguments(of: call), call.range)
      case .atom(let name):
        let values = arguments(of: call)
        return erlang(name, attribute.name, values)
      default:
        let values = arguments(of: call)
        return derived([receiver] + values)
      }
    default:
      _ = evaluate(call.callee)
      return derived(arguments(of: call))
    }
  }

  /// `%User{name: "a"}`: its entries.
  private mutating func structure(_ call: ScriptCall) -> EctoValue {
    let entries = call.arguments.filter { $0.kind == .keyword }.map { argument in
      EctoEntry(key: .atom(argument.name), value: evaluate(argument.value))
    }
    var type = EctoValue.unknown
    if let name = call.callee.dottedName { type = .module(scope.full(name)) }
    return made(.map([EctoEntry(key: .atom("__struct__"), value: type)] + entries))
  }

  /// The arguments of a call; those with names are a list at the end.
  mutating func arguments(of call: ScriptCall) -> [EctoValue] {
    var values: [EctoValue] = []
    var named: [EctoValue] = []
    for argument in call.arguments {
      switch argument.kind {
      case .keyword: named.append(.tuple([.atom(argument.name), evaluate(argument.value)]))
      case .positional, .spread, .mapSpread: values.append(evaluate(argument.value))
      }
    }
    if !named.isEmpty { values.append(made(.list(named))) }
    return values
  }

  /// A call without a module: a function of the file, of a migration, or of an imported module.
  private mutating func own(_ name: String, _ call: ScriptCall, _ isStatement: Bool) -> EctoValue {
    if name == "case", let block = call.block, let subject = call.arguments.first {
      let value = evaluate(subject.value)
      return run([block] + block.otherClauses, [value], call.range)
    }
    let count =
      call.arguments.count { $0.kind == .positional }
      + (call.arguments.contains { $0.kind == .keyword } ? 1 : 0)
    if let clauses = scope.functions[name], Self.takes(clauses, count) {
      return run(local: name, clauses, arguments(of: call), call.range)
    }
    if let query = query(name, call) { return query }
    if let result = perform(name, call, isStatement) { return result }
    if let known = names[name], case .code(let closure) = known {
      return run(closure, arguments(of: call), call.range)
    }
    for module in scope.imports {
      guard !module.hasPrefix("Ecto."), let found = library.module(module) else { continue }
      var other = EctoScope(module: found.module.name)
      other.declare(found.module.body)
      guard let clauses = other.functions[name], Self.takes(clauses, count) else { continue }
      return run(clauses, of: found, arguments(of: call), call.range)
    }
    let values = arguments(of: call)
    if let result = kernel(name, values, call.range) { return result }
    let isChange = name == "changeset" || scope.imports.contains("Ecto.Changeset") || Self.isChange(name)
    if isChange, let first = values.first, Self.isRecord(first) {
      return changeset(name == "changeset" ? "change" : name, values)
    }
    return unknown(name, values, call, isStatement)
  }

  /// Whether a name is one of `Ecto.Changeset`, which modules often import by a macro of their own.
  private static func isChange(_ name: String) -> Bool {
    name.hasPrefix("validate_") || name.hasSuffix("_constraint")
      || [
        "cast", "change", "put_change", "force_change", "cast_assoc", "cast_embed", "put_assoc", "put_embed",
        "prepare_changes", "optimistic_lock",
      ].contains(name)
  }

  /// Whether a value is a row, or one that is made: `%User{}`.
  private static func isRecord(_ value: EctoValue) -> Bool {
    switch value {
    case .row: true
    case .map(let entries): entries.first?.key.string == "__struct__"
    default: false
    }
  }

  private static func takes(_ clauses: [ScriptFunction], _ count: Int) -> Bool {
    clauses.contains { clause in
      clause.parameters.count >= count && clause.parameters.count { $0.defaultValue == nil } <= count
    }
  }

  /// Runs a function of the running module: it sees only the module's own names.
  private mutating func run(
    local name: String, _ clauses: [ScriptFunction], _ values: [EctoValue], _ range: ScriptRange
  )
    -> EctoValue
  {
    guard
      !clauses.contains(where: { !$0.decorators.isEmpty && $0.decorators.first?.dottedName == "defmacro" })
    else {
      report("unknown-helper", "what a macro of the file makes is not known", range, .mayChangeSchema)
      return .unknown
    }
    // What calls itself until rows that are not known are used up does the same again.
    let count = active[name] ?? 0
    guard count < 3 || !isConditional else { return derived(values) }
    active[name] = count + 1
    let outer = names
    names = names.filter { $0.key.hasPrefix("@") }
    defer {
      names = outer
      active[name] = count
    }
    return run(withDefaults(clauses), values, range)
  }

  /// Defaults stand in a head of their own where there are several clauses.
  private func withDefaults(_ clauses: [ScriptFunction]) -> [ScriptFunction] {
    guard let head = clauses.first(where: { $0.body.isEmpty }) else { return clauses }
    return clauses.filter { !$0.body.isEmpty }.map { clause in
      guard clause.parameters.count == head.parameters.count else { return clause }
      var copy = clause
      for index in copy.parameters.indices {
        copy.parameters[index].defaultValue = head.parameters[index].defaultValue
      }
      return copy
    }
  }

  /// Runs a function that is a value.
  mutating func run(_ closure: EctoClosure, _ values: [EctoValue], _ range: ScriptRange) -> EctoValue {
    let outer = names
    names = closure.names
    defer { names = outer }
    return run([closure.function] + closure.function.otherClauses, values, range)
  }

  /// Runs a function of another module of the repository; what it does stands where it is called.
  mutating func run(
    _ clauses: [ScriptFunction], of found: EctoLibrary.Found, _ values: [EctoValue], _ range: ScriptRange
  ) -> EctoValue {
    guard let text = found.file.text, depth + 5 < Self.depthLimit, let script = found.file.script else {
      return .unknown
    }
    let outer = (file, scope, names, site, home)
    let outerTables = tables
    defer {
      (file, scope, names, site, home) = outer
      if tables.count != outerTables.count { tables = outerTables }
    }
    if !files.contains(found.file.entry) { files.append(found.file.entry) }
    if found.file.entry != home.entry { site = site ?? file.location(range.offset) }
    (file, names, home) = (text, [:], found.file)
    prepare(script.statements, found.module)
    depth += 5
    defer { depth -= 5 }
    return run(withDefaults(clauses), values, range)
  }

  /// A function of a module.
  private mutating func evaluate(
    _ name: String, of module: String, _ call: ScriptCall, _ isStatement: Bool
  ) -> EctoValue {
    switch module {
    case "Ecto.Migration", "Kernel": return own(name, call, isStatement)
    case "Ecto.Query":
      if let query = query(name, call) { return query }
    case "Ecto.Changeset": return changeset(name, arguments(of: call))
    case "Ecto.Adapters.SQL":
      // The first argument is the repository.
      var bare = call
      if !bare.arguments.isEmpty { bare.arguments.removeFirst() }
      return ask(name, bare, isStatement)
    default: break
    }
    if module == scope.module, let clauses = scope.functions[name] {
      return run(local: name, clauses, arguments(of: call), call.range)
    }
    if module.split(separator: ".").last?.hasSuffix("Repo") ?? false, Self.isRepoCall(name) {
      return ask(name, call, isStatement)
    }
    let values = arguments(of: call)
    if name.hasSuffix("changeset"), case .row? = values.first { return changeset("change", values) }
    if let result = library(module, name, values, call.range) { return result }
    if module == "Oban.Job", name == "new" { return obanJob(values) }
    if module == "Oban.Migrations" || module == "Oban.Migration", let result = oban(name, values, call.range)
    {
      return result
    }
    if let tables = EctoDependencies.tables(of: module) {
      report(
        "program-code", "what \"\(module).\(name)\" does to its own tables is not read", call.range,
        .mayChangeSchema, tables: tables.map { TableName($0) })
      return .unknown
    }
    if let type = enumeration(of: module, name, call.range) { return type }
    let inner = scope.modules[module].map { EctoLibrary.Found(file: home, module: $0) }
    if let found = inner ?? library.module(module) {
      var other = EctoScope(module: found.module.name)
      other.declare(found.module.body)
      if let clauses = other.functions[name], Self.takes(clauses, values.count) {
        return run(clauses, of: found, values, call.range)
      }
    }
    return foreign(name, of: module, values, call.range, isStatement)
  }

  /// A function of code that is not in the repository.
  private mutating func foreign(
    _ name: String, of module: String, _ values: [EctoValue], _ range: ScriptRange, _ isStatement: Bool
  ) -> EctoValue {
    for value in values {
      if case .code(let closure) = value { _ = conditionally { $0.run(closure, [.unknown], range) } }
    }
    if isStatement, !EctoDependencies.isHarmless(module), reportedCalls.insert(module + "." + name).inserted {
      let isMigration = (module + name).lowercased().contains(text: "migrat")
      report(
        "program-code", "what \"\(module).\(name)\" changes is not known", range,
        isMigration ? .mayChangeSchema : .mayChangeRows)
    }
    return derived(values)
  }

  /// A call that neither the file nor Ecto is known to have.
  private mutating func unknown(
    _ name: String, _ values: [EctoValue], _ call: ScriptCall, _ isStatement: Bool
  ) -> EctoValue {
    if let block = call.block { return execute(block.body) }
    for value in values {
      if case .code(let closure) = value { _ = conditionally { $0.run(closure, [.unknown], call.range) } }
    }
    if scope.imports.contains("Timescale.Migration"), EctoDependencies.timescale.contains(name) {
      return derived(values)
    }
    // Code of the application that has nothing to do with migrations does not change the schema.
    let isMigration = scope.imports.contains { $0.hasSuffix("Migration") }
    guard isStatement, isMigration, reportedCalls.insert(name).inserted else { return derived(values) }
    let tables = self.tables.last.map { [$0.table.name] } ?? []
    report(
      "unknown-helper", "the call \"\(name)\" is not known", call.range, .mayChangeSchema, tables: tables)
    return derived(values)
  }

  private func erlang(_ module: String, _ name: String, _ values: [EctoValue]) -> EctoValue {
    if module == "code", name == "priv_dir" { return .text(ScriptText("priv")) }
    return derived(values)
  }
}
