import Domain

extension Replayer {
  /// Operations that write values: their expressions are resolved, as evidence for what moved where.
  mutating func applyDataOperation(_ operation: Operation, of migration: String) -> ReplayedOperation {
    var replayed = ReplayedOperation(operation: operation, migration: migration, target: nil)
    switch operation.kind {
    case .createTableFromQuery(let name, let columns, let query, _, let onlyIfAbsent):
      createTable(name, columns: columns, query: query, onlyIfAbsent: onlyIfAbsent, into: &replayed)
    case .alterColumnType(let name, let column, let type, let using, let collation):
      alterType(of: column, in: name, to: type, using: using, collation: collation, into: &replayed)
    case .updateRows(let name, let alias, let assignments, let inputs, let conditions):
      update(
        name, alias: alias, assignments: assignments, inputs: inputs, conditions: conditions, into: &replayed)
    case .insertFromQuery(let name, let columns, let query):
      insert(into: name, columns: columns, query: query, replayed: &replayed)
    case .insertRows(let name, let columns, let rows, let isComplete):
      replayed.target = insertRows(into: name, columns: columns, rows: rows, isComplete: isComplete)
    case .deleteRows(let name, let alias, let inputs, let conditions):
      delete(from: name, alias: alias, inputs: inputs, conditions: conditions, into: &replayed)
    case .truncate(let name):
      let full = state.lookupName(name)
      if state.tables[full] != nil { state.tables[full]?.literalRows = [] }
      replayed.target = state.tables[full]?.table.id
    default:
      break
    }
    return replayed
  }

  private mutating func createTable(
    _ name: TableName, columns: [String], query: QueryShape?, onlyIfAbsent: Bool,
    into replayed: inout ReplayedOperation
  ) {
    let full = state.creationName(name)
    if let old = state.tables[full] {
      if !onlyIfAbsent { misfit("table-exists", "table \"\(full.display)\" exists already") }
      replayed.target = old.table.id
      return
    }
    var table = Table(id: newID("table", full), name: full, columns: [], location: current.location)
    replayed.target = table.id
    if let query {
      let resolved = QueryResolver(state: state).resolve(query)
      table.isPartial = !resolved.isComplete
      for (index, output) in resolved.outputs.enumerated() {
        let label = index < columns.count ? columns[index] : output.name ?? "?column?"
        let definition = ColumnDefinition(
          name: label, type: ValueTypes.settled(output.type, of: output.value) ?? ColumnType("unknown"),
          location: current.location)
        let column = Column(id: newID("column", full, label), definition: definition)
        table.columns.append(column)
        replayed.assignments.append(ResolvedAssignment(column: column.id, value: output.value))
      }
      note(resolved, in: &replayed)
      fill(full, table.columns.map(\.id), from: query, in: &replayed)
    } else {
      table.isPartial = true
    }
    state.tables[full] = TableState(
      table: table, literalRows: nil, isTemporary: current.makesTemporaryTable)
    if current.makesTemporaryTable { state.hasTemporaryTables = true }
  }

  private mutating func alterType(
    of column: String, in name: TableName, to type: ColumnType, using: Expression?, collation: String?,
    into replayed: inout ReplayedOperation
  ) {
    guard let full = existingTable(name), let index = existingColumn(column, in: full) else { return }
    assumeColumns(named: using.map { [$0] } ?? [], in: full, alias: full.name, isOnly: true)
    guard let found = state.tables[full] else { return }
    replayed.target = found.table.id
    if let using {
      let scope = NameScope(inputs: [QueryResolver.input(found, alias: full.name)])
      replayed.assignments = [
        ResolvedAssignment(column: found.table.columns[index].id, value: scope.resolve(using))
      ]
    }
    let resolvedType = resolved(type)
    if found.table.columns[index].type.isInlineEnumeration { dropLabels(of: column, in: full) }
    state.tables[full]?.table.columns[index].definition.type = resolvedType
    if resolvedType.listsLabels { settleLabels(of: column, in: full) }
    if let collation { state.tables[full]?.table.columns[index].definition.collation = collation }
  }

