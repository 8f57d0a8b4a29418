import Domain

/// A query with its references resolved to identities and its subqueries put in.
struct ResolvedQuery {
  /// Outputs in order: name, value in terms of table columns, and type where it is known.
  var outputs: [(name: String?, value: Expression, type: ColumnType?)] = []
  /// Tables and views that are read, without repeats, in reading order.
  var sources: [ObjectID] = []
  /// Conditions that are not just a join of the inputs.
  var conditions: [Expression] = []
  /// Whether each row of the one source gives one row.
  var isRowForRow = true
  /// Whether all outputs are known.
  var isComplete = true
}

/// One input of a query whose columns are known by value.
struct ScopeInput {
  /// The name before the dot.
  var alias: String
  /// Its columns.
  var columns: ScopeColumns
  /// Whether it has no other columns.
  var isComplete: Bool
  /// Whether it is a literal mapping table.
  var mapping: [[String: Expression]]?
}

/// Resolves queries against the schema of the moment.
struct QueryResolver {
  /// The schema of the moment.
  let state: SchemaState
  private static let depthLimit = 40
  private static let outputLimit = 5000

  /// Resolves a query; unknown names stay as they are.
  func resolve(_ query: QueryShape, depth: Int = 0) -> ResolvedQuery {
    var result = ResolvedQuery()
    guard depth < Self.depthLimit else {
      result.isComplete = false
      result.isRowForRow = false
      return result
    }
    let inputs = query.inputs.map { input(for: $0, into: &result, depth: depth) }
    let scope = NameScope(inputs: inputs)
    var mappings = MappingJoins(scope: scope)
    let conditions = mappings.consume(query.conditions.flatMap(\.conjuncts))
    for output in query.outputs {
      append(output, of: scope, mappings: mappings, to: &result)
    }
    result.conditions += conditions.map { mappings.apply(to: scope.resolve($0)) }
    if query.grouping != nil || query.isAggregate || query.isDistinct || query.isLimited
      || !query.unionBranches.isEmpty
      || inputs.count - mappings.count > 1
    {
      result.isRowForRow = false
    }
    for branch in query.unionBranches {
      merge(resolve(branch, depth: depth + 1), into: &result)
    }
    return result
  }

  /// The branches of a set operation, when each reads tables of its own; else none.
  func branches(of query: QueryShape) -> [QueryShape] {
    guard !query.unionBranches.isEmpty, query.unionBranches.count < Self.branchLimit, !query.isLimited else {
      return []
    }
    var first = query
    first.unionBranches = []
    var seen: Set<ObjectID> = []
    var found: [QueryShape] = []
    for branch in [first] + query.unionBranches {
      let sources = resolve(branch, depth: 1).sources
      guard !sources.isEmpty, seen.isDisjoint(with: sources) else { return [] }
      seen.formUnion(sources)
      var part = branch
      part.isDistinct = branch.isDistinct || query.isDistinct
      found.append(part)
    }
    return found
  }

  private static let branchLimit = 64

  /// An input of an UPDATE or DELETE with its columns.
  func scopeInput(for input: QueryInput) -> ScopeInput {
    var ignored = ResolvedQuery()
    return self.input(for: input, into: &ignored, depth: 1)
  }

  /// An input with the columns that can be read through it.
  private func input(for input: QueryInput, into result: inout ResolvedQuery, depth: Int) -> ScopeInput {
    switch input.source {
    case .table(let name):
      let full = state.lookupName(name)
      if let table = state.tables[full] {
        note(table.table.id, in: &result)
        return Self.input(table, alias: input.alias)
      }
      if let view = state.views[full] {
        note(view.id, in: &result)
        return ScopeInput(
          alias: input.alias, columns: .stored(view.columns ?? [], qualifier: nil),
          isComplete: view.columns != nil, mapping: nil)
      }
      result.isComplete = false
      return ScopeInput(alias: input.alias, columns: .none, isComplete: false, mapping: nil)
    case .values(let columns, let rows):
      let named = rows.map { row in
        Dictionary(zip(columns, row), uniquingKeysWith: { first, _ in first })
      }
      return ScopeInput(
        alias: input.alias,
        columns: .valued(
          columns.enumerated().map { index, name in
            (name, .column(ColumnReference(qualifier: input.alias, name)), type(ofValues: index, rows))
          }),
        isComplete: true, mapping: named)
    case .query(let inner):
      let resolved = resolve(inner, depth: depth + 1)
      resolved.sources.forEach { note($0, in: &result) }
      result.conditions += resolved.conditions
      result.isRowForRow = result.isRowForRow && resolved.isRowForRow
      return ScopeInput(
        alias: input.alias,
        columns: .valued(
          resolved.outputs.compactMap { output in
            output.name.map { ($0, output.value, ValueTypes.settled(output.type, of: output.value)) }
          }),
        isComplete: resolved.isComplete, mapping: nil)
    case .opaque:
      result.isRowForRow = false
      return ScopeInput(alias: input.alias, columns: .none, isComplete: false, mapping: nil)
    }
  }

