import Domain
import ScriptSyntax

extension RailsRunner {
  /// Runs a block or lambda with arguments; the value is that of its last statement.
  @discardableResult
  mutating func run(_ closure: RailsClosure, _ arguments: [RailsValue]) -> RailsValue {
    switch flow(closure, arguments) {
    case .goes(let value), .skipped(let value), .returned(let value): value
    case .broken, .raised: .null
    }
  }

  /// Runs a block or lambda and tells how it ended.
  mutating func flow(_ closure: RailsClosure, _ arguments: [RailsValue]) -> Flow {
    let function = closure.function
    var shadowed: [(name: String, value: RailsValue?)] = []
    for name in Self.names(of: function) { shadowed.append((name, names[name])) }
    // What the block saw when it was written, where the running method has no such name.
    for (name, value) in closure.names where names[name] == nil { names[name] = value }
    // `return if table_exists?(:a)` in a block leaves the method: its guard stays on to the method's end.
    bind(function, RailsArguments(values: arguments))
    let flow = execute(function.body)
    for entry in shadowed { names[entry.name] = entry.value }
    return flow
  }

  private static func names(of function: ScriptFunction) -> [String] {
    var found: [String] = ["it", "_1"]
    for parameter in function.parameters {
      if case .tuple(let list)? = parameter.pattern {
        for case .name(let name) in list.elements { found.append(name.text) }
      } else {
        found.append(parameter.name)
      }
    }
    return found
  }

  /// Runs a method of the file and gives its value.
  mutating func run(method: ScriptFunction, _ arguments: RailsArguments) -> RailsValue {
    guard depth < Self.depthLimit else {
      report("work-limit", "nesting is deeper than is read", method.range, .mayChangeSchema)
      return .unknown
    }
    let outer = (names, block, isAbsenceGuarded, isPresenceGuarded, isConditional)
    // Names of the object go from method to method.
    names = names.filter { $0.key.hasPrefix("@") }
    block = arguments.block
    var arguments = arguments
    let takesNamed = method.parameters.contains { $0.kind == .keyword || $0.kind == .keywordRest }
    if !arguments.options.entries.isEmpty, !takesNamed {
      arguments.values.append(.map(arguments.options.entries))
    }
    bind(method, arguments)
    let flow = execute(method.body)
    let kept = names.filter { $0.key.hasPrefix("@") }
    (names, block, isAbsenceGuarded, isPresenceGuarded, isConditional) = outer
    names.merge(kept) { _, new in new }
    switch flow {
    case .goes(let value), .skipped(let value), .returned(let value): return value
    case .broken, .raised: return .null
    }
  }

  private mutating func bind(_ function: ScriptFunction, _ arguments: RailsArguments) {
    var values = arguments.values[...]
    let positional = function.parameters.filter { $0.kind == .positional }
    if values.count == 1, function.kind != .function, positional.count > 1 || function.parameters.count > 1,
      case .list(let parts)? = values.first
    {
      values = parts[...]
    }
    if function.parameters.isEmpty, let first = values.first, function.kind != .function {
      names["it"] = first
      names["_1"] = first
    }
    let required = positional.filter { $0.defaultValue == nil }.count
    var optional = max(0, values.count - required)
    for parameter in function.parameters {
      switch parameter.kind {
      case .positional:
        let takes = parameter.defaultValue == nil || optional > 0
        if parameter.defaultValue != nil, takes { optional -= 1 }
        let given = takes ? values.popFirst() : nil
        let value =
          given ?? parameter.defaultValue.map { evaluate($0) }
          ?? (function.kind == .function ? .unknown : .null)
        if let pattern = parameter.pattern { bind(pattern, value) } else { names[parameter.name] = value }
      case .rest:
        names[parameter.name] = .list(Array(values))
        values = []
      case .keyword:
        names[parameter.name] =
          arguments.options[parameter.name] ?? parameter.defaultValue.map { evaluate($0) } ?? .unknown
      case .keywordRest:
        let taken = Set(function.parameters.filter { $0.kind == .keyword }.map(\.name))
        names[parameter.name] = .map(arguments.options.without(taken).entries)
      case .block: names[parameter.name] = arguments.block.map { .code($0) } ?? .null
      }
    }
  }

  /// The arguments of a call.
  mutating func arguments(of call: ScriptCall) -> RailsArguments {
    var found = RailsArguments()
    for argument in call.arguments {
      switch argument.kind {
      case .positional: found.values.append(evaluate(argument.value))
      case .keyword:
        let value = evaluate(argument.value)
        if argument.name == "&" {
          if case .code(let closure) = value { found.block = closure }
          found.blockName = value.string
        } else {
          found.options.set(argument.name, value)
        }
      case .spread:
        if case .list(let parts) = evaluate(argument.value) {
          found.values += parts
        } else {
          found.values.append(.unknown)
        }
      case .mapSpread: found.options.entries += RailsOptions(evaluate(argument.value)).entries
      }
    }
    if found.options.entries.isEmpty, found.values.count > 1, case .map(let entries)? = found.values.last {
      found.options.entries = entries
      found.values.removeLast()
    }
    if let block = call.block { found.block = closure(block) }
    return found
  }
}
