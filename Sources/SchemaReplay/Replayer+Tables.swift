import Domain

extension Replayer {
  /// Creates, drops, renames and moves tables.
  mutating func applyTableOperation(_ kind: OperationKind) -> ObjectID? {
    switch kind {
    case .createTable(let definition):
      return createTable(definition)
    case .dropTable(let name, let onlyIfPresent, let cascade):
      return dropTable(name, onlyIfPresent: onlyIfPresent, cascade: cascade)
    case .renameTable(let name, let new):
      return rename(name, to: new)
    case .setTableSchema(let name, let schema):
      return rename(name, to: TableName(schema: schema, name.name))
    case .setPartition(let name, let parent, let attached):
      guard let full = existingTable(name) else { return nil }
      let parentName = state.lookupName(parent)
      state.tables[full]?.table.parent = attached ? parentName : nil
      state.tables[full]?.parents.removeAll { $0 == parentName }
      if attached { attach(full, to: parentName) }
      return state.tables[full]?.table.id
    default:
      return nil
    }
  }

  /// A partition gets the keys of its parent that it does not have.
  private mutating func attach(_ table: TableName, to parent: TableName) {
    state.tables[table]?.parents.append(parent)
    state.parentNames.insert(parent)
    for var key in (state.tables[parent]?.table.constraints ?? []).filter(\.isKey) {
      let isThere = state.tables[table]?.table.constraints.contains { $0.kind == key.kind } ?? true
      key.name = nil
      if !isThere { add(key, to: table) }
    }
  }

  private mutating func createTable(_ definition: TableDefinition) -> ObjectID? {
    let name = state.creationName(definition.name)
    if let old = state.tables[name] {
      guard !definition.onlyIfAbsent else {
        complete(old, by: definition)
        return old.table.id
      }
      misfit("table-exists", "table \"\(name.display)\" exists already")
      guard old.table.isPartial, assumed.contains(where: { $0.table.name == name }) else {
        return old.table.id
      }
      return define(definition, over: old, named: name)
    }
    return define(definition, named: name)
  }

  /// `CREATE TABLE IF NOT EXISTS` of a table that is known only from what alters it says which columns it had by then.
  private mutating func complete(_ old: TableState, by definition: TableDefinition) {
    let name = old.table.name
    guard old.table.isPartial, assumed.contains(where: { $0.table.id == old.table.id && $0.column == nil })
    else { return }
    let keys = definition.constraints.flatMap { constraint in
      if case .primaryKey(let columns) = constraint.kind { columns } else { [String]() }
    }
    for var column in definition.columns {
      column.type = resolved(column.type)
      if keys.contains(column.name) { column.isNullable = false }
      guard let index = existingColumn(column.name, in: name),
        state.tables[name]?.table.columns[index].definition.type.name == "unknown"
      else { continue }
      state.tables[name]?.table.columns[index].definition = column
    }
  }

  /// Defines a table that was assumed because a migration before this one alters it: numbered wrongly or late, that one
  /// ran after this on the databases that there are. What it did stands.
  private mutating func define(_ definition: TableDefinition, over old: TableState, named name: TableName)
    -> ObjectID
  {
    let met = assumed.filter { $0.table.id == old.table.id }
    state.tables[name] = nil
    assumed.removeAll { $0.table.name == name }
    let id = define(definition, named: name)
    carry(old, met, into: name)
    return id
  }

  /// Does to a table what was done to the one that was assumed in its place.
  private mutating func carry(_ old: TableState, _ met: [AssumedObject], into name: TableName) {
    for case let column? in met.map(\.column) {
      let now = old.table.columns.first { $0.id == column.id }
      guard now?.name != column.name, let index = state.tables[name]?.index(of: column.name) else { continue }
      if let now {
        state.tables[name]?.renameColumn(at: index, to: now.name)
      } else {
        state.tables[name]?.removeColumn(at: index)
      }
    }
    for column in old.table.columns {
      guard let index = state.tables[name]?.index(of: column.name) else {
        state.tables[name]?.table.columns.append(column)
        continue
      }
      guard column.definition.type.name == "unknown" else {
        state.tables[name]?.table.columns[index].definition = column.definition
        continue
      }
      if !column.isNullable { state.tables[name]?.table.columns[index].definition.isNullable = false }
    }
    for constraint in old.table.constraints { state.tables[name]?.table.constraints.append(constraint) }
    state.tables[name]?.table.indexes += old.table.indexes
  }

