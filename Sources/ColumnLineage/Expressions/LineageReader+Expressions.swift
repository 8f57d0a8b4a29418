import Domain
import SQLSyntax

extension LineageReader {
  /// What a value is made of; its columns and literals are noted as used.
  mutating func value(_ expression: Expression, _ place: Place) -> ColumnValue {
    if place.depth > Self.depthLimit || isExhausted {
      if !isExhausted { note("sql-too-deep", "nested too deeply to be followed", expression.range) }
      return scannedValue(expression.range, place)
    }
    switch expression {
    case .column(let node): return value(of: node, place)
    case .literal(let node):
      if let mask = masks[node.range.start], node.value == .null { return scannedValue(mask, place) }
      return value(of: node)
    case .parameter, .defaultValue: return .constant
    case .star(let node): return value(of: node, place)
    case .call(let node): return value(of: node, place)
    case .cast(let node):
      var value = value(node.value, place.inside())
      value.isCast = true
      return value
    case .collate(let node): return value(node.value, place.inside())
    case .binary(let node): return value(of: node, place)
    case .chain(let node): return value(of: node, place)
    case .unary(let node): return value(node.operand, place.inside()).asIngredient
    case .test(let node): return value(node.value, place.inside()).asIngredient
    case .between(let node): return value(of: node, place)
    case .match(let node): return value(of: node, place)
    case .inList(let node): return value(of: node, place)
    case .inQuery, .quantified, .subquery, .exists, .arrayQuery: return queryValue(expression, place)
    case .conditional(let node): return value(of: node, place)
    case .array, .row, .structure, .element, .field: return compositeValue(expression, place)
    case .lambda(let node): return value(of: node, place)
    case .unparsed(let range): return scannedValue(range, place.inside(.opaque))
    }
  }

  private func value(of literal: Literal) -> ColumnValue {
    var value = ColumnValue.constant
    let text: String
    switch literal.value {
    case .null: return value
    case .boolean(let flag): text = flag ? "true" : "false"
    case .number(let digits): text = digits
    case .string(let string): text = string
    case .bits(let bits): text = bits
    }
    value.literals = [ComparedLiteral(text: text, offset: literal.range.start)]
    return value
  }

  /// A star in the place of a value: `count(*)` uses nothing, `f(t.*)` the whole row.
  private mutating func value(of star: SQLSyntax.Star, _ place: Place) -> ColumnValue {
    guard let qualifier = star.qualifier else { return ColumnValue() }
    let path = qualifier.parts.map { names.name($0.text) }
    guard let found = findTable(path, from: place.scope) else { return ColumnValue() }
    var builder = ValueBuilder()
    for column in found.relation.columns {
      use(column.value, place.clause, at: star.range.start, isNamed: false)
      builder.add(column.value)
    }
    return finish(builder).asIngredient
  }

  /// Operands of one operator; those of AND hold one by one.
  private mutating func value(of chain: OperatorChain, _ place: Place) -> ColumnValue {
    var builder = ValueBuilder()
    var inner = place.inside()
    inner.isCondition = place.isCondition && chain.operation.name == "and"
    for operand in chain.operands { builder.add(value(operand, inner)) }
    return finish(builder)
  }

  private mutating func value(of node: CaseExpression, _ place: Place) -> ColumnValue {
    var builder = ValueBuilder()
    let inner = place.inside()
    let subject = node.subject.map { value($0, inner) }
    if let subject { builder.add(subject) }
    for branch in node.branches {
      let condition = value(branch.condition, inner)
      if let subject { compare(subject, condition, place) }
      builder.add(condition)
      builder.addAlternative(value(branch.result, inner))
    }
    if let otherwise = node.otherwise { builder.addAlternative(value(otherwise, inner)) }
    return finish(builder)
  }

  /// Arrays, rows, structs and parts of them.
  private mutating func compositeValue(_ expression: Expression, _ place: Place) -> ColumnValue {
    var builder = ValueBuilder()
    let inner = place.inside()
    switch expression {
    case .array(let node):
      if let comprehension = comprehension(node, inner) { return comprehension }
      for element in node.elements { builder.addAlternative(value(element, inner)) }
    case .row(let node):
      if node.fields.count == 1, let field = node.fields.first { return value(field, inner) }
      for field in node.fields { builder.add(value(field, inner)) }
    case .structure(let node): for entry in node.entries { builder.add(value(entry.value, inner)) }
    case .element(let node):
      builder.add(value(node.base, inner))
      for part in node.position.parts { builder.add(value(part, inner)) }
    case .field(let node): builder.add(value(node.base, inner))
    case .column, .star, .literal, .parameter, .defaultValue, .unary, .binary, .chain, .quantified, .between,
      .match, .inList, .inQuery, .test, .call, .cast, .conditional, .subquery, .exists, .arrayQuery, .collate,
      .lambda, .unparsed:
      break
    }
    return finish(builder)
  }

  /// DuckDB's `[x + 1 for x in list if x > 0]`, of which the syntax tree keeps the element alone.
  private mutating func comprehension(_ node: ArrayLiteral, _ place: Place) -> ColumnValue? {
    guard node.elements.count == 1, let element = node.elements.first,
      node.range.end - element.range.end > 4
    else { return nil }
    let rest = ByteRange(element.range.end, max(element.range.end, node.range.end - 1))
    var parser = Parser(source: query.bytes, range: rest, dialect: dialect)
    guard parser.accept(.for) else { return nil }
    var scope = Scope(parent: place.scope, frame: scopes[place.scope].frame)
    var builder = ValueBuilder()
    do {
      repeat {
        scope.parameters.insert(names.name(try parser.parseIdentifier().text))
      } while parser.accept(.comma)
      try parser.expect(.in)
      builder.add(value(try parser.parseExpression(), place))
      var inner = place.inside()
      inner.scope = push(scope)
      builder.add(value(element, inner))
      if parser.accept(.if) { builder.add(value(try parser.parseExpression(), inner)) }
    } catch {
      builder.add(scan(node.range))
    }
    return finish(builder).asIngredient
  }

  private mutating func value(of lambda: Lambda, _ place: Place) -> ColumnValue {
    var scope = Scope(parent: place.scope, frame: scopes[place.scope].frame)
    for parameter in lambda.parameters { scope.parameters.insert(names.name(parameter.text)) }
    var inner = place.inside()
    inner.scope = push(scope)
    return value(lambda.body, inner).asIngredient
  }
}

extension ElementAccess.Position {
  /// The expressions between the brackets.
  fileprivate var parts: [Expression] {
    switch self {
    case .index(let index): [index]
    case .slice(let lower, let upper, let step): [lower, upper, step].compactMap { $0 }
    }
  }
}
