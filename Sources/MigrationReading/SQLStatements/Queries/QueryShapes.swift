import Domain
import SQLSyntax

/// Bounds the work of putting common tables in place: each reference repeats its query, so references to references
/// would multiply.
final class ExpansionBudget {
  private var left = 3_000
  private var depth = 0

  /// Whether one more query may be put in place; `leave` ends it.
  func enter() -> Bool {
    guard left > 0, depth < 40 else { return false }
    left -= 1
    depth += 1
    return true
  }

  /// Ends what `enter` began.
  func leave() { depth -= 1 }
}

extension QueryShape {
  /// Every column that the query names, in reading order.
  var columns: [NeutralColumn] {
    var found: [NeutralColumn] = []
    for output in outputs {
      switch output {
      case .expression(let value, _): found += value.columns
      case .star(let qualifier, _): found.append(NeutralColumn(qualifier: qualifier, "*"))
      }
    }
    found += (conditions + (grouping ?? [])).flatMap(\.columns)
    for branch in unionBranches { found += branch.columns }
    for input in inputs { if case .query(let inner) = input.source { found += inner.columns } }
    return found
  }
}

extension SyntaxTranslator {
  /// What a query reads and gives.
  func shape(of query: Query) -> QueryShape {
    guard budget.enter() else {
      return QueryShape(inputs: [], outputs: [], isLimited: true, text: text(query.range))
    }
    defer { budget.leave() }
    var inner = self
    if let with = query.with { inner.commonTables.bring(with) }
    var shape = inner.shape(of: query.body)
    if query.limit != nil || query.offset != nil { shape.isLimited = true }
    shape.text = query.range.text(of: bytes)
    return shape
  }

  private func shape(of body: QueryBody) -> QueryShape {
    switch body {
    case .select(let select): return shape(of: select)
    case .values(let values):
      let rows = rows(values)
      let columns = Self.valueColumns(rows)
      return QueryShape(
        inputs: [QueryInput(.values(columns: columns, rows: rows), alias: "")],
        outputs: columns.map { .expression(.column(NeutralColumn($0)), name: $0) })
    case .table(let table):
      return QueryShape(inputs: [input(table)], outputs: [.star(qualifier: nil, excluded: [])])
    case .nested(let query): return shape(of: query)
    case .compound(let compound): return shape(of: compound)
    case .opaque(let query):
      return QueryShape(
        inputs: [QueryInput(.opaque(query.keyword), alias: "")],
        outputs: [.star(qualifier: nil, excluded: [])],
        isLimited: true)
    }
  }

  private func shape(of compound: CompoundQuery) -> QueryShape {
    var shape = shape(of: compound.first)
    for branch in compound.rest {
      switch branch.operation {
      case .union:
        shape.unionBranches.append(self.shape(of: branch.body))
        if !branch.isAll { shape.isDistinct = true }
      case .intersect, .except: shape.isLimited = true
      }
    }
    return shape
  }

  private func shape(of select: Select) -> QueryShape {
    var shape = QueryShape(inputs: [], outputs: [])
    for reference in select.from { add(reference, to: &shape) }
    for item in select.items { shape.outputs += outputs(item) }
    shape.conditions += conditions(select.filter) + conditions(select.having) + conditions(select.qualify)
    shape.isAggregate = select.items.contains { Aggregates.contain($0.value) }
    if let groupBy = select.groupBy { shape.grouping = grouping(groupBy, select, shape.outputs) }
    switch select.distinct {
    case .rows: shape.isDistinct = true
    case .on:
      shape.isDistinct = true
      shape.isLimited = true
    case nil: break
    }
    if select.qualify != nil { shape.isLimited = true }
    return shape
  }

  /// The outputs of a select item: one expression, or a star with what replaces parts of it.
  func outputs(_ item: SelectItem) -> [QueryOutput] {
    guard case .star(let star) = item.value else {
      return [.expression(expression(item.value), name: item.alias?.text ?? Self.name(of: item.value))]
    }
    let replaced = star.replaced.map(\.name.text)
    let renamed = star.renamed.map(\.from.name)
    var outputs: [QueryOutput] = [
      .star(qualifier: star.qualifier?.name, excluded: star.excluded.map(\.name) + replaced + renamed)
    ]
    outputs += star.replaced.map { .expression(expression($0.value), name: $0.name.text) }
    outputs += star.renamed.map {
      .expression(.column(NeutralColumn(qualifier: star.qualifier?.name, $0.from.name)), name: $0.to.text)
    }
    return outputs
  }

