import Domain
import ScriptSyntax

extension RowProgram {
  /// The value of an expression.
  mutating func value(of node: ScriptNode, isStatement: Bool = false) -> RowValue {
    workLeft -= 1
    guard workLeft > 0, nodeDepth < 80 else { return .unknown }
    nodeDepth += 1
    defer { nodeDepth -= 1 }
    switch node {
    case .string, .number, .boolean, .null, .symbol:
      return file.constants.constant(node).map { .constant($0) } ?? .unknown
    case .template(let template): return join(template)
    case .name(let name): return named(name.text)
    case .attribute(let attribute): return member(attribute.name, of: value(of: attribute.receiver))
    case .call(let call): return self.call(call, isStatement: isStatement)
    case .list(let list), .tuple(let list), .set(let list): return collect(list)
    case .map(let map): return collect(map, node)
    case .unary(let unary): return apply(unary)
    case .operation(let operation): return apply(operation, node)
    case .subscripted(let subscripted): return element(subscripted, node)
    case .conditional(let conditional): return choose(conditional)
    case .function(let function): return .function(function)
    case .comprehension(let comprehension): return gather(comprehension)
    case .awaiting(let inner, _), .spread(let inner, _): return value(of: inner)
    case .assignment(let assignment):
      assign(assignment)
      return assignment.targets.first.map { value(of: $0) } ?? .unknown
    case .slice, .regularExpression, .classLiteral, .unparsed: return .unknown
    }
  }

  /// A condition.
  mutating func test(_ node: ScriptNode) -> Expression { test(value(of: node), node) }

  /// A value as a condition.
  func test(_ value: RowValue, _ node: ScriptNode) -> Expression {
    switch value {
    case .computed(let expression, _): return expression
    case .constant(let constant): return constant.literal.map { .literal($0) } ?? opaque(node)
    default: return opaque(node)
    }
  }

  /// The text of a part of the program as an expression of which nothing is known.
  func opaque(_ node: ScriptNode, columns: [ColumnReference] = []) -> Expression {
    .opaque(text: String(node.range.text(of: file.text.bytes).prefix(200)), columns: columns)
  }

  private func named(_ name: String) -> RowValue {
    if let local = local(name) { return local }
    if let function = file.function(named: name) { return .function(function) }
    guard let value = file.constants.module(name) else { return .reference(name) }
    if case .reference(let reference) = value.content { return outside(reference.resolved) }
    return Self.lifted(value)
  }

  /// What a name from outside of the file is.
  func outside(_ resolved: String) -> RowValue {
    if resolved == "django.db.connection" || resolved == "django.db.connections" { return .connection }
    if let model = model(resolved) { return model }
    return library.constant(resolved, from: file).map { .constant($0) } ?? .reference(resolved)
  }

  static func lifted(_ value: FoldedValue) -> RowValue {
    switch value.content {
    case .reference(let reference): .reference(reference.resolved)
    case .closure(let closure): .function(closure.function)
    case .list(let values)
    where values.contains(where: { if case .closure = $0.content { true } else { false } }),
      .tuple(let values)
    where values.contains(where: { if case .closure = $0.content { true } else { false } }):
      .list(values.map { lifted($0) })
    case .call(let call)
    where call.positional.contains { if case .closure = $0.content { true } else { false } }:
      .unknown
    default: .constant(value)
    }
  }

  private mutating func join(_ template: ScriptTemplate) -> RowValue {
    var parts: [Expression] = []
    var row: Int?
    for part in template.parts {
      switch part {
      case .text(let text): parts.append(.literal(.string(text.string)))
      case .value(let node, _):
        let value = value(of: node)
        parts.append(expression(value) ?? opaque(node))
        row = Self.common(row, value)
      }
    }
    if parts.allSatisfy({ if case .literal = $0 { true } else { false } }) {
      let text = parts.map { if case .literal(let literal) = $0 { literal.text ?? "" } else { "" } }.joined()
      return .constant(FoldedValue(.string(ScriptText(text, at: template.range.start)), at: template.range))
    }
    return .computed(.concatenation(parts), row: row)
  }

