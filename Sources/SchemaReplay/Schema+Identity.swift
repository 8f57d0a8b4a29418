import Domain

extension Schema {
  /// Adds tables and columns that head's migrations alter without any migration creating them: base had them too.
  ///
  /// What base's own migrations assumed as well stands in base already, or they have taken it away.
  mutating func adopt(_ assumed: ArraySlice<Replayer.AssumedObject>, passedBy base: [Replayer.AssumedObject])
  {
    guard !assumed.isEmpty else { return }
    let known = Set(base.map(\.names))
    for object in assumed where !known.contains(object.names) {
      guard let column = object.column else {
        if table(named: object.table.name) == nil, view(named: object.table.name) == nil {
          tables.append(object.table)
        }
        continue
      }
      guard let index = tables.firstIndex(where: { $0.id == object.table.id }),
        tables[index].column(named: column.name) == nil
      else { continue }
      tables[index].columns.append(column)
    }
    tables.sort { $0.name < $1.name }
  }

  /// Gives things of this (base) schema that only base's own text of a migration created the identity of what has their
  /// name at head, if base has that thing no more under another name.
  ///
  /// `lone` are the ids of what one side created on its own. A squashed history thereby yields the same things, and so
  /// does one that lost a migration, or has another text of it: databases that ran it are not changed by that.
  mutating func unifyByName(with head: Schema, lone: [ObjectID: String]) {
    guard !lone.isEmpty else { return }
    let baseIDs = ids(among: lone)
    guard !baseIDs.isEmpty else { return }
    let headIDs = head.ids(among: lone)
    let ownIDs = ids { _ in true }
    func mayJoin(_ old: ObjectID, _ new: ObjectID) -> Bool {
      lone[old] != nil && !headIDs.contains(old) && !ownIDs.contains(new)
    }
    let headTables = Dictionary(head.tables.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for index in tables.indices {
      guard let other = headTables[tables[index].name] else { continue }
      if mayJoin(tables[index].id, other.id) { tables[index].id = other.id }
      guard tables[index].id == other.id else { continue }
      for place in tables[index].columns.indices {
        let column = tables[index].columns[place]
        if let twin = other.column(named: column.name), mayJoin(column.id, twin.id) {
          tables[index].columns[place].id = twin.id
        }
      }
    }
    for index in views.indices {
      if let other = head.view(named: views[index].name), mayJoin(views[index].id, other.id) {
        views[index].id = other.id
      }
    }
    for index in types.indices {
      if let other = head.types.first(where: { $0.name == types[index].name }),
        mayJoin(types[index].id, other.id)
      {
        types[index].id = other.id
      }
    }
  }

  /// The ids of this schema that are among the given ones.
  private func ids(among wanted: [ObjectID: String]) -> Set<ObjectID> {
    guard let first = wanted.keys.min() else { return [] }
    // Most of a schema is older than all that is wanted.
    return ids { $0 >= first && wanted[$0] != nil }
  }

  /// The ids of this schema that are wanted.
  private func ids(where isWanted: (ObjectID) -> Bool) -> Set<ObjectID> {
    var ids = Set((views.map(\.id) + types.map(\.id)).filter(isWanted))
    for place in tables.indices {
      if isWanted(tables[place].id) { ids.insert(tables[place].id) }
      let columns = tables[place].columns
      for place in columns.indices where isWanted(columns[place].id) { ids.insert(columns[place].id) }
    }
    return ids
  }

  /// The ids of tables and columns that are not the same in the other schema.
  func differences(to other: Schema) -> Set<ObjectID> {
    let mine = fingerprints
    let theirs = other.fingerprints
    var ids: Set<ObjectID> = []
    for (id, text) in mine where theirs[id] != text { ids.insert(id) }
    for (id, text) in theirs where mine[id] != text { ids.insert(id) }
    return ids
  }

  private var fingerprints: [ObjectID: String] {
    var texts: [ObjectID: String] = [:]
    for table in tables {
      texts[table.id] = table.name.display + " key " + table.primaryKey.joined(separator: ",")
      for column in table.columns {
        texts[column.id] = "\(column.name) \(column.type.display) \(column.isNullable)"
      }
    }
    for view in views { texts[view.id] = view.name.display + " " + (view.query?.text ?? "") }
    for type in types { texts[type.id] = type.name.display + " \(type.kind)" }
    return texts
  }
}
