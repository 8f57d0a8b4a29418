import Domain
import ScriptSyntax

extension RailsRunner {
  /// The value of an expression; calls of migration methods have their effect.
  mutating func evaluate(_ node: ScriptNode) -> RailsValue {
    guard depth < 60 else { return .unknown }
    depth += 1
    defer { depth -= 1 }
    switch node {
    case .string(let string): return .text(string.text)
    case .symbol(let name): return .text(ScriptText(name.text, at: name.range.start))
    case .number(let number): return .number(number.text)
    case .boolean(let value, _): return .boolean(value)
    case .null: return .null
    case .template(let template): return evaluate(template)
    case .list(let list): return evaluate(list)
    case .map(let map):
      var entries: [(key: String, value: RailsValue)] = []
      for entry in map.entries {
        if let key = entry.key, let name = evaluate(key).string {
          entries.append((name, evaluate(entry.value)))
        } else if entry.key == nil, case .map(let inner) = evaluate(entry.value) {
          entries += inner
        } else {
          return .unknown
        }
      }
      return .map(entries)
    case .function(let function): return .code(function)
    case .name(let name): return evaluate(name)
    case .attribute(let attribute):
      return evaluate(ScriptCall(of: .attribute(attribute)))
    case .call(let call): return evaluate(call)
    case .conditional(let choice):
      if case .boolean(let holds) = evaluate(choice.condition) {
        return evaluate(holds ? choice.then : choice.otherwise)
      }
      return .unknown
    case .unary(let unary):
      let value = evaluate(unary.operand)
      guard unary.operation == .not else { return .unknown }
      switch value {
      case .boolean(let holds): return .boolean(!holds)
      case .null: return .boolean(true)
      case .presence(let isThere): return .presence(!isThere)
      default: return .unknown
      }
    case .operation(let operation): return evaluate(operation)
    case .assignment(let assignment):
      execute(.assignment(assignment))
      return .unknown
    case .subscripted(let node):
      if case .map(let entries) = evaluate(node.receiver), let key = evaluate(node.index).string {
        return entries.last { $0.key == key }?.value ?? .null
      }
      return .unknown
    default: return .unknown
    }
  }

  private mutating func evaluate(_ name: ScriptName) -> RailsValue {
    if let value = names[name.text] { return value }
    if let table = models[name.text] { return .rows(table, []) }
    if methods[name.text] != nil || name.text.utf8.first.map({ $0 >= 0x61 && $0 <= 0x7A }) == true,
      name.text != "self"
    {
      return evaluate(ScriptCall(of: .name(name)))
    }
    return .unknown
  }

  private mutating func evaluate(_ template: ScriptTemplate) -> RailsValue {
    var text = ScriptText("", at: template.range.start)
    for part in template.parts {
      switch part {
      case .text(let piece): if !text.append(piece) { return .unknown }
      case .value(let node, _):
        guard let string = evaluate(node).string, text.append(ScriptText(string, at: node.range.start)) else {
          return .unknown
        }
      }
    }
    return .text(text)
  }

  private mutating func evaluate(_ list: ScriptList) -> RailsValue {
    var values: [RailsValue] = []
    for element in list.elements {
      if case .spread(let inner, _) = element {
        guard case .list(let parts) = evaluate(inner) else { return .unknown }
        values += parts
      } else {
        values.append(evaluate(element))
      }
    }
    return .list(values)
  }

  private mutating func evaluate(_ operation: ScriptOperation) -> RailsValue {
    let values = operation.operands.map { evaluate($0) }
    switch operation.operation {
    case .add:
      var text = ScriptText("", at: operation.range.start)
      for value in values {
        guard case .text(let piece) = value, text.append(piece) else { return .unknown }
      }
      return .text(text)
    case .and:
      if values.contains(where: { if case .boolean(false) = $0 { true } else { false } }) {
        return .boolean(false)
      }
      return values.first { if case .presence = $0 { true } else { false } } ?? .unknown
    case .or:
      if values.contains(where: { if case .boolean(true) = $0 { true } else { false } }) {
        return .boolean(true)
      }
      return values.first { if case .presence = $0 { true } else { false } } ?? .unknown
    case .equal, .notEqual:
      guard values.count == 2, let left = values[0].string, let right = values[1].string else {
        return .unknown
      }
      return .boolean((left == right) == (operation.operation == .equal))
    default: return .unknown
    }
  }

  /// The arguments of a call, values and options.
  mutating func arguments(of call: ScriptCall) -> (values: [RailsValue], options: RailsOptions) {
    var values: [RailsValue] = []
    var options = RailsOptions()
    for argument in call.arguments {
      switch argument.kind {
      case .positional: values.append(evaluate(argument.value))
      case .keyword: options.entries.append((argument.name, evaluate(argument.value)))
      case .spread:
        if case .list(let parts) = evaluate(argument.value) {
          values += parts
        } else {
          values.append(.unknown)
        }
      case .mapSpread:
        if case .map(let entries) = evaluate(argument.value) { options.entries += entries }
      }
    }
    if options.entries.isEmpty, values.count > 1, case .map(let entries)? = values.last {
      options.entries = entries
      values.removeLast()
    }
    return (values, options)
  }
}