  /// The one row that values are made of; -1 for several.
  static func common(_ row: Int?, _ value: RowValue) -> Int? {
    guard case .computed(_, let other?) = value else { return row }
    guard let row else { return other }
    return row == other ? row : -1
  }

  private mutating func collect(_ list: ScriptList) -> RowValue {
    var values: [RowValue] = []
    for element in list.elements {
      let value = value(of: element)
      if case .spread = element {
        guard let parts = elements(of: value) else { return .unknown }
        values += parts
      } else {
        values.append(value)
      }
    }
    return .list(values)
  }

  private mutating func collect(_ map: ScriptMap, _ node: ScriptNode) -> RowValue {
    var entries: [FoldedEntry] = []
    for entry in map.entries {
      let value = value(of: entry.value)
      guard let key = entry.key, case .constant(let name) = self.value(of: key),
        case .constant(let part) = value
      else { continue }
      entries.append(FoldedEntry(key: name, value: part))
    }
    guard entries.count == map.entries.count else { return .unknown }
    return .constant(FoldedValue(.map(entries), at: node.range))
  }

  private mutating func apply(_ unary: ScriptUnary) -> RowValue {
    let operand = value(of: unary.operand)
    if unary.operation == .not, case .constant(let constant) = operand,
      case .boolean(let holds)? = constant.literal
    {
      return .constant(FoldedValue(.boolean(!holds), at: unary.range))
    }
    if case .clause = operand { return .clause(QueryClause(name: "not", positional: [operand])) }
    guard case .computed(let expression, let row) = operand else { return .unknown }
    return .computed(unary.operation == .not ? Self.negated(expression) : .call("-", [expression]), row: row)
  }

  private mutating func apply(_ operation: ScriptOperation, _ node: ScriptNode) -> RowValue {
    let operands = operation.operands.map { ($0, value(of: $0)) }
    if let holds = Self.compared(operation.operation, operands.map(\.1)) {
      return .constant(FoldedValue(.boolean(holds), at: operation.range))
    }
    if operands.allSatisfy({ if case .constant = $0.1 { true } else { false } }),
      let constant = file.constants.constant(node)
    {
      return .constant(constant)
    }
    return combined(operation.operation, operands, operation.range)
  }

  /// What an operator makes of values.
  func combined(
    _ operation: ScriptOperator, _ operands: [(node: ScriptNode, value: RowValue)], _ range: ScriptRange
  ) -> RowValue {
    if operands.contains(where: { if case .clause = $0.value { true } else { false } }) {
      let name = Self.operators[operation] ?? (operation == .bitOr ? "or" : operation == .bitAnd ? "and" : "")
      return .clause(QueryClause(name: name, positional: operands.map(\.value)))
    }
    var row: Int?
    var parts: [Expression] = []
    var isText = false
    for (node, value) in operands {
      row = Self.common(row, value)
      if case .constant(let constant) = value, constant.text != nil { isText = true }
      if operation == .contains || operation == .notContains, parts.count == 1, let list = elements(of: value)
      {
        parts += list.map { expression($0) ?? opaque(node) }
      } else {
        parts.append(expression(value) ?? opaque(node))
      }
    }
    if operation == .add, isText { return .computed(.concatenation(parts), row: row) }
    guard let name = Self.operators[operation] else {
      let text = String(range.text(of: file.text.bytes).prefix(200))
      return .computed(.opaque(text: text, columns: parts.flatMap(\.columns)), row: row)
    }
    if case .literal(.null)? = parts.last, parts.count == 2, name == "=" || name == "<>" {
      let test = Expression.call("is null", [parts[0]])
      return .computed(name == "=" ? test : .call("not", [test]), row: row)
    }
    return .computed(.call(name, parts), row: row)
  }

