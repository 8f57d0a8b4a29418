import Domain

extension Replayer {
  /// Adds, drops and renames constraints and indexes.
  mutating func applyConstraintOperation(_ kind: OperationKind) -> ObjectID? {
    switch kind {
    case .addConstraint(let name, let constraint, let usingIndex):
      guard let full = existingTable(name) else { return nil }
      add(withColumns(ofIndex: usingIndex, constraint, in: full), to: full)
      if let usingIndex { removeIndex(usingIndex, of: full) }
      return state.tables[full]?.table.id
    case .dropConstraint(let name, let constraint, let onlyIfPresent, _):
      return dropConstraint(constraint, of: name, onlyIfPresent: onlyIfPresent)
    case .dropPrimaryKey(let name):
      guard let full = existingTable(name) else { return nil }
      state.tables[full]?.table.constraints.removeAll { $0.isPrimaryKey }
      return state.tables[full]?.table.id
    case .renameConstraint(let name, let old, let new):
      guard let full = existingTable(name) else { return nil }
      if let index = state.tables[full]?.table.constraints.firstIndex(where: { $0.name == old }) {
        state.tables[full]?.table.constraints[index].name = new
      }
      return state.tables[full]?.table.id
    case .createIndex(let name, let index, let predicate):
      return createIndex(index, on: name, predicate: predicate)
    case .dropIndex(let name, let table):
      let full = table.map(state.lookupName) ?? indexTable(name)
      guard let full else { return nil }
      removeIndex(name.name, of: full)
      // Where an index is dropped from its table, the key of that name is the index.
      if table != nil {
        state.tables[full]?.table.constraints.removeAll { $0.isUnique && $0.name == name.name }
      }
      return state.tables[full]?.table.id
    case .renameIndex(let name, let new):
      return renameIndex(name, to: new)
    default:
      return nil
    }
  }

  /// Adds a constraint, its name made up where it has none; primary key columns become NOT NULL.
  mutating func add(_ constraint: Constraint, to name: TableName) {
    guard state.tables[name] != nil else { return }
    var constraint = constraint
    if case .foreignKey(let columns, let target, var targets, let onDelete) = constraint.kind {
      let full = state.lookupName(target)
      if targets.isEmpty { targets = state.tables[full]?.table.primaryKey ?? [] }
      constraint.kind = .foreignKey(columns, references: full, columns: targets, onDelete: onDelete)
      state.keyHolders[full, default: []].insert(name)
    }
    if constraint.name == nil {
      constraint.name = state.tables[name].map {
        ConstraintNaming.name(for: constraint.kind, table: $0.table)
      }
    }
    if case .primaryKey(let columns) = constraint.kind {
      for column in columns {
        if let index = existingColumn(column, in: name) {
          state.tables[name]?.table.columns[index].definition.isNullable = false
        }
      }
    }
    state.tables[name]?.table.constraints.append(constraint)
    guard constraint.reachesPartitions else { return }
    for child in children(of: name) where state.tables[child]?.table.parent == name {
      var own = constraint
      own.name = nil
      add(own, to: child)
    }
  }

  private func withColumns(ofIndex name: String?, _ constraint: Constraint, in table: TableName) -> Constraint
  {
    guard let name, let index = state.tables[table]?.table.indexes.first(where: { $0.name == name }) else {
      return constraint
    }
    var copy = constraint
    switch constraint.kind {
    case .primaryKey: copy.kind = .primaryKey(index.columns)
    case .unique: copy.kind = .unique(index.columns)
    case .foreignKey, .check, .other: break
    }
    if copy.name == nil { copy.name = name }
    return copy
  }

  private mutating func dropConstraint(_ constraint: String, of name: TableName, onlyIfPresent: Bool)
    -> ObjectID?
  {
    guard let full = existingTable(name, onlyIfPresent: onlyIfPresent), let table = state.tables[full]?.table
    else { return nil }
    if let dropped = table.constraints.first(where: { $0.name == constraint }) {
      state.tables[full]?.table.constraints.removeAll { $0.name == constraint }
      if case .primaryKey = dropped.kind { return table.id }
    } else if !onlyIfPresent, !table.isPartial {
      misfit(
        "constraint-not-found", "table \"\(full.display)\" has no constraint \"\(constraint)\" at this point")
    }
    return table.id
  }

  private mutating func createIndex(_ index: Index, on name: TableName, predicate: Expression?) -> ObjectID? {
    if let view = state.views[state.lookupName(name)] { return view.id }
    guard let full = existingTable(name), let id = state.tables[full]?.table.id else { return nil }
    let isThere =
      !index.name.isEmpty
      && state.tables[full]?.table.indexes.contains { $0.name == index.name } ?? false
    if isThere { return id }
    var index = index
    if index.name.isEmpty {
      index.name = full.name + "_" + index.columns.joined(separator: "_") + "_idx"
    }
    state.tables[full]?.table.indexes.append(index)
    state.indexTables[TableName(schema: full.schema, index.name)] = full
    return id
  }

  private func indexTable(_ name: TableName) -> TableName? {
    for schema in [name.schema].compactMap({ $0 }) + state.searchPath
      + [state.defaultSchema].compactMap({ $0 })
    {
      if let table = state.indexTables[TableName(schema: schema, name.name)] { return table }
    }
    return state.indexTables[name]
  }

  private mutating func removeIndex(_ name: String, of table: TableName) {
    state.tables[table]?.table.indexes.removeAll { $0.name == name }
    state.indexTables[TableName(schema: table.schema, name)] = nil
  }

  private mutating func renameIndex(_ name: TableName, to new: String) -> ObjectID? {
    guard let full = indexTable(name),
      let place = state.tables[full]?.table.indexes.firstIndex(where: { $0.name == name.name })
    else {
      return renameConstraintIndex(name, to: new)
    }
    state.tables[full]?.table.indexes[place].name = new
    state.indexTables[TableName(schema: full.schema, name.name)] = nil
    state.indexTables[TableName(schema: full.schema, new)] = full
    return state.tables[full]?.table.id
  }

  /// The index of a key carries the key's name: renaming one renames the other.
  private mutating func renameConstraintIndex(_ name: TableName, to new: String) -> ObjectID? {
    for table in state.tables.keys.sorted() {
      guard name.schema == nil || table.schema == name.schema,
        let place = state.tables[table]?.table.constraints.firstIndex(where: { $0.name == name.name })
      else { continue }
      state.tables[table]?.table.constraints[place].name = new
      return state.tables[table]?.table.id
    }
    return nil
  }
}

extension Constraint {
  /// Whether partitions get it too when their parent does.
  fileprivate var reachesPartitions: Bool {
    switch kind {
    case .primaryKey, .unique, .foreignKey: true
    case .check, .other: false
    }
  }

  /// Whether it is unique.
  fileprivate var isUnique: Bool {
    if case .unique = kind { true } else { false }
  }

  /// Whether it is the primary key.
  fileprivate var isPrimaryKey: Bool {
    if case .primaryKey = kind { true } else { false }
  }
}
