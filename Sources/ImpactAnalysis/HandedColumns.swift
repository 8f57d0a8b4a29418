import Domain

/// The outputs of a schema's views that are a column of a table as it is.
struct HandedColumns {
  /// A column of a table.
  struct Origin {
    let table: TableName
    let column: String
  }

  private let schema: Schema
  private let places: [ObjectID: Origin]
  private let views: [TableName: View]

  /// Looks up a schema.
  init(_ schema: Schema) {
    self.schema = schema
    views = Dictionary(schema.views.map { ($0.name, $0) }) { first, _ in first }
    var places: [ObjectID: Origin] = [:]
    for table in schema.tables {
      for column in table.columns { places[column.id] = Origin(table: table.name, column: column.name) }
    }
    for view in schema.views {
      for column in view.columns ?? [] { places[column.id] = Origin(table: view.name, column: column.name) }
    }
    self.places = places
  }

  /// Whether a view of this name gives the column as some input has it.
  func handsOn(_ column: String, of view: TableName) -> Bool {
    views[view].map { direct($0).contains { $0.column == column } } ?? false
  }

  /// The outputs of a view and the table columns that they are, in order.
  func origins(of view: TableName, depth: Int = 0) -> [(column: String, origin: Origin)] {
    guard depth < 20, let view = views[view] else { return [] }
    return direct(view).flatMap { output in
      guard views[output.origin.table] != nil else { return [output] }
      return origins(of: output.origin.table, depth: depth + 1)
        .filter { $0.column == output.origin.column }.map { (output.column, $0.origin) }
    }
  }

  /// The outputs that are a column of an input, star outputs by name.
  private func direct(_ view: View) -> [(column: String, origin: Origin)] {
    guard let query = view.query else { return [] }
    var found: [(column: String, origin: Origin)] = []
    for branch in [query] + query.unionBranches {
      var place = 0
      for output in branch.outputs {
        switch output {
        case .expression(let value, let name):
          let label = view.columnNames.indices.contains(place) ? view.columnNames[place] : name
          place += 1
          if let label, let origin = origin(of: value, in: branch) { found.append((label, origin)) }
        case .star(let qualifier, let excluded):
          for input in branch.inputs where qualifier == nil || input.alias == qualifier {
            for name in columns(of: input) where !excluded.contains(name) {
              let label = view.columnNames.indices.contains(place) ? view.columnNames[place] : name
              place += 1
              if let table = table(of: input) { found.append((label, Origin(table: table, column: name))) }
            }
          }
        }
      }
    }
    return found
  }

  private func origin(of value: Expression, in query: QueryShape) -> Origin? {
    switch value {
    case .column(let reference):
      if let id = reference.column { return places[id] }
      let inputs = query.inputs.filter { reference.qualifier == nil || $0.alias == reference.qualifier }
      guard inputs.count == 1, let table = inputs.first.flatMap(table) else { return nil }
      return Origin(table: table, column: reference.name)
    case .cast(let inner, _): return origin(of: inner, in: query)
    case .literal, .call, .caseWhen, .concatenation, .opaque: return nil
    }
  }

  private func table(of input: QueryInput) -> TableName? {
    guard case .table(let name) = input.source else { return nil }
    return TableName(schema: name.schema ?? schema.defaultSchema, name.name)
  }

  private func columns(of input: QueryInput) -> [String] {
    guard let name = table(of: input) else { return [] }
    if let view = views[name] { return view.columns?.map(\.name) ?? [] }
    return schema.tables.first { $0.name == name }?.columns.map(\.name) ?? []
  }
}
