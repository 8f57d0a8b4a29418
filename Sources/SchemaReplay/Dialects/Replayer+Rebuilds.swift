import Domain

extension Replayer {
  /// Applies a rebuild as the change of the table that it means; gives what was done, one operation after another.
  mutating func apply(
    _ rebuild: TableRebuild, _ operation: Operation, of migration: String
  ) -> [ReplayedOperation]? {
    guard let full = existingTableOrNone(rebuild.table), let old = state.tables[full]?.table, !old.isPartial
    else { return nil }
    let steps = RebuildSteps(rebuild, old: old, name: full, state: state)
    guard var kinds = steps.kinds else { return nil }
    if let kept = rebuild.kept { kinds.insert(Self.copy(of: full, as: kept), at: 0) }
    var trail: [ReplayedOperation] = []
    for kind in kinds {
      var own = operation
      own.kind = kind
      trail += applyOne(own, of: migration)
    }
    settle(full, as: rebuild.definition)
    return trail
  }

  /// `CREATE TABLE kept AS SELECT * FROM table`.
  private static func copy(of table: TableName, as kept: TableName) -> OperationKind {
    let whole = QueryShape(
      inputs: [QueryInput(.table(table), alias: table.name)], outputs: [.star(qualifier: nil, excluded: [])])
    return .createTableFromQuery(kept, columns: [], query: whole, withData: true, onlyIfAbsent: false)
  }

  private func existingTableOrNone(_ name: TableName) -> TableName? {
    let full = state.lookupName(name)
    return state.tables[full] == nil ? nil : full
  }

  /// Gives the table the order of columns, the keys and the place of its new definition.
  private mutating func settle(_ name: TableName, as definition: TableDefinition) {
    guard var table = state.tables[name]?.table else { return }
    let order = definition.columns.map(\.name)
    table.columns.sort { left, right in
      (order.firstIndex(of: left.name) ?? Int.max) < (order.firstIndex(of: right.name) ?? Int.max)
    }
    for index in table.indexes { state.indexTables[TableName(schema: name.schema, index.name)] = nil }
    table.indexes = []
    table.constraints = []
    state.tables[name]?.table = table
    for constraint in definition.constraints { add(constraint, to: name) }
  }
}

/// The changes that a rebuild comes to.
private struct RebuildSteps {
  /// The operations in order; nil when the copy does not say what became of the columns.
  let kinds: [OperationKind]?

  init(_ rebuild: TableRebuild, old: Table, name: TableName, state: SchemaState) {
    let resolved = QueryResolver(state: state).resolve(rebuild.query)
    let columns = rebuild.definition.columns
    let filled = rebuild.columns.isEmpty ? columns.map(\.name) : rebuild.columns
    guard filled.count == resolved.outputs.count else {
      kinds = nil
      return
    }
    var values: [String: Expression] = [:]
    for (column, output) in zip(filled, resolved.outputs) {
      let own = columns.first { NameSpelling.equal($0.name, column) }?.name ?? column
      values[own] = output.value
    }
    var keys: Set<String> = []
    for constraint in rebuild.definition.constraints {
      if case .primaryKey(let names) = constraint.kind { keys.formUnion(names) }
    }
    kinds = Self.plan(columns, values, old, name, resolved.conditions, keys)
  }

  private static func plan(
    _ columns: [ColumnDefinition], _ values: [String: Expression], _ old: Table, _ name: TableName,
    _ conditions: [Expression], _ keys: Set<String>
  ) -> [OperationKind] {
    let sources = pairs(columns, values, old)
    let kept = Set(sources.values)
    let lost = old.columns.filter { !kept.contains($0.name) }
    var kinds: [OperationKind] =
      conditions.isEmpty
      ? []
      : [
        .deleteRows(
          name, alias: nil, inputs: [],
          conditions: [
            .call("not", [.call("and", conditions)])
          ])
      ]
    let names = Set(old.columns.map(\.name))
    let added = columns.filter { sources[$0.name] == nil }
    for column in added where !names.contains(column.name) {
      kinds.append(.addColumn(name, column, constraints: [], position: .last, onlyIfAbsent: false))
    }
    var assignments: [Assignment] = []
    for column in columns {
      guard let value = values[column.name], value.bareColumn == nil, value.withoutCasts != .literal(.null)
      else {
        continue
      }
      if let source = sources[column.name] {
        assignments.append(Assignment(column: source, value: value))
      } else if !names.contains(column.name) {
        assignments.append(Assignment(column: column.name, value: value))
      }
    }
    if !assignments.isEmpty {
      kinds.append(.updateRows(name, alias: nil, assignments: assignments, inputs: [], conditions: []))
    }
    for column in lost {
      kinds.append(.dropColumn(name, column: column.name, onlyIfPresent: false, cascade: false))
    }
    kinds += renames(columns, sources, name)
    for column in added where names.contains(column.name) {
      kinds.append(.addColumn(name, column, constraints: [], position: .last, onlyIfAbsent: false))
    }
    for column in columns {
      guard let source = sources[column.name], let before = old.column(named: source)?.definition,
        !isSame(before, column, isKey: keys.contains(column.name))
      else { continue }
      kinds.append(.redefineColumn(name, column: column.name, column, constraints: []))
    }
    return kinds
  }

  /// The old column that each new one is: the one that is copied, or the one of its name if it is remade from it.
  private static func pairs(
    _ columns: [ColumnDefinition], _ values: [String: Expression], _ old: Table
  ) -> [String: String] {
    var pairs: [String: String] = [:]
    var taken: Set<String> = []
    // A column copied twice is the one that keeps its name.
    for column in columns {
      guard let value = values[column.name]?.bareColumn, value.name == column.name,
        old.column(named: value.name) != nil
      else { continue }
      pairs[column.name] = value.name
      taken.insert(value.name)
    }
    for column in columns where pairs[column.name] == nil {
      guard let value = values[column.name]?.bareColumn,
        let source = old.columns.first(where: { $0.id == value.column }),
        taken.insert(source.name).inserted
      else { continue }
      pairs[column.name] = source.name
    }
    for column in columns where pairs[column.name] == nil {
      guard let value = values[column.name], value.columns.contains(where: { $0.name == column.name }),
        old.column(named: column.name) != nil, taken.insert(column.name).inserted
      else { continue }
      pairs[column.name] = column.name
    }
    return pairs
  }

  /// Renames, by way of names of no column where two columns change places.
  private static func renames(
    _ columns: [ColumnDefinition], _ sources: [String: String], _ name: TableName
  ) -> [OperationKind] {
    let moved = columns.compactMap { column in
      sources[column.name].flatMap { $0 == column.name ? nil : (from: $0, to: column.name) }
    }
    let from = Set(moved.map(\.from))
    var first: [OperationKind] = []
    var second: [OperationKind] = []
    for pair in moved {
      guard from.contains(pair.to) else {
        second.append(.renameColumn(name, column: pair.from, to: pair.to))
        continue
      }
      let between = "rebuilt " + pair.to
      first.append(.renameColumn(name, column: pair.from, to: between))
      second.append(.renameColumn(name, column: between, to: pair.to))
    }
    return first + second
  }

  private static func isSame(_ old: ColumnDefinition, _ new: ColumnDefinition, isKey: Bool) -> Bool {
    var moved = old
    moved.location = new.location
    moved.name = new.name
    // Key columns are made NOT NULL by replay.
    if isKey { moved.isNullable = new.isNullable }
    return moved == new
  }
}
