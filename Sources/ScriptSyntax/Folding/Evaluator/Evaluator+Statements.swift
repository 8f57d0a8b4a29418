extension Evaluator {
  /// Runs statements in order until one ends them.
  mutating func run(_ statements: [ScriptStatement]) -> Flow {
    for statement in statements {
      let flow = run(statement)
      if case .normal = flow { continue }
      return flow
    }
    return .normal
  }

  mutating func run(_ statement: ScriptStatement) -> Flow {
    guard spend(1, at: statement.range) else { return .normal }
    guard depth < Self.depthLimit else {
      trouble("running this goes through more than \(Self.depthLimit) levels", at: statement.range, .tooDeep)
      return .normal
    }
    depth += 1
    defer { depth -= 1 }
    switch statement {
    case .expression(let node):
      let result = value(of: node, use: .statement)
      if case .opaque(Self.raisedReason) = result.content { return .raised }
    case .assignment(let assignment): run(assignment)
    case .classDefinition(let definition):
      bind(definition.name, FoldedValue(.classValue(definition), at: definition.range), declares: true)
    case .function(let function):
      bind(function.name, made(.closure(closure(function)), at: function.range), declares: true)
    case .branches(let branches): return run(branches)
    case .forEach(let loop): return run(loop)
    case .whileLoop(let loop): return run(loop)
    case .attempt(let attempt): return run(attempt)
    case .with(let with): return run(with)
    case .block(let statements, _): return run(statements)
    case .returning(let node, _): return .returned(node.map { value(of: $0, use: .value) })
    case .raising(let node, _):
      if let node { _ = value(of: node, use: .part) }
      return .raised
    case .imports(let found): bind(found)
    case .export(let export): return run(export)
    case .deletion(let targets, _):
      for case .name(let name) in targets {
        rebind(name.text, opaque("a deleted name", at: name.range))
      }
    case .inert: break
    case .breaking: return .broken
    case .continuing: return .continued
    case .unparsed(var found):
      // What another file does with data alone does not count.
      if file.language == .go {
        if runsApart { break }
        found.range = site ?? found.range
      }
      troubles.append(found)
    }
    return .normal
  }

  static let raisedReason = "an error is raised"

  private mutating func run(_ assignment: ScriptAssignment) {
    guard let node = assignment.value else {
      for case .name(let name) in assignment.targets where assignment.isDeclaration {
        bind(name.text, FoldedValue(.null, at: name.range), declares: true)
      }
      return
    }
    var result = value(of: node, use: .value)
    for target in assignment.targets {
      if let operation = assignment.operation {
        let old = value(of: target, use: .part)
        result = operate(operation, [old, result], at: assignment.range)
      }
      assign(target, result, declares: assignment.isDeclaration)
    }
  }

  /// Binds the names that an import makes.
  private mutating func bind(_ found: ScriptImport) {
    if file.language == .rust || file.language == .go, let module = modules[found.module] {
      for name in found.names where name.name == "*" && name.alias == "*" {
        for (name, value) in module.exports { set(name, value, in: frames.count - 1) }
      }
    }
    for name in found.names where name.name != "*" || name.alias != "*" {
      var reference = FoldedReference(written: name.alias, resolved: found.module)
      if found.module.isEmpty {
        // `import a.b` binds `a`; `import a.b as c` binds the module itself.
        let isDotted = name.alias == name.name
        let first = isDotted ? String(name.name.prefix { $0 != "." }) : name.alias
        reference = FoldedReference(written: first, resolved: isDotted ? first : name.name)
        set(first, FoldedValue(.reference(reference), at: name.range), in: frames.count - 1)
        continue
      }
      if !name.name.isEmpty, name.name != "*", name.name != "default" {
        let isRelative = found.module.utf8.last == UInt8(ascii: ".")
        reference.resolved += (isRelative ? "" : ".") + name.name
      }
      // What was given from outside is known better.
      if let value = imported(name, of: found) {
        set(name.alias, value, in: frames.count - 1)
        continue
      }
      if frames.count == base + 1, let given = frames[base].bindings[name.alias], given.isPlain { continue }
      set(name.alias, FoldedValue(.reference(reference), at: name.range), in: frames.count - 1)
    }
  }

  private mutating func run(_ attempt: ScriptAttempt) -> Flow {
    var flow = run(attempt.body)
    if case .normal = flow { flow = run(attempt.otherwise) }
    let caught = opaque("an error that is caught", at: attempt.range)
    var goesOn = false
    for handler in attempt.handlers where !handler.raises {
      _ = speculate([FoldedCondition(value: caught, holds: true)], isExhaustive: false) { evaluator in
        if let name = handler.name { evaluator.bind(name, caught, declares: true) }
        let flow = evaluator.run(handler.body)
        if case .normal = flow { goesOn = true }
        return flow
      }
    }
    if case .raised = flow, !attempt.handlers.isEmpty { flow = .normal }
    let last = run(attempt.finally)
    guard case .normal = last else { return last }
    // `try: decrypt(row); continue` with `except: pass`: what comes is run after an error.
    guard goesOn, endsWithoutValue(flow) else { return flow }
    let isOfRound = if case .continued = flow { true } else { false }
    conditions.append(FoldedCondition(value: caught, holds: true, isOfRound: isOfRound))
    return .normal
  }

  private func endsWithoutValue(_ flow: Flow) -> Bool {
    switch flow {
    case .broken, .continued: return true
    case .returned(let value):
      guard case .null? = value?.content else { return value == nil }
      return true
    case .normal, .raised: return false
    }
  }

  private mutating func run(_ with: ScriptWith) -> Flow {
    for item in with.items {
      let resource = value(of: item.value, use: .value)
      if let target = item.target { assign(target, resource, declares: true) }
    }
    return run(with.body)
  }
}