  private static let operators: [ScriptOperator: String] = [
    .add: "+", .subtract: "-", .multiply: "*", .divide: "/", .floorDivide: "/", .modulo: "%", .equal: "=",
    .notEqual: "<>", .identical: "=", .notIdentical: "<>", .less: "<", .lessEqual: "<=", .greater: ">",
    .greaterEqual: ">=", .and: "and", .or: "or", .contains: "in", .notContains: "not in",
  ]

  private mutating func choose(_ conditional: ScriptConditional) -> RowValue {
    let condition = value(of: conditional.condition)
    let then = value(of: conditional.then)
    let otherwise = value(of: conditional.otherwise)
    guard let yes = expression(then), let no = expression(otherwise) else { return then }
    let row = [condition, then, otherwise].reduce(nil) { Self.common($0, $1) }
    let branch = CaseBranch(condition: expression(condition) ?? opaque(conditional.condition), result: yes)
    return .computed(.caseWhen(operand: nil, branches: [branch], otherwise: no), row: row)
  }

  private mutating func gather(_ comprehension: ScriptComprehension) -> RowValue {
    let outer = scopes
    defer { scopes = outer }
    for loop in comprehension.loops {
      let source = value(of: loop.source)
      let known = elements(of: source)
      bind(loop.target, known?.count == 1 ? known?[0] ?? .unknown : element(of: source))
      for condition in loop.conditions { _ = value(of: condition) }
    }
    if let key = comprehension.key { _ = value(of: key) }
    let element = value(of: comprehension.element)
    return comprehension.kind == .map ? .unknown : .list([element])
  }

  /// `a[b]`: an entry of a constant map becomes a CASE where the key is a column.
  private mutating func element(_ subscripted: ScriptSubscript, _ node: ScriptNode) -> RowValue {
    let receiver = value(of: subscripted.receiver)
    let index = value(of: subscripted.index)
    if case .constant(let map) = receiver, map.entries != nil {
      return entry(of: map, at: index, otherwise: nil)
    }
    if case .constant(let constant) = index, let digits = constant.number, let place = Int(digits),
      let values = elements(of: receiver), values.indices.contains(place)
    {
      return values[place]
    }
    switch receiver {
    case .query: return element(of: receiver)
    case .connection: return .connection
    case .row(let row):
      if case .constant(let name) = index, let text = name.text { return member(text, of: .row(row)) }
      return .unknown
    case .computed(let expression, let row):
      return .computed(opaque(node, columns: expression.columns), row: row)
    default: return .unknown
    }
  }

  /// The entry of a constant map; for a key that is a column, every entry by its condition.
  func entry(of map: FoldedValue, at index: RowValue, otherwise: RowValue?) -> RowValue {
    let entries = map.entries ?? []
    switch index {
    case .constant(let key):
      guard let wanted = key.literal else { return .unknown }
      if let found = entries.last(where: { $0.key.literal == wanted }) { return Self.lifted(found.value) }
      return otherwise ?? .unknown
    case .computed(let expression, let row):
      let branches = entries.compactMap { entry -> CaseBranch? in
        guard let key = entry.key.literal, let value = entry.value.literal else { return nil }
        return CaseBranch(condition: .literal(key), result: .literal(value))
      }
      guard branches.count == entries.count, !branches.isEmpty else {
        return .computed(.opaque(text: "an entry of a map", columns: expression.columns), row: row)
      }
      return .computed(
        .caseWhen(
          operand: expression, branches: branches, otherwise: otherwise.flatMap { self.expression($0) }),
        row: row)
    default: return .unknown
    }
  }

  /// A value as a neutral expression; nil for what is none.
  func expression(_ value: RowValue) -> Expression? {
    switch value {
    case .constant(let constant): constant.literal.map { .literal($0) }
    case .computed(let expression, _): expression
    case .row(let row):
      rows.indices.contains(row)
        ? .column(ColumnReference(state.keyColumn(of: rows[row].model))) : nil
    case .list(let values):
      .opaque(text: "a list", columns: values.flatMap { expression($0)?.columns ?? [] })
    case .reference, .registry, .schemaEditor, .connection, .cursor, .model, .query, .function, .made,
      .object, .method, .pairs, .clause:
      nil
    }
  }
}
