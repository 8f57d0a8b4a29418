import Domain
import ScriptSyntax

extension RailsRunner {
  /// Takes up methods, constants and models of a class or file.
  mutating func declare(_ statements: [ScriptStatement]) {
    for statement in ScriptStatement.flattened(statements) {
      switch statement {
      case .function(let function): methods[function.name] = function
      case .assignment(let assignment): assign(assignment)
      case .classDefinition(let type): declare(type)
      default: break
      }
    }
  }

  /// A model defined in the migration: `class User < ActiveRecord::Base; self.table_name = "people"; end`.
  mutating func declare(_ type: ScriptClass) {
    guard type.kind == .classType else {
      for case .classDefinition(let inner) in type.body { declare(inner) }
      return
    }
    if case .subscripted? = type.bases.first { return }
    classes[type.name] = type
    if let own = RailsModels.tableName(in: type) {
      models[type.name] = Self.tableName(own)
    } else if let base = type.bases.first?.dottedName, let known = models[base] {
      models[type.name] = known
    } else if !type.bases.isEmpty {
      models[type.name] = TableName(EnglishWords.table(type.name))
    }
    for case .classDefinition(let inner) in type.body { declare(inner) }
    let inner = RailsRunner.constants(of: type)
    for entry in inner where constants[entry.name] == nil {
      constants[type.name + "." + entry.name] = evaluate(entry.value)
    }
  }

  private static func constants(of type: ScriptClass) -> [(name: String, value: ScriptNode)] {
    type.body.compactMap { statement in
      guard case .assignment(let assignment) = statement, case .name(let name)? = assignment.targets.first,
        let value = assignment.value, EnglishWords.isConstant(name.text)
      else { return nil }
      return (name.text, value)
    }
  }

  /// `audit.events` is the table `events` of the schema `audit`.
  static func tableName(_ text: String) -> TableName {
    // Nearly all stand without a schema.
    guard text.utf8.contains(UInt8(ascii: ".")) else { return TableName(text) }
    let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
    return parts.count == 2 ? TableName(schema: parts[0], parts[1]) : TableName(text)
  }

  /// Runs the first of the methods that is defined.
  mutating func runFirst(_ list: [String]) {
    guard let name = list.first(where: { methods[$0] != nil }), let method = methods[name] else { return }
    _ = run(method: method, RailsArguments())
  }

  /// Runs statements one after another; the value is that of the last.
  mutating func execute(_ statements: [ScriptStatement]) -> Flow {
    guard depth < Self.depthLimit else {
      if let first = statements.first {
        report("work-limit", "nesting is deeper than is read", first.range, .mayChangeSchema)
      }
      return .goes(.unknown)
    }
    depth += 1
    defer { depth -= 1 }
    var last = RailsValue.null
    for statement in statements {
      guard spend(statement.range) else { return .raised }
      switch execute(statement) {
      case .goes(let value): last = value
      case let flow: return flow
      }
    }
    return .goes(last)
  }

  private mutating func execute(_ statement: ScriptStatement) -> Flow {
    switch statement {
    case .expression(let node): return .goes(evaluate(node, isStatement: true))
    case .assignment(let assignment): return .goes(assign(assignment))
    case .classDefinition(let type): declare(type)
    case .function(let function): methods[function.name] = function
    case .branches(let branches): return choose(branches)
    case .forEach(let loop):
      return each(evaluate(loop.source), loop.range) { runner, value in
        runner.bind(loop.target, value)
        return runner.execute(loop.body)
      }
    case .whileLoop(let loop): return whileLoop(loop)
    case .attempt(let attempt): return attempted(attempt)
    case .block(let body, _): return execute(body)
    case .with(let with): return execute(with.body)
    case .returning(let value, _): return .returned(value.map { evaluate($0) } ?? .null)
    case .raising: return .raised
    case .breaking: return .broken
    case .continuing: return .skipped(.null)
    case .unparsed, .imports, .export, .deletion, .inert: break
    }
    return .goes(.null)
  }

  private mutating func attempted(_ attempt: ScriptAttempt) -> Flow {
    let flow = execute(attempt.body + attempt.otherwise)
    var goesOn = false
    if !attempt.handlers.isEmpty {
      // What a handler does is done only after an error.
      conditionally { runner in
        for handler in attempt.handlers where !Self.givesUp(handler.body) {
          if case .goes = runner.execute(handler.body) { goesOn = true }
        }
      }
    }
    let ensured = execute(attempt.finally)
    guard case .goes = ensured else { return ensured }
    switch flow {
    case .skipped where goesOn, .broken where goesOn, .returned(.null) where goesOn:
      // `begin; decrypt(row); next; rescue; end`: what comes is done after an error.
      isConditional = true
      return .goes(.unknown)
    case .goes, .skipped, .returned, .broken, .raised: return flow
    }
  }

