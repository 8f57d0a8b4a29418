import Domain
import ScriptSyntax

extension EctoRunner {
  /// Runs statements; the value is that of the last. Names that they bind end with them.
  mutating func execute(_ body: [ScriptStatement]) -> EctoValue {
    let outer = names
    defer { names = outer }
    return run(body)
  }

  /// Runs statements in the scope that is open.
  mutating func run(_ body: [ScriptStatement]) -> EctoValue {
    var value = EctoValue.null
    for statement in body {
      guard !isRaised, spend(statement.range) else { return .unknown }
      value = run(statement)
    }
    return value
  }

  private mutating func run(_ statement: ScriptStatement) -> EctoValue {
    guard depth < Self.depthLimit else { return tooDeep(statement.range) }
    depth += 1
    defer { depth -= 1 }
    switch statement {
    case .expression(let node): return evaluate(node, isStatement: true)
    case .assignment(let assignment): return assign(assignment)
    case .branches(let branches): return choose(branches)
    case .attempt(let attempt): return run(attempt)
    case .block(let body, _): return run(body)
    case .raising:
      isRaised = true
      return .unknown
    case .imports: scope.declare([statement])
    case .unparsed, .classDefinition, .function, .forEach, .whileLoop, .with, .returning, .export, .deletion,
      .inert, .breaking, .continuing:
      break
    }
    return .null
  }

  private mutating func tooDeep(_ range: ScriptRange) -> EctoValue {
    report("work-limit", "nesting is deeper than is read", range, .mayChangeSchema)
    return .unknown
  }

  mutating func assign(_ assignment: ScriptAssignment) -> EctoValue {
    guard let node = assignment.value else { return .unknown }
    let value = evaluate(node)
    for target in assignment.targets { _ = match(target, value) }
    return value
  }

  /// What an expression is; the calls in it are run. A statement is a call whose value is not used.
  mutating func evaluate(_ node: ScriptNode, isStatement: Bool = false) -> EctoValue {
    guard depth < Self.depthLimit else { return tooDeep(node.range) }
    guard spend(node.range) else { return .unknown }
    depth += 1
    defer { depth -= 1 }
    switch node {
    case .string(let string): return .text(string.text)
    case .template(let template): return text(of: template)
    case .number(let number): return .number(number.text)
    case .boolean(let value, _): return .boolean(value)
    case .null: return .null
    case .symbol(let name): return .atom(name.text)
    case .name(let name): return value(of: name)
    case .attribute(let attribute): return member(attribute, isStatement)
    case .call(let call): return evaluate(call, isStatement)
    case .list(let list): return made(.list(elements(list.elements)))
    case .tuple(let list): return made(.tuple(elements(list.elements)))
    case .map(let map): return value(of: map)
    case .unary(let unary): return value(of: unary)
    case .operation(let operation): return value(of: operation)
    case .subscripted(let element): return access(evaluate(element.receiver), evaluate(element.index))
    case .function(let function): return closure(function)
    case .comprehension(let comprehension): return value(of: comprehension)
    case .assignment(let assignment): return assign(assignment)
    case .regularExpression(let pattern): return .pattern(pattern.text)
    case .set, .slice, .conditional, .classLiteral, .awaiting, .spread, .unparsed:
      return .unknown
    }
  }

  /// A function with what it may see of the running one.
  mutating func closure(_ function: ScriptFunction) -> EctoValue {
    let value = EctoValue.code(EctoClosure(function: function, names: names))
    if value.fits() { return value }
    return .code(EctoClosure(function: function, names: names.filter { $0.value.fits(4) }))
  }

  private mutating func value(of name: ScriptName) -> EctoValue {
    let text = name.text
    if let known = names[text] { return known }
    if text.hasPrefix("@") { return .unknown }
    if text == "__DIR__" {
      return .text(ScriptText("/" + home.entry.path.parent.display, at: name.range.start))
    }
    if text == "__ENV__" {
      let path = EctoValue.text(ScriptText("/" + home.entry.path.display, at: name.range.start))
      return .map([
        EctoEntry(key: .atom("file"), value: path),
        EctoEntry(key: .atom("module"), value: .module(scope.module)),
      ])
    }
    if let first = text.utf8.first, first &- 0x41 < 26 || text == "__MODULE__" {
      return .module(scope.full(text))
    }
    return evaluate(ScriptCall(of: .name(name)), true)
  }

  private mutating func elements(_ nodes: [ScriptNode]) -> [EctoValue] {
    var values: [EctoValue] = []
    for node in nodes {
      if case .spread(let inner, _) = node {
        if case .list(let rest) = evaluate(inner) { values += rest } else { values.append(.unknown) }
      } else {
        values.append(evaluate(node))
      }
    }
    return values
  }

  private mutating func value(of map: ScriptMap) -> EctoValue {
    var entries: [EctoEntry] = []
    for entry in map.entries {
      guard let key = entry.key else {
        if case .map(let rest) = evaluate(entry.value) { entries += rest }
        continue
      }
      let folded = evaluate(key)
      entries.removeAll { $0.key.equals(folded) == true }
      entries.append(EctoEntry(key: folded, value: evaluate(entry.value)))
    }
    return made(.map(entries))
  }

