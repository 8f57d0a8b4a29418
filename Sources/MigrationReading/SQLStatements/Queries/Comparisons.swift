import Domain
import SQLSyntax

extension SyntaxTranslator {
  /// Operators and predicates as calls named by their spelling; a negated one stands inside of `not`.
  func comparison(_ syntax: SyntaxExpression, _ depth: Int) -> NeutralExpression {
    switch syntax {
    case .binary(let node): return binary(node, depth)
    case .chain(let node):
      let operands = node.operands.map { expression($0, depth: depth) }
      return node.operation.name == "||" ? .concatenation(operands) : .call(node.operation.name, operands)
    case .quantified(let node): return quantified(node, depth)
    case .between(let node):
      let call = NeutralExpression.call(
        "between",
        [
          expression(node.value, depth: depth), expression(node.low, depth: depth),
          expression(node.high, depth: depth),
        ])
      return negated(node.isNegated, call)
    case .match(let node):
      let call = NeutralExpression.call(
        node.operation.name, [expression(node.value, depth: depth), expression(node.pattern, depth: depth)])
      return negated(node.isNegated, call)
    case .inList(let node):
      let items = node.items.map { expression($0, depth: depth) }
      return negated(node.isNegated, .call("in", [expression(node.value, depth: depth)] + items))
    case .inQuery(let node):
      let query = NeutralExpression.opaque(
        text: text(node.query.range), columns: columns(of: node.query))
      return negated(node.isNegated, .call("in", [expression(node.value, depth: depth), query]))
    case .test(let node): return test(node, depth)
    case .column, .star, .literal, .parameter, .defaultValue, .unary, .call, .cast, .conditional, .subquery,
      .exists, .array, .arrayQuery, .row, .structure, .element, .field, .collate, .lambda, .unparsed:
      return .opaque(text: text(syntax.range), columns: [])
    }
  }

  private func negated(_ isNegated: Bool, _ call: NeutralExpression) -> NeutralExpression {
    isNegated ? .call("not", [call]) : call
  }

  /// A chain of one operator leans to the left as deep as it is long, so it is walked, not descended.
  private func binary(_ node: Binary, _ depth: Int) -> NeutralExpression {
    var spine: [Binary] = [node]
    while case .binary(let left)? = spine.last?.left { spine.append(left) }
    guard let innermost = spine.last else { return .opaque(text: text(node.range), columns: []) }
    var result = expression(innermost.left, depth: depth)
    // A tree as high as a long sum is deep for whoever walks it.
    guard spine.count <= 100 else {
      return opaque(node.range, spine.map { expression($0.right, depth: depth) })
    }
    for step in spine.reversed() {
      result = .call(step.operation.name, [result, expression(step.right, depth: depth)])
    }
    return result
  }

  private func test(_ node: IsTest, _ depth: Int) -> NeutralExpression {
    let name: String
    switch node.test {
    case .null: name = "is null"
    case .isTrue: name = "is true"
    case .isFalse: name = "is false"
    case .unknown: name = "is unknown"
    case .document: name = "is document"
    case .normalized: name = "is normalized"
    case .json: name = "is json"
    }
    return negated(node.isNegated, .call(name, [expression(node.value, depth: depth)]))
  }

  /// `= any (list)` and `<> all (list)` are `in` and `not in`.
  private func quantified(_ node: Quantified, _ depth: Int) -> NeutralExpression {
    let left = expression(node.left, depth: depth)
    switch node.operand {
    case .query(let query):
      let columns = columns(of: query)
      return .call(
        node.isAll ? "all" : "any",
        [.call(node.operation.name, [left, .opaque(text: text(query.range), columns: columns)])])
    case .value(let value):
      let list = expression(value, depth: depth)
      if let items = Self.items(list) {
        if node.operation.name == "=", !node.isAll { return .call("in", [left] + items) }
        if node.operation.name == "<>", node.isAll { return .call("not", [.call("in", [left] + items)]) }
      }
      return .call(node.isAll ? "all" : "any", [.call(node.operation.name, [left, list])])
    }
  }

  /// The elements of an array that is written out: `array['a', 'b']`, `'{a,b}'::text[]`.
  static func items(_ list: NeutralExpression) -> [NeutralExpression]? {
    switch list.withoutCasts {
    case .call("array", let items): return items
    case .literal(.string(let text)):
      guard case .cast = list, text.hasPrefix("{"), text.hasSuffix("}"), !text.dropFirst().contains("{")
      else {
        return nil
      }
      return text.dropFirst().dropLast().split(separator: ",").map { part in
        let isQuoted = part.count > 1 && part.hasPrefix("\"") && part.hasSuffix("\"")
        return .literal(.string(String(isQuoted ? part.dropFirst().dropLast() : part)))
      }
    case .column, .literal, .call, .cast, .caseWhen, .concatenation, .opaque: return nil
    }
  }
}
