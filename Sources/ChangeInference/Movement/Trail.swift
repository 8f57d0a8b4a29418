import Domain

/// Where the branch's statements are that renamed, dropped or altered a thing.
struct Trail: Sendable {
  /// The operations, in running order.
  let operations: [ReplayedOperation]
  private let stepsOf: [ObjectID: [Int]]
  private let dropsOfSchemas: [String: [SourceLocation]]

  /// Indexes the operations by the thing they work on.
  init(_ operations: [ReplayedOperation]) {
    self.operations = operations
    var steps: [ObjectID: [Int]] = [:]
    var drops: [String: [SourceLocation]] = [:]
    for (step, operation) in operations.enumerated() {
      if let target = operation.target { steps[target, default: []].append(step) }
      if case .dropSchema(let name, _) = operation.operation.kind {
        drops[name, default: []].append(operation.operation.location)
      }
    }
    stepsOf = steps
    dropsOfSchemas = drops
  }

  /// The operations on one thing, in running order.
  func operations(on id: ObjectID) -> [ReplayedOperation] {
    (stepsOf[id] ?? []).compactMap { operations.indices.contains($0) ? operations[$0] : nil }
  }

  /// The operations on one thing with their places in the trail.
  func steps(on id: ObjectID) -> [(step: Int, operation: ReplayedOperation)] {
    (stepsOf[id] ?? []).compactMap { operations.indices.contains($0) ? ($0, operations[$0]) : nil }
  }

  /// Statements that gave a table another name or schema.
  func tableRenames(_ id: ObjectID) -> [SourceLocation] {
    let own = operations(on: id).compactMap { operation -> SourceLocation? in
      switch operation.operation.kind {
      case .renameTable, .setTableSchema: operation.operation.location
      default: nil
      }
    }
    return own.isEmpty ? schemaRenames : own
  }

  private var schemaRenames: [SourceLocation] {
    operations.compactMap { operation in
      if case .renameSchema = operation.operation.kind { operation.operation.location } else { nil }
    }
  }

  /// Statements that dropped a table or view by its own name.
  func tableDrops(_ id: ObjectID) -> [SourceLocation] {
    operations(on: id).compactMap { operation in
      switch operation.operation.kind {
      case .dropTable, .dropView: operation.operation.location
      default: nil
      }
    }
  }

  /// Statements that dropped a table or view, or the schema that held it.
  func losses(of id: ObjectID, name: TableName) -> [SourceLocation] {
    let own = tableDrops(id)
    return own.isEmpty ? schemaDrops(name.schema) : own
  }

  /// Statements that dropped a schema.
  func schemaDrops(_ name: String?) -> [SourceLocation] { name.flatMap { dropsOfSchemas[$0] } ?? [] }

  /// Statements that renamed a column of a table, following the names from base on.
  func columnRenames(table: ObjectID, from name: String) -> [SourceLocation] {
    var current = name
    var found: [SourceLocation] = []
    for operation in operations(on: table) {
      switch operation.operation.kind {
      case .renameColumn(_, let column, let to) where column == current:
        current = to
        found.append(operation.operation.location)
      case .redefineColumn(_, let column, let definition, _)
      where column == current && definition.name != column:
        current = definition.name
        found.append(operation.operation.location)
      default: break
      }
    }
    return found
  }

  /// Statements on a column of a base table that match, its name followed through renames and up to its drop.
  func columnStatements(
    table: ObjectID, from name: String, matching: (OperationKind) -> Bool
  ) -> [SourceLocation] {
    var current: String? = name
    var found: [SourceLocation] = []
    for operation in operations(on: table) {
      guard let column = operation.operation.kind.column, column == current else { continue }
      if matching(operation.operation.kind) { found.append(operation.operation.location) }
      switch operation.operation.kind {
      case .renameColumn(_, _, let to): current = to
      case .redefineColumn(_, _, let definition, _): current = definition.name
      case .dropColumn: current = nil
      default: break
      }
    }
    return found
  }

  /// Where a column of a base table was dropped.
  func columnDrops(table: ObjectID, name: String) -> [SourceLocation] {
    columnStatements(table: table, from: name) { kind in
      if case .dropColumn = kind { true } else { false }
    }
  }
}

extension OperationKind {
  /// The one column that the operation is about, by its name at that time.
  var column: String? {
    switch self {
    case .dropColumn(_, let column, _, _), .renameColumn(_, let column, _),
      .alterColumnType(_, let column, _, _, _), .setNullability(_, let column, _),
      .setDefault(_, let column, _, _),
      .setGeneration(_, let column, _), .redefineColumn(_, let column, _, _):
      column
    default: nil
    }
  }
}