  /// A table as an input; a small table filled by literals only serves as a mapping too.
  static func input(_ table: TableState, alias: String) -> ScopeInput {
    let rows = table.literalRows ?? []
    return ScopeInput(
      alias: alias, columns: .stored(table.table.columns, qualifier: alias),
      isComplete: !table.table.isPartial, mapping: rows.isEmpty ? nil : rows)
  }

  private func append(
    _ output: QueryOutput, of scope: NameScope, mappings: MappingJoins, to result: inout ResolvedQuery
  ) {
    switch output {
    case .expression(let expression, let name):
      let type = types(in: scope).type(of: expression)
      result.outputs.append((name, mappings.apply(to: scope.resolve(expression)), type))
    case .star(let qualifier, let excluded):
      for input in scope.inputs where qualifier == nil || input.alias == qualifier {
        if !input.isComplete { result.isComplete = false }
        for column in input.columns.all where !excluded.contains(column.name) {
          guard result.outputs.count < Self.outputLimit else { return }
          result.outputs.append((column.name, mappings.apply(to: column.value), column.type))
        }
      }
    }
  }

  /// A branch of a set operation: outputs stay the first branch's, a differing value becomes opaque.
  private func merge(_ branch: ResolvedQuery, into result: inout ResolvedQuery) {
    branch.sources.forEach { note($0, in: &result) }
    result.isRowForRow = false
    for (index, output) in branch.outputs.enumerated() where index < result.outputs.count {
      result.outputs[index].type = ValueTypes.common(result.outputs[index].type, output.type)
      if result.outputs[index].value != output.value {
        result.outputs[index].value = .opaque(
          text: "set operation", columns: result.outputs[index].value.columns + output.value.columns)
      }
    }
  }

  private func types(in scope: NameScope) -> ValueTypes {
    ValueTypes(scope: scope) { state.resolved($0) }
  }

  /// The type of a column of literal rows.
  private func type(ofValues column: Int, _ rows: [[Expression]]) -> ColumnType? {
    let types = types(in: NameScope(inputs: []))
    let values = rows.prefix(20).compactMap { column < $0.count ? $0[column] : nil }
    let found = values.reduce(nil) { ValueTypes.common($0, types.type(of: $1)) }
    return found ?? values.first.flatMap { ValueTypes.settled(nil, of: $0) }
  }

  private func note(_ id: ObjectID, in result: inout ResolvedQuery) {
    if !result.sources.contains(id) { result.sources.append(id) }
  }
}

/// The inputs that names resolve against.
struct NameScope {
  /// Inputs in reading order.
  var inputs: [ScopeInput]

  /// The expression with every reference resolved where exactly one input can be meant.
  func resolve(_ expression: Expression) -> Expression {
    expression.replacingColumns { reference in value(of: reference) ?? .column(reference) }
  }

  /// What a reference stands for.
  func value(of reference: ColumnReference) -> Expression? {
    reference.column == nil ? column(of: reference)?.value : nil
  }

  /// The column of an input that a reference names.
  func column(of reference: ColumnReference) -> ScopeColumn? {
    if let qualifier = reference.qualifier {
      return inputs.first { $0.alias == qualifier }?.columns.first(named: reference.name)
    }
    for input in inputs {
      if let column = input.columns.first(named: reference.name) { return column }
    }
    return nil
  }

  /// The input that a reference belongs to.
  func input(of reference: ColumnReference) -> Int? {
    if let qualifier = reference.qualifier { return inputs.firstIndex { $0.alias == qualifier } }
    return inputs.firstIndex { $0.columns.holds(reference.name) }
  }
}