  /// `map.key`, `Module.Name`, and calls that are written like members.
  private mutating func member(_ attribute: ScriptAttribute, _ isStatement: Bool) -> EctoValue {
    let node = ScriptNode.attribute(attribute)
    if let dotted = node.dottedName, let last = attribute.name.utf8.first, last &- 0x41 < 26,
      let first = dotted.utf8.first, first &- 0x41 < 26 || dotted.hasPrefix("__MODULE__")
    {
      return .module(scope.full(dotted))
    }
    let receiver = evaluate(attribute.receiver)
    switch receiver {
    case .module, .repo:
      return evaluate(ScriptCall(of: node), isStatement)
    default: return access(receiver, .atom(attribute.name))
    }
  }

  /// The entry of a map or list of pairs.
  func access(_ value: EctoValue, _ key: EctoValue) -> EctoValue {
    switch value {
    case .map(let entries):
      return entries.last { $0.key.equals(key) == true }?.value
        ?? (entries.contains { $0.key.equals(key) == nil } ? .unknown : .null)
    case .list:
      return key.string.flatMap { EctoOptions(value)[$0] } ?? .null
    case .row(_): return key.string.map { .field($0) } ?? .unknown
    case .table(let table):
      switch key.string {
      case "name"?: return .text(ScriptText(table.name.name))
      case "prefix"?: return table.name.schema.map { .text(ScriptText($0)) } ?? .null
      default: return .unknown
      }
    case .field, .derived: return .derived(value.columns)
    case .catalogue: return .catalogue
    default: return .unknown
    }
  }

  private mutating func value(of unary: ScriptUnary) -> EctoValue {
    let operand = evaluate(unary.operand)
    switch unary.operation {
    case .not:
      if operand.isCatalogue { return .catalogue }
      return operand.truth.map { .boolean(!$0) } ?? .unknown
    case .bitXor, .plus: return operand
    case .negate:
      if case .number(let digits) = operand {
        return .number(digits.hasPrefix("-") ? String(digits.dropFirst()) : "-" + digits)
      }
      return .unknown
    default: return .unknown
    }
  }

  private mutating func value(of operation: ScriptOperation) -> EctoValue {
    switch operation.operation {
    case .and, .or: return logical(operation)
    case .concatenate: return concatenated(operation)
    default: break
    }
    let values = operation.operands.map { evaluate($0) }
    guard values.count >= 2 else { return .unknown }
    switch operation.operation {
    case .equal, .identical: return compared(values) { $0 }
    case .notEqual, .notIdentical: return compared(values) { !$0 }
    case .contains, .notContains:
      guard let list = values[1].elements else { return values[1].isCatalogue ? .catalogue : .unknown }
      let results = list.map { $0.equals(values[0]) }
      let isIn = results.contains(true) ? true : results.contains(nil) ? nil : false
      return isIn.map { .boolean($0 == (operation.operation == .contains)) } ?? .unknown
    case .add, .subtract, .multiply, .less, .lessEqual, .greater, .greaterEqual:
      return calculated(operation.operation, values)
    case .range: return range(values)
    default: return derived(values)
    }
  }

  /// What a function that is not followed makes of values.
  func derived(_ values: [EctoValue]) -> EctoValue {
    if values.contains(where: \.isCatalogue) { return .catalogue }
    let columns = Set(values.flatMap(\.columns))
    return columns.isEmpty ? .unknown : .derived(columns.sorted())
  }

  private func compared(_ values: [EctoValue], _ made: (Bool) -> Bool) -> EctoValue {
    values[0].equals(values[1]).map { .boolean(made($0)) } ?? derived(values)
  }

  private mutating func logical(_ operation: ScriptOperation) -> EctoValue {
    let isAnd = operation.operation == .and
    var unknown: EctoValue?
    var last = EctoValue.null
    for (index, node) in operation.operands.enumerated() {
      let isLast = index == operation.operands.count - 1
      let value =
        unknown == nil
        ? evaluate(node, isStatement: isLast) : conditionally { $0.evaluate(node, isStatement: isLast) }
      last = value
      if isLast { break }
      guard let holds = value.truth else {
        if unknown == nil || value.isCatalogue { unknown = value.isCatalogue ? .catalogue : .unknown }
        continue
      }
      if holds != isAnd, unknown == nil { return value }
    }
    return unknown ?? last
  }

  private func calculated(_ operation: ScriptOperator, _ values: [EctoValue]) -> EctoValue {
    guard let left = values[0].string.flatMap({ Int($0) }), let right = values[1].string.flatMap({ Int($0) }),
      values.count == 2, left.magnitude < 1 << 30, right.magnitude < 1 << 30
    else { return derived(values) }
    switch operation {
    case .add: return .number(String(left + right))
    case .subtract: return .number(String(left - right))
    case .multiply: return .number(String(left * right))
    case .less: return .boolean(left < right)
    case .lessEqual: return .boolean(left <= right)
    case .greater: return .boolean(left > right)
    case .greaterEqual: return .boolean(left >= right)
    default: return .unknown
    }
  }

  private mutating func range(_ values: [EctoValue]) -> EctoValue {
    guard let low = values[0].string.flatMap({ Int($0) }), let high = values[1].string.flatMap({ Int($0) }),
      low.magnitude < 1 << 30, high.magnitude < 1 << 30, high >= low, high - low < 1_000
    else { return .unknown }
    return made(.list((low...high).map { .number(String($0)) }))
  }
}
