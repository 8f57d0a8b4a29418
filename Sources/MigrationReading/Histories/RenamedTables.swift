import Domain

/// A rename that a tool has carried out, kept beside files that state the schema as it is to be.
struct KeptRename: Equatable {
  /// What has another name.
  enum Kind: Equatable {
    case table(TableName, to: TableName)
    case column(of: TableName, String, to: String)
  }

  let kind: Kind
  let location: SourceLocation

  init(_ kind: Kind, _ location: SourceLocation) {
    self.kind = kind
    self.location = location
  }
}

/// Tables as they are to be, told as what happened: made under their first names, then renamed. So a table that has
/// another name in the next state is still the same one.
struct RenamedTables {
  private let renames: [KeptRename]

  /// Renames that are followed, the last ones.
  private static let limit = 2_000

  init(_ renames: [KeptRename]) { self.renames = Array(renames.suffix(Self.limit)) }

  /// A table with the renames that led to it.
  private struct Origin {
    var definition: TableDefinition
    var location: SourceLocation
    /// The first name.
    var name: TableName
    /// First names of columns, by their places.
    var columns: [String]
    /// For each rename of the table, or of a column by its place, its number.
    var steps: [(number: Int, column: Int?)] = []
  }

  /// The operations that make tables, followed by their renames, then all others.
  func history(of operations: [Operation]) -> [Operation] {
    var origins: [Origin] = []
    var rest: [Operation] = []
    for operation in operations {
      if case .createTable(let definition) = operation.kind, !operation.isConditional {
        let origin = origin(of: definition, operation.location)
        if !origin.steps.isEmpty {
          origins.append(origin)
          continue
        }
      }
      rest.append(operation)
    }
    let steps = origins.indices.flatMap { table in
      origins[table].steps.map { (number: $0.number, table: table, column: $0.column) }
    }.sorted { ($0.number, $0.table, $0.column ?? -1) < ($1.number, $1.table, $1.column ?? -1) }
    var told = Telling()
    for step in steps {
      told.make(step.table, origins[step.table])
      told.rename(step.table, step.column, step.number, renames[step.number], origins[step.table])
    }
    for table in origins.indices { told.finish(table, origins[table]) }
    return told.operations + rest
  }

  private func origin(of definition: TableDefinition, _ location: SourceLocation) -> Origin {
    var origin = Origin(
      definition: definition, location: location, name: definition.name,
      columns: definition.columns.map(\.name))
    for number in renames.indices.reversed() {
      switch renames[number].kind {
      case .table(let old, let new) where Self.isSame(new, origin.name):
        origin.name = old
        origin.steps.append((number, nil))
      case .column(let table, let old, let new) where Self.isSame(table, origin.name):
        guard let place = origin.columns.firstIndex(where: { Self.isSame($0, new) }) else { continue }
        origin.columns[place] = old
        origin.steps.append((number, place))
      default: break
      }
    }
    origin.steps.reverse()
    return origin
  }

  private static func isSame(_ one: String, _ other: String) -> Bool {
    one.utf8.count == other.utf8.count && one.lowercased() == other.lowercased()
  }

  private static func isSame(_ one: TableName, _ other: TableName) -> Bool {
    isSame(one.name, other.name) && isSame(one.schema ?? "dbo", other.schema ?? "dbo")
  }

  /// What is told so far.
  private struct Telling {
    var operations: [Operation] = []
    private var names: [Int: TableName] = [:]
    /// Columns that a table has, by their places; the names that they have now.
    private var columns: [Int: [Int: String]] = [:]

    /// Makes a table under its first name, with the columns whose first names are not another one's.
    mutating func make(_ table: Int, _ origin: Origin) {
      guard names[table] == nil else { return }
      names[table] = origin.name
      var definition = origin.definition
      definition.name = origin.name
      // Keys are told by the names that are in force in the end.
      definition.constraints = []
      definition.columns = []
      var own: [Int: String] = [:]
      for place in origin.columns.indices where isFirst(place, origin) {
        var column = origin.definition.columns[place]
        column.name = origin.columns[place]
        definition.columns.append(column)
        own[place] = column.name
      }
      columns[table] = own
      operations.append(Operation(.createTable(definition), location: origin.location))
    }

    /// Whether no other column had the same name first, and another one after it.
    private func isFirst(_ place: Int, _ origin: Origin) -> Bool {
      let name = origin.columns[place].lowercased()
      let rivals = origin.columns.indices.filter { origin.columns[$0].lowercased() == name }
      guard rivals.count > 1 else { return true }
      return rivals.min { start(of: $0, origin) < start(of: $1, origin) } == place
    }

    /// The number of the first rename of a column.
    private func start(of place: Int, _ origin: Origin) -> Int {
      origin.steps.first { $0.column == place }?.number ?? .max
    }

    mutating func rename(
      _ table: Int, _ column: Int?, _ number: Int, _ rename: KeptRename, _ origin: Origin
    ) {
      guard let name = names[table] else { return }
      let isLast = origin.steps.last { $0.column == column }?.number == number
      switch (rename.kind, column) {
      case (.table(_, let given), nil):
        // In the end it is written as the file writes it.
        let new = isLast ? origin.definition.name : given
        if let schema = new.schema, schema.lowercased() != (name.schema ?? "dbo").lowercased() {
          operations.append(Operation(.setTableSchema(name, schema: schema), location: rename.location))
        }
        let moved = TableName(schema: new.schema, name.name)
        if new.name != name.name {
          operations.append(Operation(.renameTable(moved, to: new), location: rename.location))
        }
        names[table] = new
      case (.column(_, _, let given), let place?):
        let new = isLast ? origin.definition.columns[place].name : given
        add(place, to: table, origin)
        guard let old = columns[table]?[place] else { return }
        if old != new {
          operations.append(Operation(.renameColumn(name, column: old, to: new), location: rename.location))
        }
        columns[table]?[place] = new
      default: break
      }
    }

    private mutating func add(_ place: Int, to table: Int, _ origin: Origin) {
      guard let name = names[table], columns[table]?[place] == nil else { return }
      var column = origin.definition.columns[place]
      column.name = origin.columns[place]
      columns[table]?[place] = column.name
      operations.append(
        Operation(
          .addColumn(name, column, constraints: [], position: .last, onlyIfAbsent: false),
          location: origin.location))
    }

    /// Adds what is left of a table: columns with a name that another one had first, and keys.
    mutating func finish(_ table: Int, _ origin: Origin) {
      for place in origin.columns.indices { add(place, to: table, origin) }
      guard let name = names[table] else { return }
      for constraint in origin.definition.constraints {
        operations.append(
          Operation(.addConstraint(name, constraint, usingIndex: nil), location: constraint.location))
      }
    }
  }
}