  /// The name that PostgreSQL gives an output without alias (parse_target.c, FigureColname); nil for `?column?`.
  static func name(of value: SyntaxExpression) -> String? {
    var value = value
    while true {
      switch value {
      case .column(let node): return node.name.name
      case .call(let node): return node.name.name
      case .cast(let node):
        guard let inner = name(ofCast: node) else { return node.type.canonical }
        value = inner
      case .collate(let node): value = node.value
      case .element(let node): value = node.base
      case .field(let node): return node.field?.text
      case .conditional(let node):
        guard let otherwise = node.otherwise else { return "case" }
        if case .column(let column) = otherwise { return column.name.name }
        return "case"
      case .exists: return "exists"
      case .array, .arrayQuery: return "array"
      case .row: return "row"
      case .star, .literal, .parameter, .defaultValue, .unary, .binary, .chain, .quantified, .between, .match,
        .inList, .inQuery, .test, .subquery, .structure, .lambda, .unparsed:
        return nil
      }
    }
  }

  /// The expression that names a cast; nil when its type does.
  private static func name(ofCast node: Cast) -> SyntaxExpression? {
    switch node.value {
    case .column, .call, .cast, .field, .element, .collate: node.value
    default: nil
    }
  }

  private func grouping(_ groupBy: GroupBy, _ select: Select, _ outputs: [QueryOutput]) -> [NeutralExpression]
  {
    if groupBy.isAll {
      return select.items.filter { !Aggregates.contain($0.value) }.map { expression($0.value) }
    }
    var pending = Array(groupBy.elements.reversed())
    var keys: [NeutralExpression] = []
    while let element = pending.popLast() {
      switch element {
      case .value(let value): keys.append(key(expression(value), outputs))
      case .empty: break
      case .rollup(let values), .cube(let values): keys += values.map { key(expression($0), outputs) }
      case .sets(let elements): pending += elements.reversed()
      }
    }
    return keys
  }

  /// A grouping key; a number stands for the output of that place.
  private func key(_ value: NeutralExpression, _ outputs: [QueryOutput]) -> NeutralExpression {
    guard case .literal(.number(let digits)) = value, let place = Int(digits), place > 0,
      place <= outputs.count,
      case .expression(let output, _) = outputs[place - 1]
    else { return value }
    return output
  }
}

/// Functions that make one row of many.
enum Aggregates {
  private static let names: Set<String> = [
    "count", "sum", "avg", "min", "max", "array_agg", "string_agg", "json_agg", "jsonb_agg",
    "json_object_agg",
    "jsonb_object_agg", "bool_and", "bool_or", "every", "bit_and", "bit_or", "bit_xor", "xmlagg", "stddev",
    "stddev_pop", "stddev_samp", "variance", "var_pop", "var_samp", "corr", "mode", "percentile_cont",
    "percentile_disc", "range_agg", "any_value", "first", "last", "list", "median", "group_concat", "arg_max",
    "arg_min", "listagg",
  ]

  /// Whether an aggregate stands in the expression, however deep; subqueries are not looked into.
  static func contain(_ value: SyntaxExpression) -> Bool {
    var pending = [value]
    while let next = pending.popLast() {
      switch next {
      case .call(let node):
        if node.over == nil, names.contains(node.name.name.lowercased()) { return true }
        pending += node.arguments.map(\.value)
      case .unary(let node): pending.append(node.operand)
      case .binary(let node): pending += [node.left, node.right]
      case .chain(let node): pending += node.operands
      case .between(let node): pending += [node.value, node.low, node.high]
      case .match(let node): pending += [node.value, node.pattern]
      case .inList(let node): pending += [node.value] + node.items
      case .test(let node): pending.append(node.value)
      case .cast(let node): pending.append(node.value)
      case .collate(let node): pending.append(node.value)
      case .element(let node): pending.append(node.base)
      case .field(let node): pending.append(node.base)
      case .array(let node): pending += node.elements
      case .row(let node): pending += node.fields
      case .conditional(let node):
        pending += [node.subject, node.otherwise].compactMap { $0 }
        pending += node.branches.flatMap { [$0.condition, $0.result] }
      case .column, .star, .literal, .parameter, .defaultValue, .quantified, .inQuery, .subquery, .exists,
        .arrayQuery, .structure, .lambda, .unparsed:
        break
      }
    }
    return false
  }
}
