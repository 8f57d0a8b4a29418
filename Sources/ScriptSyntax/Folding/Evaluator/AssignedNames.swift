/// The names that statements bind or change, functions inside left out.
struct AssignedNames {
  private(set) var names: Set<String> = []
  /// Names on which methods are called.
  private(set) var receivers: Set<String> = []
  private var level = 0

  mutating func visit(_ statements: [ScriptStatement]) {
    guard level < ScriptLimits.depth else { return }
    level += 1
    defer { level -= 1 }
    for statement in statements { visit(statement) }
  }

  private mutating func visit(_ statement: ScriptStatement) {
    switch statement {
    case .assignment(let assignment): assignment.targets.forEach { target($0) }
    case .expression(let node): changed(node)
    case .branches(let branches):
      for branch in branches.branches { visit(branch.body) }
      visit(branches.otherwise)
    case .forEach(let loop):
      target(loop.target)
      visit(loop.body + loop.otherwise)
    case .whileLoop(let loop):
      if let step = loop.step { changed(step) }
      visit(loop.setup + loop.body)
    case .attempt(let attempt):
      visit(attempt.body + attempt.otherwise + attempt.finally)
      for handler in attempt.handlers { visit(handler.body) }
    case .with(let with): visit(with.body)
    case .block(let body, _): visit(body)
    case .classDefinition, .function, .returning, .raising, .imports, .export, .deletion, .inert, .breaking,
      .continuing, .unparsed:
      break
    }
  }

  private mutating func target(_ node: ScriptNode) {
    switch node {
    case .name(let name): names.insert(name.text)
    case .tuple(let list), .list(let list): list.elements.forEach { target($0) }
    case .subscripted(let element): target(element.receiver)
    case .attribute(let attribute): target(attribute.receiver)
    case .spread(let inner, _): target(inner)
    case .map(let map): map.entries.forEach { target($0.value) }
    case .assignment(let assignment): assignment.targets.forEach { target($0) }
    case .string, .template, .number, .boolean, .null, .symbol, .regularExpression, .call, .set, .unary,
      .operation, .slice, .conditional, .function, .classLiteral, .comprehension, .awaiting, .unparsed:
      break
    }
  }

  /// `a.append(b)` and `a = b` in the place of a value change a name too.
  private mutating func changed(_ node: ScriptNode) {
    switch node {
    case .call(let call):
      if case .name(let name)? = call.receiver { receivers.insert(name.text) }
    case .assignment(let assignment): assignment.targets.forEach { target($0) }
    case .awaiting(let inner, _): changed(inner)
    default: break
    }
  }
}
