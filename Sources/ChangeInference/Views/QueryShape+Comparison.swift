import Domain

/// Identities of base columns by those of the head columns that carry them on.
struct IdentityMap: Sendable {
  /// Base column -> head column.
  var columns: [ObjectID: ObjectID] = [:]
  /// Full names of tables and views at base -> at head.
  var tables: [TableName: TableName] = [:]

  /// The same thing seen from head.
  func column(_ id: ObjectID) -> ObjectID { columns[id] ?? id }
  /// The same thing seen from head.
  func table(_ name: TableName) -> TableName { tables[name] ?? name }
}

extension QueryShape {
  /// The shape without wording: aliases, qualifiers and texts are left out, identities follow the map.
  func comparable(_ map: IdentityMap, index: SchemaIndex, depth: Int = 0) -> QueryShape {
    guard depth < 40 else { return self }
    var copy = self
    copy.text = ""
    let before = inputs
    func plain(_ expression: Expression) -> Expression {
      expression.comparable { reference in
        if let id = reference.column { return ColumnReference("", column: map.column(id)) }
        let isOnly = before.count == 1
        return ColumnReference(qualifier: isOnly ? nil : reference.qualifier, reference.name)
      }
    }
    copy.inputs = inputs.map { input in
      var plainInput = input
      switch input.source {
      case .table(let name):
        plainInput.source = .table(map.table(index.full(name)))
        plainInput.alias = ""
      case .query(let inner):
        plainInput.source = .query(inner.comparable(map, index: index, depth: depth + 1))
      case .values, .opaque: break
      }
      return plainInput
    }
    copy.outputs = outputs.map { output in
      switch output {
      case .expression(let expression, let name): .expression(plain(expression), name: name)
      case .star: output
      }
    }
    copy.conditions = conditions.map(plain)
    copy.grouping = grouping?.map(plain)
    copy.unionBranches = unionBranches.map { $0.comparable(map, index: index, depth: depth + 1) }
    return copy
  }

  /// The grouping as names for people; an aggregate without grouping has one row and an empty list.
  var grain: [String]? {
    if let grouping { return grouping.map(\.summary) }
    return isAggregate ? [] : nil
  }

  /// The column of a table or view that a reference means, through subqueries that hand it on as it is.
  func origin(
    of reference: ColumnReference, index: SchemaIndex, depth: Int = 0
  ) -> (table: TableName, column: String)? {
    guard depth < 40 else { return nil }
    if let place = reference.column.flatMap({ index.columns[$0] }), let table = index.tables[place.table] {
      return (table.name, place.column.name)
    }
    let read = inputs.filter { reference.qualifier == nil || $0.alias == reference.qualifier }
    guard read.count == 1, let input = read.first else { return nil }
    switch input.source {
    case .table(let name): return (index.full(name), reference.name)
    case .query(let inner):
      for output in inner.outputs {
        switch output {
        case .expression(let value, let name) where name == reference.name:
          return value.bareColumn.flatMap { inner.origin(of: $0, index: index, depth: depth + 1) }
        case .star(let qualifier, let excluded) where !excluded.contains(reference.name):
          let handed = ColumnReference(qualifier: qualifier, reference.name)
          if let found = inner.origin(of: handed, index: index, depth: depth + 1) { return found }
        case .expression, .star: continue
        }
      }
      return nil
    case .values, .opaque: return nil
    }
  }
}
