import Domain

/// Writes down, as operations, how one model's place in the database becomes another.
struct LayoutWriter {
  /// What was written so far.
  var operations: [Operation] = []
  /// Where the migration says so.
  var location: SourceLocation
  /// Whether foreign keys that now name another table or column only follow a rename.
  var followsReferences = false

  /// A writer for one operation of a migration.
  init(at location: SourceLocation) {
    self.location = location
  }

  /// Writes one operation.
  mutating func emit(_ kind: OperationKind) {
    operations.append(Operation(kind, location: location))
  }

  /// Writes what turns one layout into the other; columns and join tables are matched by field name.
  mutating func change(from old: ModelLayout, to new: ModelLayout) {
    switch (old.table, new.table) {
    case (nil, nil): return
    case (nil, let table?): create(new, table)
    case (let table?, nil): drop(old, table)
    case (let before?, let after?):
      rename(before, to: after)
      changeColumns(from: old, to: new, after)
      changeJoins(from: old, to: new)
    }
  }

  // Tables.

  private mutating func create(_ layout: ModelLayout, _ table: TableName) {
    var constraints: [Constraint] = []
    let key = layout.columns.filter(\.isPrimaryKey).map(\.definition.name)
    if !key.isEmpty { constraints.append(Constraint(kind: .primaryKey(key), location: location)) }
    for column in layout.columns { constraints += self.constraints(of: column) }
    emit(
      .createTable(
        TableDefinition(name: table, columns: layout.columns.map(\.definition), constraints: constraints)))
    for column in layout.columns { addIndex(of: column, table) }
    for join in layout.joins { create(join) }
  }

  private mutating func drop(_ layout: ModelLayout, _ table: TableName) {
    for join in layout.joins { emit(.dropTable(join.name, onlyIfPresent: false, cascade: true)) }
    emit(.dropTable(table, onlyIfPresent: false, cascade: true))
  }

  private mutating func rename(_ table: TableName, to new: TableName) {
    guard table != new else { return }
    var current = table
    if let schema = new.schema, schema != table.schema {
      emit(.setTableSchema(table, schema: schema))
      current.schema = schema
    }
    if current.name != new.name { emit(.renameTable(current, to: new)) }
  }

  // Join tables.

  private mutating func create(_ join: ModelLayout.JoinTable) {
    var constraints = [Constraint(kind: .primaryKey(["id"]), location: location)]
    let sides = Array(join.columns.dropFirst().prefix(2))
    for side in sides.indices { constraints += foreignKey(join, side) }
    let names = sides.map(\.name)
    constraints.append(
      Constraint(
        name: DjangoNames.index(table: join.name.name, columns: names, suffix: "_uniq"), kind: .unique(names),
        location: location))
    emit(.createTable(TableDefinition(name: join.name, columns: join.columns, constraints: constraints)))
  }

  private mutating func changeJoins(from old: ModelLayout, to new: ModelLayout) {
    for join in old.joins where !new.joins.contains(where: { $0.field == join.field }) {
      emit(.dropTable(join.name, onlyIfPresent: false, cascade: true))
    }
    for join in new.joins {
      guard let before = old.joins.first(where: { $0.field == join.field }) else {
        create(join)
        continue
      }
      rename(before.name, to: join.name)
      let isMoved = !followsReferences && before.references != join.references
      if isMoved { dropReferences(of: before, where: join) }
      for (column, other) in zip(before.columns, join.columns) {
        if column.name != other.name { emit(.renameColumn(join.name, column: column.name, to: other.name)) }
        if column.type != other.type {
          emit(
            .alterColumnType(join.name, column: other.name, type: other.type, using: nil, collation: nil))
        }
      }
      if isMoved { addReferences(of: join, where: before) }
    }
  }

  /// The foreign key of a side, 0 for the own model's.
  private func foreignKey(_ join: ModelLayout.JoinTable, _ side: Int) -> [Constraint] {
    let sides = Array(join.columns.dropFirst().prefix(2))
    guard sides.indices.contains(side), join.references.indices.contains(side) else { return [] }
    let reference = join.references[side]
    return [
      Constraint(
        name: join.referenceNames.indices.contains(side) ? join.referenceNames[side] : nil,
        kind: .foreignKey([sides[side].name], references: reference.table, columns: [reference.column]),
        location: location)
    ]
  }

  /// Drops the foreign keys of a table of pairs that point elsewhere from now on.
  private mutating func dropReferences(of old: ModelLayout.JoinTable, where new: ModelLayout.JoinTable) {
    for (side, name) in old.referenceNames.enumerated() where Self.isMoved(side, old, new) {
      emit(.dropConstraint(new.name, name: name, onlyIfPresent: true, cascade: false))
    }
  }

  /// Adds the foreign keys of a table of pairs that pointed elsewhere before.
  private mutating func addReferences(of new: ModelLayout.JoinTable, where old: ModelLayout.JoinTable) {
    for side in new.references.indices where Self.isMoved(side, old, new) {
      for constraint in foreignKey(new, side) {
        emit(.addConstraint(new.name, constraint, usingIndex: nil))
      }
    }
  }

  private static func isMoved(_ side: Int, _ old: ModelLayout.JoinTable, _ new: ModelLayout.JoinTable) -> Bool
  {
    old.references.indices.contains(side) && new.references.indices.contains(side)
      && old.references[side] != new.references[side]
  }
}
