import Domain

/// Writes the names of an operation as they were first declared, for databases that compare them without case.
struct NameSpelling {
  /// The schema of the moment.
  let state: SchemaState

  /// One thing that columns can be read from: its alias and the names of its columns.
  private struct Source {
    var alias: String
    var columns: [String]
  }

  private static let depthLimit = 40

  /// The operation in the spelling of what it works on.
  func respelled(_ operation: Operation) -> Operation {
    var operation = operation
    operation.kind = respelled(operation.kind)
    return operation
  }

  private func respelled(_ kind: OperationKind) -> OperationKind {
    switch kind {
    case .createTable(let definition): return .createTable(respelled(definition))
    case .createTableFromQuery(let name, let columns, let query, let withData, let onlyIfAbsent):
      return .createTableFromQuery(
        table(name), columns: columns, query: query.map { respelled($0) }, withData: withData,
        onlyIfAbsent: onlyIfAbsent)
    case .dropTable(let name, let onlyIfPresent, let cascade):
      return .dropTable(table(name), onlyIfPresent: onlyIfPresent, cascade: cascade)
    case .renameTable(let name, let new): return .renameTable(table(name), to: new)
    case .setTableSchema(let name, let schema): return .setTableSchema(table(name), schema: schema)
    case .setPartition(let name, let parent, let attached):
      return .setPartition(table(name), parent: table(parent), attached: attached)
    case .createView(let name, let columns, let query, let isMaterialized, let replaces, let onlyIfAbsent):
      return .createView(
        table(name), columns: columns, query: query.map { respelled($0) }, isMaterialized: isMaterialized,
        replaces: replaces, onlyIfAbsent: onlyIfAbsent)
    case .dropView(let name, let onlyIfPresent, let cascade):
      return .dropView(table(name), onlyIfPresent: onlyIfPresent, cascade: cascade)
    case .updateRows, .insertFromQuery, .insertRows, .deleteRows, .truncate: return respelledRows(kind)
    case .addConstraint, .dropConstraint, .dropPrimaryKey, .renameConstraint, .createIndex, .dropIndex:
      return respelledConstraint(kind)
    default: return respelledColumn(kind)
    }
  }

  private func respelledColumn(_ kind: OperationKind) -> OperationKind {
    switch kind {
    case .addColumn(let name, var definition, let constraints, let position, let onlyIfAbsent):
      let name = table(name)
      definition.name = column(definition.name, in: name)
      var place = position
      if case .after(let other) = position { place = .after(column(other, in: name)) }
      return .addColumn(
        name, definition, constraints: constraints.map { constraint($0, in: name, adding: definition.name) },
        position: place, onlyIfAbsent: onlyIfAbsent)
    case .dropColumn(let name, let old, let onlyIfPresent, let cascade):
      return .dropColumn(
        table(name), column: column(old, in: name), onlyIfPresent: onlyIfPresent, cascade: cascade)
    case .renameColumn(let name, let old, let new):
      return .renameColumn(table(name), column: column(old, in: name), to: new)
    case .alterColumnType(let name, let old, let type, let using, let collation):
      return .alterColumnType(
        table(name), column: column(old, in: name), type: type, using: using, collation: collation)
    case .setNullability(let name, let old, let isNullable):
      return .setNullability(table(name), column: column(old, in: name), isNullable: isNullable)
    case .setDefault(let name, let old, let value, let text):
      return .setDefault(table(name), column: column(old, in: name), value, text: text)
    case .setGeneration(let name, let old, let generation):
      return .setGeneration(table(name), column: column(old, in: name), generation)
    case .redefineColumn(let name, let old, var definition, let constraints):
      let found = column(old, in: name)
      // The same name in another case is no new name.
      if Self.equal(definition.name, found) { definition.name = found }
      return .redefineColumn(
        table(name), column: found, definition,
        constraints: constraints.map { constraint($0, in: table(name), adding: definition.name) })
    default: return kind
    }
  }

