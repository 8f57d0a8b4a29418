import Domain

extension LayoutWriter {
  /// Writes the changes of a table's columns, in Django's order: what goes, what changes, what comes.
  mutating func changeColumns(from old: ModelLayout, to new: ModelLayout, _ table: TableName) {
    let kept = Set(new.columns.map(\.field))
    for column in old.columns where !kept.contains(column.field) {
      emit(.dropColumn(table, column: column.definition.name, onlyIfPresent: false, cascade: true))
    }
    let before = Dictionary(old.columns.map { ($0.field, $0) }, uniquingKeysWith: { first, _ in first })
    for column in new.columns {
      if let earlier = before[column.field] { change(earlier, to: column, table) }
    }
    changeKey(from: old, to: new, table)
    for column in new.columns where before[column.field] == nil { add(column, table) }
  }

  /// The constraints of a column but the primary key.
  func constraints(of column: ModelLayout.Column) -> [Constraint] {
    [unique(column), foreignKey(column), choices(column)].compactMap { $0 }
  }

  private func unique(_ column: ModelLayout.Column) -> Constraint? {
    guard column.isUnique else { return nil }
    return Constraint(
      name: column.names.unique, kind: .unique([column.definition.name]), location: location)
  }

  private func foreignKey(_ column: ModelLayout.Column) -> Constraint? {
    guard let reference = column.reference else { return nil }
    return Constraint(
      name: column.names.foreignKey,
      kind: .foreignKey(
        [column.definition.name], references: reference.table, columns: [reference.column]),
      location: location)
  }

  /// The values that the program allows: no constraint of the database, but the same promise to readers.
  private func choices(_ column: ModelLayout.Column) -> Constraint? {
    guard let values = column.choices, !values.isEmpty else { return nil }
    return Constraint.promise(
      values, of: column.definition.name, name: column.names.choices, spelling: SQLSpelling("postgres"),
      at: location)
  }

  mutating func addIndex(of column: ModelLayout.Column, _ table: TableName) {
    guard column.isIndexed, let name = column.names.index else { return }
    emit(
      .createIndex(
        table, Index(name: name, columns: [column.definition.name], isUnique: false), predicate: nil))
  }

  private mutating func add(_ column: ModelLayout.Column, _ table: TableName) {
    var definition = column.definition
    // Rows that exist get the program's default through one that the database keeps for this statement only.
    let isPassing = definition.defaultValue == nil && column.fill != nil
    if isPassing { definition.defaultValue = column.fill }
    var constraints = self.constraints(of: column)
    if column.isPrimaryKey {
      constraints.insert(Constraint(kind: .primaryKey([definition.name]), location: location), at: 0)
    }
    emit(.addColumn(table, definition, constraints: constraints, position: .last, onlyIfAbsent: false))
    if isPassing { emit(.setDefault(table, column: definition.name, nil, text: nil)) }
    addIndex(of: column, table)
  }

  // Columns that stay.

  private mutating func change(
    _ old: ModelLayout.Column, to new: ModelLayout.Column, _ table: TableName
  ) {
    let name = new.definition.name
    let isRetargeted = isRetargeted(old, new)
    if isRetargeted, old.reference != nil, let key = old.names.foreignKey {
      emit(.dropConstraint(table, name: key, onlyIfPresent: true, cascade: false))
    }
    if old.isUnique, !new.isUnique, let unique = old.names.unique {
      emit(.dropConstraint(table, name: unique, onlyIfPresent: true, cascade: false))
    }
    if old.isIndexed, !new.isIndexed, let index = old.names.index {
      emit(.dropIndex(TableName(schema: table.schema, index), table: table))
    }
    let isListChanged = Self.isChanged(old, new)
    if isListChanged, let list = old.names.choices, old.choices?.isEmpty == false {
      emit(.dropConstraint(table, name: list, onlyIfPresent: true, cascade: false))
    }
    if old.definition.name != name { emit(.renameColumn(table, column: old.definition.name, to: name)) }
    changeDefinition(old, new, table)
    if new.isUnique, !old.isUnique, let constraint = unique(new) {
      emit(.addConstraint(table, constraint, usingIndex: nil))
    }
    if isRetargeted, let constraint = foreignKey(new) {
      emit(.addConstraint(table, constraint, usingIndex: nil))
    }
    if isListChanged, let constraint = choices(new) {
      emit(.addConstraint(table, constraint, usingIndex: nil))
    }
    if new.isIndexed, !old.isIndexed { addIndex(of: new, table) }
  }

  /// Whether the column references something else; where names of tables or columns change, references follow.
  private func isRetargeted(_ old: ModelLayout.Column, _ new: ModelLayout.Column) -> Bool {
    if followsReferences, old.reference != nil, new.reference != nil { return false }
    return old.reference != new.reference
  }

  /// Whether other values are listed, whatever their order; a list is named for its column.
  private static func isChanged(_ old: ModelLayout.Column, _ new: ModelLayout.Column) -> Bool {
    Set(old.choices ?? []) != Set(new.choices ?? []) || old.names.choices != new.names.choices
  }

  private mutating func changeDefinition(
    _ old: ModelLayout.Column, _ new: ModelLayout.Column, _ table: TableName
  ) {
    let (before, after) = (old.definition, new.definition)
    if before.generation != after.generation, before.generation != nil {
      emit(.setGeneration(table, column: after.name, nil))
    }
    if before.type != after.type {
      emit(.alterColumnType(table, column: after.name, type: after.type, using: nil, collation: nil))
    }
    if before.generation != after.generation, let generation = after.generation {
      emit(.setGeneration(table, column: after.name, generation))
    }
    if before.isNullable != after.isNullable {
      if before.isNullable, let fill = new.fill { fillNulls(after.name, fill, table) }
      emit(.setNullability(table, column: after.name, isNullable: after.isNullable))
    }
    if before.defaultValue != after.defaultValue {
      emit(.setDefault(table, column: after.name, after.defaultValue, text: nil))
    }
  }

  private mutating func fillNulls(_ column: String, _ value: Expression, _ table: TableName) {
    emit(
      .updateRows(
        table, alias: nil, assignments: [Assignment(column: column, value: value)], inputs: [],
        conditions: [.call("is null", [.column(ColumnReference(column))])]))
  }

  /// The primary key where columns that stay join or leave it; one that comes or goes brings or takes its own.
  private mutating func changeKey(from old: ModelLayout, to new: ModelLayout, _ table: TableName) {
    let before = Set(old.columns.filter(\.isPrimaryKey).map(\.field))
    let after = Set(new.columns.filter(\.isPrimaryKey).map(\.field))
    guard before != after else { return }
    let stay = Set(old.columns.map(\.field)).intersection(new.columns.map(\.field))
    if !before.intersection(stay).subtracting(after).isEmpty { emit(.dropPrimaryKey(table)) }
    let joining = new.columns.filter {
      $0.isPrimaryKey && stay.contains($0.field) && !before.contains($0.field)
    }
    guard !joining.isEmpty else { return }
    emit(
      .addConstraint(
        table, Constraint(kind: .primaryKey(joining.map(\.definition.name)), location: location),
        usingIndex: nil))
  }
}
