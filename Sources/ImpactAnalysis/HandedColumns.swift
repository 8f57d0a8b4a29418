import Domain

/// The outputs of a schema's views that are a column of a table as it is.
struct HandedColumns {
  /// A column of a table.
  struct Origin: Hashable {
    let table: TableName
    let column: String
  }

  /// An output of a view, and what it is.
  struct Output: Hashable {
    let column: String
    let origin: Origin
  }

  /// Views on views that are followed.
  private static let depthLimit = 100

  private let schema: Schema
  private let places: [ObjectID: Origin]
  private let views: [TableName: View]
  /// The outputs that are a column of an input, of each view that was asked for: views on views ask again and again.
  private var direct: [TableName: [Output]] = [:]
  /// The outputs that are a column of a table.
  private var known: [TableName: [Output]] = [:]

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
  mutating func handsOn(_ column: String, of view: TableName) -> Bool {
    outputs(of: view).contains { $0.column == column }
  }

  /// The outputs of a view and the table columns that they are, in order.
  mutating func origins(of view: TableName, depth: Int = 0) -> [Output] {
    if let known = known[view] { return known }
    guard depth < Self.depthLimit else { return [] }
    // A view that reads itself has nothing to give.
    known[view] = []
    var found: [Output] = []
    var seen: Set<Output> = []
    for output in outputs(of: view) {
      guard views[output.origin.table] != nil else {
        if seen.insert(output).inserted { found.append(output) }
        continue
      }
      for inner in origins(of: output.origin.table, depth: depth + 1)
      where inner.column == output.origin.column {
        let whole = Output(column: output.column, origin: inner.origin)
        if seen.insert(whole).inserted { found.append(whole) }
      }
    }
    known[view] = found
    return found
  }

  private mutating func outputs(of view: TableName) -> [Output] {
    if let known = direct[view] { return known }
    let found = views[view].map(directOutputs) ?? []
    direct[view] = found
    return found
  }

  /// The outputs that are a column of an input, star outputs by name.
  private func directOutputs(_ view: View) -> [Output] {
    guard let query = view.query else { return [] }
    var found: [Output] = []
    for branch in [query] + query.unionBranches {
      var place = 0
      for output in branch.outputs {
        switch output {
        case .expression(let value, let name):
          let label = view.columnNames.indices.contains(place) ? view.columnNames[place] : name
          place += 1
          if let label, let origin = origin(of: value, in: branch) {
            found.append(Output(column: label, origin: origin))
          }
        case .star(let qualifier, let excluded):
          for input in branch.inputs where qualifier == nil || input.alias == qualifier {
            for name in columns(of: input) where !excluded.contains(name) {
              let label = view.columnNames.indices.contains(place) ? view.columnNames[place] : name
              place += 1
              if let table = table(of: input) {
                found.append(Output(column: label, origin: Origin(table: table, column: name)))
              }
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
