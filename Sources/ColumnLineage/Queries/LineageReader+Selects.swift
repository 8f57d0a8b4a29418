import Domain
import SQLSyntax

/// The columns of a select list so far.
struct SelectOutput {
  /// The columns in order.
  var columns: [RelationColumn] = []
  /// Whether and whence there may be more.
  var opening: Opening?
  /// Per column, whether an aggregate stands in it.
  var aggregates: Set<Int> = []

  /// Takes a further source of unknown columns.
  mutating func open(_ other: Opening?) { opening = Opening.union(opening, other) }
}

extension LineageReader {
  /// A new scope's index.
  mutating func push(_ scope: Scope) -> Int {
    scopes.append(scope)
    return scopes.count - 1
  }

  /// What a select gives; `tail` is the query whose ordering belongs to it.
  mutating func relation(of select: Select, tail: Query?, _ around: Surroundings) -> Relation {
    let scope = push(Scope(parent: around.scope, frame: around.frame))
    for reference in select.from { addTable(reference, to: scope, depth: around.depth) }
    let place = Place(scope: scope, clause: around.clause, depth: around.depth)
    for window in select.windows {
      let value = value(of: window.specification, place)
      scopes[scope].windows[names.name(window.name.text)] = value
    }
    for scalar in select.scalars {
      let value = value(scalar.value, place.inside())
      if let alias = scalar.alias { scopes[scope].aliases[names.name(alias.text)] = value }
    }
    var output = SelectOutput()
    sawAggregate = false
    var hasAggregate = false
    for item in select.items {
      readItem(item, place, &output)
      hasAggregate = hasAggregate || sawAggregate
    }
    if let filter = select.filter { readCondition(filter, place, .filter) }
    if let group = select.groupBy { readGroups(group, output, place) }
    sawAggregate = false
    if let having = select.having { readCondition(having, place, .having) }
    hasAggregate = hasAggregate || sawAggregate
    if let qualify = select.qualify { readCondition(qualify, place, .filter) }
    if case .on(let keys) = select.distinct {
      for key in keys { readSortKey(key, output, place.inside(.ordering)) }
    }
    if let tail { readTail(tail, output, place) }
    var reads: [ReadID] = []
    let isAggregated = hasAggregate || select.groupBy != nil || select.having != nil || select.distinct != nil
    if !isAggregated {
      reads = scopes[scope].subqueryReads
      for table in scopes[scope].tables where !table.isHidden { reads += table.relation.rawReads }
      reads = reads.sortedUnique
    }
    return Relation(columns: output.columns, opening: output.opening, rawReads: reads)
  }

  private mutating func readCondition(_ condition: Expression, _ place: Place, _ clause: QueryClause) {
    var inner = place.inside(clause)
    inner.isCondition = true
    _ = value(condition, inner)
  }

  /// One item of a select list.
  private mutating func readItem(_ item: SelectItem, _ place: Place, _ output: inout SelectOutput) {
    sawAggregate = false
    guard output.columns.count < Self.columnLimit, !isExhausted else {
      output.open(Opening(isForeign: true))
      return
    }
    switch item.value {
    case .star(let star):
      expand(star, place, into: &output)
      return
    case .field(let access) where access.field == nil:
      let base = value(access.base, place.inside())
      output.open(Opening(isFunction: true, sources: base.sources))
      return
    case .call(let call) where item.alias == nil && givesSeveralColumns(call):
      let value = value(of: call, place.inside())
      output.open(Opening(isForeign: true, sources: value.sources))
      return
    default: break
    }
    let value = value(item.value, place.inside())
    let name = names.name(item.alias?.text ?? item.value.outputName)
    if sawAggregate { output.aggregates.insert(output.columns.count) }
    output.columns.append(RelationColumn(name: name, value: value, isFromStar: false))
    if item.alias != nil, scopes[place.scope].aliases[name] == nil {
      scopes[place.scope].aliases[name] = value
    }
  }

  /// Whether a call may stand for any number of columns.
  private func givesSeveralColumns(_ call: FunctionCall) -> Bool {
    let name = call.name.name.folded
    return name == QueryText.opaqueFunction || name == "columns"
  }

  private mutating func readGroups(_ group: GroupBy, _ output: SelectOutput, _ place: Place) {
    let place = place.inside(.grouping)
    if group.isAll {
      for (index, column) in output.columns.enumerated() where !output.aggregates.contains(index) {
        use(column.value, .grouping, at: group.range.start, isNamed: !column.isFromStar)
      }
    }
    var waiting = Array(group.elements.reversed())
    while let element = waiting.popLast() {
      switch element {
      case .value(let key): readGroupKey(key, output, place)
      case .empty: break
      case .rollup(let keys), .cube(let keys):
        for key in keys { readGroupKey(key, output, place) }
      case .sets(let elements): waiting += elements.reversed()
      }
    }
  }

  private mutating func readGroupKey(_ key: Expression, _ output: SelectOutput, _ place: Place) {
    if case .row(let row) = key {
      for field in row.fields where !readPosition(field, output, place) { _ = value(field, place) }
    } else if !readPosition(key, output, place) {
      _ = value(key, place)
    }
  }

  /// Whether a key is the number of an output; its columns are then used.
  private mutating func readPosition(_ key: Expression, _ output: SelectOutput, _ place: Place) -> Bool {
    guard case .literal(let literal) = key, case .number(let digits) = literal.value else { return false }
    guard output.opening == nil, let number = Int(digits), number > 0, number <= output.columns.count else {
      return true
    }
    let column = output.columns[number - 1]
    use(column.value, place.clause, at: literal.range.start, isNamed: !column.isFromStar)
    return true
  }

  /// A key of ORDER BY: a position, the name of an output, or an expression.
  private mutating func readSortKey(_ key: Expression, _ output: SelectOutput, _ place: Place) {
    if readPosition(key, output, place) { return }
    if case .column(let reference) = key, reference.name.parts.count == 1 {
      let name = names.name(reference.name.name)
      if let column = output.columns.first(where: { $0.name == name }) {
        use(column.value, place.clause, at: reference.range.start)
        return
      }
    }
    _ = value(key, place)
  }

  private mutating func readTail(_ query: Query, _ output: SelectOutput, _ place: Place) {
    for item in query.orderBy { readSortKey(item.value, output, place.inside(.ordering)) }
    if let limit = query.limit { _ = value(limit, place.inside(.filter)) }
    if let offset = query.offset { _ = value(offset, place.inside(.filter)) }
  }

  /// Ordering of something that is no select: only its outputs can be named.
  mutating func readOrdering(_ query: Query, of relation: Relation, _ around: Surroundings) {
    if query.orderBy.isEmpty, query.limit == nil, query.offset == nil { return }
    let table = ScopeTable(path: [], relation: relation)
    let scope = push(Scope(parent: around.scope, frame: around.frame, tables: [table]))
    let place = Place(scope: scope, clause: .ordering, depth: around.depth)
    readTail(query, SelectOutput(columns: relation.columns, opening: relation.opening), place)
  }
}