  private mutating func update(
    _ name: TableName, alias: String?, assignments: [Assignment], inputs: [QueryInput],
    conditions: [Expression],
    into replayed: inout ReplayedOperation
  ) {
    guard let full = existingTable(name) else { return }
    for assignment in assignments { _ = existingColumn(assignment.column, in: full) }
    assumeColumns(
      named: assignments.map(\.value) + conditions, in: full, alias: alias ?? full.name,
      isOnly: inputs.isEmpty)
    guard let found = state.tables[full] else { return }
    replayed.target = found.table.id
    let own = QueryResolver.input(found, alias: alias ?? full.name)
    var shape = QueryShape(inputs: inputs, outputs: [], conditions: [])
    shape.outputs = inputs.isEmpty ? [] : [.star(qualifier: nil, excluded: [])]
    let resolver = QueryResolver(state: state)
    let read = resolver.resolve(shape)
    let scope = NameScope(inputs: [own] + inputs.map { resolver.scopeInput(for: $0) })
    var mappings = MappingJoins(scope: scope)
    let rest = mappings.consume(conditions.flatMap(\.conjuncts))
    replayed.conditions = rest.map { mappings.apply(to: scope.resolve($0)) }
    replayed.sources = read.sources
    replayed.isRowForRow = inputs.count - mappings.count <= 1
    let others = OtherRows(of: found.table, scope: scope, conditions: conditions)
    for assignment in assignments {
      guard let column = found.table.column(named: assignment.column)?.id else { continue }
      var value = mappings.apply(to: scope.resolve(others.told(assignment.value, apartFrom: column)))
      if mappings.count > 0, case .caseWhen(let operand?, let branches, nil) = value,
        operand.bareColumn?.column == column
      {
        // A row without a partner in the mapping keeps its value.
        value = .caseWhen(
          operand: operand, branches: branches,
          otherwise: .column(ColumnReference(assignment.column, column: column)))
      }
      replayed.assignments.append(ResolvedAssignment(column: column, value: value))
    }
    state.tables[full]?.literalRows = nil
  }

  private mutating func insert(
    into name: TableName, columns: [String], query: QueryShape, replayed: inout ReplayedOperation
  ) {
    guard let full = existingTable(name), let table = state.tables[full]?.table else { return }
    replayed.target = table.id
    let resolved = QueryResolver(state: state).resolve(query)
    let names = columns.isEmpty ? table.columns.map(\.name) : columns
    var written: [ObjectID?] = []
    for (name, output) in zip(names, resolved.outputs) {
      guard let index = existingColumn(name, in: full),
        let column = state.tables[full]?.table.columns[index].id
      else {
        written.append(nil)
        continue
      }
      written.append(column)
      replayed.assignments.append(ResolvedAssignment(column: column, value: output.value))
    }
    note(resolved, in: &replayed)
    fill(full, written, from: query, in: &replayed)
    state.tables[full]?.literalRows = nil
  }

  private mutating func insertRows(
    into name: TableName, columns: [String], rows: [[Expression]], isComplete: Bool
  ) -> ObjectID? {
    let full = state.lookupName(name)
    guard let table = state.tables[full]?.table else { return nil }
    let names = columns.isEmpty ? table.columns.map(\.name) : columns
    guard isComplete, var known = state.tables[full]?.literalRows,
      known.count + rows.count <= TableState.rowLimit
    else {
      state.tables[full]?.literalRows = nil
      return table.id
    }
    for row in rows {
      known.append(Dictionary(zip(names, row), uniquingKeysWith: { first, _ in first }))
    }
    state.tables[full]?.literalRows = known
    return table.id
  }

  private mutating func delete(
    from name: TableName, alias: String?, inputs: [QueryInput], conditions: [Expression],
    into replayed: inout ReplayedOperation
  ) {
    guard let full = existingTable(name) else { return }
    assumeColumns(named: conditions, in: full, alias: alias ?? full.name, isOnly: inputs.isEmpty)
    guard let found = state.tables[full] else { return }
    replayed.target = found.table.id
    let resolver = QueryResolver(state: state)
    let scope = NameScope(
      inputs: [QueryResolver.input(found, alias: alias ?? full.name)]
        + inputs.map { resolver.scopeInput(for: $0) })
    replayed.conditions = conditions.flatMap(\.conjuncts).map(scope.resolve)
    state.tables[full]?.literalRows = nil
  }

  /// Columns that expressions name in a table that is only partly known.
  private mutating func assumeColumns(
    named expressions: [Expression], in table: TableName, alias: String, isOnly: Bool
  ) {
    guard state.tables[table]?.table.isPartial ?? false else { return }
    for reference in expressions.flatMap(\.columns) where reference.name != "*" {
      guard reference.qualifier.map({ $0 == alias }) ?? isOnly else { continue }
      _ = existingColumn(reference.name, in: table)
    }
  }

  /// Takes a set operation apart whose branches read different tables: each hands its own values on.
  private mutating func fill(
    _ table: TableName, _ columns: [ObjectID?], from query: QueryShape, in replayed: inout ReplayedOperation
  ) {
    let branches = QueryResolver(state: state).branches(of: query)
    for (place, branch) in branches.enumerated() {
      let resolved = QueryResolver(state: state).resolve(branch)
      var part = replayed
      if place > 0 { part.operation.kind = .insertFromQuery(table, columns: [], query: branch) }
      part.assignments = zip(columns, resolved.outputs).compactMap { column, output in
        column.map { ResolvedAssignment(column: $0, value: output.value) }
      }
      note(resolved, in: &part)
      if place == 0 { replayed = part } else { furtherParts.append(part) }
    }
  }

  private func note(_ resolved: ResolvedQuery, in replayed: inout ReplayedOperation) {
    replayed.conditions = resolved.conditions
    replayed.sources = resolved.sources
    replayed.isRowForRow = resolved.isRowForRow
  }
}