  private mutating func define(_ definition: TableDefinition, named name: TableName) -> ObjectID {
    let id = newID("table", name)
    var table = Table(id: id, name: name, columns: [], location: current.location)
    table.parent = definition.partitionOf.map(state.lookupName)
    for position in 0...definition.columns.count {
      for copy in definition.copiedFrom where copy.position == position {
        copyColumns(of: copy, into: &table)
      }
      if position < definition.columns.count { add(definition.columns[position], to: &table) }
    }
    var found = TableState(table: table, isTemporary: definition.isTemporary)
    found.parents = (definition.inherits + (definition.partitionOf.map { [$0] } ?? [])).map(state.lookupName)
    state.tables[name] = found
    if found.isTemporary { state.hasTemporaryTables = true }
    state.parentNames.formUnion(found.parents)
    for constraint in definition.constraints { add(constraint, to: name) }
    for column in definition.columns where column.type.listsLabels { settleLabels(of: column.name, in: name) }
    return id
  }

  /// LIKE, INHERITS and PARTITION OF: columns get identities of their own.
  private mutating func copyColumns(of copy: TableCopy, into table: inout Table) {
    guard let source = state.tables[state.lookupName(copy.table)]?.table else {
      table.isPartial = true
      misfit(
        "table-not-created", "columns of \"\(copy.table.display)\" are copied, but no migration creates it")
      return
    }
    if source.isPartial { table.isPartial = true }
    for column in source.columns {
      var definition = column.definition
      definition.location = current.location
      if !copy.includesConstraints {
        definition.defaultValue = nil
        definition.defaultText = nil
        definition.generation = nil
      }
      add(definition, to: &table)
    }
    for var constraint in source.constraints
    where constraint.isCheck ? copy.includesConstraints : constraint.isKey && copy.includesKeys {
      constraint.name = nil
      constraint.name = ConstraintNaming.name(for: constraint.kind, table: table)
      table.constraints.append(constraint)
    }
  }

  /// Adds a column, or merges it into an inherited one of the same name.
  mutating func add(_ definition: ColumnDefinition, to table: inout Table) {
    var definition = definition
    definition.type = resolved(definition.type)
    if let index = table.columns.firstIndex(where: { $0.name == definition.name }) {
      table.columns[index].definition = definition
    } else {
      let id = newID("column", table.name, definition.name)
      table.columns.append(Column(id: id, definition: definition))
    }
  }

  private mutating func dropTable(_ name: TableName, onlyIfPresent: Bool, cascade: Bool) -> ObjectID? {
    let full = state.lookupName(name)
    if state.tables[full] == nil, state.views[full] != nil {
      return applyViewOperation(.dropView(name, onlyIfPresent: onlyIfPresent, cascade: cascade))
    }
    guard let full = existingTable(name, onlyIfPresent: onlyIfPresent), let table = state.tables[full]?.table
    else { return nil }
    remove(full, cascade: cascade)
    return table.id
  }

  /// Takes a table away, with its indexes, the keys that point at it and, with cascade, the views that read it.
  mutating func remove(_ name: TableName, cascade: Bool) {
    guard let table = state.tables[name]?.table else { return }
    state.tables[name] = nil
    for index in table.indexes {
      state.indexTables[TableName(schema: name.schema, index.name)] = nil
    }
    for other in state.keyHolders.removeValue(forKey: name) ?? [] {
      state.tables[other]?.table.constraints.removeAll { $0.references(name) }
    }
    let children = children(of: name)
    for child in children { remove(child, cascade: cascade) }
    if cascade { removeViews(reading: [table.id] + table.columns.map(\.id)) }
  }