  /// Whether statements end the migration with an error: what is done before that is done for nothing.
  private static func givesUp(_ body: [ScriptStatement]) -> Bool {
    switch body.last {
    case .raising: true
    case .expression(.call(let call)): call.receiver == nil && (call.name == "abort" || call.name == "fail")
    default: false
    }
  }

  private mutating func whileLoop(_ loop: ScriptWhile) -> Flow {
    if let condition = loop.condition, evaluate(condition).truth == false, !loop.isBodyFirst {
      return .goes(.null)
    }
    forget(loop.body)
    var result = Flow.goes(.null)
    conditionally { runner in
      if case .returned(let value) = runner.execute(loop.body) { result = .goes(value) }
    }
    forget(loop.body)
    return result
  }

  /// Names that a body assigns are not known around a loop whose rounds are not known.
  private mutating func forget(_ body: [ScriptStatement]) {
    for case .assignment(let assignment) in ScriptStatement.flattened(body) {
      for case .name(let name) in assignment.targets { names[name.text] = .unknown }
    }
  }

  /// Assigns and gives the value.
  @discardableResult
  mutating func assign(_ assignment: ScriptAssignment) -> RailsValue {
    guard let node = assignment.value else { return .null }
    var value = evaluate(node)
    if let operation = assignment.operation, let target = assignment.targets.first {
      if operation == .or || operation == .coalesce || operation == .and {
        let before = evaluate(target)
        // `a ||= b` of a name without a value.
        switch (operation, before.truth) {
        case (.and, false?), (.or, true?), (.coalesce, true?): return before
        case (_, nil) where !isUnset(target): value = .unknown
        default: break
        }
      } else {
        value = operate(operation, [evaluate(target), value], assignment.range)
      }
    }
    if assignment.targets.count > 1 {
      destructure(assignment.targets, value)
    } else if let target = assignment.targets.first {
      bind(target, value)
    }
    return value
  }

  private func isUnset(_ node: ScriptNode) -> Bool {
    if case .name(let name) = node { names[name.text] == nil && constants[name.text] == nil } else { false }
  }

  /// Gives a name, a member or a list of names a value.
  mutating func bind(_ target: ScriptNode, _ value: RailsValue) {
    switch target {
    case .name(let name):
      if EnglishWords.isConstant(name.text) {
        constants[name.text] = value
      } else {
        names[name.text] = value
      }
    case .tuple(let list), .list(let list): destructure(list.elements, value)
    case .attribute(let attribute): assignMember(attribute, value)
    case .subscripted(let node): assignElement(node, value)
    case .spread(let inner, _): bind(inner, value)
    default: break
    }
  }

  private mutating func destructure(_ targets: [ScriptNode], _ value: RailsValue) {
    for (place, target) in targets.enumerated() {
      switch value {
      case .list(let values): bind(target, values.indices.contains(place) ? values[place] : .null)
      case .sql: bind(target, part(of: value, place))
      default: bind(target, .unknown)
      }
    }
  }

  private mutating func assignMember(_ attribute: ScriptAttribute, _ value: RailsValue) {
    if case .row(let index) = evaluate(attribute.receiver), rows.indices.contains(index) {
      rows[index].pending.removeAll { $0.column == attribute.name }
      rows[index].pending.append(Assignment(column: attribute.name, value: expression(value)))
    } else if attribute.name == "table_name", case .name(let model) = attribute.receiver,
      let text = value.string
    {
      models[model.text] = Self.tableName(text)
    }
  }

  private mutating func assignElement(_ node: ScriptSubscript, _ value: RailsValue) {
    let receiver = evaluate(node.receiver)
    if case .row(let index) = receiver, rows.indices.contains(index), let column = evaluate(node.index).string
    {
      rows[index].pending.append(Assignment(column: column, value: expression(value)))
    } else if case .name(let name) = node.receiver, case .map(var entries) = receiver {
      guard let key = evaluate(node.index).string, !isConditional else {
        names[name.text] = .unknown
        return
      }
      entries.removeAll { $0.key == key }
      entries.append(RailsEntry(key: key, value: value))
      names[name.text] = .map(entries)
    } else if case .attribute(let member) = node.receiver {
      // `user.settings["a"] = 1` changes the column `settings`.
      assignMember(member, .unknown)
    }
  }
}
