extension ScriptNode {
  /// Where the expression stands.
  package var range: ScriptRange {
    switch self {
    case .string(let node): node.range
    case .template(let node): node.range
    case .number(let node): node.range
    case .boolean(_, let range), .null(let range), .awaiting(_, let range), .spread(_, let range): range
    case .unparsed(let range): range
    case .symbol(let node), .regularExpression(let node), .name(let node): node.range
    case .attribute(let node): node.range
    case .call(let node): node.range
    case .list(let node), .tuple(let node), .set(let node): node.range
    case .map(let node): node.range
    case .unary(let node): node.range
    case .operation(let node): node.range
    case .subscripted(let node): node.range
    case .slice(let node): node.range
    case .conditional(let node): node.range
    case .function(let node): node.range
    case .classLiteral(let node): node.range
    case .comprehension(let node): node.range
    case .assignment(let node): node.range
    }
  }

  /// `a.b.c` of names and attributes only; nil for anything else.
  package var dottedName: String? {
    var parts: [String] = []
    var node = self
    while case .attribute(let attribute) = node {
      parts.append(attribute.name)
      node = attribute.receiver
    }
    guard case .name(let name) = node else { return nil }
    parts.append(name.text)
    return parts.reversed().joined(separator: ".")
  }

  /// The value that is awaited, or the node itself.
  var unwrapped: ScriptNode {
    var node = self
    while case .awaiting(let inner, _) = node { node = inner }
    return node
  }

  /// The content of a string literal.
  package var stringText: String? {
    if case .string(let string) = self { string.text.string } else { nil }
  }
}

extension ScriptStatement {
  /// Where the statement stands.
  package var range: ScriptRange {
    switch self {
    case .expression(let node): node.range
    case .assignment(let node): node.range
    case .classDefinition(let node): node.range
    case .function(let node): node.range
    case .branches(let node): node.range
    case .forEach(let node): node.range
    case .whileLoop(let node): node.range
    case .attempt(let node): node.range
    case .with(let node): node.range
    case .block(_, let range), .returning(_, let range), .raising(_, let range), .deletion(_, let range):
      range
    case .imports(let node): node.range
    case .export(let node): node.range
    case .inert(let range), .breaking(let range), .continuing(let range): range
    case .unparsed(let trouble): trouble.range
    }
  }

  /// The statements with those inside of exports, `if`, `try` and plain blocks put in their place.
  package static func flattened(_ statements: [ScriptStatement]) -> [ScriptStatement] {
    var result: [ScriptStatement] = []
    for statement in statements {
      switch statement {
      case .export(let export):
        result += export.statement.map { flattened([$0]) } ?? [statement]
      case .branches(let branches):
        for branch in branches.branches { result += flattened(branch.body) }
        result += flattened(branches.otherwise)
      case .attempt(let attempt):
        result += flattened(attempt.body)
        for handler in attempt.handlers { result += flattened(handler.body) }
        result += flattened(attempt.otherwise + attempt.finally)
      case .block(let body, _): result += flattened(body)
      case .expression, .assignment, .classDefinition, .function, .forEach, .whileLoop, .with, .returning,
        .raising, .imports, .deletion, .inert, .breaking, .continuing, .unparsed:
        result.append(statement)
      }
    }
    return result
  }
}