  private func respelledConstraint(_ kind: OperationKind) -> OperationKind {
    switch kind {
    case .addConstraint(let name, let added, let usingIndex):
      return .addConstraint(table(name), constraint(added, in: table(name)), usingIndex: usingIndex)
    case .dropConstraint(let name, let old, let onlyIfPresent, let cascade):
      let names = state.tables[state.lookupName(table(name))]?.table.constraints.compactMap(\.name) ?? []
      return .dropConstraint(
        table(name), name: Self.spelling(of: old, among: names), onlyIfPresent: onlyIfPresent,
        cascade: cascade)
    case .dropPrimaryKey(let name): return .dropPrimaryKey(table(name))
    case .renameConstraint(let name, let old, let new):
      return .renameConstraint(table(name), name: old, to: new)
    case .createIndex(let name, var index, let predicate):
      index.columns = index.columns.map { column($0, in: name) }
      return .createIndex(table(name), index, predicate: predicate.map { respelled($0, [source(name, nil)]) })
    case .dropIndex(let name, let owner): return .dropIndex(name, table: owner.map(table))
    default: return kind
    }
  }

  private func respelledRows(_ kind: OperationKind) -> OperationKind {
    switch kind {
    case .updateRows(let name, let alias, let assignments, let inputs, let conditions):
      let inputs = inputs.map { respelled($0, 0) }
      let sources = [source(name, alias)] + inputs.map { source(of: $0, 0) }
      return .updateRows(
        table(name), alias: alias,
        assignments: assignments.map {
          Assignment(column: column($0.column, in: name), value: respelled($0.value, sources))
        }, inputs: inputs, conditions: conditions.map { respelled($0, sources) })
    case .insertFromQuery(let name, let columns, let query):
      return .insertFromQuery(
        table(name), columns: columns.map { column($0, in: name) }, query: respelled(query))
    case .insertRows(let name, let columns, let rows, let isComplete):
      return .insertRows(
        table(name), columns: columns.map { column($0, in: name) }, rows: rows, isComplete: isComplete)
    case .deleteRows(let name, let alias, let inputs, let conditions):
      let inputs = inputs.map { respelled($0, 0) }
      let sources = [source(name, alias)] + inputs.map { source(of: $0, 0) }
      return .deleteRows(
        table(name), alias: alias, inputs: inputs, conditions: conditions.map { respelled($0, sources) })
    case .truncate(let name): return .truncate(table(name))
    default: return kind
    }
  }

  // MARK: Parts

  private func respelled(_ definition: TableDefinition) -> TableDefinition {
    var definition = definition
    definition.name = table(definition.name)
    let names = definition.columns.map(\.name)
    definition.constraints = definition.constraints.map { constraint($0, names, definition.name) }
    definition.copiedFrom = definition.copiedFrom.map {
      var copy = $0
      copy.table = table(copy.table)
      return copy
    }
    return definition
  }

  private func constraint(
    _ constraint: Constraint, in name: TableName, adding column: String? = nil
  ) -> Constraint {
    let names = state.tables[state.lookupName(name)]?.table.columns.map(\.name) ?? []
    return self.constraint(constraint, names + (column.map { [$0] } ?? []), name)
  }

  private func constraint(_ constraint: Constraint, _ names: [String], _ own: TableName) -> Constraint {
    func spelled(_ columns: [String]) -> [String] { columns.map { Self.spelling(of: $0, among: names) } }
    let source = Source(alias: own.name, columns: names)
    var copy = constraint
    switch constraint.kind {
    case .primaryKey(let columns): copy.kind = .primaryKey(spelled(columns))
    case .unique(let columns, let predicate):
      copy.kind = .unique(spelled(columns), predicate: predicate.map { respelled($0, [source]) })
    case .foreignKey(let columns, let target, let targets, let onDelete):
      let isOwn = Self.equal(target.name, own.name)
      copy.kind = .foreignKey(
        spelled(columns), references: table(target),
        columns: isOwn ? spelled(targets) : targets.map { column($0, in: target) }, onDelete: onDelete)
    case .check(let expression, let text): copy.kind = .check(respelled(expression, [source]), text: text)
    case .other: break
    }
    return copy
  }

