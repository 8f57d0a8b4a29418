import Domain

extension Schema {
  /// Completes tables of this (head) schema that its migrations only alter with what base knows of them: the migrations
  /// that created them are gone, as when old ones are put away, and their tables are not.
  ///
  /// What head drops or renames stays so: base's column gets the identity of the `assumed` one.
  mutating func complete(from base: inout Schema, assumed: [Replayer.AssumedObject]) {
    for index in tables.indices where tables[index].isPartial {
      let id = tables[index].id
      guard let place = base.tables.firstIndex(where: { $0.id == id }), !base.tables[place].isPartial else {
        continue
      }
      let met = assumed.filter { $0.table.id == id }.compactMap(\.column)
      for column in base.tables[place].columns.indices {
        let old = base.tables[place].columns[column]
        if tables[index].columns.contains(where: { $0.id == old.id }) { continue }
        guard let same = met.first(where: { $0.name == old.name }) else { continue }
        base.tables[place].columns[column].id = same.id
      }
      let touched = Set(met.map(\.id))
      tables[index].complete(from: base.tables[place], without: touched)
    }
  }
}

extension Table {
  /// Takes over what only the other table knows, but for the columns of these ids that this one has no more.
  fileprivate mutating func complete(from other: Table, without gone: Set<ObjectID>) {
    isPartial = false
    var kept: [Column] = []
    for old in other.columns {
      if let place = columns.firstIndex(where: { $0.id == old.id }) {
        var column = columns.remove(at: place)
        column.definition.complete(from: old.definition)
        kept.append(column)
      } else if !gone.contains(old.id), column(named: old.name) == nil {
        kept.append(old)
      }
    }
    columns = kept + columns
    let names = Set(columns.map(\.name))
    constraints += other.constraints.filter { constraint in
      constraint.ownColumns.allSatisfy(names.contains) && !constraints.contains { $0.kind == constraint.kind }
    }
    indexes += other.indexes.filter { index in
      index.columns.allSatisfy(names.contains) && !indexes.contains { $0.name == index.name }
    }
    indexes.sort { $0.name < $1.name }
  }
}

extension ColumnDefinition {
  /// Fills in what is not known of a column that was only altered.
  fileprivate mutating func complete(from other: ColumnDefinition) {
    guard type.name == "unknown" else { return }
    type = other.type
    isNullable = isNullable && other.isNullable
    if defaultText == nil { (defaultValue, defaultText) = (other.defaultValue, other.defaultText) }
    if generation == nil { generation = other.generation }
  }
}