  /// Renames a table or view, and what refers to it by name.
  private mutating func rename(_ name: TableName, to new: TableName) -> ObjectID? {
    let full = state.lookupName(name)
    let target = TableName(schema: new.schema ?? full.schema, new.name)
    if var view = state.views[full] {
      state.views[full] = nil
      view.name = target
      state.views[target] = view
      return view.id
    }
    if let type = state.types[full], state.tables[full] == nil {
      renameType(full, to: target)
      return type.id
    }
    if state.tables[full] == nil, state.tables[target] != nil {
      // It has the new name by now, as where a handler of errors renames once more.
      misfit("table-not-created", "table \"\(full.display)\" is renamed, but no migration creates it")
      return nil
    }
    guard let full = existingTable(name), var moved = state.tables[full] else { return nil }
    var early: (table: TableState, met: [AssumedObject])?
    if let other = state.tables[target], target != full {
      misfit("table-exists", "table \"\(target.display)\" exists already")
      guard other.table.isPartial, assumed.contains(where: { $0.table.name == target }) else {
        return moved.table.id
      }
      // A migration before this one, numbered wrongly or edited since, alters it under the name that it gets here.
      early = (other, assumed.filter { $0.table.id == other.table.id })
      assumed.removeAll { $0.table.name == target }
    }
    state.tables[full] = nil
    moved.table.name = target
    state.tables[target] = moved
    if state.parentNames.contains(full) { renameParent(full, to: target) }
    renameInKeys(full, to: target)
    for index in moved.table.indexes {
      state.indexTables[TableName(schema: full.schema, index.name)] = nil
      state.indexTables[TableName(schema: target.schema, index.name)] = target
    }
    if let early { carry(early.table, early.met, into: target) }
    return moved.table.id
  }

  private mutating func renameParent(_ old: TableName, to new: TableName) {
    state.parentNames.insert(new)
    for (other, found) in state.tables {
      if found.table.parent == old { state.tables[other]?.table.parent = new }
      if found.parents.contains(old) {
        state.tables[other]?.parents = found.parents.map { $0 == old ? new : $0 }
      }
    }
  }

  /// Foreign keys follow a table that has its new name already: those to it, and those that it has.
  private mutating func renameInKeys(_ old: TableName, to new: TableName) {
    for case .foreignKey(_, let target, _, _) in (state.tables[new]?.table.constraints ?? []).map(\.kind) {
      state.keyHolders[target, default: []].insert(new)
    }
    for holder in state.keyHolders.removeValue(forKey: old) ?? [] {
      state.keyHolders[new, default: []].insert(holder)
      let constraints = state.tables[holder]?.table.constraints ?? []
      state.tables[holder]?.table.constraints = constraints.map { $0.retargeted(from: old, to: new) }
    }
  }
}

extension Constraint {
  /// Whether it is a check.
  fileprivate var isCheck: Bool {
    if case .check = kind { true } else { false }
  }

  /// Whether it is a primary key or unique.
  fileprivate var isKey: Bool {
    switch kind {
    case .primaryKey, .unique: true
    case .foreignKey, .check, .other: false
    }
  }

  /// Whether it is a foreign key to this table.
  func references(_ table: TableName) -> Bool {
    if case .foreignKey(_, let target, _, _) = kind { target == table } else { false }
  }

  /// The constraint with its foreign key following a renamed table.
  func retargeted(from old: TableName, to new: TableName) -> Constraint {
    guard case .foreignKey(let columns, let target, let targetColumns, let onDelete) = kind, target == old
    else {
      return self
    }
    var copy = self
    copy.kind = .foreignKey(columns, references: new, columns: targetColumns, onDelete: onDelete)
    return copy
  }
}