  private func respelled(_ query: QueryShape, _ depth: Int = 0) -> QueryShape {
    guard depth < Self.depthLimit else { return query }
    var query = query
    query.inputs = query.inputs.map { respelled($0, depth) }
    let sources = query.inputs.map { source(of: $0, depth) }
    query.outputs = query.outputs.map { output in
      switch output {
      case .expression(let value, let name): return .expression(respelled(value, sources), name: name)
      case .star(let qualifier, let excluded):
        let alias = qualifier.map { Self.spelling(of: $0, among: sources.map(\.alias)) }
        return .star(qualifier: alias, excluded: excluded)
      }
    }
    query.conditions = query.conditions.map { respelled($0, sources) }
    query.grouping = query.grouping?.map { respelled($0, sources) }
    query.unionBranches = query.unionBranches.map { respelled($0, depth + 1) }
    return query
  }

  private func respelled(_ input: QueryInput, _ depth: Int) -> QueryInput {
    var input = input
    switch input.source {
    case .table(let name): input.source = .table(table(name))
    case .query(let query): input.source = .query(respelled(query, depth + 1))
    case .values, .opaque: break
    }
    return input
  }

  private func respelled(_ expression: Expression, _ sources: [Source]) -> Expression {
    expression.replacingColumns { reference in
      var reference = reference
      if let qualifier = reference.qualifier {
        guard let source = sources.first(where: { Self.equal($0.alias, qualifier) }) else {
          return .column(reference)
        }
        reference.qualifier = source.alias
        reference.name = Self.spelling(of: reference.name, among: source.columns)
        return .column(reference)
      }
      if sources.contains(where: { $0.columns.contains(reference.name) }) { return .column(reference) }
      for source in sources {
        guard let found = source.columns.first(where: { Self.equal($0, reference.name) }) else { continue }
        reference.name = found
        break
      }
      return .column(reference)
    }
  }

  private func source(_ name: TableName, _ alias: String?) -> Source {
    let full = state.lookupName(table(name))
    let columns = state.tables[full]?.table.columns ?? state.views[full]?.columns ?? []
    return Source(alias: alias ?? table(name).name, columns: columns.map(\.name))
  }

  private func source(of input: QueryInput, _ depth: Int) -> Source {
    switch input.source {
    case .table(let name): return source(name, input.alias)
    case .values(let columns, _): return Source(alias: input.alias, columns: columns)
    case .query(let query):
      let names = query.outputs.compactMap { if case .expression(_, let name) = $0 { name } else { nil } }
      return Source(alias: input.alias, columns: names)
    case .opaque: return Source(alias: input.alias, columns: [])
    }
  }

  // MARK: Names

  /// The name of the table or view that is meant; a name of nothing that is there stays as it is.
  private func table(_ name: TableName) -> TableName {
    let full = state.lookupName(name)
    if state.tables[full] != nil || state.views[full] != nil { return name }
    let schema = name.schema ?? state.defaultSchema
    let all =
      state.tables.keys.filter { Self.equal($0.name, name.name) }
      + state.views.keys.filter { Self.equal($0.name, name.name) }
    if let same = all.sorted().first(where: { Self.equal($0.schema ?? "", schema ?? "") }) { return same }
    // A database's own name before the table's says nothing where all tables are in one database.
    guard state.defaultSchema == nil, all.count == 1 else { return name }
    return all[0]
  }

  private func column(_ name: String, in table: TableName) -> String {
    let full = state.lookupName(self.table(table))
    guard let found = state.tables[full]?.table else { return name }
    if found.columns.contains(where: { $0.name == name }) { return name }
    return found.columns.first { Self.equal($0.name, name) }?.name ?? name
  }

  private static func spelling(of name: String, among names: [String]) -> String {
    if names.contains(name) { return name }
    return names.first { equal($0, name) } ?? name
  }

  /// Whether two names are equal but for the case of ASCII letters.
  static func equal(_ left: String, _ right: String) -> Bool {
    let (first, second) = (left.utf8, right.utf8)
    guard first.count == second.count else { return false }
    return zip(first, second).allSatisfy { $0 == $1 || ($0 | 0x20 == $1 | 0x20 && $0 | 0x20 &- 0x61 < 26) }
  }
}
