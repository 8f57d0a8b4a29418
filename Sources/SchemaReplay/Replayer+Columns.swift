import Domain

extension Replayer {
  /// Adds, drops, renames and alters columns.
  mutating func applyColumnOperation(_ kind: OperationKind) -> ObjectID? {
    switch kind {
    case .addColumn(let name, let definition, let constraints, let position, let onlyIfAbsent):
      return addColumn(
        definition, constraints: constraints, to: name, at: position, onlyIfAbsent: onlyIfAbsent)
    case .dropColumn(let name, let column, let onlyIfPresent, let cascade):
      return dropColumn(column, of: name, onlyIfPresent: onlyIfPresent, cascade: cascade)
    case .renameColumn(let name, let column, let new):
      return renameColumn(column, of: name, to: new)
    case .setNullability(let name, let column, let isNullable):
      return alter(column, of: name) { $0.isNullable = isNullable }
    case .setDefault(let name, let column, let value, let text):
      return alter(column, of: name) {
        $0.defaultValue = value
        $0.defaultText = text
      }
    case .setGeneration(let name, let column, let generation):
      return alter(column, of: name) { $0.generation = generation }
    case .redefineColumn(let name, let column, var definition, let constraints):
      definition.type = resolved(definition.type)
      if definition.name != column { _ = renameColumn(column, of: name, to: definition.name) }
      let id = alter(definition.name, of: name) { $0 = definition }
      if let full = existingTable(name) {
        dropLabels(of: definition.name, in: full)
        if state.tables[full]?.table.primaryKey.contains(definition.name) ?? false {
          _ = alter(definition.name, of: name) { $0.isNullable = false }
        }
        for constraint in constraints { add(constraint, to: full) }
        if definition.type.listsLabels { settleLabels(of: definition.name, in: full) }
      }
      return id
    default:
      return nil
    }
  }

  /// The labels that a column's former type listed.
  mutating func dropLabels(of column: String, in table: TableName) {
    state.tables[table]?.table.constraints.removeAll {
      $0.name?.hasPrefix(Constraint.labelPrefix) ?? false && $0.ownColumns == [column]
    }
  }

  private mutating func addColumn(
    _ definition: ColumnDefinition, constraints: [Constraint], to name: TableName,
    at position: ColumnPosition,
    onlyIfAbsent: Bool
  ) -> ObjectID? {
    guard let full = existingTable(name), let id = state.tables[full]?.table.id else { return nil }
    if state.tables[full]?.index(of: definition.name) != nil {
      if !onlyIfAbsent {
        misfit("column-exists", "table \"\(full.display)\" has a column \"\(definition.name)\" already")
      }
      return id
    }
    var definition = definition
    definition.type = resolved(definition.type)
    let column = Column(id: newID("column", full, definition.name), definition: definition)
    // In place: to hold the table beside it would copy its columns.
    state.tables[full]?.insert(column, at: position)
    for constraint in constraints { add(constraint, to: full) }
    if definition.type.listsLabels { settleLabels(of: definition.name, in: full) }
    return id
  }

  private mutating func dropColumn(
    _ column: String, of name: TableName, onlyIfPresent: Bool, cascade: Bool
  ) -> ObjectID? {
    guard let full = existingTable(name),
      let index = existingColumn(column, in: full, onlyIfPresent: onlyIfPresent),
      let dropped = state.tables[full]?.table.columns[index]
    else { return nil }
    state.tables[full]?.table.columns.remove(at: index)
    noteGone(column, of: full)
    state.tables[full]?.table.constraints.removeAll { $0.ownColumns.contains(column) }
    let lost = state.tables[full]?.table.indexes.filter { $0.columns.contains(column) } ?? []
    for index in lost { state.indexTables[TableName(schema: full.schema, index.name)] = nil }
    state.tables[full]?.table.indexes.removeAll { $0.columns.contains(column) }
    if cascade { removeViews(reading: [dropped.id]) }
    return state.tables[full]?.table.id
  }

  private mutating func renameColumn(_ column: String, of name: TableName, to new: String) -> ObjectID? {
    if let view = state.views[state.lookupName(name)] {
      return renameViewColumn(column, of: view, to: new)
    }
    guard let full = existingTable(name), let index = existingColumn(column, in: full),
      let id = state.tables[full]?.table.id
    else { return nil }
    guard new == column || state.tables[full]?.index(of: new) == nil else {
      misfit("column-exists", "table \"\(full.display)\" has a column \"\(new)\" already")
      return id
    }
    state.tables[full]?.renameColumn(at: index, to: new)
    noteGone(column, of: full)
    for other in state.keyHolders[full] ?? [] {
      let constraints = state.tables[other]?.table.constraints ?? []
      state.tables[other]?.table.constraints = constraints.map {
        $0.renamingTargetColumn(column, of: full, to: new)
      }
    }
    return id
  }

  /// Changes one column in place.
  mutating func alter(
    _ column: String, of name: TableName, _ change: (inout ColumnDefinition) -> Void
  ) -> ObjectID? {
    guard let full = existingTable(name), let index = existingColumn(column, in: full) else { return nil }
    if var definition = state.tables[full]?.table.columns[index].definition {
      change(&definition)
      state.tables[full]?.table.columns[index].definition = definition
    }
    return state.tables[full]?.table.id
  }
}

extension Constraint {
  /// The constraint with a column of the table that it references renamed.
  fileprivate func renamingTargetColumn(_ old: String, of table: TableName, to new: String) -> Constraint {
    guard case .foreignKey(let columns, let target, let targets, let onDelete) = kind, target == table else {
      return self
    }
    var copy = self
    copy.kind = .foreignKey(
      columns, references: target, columns: targets.map { $0 == old ? new : $0 }, onDelete: onDelete)
    return copy
  }
}
